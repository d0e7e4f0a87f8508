import { describe, expect, it } from 'vitest';
import { UnusableSetting } from '../../main/connections/net.ts';
import {
  broken,
  closedByServer,
  minute,
  namespace,
  refused,
  said,
  server,
  serverCalled,
  signIn,
  startAt,
  World,
} from './scripted.ts';

describe('the way to a line', () => {
  it('opens, comes up, and tells what happens there', async () => {
    const world = new World();
    await world.configure(server);
    expect(world.state()).toMatchObject({ state: { name: 'connecting', attempt: 1 }, lostAt: null });
    await world.clock.tick(1_000);
    await world.online();
    expect(world.state()).toMatchObject({ state: { name: 'online', since: startAt + 1_000 }, lostAt: null });
    await world.clock.tick(1_000);
    const { link } = world.line();
    link.event(said('CPU over 95 %'));
    link.named('object', '1', 'UPS-1');
    link.unreadable({ bytes: 12, begin: '42[' }, refused);
    expect(world.told.slice(1)).toEqual([
      { what: 'event', server: 'noc', title: 'CPU over 95 %' },
      { what: 'name', server: 'noc', name: 'UPS-1' },
      { what: 'unreadable', server: 'noc', bytes: 12 },
    ]);
    expect(world.state().lastEventAt).toBe(startAt + 2_000);
    link.unreadable({ bytes: 9, begin: '43[' }, refused);
    const last = { at: startAt + 2_000, why: refused, begin: '43[' };
    expect(world.state().unreadable).toEqual({ count: 2, ...last });
  });

  it('tells when an event came also where the clock was set back', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    world.line().link.event(said('CPU over 95 %'));
    await world.clock.tick(1_000);
    world.clock.jump(-3_600_000);
    world.line().link.event(said('CPU over 96 %'));
    await world.clock.tick(0);
    expect(world.lists.at(-1)).toMatchObject([{ lastEventAt: startAt + 1_000 - 3_600_000 }]);
  });

  it('gives the adapter what was resolved, and everybody else the settings', async () => {
    const world = new World({ resolve: async (each) => ({ server: { ...each, token: 'resolved' } }) });
    await world.configure({ ...server, token: { env: 'TOKEN' } });
    expect(world.line().target.server['token']).toBe('resolved');
    expect(JSON.stringify(world.connections.states())).not.toContain('resolved');
  });

  it('takes 20 s at most', async () => {
    const world = new World();
    await world.configure(server);
    await world.clock.tick(19_999);
    expect(world.live()).toHaveLength(1);
    await world.clock.tick(1);
    expect(world.live()).toEqual([]);
    expect(world.state().state).toMatchObject({
      name: 'waiting',
      why: { code: 'time', params: { host: 'noc.example', seconds: 20 } },
    });
  });

  it('gives up a secret that does not come within 20 s, and does not open when it comes after all', async () => {
    let come = () => {};
    const world = new World({
      resolve: (each) =>
        new Promise((resolve) => {
          come = () => resolve({ server: each });
        }),
    });
    await world.configure(server);
    await world.clock.tick(20_000);
    expect(world.state().state.name).toBe('waiting');
    come();
    await world.clock.tick(0);
    expect(world.lines).toEqual([]);
  });

  it('says which setting cannot be used, and waits for its correction', async () => {
    const world = new World({
      netFor: () => {
        throw new UnusableSetting('tls.ca', 'no such file');
      },
    });
    await world.configure(server);
    await world.clock.tick(10 * minute);
    expect(world.lines).toEqual([]);
    expect(world.state().state).toMatchObject({
      name: 'blocked',
      why: { code: 'settings', params: { field: 'tls.ca' } },
    });
    expect(world.own()).toEqual(['opened error connection of connection']);
  });

  it('tries again after an adapter that failed to open', async () => {
    let fails = true;
    const world = new World({
      opening: () => {
        if (fails) throw new Error('out of sockets');
      },
    });
    await world.configure(server);
    expect(world.state().state).toMatchObject({ name: 'waiting', why: { params: { text: 'out of sockets' } } });
    fails = false;
    await world.clock.tick(500);
    expect(world.state().state.name).toBe('connecting');
  });

  it('ends a line that is refused while it is being opened', async () => {
    const world = new World({ opening: ({ link }) => link.down(broken) });
    await world.configure(server);
    expect(world.lines).toHaveLength(1);
    expect(world.live()).toEqual([]);
    expect(world.state().state.name).toBe('waiting');
  });

  it('shows what a line lacks, said before or after it came up', async () => {
    const world = new World();
    await world.configure(server);
    const { link } = world.line();
    link.limited([{ subscription: 'device 1', why: refused }]);
    link.up();
    expect(world.state().state).toMatchObject({ limits: [{ subscription: 'device 1' }] });
    link.limited([{ subscription: 'device 2', why: refused }]);
    expect(world.state().state).toMatchObject({ name: 'online', limits: [{ subscription: 'device 2' }] });
    await world.clock.tick(minute);
    link.limited([]);
    expect(world.state()).toMatchObject({ state: { name: 'online', limits: [] }, since: startAt });
    world.connections.retry('noc');
    expect(world.lines).toHaveLength(1);
    link.limited([{ subscription: 'device 2', why: refused }]);
    world.connections.retry('noc');
    await world.clock.tick(0);
    expect(world.lines).toHaveLength(2);
  });

  it('ignores what a released line says', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    const { link } = world.line();
    await world.lose();
    const before = world.told.length;
    const state = world.state();
    link.event(said('from the grave'));
    link.named('object', '1', 'UPS-1');
    link.unreadable({ bytes: 1, begin: '4' }, refused);
    link.caughtUp(world.catchUp());
    link.limited([{ subscription: 'stat', why: refused }]);
    link.down(signIn);
    link.up();
    expect(world.told).toHaveLength(before);
    expect(world.state()).toEqual(state);
  });

  it('ignores it also while the next line stands', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    const { link } = world.line();
    await world.lose();
    await world.clock.tick(1_000);
    await world.online();
    const state = world.state();
    link.limited([{ subscription: 'stat', why: refused }]);
    link.down(signIn);
    expect(world.state()).toEqual(state);
    expect(world.live()).toHaveLength(1);
  });
});

