import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import { marksOf, showLike, silenceLike } from '../rules/proposal.ts';
import type { Rules } from '../rules/rule.ts';
import { Tryout } from '../rules/trial.ts';
import { freshId } from '../settings/rules.ts';
import type { SettingsStore } from '../settings/store.ts';
import { type CommandTable, Refusal } from './table.ts';

/** Each costs a search. */
const subjectsAtMost = 200;

interface RuleCommands {
  readonly settings: SettingsStore;
  readonly history: History;
  readonly clock: Clock;
  /** The rules in force. */
  readonly rules: () => Rules;
}

/** Making, trying, ordering and removing rules. */
export function ruleCommands({ settings, history, clock, rules }: RuleCommands) {
  const ids = () => new Set(settings.rules.views().map(({ id }) => id));

  /** Goes back through the history page by page; between them everything else has its turn. */
  async function tried(tryout: Tryout, limit: number): Promise<void> {
    let before: number | null = null;
    for (let left = limit; left > 0; ) {
      const { steps, next } = await history.trail(before, left, tryout.asksPayload);
      for (const { row, stream, payload } of steps) tryout.take({ row, stream, payload: parsed(payload) });
      left -= steps.length;
      if (next === null) return;
      before = next;
    }
  }

  return {
    'rules.save': ({ rule }) => settings.rules.save(rule),
    'rules.move': async ({ id, before }) => {
      if (!(await settings.rules.move(id, before))) throw missing(id);
      return null;
    },
    'rules.remove': async ({ id }) => {
      if (!(await settings.rules.remove(id))) throw missing(id);
      return null;
    },
    'rules.restore': async ({ id }) => ({ restored: await settings.rules.restore(id) }),
    'rules.enable': async ({ id, enabled }) => {
      if (!ids().has(id)) throw missing(id);
      const [fault] = await settings.change({ rules: [{ id, enabled }] });
      if (fault !== undefined) throw new Refusal('locked', fault.text);
      return null;
    },
    'rules.try': async ({ rule: draft, limit }) => {
      const { faults, rule } = settings.rules.draft(draft);
      if (faults.length > 0) return { faults, trial: null };
      if (rule === null) throw new Refusal('bad-input', 'A default rule cannot be tried: make one of your own');
      const tryout = new Tryout(rule, rules().defaults);
      await tried(tryout, limit);
      return { faults, trial: tryout.result() };
    },
    'rules.from': async ({ event, toast }) => {
      const [row] = await history.rows([event]);
      if (row === undefined) throw new Refusal('not-found', 'This event is not in the history any more');
      const rule = toast === 'show' ? showLike(row) : silenceLike(row);
      return { rule: { id: freshId(rule.name, ids()), ...rule }, marks: marksOf(row) };
    },
    'rules.subjects': () => {
      const named = new Set(settings.rules.views().flatMap(({ rule }) => subjectIds(rule)));
      return history.subjectNames([...named].slice(0, subjectsAtMost));
    },
    'rules.hits': () => history.ruleHits(clock.now()),
  } satisfies Partial<CommandTable>;
}

/** What a rule as it stands in the settings asks a subject to be. */
function subjectIds({ when }: Readonly<Record<string, unknown>>): readonly string[] {
  const tests = fieldsOf(when)['subject'];
  if (!Array.isArray(tests)) return [];
  return tests.map((test) => fieldsOf(test)['is']).filter((is) => typeof is === 'string');
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parsed(payload: string | null): unknown {
  if (payload === null) return null;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

function missing(id: string): Refusal {
  return new Refusal('not-found', `There is no rule "${id}" that can be changed here`);
}
