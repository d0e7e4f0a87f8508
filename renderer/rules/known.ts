import type { Snapshot } from '../../preload/contract/api.ts';
import { plain } from '../../preload/contract/texts/index.ts';
import { kindsIn } from '../kinds.ts';
import { type RuleDocument, textsAt } from './document.ts';
import { ownProtocol } from './names.ts';

/** One word that can be chosen; `note` stands beside its label. */
export interface Offered {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
}

type Known = Pick<Snapshot, 'settings' | 'protocols'>;

export function offeredServers({ settings }: Known): readonly Offered[] {
  return settings.map(({ id, name }) => ({ value: id, label: plain(name) }));
}

export function offeredProtocols({ protocols }: Known): readonly Offered[] {
  return [...protocols.map(({ name, label }) => ({ value: name, label })), ownProtocol()];
}

/** The topics of the kinds of server that a rule is about: those it names, those of its servers, or of all servers. */
export function offeredTopics({ settings, protocols }: Known, rule: RuleDocument): readonly Offered[] {
  const named = textsAt(rule, ['when', 'protocol']);
  const servers = textsAt(rule, ['when', 'server']);
  const ofServers = settings.filter(({ id }) => servers.length === 0 || servers.includes(id));
  const wanted = new Set(named.length > 0 ? named : ofServers.map(({ protocol }) => protocol));
  const found = kindsIn(protocols.filter(({ name }) => wanted.has(name))).flatMap(({ topics }) => topics);
  const byName = new Map(found.map(({ name, label }) => [name, { value: name, label, note: name }]));
  return [...byName.values()];
}
