import type { Check, Hindrance, Severity } from '../../preload/contract/api.ts';
import type { Shown } from '../toasts/driver.ts';
import type { CommandTable } from './table.ts';

interface DiagnosisCommands {
  readonly check: () => Promise<readonly Check[]>;
  readonly testToast: (severity: Severity) => Promise<Shown & { readonly held: readonly Hindrance[] }>;
}

/** What works and what does not, and a toast to look at. */
export function diagnosisCommands({ check, testToast }: DiagnosisCommands) {
  return {
    'diagnosis.check': check,
    'diagnosis.toast': async ({ severity }) => {
      const { held, ...shown } = await testToast(severity);
      return { shown: shown.shown, driver: shown.driver, why: shown.shown ? null : shown.why, held };
    },
  } satisfies Partial<CommandTable>;
}
