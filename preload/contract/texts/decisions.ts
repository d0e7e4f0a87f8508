import {
  type DefaultRuleId,
  defaultRuleIds,
  type EventRow,
  type Grounds,
  type Reason,
  type RuleThen,
  type RuleView,
  type ServerState,
} from '../api.ts';
import { causeText } from './causes.ts';
import { countText } from './counts.ts';
import { form } from './english.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';
import { clockText, periodText } from './time.ts';
import { severityWord } from './words.ts';

export type DecidedRow = Pick<EventRow, 'decision' | 'kind' | 'severity' | 'server' | 'serverName'>;

/** What the sentence is made of besides the event. */
export interface DecisionContext {
  readonly now: number;
  readonly grounds: Grounds;
  readonly rules: readonly Pick<RuleView, 'id' | 'name' | 'enabled' | 'origin' | 'rule'>[];
  readonly servers: readonly Pick<ServerState, 'id' | 'muted'>[];
}

const nameLength = 80;

/** The parts of the sentence. A part that stands within one begins small, and has no stop. */
export const english = {
  /** What makes each default rule give a toast, or none. */
  defaults: {
    'default-closed': { shows: 'it closes what had been shown', silent: 'closings like this are not shown' },
    'default-unchanged': {
      shows: 'what is open has changed',
      silent: 'what is open has changed, but is no worse than before',
    },
    'default-stream': {
      shows: 'its topic is shown although it streams',
      silent: 'its topic streams, and goes to the history only',
    },
    'default-message': { shows: 'it is meant for you, or was asked for by name', silent: 'messages are not shown' },
    'default-job': { shows: 'it is the result of a job', silent: 'results of jobs like this are not shown' },
    'default-connection': { shows: 'it says whether the server is seen', silent: 'connections are not shown' },
    'default-critical': { shows: 'it is critical', silent: 'critical events are not shown' },
    'default-fault': { shows: 'it is a warning or an error', silent: 'warnings and errors are not shown' },
    'default-rest': {
      shows: 'everything else is shown as well',
      silent: 'it is less than a warning, and goes to the history only',
    },
  },
  isWarning: 'it is a warning',
  isError: 'it is an error',
  notShown: (why: string) => `Not shown: ${why}`,
  shown: (because: string) => `Shown: ${because}`,
  shownBy: (driver: string, because: string) => `Shown by ${driver}: ${because}`,
  /** `why` says of a driver that it could not show it. */
  before: (why: string) => `; before it, ${why}`,
  onItsWay: (because: string) => `Its notification is on its way: ${because}`,
  /** `others` is empty, or one of the two after this one. */
  merged: (others: string) => `Told ${others}in one summary`,
  withOthers: (count: number) => `together with ${countText(count)} ${form(count, 'other', 'others')} `,
  withMore: (count: number) => `together with more than ${countText(count)} others `,
  /** `time` is empty, or ` from 14:02 to 15:02`; here after a comma. */
  gap: (server: string, time: string) => `it came while ${server} was out of reach${time === '' ? '' : `,${time}`}`,
  gapMerged: (others: string, server: string, time: string) =>
    `Told ${others}in the summary of what came while ${server} was out of reach${time === '' ? '' : `,${time}`}`,
  muted: (server: string) => `${server} is muted`,
  wasMuted: (server: string) => `${server} was muted`,
  paused: (until: string) => `notifications are paused${until}`,
  wasPaused: (time: string) => `notifications were paused${time}`,
  it: 'it',
  snoozed: (what: string, until: string) => `${what} is snoozed${until}`,
  snoozedUntilChange: (what: string) => `${what} is snoozed until it worsens or closes`,
  wasSnoozed: (what: string, time: string) => `${what} was snoozed${time}`,
  quiet: (time: string) => `it came in quiet hours${time === '' ? '' : `,${time},`} and does not pass them`,
  quietAlways: 'it came in quiet hours, which last round the clock, and does not pass them',
  /** `others` is empty, or as many as came with it. */
  storm: (others: string, server: string) =>
    `Told ${others === '' ? 'together with others' : others.trim()}: ${server} sent more than is shown in a minute`,
  toldWith: {
    equal: () => 'Told by the notification of an equal event, which counts it',
    flapping: () => 'Told by the notification that it opens again and again',
    cause: (server: string) => `Told by the notification of an open alert, which ${server} names as its cause`,
  },
  desktop: 'the desktop',
  driverFailed: (driver: string, why: string) => `${driver} could not show it${why === '' ? '' : `: ${why}`}`,
  restart: 'Told in the summary after a restart of Tocsin: it was not known whether it had been shown before',
  closes: 'it closes what had not been shown',
  firstLook: (server: string) => `it was there already when Tocsin first looked at ${server}`,
  firstLookMerged: (others: string, server: string) =>
    `Told ${others}in one summary: it was there already when Tocsin first looked at ${server}`,
  hadItShown: (rule: string) => `${rule} had it shown`,
  keeps: (rule: string) => `${rule} keeps it to the history`,
  kept: (rule: string) => `${rule} kept it to the history`,
  makes: (rule: string, severity: string) => `${rule} makes it ${severity}, and such events go to the history only`,
  aRule: 'a rule',
  removedRule: 'a rule that has been removed since',
  policyRule: (name: string) => `the rule “${name}” of your administrator`,
  ownRule: (name: string) => `your rule “${name}”`,
  switchedOff: (rule: string) => `${rule}, which is switched off now,`,
  owed: '; it is told in the summary at the end',
  besides: (text: string) => `; besides, ${text}`,
  until: (time: string) => ` until ${time}`,
  from: (period: string) => ` from ${period}`,
};
const text = words('decisions', english);

