import { type EventRow, rankOf, type Severity } from '../api.ts';
import { type Line, layOut, nameText, type ToastText } from './layout.ts';
import { cut, inSentence, plain, withoutStop } from './plain.ts';
import { subjectText } from './subjects.ts';
import { clockText, durationText } from './time.ts';
import { kindWord, severityWord } from './words.ts';

/** What the toast of an event is made of. */
export type ToastRow = Pick<
  EventRow,
  'protocol' | 'kind' | 'phase' | 'severity' | 'level' | 'subject' | 'serverName' | 'title' | 'body' | 'occurredAt'
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

/** How long an event may be old before its time is shown. */
const freshMs = 60_000;
/** What to do is more worth its room than why. */
const remedyLength = 120;

/**
 * The words of one event's toast. An event of our own about a connection carries in `title` why and in `body` what to
 * do; one that is back carries in `title` what became of the time between.
 */
export function eventToast(row: ToastRow, context: ToastContext): ToastText {
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
        { before: 'For you: ', words: subjectText(row), after: timesText(context) },
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

function faultToast(row: ToastRow, context: ToastContext): ToastText {
  const was = context.was === null ? '' : `, was ${severityWord(context.was).toLowerCase()}`;
  const flapping = context.flapping ?? null;
  const after = `${flapping === null ? '' : ' is flapping'}${timesText(context)}`;
  const title = { before: `${severityWord(row.severity)}${was}: `, words: subjectText(row), after };
  return layOut(title, [...flappingLines(context), ...aside(row, followLine(context))], lastLine(row, context));
}

/** Said quietly in the place of a toast that something flaps: it is closed, and has been calm for a while. */
export function calmToast(row: ToastRow, context: ToastContext): ToastText {
  if (!context.previews) return { title: 'Calm again', body: `${kindWord(row.kind)} · ${server(row)}` };
  return layOut(
    { before: 'Calm again: ', words: subjectText(row) },
    [...flappingLines(context), ...lines(row)],
    lastLine(row, context),
  );
}

function timesText({ times }: ToastContext): string {
  return times > 1 ? ` (× ${times})` : '';
}

function flappingLines({ flapping = null }: ToastContext): readonly Line[] {
  if (flapping === null) return [];
  return [{ words: '', before: `opened ${flapping.times} times in ${durationText(flapping.forMs)}` }];
}

function followLine({ follow = 0 }: ToastContext): string {
  if (follow === 0) return '';
  return `+ ${follow} that ${follow === 1 ? 'follows' : 'follow'} from it`;
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
  const others =
    follow === 0
      ? []
      : [{ words: '', before: `${follow} that followed from it ${follow === 1 ? 'is' : 'are'} still open` }];
  return layOut(
    { before: worker ? 'Back: ' : 'Cleared: ', words: subjectText(row) },
    [after === '' ? { words: first } : line, ...others, ...rest.map((text) => ({ words: text }))],
    lastLine(row, context),
  );
}

function jobToast(row: ToastRow, context: ToastContext): ToastText {
  const after = afterText(row, context);
  const failed = rankOf(row.severity) >= rankOf('warning');
  if (failed) {
    const title = { before: 'Job failed: ', words: subjectText(row), after: timesText(context) };
    return layOut(title, lines(row), lastLine(row, context, after));
  }
  const cancelled = /^cancel/i.test(row.level ?? '');
  const before = cancelled ? 'Job cancelled: ' : 'Job done: ';
  const title = { before, words: subjectText(row), after: timesText(context) };
  return layOut(title, after === '' ? lines(row) : [{ words: '', before: after }], lastLine(row, context));
}

function accessToast(row: ToastRow, context: ToastContext): ToastText {
  if (row.phase === 'closed') return closedToast(row, context);
  const ours = { words: '', before: `${server(row)} does not let your account read it.` };
  const title = { before: 'Access denied: ', words: subjectText(row), after: timesText(context) };
  return layOut(title, [ours, ...lines(row)], lastLine(row, context));
}

function signInToast(row: ToastRow, context: ToastContext): ToastText {
  if (row.phase === 'closed') {
    return layOut({ before: 'Signed in: ', words: server(row) }, [], lastLine(row, context));
  }
  const why = withoutStop(plain(row.title)) || 'The sign-in is refused or has ended';
  const line = { words: why, after: '. Nothing is received until you sign in.' };
  return layOut({ before: 'Sign-in refused: ', words: server(row) }, [line], lastLine(row, context));
}

function connectionToast(row: ToastRow, context: ToastContext): ToastText {
  const why = withoutStop(plain(row.title));
  const title = (before: string): Line => ({ before, words: server(row) });
  const since = context.openedAt ?? row.occurredAt;
  if (row.phase === 'closed') {
    const after = afterText(row, context);
    const sentence = /^\p{Lu}/u.test(why);
    if (after === '') return layOut(title('Back: '), [{ words: why, after: why === '' ? '' : '.' }], null);
    const line =
      why === '' ? { before: after, words: '' } : { before: `${after}${sentence ? '. ' : ', '}`, words: why };
    return layOut(title('Back: '), [{ ...line, after: sentence ? '.' : '' }], null);
  }
  const remedy = withoutStop(cut(row.body, remedyLength));
  if (remedy !== '') {
    const line = { words: why, after: `${why === '' ? '' : '. '}${remedy}${remedy.endsWith('?') ? '' : '.'}` };
    return layOut(title('Needs you: '), [line], null);
  }
  if (row.phase === 'updated') {
    const line = { words: '', before: `for ${durationText(context.now - since)}. You see nothing from it.` };
    return layOut(title('Still out of reach: '), [line], null);
  }
  const line = {
    before: `since ${clockText(since, context.now)}${why === '' ? '' : ', '}`,
    words: inSentence(why),
    after: '. It keeps trying.',
  };
  return layOut(title('Out of reach: '), [line], null);
}

/** `Incident · NOC · open 12 min`; for a trap `from 10.0.0.9`. */
function lastLine(row: ToastRow, context: ToastContext, more = ''): string {
  const parts = [kindWord(row.kind), server(row)];
  const from = trapSource(row);
  if (from !== null) parts.push(from);
  if (more !== '') parts.push(more);
  if (context.was !== null && context.openedAt !== null) {
    parts.push(`open ${durationText(context.now - context.openedAt)}`);
  }
  if (context.since !== null) parts.push(`since ${clockText(context.since, context.now)}`);
  else if (context.now - row.occurredAt > freshMs) parts.push(clockText(row.occurredAt, context.now));
  return parts.join(' · ');
}

/** The address that a trap came from stands in its body as `from 10.0.0.9`. */
function trapSource(row: ToastRow): string | null {
  return row.kind === 'trap' && /^from \S{1,45}$/.test(row.body) ? plain(row.body) : null;
}

function afterText(row: ToastRow, { openedAt }: ToastContext): string {
  return openedAt === null ? '' : `after ${durationText(row.occurredAt - openedAt)}`;
}

function server(row: ToastRow): string {
  return nameText(row.serverName);
}

function lines(row: ToastRow): readonly Line[] {
  return words(row).map((text) => ({ words: text }));
}

/** What the server said, without what the title says already. */
function words(row: ToastRow): readonly string[] {
  const body = trapSource(row) === null ? row.body : '';
  const said = new Set(['', plain(subjectText(row)), plain(row.subject?.name ?? '')]);
  const kept: string[] = [];
  for (const text of [plain(row.title), plain(body)]) {
    if (said.has(text)) continue;
    said.add(text);
    kept.push(text);
  }
  return kept;
}
