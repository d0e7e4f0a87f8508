import { z } from 'zod';
import {
  type DefaultRuleChange,
  type DefaultRuleId,
  defaultRuleIds,
  fieldTests,
  kinds,
  phases,
  type RuleSettings,
  rankOf,
  severities,
  sounds,
  toastLevels,
} from './api.ts';
import { hysteresisFault, numberOf, readLimit, readPath, readPattern } from './rule-syntax.ts';

const word = z.string().min(1).max(200);
const words = z.array(word).min(1, 'Name one at least, or leave this out').max(200);
const someText = z.string().min(1, 'Give a text').max(1_000);

const textTest = z
  .strictObject({
    is: someText.optional(),
    contains: someText.optional(),
    pattern: z.string().min(1, 'Give a pattern').superRefine(checkPattern).optional().describe('in the syntax of RE2'),
    not: z.boolean().optional(),
  })
  .refine(({ is, contains, pattern }) => [is, contains, pattern].filter((each) => each !== undefined).length === 1, {
    message: 'Give one of is, contains and pattern',
  });
const textTests = z.array(textTest).min(1, 'Give one test at least, or leave this out').max(20);

const path = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => readPath(text) !== null, 'This is no path: give one such as values.temperature or items.*.name');

const fieldTest = z
  .strictObject({
    path,
    test: z.enum(fieldTests),
    value: z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]).optional(),
  })
  .superRefine(({ test, value }, context) => {
    const message = valueFault(test, value);
    if (message !== null) context.addIssue({ code: 'custom', message, path: ['value'] });
  });

const when = z
  .strictObject({
    server: words.optional(),
    protocol: words.optional(),
    kind: z.array(z.enum(kinds)).min(1).optional(),
    topic: words.optional(),
    phase: z.array(z.enum(phases)).min(1).optional(),
    minSeverity: z.enum(severities).optional(),
    maxSeverity: z.enum(severities).optional(),
    subject: textTests.optional(),
    text: textTests.optional(),
    payload: z.array(fieldTest).min(1, 'Give one test at least, or leave this out').max(20).optional(),
    stream: z.boolean().optional(),
  })
  .refine(
    ({ minSeverity = 'ok', maxSeverity = 'critical' }) => rankOf(minSeverity) <= rankOf(maxSeverity),
    'minSeverity must not be worse than maxSeverity',
  );

const limit = z.string().refine((text) => readLimit(text) !== null, 'Give a comparison with a number, such as > 80');

const threshold = z
  .strictObject({
    field: path.refine(
      (text) => readPath(text)?.some(({ each }) => each) !== true,
      'One number is needed: leave out *',
    ),
    open: limit,
    close: limit.optional(),
  })
  .superRefine(({ open, close }, context) => {
    const [opens, closes] = [readLimit(open), close === undefined ? null : readLimit(close)];
    const message = opens === null || closes === null ? null : hysteresisFault(opens, closes);
    if (message !== null) context.addIssue({ code: 'custom', message, path: ['close'] });
  });

const loudness = {
  toast: z.enum(toastLevels).optional(),
  sound: z.enum(sounds).optional(),
  repeat: z.strictObject({ everyMin: z.int().min(1).max(1_440), atMost: z.int().min(1).max(100) }).optional(),
};
const saysSomething = 'Say what it does: toast, severity, sound, repeat or alert';

const then = z
  .strictObject({ ...loudness, severity: z.enum(severities).optional(), alert: threshold.optional() })
  .refine((effect) => Object.values(effect).some((each) => each !== undefined), saysSomething);

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'Give letters, digits, dots, dashes and underscores, 64 at most')
  .refine((text) => !text.startsWith('default-'), 'There is no default rule of this id');
const name = z.string().trim().min(1, 'Give it a name').max(200);

/** A rule of the user's own, or of a policy. */
export const ownRule = z.object({
  id,
  name,
  enabled: z.boolean().default(true),
  when: when.prefault({}),
  then,
}) satisfies z.ZodType<RuleSettings>;

/** What is set otherwise of a default rule: its condition stays as it is. */
export const defaultRuleChange = z.object({
  id: z.enum(defaultRuleIds),
  enabled: z.boolean().default(true),
  when: z.undefined('The condition of a default rule stays as it is: make a rule before it').optional(),
  then: z.strictObject(loudness).prefault({}),
}) satisfies z.ZodType<DefaultRuleChange>;

/** Whether an id is that of a default rule. */
export function isDefaultRule(text: string): text is DefaultRuleId {
  return (defaultRuleIds as readonly string[]).includes(text);
}

function checkPattern(text: string, context: z.core.$RefinementCtx): void {
  const read = readPattern(text);
  if ('fault' in read) context.addIssue({ code: 'custom', message: read.fault });
}

function valueFault(test: (typeof fieldTests)[number], value: unknown): string | null {
  switch (test) {
    case 'exists':
    case 'absent':
      return value === undefined ? null : 'Leave this out: it is compared with nothing';
    case '<':
    case '>':
    case '<=':
    case '>=':
      return numberOf(value) !== null ? null : 'Give a number';
    case 'contains':
      return typeof value === 'string' && value !== '' ? null : 'Give a text';
    case '=':
    case '!=':
      return value === undefined ? 'Give what it is compared with' : null;
  }
}