/** These give no toast unless they are set otherwise. */
const silentDefaults: readonly string[] = ['default-unchanged', 'default-stream', 'default-rest'];

const held: Readonly<Record<Reason, (row: DecidedRow, context: DecisionContext) => string>> = {
  'catch-up': (row, context) => {
    const { gap } = context.grounds;
    const time = gap === null ? '' : text.from(periodText(gap.from, gap.to, context.now));
    const server = name(row.serverName);
    if (row.decision.outcome === 'merged') return text.gapMerged(together(context), server, time);
    return text.notShown(text.gap(server, time) + besides(row, context));
  },
  'muted-server': (row, context) => {
    const muted = context.servers.some(({ id, muted }) => id === row.server && muted);
    const server = name(row.serverName);
    return text.notShown((muted ? text.muted(server) : text.wasMuted(server)) + besides(row, context));
  },
  paused: (row, context) => {
    const runs = context.grounds.heldBack?.runs === true;
    const why = runs ? text.paused(untilOf(context)) : text.wasPaused(periodOf(context));
    return text.notShown(why + besides(row, context));
  },
  snoozed: (row, context) => text.notShown(snoozedText(context) + besides(row, context)),
  rule: (row, context) => text.notShown(silentText(row, context)),
  'quiet-hours': (row, context) => {
    const endless = context.grounds.heldBack?.until === null;
    return text.notShown((endless ? text.quietAlways : text.quiet(periodOf(context))) + besides(row, context));
  },
  storm: (row, context) => {
    const { toldWith } = context.grounds;
    if (toldWith === null) return text.storm(together(context), name(row.serverName));
    return text.toldWith[toldWith](name(row.serverName));
  },
  'driver-failed': (row, { grounds }) => {
    const { driver } = row.decision;
    // The cause of a driver names it already.
    if (grounds.failure?.code === 'toast') return text.notShown(causeText(grounds.failure).why);
    const why = grounds.failure === null ? '' : causeText(grounds.failure).why;
    return text.notShown(text.driverFailed(driver === null ? text.desktop : name(driver), why));
  },
  restart: () => text.restart,
  // The result of a job is told by itself, whether its beginning was or not.
  closes: (row, context) => (row.kind === 'job' ? held.rule(row, context) : text.notShown(text.closes)),
  'first-look': (row, context) => {
    const server = name(row.serverName);
    if (row.decision.outcome === 'merged') return text.firstLookMerged(together(context), server);
    return text.notShown(text.firstLook(server) + besides(row, context));
  },
};

/**
 * Why an event was or was not shown, in one sentence: by which rule and driver, or what held it back and from when to
 * when. What is not known is left out.
 */
export function decisionText(row: DecidedRow, context: DecisionContext): string {
  const sentence = sentenceOf(row, context).replace(/[.\s]+$/, '');
  // A cause may end with a question.
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}

