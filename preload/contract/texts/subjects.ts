import type { Subject } from '../api.ts';
import { words } from './language.ts';

/** What events are about, as adapters call it. */
export const english = {
  object: 'object',
  link: 'link',
  flow: 'flow',
  incident: 'incident',
  address: 'address',
  topic: 'topic',
  operation: 'operation',
  device: 'device',
  job: 'job',
  worker: 'worker',
  task: 'task',
  tag: 'tag',
  node: 'node',
  workflow: 'workflow',
  'workflow definition': 'workflow definition',
  'task definition': 'task definition',
  service: 'service',
  catalog: 'catalog',
  file: 'file',
  lookup: 'lookup',
  poller: 'poller',
  profile: 'profile',
  SKU: 'SKU',
  template: 'template',
};
const types = words('subjects', english);

/** Its name, else type and id (`object 64bb02`), else the server; a worker says that it is one. */
export function subjectText({ subject, serverName }: { subject: Subject | null; serverName: string }): string {
  if (subject === null) return serverName;
  const { type, id, name } = subject;
  if (name !== null && name !== '') return type === 'worker' ? `${types.worker} ${name}` : name;
  const word = isKnown(type) ? types[type] : type;
  return id === null || id === '' ? word : `${word} ${id}`;
}

function isKnown(type: string): type is keyof typeof english {
  return Object.hasOwn(english, type);
}
