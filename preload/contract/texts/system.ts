import type { Autostart, SecretKeeping, SecretPlace } from '../api.ts';
import { words } from './language.ts';

export const english = {
  places: {
    keyring: "New passwords and tokens are protected by your system's keyring",
    file: 'New passwords and tokens go to a file that only you can read',
    memory: 'New passwords and tokens are in no file: they hold until Tocsin ends',
  } satisfies Readonly<Record<SecretKeeping['place'], string>>,
  hindrances: {
    absent: 'this computer has no keyring that Tocsin can use',
    locked: 'the keyring of this computer is locked',
    silent: 'the keyring of this computer does not answer',
  } satisfies Readonly<Record<NonNullable<SecretKeeping['hindered']>, string>>,
  because: (place: string, hindrance: string) => `${place}, for ${hindrance}`,
  sealed: (count: number) => `${count} protected by the keyring`,
  plain: (count: number) => `${count} in the file, not encrypted`,
  held: (count: number) => `${count} until Tocsin ends`,
  kept: (counts: string) => `kept now: ${counts}`,
  shut: 'what the keyring protects cannot be read now',
  overruled: "Switched off in your system's settings. Switch it on there: Tocsin does not overrule it.",
  notStarted: 'Your system does not start it.',
  startedForAll: 'Your system starts it for all users; it then ends at once.',
  byMachine: 'By an entry for all users of this computer.',
  choices: {
    auto: 'In the keyring, if there is one',
    file: 'In a file that only you can read',
    memory: 'Nowhere: I type them after each start',
  } satisfies Readonly<Record<SecretPlace, string>>,
};
const text = words('system', english);

/** How secrets are kept at the moment; a sentence without its full stop. */
export function keepingText({ place, held, sealed, plain, hindered }: SecretKeeping): string {
  const where = text.places[place];
  const parts = [hindered === null || place === 'keyring' ? where : text.because(where, text.hindrances[hindered])];
  const counts = [
    ...(sealed > 0 ? [text.sealed(sealed)] : []),
    ...(plain > 0 ? [text.plain(plain)] : []),
    ...(held > 0 ? [text.held(held)] : []),
  ];
  if (counts.length > 0) parts.push(text.kept(counts.join(', ')));
  if (hindered !== null && sealed > 0) parts.push(text.shut);
  return parts.join('; ');
}

/** What the system says of starting Tocsin, beside the switch; empty where it says the same. */
export function autostartText(wanted: boolean, { on, by }: Autostart): string {
  if (wanted && !on) return by === 'user' ? text.overruled : text.notStarted;
  if (!wanted && on) return by === 'machine' ? text.startedForAll : '';
  return on && by === 'machine' ? text.byMachine : '';
}

/** How a place for secrets is called where it is chosen. */
export function secretPlaceName(place: SecretPlace): string {
  return text.choices[place];
}
