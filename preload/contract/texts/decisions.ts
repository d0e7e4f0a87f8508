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

/** What makes each default rule give a toast, or none. */
const defaultTexts: Readonly<Record<DefaultRuleId, { readonly shows: string; readonly silent: string }>> = {
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
};
/** These give no toast unless they are set otherwise. */
const silentDefaults: readonly string[] = ['default-unchanged', 'default-stream', 'default-rest'];

const held: Readonly<Record<Reason, (row: DecidedRow, context: DecisionContext) => string>> = {
  'catch-up': (row, context) => {
    const { gap } = context.grounds;
    const time = gap === null ? '' : `, from ${periodText(gap.from, gap.to, context.now)}`;
    const when = `while ${name(row.serverName)} was out of reach${time}`;
    if (row.decision.outcome === 'merged') return `Told ${together(context)}in the summary of what came ${when}`;
    return `Not shown: it came ${when}${besides(row, context)}`;
  },
  'muted-server': (row, context) => {
    const muted = context.servers.some(({ id, muted }) => id === row.server && muted);
    return `Not shown: ${name(row.serverName)} ${muted ? 'is' : 'was'} muted${besides(row, context)}`;
  },
  paused: (row, context) => {
    const { heldBack } = context.grounds;
    const runs = heldBack?.runs === true;
    const time = runs ? untilOf(context) : periodOf(context);
    return `Not shown: notifications ${runs ? 'are' : 'were'} paused${time}${besides(row, context)}`;
  },
  snoozed: (row, context) => {
    const { heldBack } = context.grounds;
    const what = heldBack?.name == null ? 'it' : name(heldBack.name);
    return `Not shown: ${what} ${snoozeTime(context)}${besides(row, context)}`;
  },
  rule: (row, context) => `Not shown: ${silentText(row, context)}`,
  'quiet-hours': (row, context) => {
    const endless = context.grounds.heldBack?.until === null;
    const time = endless ? ', which last round the clock,' : periodOf(context, ', ', ',');
    return `Not shown: it came in quiet hours${time} and does not pass them${besides(row, context)}`;
  },
  storm: (row, context) => {
    switch (context.grounds.toldWith) {
      case 'equal':
        return 'Told by the notification of an equal event, which counts it';
      case 'flapping':
        return 'Told by the notification that it opens again and again';
      case 'cause':
        return `Told by the notification of an open alert, which ${name(row.serverName)} names as its cause`;
      case null: {
        const others = together(context) || 'together with others';
        return `Told ${others.trim()}: ${name(row.serverName)} sent more than is shown in a minute`;
      }
    }
  },
  'driver-failed': (row, { grounds }) => {
    const { driver } = row.decision;
    // The cause of a driver names it already.
    if (grounds.failure?.code === 'toast') return `Not shown: ${causeText(grounds.failure).why}`;
    const why = grounds.failure === null ? '' : `: ${causeText(grounds.failure).why}`;
    return `Not shown: ${driver === null ? 'the desktop' : name(driver)} could not show it${why}`;
  },
  restart: () => 'Told in the summary after a restart of Tocsin: it was not known whether it had been shown before',
  // The result of a job is told by itself, whether its beginning was or not.
  closes: (row, context) =>
    row.kind === 'job' ? held.rule(row, context) : 'Not shown: it closes what had not been shown',
  'first-look': (row, context) => {
    const then = `it was there already when Tocsin first looked at ${name(row.serverName)}`;
    if (row.decision.outcome === 'merged') return `Told ${together(context)}in one summary: ${then}`;
    return `Not shown: ${then}${besides(row, context)}`;
  },
};

/**
 * Why an event was or was not shown, in one sentence: by which rule and driver, or what held it back and from when to
 * when. What is not known is left out.
 */
