import type { Autostart, SecretKeeping, SecretPlace } from '../api.ts';

const places: Readonly<Record<SecretKeeping['place'], string>> = {
  keyring: "New passwords and tokens are protected by your system's keyring",
  file: 'New passwords and tokens go to a file that only you can read',
  memory: 'New passwords and tokens are in no file: they hold until Tocsin ends',
};

const hindrances: Readonly<Record<NonNullable<SecretKeeping['hindered']>, string>> = {
  absent: 'this computer has no keyring that Tocsin can use',
  locked: 'the keyring of this computer is locked',
  silent: 'the keyring of this computer does not answer',
};

/** How secrets are kept at the moment; a sentence without its full stop. */
export function keepingText({ place, held, sealed, plain, hindered }: SecretKeeping): string {
  const parts = [
    hindered === null || place === 'keyring' ? places[place] : `${places[place]}, for ${hindrances[hindered]}`,
  ];
  const counts = [
    ...(sealed > 0 ? [`${sealed} protected by the keyring`] : []),
    ...(plain > 0 ? [`${plain} in the file as they are`] : []),
    ...(held > 0 ? [`${held} until Tocsin ends`] : []),
  ];
  if (counts.length > 0) parts.push(`kept are ${counts.join(', ')}`);
  if (hindered !== null && sealed > 0) parts.push('what the keyring protects cannot be read now');
  return parts.join('; ');
}

/** What the system says of starting Tocsin, beside the switch; empty where it says the same. */
export function autostartText(wanted: boolean, { on, by }: Autostart): string {
  if (wanted && !on) {
    return by === 'user'
      ? "Switched off in your system's settings. Switch it on there: Tocsin does not overrule it."
      : 'Your system does not start it.';
  }
  if (!wanted && on) return by === 'machine' ? 'Your system starts it for all users; it then ends at once.' : '';
  return on && by === 'machine' ? 'By an entry for all users of this computer.' : '';
}

const secretPlaceNames: Readonly<Record<SecretPlace, string>> = {
  auto: "In the system's keyring, where there is one",
  file: 'In a file that only you can read',
  memory: 'Nowhere: I type them after each start',
};

/** How a place for secrets is called where it is chosen. */
export function secretPlaceName(place: SecretPlace): string {
  return secretPlaceNames[place];
}
