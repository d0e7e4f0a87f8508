import type { Severity } from '../../../preload/contract/api.ts';
import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { shortJson } from '../wire-event.ts';
import type { Said } from './body.ts';
import { type Context, eventOf, nodeSubject } from './event.ts';
import { errorText, type Fields, fieldsOf, idOf, textOf, timeOf } from './wire.ts';

/**
 * States that a workflow ends in: on-core, constants.js. What failed is told by them alone, never by the
 * severity.
 */
const results: Readonly<Record<string, Severity>> = {
  succeeded: 'ok',
  failed: 'error',
  timeout: 'error',
  cancelled: 'info',
};
export const finishedStates = Object.keys(results);
const progressed = 'progress.updated';
export const activeStates = ['pending', 'running'];

/** The alert of a workflow: its result gets a duration by it. */
function workflowAlert(id: string): string {
  return `graph:${id}`;
}

/** `graph.started`, `graph.finished`, progress. */
export function translateGraph(said: Said, payload: unknown, context: Context): WireEvent {
  const { data } = said;
  const graph: Graph = {
    id: idOf(data.graphId) ?? said.typeId,
    name: textOf(data.graphName),
    node: said.nodeId,
    status: stateOf(data.status),
    at: said.createdAt,
  };
  if (said.action === 'finished') return resultEvent(graph, payload, context);
  if (said.action === 'started') return startEvent(graph, payload, context);
  const progress = fieldsOf(data.progress);
  const { taskName, progress: task } = fieldsOf(data.taskProgress);
  const lines = [textOf(taskName), textOf(fieldsOf(task).description)].filter((line) => line !== '');
  const told = [textOf(progress.percentage), textOf(progress.description)].filter((part) => part !== '').join(' ');
  return eventOf(
    {
      ...subjectPart(graph, said.action === progressed ? 'graph.progress' : `graph.${said.action}`),
      phase: 'updated',
      alert: context.pairs && graph.id !== null ? workflowAlert(graph.id) : null,
      title: told || (said.action === progressed ? own('Workflow progress') : own('Workflow {}', said.action)),
      body: lines.join(': ') || (told === '' ? shortJson(payload) : ''),
      payload,
      stream: true,
    },
    context,
  );
}

/** A record of the collection `graphobjects`: the same event, and the same key, as the message of its result. */
export function translateRecord(record: unknown, context: Context): WireEvent {
  const fields = fieldsOf(record);
  const status = stateOf(fields._status);
  const name = textOf(fields.name) || textOf(fields.injectableName);
  const graph: Graph = {
    id: idOf(fields.instanceId),
    name,
    node: idOf(fields.node),
    status,
    at: timeOf(fields.updatedAt),
  };
  if (!activeStates.includes(status)) return resultEvent(graph, record, context);
  return startEvent({ ...graph, at: timeOf(fields.createdAt) }, record, context);
}

/** `<domain>.task.finished`: on-core, lib/protocol/events.js. */
export function translateTask(said: Said, payload: unknown, context: Context): WireEvent {
  const { data } = said;
  const graph: Graph = {
    id: idOf(data.graphId),
    name: textOf(data.graphName),
    node: said.nodeId ?? nodeOf(data),
    status: stateOf(data.state),
    at: said.createdAt,
  };
  const task = textOf(data.taskName) || textOf(data.taskId);
  const failed = graph.status === 'failed' || graph.status === 'timeout';
  return eventOf(
    {
      ...subjectPart(graph, 'task.finished'),
      phase: 'updated',
      severity: failed ? 'warning' : 'info',
      alert: context.pairs && graph.id !== null ? workflowAlert(graph.id) : null,
      title: taskText(task, graph.status),
      body: errorText(data.error) || (task === '' && graph.status === '' ? shortJson(payload) : ''),
      payload,
      stream: true,
    },
    context,
  );
}

interface Graph {
  readonly id: string | null;
  readonly name: string;
  readonly node: string | null;
  readonly status: string;
  readonly at: number | null;
}

/** The key is made of workflow and status, for the result comes twice: on-core, lib/protocol/events.js. */
function resultEvent(graph: Graph, payload: unknown, context: Context): WireEvent {
  const { id, node, status } = graph;
  const known = Object.hasOwn(results, status) ? results[status] : undefined;
  return eventOf(
    {
      ...subjectPart(graph, 'graph.finished'),
      key: id === null ? null : `graph:${id}:${status}`,
      phase: 'closed',
      severity: known ?? (/fail|err/i.test(status) ? 'warning' : 'info'),
      alert: id === null ? null : workflowAlert(id),
      title: resultText(nodeName(node, context), status),
      body: status === '' ? shortJson(payload) : '',
      payload,
    },
    context,
  );
}

function startEvent(graph: Graph, payload: unknown, context: Context): WireEvent {
  const { id, node } = graph;
  const place = nodeName(node, context);
  return eventOf(
    {
      ...subjectPart(graph, 'graph.started'),
      key: id === null ? null : `graph:${id}:started`,
      phase: 'opened',
      alert: context.pairs && id !== null ? workflowAlert(id) : null,
      title: place === null ? own('Workflow started') : own('Workflow started on node {}', place),
      payload,
      stream: true,
    },
    context,
  );
}

function subjectPart({ id, name, status, at }: Graph, topic: string) {
  return {
    kind: 'job',
    topic,
    level: status,
    subject: id === null && name === '' ? null : { type: 'workflow', id, name: name || null },
    occurredAt: at,
  } as const;
}

/** A state is part of a key, so its length is bounded. */
function stateOf(value: unknown): string {
  return textOf(value).slice(0, 50);
}

function nodeName(node: string | null, context: Context): string | null {
  return node === null ? null : (nodeSubject(node, context)?.name ?? node);
}

function resultText(node: string | null, status: string): string | OwnWords {
  if (node === null) return status || own('Workflow finished');
  return status === '' ? own('node {}', node) : own('node {}, {}', node, status);
}

function taskText(task: string, status: string): string | OwnWords {
  if (task !== '') return status === '' ? task : `${task}: ${status}`;
  return status === '' ? own('Task') : own('Task: {}', status);
}

/** A task's context names what it works on. */
function nodeOf(data: Fields): string | null {
  const { target, nodeId } = fieldsOf(data.context);
  return idOf(target) ?? idOf(nodeId);
}
