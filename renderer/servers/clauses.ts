import type { Clause } from '../../preload/contract/api.ts';

/** One condition of a filter. Several values are ids or words of the server; digits alone stand for a number. */
export type Condition =
  | { readonly clause: Clause; readonly asks: 'several'; readonly values: readonly string[] }
  | { readonly clause: Clause; readonly asks: 'id'; readonly id: string }
  | { readonly clause: Clause; readonly asks: 'words'; readonly op: string; readonly text: string };

const and = '$and';
const mostDigits = 9;

/** A condition of this clause that asks nothing yet. */
export function blank(clause: Clause): Condition {
  switch (clause.asks) {
    case 'several':
      return { clause, asks: clause.asks, values: [] };
    case 'id':
      return { clause, asks: clause.asks, id: '' };
    case 'words':
      return { clause, asks: clause.asks, op: clause.choices?.[0]?.value ?? '', text: '' };
  }
}

/** The conditions of a filter, all of which must hold; null: it asks more than these clauses can say. */
export function conditionsOf(clauses: readonly Clause[], value: unknown): readonly Condition[] | null {
  if (value === undefined) return [];
  if (!isRecord(value)) return null;
  const { filter, ...beside } = value;
  const leaves = leavesOf(filter);
  if (leaves === null) return null;
  const pairs = [...Object.entries(beside).map(([name, id]) => [name, id, true]), ...leaves];
  const found = pairs.map(([name, asked, isBeside]) => {
    const clause = clauses.find((each) => each.name === name && (each.beside === true) === (isBeside === true));
    return clause === undefined ? null : conditionOf(clause, asked);
  });
  return found.some((each) => each === null) ? null : found.filter((each) => each !== null);
}

/** The filter of these conditions, without those that ask nothing; undefined: none asks anything. */
export function filterOf(conditions: readonly Condition[]): unknown {
  const asked = conditions.filter(asksSomething);
  const beside = asked.filter(({ clause }) => clause.beside === true);
  const leaves = asked.filter(({ clause }) => clause.beside !== true).map((each) => [each.clause.name, wanted(each)]);
  if (asked.length === 0) return undefined;
  return {
    ...(leaves.length === 0 ? {} : { filter: leaves.length === 1 ? leaves[0] : [and, leaves] }),
    ...Object.fromEntries(beside.map((each) => [each.clause.name, wanted(each)])),
  };
}

function asksSomething(condition: Condition): boolean {
  switch (condition.asks) {
    case 'several':
      return condition.values.length > 0;
    case 'id':
      return condition.id !== '';
    case 'words':
      return condition.text !== '';
  }
}

function wanted(condition: Condition): unknown {
  switch (condition.asks) {
    case 'several':
      return condition.values.map((each) => (isNumber(each) ? Number(each) : each));
    case 'id':
      return condition.id;
    case 'words':
      return { value: condition.text, op: condition.op };
  }
}

function conditionOf(clause: Clause, value: unknown): Condition | null {
  switch (clause.asks) {
    case 'several': {
      // What is written again is what was read.
      const isOwn = (each: unknown) => typeof each === (isNumber(String(each)) ? 'number' : 'string');
      const readable = Array.isArray(value) && value.every(isOwn);
      return readable ? { clause, asks: clause.asks, values: value.map(String) } : null;
    }
    case 'id':
      return typeof value === 'string' ? { clause, asks: clause.asks, id: value } : null;
    case 'words': {
      if (!isRecord(value) || Object.keys(value).length !== 2) return null;
      const { value: text, op } = value;
      const known = clause.choices?.some((choice) => choice.value === op) === true;
      return known && typeof text === 'string' ? { clause, asks: clause.asks, op: String(op), text } : null;
    }
  }
}

/** Pairs of name and value; null: the filter is no plain list of them. */
function leavesOf(filter: unknown): readonly (readonly [unknown, unknown])[] | null {
  if (filter === undefined) return [];
  if (isPair(filter) && filter[0] !== and) return [filter];
  if (!isPair(filter) || !Array.isArray(filter[1])) return null;
  const leaves = filter[1].filter(isPair);
  return leaves.length === filter[1].length ? leaves : null;
}

function isPair(value: unknown): value is readonly [unknown, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text) && text.length <= mostDigits;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
