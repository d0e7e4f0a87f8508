import { covers, takes } from '../../../preload/contract/routes.ts';

/** Something to watch, as the settings and the wire have it: on-wss, lib/ws-service.js. */
export type Watch =
  | { readonly resource: 'mq'; readonly params: { readonly exchange: string; readonly routingKey: string } }
  | { readonly resource: string; readonly params?: Readonly<Record<string, unknown>> };

export type LogLevel = 'critical' | 'error' | 'warning' | 'info' | 'debug';

/** What the form offers; what is not named is off. */
export interface Presets {
  readonly results?: boolean;
  readonly alerts?: boolean;
  /** Nodes out of reach and back. */
  readonly access?: boolean;
  readonly state?: boolean;
  /** The least severe level that is watched. */
  readonly logs?: LogLevel | 'off';
  readonly nodes?: boolean;
  readonly catalogs?: boolean;
  readonly skus?: boolean;
  /** The database's records of nodes. */
  readonly records?: boolean;
}

export type Switch = Exclude<keyof Presets, 'logs'>;

/** Of what watches are made. */
interface Wished {
  readonly presets?: Presets;
  readonly watches?: readonly Watch[];
  readonly heartbeat?: boolean;
}

/** From worst to least: the routing keys of `on.logging`. */
export const logLevels: readonly LogLevel[] = ['critical', 'error', 'warning', 'info', 'debug'];

/** On where the settings say nothing of what to watch. */
export const presetsAtFirst: Presets = { results: true, alerts: true, access: true };

export const heartbeatWatch: Watch = onEvents('heartbeat.#');

/**
 * Routing keys of all three generations. Between 2016-07 and 2017-01 every event of a node went by `event.node`
 * (on-core, lib/protocol/events.js).
 */
export const switches: Readonly<Record<Switch, readonly Watch[]>> = {
  results: [onEvents('graph.finished.#')],
  alerts: [onEvents('polleralert.#'), onEvents('poller.alert.#'), onEvents('node.alerts.#')],
  access: [onEvents('node.inaccessible.#'), onEvents('node.accessible.#'), onEvents('event.node')],
  state: [onEvents('graph.started.#'), onEvents('graph.progress.#'), onEvents('*.task.finished')],
  nodes: [onEvents('node.#'), onEvents('event.node'), onEvents('sku.assigned.#')],
  catalogs: [{ resource: 'catalogs' }],
  skus: [{ resource: 'skus' }],
  records: [{ resource: 'nodes' }],
};

/**
 * The watches of a server, each once, none that another one covers: a message that two of them take comes twice. Once
 * presets or watches are given, only what they name is watched.
 */
export function watchesOf({ presets, watches, heartbeat = true }: Wished): readonly Watch[] {
  const chosen = presets ?? (watches === undefined ? presetsAtFirst : {});
  const on = (Object.keys(switches) as Switch[]).filter((name) => chosen[name] === true);
  const wanted = [
    ...on.flatMap((name) => switches[name]),
    ...logWatches(chosen.logs),
    ...(watches ?? []),
    ...(heartbeat ? [heartbeatWatch] : []),
  ];
  return wanted.filter((watch, at) => {
    const others = wanted.filter((other, place) => place < at || (place > at && !includes(watch, other)));
    return !others.some((other) => includes(other, watch));
  });
}

/** Whether one of the watches takes what is sent to an exchange under a key. */
export function watched(watches: readonly Watch[], exchange: string, key: string): boolean {
  return watches.some(
    (watch) => isRoute(watch) && watch.params.exchange === exchange && takes(watch.params.routingKey, key),
  );
}

/** A watch in a few words: `on.events graph.finished.#`, `catalogs`. */
export function watchText(watch: Watch): string {
  return isRoute(watch) ? `${watch.params.exchange} ${watch.params.routingKey}` : watch.resource;
}

/** All that later servers tell of one node: its id is the last word of their keys. */
export function ofNode(node: string): Watch {
  return onEvents(`#.${node}`);
}

function logWatches(least: Presets['logs']): readonly Watch[] {
  const levels = least === undefined || least === 'off' ? [] : logLevels.slice(0, logLevels.indexOf(least) + 1);
  return levels.map((level) => ({ resource: 'mq', params: { exchange: 'on.logging', routingKey: level } }));
}

/** A collection is always watched as a whole, whatever the parameters: on-wss, lib/ws-service.js. */
function includes(wide: Watch, narrow: Watch): boolean {
  if (!isRoute(wide) || !isRoute(narrow)) return wide.resource === narrow.resource;
  return wide.params.exchange === narrow.params.exchange && covers(wide.params.routingKey, narrow.params.routingKey);
}

function isRoute(watch: Watch): watch is Extract<Watch, { readonly resource: 'mq' }> {
  return watch.resource === 'mq';
}

function onEvents(routingKey: string): Watch {
  return { resource: 'mq', params: { exchange: 'on.events', routingKey } };
}
