import type { Severity } from './event.ts';

/** The picture of how things are: on the tray, and on the tab of a page. */
export interface TrayPicture {
  readonly picture:
    | { readonly shape: 'bell' | 'struck-bell' }
    | { readonly shape: 'hollow' | 'filled'; readonly severity: Severity };
  readonly mark: 'cross' | 'bars' | null;
}
