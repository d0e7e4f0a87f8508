import type { Answer, CommandInput, Spot } from '../preload/contract/api.ts';
import { carryOut } from './cli/handed.ts';
import type { ControlCommands } from './control/commands.ts';
import type { Core } from './core.ts';
import type { Host } from './host.ts';
import { version } from './version.ts';

interface ControlHost {
  readonly name: Host['name'];
  /** The core; throws `StillStarting` as long as it starts. */
  running(): Core;
  openWindow(spot: Spot | null): void;
  quit(): void;
}

/** What both hosts answer on their control socket. */
export function controlCommands({ name, running, openWindow, quit }: ControlHost): ControlCommands {
  return {
    hello: () => ({ pid: process.pid, host: name, version }),
    status: () => running().status(),
    check: () => running().check(),
    import: (document) => running().import(document),
    export: (withSecrets) => running().export(withSecrets === true),
    bundle: () => running().bundle(),
    open: (event) => openWindow(typeof event === 'number' ? { event } : null),
    handed: (words) => carryOut(words, running, () => openWindow(null), Date.now()),
    signIn: (input) => running().command('sign-in.begin', input),
    signedIn: ({ server }) => running().signedIn(server),
    pause: (input) => carriedOut(running().command('pause', input as CommandInput<'pause'>)),
    resume: async () => {
      await carriedOut(running().command('resume', {}));
      return true;
    },
    quit,
  };
}

/** What a command of the contract came to; throws its words where it was refused. */
async function carriedOut(answer: Promise<Answer<unknown>>): Promise<unknown> {
  const answered = await answer;
  if (!answered.ok) throw new Error(answered.error.text);
  return answered.value;
}
