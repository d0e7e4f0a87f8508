import type { Topic } from '../../../preload/contract/api.ts';

/** What servers of this kind tell, by the names that events carry as their topic: on-core, lib/protocol/events.js. */
export const topics: readonly Topic[] = [
  { name: 'graph.finished', label: 'Workflow results', kind: 'job', stream: false },
  { name: 'polleralert', label: 'Poller alerts', kind: 'trap', stream: false },
  { name: 'node.alerts', label: 'Redfish alerts of nodes', kind: 'trap', stream: false },
  { name: 'node.inaccessible', label: 'Nodes out of reach', kind: 'state', stream: false },
  { name: 'node.accessible', label: 'Nodes in reach again', kind: 'state', stream: false },
  { name: 'graph.started', label: 'Workflows started', kind: 'job', stream: true },
  { name: 'graph.progress', label: 'Progress of workflows', kind: 'job', stream: true },
  { name: 'task.finished', label: 'Tasks finished', kind: 'job', stream: true },
  { name: 'node', label: 'Other changes of nodes', kind: 'model', stream: true },
  { name: 'nodes', label: 'Database: nodes', kind: 'model', stream: true },
  { name: 'catalogs', label: 'Database: catalogs', kind: 'model', stream: true },
  { name: 'skus', label: 'Database: SKUs', kind: 'model', stream: true },
  { name: 'on.logging', label: 'Logs', kind: 'message', stream: true },
];
