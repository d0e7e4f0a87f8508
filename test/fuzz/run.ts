/**
 * `npm run fuzz`: 100,000 frames over each transport, or as many as given; `-- --seed N` repeats a run. Ends with 1 when
 * an error escaped or the healthy line beside it missed something.
 */
import { parseArgs } from 'node:util';
import { seeded } from '../seeded.ts';
import { shoot } from './fuzz.ts';
import { targets } from './targets.ts';

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
const frames = Number(positionals[0] ?? 100_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const escaped: unknown[] = [];
process.on('uncaughtException', (error) => void escaped.push(error));
process.on('unhandledRejection', (error) => void escaped.push(error));

console.log(`seed ${seed}`);
let missed = 0;
for (const target of targets) {
  const shots = await shoot(target, seeded(seed), { frames, ms: 3_600_000 });
  missed += shots.sent - shots.heard + (shots.ended === null ? 0 : 1);
  console.log(
    `${shots.name}: ${shots.frames} frames over ${shots.lines} lines, ${shots.unreadable} unreadable, ` +
      `${shots.heard} of ${shots.sent} events heard beside it${shots.ended === null ? '' : `, which ended: ${JSON.stringify(shots.ended)}`}, ` +
      `${escaped.length} errors escaped`,
  );
}
for (const error of escaped) console.error(error);
process.exitCode = missed > 0 || escaped.length > 0 ? 1 : 0;
