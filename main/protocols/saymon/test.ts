import { lookup } from 'node:dns/promises';
import type { Cause, TestStep } from '../../../preload/contract/api.ts';
import { causeOf } from '../causes.ts';
import type { Link, Target } from '../protocol.ts';
import { newMemory } from './names.ts';
import type { SaymonSettings } from './schema.ts';
import { SaymonSession } from './session.ts';

/** How long to wait for a first event; a quiet server is no fault. */
const quietMs = 5_000;
const signInCodes: ReadonlySet<string> = new Set(['sign-in', 'sign-in-needed', 'settings', 'secret-missing']);

/** Goes the way of a connection once: name, socket, session, subscriptions, a first event. Never rejects. */
export async function testSaymon(
  target: Target<SaymonSettings>,
  step: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const why = await nameFault(target);
  if (signal.aborted) return;
  step({ name: 'name', state: why === null ? 'passed' : 'failed', why });
  if (why !== null) return;
  await new Promise<void>((resolve) => {
    let up = false;
    let over = false;
    let heard = false;
    let subscribed = false;
    let lacks: Cause | null = null;
    let cancel = () => {};
    const end = (...last: TestStep[]) => {
      if (over) return;
      over = true;
      cancel();
      signal.removeEventListener('abort', aborted);
      for (const each of last) step(each);
      session.close();
      resolve();
    };
    const received = () => {
      heard = true;
      if (subscribed) end({ name: 'event', state: 'passed', why: null });
    };
    const link: Link = {
      up() {
        up = true;
        step({ name: 'connect', state: 'passed', why: null });
      },
      limited: (limits) => {
        lacks = limits[0]?.why ?? null;
      },
      event: received,
      caughtUp({ events }) {
        step({ name: 'sign-in', state: lacks === null ? 'passed' : 'skipped', why: lacks });
        step({ name: 'subscribe', state: 'passed', why: null });
        subscribed = true;
        cancel = target.clock.after(quietMs, () => end({ name: 'event', state: 'skipped', why: null }));
        if (heard || events.length > 0) received();
      },
      named() {},
      unreadable: (_, cause) => end({ name: 'event', state: 'failed', why: cause }),
      down({ cause }) {
        if (up) end({ name: 'event', state: 'failed', why: cause });
        else end(...failure(cause));
      },
    };
    const aborted = () => end();
    signal.addEventListener('abort', aborted);
    const session = new SaymonSession({ ...target, since: null, askAfterMs: 0 }, link, newMemory());
  });
}

/** A refused session was refused by somebody: the connection itself stood. */
function failure(why: Cause): TestStep[] {
  if (!signInCodes.has(why.code)) return [{ name: 'connect', state: 'failed', why }];
  return [
    { name: 'connect', state: 'passed', why: null },
    { name: 'sign-in', state: 'failed', why },
  ];
}

/** Why the name of the server is not known; behind a proxy it is the proxy that looks it up. */
async function nameFault({ server, net }: Target<SaymonSettings>): Promise<Cause | null> {
  if (net.agent !== undefined) return null;
  try {
    await lookup(new URL(server.url).hostname.replace(/^\[|\]$/g, ''));
    return null;
  } catch (error) {
    return causeOf(error, server.url);
  }
}
