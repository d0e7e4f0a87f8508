import type { Topic } from '../../../preload/contract/api.ts';
import type { FlamencoSettings } from './schema.ts';

/** Events of the Manager (Flamenco, flamenco-openapi.yaml). */
export const topics: readonly Topic[] = [
  { name: '/jobs', label: 'Jobs', kind: 'job', stream: false },
  { name: '/workers', label: 'Workers', kind: 'worker', stream: false },
  { name: '/status', label: 'State of the farm', kind: 'state', stream: false },
  { name: '/lifecycle', label: 'Life of the Manager', kind: 'connection', stream: true },
  { name: '/task', label: 'Tasks', kind: 'job', stream: true },
  { name: '/last-rendered', label: 'Rendered pictures', kind: 'other', stream: true, picture: true },
  { name: '/workertags', label: 'Tags of workers', kind: 'other', stream: true },
  { name: '/tasklog', label: 'Logs of tasks', kind: 'message', stream: true },
  { name: '/message', label: 'Chat', kind: 'message', stream: true },
];

/** What to subscribe to. The farm's state and the Manager's life come unasked from 3.5 on. */
export interface Wanted {
  readonly jobs: boolean;
  readonly workers: boolean;
  readonly tags: boolean;
  readonly lastRendered: boolean;
  /** Follow the tasks of all jobs that run. */
  readonly active: boolean;
  /** Jobs whose tasks are followed whatever their status. */
  readonly tasksOf: readonly string[];
  /** Tasks by id. */
  readonly taskLogs: readonly string[];
}

/** The subscriptions of a server: jobs and workers; once given, what they do not name is off. */
export function wantedOf({ subscriptions = { jobs: true, workers: true } }: FlamencoSettings): Wanted {
  const {
    jobs = false,
    workers = false,
    tags = false,
    lastRendered = false,
    tasksOf = [],
    taskLogs = [],
  } = subscriptions;
  const followed = typeof tasksOf === 'string' ? [tasksOf] : tasksOf;
  return {
    jobs,
    workers,
    tags,
    lastRendered,
    active: followed.includes('active'),
    tasksOf: [...new Set(followed)].filter((id) => id !== 'active'),
    taskLogs: [...new Set(taskLogs)],
  };
}
