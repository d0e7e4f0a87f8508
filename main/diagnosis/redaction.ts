/** What stands in the place of a secret; it holds no letter, so that no secret can be part of it. */
export const removed = '•••';

/** A secret as short as this is too common a text to be taken out within words; it is where it stands alone. */
const shortLength = 4;
/** A line of a key is known by itself from this length on: logs hold it without the line breaks. */
const keyLineLength = 16;
/** Longer texts are cut before they are looked at: nothing that is logged or reported is as long. */
const readAtMost = 1_000_000;

/** The name of a field, header or parameter whose value is a secret. */
const secretName =
  '[\\w.-]{0,40}(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|auth[-_]?key|private[-_]?key|session[-_]?id|cookie|credential)[\\w-]{0,40}';

const secretField = new RegExp(`^${secretName}$`, 'i');

/** Secrets by what stands around them. Each keeps its first group; none backtracks over more than a word. */
const patterns: readonly RegExp[] = [
  /([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#@"'<>]{1,1000}(?=@)/gi,
  /(\b(?:bearer|basic|digest|negotiate)\s{1,4})(?![\s•])[\w.~+/=:-]{6,}/gi,
  /(\b(?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|digest|negotiate)\s{1,4})?)(?![\s•"']|(?:bearer|basic|digest|negotiate)\s)[^\s"',;]{1,}/gi,
  new RegExp(`([?&#;]${secretName}=)[^&#\\s"'<>]+`, 'gi'),
  /([?&#;](?:code|key|sig|signature|sid|state|auth|pwd|pin|jwt)=)[^&#\s"'<>]+/gi,
  new RegExp(`(\\b${secretName}["']\\s{0,4}[:=]\\s{0,4}")(?:[^"\\\\]|\\\\.)+`, 'gi'),
  new RegExp(
    `(\\b${secretName}["']?\\s{0,4}[:=]\\s{0,4}["']?)(?![\\s•"'{\\[]|null\\b|true\\b|false\\b)[^\\s"',;&}\\]]+`,
    'gi',
  ),
  /()\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g,
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(?=-----END|$)/g,
];

/**
 * Takes secrets out of texts that leave their place: by value those that it was told of, and by pattern what looks like
 * one. What it knows it never forgets, for older lines may hold older secrets.
 */
export class Redaction {
  /** All forms in which a known secret may stand in a text. */
  readonly #known = new Set<string>();

  /** From now on these are taken out wherever they stand. */
  know(secrets: Iterable<string>): void {
    for (const secret of secrets) for (const form of formsOf(secret)) this.#known.add(form);
  }

  /** The text without secrets. */
  text(text: string): string {
    const read = text.slice(0, readAtMost);
    return patterns.reduce((left, pattern) => left.replace(pattern, `$1${removed}`), this.#withoutKnown(read));
  }

  /** A JSON value whose texts and names of fields are without secrets. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (typeof value === 'number' && this.#known.size > 0) return this.#numbered(value);
    if (typeof value !== 'object' || value === null) return value;
    const fields = new Map<string, unknown>();
    for (const [name, each] of Object.entries(value)) {
      let free = this.#withoutKnown(name);
      for (let number = 2; fields.has(free); number++) free = `${this.#withoutKnown(name)} (${number})`;
      fields.set(free, typeof each === 'string' && secretField.test(name) ? removed : this.value(each));
    }
    return Object.fromEntries(fields);
  }

  /** A number may be somebody's PIN. */
  #numbered(value: number): number | string {
    const text = String(value);
    return this.#withoutKnown(text) === text ? value : removed;
  }

  /** Overlapping secrets go together: what is left of one must not be the rest of another. */
  #withoutKnown(text: string): string {
    const found: [from: number, to: number][] = [];
    for (const form of this.#known) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        if (form.length >= shortLength || standsAlone(text, at, form.length)) found.push([at, at + form.length]);
      }
    }
    if (found.length === 0) return text;
    found.sort(([one], [other]) => one - other);
    let [kept, end] = ['', 0];
    for (const [from, to] of found) {
      if (from >= end) kept += `${text.slice(end, from)}${removed}`;
      end = Math.max(end, to);
    }
    return kept + text.slice(end);
  }
}

/** A secret as it is, as it stands in JSON, in an address and in a form, and the lines of one that has several. */
function formsOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/);
  const parts = lines.length > 1 ? lines.filter((line) => line.length >= keyLineLength) : [];
  const forms = [secret, secret.trim(), ...parts].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed()),
    new URLSearchParams({ '': text }).toString().slice(1),
  ]);
  return [...new Set(forms)].filter((form) => form.trim() !== '');
}

function standsAlone(text: string, at: number, length: number): boolean {
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  return !isWord(text[at - 1]) && !isWord(text[at + length]);
}
