import type { Autostart, SecretKeeping } from '../../preload/contract/api.ts';
import type { CommandTable } from './table.ts';

interface SystemCommands {
  readonly keeping: () => SecretKeeping;
  readonly autostart: () => Promise<Autostart | null>;
}

/** What this computer does for Tocsin: it keeps secrets and starts it. */
export function systemCommands({ keeping, autostart }: SystemCommands) {
  return {
    'secrets.keeping': async () => keeping(),
    'start.state': autostart,
  } satisfies Partial<CommandTable>;
}
