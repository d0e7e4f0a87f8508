import type { About, Bundle, Check, CrashReport, Hindrance, Severity } from '../../preload/contract/api.ts';
import type { Host } from '../host.ts';
import { kept } from '../output-file.ts';
import type { Shown } from '../toasts/driver.ts';
import { type Caller, type CommandTable, Refusal } from './table.ts';

interface DiagnosisCommands {
  readonly check: () => Promise<readonly Check[]>;
  readonly testToast: (severity: Severity) => Promise<Shown & { readonly held: readonly Hindrance[] }>;
  readonly bundle: () => Promise<Bundle>;
  readonly crashes: () => Promise<readonly CrashReport[]>;
  readonly crashSeen: () => void;
  readonly about: () => About;
  readonly chooseFile?: Host['chooseFile'];
}

/** What works and what does not, a toast to look at, and all of it as a file. */
export function diagnosisCommands(diagnosis: DiagnosisCommands) {
  const { check, testToast, bundle, crashes, crashSeen, about, chooseFile } = diagnosis;
  /** What each window was given last: what its user has looked at is what is kept. */
  const given = new WeakMap<Caller, Bundle>();
  return {
    'diagnosis.check': check,
    'diagnosis.toast': async ({ severity }) => {
      const { held, ...shown } = await testToast(severity);
      return { shown: shown.shown, driver: shown.driver, why: shown.shown ? null : shown.why, held };
    },
    'diagnosis.bundle': async (_, caller) => {
      const made = await bundle();
      given.set(caller, made);
      return made;
    },
    'diagnosis.keep-bundle': async (_, caller) => {
      const made = given.get(caller);
      if (chooseFile === undefined) throw new Refusal('failed', 'In a browser the bundle is saved by the page');
      if (made === undefined) throw new Refusal('not-found', 'There is no bundle yet: make it first');
      const file = await chooseFile(made.name);
      return file === null ? null : kept(file, made.text);
    },
    'diagnosis.crashes': crashes,
    'diagnosis.crash-seen': async () => {
      crashSeen();
      return null;
    },
    about: async () => about(),
  } satisfies Partial<CommandTable>;
}
