import type { EventRow, RuleSettings, RuleWhen, TextTest } from '../../preload/contract/api.ts';
import { kindWord, plain, proposedName } from '../../preload/contract/texts/index.ts';

/** More of a title than this tells events apart that are alike. */
const titleLength = 200;

/**
 * A rule that silences events like this one: of the same server, kind, topic and subject, with the same words but for
 * their numbers, and no worse. It is narrow on purpose, for what is silenced is not seen any more.
 */
export function silenceLike(row: EventRow): Omit<RuleSettings, 'id'> {
  const { severity, phase } = row;
  // A closing is as good as it gets; what opens again may be as bad as it was.
  const when = { ...likeThis(row), ...(phase === 'closed' ? {} : { maxSeverity: severity }) };
  return { name: nameOf('silenced', row), enabled: true, when, then: { toast: 'none' } };
}

/**
 * A rule that shows events like this one, and worse ones. What closes or changes is shown only by a rule that names
 * phases.
 */
export function showLike(row: EventRow): Omit<RuleSettings, 'id'> {
  const { severity, phase, kind } = row;
  const named = phase === 'updated' || (phase === 'closed' && kind !== 'job');
  const when = { ...likeThis(row), minSeverity: severity, ...(named ? { phase: [phase] } : {}) };
  return { name: nameOf('shown', row), enabled: true, when, then: { toast: 'show' } };
}

function likeThis({ server, kind, topic, subject, title }: EventRow): RuleWhen {
  const named = subject?.id ?? subject?.name ?? null;
  return {
    server: [server],
    kind: [kind],
    ...(topic === '' ? {} : { topic: [topic] }),
    ...(named === null || named === '' ? {} : { subject: [{ is: named }] }),
    ...(title === '' ? {} : { text: [wordsLike(title)] }),
  };
}

function nameOf(does: Parameters<typeof proposedName>[0], { kind, subject, title }: EventRow): string {
  const about = subject?.name ?? subject?.id ?? title;
  return proposedName(does, plain(about) === '' ? kindWord(kind) : about);
}

/** A test of a title that other numbers pass as well. */
function wordsLike(title: string): TextTest {
  const whole = title.length <= titleLength && !title.endsWith('…');
  const words = title.slice(0, titleLength).replace(/…$/, '');
  if (!/\d/.test(words)) return whole ? { is: words } : { contains: words };
  const pattern = words
    .split(/\d+(?:[.,]\d+)*/)
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[0-9.,]+');
  return { pattern: `^${pattern}${whole ? '$' : ''}` };
}
