import type { ConnectionState, Kind, Outcome, Phase, Severity, TestStep } from '../api.ts';
import { words } from './language.ts';

export const english: {
  readonly severities: Readonly<Record<Severity, string>>;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly states: Readonly<Record<ConnectionState['name'], string>>;
  readonly steps: Readonly<Record<TestStep['name'], string>>;
} = {
  severities: {
    ok: 'OK',
    info: 'Info',
    warning: 'Warning',
    error: 'Error',
    critical: 'Critical',
  },
  kinds: {
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
  },
  phases: { opened: 'Opened', updated: 'Updated', closed: 'Closed' },
  outcomes: {
    pending: 'Pending',
    shown: 'Shown',
    merged: 'Merged',
    silenced: 'Held back',
    failed: 'Failed',
  },
  states: {
    stopped: 'off',
    connecting: 'connecting',
    online: 'online',
    waiting: 'out of reach',
    blocked: 'needs you',
  },
  steps: {
    name: 'Find the name',
    reach: 'Reach address and port',
    tls: 'Encrypt the line',
    connect: 'Connect',
    'sign-in': 'Sign in',
    subscribe: 'Subscribe',
    event: 'Receive',
  },
};
const text = words('words', english);

const textMarks: Readonly<Record<Severity, string>> = { ok: '○', info: '●', warning: '▲', error: '◆', critical: '■' };

/** `Critical` */
export function severityWord(severity: Severity): string {
  return text.severities[severity];
}

/** The severity's shape as a character, so that it never shows by colour alone. */
export function textMark(severity: Severity): string {
  return textMarks[severity];
}

/** `Incident` */
export function kindWord(kind: Kind): string {
  return text.kinds[kind];
}

/** `Opened` */
export function phaseWord(phase: Phase): string {
  return text.phases[phase];
}

/** `Held back` */
export function outcomeWord(outcome: Outcome): string {
  return text.outcomes[outcome];
}

/** `out of reach` */
export function stateWord(state: ConnectionState['name']): string {
  return text.states[state];
}

/** A step of the connection test: `Sign in`. */
export function stepWord(step: TestStep['name']): string {
  return text.steps[step];
}
