import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Input, type Life, transition } from '../../main/connections/transition.ts';
import type { ServerSettings } from '../../preload/contract/api.ts';
import {
  broken,
  closedByServer,
  minute,
  namespace,
  type ScriptedLine,
  said,
  server,
  serverCalled,
  signIn,
  startAt,
  World,
} from './scripted.ts';

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

const words = ['up', 'event', 'caughtUp', 'limited', 'named', 'unreadable'] as const;
type Word = (typeof words)[number];

type Step =
  | { readonly do: 'configure'; readonly servers: readonly ServerSettings[] }
  | { readonly do: 'pass' | 'jump'; readonly ms: number }
  | { readonly do: 'retry'; readonly id: string }
  | { readonly do: 'woke' | 'resume' | 'press' }
  /** Any line that ever was says something, also those that are long gone. */
  | { readonly do: 'say'; readonly line: number; readonly word: Word }
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
      word: fc.constantFrom(...words),
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
      speak(world, taken.line, (spoken) => say(world, spoken, taken.word));
      break;
    case 'end':
      speak(world, taken.line, ({ link }) => link.down(downs[taken.down] ?? broken));
      break;
  }
}

/** A line that is gone may say what it likes: nobody is told, and nothing changes. */
function speak(world: World, index: number, run: (spoken: ScriptedLine) => void): void {
  const spoken = world.lines[index % world.lines.length];
  if (spoken === undefined) return;
  if (!spoken.closed) return run(spoken);
  const noticed = () => [world.told.length, world.known.length, world.connections.states()];
  const before = noticed();
  run(spoken);
  expect(noticed()).toEqual(before);
}

function say(world: World, { link }: ScriptedLine, word: Word): void {
  switch (word) {
    case 'up':
      return link.up();
    case 'event':
      return link.event(said('something'));
    case 'caughtUp':
      return link.caughtUp(world.catchUp());
    case 'limited':
      return link.limited([{ subscription: 'stat', why: broken.cause }]);
    case 'named':
      return link.named('object', '1', 'UPS-1');
    case 'unreadable':
      return link.unreadable({ bytes: 1, begin: '4' }, broken.cause);
  }
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

it('knocks once at a server that refuses for good, however slowly, until its settings change or somebody asks', async () => {
  const unasked = step.filter(({ do: what }) => what !== 'configure' && what !== 'retry');
  const renamed = fc.record({ do: fc.constant('rename' as const), name: fc.string(), muted: fc.boolean() });
  const steps = fc.array(fc.oneof({ weight: 5, arbitrary: unasked }, { weight: 1, arbitrary: renamed }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.constantFrom(signIn, namespace),
      fc.nat(15_000),
      chance,
      async (taken, down, ms, random) => {
        const refusedAt: number[] = [];
        const world: World = new World({
          random: () => random,
          opening: (opened) => {
            world.clock.after(ms, () => {
              if (!opened.closed) refusedAt.push(world.clock.now());
              opened.link.down(down);
            });
          },
        });
        await world.configure(server);
        for (const each of taken) {
          if (each.do === 'rename') await world.configure({ ...server, name: each.name, muted: each.muted });
          // Only the server speaks for the line here.
          else if (each.do !== 'say' && each.do !== 'end') await take(world, each);
        }
        await world.clock.tick(30 * minute);
        expect(refusedAt).toHaveLength(1);
        const opened = world.lines.length;
        world.connections.retry('noc');
        await world.clock.tick(30_000);
        expect(world.lines).toHaveLength(opened + 1);
        await world.connections.close();
      },
    ),
    { numRuns: 100 },
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
