import type { ConnectionState, Kind, Outcome, Phase, Severity, TestStep } from '../api.ts';

const severityWords: Readonly<Record<Severity, string>> = {
  ok: 'OK',
  info: 'Info',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
};

const textMarks: Readonly<Record<Severity, string>> = { ok: '○', info: '●', warning: '▲', error: '◆', critical: '■' };

const kindWords: Readonly<Record<Kind, string>> = {
  incident: 'Incident',
  trap: 'Trap',
  'access-denied': 'Access',
  job: 'Job',
  state: 'State',
  message: 'Message',
  telemetry: 'Telemetry',
  worker: 'Worker',
  model: 'Model',
  bulk: 'Bulk action',
  connection: 'Connection',
  error: 'Error',
  other: 'Event',
};

const phaseWords: Readonly<Record<Phase, string>> = { opened: 'Opened', updated: 'Updated', closed: 'Closed' };

const outcomeWords: Readonly<Record<Outcome, string>> = {
  pending: 'Pending',
  shown: 'Shown',
  merged: 'Merged',
  silenced: 'Held back',
  failed: 'Failed',
};

const stateWords: Readonly<Record<ConnectionState['name'], string>> = {
  stopped: 'off',
  connecting: 'connecting',
  online: 'online',
  waiting: 'out of reach',
  blocked: 'needs you',
};

const stepWords: Readonly<Record<TestStep['name'], string>> = {
  name: 'Find the name',
  connect: 'Connect',
  'sign-in': 'Sign in',
  subscribe: 'Subscribe',
  event: 'Receive',
};

/** `Critical` */
export function severityWord(severity: Severity): string {
  return severityWords[severity];
}

/** The severity's shape as a character, so that it never shows by colour alone. */
export function textMark(severity: Severity): string {
  return textMarks[severity];
}

/** `Incident` */
export function kindWord(kind: Kind): string {
  return kindWords[kind];
}

/** `Opened` */
export function phaseWord(phase: Phase): string {
  return phaseWords[phase];
}

/** `Held back` */
export function outcomeWord(outcome: Outcome): string {
  return outcomeWords[outcome];
}

/** `out of reach` */
export function stateWord(state: ConnectionState['name']): string {
  return stateWords[state];
}

/** A step of the connection test: `Sign in`. */
export function stepWord(step: TestStep['name']): string {
  return stepWords[step];
}
