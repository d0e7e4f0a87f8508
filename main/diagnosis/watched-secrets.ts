import type { SecretStore } from '../settings/store.ts';
import type { Redaction } from './redaction.ts';

/** A secret store of which everything that is read or written is known to the redaction from then on. */
export function watchedSecrets(store: SecretStore, redaction: Redaction): SecretStore {
  return {
    backend: store.backend,
    read: async (id) => {
      const secret = await store.read(id);
      if (secret !== null) redaction.know(secretsIn(secret));
      return secret;
    },
    write: (id, secret) => {
      redaction.know(secretsIn(secret));
      return store.write(id, secret);
    },
    remove: (ids) => store.remove(ids),
    keep: (place) => store.keep(place),
    settle: () => store.settle(),
    look: () => store.look(),
    keeping: () => store.keeping(),
  };
}

/** A sign-in is kept as JSON, in which the refresh token alone is secret. */
function secretsIn(text: string): readonly string[] {
  const [, token] = /"refreshToken":"((?:[^"\\]|\\.)+)"\}?$/.exec(text) ?? [];
  return token === undefined ? [text] : [JSON.parse(`"${token}"`)];
}
