import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Text {
  readonly text: string;
  /** The calls that it stands in, and the field that it is given to: `describe`, `params.text`. */
  readonly within: readonly string[];
}

/** Files of the checkout by patterns. */
export function filesOf(patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: root });
}

/** Every text of a file; what a template changes is `{}`. */
export function textsOf(file: string): readonly Text[] {
  const found: Text[] = [];
  const walk = (value: unknown, within: readonly string[]): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, within);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Node;
    if (node.type === 'Literal' && typeof node['value'] === 'string') found.push({ text: node['value'], within });
    if (node.type === 'TemplateLiteral') {
      const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
      found.push({ text: quasis.map(({ value: { cooked } }) => cooked).join('{}'), within });
    }
    const inner = [...within, ...nameOf(node)];
    // What a call is made on stands not within it.
    for (const [field, each] of Object.entries(node))
      if (field !== 'type') walk(each, field === 'callee' ? within : inner);
  };
  walk(parseSync(file, readFileSync(`${root}/${file}`, 'utf8')).program, []);
  return found;
}

/** What the calls of a function in a file are given first; null: something that is no plain text. */
export function callsOf(file: string, name: string): readonly (string | null)[] {
  const found: (string | null)[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Node;
    if (node.type === 'CallExpression' && (node['callee'] as { name?: string }).name === name) {
      const [first] = node['arguments'] as readonly Node[];
      found.push(first?.type === 'Literal' && typeof first['value'] === 'string' ? first['value'] : null);
    }
    for (const each of Object.values(node)) walk(each);
  };
  walk(parseSync(file, readFileSync(`${root}/${file}`, 'utf8')).program);
  return found;
}

function nameOf(node: Node): readonly string[] {
  if (node.type === 'BinaryExpression' && node['operator'] === '===') return ['==='];
  const named = node['key'] ?? node['callee'];
  if (typeof named !== 'object' || named === null) return [];
  const { name, property } = named as { name?: string; property?: { name?: string } };
  return [property?.name ?? name ?? ''];
}
