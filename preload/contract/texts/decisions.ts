import type { EventRow, Reason } from '../api.ts';
import { cut } from './plain.ts';

/** Why an event did or did not toast, in one sentence, and how to have it otherwise; null: nothing to do. */
export interface DecisionText {
  readonly why: string;
  readonly fix: string | null;
}

type DecidedRow = Pick<EventRow, 'decision' | 'kind' | 'phase' | 'severity' | 'serverName'>;

/** What makes each default rule give a toast, or none. */
const ruleTexts: Readonly<Record<string, { readonly toasts: string; readonly silent: string }>> = {
  'default-closed': {
    toasts: 'it closes what had toasted',
    silent: 'closings like this do not toast',
  },
  'default-unchanged': {
    toasts: 'what is open has changed',
    silent: 'what is open has changed, but is no worse than before',
  },
  'default-stream': {
    toasts: 'its topic streams',
    silent: 'its topic streams, and goes to the history only',
  },
  'default-message': {
    toasts: 'it is meant for you, or was asked for by name',
    silent: 'messages do not toast',
  },
  'default-job': {
    toasts: 'it is the result of a job',
    silent: 'results of jobs like this do not toast',
  },
  'default-connection': {
    toasts: 'it says whether the server is seen',
    silent: 'connections do not toast',
  },
  'default-critical': { toasts: 'it is critical', silent: 'critical events do not toast' },
  'default-fault': { toasts: 'it is a warning or an error', silent: 'warnings and errors do not toast' },
  'default-rest': {
    toasts: 'everything else toasts',
    silent: 'it is less than a warning, and goes to the history only',
  },
};

const held: Readonly<Record<Reason, (row: DecidedRow) => DecisionText>> = {
  'catch-up': ({ serverName, decision }) => ({
    why:
      decision.outcome === 'merged'
        ? `Told in the summary of what came while ${name(serverName)} was out of reach.`
        : `It came while ${name(serverName)} was out of reach, and would not have toasted by itself.`,
    fix: null,
  }),
  'muted-server': ({ serverName }) => ({
    why: `Not shown: ${name(serverName)} is muted.`,
    fix: `Unmute it: Servers, ${name(serverName)}`,
  }),
  paused: () => ({ why: 'Not shown: toasts were paused.', fix: 'Resume them in the tray menu' }),
  snoozed: () => ({ why: 'Not shown: it was snoozed.', fix: 'End the snooze in its detail' }),
  rule: ({ decision }) => ruleText(decision.rule),
  'quiet-hours': () => ({ why: 'Not shown: it came in quiet hours.', fix: 'Change them: Settings, Quiet hours' }),
  storm: ({ serverName }) => ({
    why: `Told together with others: ${name(serverName)} sent more than may toast, or what was told already.`,
    fix: 'Let more toast in a minute: Settings, Notifications',
  }),
  'driver-failed': ({ decision }) => ({
    why: `Its toast could not be shown${decision.driver === null ? '' : ` by ${name(decision.driver)}`}.`,
    fix: 'Run the checks: Settings, Diagnosis',
  }),
  restart: () => ({ why: 'Told in the summary of what came around a restart of Tocsin.', fix: null }),
  closes: () => ({ why: 'Not shown: it closes what had not toasted.', fix: null }),
  'first-look': ({ serverName }) => ({
    why: `Not shown by itself: it was open already when Tocsin first looked at ${name(serverName)}.`,
    fix: null,
  }),
};

/** The sentence in the detail of an event. */
export function decisionText(row: DecidedRow): DecisionText {
  const { outcome, reason, rule, driver } = row.decision;
  if (reason !== null) return held[reason](row);
  switch (outcome) {
    case 'shown':
      return { why: `Shown${driver === null ? '' : ` by ${name(driver)}`}: ${becauseOf(rule)}.`, fix: null };
    case 'pending':
      return { why: `Its toast is on its way: ${becauseOf(rule)}.`, fix: null };
    case 'failed':
      return held['driver-failed'](row);
    case 'merged':
      return { why: 'Told together with others.', fix: null };
    case 'silenced':
      return ruleText(rule);
  }
}

function becauseOf(rule: string | null): string {
  if (rule === null) return 'a rule gave it a toast';
  return ruleTexts[rule]?.toasts ?? `the rule ${name(rule)} gave it a toast`;
}

function ruleText(rule: string | null): DecisionText {
  if (rule === null) return { why: 'Not shown: a rule keeps it to the history.', fix: null };
  const known = ruleTexts[rule];
  if (known !== undefined) return { why: `Not shown: ${known.silent}.`, fix: null };
  return { why: `Not shown: the rule ${name(rule)} keeps it to the history.`, fix: `Change the rule ${name(rule)}` };
}

function name(text: string): string {
  return cut(text, 80);
}
