import type { z } from 'zod';
import type { FieldFault } from '../../preload/contract/api.ts';

/** Of what is left out, or left empty. */
export const needed = 'Give this: it is needed';

/** One line for each field that does not fit; never what stands there. */
export function faultsOf(error: z.ZodError): readonly FieldFault[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), text: issue.message }));
}

/** What does not fit, as zod tells it to whoever words it. */
type Misfit = Parameters<z.core.$ZodErrorMap>[0];

const wantedTypes: Readonly<Record<string, string>> = {
  string: 'Give a text',
  number: 'Give a number',
  int: 'Give a whole number',
  boolean: 'Give true or false',
  array: 'Give a list',
  object: 'Give an object',
  record: 'Give an object',
  undefined: 'Leave this out',
};

/** The words for what zod would say of types and bounds; undefined leaves it to zod. */
export function ownWords(issue: Misfit): string | undefined {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union')) return needed;
  switch (issue.code) {
    case 'invalid_type':
      return wantedTypes[issue.expected] ?? misfit;
    case 'invalid_value':
      return `Give one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'unrecognized_keys':
      return `This is unknown: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'This does not fit: none of its forms is like this';
    case 'invalid_format':
      return issue.format === 'url' ? 'This is no address: give one such as https://server.example' : misfit;
    default:
      return undefined;
  }
}

const misfit = 'This does not have the form that it needs';

function tooSmall(origin: string, least: number): string {
  if (origin === 'string') return least === 1 ? 'Give a text' : `Give at least ${least} characters`;
  return origin === 'array' ? `Name ${least} at least` : `Give ${least} or more`;
}

function tooBig(origin: string, most: number): string {
  if (origin === 'string') return `This is longer than ${most} characters`;
  return origin === 'array' ? `Name ${most} at most` : `Give ${most} at most`;
}
