import type { EventRow, RuleSettings, Trial } from '../../preload/contract/api.ts';
import { evaluate, severityBy, unhindered } from './evaluate.ts';
import { ownRule } from './match.ts';
import type { DefaultRule, Facts, OwnRule, Said, ThresholdRule } from './rule.ts';
import { crossing, ruleOfAlert, thresholdRule } from './threshold.ts';

/** A stored event, to try a rule on. */
export interface Tried {
  readonly row: EventRow;
  readonly stream: boolean;
  readonly payload: unknown;
}

const examplesAtMost = 20;

/**
 * Tries a rule on stored events, which come newest first. What an alert was before an event is not stored: an update
 * counts as worse unless it was taken for unchanged when it came.
 */
export class Tryout {
  readonly #own: OwnRule;
  readonly #defaults: readonly DefaultRule[];
  readonly #threshold: ThresholdRule | null;
  /** It needs the payloads. */
  readonly asksPayload: boolean;
  #looked = 0;
  #cut = 0;
  readonly #matched: { readonly row: EventRow; readonly toasts: boolean }[] = [];
  readonly #readings: { readonly row: EventRow; readonly reading: number }[] = [];

  constructor(rule: RuleSettings, defaults: readonly DefaultRule[]) {
    this.#own = ownRule(rule);
    this.#threshold = thresholdRule(rule);
    this.#defaults = defaults;
    this.asksPayload = this.#threshold !== null || rule.when.payload !== undefined;
  }

  take({ row, stream, payload }: Tried): void {
    this.#looked += 1;
    if (this.asksPayload && isCut(payload)) {
      this.#cut += 1;
      return;
    }
    const said = saidOf(row, stream, payload);
    if (this.#threshold !== null) this.#read(this.#threshold, row, said);
    else if (this.#own.matches(said)) this.#matched.push({ row, toasts: this.#toasts(factsOf(row, said, this.#own)) });
  }

  result(): Trial {
    const matched = this.#threshold === null ? this.#matched : this.#crossings(this.#threshold);
    return {
      looked: this.#looked,
      matched: matched.length,
      wouldToast: matched.filter(({ toasts }) => toasts).length,
      toasted: matched.filter(({ row }) => wasToasted(row)).length,
      cut: this.#cut,
      examples: matched.slice(0, examplesAtMost).map(({ row }) => row),
    };
  }

  /** A reading that crossed a limit then is a reading like others now. */
  #read(threshold: ThresholdRule, row: EventRow, said: Said): void {
    const crossed = row.alert !== null && ruleOfAlert(row.alert) !== null;
    if (!crossed && (row.alert !== null || row.phase !== null)) return;
    const before: Said = crossed ? { ...said, phase: null, severity: 'info', stream: true } : said;
    const reading = threshold.matches(before) ? threshold.reading(said.payload) : null;
    if (reading !== null) this.#readings.push({ row, reading });
  }

  /** What of the readings would have opened or closed an alert, newest first. */
  #crossings(threshold: ThresholdRule) {
    const open = new Set<string>();
    const found: { readonly row: EventRow; readonly toasts: boolean }[] = [];
    for (const { row, reading } of this.#readings.toReversed()) {
      const place = JSON.stringify([row.server, row.subject?.type, row.subject?.id ?? row.subject?.name]);
      const does = crossing(threshold, open.has(place), reading);
      if (does === 'opens') open.add(place);
      if (does === 'closes') open.delete(place);
      if (does !== null) found.push({ row, toasts: does === 'opens' && this.#toasts(openingFacts(row, threshold)) });
    }
    return found.toReversed();
  }

  #toasts(facts: Facts): boolean {
    return evaluate(facts, this.#defaults, unhindered, this.#own).toast !== 'none';
  }
}

function saidOf(row: EventRow, stream: boolean, payload: unknown): Said {
  const { server, protocol, kind, topic, phase, severity, subject, title, body } = row;
  return { server, protocol, kind, topic, phase, severity, subject, title, body, payload, stream, crossed: null };
}

function factsOf(row: EventRow, said: Said, own: OwnRule): Facts {
  const { kind, phase, stream } = said;
  const changed = phase !== 'updated' || row.decision.rule !== 'default-unchanged';
  return {
    kind,
    phase,
    severity: severityBy(own, said),
    stream,
    aim: null,
    automatic: false,
    worse: phase !== 'closed' && changed,
    openingToasted: phase === 'closed' && wasToasted(row),
    settled: false,
  };
}

function openingFacts({ kind }: EventRow, { severity }: ThresholdRule): Facts {
  const stands = { stream: false, aim: null, automatic: false, worse: true, openingToasted: false, settled: false };
  return { kind, phase: 'opened', severity, ...stands };
}

function wasToasted({ decision: { outcome } }: EventRow): boolean {
  return outcome !== 'silenced';
}

/** Whether a payload was too long to be kept whole. */
function isCut(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  const { cut, bytes, text } = payload as Readonly<Record<string, unknown>>;
  return cut === true && typeof bytes === 'number' && typeof text === 'string';
}
