import type { EventRow, Snapshot } from '../../preload/contract/api.ts';
import { plain, type RuleNames, ruleScreen } from '../../preload/contract/texts/index.ts';

/** The kind of server that stands for what Tocsin says of its connections. */
export function ownProtocol() {
  return { value: 'tocsin', label: ruleScreen.ownProtocol };
}

/** How servers and their kinds are called; what is not known any more keeps its id. */
export function namesIn(told: Pick<Snapshot, 'settings' | 'protocols'>): RuleNames {
  const servers = new Map(told.settings.map(({ id, name }) => [id, plain(name)]));
  const protocols = new Map(told.protocols.map(({ name, label }) => [name, label]));
  const own = ownProtocol();
  protocols.set(own.value, own.label);
  return { server: (id) => servers.get(id) ?? id, protocol: (name) => protocols.get(name) ?? name };
}

/** The same, and how subjects are called: by id, and those of these events. */
export function withSubjects(
  names: RuleNames,
  known: Readonly<Record<string, string>>,
  rows: readonly Pick<EventRow, 'subject'>[] = [],
): RuleNames {
  const subjects = new Map<string | null, string | null>(Object.entries(known));
  for (const { subject } of rows) if (subject?.name) subjects.set(subject.id, subject.name);
  return {
    ...names,
    subject: (id) => {
      const name = subjects.get(id) ?? null;
      return name === null ? null : plain(name);
    },
  };
}
