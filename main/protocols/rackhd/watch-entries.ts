import type { EntryForm, RouteSample } from '../../../preload/contract/api.ts';

/** The exchanges that a server has (on-core, lib/common/constants.js); another one is refused. */
const exchanges = [
  ['on.events', 'Events of workflows, nodes and pollers'],
  ['on.logging', 'Logs; the key is the level'],
  ['on.waterline', 'Changes of the database'],
  ['on.heartbeat', ''],
  ['on.configuration', ''],
  ['on.dhcp', ''],
  ['on.http', ''],
  ['on.scheduler', ''],
  ['on.ssdp', ''],
  ['on.task', ''],
  ['on.task-graph-runner', ''],
  ['on.test', ''],
  ['on.tftp', ''],
] as const;

const collections = [
  ['catalogs', 'What is known of the hardware of nodes'],
  ['files', 'Files'],
  ['graphDefs', 'Definitions of workflows'],
  ['graphObjs', 'Workflows that run and ran'],
  ['logs', 'Logs'],
  ['lookups', 'Addresses of nodes'],
  ['nodes', 'Nodes'],
  ['pollers', 'Pollers'],
  ['profiles', 'Profiles'],
  ['skus', 'SKUs'],
  ['taskDefs', 'Definitions of tasks'],
  ['templates', 'Templates'],
] as const;

/** Keys as servers since 2017 send them, and those of before that are sent still: on-core, lib/protocol/events.js. */
const samples: readonly RouteSample[] = [
  onEvents('graph.finished.information.<workflow>.<node>', 'a workflow ended'),
  onEvents('graph.started.information.<workflow>.<node>', 'a workflow began'),
  onEvents('graph.progress.updated.information.<workflow>.<node>', 'how far a workflow is'),
  onEvents('graph.finished.<workflow>', 'a workflow ended, as every server says it'),
  onEvents('polleralert.sel.updated.critical.<poller>.<node>', 'an entry in the event log of a node'),
  onEvents('polleralert.snmp.updated.warning.<poller>.<node>', 'an alert by SNMP'),
  onEvents('node.alerts.warning.<node>.<node>', 'a Redfish alert of a node'),
  onEvents('node.inaccessible.information.<node>.<node>', 'a node out of reach'),
  onEvents('node.discovered.information.<node>.<node>', 'a node discovered'),
  onEvents('sku.assigned.<node>', 'a SKU assigned'),
  onEvents('<domain>.task.finished', 'a task ended'),
  {
    ...onEvents('heartbeat.updated.information.<host>.<service>', 'a heartbeat, every 10 s of each service'),
    flood: true,
  },
  { ...onEvents('http.response.external', 'each call of the REST interface'), flood: true },
  { within: 'on.logging', key: 'error', says: 'an error in the log' },
  { within: 'on.logging', key: 'warning', says: 'a warning in the log' },
  { ...{ within: 'on.logging', key: 'debug', says: 'each step of the log' }, flood: true },
  { within: 'on.waterline', key: 'nodes.updated.<node>', says: 'a node record changed' },
];

/** What an own watch can be. */
export const entries: readonly EntryForm[] = [
  {
    name: 'messages',
    label: 'Messages by routing key',
    fixed: { resource: 'mq' },
    parts: [
      {
        path: 'params.exchange',
        label: 'Exchange',
        asks: 'choice',
        initial: 'on.events',
        choices: exchanges.map(([value, help]) => ({ value, label: help === '' ? value : `${value}: ${help}` })),
      },
      {
        path: 'params.routingKey',
        label: 'Routing key',
        asks: 'route',
        initial: '',
        within: 'params.exchange',
        samples,
        free: '<node>',
      },
    ],
  },
  {
    name: 'collection',
    label: 'A collection of the database',
    fixed: {},
    parts: [
      {
        path: 'resource',
        label: 'Collection',
        asks: 'choice',
        initial: 'profiles',
        choices: collections.map(([value, help]) => ({ value, label: `${value}: ${help}` })),
      },
    ],
  },
];

function onEvents(key: string, says: string): RouteSample {
  return { within: 'on.events', key, says };
}
