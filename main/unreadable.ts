import type { Cause } from '../preload/contract/api.ts';
import { causeText } from '../preload/contract/texts/index.ts';
import type { WireEvent } from './protocols/protocol.ts';

/** The event of a message that could not be read: something may have been said that nobody was told. */
export function unreadableEvent(bytes: number, why: Cause): WireEvent {
  return {
    key: null,
    kind: 'error',
    topic: 'unreadable',
    phase: null,
    severity: 'warning',
    level: null,
    subject: null,
    alert: null,
    title: 'A message could not be read',
    body: causeText(why).why,
    occurredAt: null,
    url: null,
    payload: { bytes, why },
    stream: false,
    naming: false,
    aim: null,
    automatic: false,
    acknowledgedBy: null,
  };
}
