import { expect, it } from 'vitest';
import { broken, minute, refused, server, signIn, startAt, World } from './scripted.ts';

const hour = 60 * minute;

/** The server takes every line and drops it 2 s later. */
async function flap(world: World, ms: number, read: boolean): Promise<void> {
  const until = world.clock.now() + ms;
  while (world.clock.now() < until) {
    await world.clock.tick(1_000);
    for (const { link } of world.live()) {
      link.up();
      if (read) link.caughtUp(world.catchUp());
      await world.clock.tick(2_000);
      link.down({ ...broken, cause: refused });
    }
  }
}

it('is told of a server that takes every line and drops it before it was read', async () => {
  const world = new World();
  await world.configure(server);
  await world.online();
  await world.lose();
  await flap(world, hour, false);
  expect(world.own()).toEqual(['opened warning connection of connection', 'updated error connection of connection']);
  const told = world.told.flatMap((each) => (each.what === 'own' ? [(each.at - startAt) / minute] : []));
  expect(told[0]).toBeGreaterThanOrEqual(2);
  expect(told[0]).toBeLessThan(3.5);
  expect(told[1]).toBeGreaterThanOrEqual(15);
  expect(told[1]).toBeLessThan(16.5);
  expect(world.state().lostAt).toBe(startAt);
  while (world.live().length === 0) await world.clock.tick(1_000);
  await world.online();
  expect(world.own().slice(2)).toEqual(['closed ok connection of connection']);
  expect(world.gaps().at(-1)).toMatchObject({ from: startAt });
});

it('is not told of a server that is read each time: nothing of it was missed', async () => {
  const world = new World();
  await world.configure(server);
  await flap(world, hour, true);
  expect(new Set(world.own())).toEqual(new Set(['closed ok connection']));
});

it('is not told anew, and not as less, when a line came up in between that was never read', async () => {
  const world = new World();
  await world.configure(server);
  await world.online();
  await world.lose();
  await world.away(20 * minute);
  while (world.live().length === 0) await world.clock.tick(1_000);
  world.line().link.up();
  expect(world.state()).toMatchObject({ state: { name: 'online' }, lostAt: null });
  await world.clock.tick(1_000);
  await world.lose();
  await world.away(hour);
  expect(world.own()).toEqual(['opened warning connection of connection', 'updated error connection of connection']);
});

it('is not told while a line is up that takes its time to be read', async () => {
  const world = new World();
  await world.configure(server);
  await world.online();
  await world.lose();
  await world.clock.tick(1_000);
  world.line().link.up();
  await world.clock.tick(10 * minute);
  world.line().link.caughtUp(world.catchUp());
  await world.clock.tick(hour);
  expect(world.own()).toEqual(['closed ok connection']);
  await world.lose();
  await world.away(minute);
  expect(world.own()).toEqual(['closed ok connection']);
});

it('is told as soon as a line that came up at its time is lost unread', async () => {
  const world = new World();
  await world.configure(server);
  await world.online();
  await world.lose();
  await world.clock.tick(1_000);
  world.line().link.up();
  await world.clock.tick(2 * minute);
  expect(world.own()).toEqual([]);
  await world.lose();
  expect(world.own()).toEqual(['opened warning connection of connection']);
});

it('is told as a refusal alone, when a lost server comes to refuse us', async () => {
  const world = new World();
  await world.configure(server);
  await world.online();
  await world.lose();
  await world.away(minute);
  while (world.live().length === 0) await world.clock.tick(1_000);
  await world.lose(signIn);
  await world.clock.tick(hour);
  expect(world.own()).toEqual(['opened error access-denied of sign-in']);
});

it('ends with the settings: a server that is turned off and on again begins without one', async () => {
  const world = new World();
  await world.configure(server);
  await world.away(3 * minute);
  await world.configure({ ...server, enabled: false });
  await world.clock.tick(hour);
  await world.configure(server);
  expect(world.state()).toMatchObject({ lostAt: null, state: { name: 'connecting', attempt: 1 } });
  expect(world.own()).toEqual(['opened warning connection of connection']);
});
