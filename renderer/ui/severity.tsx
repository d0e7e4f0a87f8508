import type { Severity } from '../../preload/contract/api.ts';
import { severityWord } from '../../preload/contract/texts/index.ts';

/** Shapes whose area grows with severity, on a grid of 16. */
const shapes: Readonly<Record<Severity, string>> = {
  ok: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zm0 1.6a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8z',
  info: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  warning: 'M8 2.5 14.5 13.5h-13z',
  error: 'M8 1 15 8l-7 7-7-7z',
  critical: 'M1.5 1.5h13v13h-13zm5.5 2.3v5.4h2V3.8zm0 6.7v2h2v-2z',
};

/** A severity as shape and word, never as colour alone. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <span class={`severity ${severity}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={shapes[severity]} fill="currentColor" fill-rule="evenodd" />
      </svg>
      <span title={severityWord(severity)}>{severityWord(severity)}</span>
    </span>
  );
}
