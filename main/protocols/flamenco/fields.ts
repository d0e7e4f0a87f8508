import type { Field } from '../../../preload/contract/api.ts';

/** The form of a server, beside name and address. */
export const fields: readonly Field[] = [
  {
    path: 'url',
    label: 'Address',
    help: 'Of the Manager, as in the browser: http://manager.example:8080',
    type: 'url',
    group: 'connection',
    required: true,
  },
  topicField('jobs', 'Jobs', 'A job that completes, fails or is canceled', true),
  topicField('workers', 'Workers', 'A worker in error, and when it is back', true),
  topicField('tags', 'Tags of workers', 'To the history only', false),
  topicField('lastRendered', 'Rendered pictures', 'To the history only', false),
  {
    path: 'subscriptions.tasksOf',
    label: 'Tasks of',
    help: 'Jobs, chosen by name, or by pasting their addresses or ids; "active" stands for all that run. To the history only',
    type: 'list',
    group: 'watch',
    picks: null,
    links: [{ pattern: '/jobs/([0-9A-Za-z-]+)', id: '$1' }],
  },
  {
    path: 'subscriptions.taskLogs',
    label: 'Logs of tasks',
    help: 'Ids of tasks, one a line. Only before Flamenco 3.5: later ones send none',
    type: 'list',
    group: 'watch',
  },
];

function topicField(name: string, label: string, help: string, initial: boolean): Field {
  return { path: `subscriptions.${name}`, label, help, type: 'switch', group: 'watch', initial };
}
