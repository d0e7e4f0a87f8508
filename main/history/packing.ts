import {
  kindCodes,
  ourWordsCodes,
  outcomeCodes,
  phaseCodes,
  reasonCodes,
  severityCodes,
  toldWithCodes,
  viaCodes,
} from './codes.ts';
import type { AlertRecord, Batch, NewEvent } from './history.ts';

/**
 * A batch on its way to the writer. Copying 2,000 objects between threads costs the main thread more than twice what
 * one text, two arrays of numbers and a short list of names cost.
 */
export interface PackedBatch {
  /** All texts, one after the other, in pieces that hold some of them each. */
  readonly pieces: readonly string[];
  /** The lengths of the texts in their order; -1: null. */
  readonly lengths: Int32Array<ArrayBuffer>;
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Configured words that many events share. */
  readonly names: readonly string[];
  readonly events: number;
  readonly alerts: number;
  readonly repeats: Batch['repeats'];
}

/** Of so many texts a piece is small enough for V8 to use its memory again at once: one large text cost 0.7 µs an event more. */
const pieceTexts = 500;
const eventTexts = 12;
const eventNumbers = 19;
const alertTexts = 2;
const alertNumbers = 6;

/** Packs a batch; its arrays may be transferred. */
export function pack(batch: Batch): PackedBatch {
  const { events, alerts, repeats } = batch;
  const lengths = new Int32Array(events.length * eventTexts + alerts.length * alertTexts);
  const numbers = new Float64Array(events.length * eventNumbers + alerts.length * alertNumbers);
  const pieces: string[] = [];
  let texts: string[] = [];
  const cut = () => {
    pieces.push(texts.join(''));
    texts = [];
  };
  const places = new Map<string, number>();
  let nextLength = 0;
  let nextNumber = 0;
  const text = (value: string | null) => {
    lengths[nextLength++] = value === null ? -1 : value.length;
    if (value !== null && texts.push(value) === pieceTexts) cut();
  };
  const number = (value: number | null) => {
    numbers[nextNumber++] = value ?? Number.NaN;
  };
  const name = (value: string | null) => {
    if (value === null) return number(null);
    const place = places.get(value) ?? places.size;
    if (place === places.size) places.set(value, place);
    number(place);
  };
  // Events mostly belong to an alert that changes with them, which has its key already.
  const changed = new Map(alerts.map(({ record }, place) => [record.key, place]));
  const changedBy = ({ server, alert }: NewEvent): number | null => {
    const place = alert === null ? undefined : changed.get(alert);
    return place === undefined || alerts[place]?.record.server !== server ? null : place;
  };
  for (const { record, first, last } of alerts) {
    text(record.key);
    text(JSON.stringify(record));
    name(record.server);
    number(record.closedAt);
    number(record.closedAt !== null && record.unseen ? 1 : 0);
    number(record.unwatched === true ? 1 : 0);
    number(first);
    number(last);
  }
  for (const event of events) {
    const change = changedBy(event);
    text(event.key);
    text(event.topic);
    text(event.level);
    text(event.subject === null ? null : event.subject.type);
    text(event.subject === null ? null : event.subject.id);
    text(event.subject === null ? null : event.subject.name);
    text(change === null ? event.alert : null);
    text(event.title);
    text(event.body);
    text(event.url);
    text(event.payload);
    text(event.owedTo);
    name(event.server);
    name(event.serverName);
    name(event.protocol);
    name(event.decision.rule);
    name(event.decision.driver);
    number(kindCodes.code(event.kind));
    number(event.phase === null ? null : phaseCodes.code(event.phase));
    number(severityCodes.code(event.severity));
    number(outcomeCodes.code(event.decision.outcome));
    number(event.decision.reason === null ? null : reasonCodes.code(event.decision.reason));
    number(viaCodes.code(event.via));
    number(event.occurredAt);
    number(event.receivedAt);
    number(event.seenAt);
    number(event.stream ? 1 : 0);
    number(event.attention ? 1 : 0);
    number(event.toldWith === null ? null : toldWithCodes.code(event.toldWith));
    number(event.ours === undefined ? null : ourWordsCodes.code(event.ours));
    number(change);
  }
  cut();
  return {
    pieces,
    lengths,
    numbers,
    names: [...places.keys()],
    events: events.length,
    alerts: alerts.length,
    repeats,
  };
}

