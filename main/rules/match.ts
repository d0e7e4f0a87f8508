import { type RuleSettings, type RuleWhen, rankOf, type Subject, type TextTest } from '../../preload/contract/api.ts';
import { fieldTest } from './payload.ts';
import type { DefaultWhen, Facts, OwnRule, Said } from './rule.ts';
import { textTest } from './text.ts';

/** Whether everything that the condition of a default rule names holds. */
export function matches(when: DefaultWhen, facts: Facts): boolean {
  return (
    (when.kind?.includes(facts.kind) ?? true) &&
    (when.phase === undefined || (facts.phase !== null && when.phase.includes(facts.phase))) &&
    (when.minSeverity === undefined || rankOf(facts.severity) >= rankOf(when.minSeverity)) &&
    same(when.stream, facts.stream) &&
    same(when.aim, facts.aim) &&
    same(when.automatic, facts.automatic) &&
    same(when.worse, facts.worse) &&
    same(when.openingToasted, facts.openingToasted)
  );
}

type Test = (said: Said) => boolean;

/**
 * Makes a rule ready: what is cheap is asked first, and the first test that fails ends it. One with a limit matches only
 * the events that cross it. Throws a TypeError for a pattern that the schema would not have let pass.
 */
export function ownRule({ id, when, then }: RuleSettings): OwnRule {
  return {
    id,
    matches: then.alert === undefined ? condition(when) : (said) => said.crossed === id,
    then,
    namesPhase: when.phase !== undefined,
    meansStreams: meansStreams(when),
  };
}

/** All tests of a condition as one. */
export function condition(when: RuleWhen): Test {
  const tests = testsOf(when);
  return (said) => {
    for (const test of tests) if (!test(said)) return false;
    return true;
  };
}

function testsOf(when: RuleWhen): readonly Test[] {
  const tests: Test[] = [];
  const { minSeverity, maxSeverity, stream, phase } = when;
  if (stream !== undefined) tests.push((said) => said.stream === stream);
  if (minSeverity !== undefined) {
    const least = rankOf(minSeverity);
    tests.push(({ severity }) => rankOf(severity) >= least);
  }
  if (maxSeverity !== undefined) {
    const most = rankOf(maxSeverity);
    tests.push(({ severity }) => rankOf(severity) <= most);
  }
  if (when.kind !== undefined) tests.push(oneOf(when.kind, ({ kind }) => kind));
  if (phase !== undefined) tests.push((said) => said.phase !== null && phase.includes(said.phase));
  if (when.server !== undefined) tests.push(oneOf(when.server, ({ server }) => server));
  if (when.protocol !== undefined) tests.push(oneOf(when.protocol, ({ protocol }) => protocol));
  if (when.topic !== undefined) tests.push(oneOf(when.topic, ({ topic }) => topic));
  const patternsLast = (texts: readonly TextTest[] = []) =>
    texts.toSorted((a, b) => Number(a.pattern !== undefined) - Number(b.pattern !== undefined));
  for (const each of patternsLast(when.subject)) tests.push(subjectTest(each));
  for (const each of when.payload ?? []) {
    const holds = fieldTest(each);
    tests.push(({ payload }) => holds(payload));
  }
  for (const each of patternsLast(when.text)) {
    const passes = textTest(each);
    const wanted = each.not !== true;
    tests.push(({ title, body }) => (passes(title) || passes(body)) === wanted);
  }
  return tests;
}

function subjectTest(test: TextTest): Test {
  const passes = textTest(test);
  const wanted = test.not !== true;
  const named = (subject: Subject | null) =>
    subject !== null &&
    ((subject.id !== null && passes(subject.id)) || (subject.name !== null && passes(subject.name)));
  return ({ subject }) => named(subject) === wanted;
}

function oneOf<T>(words: readonly T[], of: (said: Said) => T): Test {
  const wanted = new Set(words);
  return (said) => wanted.has(of(said));
}

/** Kinds of which all events stream. */
const streamKinds: readonly string[] = ['telemetry', 'model', 'bulk'];

/**
 * Whether a rule is about streams: it says so, names a topic or a field of the payload, or only kinds that always
 * stream. Else a rule such as "all of this server" would toast every reading.
 */
function meansStreams({ stream, topic, payload, kind }: RuleWhen): boolean {
  if (stream !== undefined) return stream;
  return topic !== undefined || payload !== undefined || kind?.every((each) => streamKinds.includes(each)) === true;
}

function same<T>(wanted: T | undefined, found: T): boolean {
  return wanted === undefined || wanted === found;
}
