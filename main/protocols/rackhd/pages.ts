import type { MonorailClient } from './client.ts';
import { type Fields, fieldsOf, idOf } from './wire.ts';

/** Records are large where a server does not leave out what was not asked for. */
const pageSize = 100;
const mostPages = 50;

/** What was read of a collection. */
export interface Pages {
  readonly records: readonly Fields[];
  /** There are no more. */
  readonly whole: boolean;
}

/** Records by Waterline criteria, page by page, each with the fields that are asked for and its id. Rejects with MonorailFault. */
export async function readPages(
  client: Pick<MonorailClient, 'query'>,
  resource: string,
  criteria: object,
  select: readonly string[],
): Promise<Pages> {
  const found = new Map<string, Fields>();
  for (let page = 0; page < mostPages; page++) {
    const asked = { ...criteria, select, limit: pageSize, skip: page * pageSize };
    const part = await client.query(resource, asked);
    const before = found.size;
    part.forEach((each, index) => {
      const fields = fieldsOf(each);
      const id = idOf(fields.id) ?? idOf(fields._id);
      const kept = select.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]));
      found.set(id ?? idOf(fields.instanceId) ?? `${page}:${index}`, { ...Object.fromEntries(kept), id });
    });
    if (part.length < pageSize) return { records: [...found.values()], whole: true };
    // It knows no pages: all of it came at once, or the same comes again.
    if (part.length > pageSize || found.size === before)
      return { records: [...found.values()], whole: part.length > pageSize };
  }
  return { records: [...found.values()], whole: false };
}
