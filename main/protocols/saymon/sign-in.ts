import type { Cause } from '../../../preload/contract/api.ts';
import { downFor, hostOf } from '../causes.ts';
import type { Access, Down } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Memory } from './names.ts';
import type { Credentials, Rest } from './rest.ts';
import type { SaymonSettings } from './schema.ts';

/**
 * The session that was given, the one remembered, or a new one. With a provider's token it is the one that was made with
 * this token, for another may be another person's. Rejects with `RestFailure`; a token that is refused is told.
 */
export async function sessionFor(
  { auth, url }: Pick<SaymonSettings, 'auth' | 'url'>,
  rest: Rest | null,
  memory: Memory,
  access: Access | null,
): Promise<string> {
  if (auth.type === 'session') return auth.sessionId;
  if (rest === null) {
    const text = 'to sign in with anything but a session id, the REST address is needed';
    throw new RestFailure({ code: 'settings', params: { field: 'apiUrl', text } });
  }
  if (auth.type !== 'oidc') {
    memory.session ??= await rest.signIn(credentialsOf(auth));
    return memory.session;
  }
  if (access === null) throw new RestFailure({ code: 'sign-in-needed', params: { host: hostOf(url) } });
  if (memory.session !== null && memory.token === access.token) return memory.session;
  try {
    const params = { token: access.token };
    memory.session = await rest.signIn({ 'auth-service': 'keycloak', 'auth-service-params': params });
    memory.token = access.token;
    return memory.session;
  } catch (error) {
    if (error instanceof RestFailure && error.why.code === 'sign-in') access.refused();
    throw error;
  }
}

/** The end of a line that got no session. Of a provider's token there may be a new one: its giver says when not. */
export function notSignedIn(why: Cause, access: Access | null): Down {
  const down = downFor(why);
  return access !== null && why.code === 'sign-in' ? { ...down, fatal: false } : down;
}

type Kept = Extract<SaymonSettings['auth'], { type: 'password' | 'token' }>;

function credentialsOf(auth: Kept): Credentials {
  return auth.type === 'token' ? { 'auth-token': auth.token } : { login: auth.login, password: auth.password };
}
