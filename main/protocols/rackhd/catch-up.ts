import type { Cause, Kind } from '../../../preload/contract/api.ts';
import type { Asked } from '../catching-up.ts';
import { hostOf } from '../causes.ts';
import type { Lacks } from '../lacks.ts';
import type { CatchUp, WireEvent } from '../protocol.ts';
import type { MonorailClient } from './client.ts';
import type { Context } from './event.ts';
import { MonorailFault } from './fault.ts';
import { keepName, type Memory } from './memory.ts';
import { type Pages, readPages } from './pages.ts';
import { heartbeatWatch, type Watch, watched, watchText } from './presets.ts';
import { accessAlert, inaccessibleEvent } from './translate-nodes.ts';
import { activeStates, finishedStates, translateRecord } from './translate-workflows.ts';
import { type Fields, idOf, textOf, timeOf } from './wire.ts';

/** What to ask after a gap. */
export interface Question {
  readonly client: Pick<MonorailClient, 'query'>;
  readonly url: string;
  readonly watches: readonly Watch[];
  readonly memory: Memory;
  /** Epoch ms up to which the server is known; null: the first look. */
  readonly since: number | null;
  /** Epoch ms. */
  readonly askedAt: number;
  readonly now: () => number;
  readonly context: Context;
}

/** What came of it. */
export interface Gathered extends Asked {
  /** Why collections could not be read, by their name; null: they could. */
  readonly lacks: Lacks;
}

interface Part {
  readonly events: readonly WireEvent[];
  /** Alerts of this kind that are open; null: not all of them are known. */
  readonly open: readonly string[] | null;
  readonly kind: Kind;
  /** Nothing of this part of the gap is missing. */
  readonly whole: boolean;
}

/** Clocks differ; what was known already is recognised by its key. */
const overlapMs = 60_000;
const namesEveryMs = 600_000;
const workflowFields = ['instanceId', 'name', 'injectableName', 'node', '_status', 'createdAt', 'updatedAt'];
const pollerFields = ['name', 'node', 'state'];
const pollerStates = ['accessible', 'inaccessible'];

/**
 * Reads the database by `query`: workflows that ended in the gap, those that run, nodes out of reach, each as far as it
 * is watched. Alerts of pollers, progress, logs and changes cannot be asked for: such a gap is filled by `state`.
 */
export async function gather(question: Question): Promise<Gathered> {
  const { watches, askedAt } = question;
  const lacks: Record<string, Cause | null> = {};
  const told = (key: string) => watched(watches, 'on.events', key);
  await attempt(question, 'nodes', lacks, () => readNames(question));
  const parts: (Part | null)[] = [];
  if (told('graph.finished.x')) {
    parts.push(await attempt(question, 'graphObjs', lacks, () => workflows(question, told('graph.started.x'))));
  }
  if (told('node.inaccessible.information.x.x') && told('node.accessible.information.x.x')) {
    parts.push(await attempt(question, 'pollers', lacks, () => lostNodes(question)));
  }
  const read = parts.filter((part) => part !== null);
  const complete = read.filter((part) => part.open !== null);
  return {
    catchUp: {
      events: read.flatMap(({ events }) => events).sort((a, b) => (a.occurredAt ?? 0) - (b.occurredAt ?? 0)),
      open: complete.length === 0 ? null : complete.flatMap(({ open }) => open ?? []),
      kinds: complete.map(({ kind }) => kind),
      askedAt,
      filled: filledBy(parts, watches),
    },
    lacks,
    // Names are no news, and are asked one by one where they are needed.
    why: lacks.graphObjs ?? lacks.pollers ?? null,
  };
}

function filledBy(parts: readonly (Part | null)[], watches: readonly Watch[]): CatchUp['filled'] {
  if (parts.length === 0 || parts.some((part) => part?.whole !== true)) return 'nothing';
  const named = watches.map(watchText).filter((text) => text !== watchText(heartbeatWatch));
  return named.every((text) => text === 'on.events graph.finished.#') ? 'all' : 'state';
}

