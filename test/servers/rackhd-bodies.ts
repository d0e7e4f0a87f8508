/**
 * Of which time a server is: its events differ (on-core, lib/protocol/events.js). A up to mid 2016, B up to 2017-01, C
 * after it.
 */
export type Generation = 'A' | 'B' | 'C';

/** A message as a broker carries it. */
export interface Published {
  readonly exchange: string;
  readonly routingKey: string;
  readonly data: unknown;
}

export interface Workflow {
  readonly graphId: string;
  readonly graphName: string;
  readonly status: string;
  readonly nodeId: string | null;
}

/** A workflow's start or result: bare, and since 2017 once more in an envelope. */
export function workflowMessages(generation: Generation, action: 'started' | 'finished', workflow: Workflow) {
  const { graphId, graphName, status, nodeId } = workflow;
  const key = `graph.${action}.${graphId}`;
  if (generation !== 'C') return [event(key, action === 'started' ? {} : { status })];
  const data = { graphId, graphName, status };
  return [event(key, data), envelope({ type: 'graph', action, typeId: graphId, nodeId, data })];
}

/** An alert of a poller. */
export function alertMessage(generation: Generation, poller: string, severity: string, nodeId: string, data: object) {
  if (generation === 'A') return event(`poller.alert.${poller}.5885`, { value: data });
  return envelope({ type: 'polleralert', action: `${poller}.updated`, severity, typeId: '5885', nodeId, data });
}

/** What happened to a node. */
export function nodeMessage(
  generation: Generation,
  action: string,
  nodeId: string,
  data: object = {},
  severity?: string,
) {
  if (generation === 'C') return envelope({ type: 'node', action, severity, typeId: nodeId, nodeId, data });
  return event('event.node', { type: 'node', action, nodeId, nodeType: 'compute', data });
}

/** One service lives. */
export function heartbeatMessage(everyMs: number): Published {
  const now = Date.now();
  const at = (time: number) => new Date(time).toISOString();
  const data = { name: 'on-tftp', currentTime: at(now), nextUpdate: at(now + everyMs), lastUpdate: at(now - everyMs) };
  // The parts of a routing key may hold dots themselves.
  return envelope({ type: 'heartbeat', action: 'updated', typeId: 'host.example.com.on-tftp', nodeId: null, data });
}

export function logMessage(level: string, message: string, subject: string): Published {
  const timestamp = new Date().toISOString();
  const data = { host: 'rackhd', level, message, context: {}, timestamp, caller: 'Task.Runner', subject };
  return { exchange: 'on.logging', routingKey: level, data };
}

export function event(routingKey: string, data: unknown): Published {
  return { exchange: 'on.events', routingKey, data };
}

interface Envelope {
  readonly type: string;
  readonly action: string;
  readonly severity?: string | undefined;
  readonly typeId: string;
  readonly nodeId: string | null;
  readonly data: object;
}

function envelope({ type, action, severity = 'information', typeId, nodeId, data }: Envelope): Published {
  const key = [type, action, severity, typeId, ...(nodeId === null ? [] : [nodeId])].join('.');
  const createdAt = new Date().toISOString();
  return event(key, { version: '1.0', type, action, severity, typeId, nodeId, createdAt, data });
}
