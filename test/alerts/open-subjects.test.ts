import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Alerts } from '../../main/alerts/alerts.ts';
import { alertRecord, nothing } from '../history/events.ts';

const servers = ['noc', 'iot'];
const subjects = [
  { type: 'object', id: '1', name: 'UPS-1' },
  { type: 'link', id: '1', name: null },
  { type: 'object', id: '2', name: null },
  { type: 'object', id: null, name: 'nameless' },
  null,
];

/** An alert is at its subject from its opening to its end, however that comes, and goes where a later event says it is. */
it('names the open alerts of each subject, whatever opened and closed before', () => {
  const step = fc.record({
    n: fc.integer({ min: 0, max: 3 }),
    server: fc.constantFrom(...servers),
    subject: fc.constantFrom(...subjects),
    closes: fc.boolean(),
  });
  const kindOf = (n: number) => (n === 3 ? 'job' : 'incident');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(39), (steps, restartAt) => {
      let alerts = new Alerts(
        nothing,
        () => 'NOC',
        () => false,
      );
      const open = new Map<string, string>();
      const placeOf = (server: string, subject: (typeof subjects)[number]) =>
        JSON.stringify([server, subject?.type, subject?.id]);
      steps.forEach(({ n, server, subject, closes }, index) => {
        const key = `incident:${n}`;
        const at = { server, key, kind: kindOf(n), subject } as const;
        alerts.put(alertRecord({ ...at, closedAt: closes ? 9 : null }), 9);
        if (closes) open.delete(`${server} ${key}`);
        else open.set(`${server} ${key}`, placeOf(server, subject));
        if (index === restartAt) {
          const kept = servers.flatMap((of) => alerts.of(of));
          alerts = new Alerts(
            { ...nothing, alerts: kept.map(({ record }) => ({ ...record, firstEvent: 1, lastEvent: 1 })) },
            () => 'NOC',
            () => false,
          );
        }
        for (const of of servers) {
          for (const about of subjects) {
            const expected = [...open].filter(([name, place]) => {
              const isThere = about !== null && about.id !== null && place === placeOf(of, about);
              return isThere && !name.endsWith('3');
            });
            const named = [...alerts.atSubject(of, about)].map(({ record }) => `${record.server} ${record.key}`);
            expect(named.toSorted()).toEqual(expected.map(([name]) => name).toSorted());
          }
        }
      });
    }),
  );
});
