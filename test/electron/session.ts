import type { WebContents } from './web-contents.ts';

type RequestHandler = (
  contents: WebContents,
  permission: Parameters<NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>>[1],
  decide: (granted: boolean) => void,
) => void;
type Asked = Parameters<NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>>[1];
type CheckHandler = (contents: WebContents | null, permission: Asked, origin: string) => boolean;

/** Permissions that a page may ask for, in the words of Electron and of Chromium. */
const permissions = {
  notifications: 'notifications',
  geolocation: 'geolocation',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
  media: 'camera',
  'idle-detection': 'idle-detection',
} as const;

class Session {
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  /** What the handlers say to each permission, by Chromium's name. Without a handler Electron allows everything. */
  decisions(contents: WebContents, origin: string): { name: string; granted: boolean }[] {
    return (Object.keys(permissions) as (keyof typeof permissions)[]).map((permission) => {
      let granted = this.#check?.(contents, permission, origin) ?? true;
      this.#request?.(contents, permission, (decided) => {
        granted &&= decided;
      });
      return { name: permissions[permission], granted };
    });
  }
}

export const session = { defaultSession: new Session() };
