import type { ServerSettings } from '../../preload/contract/api.ts';
import { type OAuth2Auth, type OidcAuth, oauth2Auth, oidcAuth } from '../protocols/open-id.ts';

/** How a server's access tokens are had; null: it is signed in to by what stands in its settings. */
export function tokenAuthOf(server: ServerSettings): OidcAuth | OAuth2Auth | null {
  const auth = server['auth'];
  const oidc = oidcAuth.safeParse(auth);
  if (oidc.success) return oidc.data;
  const oauth2 = oauth2Auth.safeParse(auth);
  if (!oauth2.success) return null;
  const { clientSecret } = oauth2.data;
  return typeof clientSecret === 'string' ? { ...oauth2.data, clientSecret } : null;
}

/** The sign-in of a person that a server wants; null: it wants none. */
export function personAuthOf(server: ServerSettings): OidcAuth | null {
  const oidc = oidcAuth.safeParse(server['auth']);
  return oidc.success ? oidc.data : null;
}

/** What a server's tokens are for: with another one they are worth nothing. */
export function identityOf(server: ServerSettings): string {
  return JSON.stringify(tokenAuthOf(server));
}
