import type { Cause } from '../../preload/contract/api.ts';
import { causeText, inEnglish, ownEvents } from '../../preload/contract/texts/index.ts';
import type { CatchUp, WireEvent } from '../protocols/protocol.ts';
import type { Gap } from './sink.ts';

/** Keys of the alerts that a connection opens about itself. */
export type OwnAlert = 'connection' | 'sign-in';

const plainEvent: Omit<WireEvent, 'phase' | 'severity' | 'alert' | 'title' | 'body' | 'payload' | 'occurredAt'> = {
  key: null,
  kind: 'connection',
  topic: 'connection',
  level: null,
  subject: null,
  url: null,
  stream: false,
  naming: false,
  aim: null,
  automatic: false,
  acknowledgedBy: null,
};

/** Out of reach for a while. */
export function lostEvent(why: Cause, lostAt: number): WireEvent {
  return outOfReach('opened', 'warning', why, lostAt);
}

/** Out of reach for long. */
export function stillLostEvent(why: Cause, lostAt: number): WireEvent {
  return outOfReach('updated', 'error', why, lostAt);
}

/** Refused for good: somebody has to do something. A refused sign-in is a denial of access. */
export function blockedEvent(why: Cause, at: number): WireEvent {
  const own = ownAlertOf(why);
  // What is stored is in one language, whichever is spoken.
  const { why: title, remedy } = inEnglish(() => causeText(why));
  return {
    ...plainEvent,
    kind: own === 'sign-in' ? 'access-denied' : 'connection',
    phase: 'opened',
    severity: 'error',
    alert: own,
    title,
    body: remedy,
    payload: { why },
    occurredAt: at,
  };
}

/** Which alert a cause that blocks belongs to. */
export function ownAlertOf(why: Cause): OwnAlert {
  return why.code === 'sign-in' || why.code === 'sign-in-needed' ? 'sign-in' : 'connection';
}

/** Online again: closes what was open, and tells of the time between. */
export function backEvents(
  raised: ReadonlySet<OwnAlert>,
  gap: Gap | null,
  { events, filled }: Pick<CatchUp, 'events' | 'filled'>,
): readonly WireEvent[] {
  const closings = [...raised].map((alert): WireEvent => {
    return {
      ...plainEvent,
      kind: alert === 'sign-in' ? 'access-denied' : 'connection',
      phase: 'closed',
      severity: 'ok',
      alert,
      title: alert === 'connection' ? betweenText(filled, events.length) : inEnglish(() => ownEvents.signedIn),
      body: '',
      payload: { ...gap, filled },
      occurredAt: gap?.to ?? null,
    };
  });
  if (gap === null || raised.has('connection')) return closings;
  return [...closings, gapEvent(gap, filled, events.length)];
}

/** A short time without the server: no alert, but a line in the history. */
function gapEvent(gap: Gap, filled: CatchUp['filled'], count: number): WireEvent {
  return {
    ...plainEvent,
    phase: 'closed',
    severity: 'ok',
    alert: null,
    title: betweenText(filled, count),
    body: '',
    payload: { ...gap, filled },
    occurredAt: gap.to,
  };
}

function outOfReach(phase: 'opened' | 'updated', severity: 'warning' | 'error', why: Cause, at: number): WireEvent {
  const title = inEnglish(() => causeText(why).why);
  return {
    ...plainEvent,
    phase,
    severity,
    alert: 'connection',
    title,
    body: '',
    payload: { from: at, why },
    occurredAt: at,
  };
}

function betweenText(filled: CatchUp['filled'], count: number): string {
  return inEnglish(() => {
    switch (filled) {
      case 'nothing':
        return ownEvents.notFetched;
      case 'state':
        return count === 0 ? ownEvents.stateUnchanged : ownEvents.stateKnown;
      case 'all':
        return count === 0 ? ownEvents.nothingNew : ownEvents.came(count);
    }
  });
}
