import type { Memory } from './names.ts';
import { type Rest, RestFailure } from './rest.ts';
import type { Auth } from './schema.ts';

/** The session that was given, the one remembered, or a new one. Rejects with `RestFailure`. */
export async function sessionFor(auth: Auth, rest: Rest | null, memory: Memory): Promise<string> {
  if (auth.type === 'session') return auth.sessionId;
  if (rest === null) {
    const text = 'to sign in with a password or token, the REST address is needed';
    throw new RestFailure({ code: 'settings', params: { field: 'apiUrl', text } });
  }
  memory.session ??= await rest.signIn(auth);
  return memory.session;
}
