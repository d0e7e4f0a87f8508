import type { Subject } from '../api.ts';

/** Its name, else type and id (`object 64bb02`), else the server; a worker says that it is one. */
export function subjectText({ subject, serverName }: { subject: Subject | null; serverName: string }): string {
  if (subject === null) return serverName;
  const { type, id, name } = subject;
  if (name !== null && name !== '') return type === 'worker' ? `${type} ${name}` : name;
  return id === null || id === '' ? type : `${type} ${id}`;
}
