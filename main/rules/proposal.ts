import type { EventRow, RuleProposal, RuleSettings, RuleWhen, TextTest } from '../../preload/contract/api.ts';
import { kindWord, plain, proposedName } from '../../preload/contract/texts/index.ts';

/** More of a title than this tells events apart that are alike. */
const titleLength = 200;

/**
 * A rule that silences events like this one: of the same subject of the same server, with the same words but for their
 * numbers, and no worse. What it is called and where it came from narrow it only where it has no words or no subject.
 */
export function silenceLike(row: EventRow): Omit<RuleSettings, 'id'> {
  const { severity, phase } = row;
  // A closing is as good as it gets; what opens again may be as bad as it was. Nothing is worse than critical.
  const capped = phase !== 'closed' && severity !== 'critical';
  const when = { ...likeThis(row), ...(capped ? { maxSeverity: severity } : {}) };
  return { name: nameOf('silenced', row), enabled: true, when, then: { toast: 'none' } };
}

/**
 * A rule that shows events like this one, and worse ones. What closes, changes or streams is shown only by a rule that
 * says so: it names phases, or the topic.
 */
export function showLike(row: EventRow): Omit<RuleSettings, 'id'> {
  const { severity, phase, kind, topic } = row;
  const named = phase === 'updated' || (phase === 'closed' && kind !== 'job');
  const when = {
    ...likeThis(row),
    ...(topic === '' ? {} : { topic: [topic] }),
    ...(severity === 'ok' ? {} : { minSeverity: severity }),
    ...(named ? { phase: [phase] } : {}),
  };
  return { name: nameOf('shown', row), enabled: true, when, then: { toast: 'show' } };
}

/** All that an event can be told by, each a condition that a rule made of it can be given or be freed of. */
export function marksOf(row: EventRow): RuleProposal['marks'] {
  const { server, protocol, kind, topic, phase, title } = row;
  const subject = subjectLike(row);
  return {
    server: [server],
    protocol: [protocol],
    kind: [kind],
    ...(topic === '' ? {} : { topic: [topic] }),
    ...(phase === null ? {} : { phase: [phase] }),
    ...(subject === null ? {} : { subject: [subject] }),
    ...(title === '' ? {} : { text: [wordsLike(title)] }),
  };
}

function likeThis(row: EventRow): RuleWhen {
  const { server, kind, topic, title } = row;
  const subject = subjectLike(row);
  return {
    server: [server],
    ...(subject === null || title === '' ? { kind: [kind] } : {}),
    ...(title === '' && topic !== '' ? { topic: [topic] } : {}),
    ...(subject === null ? {} : { subject: [subject] }),
    ...(title === '' ? {} : { text: [wordsLike(title)] }),
  };
}

/** Servers number each run of a job anew: what is alike in two of them is what they are called. */
function subjectLike({ kind, subject }: EventRow): TextTest | null {
  if (subject === null) return null;
  if (kind === 'job' && subject.name !== null && subject.name !== '') return wordsLike(subject.name);
  const named = subject.id ?? subject.name ?? '';
  return named === '' ? null : { is: named };
}

function nameOf(does: Parameters<typeof proposedName>[0], { kind, subject, title }: EventRow): string {
  const about = subject?.name ?? subject?.id ?? title;
  return proposedName(does, plain(about) === '' ? kindWord(kind) : about);
}

/** A test of a text that other numbers pass as well. */
function wordsLike(text: string): TextTest {
  const whole = text.length <= titleLength && !text.endsWith('…');
  const words = text.slice(0, titleLength).replace(/…$/, '');
  if (!/\d/.test(words)) return whole ? { is: words } : { contains: words };
  const pattern = words
    .split(/\d+(?:[.,]\d+)*/)
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[0-9.,]+');
  return { pattern: `^${pattern}${whole ? '$' : ''}` };
}
