import type { EventRow, RuleSettings, RuleWhen, TextTest } from '../../preload/contract/api.ts';

const nameLength = 60;
/** More of a title than this tells events apart that are alike. */
const titleLength = 200;

/**
 * A rule that silences events like this one: of the same server, kind, topic and subject, with the same words but for
 * their numbers, and no worse. It is narrow on purpose, for what is silenced is not seen any more.
 */
export function silenceLike(row: EventRow): Omit<RuleSettings, 'id'> {
  const { server, kind, topic, severity, phase, subject, title } = row;
  const about = subject?.name ?? subject?.id ?? title;
  const named = subject?.id ?? subject?.name ?? null;
  const when: RuleWhen = {
    server: [server],
    kind: [kind],
    ...(topic === '' ? {} : { topic: [topic] }),
    // A closing is as good as it gets; what opens again may be as bad as it was.
    ...(phase === 'closed' ? {} : { maxSeverity: severity }),
    ...(named === null || named === '' ? {} : { subject: [{ is: named }] }),
    ...(title === '' ? {} : { text: [wordsLike(title)] }),
  };
  return { name: nameOf(about === '' ? kind : about), enabled: true, when, then: { toast: 'none' } };
}

function nameOf(about: string): string {
  const line = `Silence ${about}`.replace(/\s+/g, ' ').trim();
  return line.length > nameLength ? `${line.slice(0, nameLength - 1)}…` : line;
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
