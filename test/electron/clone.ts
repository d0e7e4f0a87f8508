/**
 * Values as Electron's ipc lets them through, for a line that takes text: `pack` gives what JSON can hold, and throws
 * where the structured clone algorithm would. Complete in itself, for its text also runs in the page.
 */
export function cloner() {
  const mark = '$clone';
  const refused = 'An object could not be cloned.';

  function pack(value: unknown): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : tagged('number', Object.is(value, -0) ? '-0' : String(value));
    }
    if (value === undefined) return tagged('undefined', null);
    if (typeof value === 'bigint') return tagged('bigint', String(value));
    if (typeof value !== 'object') throw new Error(refused);
    return packObject(value);
  }

  function packObject(value: object): unknown {
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return tagged('date', pack(value.getTime()));
    if (value instanceof Map) return tagged('map', [...value].map(pack));
    if (value instanceof Set) return tagged('set', [...value].map(pack));
    if (value instanceof Error) return tagged('error', [value.name, value.message]);
    if (value instanceof Uint8Array) return tagged('bytes', [...value]);
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) throw new Error(refused);
    return tagged(
      'object',
      Object.entries(value).map(([key, each]) => [key, pack(each)]),
    );
  }

  function tagged(type: string, held: unknown): unknown {
    return { [mark]: type, held };
  }

  function unpack(packed: unknown): unknown {
    if (packed === null || typeof packed !== 'object') return packed;
    if (Array.isArray(packed)) return packed.map(unpack);
    const { [mark]: type, held } = packed as { [mark]: string; held: unknown };
    const list = () => held as unknown[];
    switch (type) {
      case 'number':
        return Number(held);
      case 'bigint':
        return BigInt(String(held));
      case 'date':
        return new Date(Number(unpack(held)));
      case 'map':
        return new Map(list().map((each) => unpack(each) as [unknown, unknown]));
      case 'set':
        return new Set(list().map(unpack));
      case 'error':
        return Object.assign(new Error(String(list()[1])), { name: String(list()[0]) });
      case 'bytes':
        return Uint8Array.from(list() as number[]);
      case 'object':
        return Object.fromEntries((held as [string, unknown][]).map(([key, each]) => [key, unpack(each)]));
      default:
        return undefined;
    }
  }
  return { pack, unpack };
}
