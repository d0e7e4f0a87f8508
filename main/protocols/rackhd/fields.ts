import type { Field } from '../../../preload/contract/api.ts';
import { type LogLevel, logLevels, type Presets, presetsAtFirst } from './presets.ts';

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
  preset('results', 'Workflow results', 'Finished, failed, cancelled or timed out'),
  preset('alerts', 'Poller alerts', 'SEL, SNMP and other pollers; Redfish alerts of nodes'),
  preset('access', 'Nodes out of reach', ''),
  preset('state', 'Workflow state', 'Started, progress, task finished: to the history only'),
  {
    path: 'presets.logs',
    label: 'Workflow logs',
    help: 'To the history only',
    type: 'choice',
    group: 'watch',
    initial: 'off',
    choices: [
      { value: 'off', label: 'None' },
      ...logLevels.map((level) => ({ value: level, label: levelLabels[level] })),
    ],
  },
  preset('nodes', 'Other node changes', 'Discovered, added, removed, SKU and OBM assigned: to the history only'),
  preset('catalogs', 'Catalog changes', 'In the database: to the history only'),
  preset('skus', 'SKU changes', 'In the database: to the history only'),
  preset('records', 'Changes of node records', 'In the database: to the history only'),
  {
    path: 'watches',
    label: 'Watches of your own',
    help: 'JSON: [{"resource": "mq", "params": {"exchange": "on.events", "routingKey": "graph.#"}}, {"resource": "profiles"}]',
    type: 'json',
    group: 'watch',
  },
  {
    path: 'channel',
    label: 'Channel',
    help: 'The default resource, last part of the address. It is hardly ever needed: every message names its resource.',
    type: 'text',
    group: 'advanced',
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
  },
];

function preset(name: Exclude<keyof Presets, 'logs'>, label: string, help: string): Field {
  return {
    path: `presets.${name}`,
    label,
    help,
    type: 'switch',
    group: 'watch',
    initial: presetsAtFirst[name] === true,
  };
}
