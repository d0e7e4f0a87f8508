import { lookup } from 'node:dns/promises';
import type { Cause, TestStep } from '../../preload/contract/api.ts';
import { causeOf } from './causes.ts';
import type { Link, Session, Target } from './protocol.ts';
import { reach } from './reach.ts';

/** How long to wait for a first event; a quiet server is no fault. */
const quietMs = 5_000;
const refusedCodes: ReadonlySet<string> = new Set(['subscription', 'denied']);
const signInCodes: ReadonlySet<string> = new Set(['sign-in', 'sign-in-needed', 'settings', 'secret-missing']);

/**
 * Goes the way of a connection once: name, address and port, TLS, handshake, sign-in, subscriptions, a first event. Says
 * each step as it passes, ends at the first that fails, or when it is called off. `signsIn` false: the kind knows no sign-in. Never rejects.
 */
export async function tryLine<T extends Target>(
  target: T,
  open: (target: T, link: Link) => Session,
  step: (step: TestStep) => void,
  signal: AbortSignal,
  signsIn = true,
): Promise<void> {
  const why = await nameFault(target);
  if (signal.aborted) return;
  step({ name: 'name', state: why === null ? 'passed' : 'failed', why });
  if (why !== null || !(await reach(target, step, signal)) || signal.aborted) return;
  await new Promise<void>((resolve) => {
    let up = false;
    let over = false;
    let heard = false;
    let subscribed = false;
    let lacks: Cause | null = null;
    let session: Session | null = null;
    let cancel = () => {};
    const end = (...last: TestStep[]) => {
      if (over) return;
      over = true;
      cancel();
      signal.removeEventListener('abort', aborted);
      for (const each of last) step(each);
      session?.close();
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
        if (signsIn) {
          step({ name: 'sign-in', state: lacks === null ? 'passed' : 'skipped', why: lacks });
          step({ name: 'subscribe', state: 'passed', why: null });
        } else if (lacks !== null && refusedCodes.has(lacks.code)) {
          end({ name: 'subscribe', state: 'failed', why: lacks });
          return;
        } else step({ name: 'subscribe', state: lacks === null ? 'passed' : 'skipped', why: lacks });
        subscribed = true;
        cancel = target.clock.after(quietMs, () => end({ name: 'event', state: 'skipped', why: null }));
        if (heard || events.length > 0) received();
      },
      named() {},
      // Before it is known what kind of server it is, that is what is wrong.
      unreadable: (_, cause) => {
        if (up) end({ name: 'event', state: 'failed', why: cause });
      },
      down({ cause }) {
        if (up) end({ name: 'event', state: 'failed', why: cause });
        else if (signsIn) end(...failure(cause));
        else end({ name: 'connect', state: 'failed', why: cause });
      },
    };
    const aborted = () => end();
    signal.addEventListener('abort', aborted);
    session = open({ ...target, since: null, askAfterMs: 0 }, link);
    if (over) session.close();
  });
}

/**
 * A subscription that was refused was refused by somebody: what comes before it stood. A sign-in is often made at another
 * address and before the handshake, which then nobody has tried.
 */
function failure(why: Cause): TestStep[] {
  if (signInCodes.has(why.code)) return [{ name: 'sign-in', state: 'failed', why }];
  if (!refusedCodes.has(why.code)) return [{ name: 'connect', state: 'failed', why }];
  return [
    { name: 'connect', state: 'passed', why: null },
    { name: 'sign-in', state: 'passed', why: null },
    { name: 'subscribe', state: 'failed', why },
  ];
}

/** Why the name of the server is not known; behind a proxy it is the proxy that looks it up. */
async function nameFault({ server, net }: Target): Promise<Cause | null> {
  if (net.agent !== undefined) return null;
  try {
    await lookup(new URL(server.url).hostname.replace(/^\[|\]$/g, ''));
    return null;
  } catch (error) {
    return causeOf(error, server.url);
  }
}
