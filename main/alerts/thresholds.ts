import { thresholdText } from '../../preload/contract/texts/index.ts';
import type { WireEvent } from '../protocols/protocol.ts';
import type { Said, ThresholdRule } from '../rules/rule.ts';
import { alertOfRule, crossing, ruleOfAlert } from '../rules/threshold.ts';
import type { Alerts } from './alerts.ts';

/** So many alerts that were closed by hand wait for their reading to come back; of more the oldest are forgotten. */
const remembered = 10_000;

/** A reading, and the rule whose limit it crosses; null: none. */
export interface Crossed {
  readonly wire: WireEvent;
  readonly crossed: string | null;
}

/**
 * The limits that rules set on numbers of the payload. Whether one is exceeded stands in the open alerts and nowhere
 * else, so that it outlives a restart; only the reading that crosses it becomes an event of the alert, all others stay
 * the stream that they are.
 */
export class Thresholds {
  readonly #alerts: Pick<Alerts, 'get'>;
  /** Closed by hand while exceeded. */
  readonly #dismissed = new Set<string>();

  constructor(alerts: Pick<Alerts, 'get'>) {
    this.#alerts = alerts;
  }

  /** Looks whether an event crosses a limit; of several the first, the next one's turn comes with the next reading. */
  crossed(server: string, protocol: string, wire: WireEvent, thresholds: readonly ThresholdRule[]): Crossed {
    if (thresholds.length === 0 || wire.alert !== null || wire.phase !== null) return { wire, crossed: null };
    const said = saidOf(server, protocol, wire, null);
    for (const threshold of thresholds) {
      const reading = threshold.matches(said) ? threshold.reading(wire.payload) : null;
      if (reading === null) continue;
      const alert = alertOfRule(threshold.rule, wire.subject);
      const does = this.#does(threshold, server, alert, reading);
      if (does !== null)
        return { wire: crossingEvent(wire, threshold, { alert, does, reading }), crossed: threshold.rule };
    }
    return { wire, crossed: null };
  }

  closedByHand(server: string, alert: string): void {
    if (ruleOfAlert(alert) === null) return;
    this.#dismissed.add(placeOf(server, alert));
    const [oldest] = this.#dismissed;
    if (this.#dismissed.size > remembered && oldest !== undefined) this.#dismissed.delete(oldest);
  }

  /** A closing by hand was taken back. */
  reopened(server: string, alert: string): void {
    this.#dismissed.delete(placeOf(server, alert));
  }

  #does(threshold: ThresholdRule, server: string, alert: string, reading: number): 'opens' | 'closes' | null {
    const place = placeOf(server, alert);
    const dismissed = this.#dismissed.has(place);
    const does = crossing(threshold, dismissed || this.#alerts.get(server, alert) !== null, reading);
    if (!dismissed) return does;
    if (does === 'closes') this.#dismissed.delete(place);
    return null;
  }
}

/** What the user's rules can ask of an event. */
export function saidOf(server: string, protocol: string, wire: WireEvent, crossed: string | null): Said {
  const { kind, topic, phase, severity, subject, title, body, payload, stream } = wire;
  return { server, protocol, kind, topic, phase, severity, subject, title, body, payload, stream, crossed };
}

function crossingEvent(
  wire: WireEvent,
  { name, limit, severity }: ThresholdRule,
  { alert, does, reading }: { alert: string; does: 'opens' | 'closes'; reading: number },
): WireEvent {
  return {
    ...wire,
    phase: does === 'opens' ? 'opened' : 'closed',
    severity: does === 'opens' ? severity : 'ok',
    alert,
    title: thresholdText({ name, reading, limit }),
    body: '',
    ours: 'limit',
    stream: false,
  };
}

function placeOf(server: string, alert: string): string {
  return `${server}\0${alert}`;
}
