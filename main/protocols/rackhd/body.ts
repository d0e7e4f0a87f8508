import { type Fields, fieldsOf, idOf, textOf, timeOf } from './wire.ts';

/** What a message of `on.events` says, of whatever generation it is: on-core, lib/protocol/events.js. */
export interface Said {
  /** `graph`, `node`, `polleralert`, `heartbeat`, `task`; empty: nobody knows. */
  readonly type: string;
  /** `finished`, `sel.updated`. */
  readonly action: string;
  /** The server's own word; empty where it says none. */
  readonly severity: string;
  readonly typeId: string | null;
  readonly nodeId: string | null;
  readonly createdAt: number | null;
  readonly data: Fields;
}

/**
 * Reads the envelope of later generations where there is one, for the parts of a routing key may hold dots themselves;
 * otherwise what the key of the first generation tells.
 */
export function readSaid(key: string, body: unknown): Said {
  const fields = fieldsOf(body);
  return enveloped(fields) ?? keyed(key, fields);
}

/**
 * A workflow's result comes twice since 2017, first bare and then enveloped: on-core, lib/protocol/events.js. True for
 * a bare one of those servers, which give it the workflow's name; earlier ones send it once, without.
 */
export function hasTwin(key: string, body: unknown): boolean {
  const fields = fieldsOf(body);
  return key.startsWith('graph.finished.') && enveloped(fields) === null && textOf(fields.graphName) !== '';
}

function enveloped(fields: Fields): Said | null {
  const { type, action, severity, typeId, nodeId, createdAt, data } = fields;
  if (typeof type !== 'string' || typeof action !== 'string' || type === '' || action === '') return null;
  const within = fieldsOf(data);
  return {
    type,
    action,
    severity: textOf(severity),
    typeId: idOf(typeId),
    nodeId: idOf(nodeId) ?? idOf(within.nodeId) ?? (type === 'node' ? idOf(typeId) : null),
    createdAt: timeOf(createdAt),
    data: within,
  };
}

const keys: readonly { readonly form: RegExp; readonly read: (part: string, fields: Fields) => Partial<Said> }[] = [
  { form: /^graph\.started\.(.+)$/s, read: (typeId) => ({ type: 'graph', action: 'started', typeId }) },
  { form: /^graph\.finished\.(.+)$/s, read: (typeId) => ({ type: 'graph', action: 'finished', typeId }) },
  { form: /^graph\.progress\.(.+)$/s, read: (typeId) => ({ type: 'graph', action: 'progress.updated', typeId }) },
  {
    form: /^poller\.alert\.(.+)$/s,
    read: (name, { value }) => ({
      type: 'polleralert',
      action: name.replace(/\.[^.]*$/, ''),
      ...(value === undefined ? {} : { data: fieldsOf(value) }),
    }),
  },
  { form: /^(.+)\.task\.finished$/s, read: () => ({ type: 'task', action: 'finished' }) },
  { form: /^sku\.assigned\.(.+)$/s, read: (nodeId) => ({ type: 'node', action: 'sku.assigned', nodeId }) },
];

function keyed(key: string, fields: Fields): Said {
  const found = keys.find(({ form }) => form.test(key));
  const read = found?.read(found.form.exec(key)?.[1] ?? '', fields) ?? {};
  const { typeId = null, nodeId = null, data = fields } = read;
  return {
    type: '',
    action: '',
    severity: textOf(data.severity),
    createdAt: timeOf(fields.createdAt),
    ...read,
    typeId: idOf(typeId),
    nodeId: idOf(nodeId) ?? idOf(fields.nodeId) ?? idOf(data.nodeId),
    data,
  };
}
