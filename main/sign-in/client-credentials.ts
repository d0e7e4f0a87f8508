import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  clientCredentialsGrant,
  customFetch,
  ResponseBodyError,
} from 'openid-client';
import { isSafeAddress, type OAuth2Auth } from '../protocols/open-id.ts';
import type { Net } from '../protocols/protocol.ts';
import { asking, unsafe } from './failure.ts';
import { fetchBy } from './fetch.ts';
import { type Tokens, tokensOf } from './provider.ts';

/**
 * An access token for a client's own id and secret (RFC 6749 §4.4). They go into the header, which every provider must
 * take, and for one that refuses them there into the body (§2.3.1). Rejects with `SignInFailure`.
 */
export function clientTokens(auth: OAuth2Auth, net: Net): Promise<Tokens> {
  const { tokenUrl, clientSecret } = auth;
  return asking(tokenUrl, [clientSecret], async () => {
    if (!isSafeAddress(tokenUrl)) throw unsafe(tokenUrl);
    try {
      return await asked(auth, net, ClientSecretBasic);
    } catch (error) {
      if (!(error instanceof ResponseBodyError) || error.error !== 'invalid_client') throw error;
      return asked(auth, net, ClientSecretPost);
    }
  });
}

async function asked(auth: OAuth2Auth, net: Net, way: typeof ClientSecretBasic): Promise<Tokens> {
  const { tokenUrl, clientId, clientSecret, scope } = auth;
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const client = new Configuration(server, clientId, clientSecret, way(clientSecret));
  client[customFetch] = fetchBy(net);
  if (new URL(tokenUrl).protocol === 'http:') allowInsecureRequests(client);
  return tokensOf(await clientCredentialsGrant(client, scope === undefined ? {} : { scope }), tokenUrl);
}
