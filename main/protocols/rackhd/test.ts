import { lookup } from 'node:dns/promises';
import type { Cause, TestStep } from '../../../preload/contract/api.ts';
import { causeOf } from '../causes.ts';
import type { Link, Target } from '../protocol.ts';
import { newMemory } from './memory.ts';
import type { RackhdSettings } from './schema.ts';
import { RackhdSession } from './session.ts';

/** How long to wait for a first event; a quiet server is no fault. */
const quietMs = 5_000;

/** Goes the way of a connection once: name, socket, watches, a first event. There is no sign-in. Never rejects. */
export async function testRackhd(
  target: Target<RackhdSettings>,
  step: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const why = await nameFault(target);
  if (signal.aborted) return;
  step({ name: 'name', state: why === null ? 'passed' : 'failed', why });
  if (why !== null) return;
  await new Promise<void>((resolve) => {
    let over = false;
    let heard = false;
    let subscribed = false;
    let up = false;
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
        if (lacks !== null) {
          end({ name: 'subscribe', state: 'failed', why: lacks });
          return;
        }
        step({ name: 'subscribe', state: 'passed', why: null });
        subscribed = true;
        cancel = target.clock.after(quietMs, () => end({ name: 'event', state: 'skipped', why: null }));
        if (heard || events.length > 0) received();
      },
      named() {},
      // Before it is known what kind of server it is, that is what is wrong.
      unreadable: (_, cause) => {
        if (up) end({ name: 'event', state: 'failed', why: cause });
      },
      down: ({ cause }) => end({ name: up ? 'event' : 'connect', state: 'failed', why: cause }),
    };
    const aborted = () => end();
    signal.addEventListener('abort', aborted);
    const session = new RackhdSession({ ...target, since: null, askAfterMs: 0 }, link, newMemory());
  });
}

/** Why the name of the server is not known; behind a proxy it is the proxy that looks it up. */
async function nameFault({ server, net }: Target<RackhdSettings>): Promise<Cause | null> {
  if (net.agent !== undefined) return null;
  try {
    await lookup(new URL(server.url).hostname.replace(/^\[|\]$/g, ''));
    return null;
  } catch (error) {
    return causeOf(error, server.url);
  }
}