describe('trying again', () => {
  it('backs off with full jitter up to a minute', async () => {
    const world = new World({ random: () => 0.999_999 });
    await world.configure(server);
    const delays: number[] = [];
    for (let failure = 1; failure <= 10; failure++) {
      const at = world.clock.now();
      world.line().link.down(broken);
      while (world.live().length === 0) await world.clock.tick(100);
      delays.push(world.line().openedAt - at);
    }
    expect(delays.map((delay) => Math.round(delay / 100) / 10)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('backs off from a server that accepts and drops', async () => {
    const world = new World({ random: () => 0.999_999 });
    await world.configure(server);
    for (let time = 1; time <= 12; time++) {
      while (world.live().length === 0) await world.clock.tick(1_000);
      await world.online();
      await world.clock.tick(5_000);
      world.line().link.down(broken);
    }
    expect(world.state().state).toMatchObject({ name: 'waiting', attempt: 12 });
    await world.clock.tick(58_000);
    expect(world.live()).toEqual([]);
  });

  it('begins anew after 30 s online, not before', async () => {
    const world = new World({ random: () => 0.999_999 });
    await world.configure(server);
    for (const [onlineMs, attempt] of [
      [29_999, 1],
      [29_999, 2],
      [29_999, 3],
      [30_000, 1],
      [29_999, 2],
    ] as const) {
      while (world.live().length === 0) await world.clock.tick(100);
      await world.online();
      await world.clock.tick(onlineMs);
      await world.lose();
      expect(world.state().state).toMatchObject({ name: 'waiting', attempt });
    }
  });

  it('spreads over 5 s when the server closed the line', async () => {
    const world = new World({ random: () => 0.9 });
    await world.configure(server);
    await world.online();
    await world.lose(closedByServer);
    await world.clock.tick(4_499);
    expect(world.live()).toEqual([]);
    await world.clock.tick(2);
    expect(world.live()).toHaveLength(1);
  });

  it('asks at once at the first look, and after a gap spread over 5 s, however many tries it took', async () => {
    const world = new World({ random: () => 0.9 });
    await world.configure(server);
    expect(world.line().target).toMatchObject({ askAfterMs: 0, since: null });
    await world.online();
    await world.clock.tick(minute);
    await world.lose(closedByServer);
    await world.clock.tick(4_500);
    expect(world.line().target).toMatchObject({ askAfterMs: 4_500, since: startAt + minute });
    await world.lose({ ...broken, cause: refused });
    await world.clock.tick(2_000);
    expect(world.line().target).toMatchObject({ askAfterMs: 4_500, since: startAt + minute });
  });

  it('tries a waiting server at once when it is asked to, and leaves one that stands alone', async () => {
    const world = new World({ random: () => 0.99 });
    await world.configure(server);
    for (let failure = 0; failure < 8; failure++) {
      while (world.live().length === 0) await world.clock.tick(1_000);
      world.line().link.down(broken);
    }
    expect(world.live()).toEqual([]);
    world.connections.retry('noc');
    await world.clock.tick(0);
    await world.online();
    world.connections.retry('noc');
    world.connections.retry('nobody');
    await world.clock.tick(minute);
    expect(world.lines).toHaveLength(9);
    expect(world.state().state.name).toBe('online');
  });
});

describe('somebody who is back', () => {
  it('waits for no attempt that is far away, and makes nothing anew that stands', async () => {
    const world = new World();
    await world.configure(server);
    const waitsMs = () => {
      const { state } = world.state();
      return state.name === 'waiting' ? state.retryAt - world.clock.now() : 0;
    };
    while (waitsMs() <= 10_000) {
      await world.lose(broken);
      if (waitsMs() <= 10_000) await world.clock.tick(waitsMs());
    }
    const { length } = world.lines;
    world.connections.hasten();
    await world.clock.tick(2_000);
    expect(world.lines).toHaveLength(length + 1);
    await world.online();
    world.connections.hasten();
    await world.clock.tick(minute);
    expect(world.lines).toHaveLength(length + 1);
  });

  it('does not ask again where the sign-in was refused', async () => {
    const world = new World();
    await world.configure(server);
    await world.lose(signIn);
    world.connections.hasten();
    await world.clock.tick(60 * minute);
    expect(world.lines).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is not tried again, is said once, and ends when the server takes us', async () => {
    const world = new World();
    await world.configure(server);
    await world.lose(signIn);
    await world.clock.tick(60 * minute);
    world.connections.woke();
    await world.clock.tick(60 * minute);
    expect(world.lines).toHaveLength(1);
    expect(world.state().state).toEqual({ name: 'blocked', why: signIn.cause });
    expect(world.own()).toEqual(['opened error access-denied of sign-in']);
    const [told] = world.told;
    expect(told).toMatchObject({ event: { title: 'The sign-in is refused or has ended', body: 'Sign in again' } });

    world.connections.retry('noc');
    await world.clock.tick(0);
    await world.online();
    expect(world.own()).toEqual(['opened error access-denied of sign-in', 'closed ok access-denied of sign-in']);
  });

  it('of another kind is a matter of the connection', async () => {
    const world = new World();
    await world.configure(server);
    await world.lose(namespace);
    await world.clock.tick(60 * minute);
    expect(world.own()).toEqual(['opened error connection of connection']);
  });

  it('stays when the same settings come again, under another name or muted', async () => {
    const world = new World();
    await world.configure(server);
    await world.lose(signIn);
    await world.configure(server);
    await world.configure({ ...server, name: 'Network', muted: true });
    await world.clock.tick(60 * minute);
    expect(world.lines).toHaveLength(1);
    expect(world.state()).toMatchObject({ name: 'Network', muted: true, state: { name: 'blocked' } });
  });

  it('ends with new settings', async () => {
    const world = new World();
    await world.configure({ ...server, token: { stored: '1' } });
    await world.lose(signIn);
    await world.configure({ ...server, token: { stored: '2' } });
    expect(world.state().state).toMatchObject({ name: 'connecting', attempt: 1 });
  });

  it('is what a secret that cannot be read comes to', async () => {
    const cause = { code: 'secret-unreadable', params: { field: 'token' } } as const;
    let readable = false;
    const world = new World({ resolve: async (each) => (readable ? { server: each } : { cause }) });
    await world.configure(server);
    await world.clock.tick(60 * minute);
    expect(world.lines).toEqual([]);
    expect(world.state().state).toEqual({ name: 'blocked', why: cause });
    expect(world.own()).toEqual(['opened error connection of connection']);
    readable = true;
    world.connections.retry('noc');
    await world.clock.tick(0);
    expect(world.live()).toHaveLength(1);
  });
});

describe('the settings', () => {
  it('leave a server alone that they do not change', async () => {
    const world = new World();
    const tls = { ca: '/etc/ca.pem', pin: 'aa' };
    await world.configure({ ...server, tls }, serverCalled('farm'));
    await world.online();
    const line = world.line();
    await world.configure({ ...server, tls: { pin: 'aa', ca: '/etc/ca.pem' } }, serverCalled('farm'));
    await world.configure(serverCalled('farm'), { ...server, tls, name: 'Network', muted: true });
    expect(world.line()).toBe(line);
    expect(world.lines).toHaveLength(2);
    expect(world.connections.states().map(({ id, name, muted }) => [id, name, muted])).toEqual([
      ['farm', 'farm', false],
      ['noc', 'Network', true],
    ]);
  });

  it('make a line anew when they change it', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    const [before] = world.live();
    await world.configure({ ...server, url: 'https://other.example' });
    expect(before?.closed).toBe(true);
    expect(world.line().target.server.url).toBe('https://other.example');
  });

  it('end a line when they turn the server off or drop it, and begin it when they turn it on', async () => {
    const world = new World();
    await world.configure(server);
    await world.configure({ ...server, enabled: false });
    expect(world.live()).toEqual([]);
    expect(world.state()).toMatchObject({ enabled: false, state: { name: 'stopped' }, lostAt: null });
    await world.clock.tick(60 * minute);
    expect(world.lines).toHaveLength(1);
    await world.configure(server);
    expect(world.live()).toHaveLength(1);
    await world.configure();
    expect(world.live()).toEqual([]);
    expect(world.connections.states()).toEqual([]);
    await world.clock.tick(60 * minute);
    expect(world.own()).toEqual([]);
  });

  it('keep what is known of a server whose line they change', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    await world.clock.tick(minute);
    await world.configure({ ...server, url: 'https://other.example' });
    expect(world.line().target.since).toBe(startAt + minute);
  });

  it('tell the list once for what changes together', async () => {
    const world = new World();
    await world.configure(server, serverCalled('farm'));
    world.lists.length = 0;
    world.line('noc').link.up();
    world.line('farm').link.up();
    await world.clock.tick(0);
    expect(world.lists.map((list) => list.map(({ state }) => state.name))).toEqual([['online', 'online']]);
  });

  it('move nothing after the end', async () => {
    const world = new World();
    await world.configure(server, serverCalled('farm'));
    await world.online();
    await world.lose(broken, 'farm');
    await world.connections.close();
    expect(world.known.at(-1)).toEqual({ server: 'noc', at: startAt });
    await world.configure(server, serverCalled('racks'));
    world.connections.woke();
    world.connections.retry('farm');
    world.connections.resume();
    const told = world.told.length;
    await world.clock.tick(60 * minute);
    expect([...world.live('noc'), ...world.live('farm'), ...world.live('racks')]).toEqual([]);
    expect(world.told).toHaveLength(told);
  });
});

describe('when the disk cannot keep up', () => {
  it('pauses the socket and goes on when there is room', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    world.room = false;
    const { link } = world.line();
    link.event(said('one'));
    link.event(said('two'));
    expect(world.line().paused).toBe(true);
    expect(world.state().pressed).toBe(true);
    world.room = true;
    world.connections.resume();
    expect(world.line().paused).toBe(false);
    expect(world.state().pressed).toBe(false);
    expect(world.told.filter(({ what }) => what === 'event')).toHaveLength(2);
  });

  it('pauses also a line that speaks while it is being opened', async () => {
    const world = new World({
      opening: ({ link }) => {
        link.up();
        link.event(said('at once'));
      },
    });
    world.room = false;
    await world.configure(server);
    expect(world.line().paused).toBe(true);
    expect(world.state().pressed).toBe(true);
  });

  it('forgets the pressure of a line that is gone', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    world.room = false;
    world.line().link.event(said('one'));
    await world.lose();
    expect(world.state().pressed).toBe(false);
    await world.clock.tick(1_000);
    expect(world.line().paused).toBe(false);
  });
});

