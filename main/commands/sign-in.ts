import type { Cause } from '../../preload/contract/api.ts';
import { causeSentence } from '../../preload/contract/texts/index.ts';
import type { SettingsStore } from '../settings/store.ts';
import { SignInFailure } from '../sign-in/failure.ts';
import type { SignIns } from '../sign-in/sign-ins.ts';
import { type CommandTable, Refusal } from './table.ts';

interface SignInCommands {
  readonly settings: Pick<SettingsStore, 'current' | 'resolve'>;
  readonly signIns: Pick<SignIns, 'takes' | 'begin' | 'cancel'>;
}

/** Signing in a person with a server's provider. */
export function signInCommands({ settings, signIns }: SignInCommands) {
  return {
    'sign-in.begin': async ({ server: id, how }) => {
      const server = settings.current().servers.find((each) => each.id === id);
      if (server === undefined) throw new Refusal('not-found', `There is no server "${id}"`);
      if (!signIns.takes(server)) {
        throw new Refusal('not-found', `${server.name} is not signed in to with a browser: change its settings`);
      }
      const resolved = await settings.resolve(server);
      if ('cause' in resolved) throw refusal(resolved.cause);
      try {
        return await signIns.begin(resolved.server, how);
      } catch (error) {
        throw error instanceof SignInFailure ? refusal(error.why) : error;
      }
    },
    'sign-in.cancel': async ({ server }) => {
      signIns.cancel(server);
      return null;
    },
  } satisfies Partial<CommandTable>;
}

function refusal(cause: Cause): Refusal {
  return new Refusal('failed', causeSentence(cause));
}