/** Whether a rule, as it is set now, gives no toast whatever comes; false where that depends. */
export function isSilent(rule: string | null, rules: DecisionContext['rules']): boolean {
  const view = rules.find(({ id }) => id === rule);
  if (view === undefined || rule === null) return false;
  const { toast } = effectsOf(view);
  return toast === 'none' || (toast === undefined && silentDefaults.includes(rule));
}

function sentenceOf(row: DecidedRow, context: DecisionContext): string {
  const { outcome, reason, driver } = row.decision;
  if (reason !== null) return held[reason](row, context);
  switch (outcome) {
    case 'shown': {
      const because = becauseOf(row, context);
      const sentence = driver === null ? text.shown(because) : text.shownBy(name(driver), because);
      const { failure } = context.grounds;
      return failure === null ? sentence : `${sentence}${text.before(causeText(failure).why)}`;
    }
    case 'pending':
      return text.onItsWay(becauseOf(row, context));
    case 'failed':
      return held['driver-failed'](row, context);
    case 'merged':
      return text.merged(together(context));
    case 'silenced':
      return held.rule(row, context);
  }
}

function becauseOf({ decision: { rule }, severity }: DecidedRow, { rules }: DecisionContext): string {
  if (rule === 'default-fault' && severity === 'warning') return text.isWarning;
  if (rule === 'default-fault' && severity === 'error') return text.isError;
  if (isDefault(rule)) return text.defaults[rule].shows;
  return text.hadItShown(ruleWords(rule, rules));
}

function silentText({ decision: { rule } }: DecidedRow, { rules }: DecisionContext): string {
  if (isDefault(rule)) return text.defaults[rule].silent;
  const view = rules.find(({ id }) => id === rule);
  const effects = view === undefined ? {} : effectsOf(view);
  const called = ruleWords(rule, rules);
  if (effects.toast === 'none' && view?.enabled === true) return text.keeps(called);
  if (view?.enabled === true && effects.toast === undefined && effects.severity !== undefined) {
    return text.makes(called, severityWord(effects.severity).toLowerCase());
  }
  return text.kept(called);
}

/** A rule as people know it; never its id alone. */
function ruleWords(rule: string | null, rules: DecisionContext['rules']): string {
  if (rule === null) return text.aRule;
  const view = rules.find(({ id }) => id === rule);
  if (view === undefined) return text.removedRule;
  const called = view.origin === 'policy' ? text.policyRule(name(view.name)) : text.ownRule(name(view.name));
  return view.enabled ? called : text.switchedOff(called);
}

function effectsOf({ rule }: DecisionContext['rules'][number]): Partial<RuleThen> {
  const { then } = rule;
  return typeof then === 'object' && then !== null ? then : {};
}

/** What would have been, had nothing held it back. */
function besides(row: DecidedRow, context: DecisionContext): string {
  if (context.grounds.owed) return text.owed;
  return isSilent(row.decision.rule, context.rules) ? text.besides(silentText(row, context)) : '';
}

/** `together with 213 others `; empty where it is alone or not known. */
function together({ grounds: { others } }: DecisionContext): string {
  if (others === null || others.count === 0) return '';
  return others.more ? text.withMore(others.count) : text.withOthers(others.count);
}

function snoozedText(context: DecisionContext): string {
  const { heldBack } = context.grounds;
  const what = heldBack?.name == null ? text.it : name(heldBack.name);
  if (heldBack === null) return text.wasSnoozed(what, '');
  if (heldBack.until === null) return text.snoozedUntilChange(what);
  return heldBack.runs ? text.snoozed(what, untilOf(context)) : text.wasSnoozed(what, periodOf(context));
}

function untilOf({ grounds: { heldBack }, now }: DecisionContext): string {
  return heldBack?.until == null ? '' : text.until(clockText(heldBack.until, now));
}

/** ` from 14:02 to 15:02`; empty where it is not known. */
function periodOf({ grounds: { heldBack }, now }: DecisionContext): string {
  return heldBack?.until == null ? '' : text.from(periodText(heldBack.since, heldBack.until, now));
}

function isDefault(rule: string | null): rule is DefaultRuleId {
  return defaultRuleIds.some((id) => id === rule);
}

function name(text: string): string {
  return cut(text, nameLength);
}
