import { describe, expect, it } from 'vitest';
import { protocols } from '../../main/protocols/registry.ts';
import type { EntryForm, EntryPart } from '../../preload/contract/api.ts';
import { formOf, newEntry, overlapsOf, partText, routeView, same, withPart } from '../../renderer/servers/entries.ts';

const forms: readonly EntryForm[] =
  protocols.get('rackhd')?.fields.find(({ path }) => path === 'watches')?.entries ?? [];
const mq = (routingKey: string, exchange = 'on.events') => ({ resource: 'mq', params: { exchange, routingKey } });
const route = forms[0]?.parts.at(-1) as EntryPart;

describe('an item of a list', () => {
  it.each<[item: unknown, form: string | null]>([
    [mq('a.#'), 'messages'],
    [{ params: { routingKey: 'a', exchange: 'on.test' }, resource: 'mq' }, 'messages'],
    [{ resource: 'profiles' }, 'collection'],
    [{ resource: 'profiles', params: {} }, null],
    [{ resource: 'profiles', params: { id: 'p1' } }, null],
    [{ resource: 'mq', params: { exchange: 'on.events', routingKey: 7 } }, null],
    [{ ...mq('a'), more: 'x' }, null],
    [{}, null],
    ['profiles', null],
    [null, null],
    [[], null],
  ])('%j has the form %s', (item, form) => {
    expect(formOf(forms, item)?.name ?? null).toBe(form);
  });

  it('is new with what its form fixes, and has that form whatever is typed', () => {
    for (const form of forms) {
      const made = newEntry(form);
      expect(formOf(forms, made)).toBe(form);
      for (const { path } of form.parts) {
        const typed = withPart(made, path, 'typed');
        expect(partText(typed, path)).toBe('typed');
        expect(formOf(forms, typed)).toBe(form);
        expect(formOf(forms, withPart(typed, path, ''))).toBe(form);
      }
    }
  });

  it.each<[unknown, unknown, boolean]>([
    [mq('a'), { params: { routingKey: 'a', exchange: 'on.events' }, resource: 'mq' }, true],
    [mq('a'), mq('b'), false],
    [mq('a'), { resource: 'mq' }, false],
    ['a', 'a', true],
    [{ resource: 'nodes', params: {} }, { resource: 'nodes' }, false],
  ])('%j is %j: %s', (one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });
});

describe('a routing key', () => {
  const said = (key: string, exchange?: string) => {
    const view = routeView(route, mq(key, exchange));
    return 'fault' in view ? view.fault : [view.takes.map(({ says }) => says), view.floods.map(({ says }) => says)];
  };

  it.each<[key: string, takes: unknown]>([
    ['', 'none'],
    ['graph*', 'part-of-word'],
    ['graph.finished.information.#', [['a workflow ended'], []]],
    ['graph.finished.information.*', [[], []]],
    ['polleralert.#', [['an entry in the event log of a node', 'an alert by SNMP'], []]],
    ['polleralert.#.57b1aa', [['an entry in the event log of a node', 'an alert by SNMP'], []]],
    ['heartbeat.#', [[], ['a heartbeat, every 10 s of each service']]],
    ['mine.#', [[], []]],
  ])('%j takes %j', (key, expected) => {
    expect(said(key)).toEqual(expected);
  });

  it('takes only what is sent to its exchange', () => {
    expect(said('#', 'on.logging')).toEqual([
      ['an error in the log', 'a warning in the log'],
      ['each step of the log'],
    ]);
    expect(said('#', 'on.test')).toEqual([[], []]);
    expect(said('#')).toEqual([expect.arrayContaining(['a task ended']), expect.any(Array)]);
  });

  it.each<[key: string, other: object, expected: object]>([
    ['#.n1', mq('graph.finished.#'), { covered: [], twice: ['graph.finished.#'] }],
    ['graph.finished.information.#', mq('graph.finished.#'), { covered: ['graph.finished.#'], twice: [] }],
    ['graph.#', mq('graph.finished.#'), { covered: [], twice: [] }],
    ['#.n1', mq('#.n1', 'on.test'), { covered: [], twice: [] }],
    ['#.n1', { resource: 'nodes' }, { covered: [], twice: [] }],
    ['', mq('#'), { covered: [], twice: [] }],
  ])('%j beside %j', (key, other, expected) => {
    expect(overlapsOf(route, mq(key), [other])).toEqual(expected);
  });
});
