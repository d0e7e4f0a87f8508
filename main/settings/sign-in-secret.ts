import type { SecretStore } from './store.ts';

const backends: readonly SecretStore['backend'][] = ['file', 'vault'];

/**
 * Where a server's sign-in is in the secret store: not by an id in the settings, for it changes while they do not. Each
 * kind of host has its own, since it could not read the other's.
 */
export function signInSecret(server: string, backend: SecretStore['backend']): string {
  return `sign-in/${backend}/${server}`;
}

/** All ids under which a server's sign-in may be. */
export function signInSecrets(server: string): readonly string[] {
  return backends.map((backend) => signInSecret(server, backend));
}
