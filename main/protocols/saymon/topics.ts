import type { Topic } from '../../../preload/contract/api.ts';
import type { SaymonSettings } from './schema.ts';

/** https://api.saymon.tech/documentation/websocket-events/ */
export const topics: readonly Topic[] = [
  { name: 'incidents', label: 'Incidents', kind: 'incident', stream: false },
  { name: 'snmp-trap', label: 'SNMP traps', kind: 'trap', stream: false },
  { name: 'client-notification', label: 'Notifications for you', kind: 'message', stream: false },
  { name: 'job-added', label: 'Jobs started', kind: 'job', stream: false },
  { name: 'job-result-received', label: 'Job results', kind: 'job', stream: false },
  { name: 'incident-count', label: 'Number of incidents', kind: 'incident', stream: true },
  { name: 'state-change', label: 'State changes', kind: 'state', stream: false },
  { name: 'stat', label: 'Statistics', kind: 'telemetry', stream: true },
  { name: 'mqtt', label: 'MQTT messages', kind: 'message', stream: true },
  { name: 'model-changed', label: 'Model changes', kind: 'model', stream: true },
  { name: 'custom-style-change', label: 'Appearance changes', kind: 'model', stream: true },
  { name: 'bulk-finished', label: 'Bulk actions', kind: 'bulk', stream: true },
  { name: 'error', label: "The server's errors", kind: 'error', stream: false },
];

/** On where the settings say nothing of subscriptions. */
export const onAtFirst: readonly string[] = [
  'incidents',
  'incident-count',
  'snmp-trap',
  'client-notification',
  'job-added',
  'job-result-received',
];

/** What to subscribe to. */
export interface Wanted {
  /** Topics by name, once each; custom names too. */
  readonly topics: readonly string[];
  /** Entities of `stat`: `1:<id>` or `2:<id>`. */
  readonly stat: readonly string[];
  readonly custom: readonly string[];
}

/** The subscriptions of a server: once given, what they do not name is off. */
export function wantedOf({ subscriptions }: SaymonSettings): Wanted {
  if (subscriptions === undefined) return { topics: onAtFirst, stat: [], custom: [] };
  const { stat, custom, ...flags } = subscriptions;
  const names = Array.isArray(custom) ? custom : [];
  const on = Object.keys(flags).filter((topic) => flags[topic] === true);
  return {
    topics: [...new Set([...on, ...names])].filter((topic) => topic !== 'stat' && topic !== 'error'),
    stat: [...new Set(Array.isArray(stat) ? stat : [])],
    custom: names,
  };
}
