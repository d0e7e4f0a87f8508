import type { Choice, Clause, EntryForm, EntryPart, Field, Offered, ProtocolView, Topic } from '../api.ts';

/**
 * What the kinds of servers say of themselves and of their fields, in another language: by the kind's name, then by the
 * English sentence, which stands in the kind's own folder. `every`: what is the same for each kind.
 */
export interface KindTexts {
  readonly every: SentenceTexts;
  readonly kinds: Readonly<Record<string, SentenceTexts>>;
}
export type SentenceTexts = Readonly<Record<string, string>>;

/** A sentence in the language that is spoken. */
export type Say = (sentence: string) => string;

/** What says the sentences of a kind in another language; one that has no other words there stays as it is. */
export function sayerOf({ every, kinds }: KindTexts, kind: string): Say {
  const own = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const known = new Map([...Object.entries(every), ...Object.entries(own ?? {})]);
  return (sentence) => known.get(sentence) ?? sentence;
}

/** A kind of server with all that a person reads of it said in another language. */
export function kindIn(kind: ProtocolView, say: Say): ProtocolView {
  return {
    ...kind,
    label: say(kind.label),
    summary: say(kind.summary),
    blind: kind.blind === null ? null : say(kind.blind),
    fields: kind.fields.map((field) => fieldIn(field, say)),
    topics: kind.topics.map((topic): Topic => ({ ...topic, label: say(topic.label) })),
  };
}

/** What a server has for a field: what stands beside the names that it gives. */
export function offeredIn(offered: Offered, say: Say): Offered {
  if ('why' in offered) return offered;
  return { offers: offered.offers.map((offer) => ({ ...offer, note: say(offer.note) })) };
}

function fieldIn(field: Field, say: Say): Field {
  const { choices, clauses, entries, offers, usual } = field;
  // Of the server's own words the help is the severity that they have at first.
  const levels = field.type === 'levels';
  return {
    ...field,
    label: say(field.label),
    help: say(field.help),
    ...(usual === undefined ? {} : { usual: say(usual) }),
    ...(choices === undefined ? {} : { choices: choices.map((choice) => choiceIn(choice, say, levels)) }),
    ...(clauses === undefined ? {} : { clauses: clauses.map((clause) => clauseIn(clause, say)) }),
    ...(entries === undefined ? {} : { entries: entries.map((form) => formIn(form, say)) }),
    ...(offers === undefined ? {} : { offers: say(offers) }),
  };
}

function choiceIn(choice: Choice, say: Say, keepsHelp = false): Choice {
  const { help } = choice;
  return {
    ...choice,
    label: say(choice.label),
    ...(help === undefined ? {} : { help: keepsHelp ? help : say(help) }),
  };
}

function clauseIn(clause: Clause, say: Say): Clause {
  const { choices } = clause;
  return {
    ...clause,
    label: say(clause.label),
    ...(choices === undefined ? {} : { choices: choices.map((choice) => choiceIn(choice, say)) }),
  };
}

function formIn(form: EntryForm, say: Say): EntryForm {
  return { ...form, label: say(form.label), parts: form.parts.map((part) => partIn(part, say)) };
}

function partIn(part: EntryPart, say: Say): EntryPart {
  const { choices, samples } = part;
  return {
    ...part,
    label: say(part.label),
    ...(choices === undefined ? {} : { choices: choices.map((choice) => choiceIn(choice, say)) }),
    ...(samples === undefined ? {} : { samples: samples.map((sample) => ({ ...sample, says: say(sample.says) })) }),
  };
}
