import { describe, expect, it } from 'vitest';
import {
  broken,
  closedByServer,
  minute,
  namespace,
  refused,
  server,
  serverCalled,
  signIn,
  startAt,
  World,
} from './scripted.ts';

const hour = 60 * minute;

describe('a gap', () => {
  it('is none at the first look ever', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    expect(world.gaps()).toEqual([null]);
    expect(world.own()).toEqual([]);
  });

  it('is none either when the first look itself was cut off', async () => {
    const world = new World();
    await world.configure(server);
    world.line().link.up();
    await world.clock.tick(minute);
    await world.lose();
    await world.clock.tick(1_000);
    await world.online();
    expect(world.gaps()).toEqual([null]);
  });

  it('runs from the loss until the line is up, however short', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(minute);
    await world.lose();
    await world.clock.tick(1_000);
    const upAt = world.clock.now();
    world.line().link.up();
    await world.clock.tick(5_000);
    world.line().link.caughtUp(world.catchUp());
    expect(world.gaps()).toEqual([null, { from: startAt + minute, to: upAt }]);
    expect(world.own()).toEqual(['closed ok connection']);
    expect(world.told.at(-1)).toMatchObject({
      event: { title: 'nothing new', payload: { from: startAt + minute, to: upAt, filled: 'all' } },
    });
  });

  it('begins where what was taken in and not told yet began to wait', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(minute);
    world.line().behindSince = startAt + minute - 20_000;
    await world.clock.tick(minute);
    // For whoever is killed now.
    expect(world.known.at(-1)).toEqual({ server: 'noc', at: startAt + minute - 20_000 });
    world.connections.woke();
    await world.clock.tick(10_000);
    await world.online();
    expect(world.gaps().at(-1)).toMatchObject({ from: startAt + minute - 20_000 });
  });

  it('goes on when the line is lost again before it was read', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(minute);
    await world.lose();
    await world.clock.tick(1_000);
    world.line().link.up();
    await world.clock.tick(10_000);
    await world.lose();
    await world.clock.tick(1_000);
    await world.online();
    expect(world.gaps().at(-1)).toMatchObject({ from: startAt + minute });
    expect(world.gaps()).toHaveLength(2);
  });

  it('begins where an earlier run ended', async () => {
    const world = new World({ knownUntil: startAt - hour });
    await world.configure(server);
    expect(world.line().target.since).toBe(startAt - hour);
    await world.online();
    expect(world.gaps()).toEqual([{ from: startAt - hour, to: startAt }]);
  });

  it('does not begin in the future, where a clock that was wrong has put it', async () => {
    const world = new World({ knownUntil: startAt + hour });
    await world.configure(server);
    expect(world.line().target.since).toBe(startAt);
    await world.online();
    expect(world.gaps()).toEqual([{ from: startAt, to: startAt }]);
  });

  it.each([
    ['a minute before the try that succeeds', minute],
    ['just before it', 0],
  ])('begins where it began, or up to 10 s earlier, also when the clock is set back meanwhile: %s', async (_, ms) => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(minute);
    await world.lose();
    await world.away(minute);
    world.clock.jump(-hour);
    await world.away(ms);
    world.connections.retry('noc');
    await world.clock.tick(0);
    const begin = startAt + minute - hour;
    const since = world.line().target.since ?? 0;
    expect(since).toBeLessThanOrEqual(begin);
    expect(since).toBeGreaterThanOrEqual(begin - 10_000);
    await world.online();
    expect(world.gaps().at(-1)).toMatchObject({ from: since });
  });

  it('of an earlier run begins where that has put it, also when the clock is set back then', async () => {
    const world = new World({ knownUntil: startAt - 2 * hour });
    await world.configure(server);
    await world.lose();
    world.clock.jump(-hour);
    await world.clock.tick(minute);
    expect(world.line().target.since).toBe(startAt - 2 * hour);
  });

  it('is noted for a later run: every 30 s, and when the line is lost', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(70_000);
    await world.lose();
    await world.clock.tick(100);
    expect(world.known.map(({ at }) => at - startAt)).toEqual([0, 30_000, 60_000, 70_000]);
    await world.away(10 * minute);
    expect(world.known).toHaveLength(4);
  });
});

