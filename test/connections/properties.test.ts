import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Input, type Life, transition } from '../../main/connections/transition.ts';
import type { ServerSettings } from '../../preload/contract/api.ts';
import { broken, closedByServer, namespace, said, serverCalled, signIn, startAt, World } from './scripted.ts';

const ids = ['noc', 'farm', 'racks'] as const;
const downs = [broken, closedByServer, signIn, namespace];
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const settings = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom(...ids),
      enabled: fc.boolean(),
      muted: fc.boolean(),
      url: fc.constantFrom('https://one.example', 'https://two.example'),
    }),
    { selector: ({ id }) => id },
  )
  .map((servers) => servers.map(({ id, ...change }) => serverCalled(id, change)));

type Step =
  | { readonly do: 'configure'; readonly servers: readonly ServerSettings[] }
  | { readonly do: 'pass' | 'jump'; readonly ms: number }
  | { readonly do: 'retry'; readonly id: string }
  | { readonly do: 'woke' | 'resume' | 'press' }
  /** Any line that ever was says something, also those that are long gone. */
  | { readonly do: 'say'; readonly line: number; readonly word: 'up' | 'event' | 'caughtUp' }
  | { readonly do: 'end'; readonly line: number; readonly down: number };

const line = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('configure' as const), servers: settings }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 70_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -9e6, max: 9e7 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), id: fc.constantFrom(...ids) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('woke' as const, 'resume' as const, 'press' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      line,
      word: fc.constantFrom('up' as const, 'event' as const, 'caughtUp' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), line, down: fc.nat(downs.length - 1) }) },
);

async function take(world: World, taken: Step): Promise<void> {
  switch (taken.do) {
    case 'configure':
      await world.connections.reconcile(taken.servers);
      break;
    case 'pass':
      await world.clock.tick(taken.ms);
      break;
    case 'jump':
      world.clock.jump(taken.ms);
      break;
    case 'retry':
      world.connections.retry(taken.id);
      break;
    case 'woke':
      world.connections.woke();
      break;
    case 'press':
      world.room = !world.room;
      break;
    case 'resume':
      world.connections.resume();
      break;
    case 'say':
      say(world, taken);
      break;
    case 'end':
      world.lines[taken.line]?.link.down(downs[taken.down] ?? broken);
      break;
  }
}

function say(world: World, { line: index, word }: Extract<Step, { do: 'say' }>): void {
  const spoken = world.lines[index];
  if (spoken === undefined) return;
  const heard = () => world.told.length + world.known.length;
  const before = heard();
  if (word === 'up') spoken.link.up();
  else if (word === 'event') spoken.link.event(said('something'));
  else spoken.link.caughtUp(world.catchUp());
  if (spoken.closed) expect(heard()).toBe(before);
}

it('never has two lines to one server, and hears nothing from one that is gone, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), settings, chance, async (steps, last, random) => {
      const world = new World({ random: () => random });
      await world.configure(...ids.map((id) => serverCalled(id)));
      for (const taken of steps) {
        const opened = world.lines.length;
        const blocked = new Set(
          world.connections.states().flatMap(({ id, state }) => (state.name === 'blocked' ? [id] : [])),
        );
        await take(world, taken);
        for (const id of ids) expect(world.live(id).length).toBeLessThanOrEqual(1);
        const asked = taken.do === 'retry' || taken.do === 'configure';
        const unasked = world.lines.slice(opened).filter(({ target }) => blocked.has(target.server.id));
        if (!asked) expect(unasked).toEqual([]);
        for (const { id, state, lostAt } of world.connections.states()) {
          if (state.name === 'online' || state.name === 'stopped') expect(lostAt).toBeNull();
          if (state.name === 'stopped' || state.name === 'waiting' || state.name === 'blocked') {
            expect(world.live(id)).toEqual([]);
          }
          if (state.name === 'waiting') expect(state.retryAt - startAt).toBeLessThan(60 * 9e7);
        }
        for (const { gap } of world.told.filter((each) => each.what === 'caught-up')) {
          if (gap !== null && !steps.some((each) => each.do === 'jump')) expect(gap.from).toBeLessThanOrEqual(gap.to);
        }
      }
      await world.connections.reconcile(last);
      await world.clock.tick(70_000);
      const opened = world.lines.length;
      await world.connections.reconcile(last);
      expect(world.lines).toHaveLength(opened);
      expect(world.connections.states().map(({ id }) => id)).toEqual(last.map(({ id }) => id));
      for (const id of ids) {
        const wanted = last.find((each) => each.id === id);
        const state = world.connections.states().find((each) => each.id === id)?.state.name;
        if (wanted === undefined || !wanted.enabled) expect(world.live(id)).toEqual([]);
        if (wanted !== undefined) expect(state === 'stopped').toBe(!wanted.enabled);
        for (const { target } of world.live(id)) expect(target.server.url).toBe(wanted?.url);
      }
      await world.connections.close();
      expect(world.lines.filter(({ closed }) => !closed)).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('always comes back online while a server takes it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), chance, async (steps, random) => {
      const world = new World({ random: () => random });
      await world.configure(serverCalled('noc'));
      for (const taken of steps) if (taken.do !== 'configure') await take(world, taken);
      world.connections.retry('noc');
      for (let passed = 0; passed < 70 && world.state('noc').state.name !== 'online'; passed++) {
        await world.clock.tick(1_000);
        world.live('noc')[0]?.link.up();
      }
      expect(world.state('noc').state.name).toBe('online');
      await world.connections.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('stays blocked, whatever comes but a start or a stop', () => {
  const input = fc.constantFrom(
    { type: 'up' } as const,
    { type: 'due' } as const,
    { type: 'limited', limits: [] } as const,
    { type: 'down', down: broken } as const,
    { type: 'down', down: closedByServer } as const,
  );
  fc.assert(
    fc.property(fc.array(input), fc.nat(), chance, (inputs, now, random) => {
      const blocked: Life = { state: { name: 'blocked', why: signIn.cause }, failures: 0 };
      const after = inputs.reduce((life, each: Input) => transition(life, each, now, () => random), blocked);
      expect(after).toEqual(blocked);
    }),
  );
});
