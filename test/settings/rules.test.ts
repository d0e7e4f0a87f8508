import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshId } from '../../main/settings/rules.ts';
import type { SettingsStore } from '../../main/settings/store.ts';
import { defaultRuleIds, type RuleView } from '../../preload/contract/api.ts';
import { sentences, World, world } from './world.ts';

const silent = {
  id: 'r1',
  name: 'Only serious traps',
  when: { kind: ['trap'], maxSeverity: 'warning' },
  then: { toast: 'none' },
};
const urgent = { id: 'r2', then: { toast: 'urgent' } };

/** The rules of the user and the policy as the window lists them. */
const own = (store: SettingsStore) => store.rules.views().filter(({ origin }) => origin !== 'default');
const ids = (store: SettingsStore) => own(store).map(({ id }) => id);
const inForce = (store: SettingsStore) => store.current().rules.map(({ id }) => id);
function view(store: SettingsStore, id: string): RuleView {
  const found = store.rules.views().find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no rule ${id}`);
  return found;
}

describe('the rules of the settings', () => {
  it('are as they stand in the file, with what is left out filled in', async () => {
    const made = world();
    made.write({ rules: [silent, urgent] });
    const store = await made.open();
    expect(store.current().rules).toEqual([
      { ...silent, enabled: true },
      { id: 'r2', name: 'r2', enabled: true, when: {}, then: { toast: 'urgent' } },
    ]);
    expect(own(store)).toMatchObject([
      { id: 'r1', name: 'Only serious traps', enabled: true, origin: 'user', faults: [], rule: silent },
      { id: 'r2', name: 'r2', origin: 'user', faults: [] },
    ]);
    expect(store.rules.views().slice(2)).toEqual(
      defaultRuleIds.map((id) =>
        expect.objectContaining({ id, origin: 'default', enabled: true, rule: {}, faults: [] }),
      ),
    );
    expect(store.notices()).toEqual([]);
  });

  const bad: readonly [what: string, rule: Record<string, unknown>, path: string, text: string][] = [
    ['an unsupported pattern', { when: { text: [{ pattern: 'a(?=b)' }] } }, 'when.text.0.pattern', 'not supported'],
    ['a condition that nobody knows', { when: { kinds: ['trap'] } }, 'when', 'kinds'],
    ['a kind that nobody knows', { when: { kind: ['traps'] } }, 'when.kind.0', ''],
    ['a list that names nothing', { when: { server: [] } }, 'when.server', 'Name one'],
    ['a range that is empty', { when: { minSeverity: 'error', maxSeverity: 'info' } }, 'when', 'worse'],
    ['two texts in one test', { when: { text: [{ is: 'a', contains: 'b' }] } }, 'when.text.0', 'one of'],
    ['no path', { when: { payload: [{ path: 'a..b', test: 'exists' }] } }, 'when.payload.0.path', 'no path'],
    [
      'a comparison with no number',
      { when: { payload: [{ path: 'a', test: '>', value: 'x' }] } },
      'when.payload.0.value',
      'number',
    ],
    ['no effect', { then: {} }, 'then', 'Say what it does'],
    ['nothing at all', { then: undefined }, 'then', 'needed'],
    ['a toast that nobody knows', { then: { toast: 'loud' } }, 'then.toast', ''],
    ['a repetition without end', { then: { repeat: { everyMin: 5 } } }, 'then.repeat.atMost', 'needed'],
    ['a limit that is none', { then: { alert: { field: 'x', open: '80' } } }, 'then.alert.open', '> 80'],
    ['a limit of many', { then: { alert: { field: 'x.*', open: '> 80' } } }, 'then.alert.field', '*'],
    [
      'limits that overlap',
      { then: { alert: { field: 'x', open: '> 80', close: '< 90' } } },
      'then.alert.close',
      'room',
    ],
    ['the id of another one', { id: 'r2' }, 'id', 'Another rule'],
    ['the id of a default rule that is none', { id: 'default-x' }, 'id', 'no default rule'],
    ['an id with a colon', { id: 'a:b' }, 'id', 'letters'],
    ['the condition of a default rule', { id: 'default-job', when: {} }, 'when', 'stays as it is'],
    [
      'the severity of a default rule',
      { id: 'default-job', when: undefined, then: { severity: 'info' } },
      'then',
      'severity',
    ],
  ];
  it.each(bad)('keep one with %s, not in force and with the reason, and go on', async (_, change, path, text) => {
    const made = world();
    const rules = [urgent, { ...silent, ...change }, { ...silent, id: 'r3' }];
    made.write({ rules });
    const store = await made.open();
    expect(inForce(store)).toEqual(['r2', 'r3']);
    expect(store.current().defaultRules).toEqual([]);
    const faults = store.rules.views().flatMap((each) => each.faults);
    expect(faults).toEqual([{ path, text: expect.stringContaining(text) }]);
    expect(sentences(store).join()).toContain(made.file);
    expect(made.saved()['rules']).toEqual(JSON.parse(JSON.stringify(rules)));
    await store.change({ toasts: { previews: false } });
    expect(made.saved()['rules']).toEqual(JSON.parse(JSON.stringify(rules)));
  });

  it('of the documentation fit', async () => {
    const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
    const made = world();
    made.write(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
    const store = await made.open();
    expect(store.notices()).toEqual([]);
    expect(inForce(store)).toEqual(['r1', 'core', 'night-jobs', 'door', 'hot']);
  });

  it('take edits by hand at once', async () => {
    const made = world();
    made.write({ rules: [silent] });
    const store = await made.open();
    made.write({ rules: [urgent, silent] });
    await made.noticed(store);
    expect(inForce(store)).toEqual(['r2', 'r1']);
  });
});

describe('a rule that is saved', () => {
  it('stands before all others when it is new, and in its place when it is not', async () => {
    const made = world();
    made.write({ rules: [silent] });
    const store = await made.open();
    expect(await store.rules.save({ ...urgent, name: 'r2', enabled: true })).toEqual({ faults: [], id: 'r2' });
    expect(made.saved()['rules']).toEqual([urgent, silent]);
    expect(await store.rules.save({ ...silent, enabled: false })).toEqual({ faults: [], id: 'r1' });
    expect(made.saved()['rules']).toEqual([urgent, { ...silent, enabled: false }]);
    expect(await store.rules.save({ ...view(store, 'r1').rule })).toEqual({ faults: [], id: 'r1' });
    expect(made.saved()['rules']).toEqual([urgent, { ...silent, enabled: false }]);
  });

  it('gets an id of its name', async () => {
    const store = await world().open();
    const save = async (name: unknown) => (await store.rules.save({ name, then: { toast: 'none' } })).id;
    expect([await save('Silence UPS-1'), await save('Silence: UPS 1'), await save('Ü')]).toEqual([
      'silence-ups-1',
      'silence-ups-1-2',
      'rule',
    ]);
    expect(freshId('default-job', new Set())).toBe('job');
    expect(freshId('New', new Set())).toBe('new-2');
    expect(freshId('x'.repeat(200), new Set()).length).toBeLessThan(64);
  });

  it('that does not fit is not written, and says at which field', async () => {
    const made = world();
    made.write({ rules: [silent] });
    const store = await made.open();
    const before = made.text();
    const draft = { ...silent, when: { text: [{ pattern: '(' }] } };
    const fault = { path: 'when.text.0.pattern', text: expect.stringContaining('not supported') };
    expect(await store.rules.save(draft)).toEqual({ faults: [fault], id: 'r1' });
    expect(store.rules.draft(draft)).toEqual({ faults: [fault], rule: null });
    expect(made.text()).toBe(before);
    expect(store.rules.draft(silent)).toEqual({ faults: [], rule: { ...silent, enabled: true } });
  });

  it('can be moved', async () => {
    const made = world();
    const rules = ['a', 'b', 'c'].map((id) => ({ ...urgent, id }));
    made.write({ rules });
    const store = await made.open();
    expect(await store.rules.move('c', 'a')).toBe(true);
    expect(ids(store)).toEqual(['c', 'a', 'b']);
    expect(await store.rules.move('c', null)).toBe(true);
    expect(ids(store)).toEqual(['a', 'b', 'c']);
    expect(await store.rules.move('a', 'c')).toBe(true);
    expect(ids(store)).toEqual(['b', 'a', 'c']);
    expect(await store.rules.move('nobody', 'a')).toBe(false);
    expect(await store.rules.move('a', 'nobody')).toBe(false);
    expect(await store.rules.move('a', 'a')).toBe(false);
    expect(ids(store)).toEqual(['b', 'a', 'c']);
  });

  it('can be removed, and for 30 s brought back to its place', async () => {
    const made = world();
    made.write({ rules: [urgent, silent, { ...urgent, id: 'r3' }] });
    const store = await made.open();
    expect(await store.rules.remove('r1')).toBe(true);
    expect(ids(store)).toEqual(['r2', 'r3']);
    await made.clock.tick(29_000);
    expect(await store.rules.restore('r1')).toBe(true);
    expect(made.saved()['rules']).toEqual([urgent, silent, { ...urgent, id: 'r3' }]);
    expect(await store.rules.restore('r1')).toBe(false);
    await store.rules.remove('r1');
    await made.clock.tick(30_000);
    expect(await store.rules.restore('r1')).toBe(false);
    expect(await store.rules.remove('nobody')).toBe(false);
  });

  it('is not taken for a server of the same id', async () => {
    const made = world();
    made.write({ servers: [{ id: 'one', protocol: 'mill', url: 'http://m' }], rules: [{ ...urgent, id: 'one' }] });
    const store = await made.open();
    expect(await store.rules.remove('one')).toBe(true);
    expect(await store.removeServer('one')).toBe(true);
    expect(await store.rules.restore('one')).toBe(true);
    expect([store.current().servers.length, ids(store)]).toEqual([0, ['one']]);
    expect(await store.restoreServer('one')).toBe(true);
    expect(store.current().servers).toMatchObject([{ id: 'one', protocol: 'mill' }]);
    expect(view(store, 'one').faults).toEqual([]);
  });
});

describe('a default rule', () => {
  it('is changed by an entry of its id, wherever that stands, and is as it was when that goes', async () => {
    const made = world();
    made.write({ rules: [{ id: 'default-job', then: { toast: 'none' } }, silent] });
    const store = await made.open();
    expect(store.current().defaultRules).toEqual([{ id: 'default-job', enabled: true, then: { toast: 'none' } }]);
    expect(inForce(store)).toEqual(['r1']);
    expect(view(store, 'default-job').rule).toEqual({ id: 'default-job', then: { toast: 'none' } });
    expect(await store.rules.save({ id: 'default-job', then: { toast: 'quiet' } })).toEqual({
      faults: [],
      id: 'default-job',
    });
    expect(store.current().defaultRules[0]?.then).toEqual({ toast: 'quiet' });
    expect(await store.rules.remove('default-job')).toBe(true);
    expect(store.current().defaultRules).toEqual([]);
    expect(await store.rules.restore('default-job')).toBe(true);
    expect(await store.rules.save({ id: 'default-job', enabled: true })).toEqual({ faults: [], id: 'default-job' });
    expect(made.saved()['rules']).toEqual([silent]);
  });

  it('is changed by the user only where the user’s settings say something of it', async () => {
    const made = world();
    made.writePolicy({ defaults: { rules: [{ id: 'default-job', then: { toast: 'none' } }] } });
    made.write({ rules: [{ id: 'default-rest', then: { toast: 'show' } }, silent] });
    const store = await made.open();
    const changed = () => store.rules.views().flatMap(({ id, changed: is }) => (is ? [id] : []));
    expect(changed()).toEqual(['r1', 'default-rest']);
    await store.rules.save({ id: 'default-job', then: { toast: 'show' } });
    await store.rules.remove('default-rest');
    expect(changed()).toEqual(['r1', 'default-job']);
    await store.rules.save({ id: 'default-job', then: { toast: 'none' } });
    expect(changed()).toEqual(['r1']);
  });

  it('is switched off and on again, and leaves nothing behind', async () => {
    const made = world();
    const store = await made.open();
    expect(await store.change({ rules: [{ id: 'default-rest', enabled: false }] })).toEqual([]);
    expect(view(store, 'default-rest').enabled).toBe(false);
    expect(await store.change({ rules: [{ id: 'default-rest', enabled: true }] })).toEqual([]);
    expect(made.saved()).toEqual({ version: 1, rules: [] });
  });
});

describe('the rules of a policy', () => {
  const policy = {
    defaults: {
      rules: [
        { ...silent, id: 'suggested' },
        { id: 'default-job', then: { toast: 'none' } },
      ],
    },
    enforced: {
      rules: [
        { ...urgent, id: 'fixed', enabled: true },
        { id: 'default-critical', enabled: true, then: { toast: 'urgent' } },
      ],
    },
  };

  it('stand before the user’s when they are enforced, and are locked', async () => {
    const made = world();
    made.writePolicy(policy);
    made.write({
      rules: [urgent, { id: 'default-critical', then: { toast: 'none' } }, { id: 'suggested', enabled: false }],
    });
    const store = await made.open();
    expect(own(store).map(({ id, origin, enabled }) => [id, origin, enabled])).toEqual([
      ['fixed', 'policy', true],
      ['suggested', 'policy', false],
      ['r2', 'user', true],
    ]);
    expect(store.current().defaultRules).toEqual([
      { id: 'default-critical', enabled: true, then: { toast: 'urgent' } },
      { id: 'default-job', enabled: true, then: { toast: 'none' } },
    ]);
    const text = `Your administrator has set this (${made.policyFile})`;
    expect((await store.rules.save({ id: 'fixed', then: { toast: 'none' } })).faults).toContainEqual({
      path: 'then.toast',
      text,
    });
    expect(await store.change({ rules: [{ id: 'default-critical', enabled: false }] })).toContainEqual({
      path: 'rules.default-critical.enabled',
      text,
    });
    expect(await store.rules.remove('suggested')).toBe(false);
    expect(await store.rules.move('suggested', null)).toBe(false);
    expect(await store.rules.move('r2', 'fixed')).toBe(false);
    expect(await store.change({ rules: [{ id: 'suggested', enabled: true }] })).toEqual([]);
    expect(view(store, 'suggested').enabled).toBe(true);
    expect(store.locked().paths).toContain('rules.fixed.then.toast');
  });

  it('that do not fit make it unusable, with file and line', async () => {
    const made = world();
    made.write({ rules: [silent] });
    const store = await made.open();
    for (const [rule, text] of [
      [{ id: 'x', when: { text: [{ pattern: '(' }] } }, 'enforced.rules.0.when.text.0.pattern: '],
      [{ id: 'x', when: { colour: 'red' } }, 'enforced.rules.0.when: '],
      [{ id: 'default-job', then: { toast: 'loud' } }, 'enforced.rules.0.then.toast: '],
    ] as const) {
      made.writePolicy({ enforced: { rules: [rule] } });
      await expect(made.open({ given: true })).rejects.toThrow(text);
    }
    expect(inForce(store)).toEqual(['r1']);
  });
});

describe('an export', () => {
  it('has the rules as they are, also those that do not fit, and another host takes them all', async () => {
    const toast = fc.constantFrom('urgent', 'show', 'quiet', 'none', 'loud');
    const when = fc.record(
      {
        kind: fc.constantFrom(['trap'], ['none']),
        text: fc.constantFrom([{ contains: 'a', not: true }], [{ pattern: '(' }]),
      },
      { requiredKeys: [] },
    );
    const one = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'c', 'default-job', 'default-x'),
        name: fc.constant('One'),
        enabled: fc.boolean(),
        when,
        then: fc.record({ toast }),
      },
      { requiredKeys: ['id'] },
    );
    const rules = fc.uniqueArray(one, { selector: ({ id }) => id });
    await fc.assert(
      fc.asyncProperty(rules, async (list) => {
        const [here, there] = [new World(), new World()];
        try {
          here.write({ rules: list });
          const store = await here.open();
          const exported = await store.export(false);
          expect(exported).toEqual({ version: 1, rules: JSON.parse(JSON.stringify(list)) });
          const other = await there.open();
          expect((await other.import(exported)).faults).toEqual([]);
          expect(await other.export(false)).toEqual(exported);
          expect(other.rules.views()).toEqual(store.rules.views());
          await Promise.all([store.close(), other.close()]);
        } finally {
          here.remove();
          there.remove();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('brings rules by id: those that are there change in their place', async () => {
    const made = world();
    made.write({ rules: [silent, urgent] });
    const store = await made.open();
    await store.import({
      rules: [
        { id: 'r2', name: 'Loud' },
        { ...urgent, id: 'new' },
      ],
    });
    expect(store.current().rules.map(({ id, name }) => [id, name])).toEqual([
      ['r1', 'Only serious traps'],
      ['r2', 'Loud'],
      ['new', 'new'],
    ]);
  });
});
