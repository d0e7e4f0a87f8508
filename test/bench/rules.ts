import { rulesInForce } from '../../main/rules/in-force.ts';
import type { RuleSettings, RuleWhen } from '../../preload/contract/api.ts';
import { newJudge } from '../intake/judging.ts';
import { incident, noc } from '../wire.ts';
import { type Measure, percentile } from './measure.ts';

const judged = 20_000;
const rounds = 7;
/** Twenty rules of which none matches, so that each is asked of every event. */
const conditions: readonly RuleWhen[] = [
  { text: [{ pattern: '(?i)link-[0-9]+ .*down' }] },
  { server: ['noc'], text: [{ contains: 'needle' }] },
  { payload: [{ path: 'payload.values.temperature', test: '>', value: 1_000 }] },
  { kind: ['incident'], subject: [{ contains: 'nobody' }] },
];
const rules: readonly RuleSettings[] = Array.from({ length: 20 }, (_, n) => ({
  id: `r${n}`,
  name: `Rule ${n}`,
  enabled: true,
  when: conditions[n % conditions.length] ?? {},
  then: { toast: 'none' },
}));

/** What judging one event costs under twenty rules, beside under none. */
export function measureRules(): Measure {
  const value = percentile(runs(rules), 0.5);
  const bare = percentile(runs([]), 0.5);
  return {
    name: 'judging an event under 20 rules',
    value,
    unit: 'µs',
    beside: { name: 'under none', value: bare },
    aim: 'under 10 µs',
    held: value < 10,
  };
}

function runs(own: readonly RuleSettings[]): readonly number[] {
  const inForce = rulesInForce(own, []);
  const received = Array.from({ length: judged }, (_, n) => ({
    server: noc,
    protocol: noc.protocol,
    wire: incident({
      key: `${n}`,
      alert: `incident:${n}`,
      title: 'CPU over 95 %',
      payload: { payload: { id: n, values: { temperature: 20 } } },
    }),
    receivedAt: n,
  }));
  return Array.from({ length: rounds }, () => {
    const judge = newJudge({ rules: () => inForce });
    const changes = new Map();
    const startedAt = performance.now();
    for (const [index, each] of received.entries()) judge.judge(each, index, null, changes);
    return ((performance.now() - startedAt) * 1_000) / judged;
  });
}