describe('a machine that slept', () => {
  it('has lost every line when it fell asleep, not when it woke', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(45_000);
    world.clock.jump(8 * hour);
    world.connections.woke();
    await world.clock.tick(2_000);
    expect(world.lines).toHaveLength(2);
    expect(world.line().target.since).toBe(startAt + 30_000);
    expect(world.state().lostAt).toBe(startAt + 45_000 + 8 * hour);
    await world.online();
    expect(world.gaps().at(-1)).toEqual({ from: startAt + 30_000, to: world.clock.now() });
  });

  it('has lost them also when it slept for less than a minute', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(35_000);
    world.clock.jump(50_000);
    world.connections.woke();
    await world.clock.tick(2_000);
    expect(world.line().target.since).toBe(startAt + 30_000);
  });

  it('is found by its clock where nobody says so, and no line is believed meanwhile', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(29_000);
    world.clock.jump(8 * hour);
    await world.clock.tick(1_500);
    expect(world.known.map(({ at }) => at - startAt)).not.toContainEqual(expect.toSatisfy((at: number) => at > hour));
    await world.clock.tick(12_000);
    expect(world.lines).toHaveLength(2);
    expect(world.line().target.since).toBe(startAt);
  });

  it('has lost it then also when the line breaks before anybody noticed', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(30_000);
    world.clock.jump(8 * hour);
    await world.lose();
    await world.clock.tick(1_000);
    expect(world.line().target.since).toBe(startAt + 30_000);
  });

  it('makes its lines anew once, whoever noticed first', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(15_000);
    world.clock.jump(8 * hour);
    world.connections.woke();
    await world.clock.tick(2_000);
    await world.online();
    await world.clock.tick(minute);
    expect(world.lines).toHaveLength(2);
  });

  it('spreads its servers over 2 s', async () => {
    const delays = [0, 0.25, 0.9];
    const world = new World({ random: () => delays.shift() ?? 0 });
    await world.configure(serverCalled('a'), serverCalled('b'), serverCalled('c'));
    for (const id of ['a', 'b', 'c']) await world.online(id);
    const at = world.clock.now();
    world.connections.woke();
    await world.clock.tick(2_000);
    expect(['a', 'b', 'c'].map((id) => world.line(id).openedAt - at)).toEqual([0, 500, 1_800]);
  });

  it('is not what a small correction of the time is', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(5_000);
    world.clock.jump(29_000);
    await world.clock.tick(minute);
    world.clock.jump(-hour);
    await world.clock.tick(minute);
    expect(world.lines).toHaveLength(1);
  });
});

describe('what is told of a server out of reach', () => {
  it('is nothing before 2 min, a warning then, an error at 15 min, and no more', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.lose({ ...broken, cause: refused });
    await world.away(3 * hour, { ...broken, cause: refused });
    const told = world.told.flatMap((each) => (each.what === 'own' ? [each] : []));
    expect(world.own()).toEqual(['opened warning connection of connection', 'updated error connection of connection']);
    expect(told.map(({ at }) => Math.round((at - startAt) / minute))).toEqual([2, 15]);
    for (const { event } of told) {
      expect(event).toMatchObject({
        title: 'Nothing answers at noc.example:443',
        occurredAt: startAt,
        payload: { from: startAt, why: refused },
      });
    }
    expect(world.state().lostAt).toBe(startAt);
  });

  it('is taken back after the catch-up, with what became of the time between', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.lose();
    await world.away(5 * minute);
    while (world.live().length === 0) await world.clock.tick(1_000);
    await world.online('noc', { filled: 'state' });
    expect(world.told.slice(-2).map(({ what }) => what)).toEqual(['caught-up', 'own']);
    expect(world.own().slice(1)).toEqual(['closed ok connection of connection']);
    expect(world.told.at(-1)).toMatchObject({ event: { payload: { from: startAt, filled: 'state' } } });
    await world.clock.tick(hour);
    expect(world.own()).toHaveLength(2);
    await world.lose();
    await world.clock.tick(1_000);
    await world.online();
    expect(world.own().slice(2)).toEqual(['closed ok connection']);
  });

  it('names the last failure also while the next try runs', async () => {
    const world = new World({ random: () => 0 });
    await world.configure(server);
    await world.clock.tick(1_000);
    await world.lose({ ...broken, cause: refused });
    for (let passed = 0; passed < 119_000; passed += 17_000) {
      await world.clock.tick(17_000);
      world.line().link.down({ ...broken, cause: refused });
    }
    await world.clock.tick(2_000);
    expect(world.state().state.name).toBe('connecting');
    expect(world.told.at(-1)).toMatchObject({ event: { title: 'Nothing answers at noc.example:443' } });
  });

  it('is told of a server too that was never reached', async () => {
    const world = new World();
    await world.configure(server);
    await world.away(3 * minute);
    expect(world.own()).toEqual(['opened warning connection of connection']);
  });

  it('begins anew with the next loss', async () => {
    const world = new World();
    await world.configure(server);
    for (let loss = 0; loss < 2; loss++) {
      while (world.live().length === 0) await world.clock.tick(1_000);
      await world.online();
      await world.clock.tick(minute);
      await world.lose();
      await world.away(3 * minute);
    }
    expect(world.own().filter((told) => told.startsWith('opened'))).toHaveLength(2);
  });

  it('goes on when a refused server is tried again and is now out of reach', async () => {
    const world = new World();
    await world.configure(server);
    await world.lose(signIn);
    world.connections.retry('noc');
    await world.clock.tick(0);
    await world.away(3 * minute);
    expect(world.own()).toEqual(['opened error access-denied of sign-in', 'opened warning connection of connection']);
    while (world.live().length === 0) await world.clock.tick(1_000);
    await world.online();
    expect(world.own().slice(2).sort()).toEqual([
      'closed ok access-denied of sign-in',
      'closed ok connection of connection',
    ]);
  });

  it('is no more than the refusal that was told already', async () => {
    const world = new World();
    await world.configure(server);
    await world.lose(namespace);
    world.connections.retry('noc');
    await world.clock.tick(0);
    await world.away(hour);
    expect(world.own()).toEqual(['opened error connection of connection']);
  });

  it('is taken back also when an earlier run told it', async () => {
    const world = new World({ knownUntil: startAt - hour, raised: () => ['connection'] });
    await world.configure(server);
    await world.online();
    expect(world.own()).toEqual(['closed ok connection of connection']);
  });

  it('waits on while the machine wakes and the first try fails', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.lose(closedByServer);
    await world.away(minute);
    world.connections.woke();
    await world.clock.tick(2_000);
    await world.away(minute);
    expect(world.own()).toEqual(['opened warning connection of connection']);
  });
});
