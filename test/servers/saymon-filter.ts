import type { StoredIncident } from './saymon-plant.ts';

/**
 * Whether an incident passes a subscription's filter: nested `[$and|$or, [...]]` over leaves `[field, value]`, of
 * which severity, entity and text are understood. A filter may come as a JSON string.
 */
export function matchesFilter(filter: unknown, incident: StoredIncident): boolean {
  const object = typeof filter === 'string' ? (JSON.parse(filter) as unknown) : filter;
  const rule = (object as { filter?: unknown } | null | undefined)?.filter;
  return rule === undefined || passes(rule, incident);
}

function passes(rule: unknown, incident: StoredIncident): boolean {
  if (!Array.isArray(rule) || rule.length === 0) return true;
  const [first, value] = rule as [unknown, unknown];
  if (Array.isArray(first)) return rule.every((part) => passes(part, incident));
  const parts = Array.isArray(value) ? value : [];
  if (first === '$and') return parts.every((part) => passes(part, incident));
  if (first === '$or') return parts.some((part) => passes(part, incident));
  if (first === 'severity') return parts.map(String).includes(String(incident.state));
  if (first === 'entity') return value === `${incident.entityType === 2 ? 'links' : 'objects'}-${incident.entityId}`;
  if (first === 'text') return String(incident.text).includes(String((value as { value?: unknown }).value));
  return true;
}
