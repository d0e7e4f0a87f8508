import { type EventRow, rankOf, type Severity } from '../api.ts';
import { remedySentence } from './causes.ts';
import { form } from './english.ts';
import { words as translated } from './language.ts';
import { type Line, layOut, nameText, type ToastText } from './layout.ts';
import { inWordsOfNow } from './own-events.ts';
import { cut, inSentence, plain, withoutStop } from './plain.ts';
import { subjectText } from './subjects.ts';
import { clockText, durationText } from './time.ts';
import { kindWord, severityWord } from './words.ts';

/** What the toast of an event is made of. */
export type ToastRow = Pick<
  EventRow,
  | 'protocol'
  | 'kind'
  | 'phase'
  | 'severity'
  | 'level'
  | 'subject'
  | 'serverName'
  | 'title'
  | 'body'
  | 'ours'
  | 'occurredAt'
>;

/** What the event alone does not say. Times are epoch ms. */
export interface ToastContext {
  readonly now: number;
  /** False: nothing of the server's words is shown. */
  readonly previews: boolean;
  /** The severity of its alert before it became worse; null: it did not. */
  readonly was: Severity | null;
  /** When its alert opened; null: it has none, or opens it. */
  readonly openedAt: number | null;
  /** How many equal ones the toast stands for, 1 for itself, and since when. */
  readonly times: number;
  readonly since: number | null;
  /** How often it opened again and again, and within which time; null or left out: it does not. */
  readonly flapping?: { readonly times: number; readonly forMs: number } | null;
  /** How many open alerts follow from it by the server's word. */
  readonly follow?: number;
}

/** What stands before a name ends in its colon and space. */
export const english = {
  forYou: 'For you: ',
  was: (severity: string) => `, was ${severity}`,
  flapping: ' is flapping',
  calm: 'Calm again',
  openedTimes: (times: number, duration: string) => `opened ${times} times in ${duration}`,
  follow: (count: number) => `+ ${count} that ${form(count, 'follows', 'follow')} from it`,
  followOpen: (count: number) => `${count} that followed from it ${form(count, 'is', 'are')} still open`,
  back: 'Back: ',
  cleared: 'Cleared: ',
  jobFailed: 'Job failed: ',
  jobCancelled: 'Job cancelled: ',
  jobDone: 'Job done: ',
  accessDenied: 'Access denied: ',
  noAccess: (server: string) => `${server} does not let your account read it.`,
  signedIn: 'Signed in: ',
  signInEnded: 'The sign-in is refused or has ended',
  nothingReceived: '. Nothing is received until you sign in.',
  signInRefused: 'Sign-in refused: ',
  needsYou: 'Needs you: ',
  stillLost: 'Still out of reach: ',
  lostFor: (duration: string) => `for ${duration}. You see nothing from it.`,
  lost: 'Out of reach: ',
  since: (time: string) => `since ${time}`,
  from: (address: string) => `from ${address}`,
  keepsTrying: '. It keeps trying.',
  open: (duration: string) => `open ${duration}`,
  after: (duration: string) => `after ${duration}`,
};
const text = translated('toasts', english);

/** How long an event may be old before its time is shown. */
const freshMs = 60_000;
/** What to do is more worth its room than why. */
const remedyLength = 120;

/**
 * The words of one event's toast. An event of our own about a connection carries in `title` why and in `body` what to
 * do; one that is back carries in `title` what became of the time between.
 */
