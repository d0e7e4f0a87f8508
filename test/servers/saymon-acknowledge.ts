import type { Person, Plant, StoredIncident } from './saymon-plant.ts';

/** Status and body of an answer. */
type Answer = readonly [status: number, body: unknown];

/**
 * Answers `POST /incidents/:id/acknowledge` and `/unacknowledge`, whose bodies are empty; null: the path is another one.
 * `changed` stores the incident, and tells it on the wire when that is wanted.
 */
export function answerAcknowledge(
  plant: Plant,
  path: string,
  person: Person,
  changed: (incident: StoredIncident, told: boolean) => void,
): Answer | null {
  const [, id = '', action = ''] = /^incidents\/([^/]+)\/((?:un)?acknowledge)$/.exec(path) ?? [];
  if (action === '') return null;
  if (plant.acknowledging === 'denied') {
    return [403, { code: 'Forbidden', message: 'The permission "manage-incidents" is required.' }];
  }
  const incident = plant.incidents.get(decodeURIComponent(id));
  if (incident === undefined) return [404, { code: 'ResourceNotFound', message: `Incident ${id} is not found.` }];
  const undone = action === 'unacknowledge';
  if (plant.acknowledging !== 'ignored') {
    const by = { acknowledgedBy: person.id, acknowledgementTimestamp: Date.now() };
    const after = { ...incident, ...(undone ? { acknowledgedBy: null, acknowledgementTimestamp: null } : by) };
    changed(after, plant.acknowledging === 'told');
  }
  return [200, undefined];
}
