import { expect, it } from 'vitest';
import { seeded } from '../seeded.ts';
import { least, shoot } from './fuzz.ts';
import { targets } from './targets.ts';

const frames = 20_000;
const ms = 12_000;

it.each(targets.map((target) => [target.name, target] as const))(
  'no bytes of a server crash it: %s',
  async (_, target) => {
    const shots = await shoot(target, seeded(20_261_121), { frames, ms });
    expect(shots.frames).toBeGreaterThanOrEqual(least);
    expect(shots.unreadable).toBeGreaterThan(0);
    expect(shots.sent).toBeGreaterThan(0);
    expect(shots.heard).toBe(shots.sent);
    expect(shots.ended).toBeNull();
  },
  60_000,
);