export function eventToast(stored: ToastRow, context: ToastContext): ToastText {
  const row = saidNow(stored);
  if (!context.previews) return { title: severityWord(row.severity), body: `${kindWord(row.kind)} · ${server(row)}` };
  switch (row.kind) {
    case 'connection':
      return row.protocol === 'tocsin' ? connectionToast(row, context) : faultToast(row, context);
    case 'access-denied':
      return row.protocol === 'tocsin' ? signInToast(row, context) : accessToast(row, context);
    case 'job':
      return row.phase === 'closed' ? jobToast(row, context) : faultToast(row, context);
    case 'message':
      return layOut(
        { before: text.forYou, words: subjectText(row), after: timesText(context) },
        lines(row),
        lastLine(row, context),
      );
    case 'incident':
    case 'trap':
    case 'state':
    case 'telemetry':
    case 'worker':
    case 'error':
    case 'model':
    case 'bulk':
    case 'other':
      return row.phase === 'closed' ? closedToast(row, context) : faultToast(row, context);
  }
}

/** Where a trap came from is read out of its body, and said in the last line. */
function saidNow(stored: ToastRow): ToastRow {
  const row = inWordsOfNow(stored);
  return trapSource(stored) === null ? row : { ...row, body: stored.body };
}

function faultToast(row: ToastRow, context: ToastContext): ToastText {
  const was = context.was === null ? '' : text.was(severityWord(context.was).toLowerCase());
  const flapping = context.flapping ?? null;
  const after = `${flapping === null ? '' : text.flapping}${timesText(context)}`;
  const title = { before: `${severityWord(row.severity)}${was}: `, words: subjectText(row), after };
  return layOut(title, [...flappingLines(context), ...aside(row, followLine(context))], lastLine(row, context));
}

/** Said quietly in the place of a toast that something flaps: it is closed, and has been calm for a while. */
export function calmToast(stored: ToastRow, context: ToastContext): ToastText {
  const row = saidNow(stored);
  if (!context.previews) return { title: text.calm, body: `${kindWord(row.kind)} · ${server(row)}` };
  return layOut(
    { before: `${text.calm}: `, words: subjectText(row) },
    [...flappingLines(context), ...lines(row)],
    lastLine(row, context),
  );
}

function timesText({ times }: ToastContext): string {
  return times > 1 ? ` (× ${times})` : '';
}

function flappingLines({ flapping = null }: ToastContext): readonly Line[] {
  if (flapping === null) return [];
  return [{ words: '', before: text.openedTimes(flapping.times, durationText(flapping.forMs)) }];
}

function followLine({ follow = 0 }: ToastContext): string {
  return follow === 0 ? '' : text.follow(follow);
}

/** The server's words, the second line of them replaced by ours where there is one. */
function aside(row: ToastRow, ours: string): readonly Line[] {
  return ours === '' ? lines(row) : [...lines(row).slice(0, 1), { words: '', before: ours }];
}

function closedToast(row: ToastRow, context: ToastContext): ToastText {
  const after = afterText(row, context);
  const [first = '', ...rest] = words(row);
  const worker = row.kind === 'worker';
  const line = first === '' ? { words: '', before: after } : { words: first, after: `${worker ? ' ' : ', '}${after}` };
  const follow = context.follow ?? 0;
  const others = follow === 0 ? [] : [{ words: '', before: text.followOpen(follow) }];
  return layOut(
    { before: worker ? text.back : text.cleared, words: subjectText(row) },
    [after === '' ? { words: first } : line, ...others, ...rest.map((said) => ({ words: said }))],
    lastLine(row, context),
  );
}

function jobToast(row: ToastRow, context: ToastContext): ToastText {
  const after = afterText(row, context);
  const failed = rankOf(row.severity) >= rankOf('warning');
  if (failed) {
    const title = { before: text.jobFailed, words: subjectText(row), after: timesText(context) };
    return layOut(title, lines(row), lastLine(row, context, after));
  }
  const cancelled = /^cancel/i.test(row.level ?? '');
  const before = cancelled ? text.jobCancelled : text.jobDone;
  const title = { before, words: subjectText(row), after: timesText(context) };
  return layOut(title, after === '' ? lines(row) : [{ words: '', before: after }], lastLine(row, context));
}

