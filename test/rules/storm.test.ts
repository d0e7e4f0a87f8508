import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, calm, type Storm } from '../../main/rules/storm.ts';
import { rankOf, type Severity, severities } from '../../preload/contract/api.ts';

interface Arrival {
  readonly afterMs: number;
  readonly server: string;
  readonly severity: Severity;
}

/** When which toasts were let through. */
function run(arrivals: readonly Arrival[], maxPerMinute = 10) {
  let storm: Storm = calm;
  let now = 1_000_000;
  return arrivals.map(({ afterMs, server, severity }) => {
    now += afterMs;
    const result = admit(storm, { server, severity }, maxPerMinute, now);
    storm = result.storm;
    return { at: now, server, severity, admitted: result.admitted };
  });
}

const error = (afterMs: number, server = 'noc'): Arrival => ({ afterMs, server, severity: 'error' });

describe('a storm', () => {
  it('lets three go at once and takes the rest into a summary', () => {
    expect(run([error(0), error(0), error(0), error(0), error(0)]).map((each) => each.admitted)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('lasts until 30 s are quiet, also when the rate would allow a toast again', () => {
    const four = [error(0), error(0), error(0), error(0)];
    expect(run([...four, error(29_000)]).at(-1)?.admitted).toBe(false);
    expect(run([...four, error(30_000)]).at(-1)?.admitted).toBe(true);
  });

  it('is over where the clock was set back', () => {
    const four = [error(0), error(0), error(0), error(0)];
    const critical: Arrival = { afterMs: 0, server: 'noc', severity: 'critical' };
    expect(run([...four, error(20_000), error(-3_600_000)]).at(-1)?.admitted).toBe(true);
    // What was worst in it hides nothing.
    const after = run([...four, critical, error(-3_600_000), critical]).slice(-2);
    expect(after.map((each) => each.admitted)).toEqual([false, true]);
  });

  it('shows by itself what is worse than everything in the summary, once', () => {
    const four = [error(0), error(0), error(0), error(0)];
    const worse: Arrival = { afterMs: 0, server: 'noc', severity: 'critical' };
    expect(
      run([...four, worse, worse])
        .slice(4)
        .map((each) => each.admitted),
    ).toEqual([true, false]);
  });

  it('is of one server: another one has its toasts as long as the minute has room', () => {
    const noc = [error(0), error(0), error(0), error(0)];
    expect(run([...noc, error(12_000, 'iot')]).at(-1)?.admitted).toBe(true);
  });

  it('never lets more through in any minute than the limit and a worsening per server', () => {
    const arrival = fc.record({
      afterMs: fc.integer({ min: 0, max: 20_000 }),
      server: fc.constantFrom('noc', 'iot'),
      severity: fc.constantFrom(...severities),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (arrivals, maxPerMinute) => {
        const toasts = run(arrivals, maxPerMinute).filter((each) => each.admitted);
        for (const { at } of toasts) {
          const minute = toasts.filter((each) => each.at > at - 60_000 && each.at <= at);
          // Each server can worsen through the severities above the first once a storm, and a storm takes 30 s to end.
          expect(minute.length).toBeLessThanOrEqual(maxPerMinute + 2 * 2 * rankOf('critical'));
        }
      }),
    );
  });
});
