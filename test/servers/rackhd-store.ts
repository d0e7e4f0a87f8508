/** A record of a collection; `id` names it, or `instanceId` in `graphObjs`. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** Waterline criteria, as far as clients of the stand-in use them. */
interface Criteria {
  readonly where?: Readonly<Record<string, unknown>>;
  readonly select?: readonly string[];
  readonly sort?: Readonly<Record<string, number>>;
  readonly limit?: number;
  readonly skip?: number;
}

/** Resources by the identity of their collection: RackHD/on-wss, lib/ws-resources.js. */
export const collections: Readonly<Record<string, string>> = {
  catalogs: 'catalogs',
  files: 'files',
  graphDefs: 'graphdefinitions',
  graphObjs: 'graphobjects',
  logs: 'logs',
  lookups: 'lookups',
  nodes: 'nodes',
  pollers: 'workitems',
  profiles: 'profiles',
  skus: 'skus',
  taskDefs: 'taskdefinitions',
  templates: 'templates',
};

/** The records that fit, as Waterline finds them. */
export function found(records: readonly StoredRecord[], params: unknown): readonly StoredRecord[] {
  const { where, select, sort, limit, skip = 0 } = criteriaOf(params);
  const fitting = records.filter((record) => fits(record, where ?? {}));
  const [[by, order] = ['id', 1]] = Object.entries(sort ?? {});
  fitting.sort((a, b) => (String(a[by]) < String(b[by]) ? -1 : 1) * (order === -1 ? -1 : 1));
  const page = fitting.slice(skip, limit === undefined ? undefined : skip + limit);
  if (select === undefined) return page;
  return page.map((record) =>
    Object.fromEntries(['id', ...select].flatMap((name) => (name in record ? [[name, record[name]]] : []))),
  );
}

function criteriaOf(params: unknown): Criteria {
  if (typeof params !== 'object' || params === null) return {};
  return 'where' in params ? (params as Criteria) : { where: params as Record<string, unknown> };
}

function fits(record: StoredRecord, where: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(([field, wanted]) => {
    const value = record[field];
    if (Array.isArray(wanted)) return wanted.includes(value);
    if (typeof wanted === 'object' && wanted !== null && '>' in wanted) return String(value) > String(wanted['>']);
    return value === wanted;
  });
}