function accessToast(row: ToastRow, context: ToastContext): ToastText {
  if (row.phase === 'closed') return closedToast(row, context);
  const ours = { words: '', before: text.noAccess(server(row)) };
  const title = { before: text.accessDenied, words: subjectText(row), after: timesText(context) };
  return layOut(title, [ours, ...lines(row)], lastLine(row, context));
}

function signInToast(row: ToastRow, context: ToastContext): ToastText {
  if (row.phase === 'closed') {
    return layOut({ before: text.signedIn, words: server(row) }, [], lastLine(row, context));
  }
  const why = withoutStop(plain(row.title)) || text.signInEnded;
  const line = { words: why, after: text.nothingReceived };
  return layOut({ before: text.signInRefused, words: server(row) }, [line], lastLine(row, context));
}

function connectionToast(row: ToastRow, context: ToastContext): ToastText {
  const why = withoutStop(plain(row.title));
  const title = (before: string): Line => ({ before, words: server(row) });
  const since = context.openedAt ?? row.occurredAt;
  if (row.phase === 'closed') {
    const after = afterText(row, context);
    const sentence = /^\p{Lu}/u.test(why);
    if (after === '') return layOut(title(text.back), [{ words: why, after: why === '' ? '' : '.' }], null);
    const line =
      why === '' ? { before: after, words: '' } : { before: `${after}${sentence ? '. ' : ', '}`, words: why };
    return layOut(title(text.back), [{ ...line, after: sentence ? '.' : '' }], null);
  }
  const remedy = withoutStop(cut(row.body, remedyLength));
  if (remedy !== '') {
    const line = { words: why, after: `${why === '' ? '' : '. '}${remedySentence(remedy)}` };
    return layOut(title(text.needsYou), [line], null);
  }
  if (row.phase === 'updated') {
    const line = { words: '', before: text.lostFor(durationText(context.now - since)) };
    return layOut(title(text.stillLost), [line], null);
  }
  const line = {
    before: `${text.since(clockText(since, context.now))}${why === '' ? '' : ', '}`,
    words: inSentence(why),
    after: text.keepsTrying,
  };
  return layOut(title(text.lost), [line], null);
}

/** `Incident · NOC · open 12 min`; for a trap `from 10.0.0.9`. */
function lastLine(row: ToastRow, context: ToastContext, more = ''): string {
  const parts = [kindWord(row.kind), server(row)];
  const from = trapSource(row);
  if (from !== null) parts.push(from);
  if (more !== '') parts.push(more);
  if (context.was !== null && context.openedAt !== null) {
    parts.push(text.open(durationText(context.now - context.openedAt)));
  }
  if (context.since !== null) parts.push(text.since(clockText(context.since, context.now)));
  else if (context.now - row.occurredAt > freshMs) parts.push(clockText(row.occurredAt, context.now));
  return parts.join(' · ');
}

/** The address that a trap came from stands in its body as `from 10.0.0.9`. */
function trapSource(row: ToastRow): string | null {
  const [, address] = row.kind === 'trap' ? (/^from (\S{1,45})$/.exec(row.body) ?? []) : [];
  return address === undefined ? null : text.from(plain(address));
}

function afterText(row: ToastRow, { openedAt }: ToastContext): string {
  return openedAt === null ? '' : text.after(durationText(row.occurredAt - openedAt));
}

function server(row: ToastRow): string {
  return nameText(row.serverName);
}

function lines(row: ToastRow): readonly Line[] {
  return words(row).map((said) => ({ words: said }));
}

/** What the server said, without what the title says already. */
function words(row: ToastRow): readonly string[] {
  const body = trapSource(row) === null ? row.body : '';
  const said = new Set(['', plain(subjectText(row)), plain(row.subject?.name ?? '')]);
  const kept: string[] = [];
  for (const line of [plain(row.title), plain(body)]) {
    if (said.has(line)) continue;
    said.add(line);
    kept.push(line);
  }
  return kept;
}
