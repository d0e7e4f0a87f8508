import type { FieldTest } from '../../preload/contract/api.ts';
import { numberOf, type PathStep, readPath } from '../../preload/contract/rule-syntax.ts';

/** How many values a path with `*` looks at in one payload, whatever a server sends. */
const mostVisited = 1_000;

/** A test of one field, ready to be asked of each payload. */
export function fieldTest({ path, test, value }: FieldTest): (payload: unknown) => boolean {
  const steps = readPath(path) ?? [];
  if (test === 'absent') return (payload) => !someAt(payload, steps, isThere);
  // Of several values none may be equal, and one must be there.
  if (test === '!=') {
    const same = comparison('=', value);
    return (payload) => someAt(payload, steps, isThere) && !someAt(payload, steps, same);
  }
  const holds = comparison(test, value);
  return (payload) => someAt(payload, steps, holds);
}

/** Whether a value at the path holds; a server's names never reach anything but what the payload itself has. */
function someAt(payload: unknown, steps: readonly PathStep[], holds: (value: unknown) => boolean): boolean {
  return visit(payload, steps, 0, holds, { left: mostVisited });
}

/** The value at a path without `*`; undefined where there is none. */
export function valueAt(payload: unknown, steps: readonly PathStep[]): unknown {
  let value = payload;
  for (const step of steps) {
    if (step.each || typeof value !== 'object' || value === null || !Object.hasOwn(value, step.name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step.name];
  }
  return value;
}

function visit(
  value: unknown,
  steps: readonly PathStep[],
  at: number,
  holds: (value: unknown) => boolean,
  budget: { left: number },
): boolean {
  const step = steps[at];
  if (step === undefined) return holds(value);
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  if (!step.each) return Object.hasOwn(fields, step.name) && visit(fields[step.name], steps, at + 1, holds, budget);
  for (const name in fields) {
    if (budget.left === 0) return false;
    budget.left -= 1;
    if (Object.hasOwn(fields, name) && visit(fields[name], steps, at + 1, holds, budget)) return true;
  }
  return false;
}

function comparison(
  test: Exclude<FieldTest['test'], '!=' | 'absent'>,
  wanted: FieldTest['value'],
): (found: unknown) => boolean {
  switch (test) {
    case 'exists':
      return isThere;
    case '=':
      return (found) => equal(found, wanted);
    case 'contains':
      return containing(String(wanted));
    case '<':
    case '>':
    case '<=':
    case '>=': {
      const compares = compared(test, numberOf(wanted) ?? Number.NaN);
      return (found) => {
        const number = numberOf(found);
        return number !== null && compares(number);
      };
    }
  }
}

/** A comparison with a number. */
export function compared(test: '<' | '>' | '<=' | '>=', limit: number): (number: number) => boolean {
  switch (test) {
    case '<':
      return (number) => number < limit;
    case '>':
      return (number) => number > limit;
    case '<=':
      return (number) => number <= limit;
    case '>=':
      return (number) => number >= limit;
  }
}

/** A value that is null is as if it were not there. */
function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** Numbers and texts drift into each other on the way: `"80"` is 80. */
function equal(found: unknown, wanted: unknown): boolean {
  if (found === wanted) return true;
  if (!isScalar(found) || !isScalar(wanted)) return false;
  if (String(found) === String(wanted)) return true;
  const [a, b] = [numberOf(found), numberOf(wanted)];
  return a !== null && a === b && Math.abs(a) <= Number.MAX_SAFE_INTEGER;
}

/** In a text a part of it, in a list one of its members; without regard to case. */
function containing(text: string): (found: unknown) => boolean {
  const part = text.toLowerCase();
  return (found) => {
    if (Array.isArray(found)) return found.slice(0, mostVisited).some((member) => equal(member, text));
    return isScalar(found) && String(found).toLowerCase().includes(part);
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