async function readNames(question: Question): Promise<void> {
  const { memory, askedAt } = question;
  if (memory.namesAt !== null && askedAt - memory.namesAt < namesEveryMs) return;
  const { records } = await readPages(question.client, 'nodes', { where: {}, sort: { id: 1 } }, ['name']);
  for (const { id, name } of records) {
    const node = idOf(id);
    if (node !== null && textOf(name) !== '') keepName(memory, node, textOf(name));
  }
  memory.namesAt = askedAt;
}

async function workflows(question: Question, starts: boolean): Promise<Part> {
  const { since, memory, askedAt, context } = question;
  const read = (record: Fields) => memory.standing.settle(translateRecord(record, context), askedAt);
  const ended = since === null ? nothingEnded : await endedSince(question, since - overlapMs);
  const results = ended.records.map(read);
  if (!starts) return { events: results, open: null, kind: 'job', whole: ended.whole };
  const asked = { where: { _status: activeStates }, sort: { createdAt: 1 } };
  const active = await readPages(question.client, 'graphObjs', asked, workflowFields);
  const running = active.records.filter(({ _status }) => activeStates.includes(textOf(_status))).map(read);
  const events = [...results, ...running];
  // Those that ended are closed by what is told of them here.
  const open = active.whole && ended.whole ? events.flatMap(({ alert }) => (alert === null ? [] : [alert])) : null;
  return { events, open, kind: 'job', whole: ended.whole && active.whole };
}

const nothingEnded = { records: [], whole: true };

async function endedSince(question: Question, from: number): Promise<Pages> {
  const where = { _status: finishedStates, updatedAt: { '>': new Date(from).toISOString() } };
  const { records, whole } = await readPages(
    question.client,
    'graphObjs',
    { where, sort: { updatedAt: -1 } },
    workflowFields,
  );
  // What a server that does not know these criteria sends besides was known before.
  const ended = records.filter(
    ({ _status, updatedAt }) => finishedStates.includes(textOf(_status)) && (timeOf(updatedAt) ?? 0) > from,
  );
  return { records: ended, whole };
}

/** A poller keeps whether it reached its node (on-core, lib/models/work-item.js); those of early servers do not. */
async function lostNodes(question: Question): Promise<Part> {
  const { memory, askedAt, now, context } = question;
  const asked = { where: { state: pollerStates }, sort: { id: 1 } };
  const { records, whole } = await readPages(question.client, 'pollers', asked, pollerFields);
  const pollers = records.filter(({ state }) => pollerStates.includes(textOf(state)));
  const lost = new Map<string, Fields>();
  for (const poller of pollers) {
    const node = idOf(poller.node);
    if (node !== null && poller.state === 'inaccessible') lost.set(node, poller);
  }
  const news = [...lost].filter(([node]) => !memory.standing.isLost(accessAlert(node)));
  const events = news.map(([node, poller]) => inaccessibleEvent(node, poller, context));
  if (!whole || pollers.length === 0) return { events, open: null, kind: 'state', whole };
  const open = memory.standing.answer([...lost.keys()].map(accessAlert), askedAt, now());
  return { events, open, kind: 'state', whole };
}

/** A collection that is refused or not answered is told as a limit; a line that ended is no fault of the collection. */
async function attempt<T>(
  { url }: Question,
  resource: string,
  lacks: Record<string, Cause | null>,
  ask: () => Promise<T>,
): Promise<T | null> {
  try {
    const answer = await ask();
    lacks[resource] = null;
    return answer;
  } catch (error) {
    if (!(error instanceof MonorailFault)) throw error;
    const refused = error.kind === 'refused';
    lacks[resource] = refused
      ? { code: 'subscription', params: { subscription: resource, text: error.message } }
      : { code: 'silent', params: { host: hostOf(url) } };
    return null;
  }
}