describe('an acknowledgement', () => {
  it('is answered also when its line ends first', async () => {
    const world = new World({ acknowledge: () => new Promise(() => undefined) });
    await world.configure(server);
    await world.online();
    const asked = world.connections.acknowledge('noc', 'incident:1');
    await world.lose();
    expect(await asked).toMatchObject({ code: 'acknowledge-offline' });
  });
});

describe('a proof', () => {
  it('is asked for every 5 minutes, and its failure is a lost line since the last one', async () => {
    const at: number[] = [];
    const world = new World({
      prove: async () => {
        at.push((world.clock.now() - startAt) / minute);
        return at.length < 3 ? null : broken;
      },
    });
    await world.configure(server);
    expect(world.state().proven).toBe(true);
    await world.online();
    await world.clock.tick(14 * minute);
    expect(world.state().state.name).toBe('online');
    await world.clock.tick(minute);
    expect(at).toEqual([5, 10, 15]);
    expect(world.state().state.name).toBe('waiting');
    expect(world.known.at(-1)).toEqual({ server: 'noc', at: startAt + 10 * minute });
    await world.clock.tick(500);
    expect(world.line().target.since).toBe(startAt + 10 * minute);
  });

  it('that does not come is a lost line', async () => {
    const world = new World({ prove: () => new Promise(() => undefined) });
    await world.configure(server);
    await world.online();
    await world.clock.tick(5 * minute + 20_000);
    expect(world.state().state).toMatchObject({ name: 'waiting', why: { code: 'time' } });
  });

  it('is waited for while its answer may be among what is not read', async () => {
    const world = new World({ prove: () => new Promise(() => undefined) });
    await world.configure(server);
    await world.online();
    await world.clock.tick(5 * minute);
    world.room = false;
    world.line().link.event(said('one'));
    await world.clock.tick(60_000);
    expect(world.state()).toMatchObject({ pressed: true, state: { name: 'online' } });
    world.connections.resume();
    await world.clock.tick(20_000);
    expect(world.state().state.name).toBe('online');
    await world.clock.tick(20_000);
    expect(world.state().state).toMatchObject({ name: 'waiting', why: { code: 'time' } });
  });

  it('that breaks is a lost line', async () => {
    const world = new World({ prove: () => Promise.reject(new Error('no proof')) });
    await world.configure(server);
    await world.online();
    await world.clock.tick(5 * minute);
    expect(world.state().state).toMatchObject({ name: 'waiting', why: { params: { text: 'no proof' } } });
  });

  it('of a line that is gone means nothing', async () => {
    let fail = () => {};
    const world = new World({
      prove: () =>
        new Promise((resolve) => {
          fail = () => resolve(signIn);
        }),
    });
    await world.configure(server);
    await world.online();
    await world.clock.tick(5 * minute);
    await world.lose();
    await world.clock.tick(1_000);
    await world.online();
    fail();
    await world.clock.tick(1_000);
    expect(world.state().state.name).toBe('online');
  });

  it('that comes too late, of a line that is gone, does not put off the proof of the next', async () => {
    const answers: ((down: null) => void)[] = [];
    const world = new World({ prove: () => new Promise((resolve) => answers.push(resolve)) });
    await world.configure(server);
    await world.online();
    await world.clock.tick(5 * minute);
    await world.lose();
    await world.clock.tick(1_000);
    const again = world.clock.now();
    await world.online();
    await world.clock.tick(4 * minute);
    answers[0]?.(null);
    await world.clock.tick(minute);
    expect(answers).toHaveLength(2);
    await world.clock.tick(20_000);
    expect(world.state().state.name).toBe('waiting');
    expect(world.known.at(-1)).toEqual({ server: 'noc', at: again });
  });

  it('is not claimed where the protocol has none', async () => {
    const world = new World();
    await world.configure(server);
    await world.online();
    expect(world.state().proven).toBe(false);
    await world.clock.tick(60 * minute);
    expect(world.state().state.name).toBe('online');
  });
});

