/** 0 <= r < 1. */
export type Random = () => number;

/** What parsers stumble over. */
const morsels = [
  ...[
    '',
    '"',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '\\',
    '\u0000',
    '\u001e',
    '\ud800',
    'é',
    '😀',
    '-',
    '/',
    '0',
    '4',
    '42',
    '43',
    '44',
    '45',
  ],
  ...[
    '1e999',
    '-1',
    '9007199254740993',
    'null',
    'true',
    '[]',
    '{}',
    '""',
    '"_placeholder":true',
    '"num":1e9',
    '"num":-1',
  ],
  ...[
    '"__proto__":{"x":1}',
    '"constructor":1',
    '"toString":null',
    '"length":4294967295',
    '451-',
    '461-',
    '4551-',
    'b4',
    '96:0',
  ],
];

const longest = 4_096;

/** One frame out of frames that are sound: mutated, cut, joined, random or binary. */
export function frameOf(sound: readonly string[], random: Random): string | Buffer {
  const dice = random();
  if (dice < 0.08) return bytes(random);
  if (dice < 0.14) return String.fromCharCode(...Array.from(bytes(random), (byte) => byte * (random() < 0.1 ? 97 : 1)));
  if (dice < 0.16) return deep(random);
  let frame = pick(sound, random);
  for (let change = 0; change <= random() * 4; change++) frame = changed(frame, sound, random);
  const text = frame.slice(0, longest);
  return dice < 0.2 ? Buffer.from(text) : text;
}

function changed(frame: string, sound: readonly string[], random: Random): string {
  const at = Math.floor(random() * (frame.length + 1));
  const end = Math.min(frame.length, at + Math.floor(random() * 12));
  switch (Math.floor(random() * 7)) {
    case 0:
      return frame.slice(0, at) + frame.slice(end);
    case 1:
      return frame.slice(0, at);
    case 2:
      return frame.slice(0, at) + pick(morsels, random) + frame.slice(at);
    case 3:
      return frame.slice(0, at) + pick(morsels, random) + frame.slice(end);
    case 4:
      return frame.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + frame.slice(at + 1);
    case 5:
      return frame.slice(0, end) + frame.slice(at);
    default:
      return frame.slice(0, at) + pick(sound, random).slice(at);
  }
}

function bytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: Math.floor(random() * 64) }, () => Math.floor(random() * 256)));
}

function deep(random: Random): string {
  const depth = Math.floor(random() * 1_500);
  return `42["x",${'['.repeat(depth)}${']'.repeat(depth)}]`;
}

function pick(from: readonly string[], random: Random): string {
  return from[Math.floor(random() * from.length)] ?? '';
}
