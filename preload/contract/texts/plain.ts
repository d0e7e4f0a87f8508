/** Made when a text is first cut: what it reads to begin with would keep a window from its first rows. */
let graphemes: Intl.Segmenter | null = null;

/** Longer text is cut before it is looked at: a server may send megabytes. */
const readAtMost = 4_000;

/**
 * Control characters, line breaks, marks that turn the direction of what follows, and what has no width and only parts or
 * hides: the joiners that scripts and emoji need (U+200C, U+200D) stay.
 */
const unprintable =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;

/** Text of a server as one line of printable characters. */
export function plain(text: string): string {
  return text.slice(0, readAtMost).toWellFormed().replace(unprintable, ' ').replace(/\s+/g, ' ').trim();
}

/** One plain line of at most `length` UTF-16 units; what is cut ends in … and never within a grapheme. */
export function cut(text: string, length: number): string {
  const line = plain(text);
  if (line.length <= length) return line;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let kept = '';
  for (const { segment } of graphemes.segment(line)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return length < 1 ? '' : `${kept.trimEnd()}…`;
}

/** Text of a server, whole and with its tabs and line breaks, in which a space stands for what is never drawn. */
export function drawn(text: string): string {
  return text.replace(unprintable, (run) => run.match(/[\t\r\n]/g)?.join('') ?? ' ');
}

/** Lower case at the start of a sentence, for use within another one; names in capitals stay. */
export function inSentence(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Without the full stop that it may have at its end. */
export function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