describe('access', () => {
  const access = { token: 'token-1', refused: () => undefined };

  it('is asked for before each line, with the secrets, and handed over', async () => {
    const asked: string[] = [];
    const world = new World({
      resolve: async (settings) => ({ server: { ...settings, secret: 'resolved' } }),
      accessTo: async (settings) => {
        asked.push(String(settings['secret']));
        return { ...access, token: `token-${asked.length}` };
      },
    });
    await world.configure(server);
    expect(world.line().target.access?.token).toBe('token-1');
    await world.lose(broken);
    await world.clock.tick(1_000);
    expect(world.line().target.access?.token).toBe('token-2');
    expect(asked).toEqual(['resolved', 'resolved']);
  });

  it('that cannot be had just now is waited for', async () => {
    const world = new World({ accessTo: async () => ({ cause: refused, fatal: false }) });
    await world.configure(server);
    expect(world.state().state).toMatchObject({ name: 'waiting', why: refused });
    expect(world.lines).toEqual([]);
  });

  it.each(['sign-in', 'sign-in-needed'] as const)('that only a person can give blocks: %s', async (code) => {
    let denied = true;
    const cause = { code, params: { host: 'login.example', text: '' } };
    const world = new World({ accessTo: async () => (denied ? { cause, fatal: true } : access) });
    await world.configure(server);
    expect(world.state().state).toEqual({ name: 'blocked', why: cause });
    expect(world.own()).toEqual(['opened error access-denied of sign-in']);
    await world.clock.tick(10 * minute);
    expect(world.lines).toEqual([]);
    denied = false;
    world.connections.retry('noc');
    await world.clock.tick(0);
    await world.online();
    expect(world.state().state.name).toBe('online');
    expect(world.own()).toEqual(['opened error access-denied of sign-in', 'closed ok access-denied of sign-in']);
  });

  it('that comes after the line was given up opens nothing', async () => {
    const late = Promise.withResolvers<typeof access>();
    const world = new World({ accessTo: () => late.promise });
    await world.configure(server);
    await world.configure();
    late.resolve(access);
    await world.clock.tick(0);
    expect(world.lines).toEqual([]);
  });
});
