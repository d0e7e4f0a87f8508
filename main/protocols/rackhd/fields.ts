import type { Field } from '../../../preload/contract/api.ts';
import { type LogLevel, logLevels, presetsAtFirst, type Switch, switches } from './presets.ts';
import { entries } from './watch-entries.ts';

const levelLabels: Readonly<Record<LogLevel, string>> = {
  critical: 'Critical only',
  error: 'Errors and worse',
  warning: 'Warnings and worse',
  info: 'Information and worse',
  debug: 'Everything',
};

/** The form of a server, beside name and address. */
export const fields: readonly Field[] = [
  {
    path: 'url',
    label: 'Address',
    help: 'Of the WebSocket service, with its port: ws://rackhd.example:9100',
    type: 'url',
    group: 'connection',
    required: true,
  },
  preset(
    'results',
    'Workflow results',
    'When a workflow has ended, and whether it went well: failed ones as usual, others quietly',
  ),
  preset(
    'alerts',
    'Alerts of hardware',
    'What pollers find in event logs (SEL) and by SNMP, and what nodes report by Redfish',
  ),
  preset('access', 'Nodes out of reach', 'A node that its pollers do not reach any more, and when it is back'),
  preset(
    'state',
    'Workflow progress',
    'Started, how far it is, each task that ended: to the history only. Results get their duration',
  ),
  {
    path: 'presets.logs',
    label: 'Workflow logs',
    help: 'What the server writes of its work, from this level on: to the history only',
    type: 'choice',
    group: 'watch',
    initial: 'off',
    choices: [
      { value: 'off', label: 'No logs' },
      ...logLevels.map((level) => ({ value: level, label: levelLabels[level] })),
    ],
  },
  preset(
    'nodes',
    'Other changes of nodes',
    'Discovered, added, removed, SKU or management assigned: to the history only',
  ),
  preset(
    'catalogs',
    'Changes of catalogs',
    'What is known of the hardware of nodes, as the database keeps it: to the history only',
  ),
  preset('skus', 'Changes of SKUs', 'The kinds of hardware that nodes are sorted into: to the history only'),
  preset('records', 'Changes of node records', 'Nodes as the database keeps them: to the history only'),
  {
    path: 'watches',
    label: 'Also watch',
    help: 'Messages by their routing key, or collections of the database; all that is told of one node by choosing it. Servers before 2017 name the node in few keys.',
    type: 'entries',
    group: 'watch',
    entries,
    offers: 'Choose nodes from the server',
  },
  {
    path: 'channel',
    label: 'Channel',
    help: 'The default resource, last part of the address. It is hardly ever needed: every message names its resource.',
    type: 'text',
    group: 'advanced',
    usual: 'None',
  },
  {
    path: 'heartbeat',
    label: 'Watch its heartbeat',
    help: 'Finds a server whose messages stopped although it is connected',
    type: 'switch',
    group: 'advanced',
    initial: true,
  },
  {
    path: 'webUrl',
    label: 'Web interface',
    help: 'Where "Open in the server" leads; {type} and {id} stand for the subject',
    type: 'url',
    group: 'advanced',
    usual: 'None',
  },
];

function preset(name: Switch, label: string, help: string): Field {
  return {
    path: `presets.${name}`,
    label,
    help,
    type: 'switch',
    group: 'watch',
    initial: presetsAtFirst[name] === true,
    adds: { path: 'watches', items: switches[name] },
  };
}
