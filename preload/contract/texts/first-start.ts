import type { FirstStep } from '../api.ts';
import { words } from './language.ts';
import { plain } from './plain.ts';

export const english = {
  steps: 'Steps',
  back: 'Back',
  next: 'Go on',
  skip: 'Skip this step',
  skipAll: 'Skip all of it',
  server: {
    title: 'Which server is to be watched?',
    help: 'More can be added at any time, under Servers.',
    kinds: 'Kinds of server',
    others: 'Another kind',
    add: 'Add another server',
    there: 'Your servers',
    policyTitle: 'Your part is missing',
    policyHelp: 'Your administrator has set up what is to be watched. This is what only you can give.',
    more: 'Everything else, as it is at first',
  },
  toast: {
    title: 'A notification to look at',
    help: 'This is how Tocsin tells you of a warning. It comes where your desktop shows notifications.',
    show: 'Show a notification',
    showAgain: 'Show it again',
    asked: 'Did you see it?',
    yes: 'Yes, I saw it',
    no: 'No, find out why',
    findOut: 'Find out why',
    here: 'Show notifications in this browser',
    hereHelp: 'This computer shows none by itself. A browser with this page open can.',
    heldTitle: 'What a real one would meet now',
    unseen: 'The checks below say what works and what does not.',
  },
  system: {
    title: 'Start with the system',
    help: 'What is not running tells you nothing. Tocsin then starts hidden when you sign in, and waits in the tray.',
    check: 'Start Tocsin when I sign in',
    done: 'Done',
  },
  names: { server: 'Server', toast: 'Test notification', system: 'Start' } satisfies Readonly<
    Record<FirstStep, string>
  >,
  place: (at: number, of: number) => `Step ${at} of ${of}`,
  watch: (kind: string) => `Watch a ${kind} server`,
};

/** The words of the first start. */
export const firstStart = words('firstStart', english);

/** The short names of the steps, as they stand in a row. */
export function firstStepName(step: FirstStep): string {
  return firstStart.names[step];
}

/** "Step 2 of 3", for those who do not see the row of steps. */
export function firstStepPlace(at: number, of: number): string {
  return firstStart.place(at, of);
}

/** Above the form of a server of a kind: `label` is the kind's. */
export function firstServerTitle(label: string): string {
  return firstStart.watch(label);
}

/** A server that an administrator has set up, and that waits for the user's part. */
export function firstPolicyServer(name: string, label: string): string {
  return `${plain(name)} (${label})`;
}

/** A server that was added. */
export function firstServerThere(name: string, state: string): string {
  return `${plain(name)}: ${state}`;
}