/** An event as the writer binds it: words and closed sets as numbers, `names` by their place. */
export interface PackedEvent {
  readonly key: string;
  readonly topic: string;
  readonly level: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  /** The key of its alert; null: it has none, or `change` tells it. */
  readonly alert: string | null;
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
  readonly payload: string;
  readonly owedTo: string | null;
  readonly server: number;
  readonly serverName: number;
  readonly protocol: number;
  readonly rule: number | null;
  readonly driver: number | null;
  readonly kind: number;
  readonly phase: number | null;
  readonly severity: number;
  readonly outcome: number;
  readonly reason: number | null;
  readonly via: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly seenAt: number | null;
  readonly stream: number;
  readonly attention: number;
  readonly toldWith: number | null;
  readonly ours: number | null;
  /** The place of its alert among those of the batch; null: it has none, or one that does not change with the batch. */
  readonly change: number | null;
}

export interface PackedAlert {
  readonly key: string;
  /** The AlertRecord as JSON. */
  readonly record: string;
  readonly server: number;
  readonly closedAt: number | null;
  /** 1: closed and still unseen. */
  readonly passed: number;
  /** 1: closed because nobody watched its server any more. */
  readonly unwatched: number;
  /** Indexes into the batch's events. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Takes a packed batch apart again. */
export function unpack(packed: PackedBatch): {
  readonly events: readonly PackedEvent[];
  readonly alerts: readonly PackedAlert[];
} {
  const { pieces, lengths, numbers } = packed;
  let piece = 0;
  let text = pieces[0] ?? '';
  let nextLength = 0;
  let nextNumber = 0;
  let at = 0;
  const optionalText = () => {
    const length = lengths[nextLength++] ?? -1;
    if (length === -1) return null;
    while (at + length > text.length && piece + 1 < pieces.length) {
      text = pieces[++piece] ?? '';
      at = 0;
    }
    at += length;
    return text.substring(at - length, at);
  };
  const aText = () => optionalText() ?? '';
  const aNumber = () => numbers[nextNumber++] ?? 0;
  const optionalNumber = () => {
    const value = aNumber();
    return Number.isNaN(value) ? null : value;
  };
  const alerts = Array.from({ length: packed.alerts }, () => ({
    key: aText(),
    record: aText(),
    server: aNumber(),
    closedAt: optionalNumber(),
    passed: aNumber(),
    unwatched: aNumber(),
    first: optionalNumber(),
    last: optionalNumber(),
  }));
  const events = Array.from({ length: packed.events }, () => ({
    key: aText(),
    topic: aText(),
    level: optionalText(),
    subjectType: optionalText(),
    subjectId: optionalText(),
    subjectName: optionalText(),
    alert: optionalText(),
    title: aText(),
    body: aText(),
    url: optionalText(),
    payload: aText(),
    owedTo: optionalText(),
    server: aNumber(),
    serverName: aNumber(),
    protocol: aNumber(),
    rule: optionalNumber(),
    driver: optionalNumber(),
    kind: aNumber(),
    phase: optionalNumber(),
    severity: aNumber(),
    outcome: aNumber(),
    reason: optionalNumber(),
    via: aNumber(),
    occurredAt: aNumber(),
    receivedAt: aNumber(),
    seenAt: optionalNumber(),
    stream: aNumber(),
    attention: aNumber(),
    toldWith: optionalNumber(),
    ours: optionalNumber(),
    change: optionalNumber(),
  }));
  return { events, alerts };
}

/** Packs alerts alone. */
export function packAlerts(records: readonly AlertRecord[]): PackedBatch {
  const noEvents: readonly NewEvent[] = [];
  return pack({
    events: noEvents,
    alerts: records.map((record) => ({ record, first: null, last: null })),
    repeats: [],
  });
}

/** Keys of events on their way to the writer, as one text for the same reason. */
export interface PackedKeys {
  readonly text: string;
  /** For each key the place of its server among `servers`, and its length. */
  readonly places: Int32Array<ArrayBuffer>;
  readonly servers: readonly string[];
}

/** Packs keys; its array may be transferred. */
export function packKeys(keys: readonly { readonly server: string; readonly key: string }[]): PackedKeys {
  const places = new Int32Array(keys.length * 2);
  const servers = new Map<string, number>();
  keys.forEach(({ server, key }, index) => {
    const place = servers.get(server) ?? servers.size;
    if (place === servers.size) servers.set(server, place);
    places[2 * index] = place;
    places[2 * index + 1] = key.length;
  });
  return { text: keys.map(({ key }) => key).join(''), places, servers: [...servers.keys()] };
}

/** Calls `visit` with each key in its order, and with the place of its server. */
export function eachKey(
  { text, places }: PackedKeys,
  visit: (server: number, key: string, index: number) => void,
): void {
  let at = 0;
  for (let index = 0; 2 * index < places.length; index++) {
    const end = at + (places[2 * index + 1] ?? 0);
    visit(places[2 * index] ?? 0, text.substring(at, end), index);
    at = end;
  }
}
