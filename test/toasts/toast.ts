import { afterAll, beforeAll, vi } from 'vitest';
import type { Shown, Toast, ToastRef } from '../../main/toasts/driver.ts';
import { type Desktop, startDesktop } from '../desktop/desktop.ts';

export function toast(change: Partial<Toast> = {}): Toast {
  return {
    title: 'Critical: UPS-1',
    body: 'CPU over 95 %',
    urgency: 'show',
    severity: 'critical',
    buttons: [],
    replaces: null,
    ...change,
  };
}

/** Where a toast stands that must have been shown. */
export function standing(shown: Shown): ToastRef {
  if (!shown.shown || shown.ref === null) throw new Error(`Not shown: ${JSON.stringify(shown)}`);
  return shown.ref;
}

/** A desktop for the tests of a file, which run on it as if they were started from its session. */
export function onDesktop(options: Parameters<typeof startDesktop>[0] = {}): () => Desktop {
  let desktop: Desktop | null = null;
  beforeAll(async () => {
    desktop = await startDesktop(options);
    for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'XDG_RUNTIME_DIR']) vi.stubEnv(name, desktop.env[name]);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await desktop?.close();
  });
  return () => {
    if (desktop === null) throw new Error('The desktop has not started');
    return desktop;
  };
}
