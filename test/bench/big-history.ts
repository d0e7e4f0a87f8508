import type { AlertChange, Batch, NewEvent } from '../../main/history/history.ts';
import { alertRecord, newEvent } from '../history/events.ts';

/** Rows of one transaction. */
export const perBatch = 2_000;
const words =
  'cpu load memory disk latency ping loss temperature voltage fan power link port down up high low threshold exceeded interface router switch server node rack ups battery queue backlog service'.split(
    ' ',
  );
const word = () => words[Math.floor(Math.random() * words.length)] ?? '';
const kinds = ['incident', 'trap', 'job', 'worker'] as const;
const severities = ['info', 'warning', 'error', 'critical'] as const;
const anyOf = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(Math.random() * list.length)] ?? list[0];

/** When the first row came; each other one came a millisecond later. */
export const firstAt = 1_780_000_000_000;
let made = 0;
function event(): NewEvent {
  made++;
  const subject = `64bb02d5c5${(made % 5_000).toString(16).padStart(14, '0')}`;
  const at = firstAt + made;
  return newEvent({
    key: `64bb${made.toString(16).padStart(20, '0')}:opened:${at}`,
    server: anyOf(['noc', 'iot', 'farm']),
    kind: anyOf(kinds),
    severity: anyOf(severities),
    subject: { type: 'object', id: subject, name: `${word()}-${made % 5_000}` },
    alert: `incident:${subject}`,
    title: `${word()} ${word()} ${word()} ${made % 97} %`,
    body: `${word()} ${word()} ${word()} since ${made % 60} s`,
    occurredAt: at,
    receivedAt: at,
    url: `https://saymon.example/objects/${subject}`,
    payload: `{"id":"${made}","text":"${'y'.repeat(290)}"}`,
    attention: made % 10 === 0,
  });
}
/** The next rows of a big history: random words, servers, kinds and severities. */
export function batch(): Batch {
  const events = Array.from({ length: perBatch }, event);
  const alerts: AlertChange[] = events.map((each, index) => ({
    record: alertRecord({
      server: each.server,
      key: each.alert ?? '',
      closedAt: made % 3 === 0 ? null : each.receivedAt,
    }),
    first: index,
    last: index,
  }));
  return { events, alerts, repeats: [] };
}
