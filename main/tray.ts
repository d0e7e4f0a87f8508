import type { Severity } from '../preload/contract/api.ts';

export type TrayAction =
  | { readonly do: 'open' }
  | { readonly do: 'open-event'; readonly event: number }
  | { readonly do: 'open-screen'; readonly screen: 'servers' | 'settings' | 'history' }
  | { readonly do: 'retry'; readonly server: string }
  | { readonly do: 'see-all' }
  | { readonly do: 'quit' };

export type TrayItem =
  | { readonly type: 'separator' }
  | {
      readonly type: 'item';
      readonly label: string;
      readonly action: TrayAction | null;
      readonly primary?: boolean;
    }
  | { readonly type: 'menu'; readonly label: string; readonly items: readonly TrayItem[] };

/** What the tray shows; the desktop only draws it. */
export interface TrayView {
  readonly picture:
    | { readonly shape: 'bell' | 'struck-bell' }
    | { readonly shape: 'hollow' | 'filled'; readonly severity: Severity };
  readonly mark: 'cross' | 'bars' | null;
  /** Unseen; 0: no badge. */
  readonly badge: number;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}