export function decisionText(row: DecidedRow, context: DecisionContext): string {
  return `${sentenceOf(row, context).replace(/[.\s]+$/, '')}.`;
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
    case 'shown':
      return `Shown${driver === null ? '' : ` by ${name(driver)}`}: ${becauseOf(row, context)}`;
    case 'pending':
      return `Its notification is on its way: ${becauseOf(row, context)}`;
    case 'failed':
      return held['driver-failed'](row, context);
    case 'merged':
      return `Told ${together(context)}in one summary`;
    case 'silenced':
      return held.rule(row, context);
  }
}

function becauseOf({ decision: { rule }, severity }: DecidedRow, { rules }: DecisionContext): string {
  if (rule === 'default-fault' && severity === 'warning') return 'it is a warning';
  if (rule === 'default-fault' && severity === 'error') return 'it is an error';
  if (isDefault(rule)) return defaultTexts[rule].shows;
  return `${ruleWords(rule, rules)} had it shown`;
}

function silentText({ decision: { rule } }: DecidedRow, { rules }: DecisionContext): string {
  if (isDefault(rule)) return defaultTexts[rule].silent;
  const view = rules.find(({ id }) => id === rule);
  const effects = view === undefined ? {} : effectsOf(view);
  const words = ruleWords(rule, rules);
  if (effects.toast === 'none' && view?.enabled === true) return `${words} keeps it to the history`;
  if (view?.enabled === true && effects.toast === undefined && effects.severity !== undefined) {
    return `${words} makes it ${severityWord(effects.severity).toLowerCase()}, and such events go to the history only`;
  }
  return `${words} kept it to the history`;
}

/** A rule as people know it; never its id alone. */
function ruleWords(rule: string | null, rules: DecisionContext['rules']): string {
  if (rule === null) return 'a rule';
  const view = rules.find(({ id }) => id === rule);
  if (view === undefined) return 'a rule that has been removed since';
  const off = view.enabled ? '' : ', which is switched off now,';
  if (view.origin === 'policy') return `the rule “${name(view.name)}” of your administrator${off}`;
  return `your rule “${name(view.name)}”${off}`;
}

function effectsOf({ rule }: DecisionContext['rules'][number]): Partial<RuleThen> {
  const { then } = rule;
  return typeof then === 'object' && then !== null ? then : {};
}

/** What would have been, had nothing held it back. */
function besides(row: DecidedRow, context: DecisionContext): string {
  if (context.grounds.owed) return '; it is told in the summary at the end';
  return isSilent(row.decision.rule, context.rules) ? `; besides, ${silentText(row, context)}` : '';
}

/** `together with 213 others `; empty where it is alone or not known. */
function together({ grounds: { others } }: DecisionContext): string {
  if (others === null || others.count === 0) return '';
  if (others.more) return `together with more than ${others.count.toLocaleString('en')} others `;
  return `together with ${others.count.toLocaleString('en')} ${others.count === 1 ? 'other' : 'others'} `;
}

function snoozeTime(context: DecisionContext): string {
  const { heldBack } = context.grounds;
  if (heldBack === null) return 'was snoozed';
  if (heldBack.until === null) return 'is snoozed until it worsens or closes';
  if (heldBack.runs) return `is snoozed${untilOf(context)}`;
  return `was snoozed${periodOf(context)}`;
}

function untilOf({ grounds: { heldBack }, now }: DecisionContext): string {
  return heldBack?.until == null ? '' : ` until ${clockText(heldBack.until, now)}`;
}

/** ` from 14:02 to 15:02`; empty where it is not known. */
function periodOf({ grounds: { heldBack }, now }: DecisionContext, before = ' ', after = ''): string {
  if (heldBack?.until == null) return '';
  return `${before}from ${periodText(heldBack.since, heldBack.until, now)}${after}`;
}

function isDefault(rule: string | null): rule is DefaultRuleId {
  return defaultRuleIds.some((id) => id === rule);
}

function name(text: string): string {
  return cut(text, nameLength);
}
