import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changed, Entry } from '../../main/intake/judge.ts';
import { lineOfEvent } from '../../main/merging/lines.ts';
import type { WireEvent } from '../../main/protocols/protocol.ts';
import { outcomes, type Severity } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { newJudge } from '../intake/judging.ts';
import { incident, noc } from '../wire.ts';

/** An event, and how long after the one before it comes. */
interface Arrival {
  readonly wire: WireEvent;
  readonly afterMs: number;
}

/** Judges as the intake does; what is shown stands as long as `stands` says. */
function judged(arrivals: readonly Arrival[], stands: (line: string) => boolean = () => false, maxPerMinute = 10) {
  const clock = new FakeClock(1_800_000_000_000);
  const judge = newJudge({ clock, maxPerMinute: () => maxPerMinute, stands });
  const changes = new Map<string, Changed>();
  return arrivals.map(({ wire, afterMs }, index) => {
    clock.jump(afterMs);
    const received = { server: noc, protocol: 'saymon', wire, receivedAt: clock.now() };
    return judge.judge(received, index, null, changes);
  });
}

/** Lines at which a toast appears, and a storm's summary. */
function toasts(entries: readonly Entry[]): number {
  const lines = entries.flatMap(({ verdict: { held, toast }, told, event }) =>
    held === null && toast !== 'none' ? [told?.line ?? lineOfEvent(event)] : [],
  );
  const storm = entries.some(({ verdict, told }) => verdict.held === 'storm' && told === null);
  return lines.length + (storm ? 1 : 0);
}

const severity = fc.constantFrom<Severity>('warning', 'error', 'critical');
const n = fc.integer({ min: 0, max: 5 });
const afterMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200_000 }));
const anything = fc
  .record({
    n,
    severity,
    phase: fc.constantFrom('opened', 'updated', 'closed', null),
    kind: fc.constantFrom('incident', 'trap', 'job', 'state'),
    cause: fc.option(n),
    alone: fc.boolean(),
  })
  .map(
    ({ n, severity, phase, kind, cause, alone }): Omit<WireEvent, 'key'> => ({
      ...incident({ kind, phase, severity: phase === 'closed' ? 'ok' : severity, title: `fault ${n % 2}` }),
      alert: alone ? null : `${kind}:${n}`,
      subject: { type: 'object', id: `o${n % 3}`, name: `host-${n % 3}` },
      ...(cause === null ? {} : { cause: { alerts: [], subjects: [{ type: 'object', id: `o${cause % 3}` }] } }),
    }),
  );

/** What opens and closes again and again, each time with a new alert or with the same. */
const restless = fc
  .record({ times: fc.integer({ min: 3, max: 8 }), subject: n, severity, same: fc.boolean(), everyMs: afterMs })
  .map(({ times, subject, severity, same, everyMs }) =>
    Array.from({ length: 2 * times }, (_, index): [Omit<WireEvent, 'key'>, number] => {
      const closes = index % 2 === 1;
      return [
        {
          ...incident({ phase: closes ? 'closed' : 'opened', severity: closes ? 'ok' : severity, title: 'link down' }),
          alert: `link:${subject}:${same ? 0 : index >> 1}`,
          subject: { type: 'link', id: `l${subject}`, name: `link-${subject}` },
        },
        everyMs,
      ];
    }),
  );
const anyEvents = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.tuple(anything, afterMs).map((one) => [one]) }, restless), {
    maxLength: 80,
  })
  .map((parts) => parts.flat());

describe('whatever comes', () => {
  it('has exactly one outcome, with a reason unless it is shown', () => {
    fc.assert(
      fc.property(anyEvents, fc.boolean(), fc.integer({ min: 1, max: 20 }), (events, stands, maxPerMinute) => {
        const entries = judged(
          events.map(([wire, ms], index) => ({ wire: { ...wire, key: `k${index}` }, afterMs: ms })),
          () => stands,
          maxPerMinute,
        );
        const counts = new Map(outcomes.map((outcome) => [outcome, 0]));
        for (const { event, verdict, told } of entries) {
          const { outcome, reason, rule } = event.decision;
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
          expect(reason === null).toBe(outcome === 'pending');
          expect(rule).not.toBeNull();
          expect(outcome === 'merged').toBe(verdict.held === 'storm');
          // What is merged elsewhere is never shown, and where it is told is known.
          if (outcome === 'merged' && told !== null) expect(told.line).not.toBe('');
        }
        const sum = (['pending', 'shown', 'merged', 'silenced', 'failed'] as const).map(
          (each) => counts.get(each) ?? 0,
        );
        expect(sum.reduce((one, other) => one + other)).toBe(events.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is told where a toast was given, or in a summary', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const given = new Set<string>();
        for (const { event, verdict, told } of judged(
          events.map(([wire, ms], index) => ({ wire: { ...wire, key: `k${index}` }, afterMs: ms })),
        )) {
          if (verdict.held === null && verdict.toast !== 'none') given.add(told?.line ?? lineOfEvent(event));
          if (verdict.held === 'storm' && told !== null) expect(given).toContain(told.line);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Equal events, some of which carry an alert of their own. */
function equalOnes(count: number, group: number, alone: number): readonly WireEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    ...incident({ key: `g${group}:${index}`, severity: 'error', title: `fault ${group}` }),
    alert: index < alone ? null : `g${group}:${index}`,
    occurredAt: 1_800_000_000_000 - index,
  }));
}

describe('equal events', () => {
  it('make the same number of toasts in whatever order they come', () => {
    const sizes = fc.array(
      fc.record({ count: fc.integer({ min: 1, max: 12 }), alone: fc.integer({ min: 0, max: 12 }) }),
      { minLength: 1, maxLength: 6 },
    );
    const orders = sizes.chain((groups) => {
      const events = groups.flatMap(({ count, alone }, group) => equalOnes(count, group, alone));
      const order = () => fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length });
      return fc.tuple(order(), order(), fc.constant(groups.length));
    });
    fc.assert(
      fc.property(orders, fc.boolean(), ([one, other, groups], stands) => {
        const told = [one, other].map((events) =>
          toasts(
            judged(
              events.map((wire) => ({ wire, afterMs: 0 })),
              () => stands,
            ),
          ),
        );
        expect(told[0]).toBe(told[1]);
        expect(told[0]).toBe(groups <= 3 ? groups : 4);
      }),
      { numRuns: 300 },
    );
  });

  it('of one kind make the same number whenever they come', () => {
    const runs = fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 30 }),
      )
      .chain(([gaps, alone]) => {
        const events = equalOnes(gaps.length, 0, alone);
        return fc.tuple(
          fc.constant(gaps),
          fc.constant(events),
          fc.shuffledSubarray([...events], { minLength: gaps.length, maxLength: gaps.length }),
        );
      });
    fc.assert(
      fc.property(runs, ([gaps, one, other]) => {
        const at = (events: readonly WireEvent[]) => events.map((wire, index) => ({ wire, afterMs: gaps[index] ?? 0 }));
        expect(toasts(judged(at(one)))).toBe(toasts(judged(at(other))));
      }),
      { numRuns: 300 },
    );
  });
});
