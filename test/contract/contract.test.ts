import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FaultProxy, startProxy } from '../faults/proxy.ts';
import { startSecureFront } from '../faults/secure-front.ts';
import { ownCertificate } from '../own-certificate.ts';
import { seeded } from '../seeded.ts';
import { until } from '../until.ts';
import { Desk } from './desk.ts';
import type { Stand, Subject } from './subject.ts';
import { subjects } from './subjects.ts';

/** Real sockets on a busy machine: what has a limit says so itself. */
vi.setConfig({ testTimeout: 60_000 });
const minute = 60_000;
/** Time in a hurry goes by steps. */
const hurryMs = 1_000;
/** What a line needs from its first byte until it is up, at most. */
const onlineMs = 10_000;
/** Signed by nobody, as that which comes with RackHD. */
const own = ownCertificate();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(subject: Subject): Promise<Stand> {
  const stand = await subject.start();
  closing.push(() => stand.close());
  return stand;
}

function deskOf(subject: Subject, random?: number): Desk {
  const desk = new Desk(subject.protocol, random);
  closing.push(() => desk.close());
  return desk;
}

async function behindProxy(stand: Stand): Promise<FaultProxy> {
  const proxy = await startProxy(stand.port);
  closing.push(() => proxy.close());
  return proxy;
}

/** A desk that watches a stand-in and is online. */
async function watching(subject: Subject, through?: 'proxy') {
  const stand = await started(subject);
  const proxy = await behindProxy(stand);
  const desk = deskOf(subject);
  const settings = subject.settings(through === 'proxy' ? addressOf(stand, proxy) : stand.url);
  await desk.watch(settings);
  await desk.online();
  return { stand, proxy, desk, settings };
}

/** The address of a stand-in with the port of a proxy. */
function addressOf(stand: Stand, { port }: { readonly port: number }): string {
  const url = new URL(stand.url);
  url.port = String(port);
  return url.href.replace(/\/$/, '');
}

async function delivers(stand: Stand, desk: Desk, server?: string): Promise<void> {
  const title = stand.emit();
  await until(`"${title}"`, () => desk.titles(server).includes(title));
}

/** The same for a line that may be about to end: what was sent into its end is not waited for. */
async function hears(stand: Stand, desk: Desk, server: string): Promise<void> {
  const sent: string[] = [];
  await desk.passes(
    'an event',
    () => {
      sent.push(stand.emit());
      return desk.titles(server).some((title) => sent.includes(title));
    },
    2 * minute,
  );
}

/** Waits until the line is there anew that a fault ended, or that had ended by itself. */
async function backFrom(fault: () => void, stand: Stand, desk: Desk): Promise<void> {
  const attempts = stand.attempts();
  const standing = desk.state().name === 'online';
  fault();
  const isAnew = () => !standing || stand.attempts() > attempts;
  await desk.passes('back', () => isAnew() && desk.state().name === 'online', 3 * minute);
  await until('one line', () => stand.connections() === 1);
}

/** For when each next try was set while so much time passes, epoch ms. */
async function triesWithin(ms: number, desk: Desk): Promise<readonly number[]> {
  const end = desk.clock.now() + ms;
  const due = new Set<number>();
  const look = () => {
    const state = desk.state();
    if (state.name === 'waiting') due.add(state.retryAt);
    return desk.clock.now() >= end;
  };
  await desk.passes('time', look, ms + minute);
  expect(['waiting', 'connecting']).toContain(desk.state().name);
  return [...due];
}

/** The titles of what happens while the server is away. */
async function missing(stand: Stand, desk: Desk): Promise<readonly string[]> {
  await stand.fall();
  await desk.passes('lost', () => desk.state().name === 'waiting', minute);
  const missed = [stand.happenUnheard(), stand.happenUnheard(), stand.happenUnheard()];
  await stand.rise();
  return missed;
}

/** Waits for the second catch-up, and that it tells what was missed where the kind can be asked. */
async function caughtUpWith(desk: Desk, missed: readonly string[]): Promise<void> {
  await desk.passes('caught up', () => desk.caughtUp.length === 2, 2 * minute);
  const [, { gap, catchUp } = { gap: null, catchUp: null }] = desk.caughtUp;
  expect(gap).not.toBeNull();
  const titles = catchUp?.events.map(({ title }) => title) ?? [];
  if (catchUp?.filled === 'nothing') expect(titles).toEqual([]);
  else expect(titles).toEqual(expect.arrayContaining([...missed]));
}

