/** How many samples a second; 16 bits each, one channel. */
const rate = 16_000;
const strikesAt: readonly number[] = [0, 0.45, 0.9];
const lengthSeconds = 1.5;
const fadeSeconds = 0.05;

/** What a bell rings with, in order: times its note, how loud, and how fast it dies away. */
const partials = [
  { times: 1, loud: 0.5, decay: 5 },
  { times: 2, loud: 0.32, decay: 7 },
  { times: 2.4, loud: 0.2, decay: 9 },
  { times: 3, loud: 0.12, decay: 12 },
] as const;
const note = 880;

/** The alarm as a WAV file: three strikes of a bell, shorter than the time between two sounds. */
export function alarmSound(): Buffer {
  const samples = Math.round(rate * lengthSeconds);
  const sounds = Buffer.alloc(samples * 2);
  for (let index = 0; index < samples; index++) {
    const at = index / rate;
    const fade = Math.min(1, (lengthSeconds - at) / fadeSeconds);
    const sample = strikesAt.reduce((sum, strike) => sum + struck(at - strike), 0) * fade;
    sounds.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_000), index * 2);
  }
  return Buffer.concat([header(sounds.length), sounds]);
}

/** A strike at its own time; it begins within 4 ms, for a step would click. */
function struck(at: number): number {
  if (at < 0) return 0;
  const attack = Math.min(1, at / 0.004);
  return partials.reduce(
    (sum, { times, loud, decay }) =>
      sum + attack * loud * Math.exp(-decay * at) * Math.sin(2 * Math.PI * note * times * at),
    0,
  );
}

function header(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'ascii');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'ascii');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'ascii');
  head.writeUInt32LE(bytes, 40);
  return head;
}
