import type {
  EventRow,
  Kind,
  OurWords,
  Outcome,
  Phase,
  Reason,
  Severity,
  ToldWith,
} from '../../preload/contract/api.ts';

interface Coding<Name extends string> {
  code(name: Name): number;
  name(code: number): Name;
}

function coding<Name extends string>(codes: Readonly<Record<Name, number>>): Coding<Name> {
  const names = new Map<number, Name>();
  for (const name of Object.keys(codes) as Name[]) names.set(codes[name], name);
  return {
    code: (name) => codes[name],
    name(code) {
      const name = names.get(code);
      if (name === undefined) throw new Error(`The history holds the code ${code}, which this version does not know.`);
      return name;
    },
  };
}

/** Numbers stand for words in the stored rows: once given, a number is never changed or given again. */
export const kindCodes = coding<Kind>({
  incident: 1,
  trap: 2,
  'access-denied': 3,
  job: 4,
  state: 5,
  message: 6,
  telemetry: 7,
  worker: 8,
  model: 9,
  bulk: 10,
  connection: 11,
  error: 12,
  other: 13,
});
export const phaseCodes = coding<Phase>({ opened: 1, updated: 2, closed: 3 });
/** In order: the code is the rank. */
export const severityCodes = coding<Severity>({ ok: 0, info: 1, warning: 2, error: 3, critical: 4 });
export const outcomeCodes = coding<Outcome>({ pending: 1, shown: 2, merged: 3, silenced: 4, failed: 5 });
export const reasonCodes = coding<Reason>({
  'catch-up': 1,
  'muted-server': 2,
  paused: 3,
  snoozed: 4,
  rule: 5,
  'quiet-hours': 6,
  storm: 7,
  'driver-failed': 8,
  restart: 9,
  closes: 10,
  'first-look': 11,
});
export const toldWithCodes = coding<ToldWith>({ equal: 1, flapping: 2, cause: 3 });
export const ourWordsCodes = coding<OurWords>({ title: 1, body: 2, both: 3, limit: 4 });
export const viaCodes = coding<EventRow['via']>({ live: 1, 'catch-up': 2 });