describe.each(subjects.map((subject) => [subject.protocol.label, subject] as const))('%s', (_, subject) => {
  it('delivers', async () => {
    const { stand, desk } = await watching(subject);
    const titles = [stand.emit(), stand.emit(), stand.emit()];
    await until('all three', () => desk.events.length >= 3);
    expect([...desk.titles()].sort()).toEqual(titles.sort());
  });

  it('delivers whatever the pieces in which bytes arrive', async () => {
    const stand = await started(subject);
    const proxy = await behindProxy(stand);
    proxy.split();
    const desk = deskOf(subject);
    await desk.watch(subject.settings(addressOf(stand, proxy)));
    await desk.online();
    // What is asked for by the way arrives in pieces too.
    expect(desk.limits()).toEqual([]);
    await delivers(stand, desk);
    const missed = await missing(stand, desk);
    await caughtUpWith(desk, missed);
    await delivers(stand, desk);
  });

  it('subscribes again after a drop, once', async () => {
    const { stand, desk } = await watching(subject);
    const before = [...stand.subscriptions()].sort();
    expect(before.length).toBeGreaterThan(0);
    expect(new Set(before).size).toBe(before.length);
    for (let drop = 0; drop < 2; drop++) {
      const attempts = stand.attempts();
      stand.drop();
      await desk.passes('back', () => stand.attempts() > attempts && desk.state().name === 'online', minute);
      await until('subscribed', () => stand.subscriptions().length === before.length);
      expect([...stand.subscriptions()].sort()).toEqual(before);
      expect(stand.connections()).toBe(1);
      await delivers(stand, desk);
      expect(new Set(desk.titles()).size).toBe(desk.titles().length);
    }
  });

  it('keeps trying, and comes back within a minute when the server does', async () => {
    const stand = await started(subject);
    // Nobody waits for longer than this desk.
    const desk = deskOf(subject, 0.999);
    await desk.watch(subject.settings(stand.url));
    await desk.passes('online', () => desk.state().name === 'online', minute);
    await stand.fall();
    await desk.passes('lost', () => desk.state().name === 'waiting', minute);
    const tries = await triesWithin(10 * minute, desk);
    expect(tries.length).toBeGreaterThan(8);
    for (const [n, at] of tries.entries()) expect(at - (tries[n - 1] ?? at)).toBeLessThanOrEqual(minute + onlineMs);
    await stand.rise();
    await desk.passes('back', () => desk.state().name === 'online', minute + onlineMs);
    await delivers(stand, desk);
  });

  it('backs off from a server that lets it in and drops it', async () => {
    const { stand, desk } = await watching(subject);
    const before = stand.attempts();
    const end = desk.clock.now() + 5 * minute;
    const dropping = () => {
      if (desk.state().name === 'online' && stand.connections() > 0) stand.drop();
      return desk.clock.now() >= end;
    };
    await desk.passes('time', dropping, 6 * minute);
    const tries = stand.attempts() - before;
    expect(tries).toBeGreaterThan(6);
    expect(tries).toBeLessThan(25);
  });

  if (subject.wrongCredentials !== null) {
    const { wrongCredentials } = subject;
    it('is blocked by refused credentials without a storm of attempts, and freed by new ones', async () => {
      const stand = await started(subject);
      const desk = deskOf(subject);
      await desk.watch(subject.settings(stand.url, wrongCredentials));
      await until('blocked', () => desk.state().name === 'blocked');
      expect(desk.state()).toMatchObject({ why: { code: 'sign-in' } });
      expect(desk.own.map(({ event: { kind, phase } }) => [kind, phase])).toEqual([['access-denied', 'opened']]);
      await desk.pass(10 * minute);
      expect(stand.attempts()).toBeLessThanOrEqual(2);
      await desk.watch(subject.settings(stand.url));
      await desk.online();
      await delivers(stand, desk);
    });
  }

  it('stops for good: nothing arrives after it, whatever was under way', async () => {
    const { stand, proxy, desk } = await watching(subject, 'proxy');
    proxy.delay(150);
    for (let n = 0; n < 20; n++) stand.emit();
    await desk.watch();
    const heard = desk.events.length;
    await until('gone', () => stand.connections() === 0);
    await desk.pass(10 * minute);
    expect(stand.connections()).toBe(0);
    expect(desk.events.length).toBe(heard);
    expect(desk.states()).toEqual([]);
  });

  it('stops for good while a line is being made, and while it waits for the next try', async () => {
    const stand = await started(subject);
    const proxy = await behindProxy(stand);
    const desk = deskOf(subject);
    const settings = subject.settings(addressOf(stand, proxy));
    proxy.delay(100);
    await desk.watch(settings);
    await until('a line', () => proxy.lines() > 0);
    await desk.watch();
    await until('gone', () => proxy.lines() === 0);
    proxy.heal();
    await desk.pass(10 * minute);
    expect(proxy.lines()).toBe(0);
    expect(desk.caughtUp).toEqual([]);

    await desk.watch(settings);
    await desk.online();
    await stand.fall();
    await desk.passes('lost', () => desk.state().name === 'waiting', minute);
    await desk.watch();
    await stand.rise();
    const [attempts, heard] = [stand.attempts(), desk.caughtUp.length];
    await desk.pass(10 * minute);
    expect(proxy.lines()).toBe(0);
    expect(stand.attempts()).toBe(attempts);
    expect(desk.caughtUp).toHaveLength(heard);
  });

  it('ignores late messages of a line that was replaced', async () => {
    const { stand, proxy, desk, settings } = await watching(subject, 'proxy');
    proxy.delay(150);
    const title = stand.emit();
    const attempts = stand.attempts();
    await desk.watch({ ...settings, headers: { 'X-Desk': 'new' } });
    await until('replaced', () => stand.attempts() > attempts && desk.state().name === 'online', 20_000);
    proxy.heal();
    await delivers(stand, desk);
    expect(desk.titles().filter((each) => each === title)).toEqual([]);
    await until('one line', () => stand.connections() === 1);
  });

  it('survives garbage, and a line beside it misses nothing', async () => {
    const { stand, desk, settings } = await watching(subject);
    const healthy = await started(subject);
    await desk.watch(settings, subject.settings(healthy.url, { id: 'healthy' }));
    await desk.online();
    for (const frame of subject.garbage) {
      stand.raw(frame);
      await delivers(healthy, desk, 'healthy');
      await desk.passes(
        'a line',
        () => desk.state(settings.id).name === 'online' && stand.connections() === 1,
        2 * minute,
      );
      await hears(stand, desk, settings.id);
    }
    expect(desk.unreadable.length).toBeGreaterThan(0);
    expect(desk.titles('healthy')).toHaveLength(subject.garbage.length);
  });

  it('survives wrong bits on the way', async () => {
    const { stand, proxy, desk, settings } = await watching(subject, 'proxy');
    const random = seeded(7);
    for (let line = 0; line < 6; line++) {
      proxy.corrupt(random);
      for (let n = 0; n < 20 && proxy.lines() > 0; n++) {
        const before = proxy.pieces();
        stand.emit();
        await until('a wrong bit', () => proxy.pieces() > before || proxy.lines() === 0);
      }
      proxy.heal();
      await backFrom(proxy.reset, stand, desk);
    }
    expect(desk.unreadable.length).toBeGreaterThan(0);

    // A line that is being made.
    proxy.corrupt(random);
    proxy.reset();
    await desk.pass(10_000);
    proxy.heal();
    proxy.reset();
    // A wrong bit may have made a refusal of an answer: then a person tries again.
    desk.retry(settings.id);
    await desk.passes('back', () => desk.state().name === 'online' && stand.connections() === 1, 3 * minute);
    await delivers(stand, desk);
  });

  it('comes back from a line that was cut or reset, and hears a slow one to the end', async () => {
    const { stand, proxy, desk } = await watching(subject, 'proxy');
    for (const fault of [proxy.cut, proxy.reset]) {
      await backFrom(fault, stand, desk);
      await delivers(stand, desk);
    }
    proxy.throttle(20_000);
    await backFrom(proxy.reset, stand, desk);
    const attempts = stand.attempts();
    const sent = Array.from({ length: 20 }, () => stand.emit());
    const isHeard = () => sent.every((title) => desk.titles().includes(title));
    // What comes slowly comes: nobody takes the line for dead meanwhile.
    if (subject.heartbeat === 'ours') await desk.passes('all', isHeard, 10 * minute);
    else await until('all', isHeard, 30_000);
    expect(stand.attempts()).toBe(attempts);
  });

  it('finds a half-open line within its stated time', async () => {
    const { stand, proxy, desk } = await watching(subject, 'proxy');
    proxy.halfOpen();
    const found = () => desk.state().name !== 'online';
    if (subject.heartbeat === 'library') await until('found', found, subject.halfOpenMs);
    else await desk.passes('found', found, subject.halfOpenMs + hurryMs);
    proxy.heal();
    proxy.reset();
    await desk.passes('back', () => desk.state().name === 'online', 2 * minute);
    await delivers(stand, desk);
  });

  it.each(Object.entries(subject.silences))(
    'finds within its stated time that it is connected and hears nothing: %s',
    async (way, withinMs) => {
      const { stand, desk } = await watching(subject);
      await stand.silence(way);
      await desk.passes('found', () => desk.state().name !== 'online', withinMs + hurryMs);
    },
  );

  if (subject.tellsRefusals)
    it('is online and limited, with the reason, when one subscription of many is refused', async () => {
      const stand = await started(subject);
      stand.refuseOne();
      const desk = deskOf(subject);
      await desk.watch(subject.settings(stand.url));
      await desk.passes('online', () => desk.state().name === 'online', 2 * minute);
      const limits = () => {
        const state = desk.state();
        return state.name === 'online' ? state.limits : [];
      };
      await desk.passes('limited', () => limits().length > 0, 2 * minute);
      expect(limits()).toHaveLength(1);
      expect(['subscription', 'denied']).toContain(limits()[0]?.why.code);
      await delivers(stand, desk);
    });

  it('shares neither sockets nor credentials between servers of one origin', async () => {
    const stand = await started(subject);
    const desk = deskOf(subject);
    const others = subject
      .neighbours(stand.url)
      .map((change, n) => subject.settings(stand.url, { ...change, id: `other-${n}`, name: `Other ${n}` }));
    const count = others.length + 1;
    // One after the other: what the first has must not serve the next.
    for (let n = 0; n < count; n++) {
      await desk.watch(subject.settings(stand.url), ...others.slice(0, n));
      await desk.online();
    }
    await until('sockets', () => stand.connections() === count);
    const credentials = stand.credentials().filter((each) => each !== '');
    expect(new Set(credentials).size).toBe(credentials.length);
    const title = stand.emit();
    await until('all', () => desk.titles().filter((each) => each === title).length === count);
    await desk.watch(subject.settings(stand.url));
    await until('one socket', () => stand.connections() === 1);
    await delivers(stand, desk);
  });

  it('trusts a certificate that nobody signed for the one server that it was given for', async () => {
    const stand = await started(subject);
    const front = await startSecureFront(stand.port, own);
    closing.push(() => front.close());
    const url = addressOf(stand, front).replace(/^(http|ws):/, '$1s:');
    const desk = deskOf(subject);
    const strict = subject.settings(url, { id: 'strict', name: 'Strict' });
    const lenient = { id: 'lenient', name: 'Lenient', tls: { rejectUnauthorized: false } };
    await desk.watch(subject.settings(url, { tls: { ca: own.cert } }), subject.settings(url, lenient), strict);
    const [given, ...others] = desk.states().map(({ id }) => id);
    for (const id of [given, 'lenient']) {
      await until(`${id} online`, () => desk.state(id).name === 'online' && desk.readOnce(id ?? ''));
      // What is asked for by the way is trusted alike.
      expect(desk.limits(id)).toEqual([]);
      await delivers(stand, desk, id);
    }
    expect(others).toEqual(['lenient', 'strict']);
    await until('refused', () => {
      const state = desk.state('strict');
      return state.name === 'waiting' && state.why.code === 'authority';
    });
    expect(desk.titles('strict')).toEqual([]);
  });

  it('catches up with a gap: once, told as such and not as news', async () => {
    const { stand, desk } = await watching(subject);
    await delivers(stand, desk);
    const missed = await missing(stand, desk);
    const heard = desk.events.length;
    await caughtUpWith(desk, missed);
    expect(desk.events.length).toBe(heard);
    await desk.pass(5 * minute);
    expect(desk.caughtUp).toHaveLength(2);
  });
});
