import { type OwnWords, own } from '../own-words.ts';
import type { WireEvent } from '../protocol.ts';
import { shortJson } from '../wire-event.ts';
import type { Said } from './body.ts';
import { type Context, eventOf, nodeSubject, severityOf } from './event.ts';
import { textOf } from './wire.ts';

/** The alert of a node that cannot be reached. */
export function accessAlert(node: string): string {
  return `node:${node}:access`;
}

/** What is told of a node: on-core, lib/protocol/events.js. */
const changes: Readonly<Record<string, OwnWords>> = {
  discovered: own('Node discovered'),
  added: own('Node added'),
  removed: own('Node removed'),
  'sku.assigned': own('Node sku.assigned'),
  'sku.unassigned': own('Node sku.unassigned'),
  'sku.updated': own('Node sku.updated'),
  'obms.assigned': own('Node obms.assigned'),
  'obms.unassigned': own('Node obms.unassigned'),
  'obms.updated': own('Node obms.updated'),
};

/** What is said of a node: out of reach or back is a state, everything else a change. */
export function translateNode(said: Said, payload: unknown, context: Context): WireEvent {
  const { action } = said;
  if (action === 'inaccessible' || action === 'accessible') return accessEvent(said, payload, context);
  const type = textOf(said.data.nodeType);
  return eventOf(
    {
      kind: 'model',
      topic: 'node',
      severity: severityOf(said.severity, 'info'),
      level: said.severity,
      subject: nodeSubject(said.nodeId, context),
      title: nodeText(action),
      body: type || (said.nodeId === null ? shortJson(payload) : ''),
      occurredAt: said.createdAt,
      payload,
      stream: true,
    },
    context,
  );
}

/** A node whose poller says that it cannot be reached: what was missed of `node.inaccessible`. */
export function inaccessibleEvent(node: string, poller: unknown, context: Context): WireEvent {
  const missed = { type: 'node', action: 'inaccessible', severity: '', typeId: node, data: {} };
  const event = accessEvent({ ...missed, nodeId: node, createdAt: null }, poller, context);
  // Whether it is news depends on what is known of the node here: the first that is told opens.
  return { ...event, phase: 'updated' };
}

/** It is said to be information, also where nothing can be reached: on-core, lib/protocol/events.js. */
function accessEvent(said: Said, payload: unknown, context: Context): WireEvent {
  const { nodeId, action, createdAt } = said;
  const lost = action === 'inaccessible';
  return eventOf(
    {
      kind: 'state',
      topic: `node.${action}`,
      phase: lost ? 'opened' : 'closed',
      severity: lost ? 'error' : 'ok',
      level: said.severity,
      subject: nodeSubject(nodeId, context),
      alert: nodeId === null ? null : accessAlert(nodeId),
      title: lost ? own('Node inaccessible') : own('Node accessible'),
      body: nodeId === null ? shortJson(payload) : '',
      occurredAt: createdAt,
      payload,
    },
    context,
  );
}

function nodeText(action: string): OwnWords {
  return (Object.hasOwn(changes, action) ? changes[action] : undefined) ?? own('Node {}', action);
}
