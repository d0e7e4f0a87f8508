import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export interface OidcOptions {
  /** How long access tokens hold, in seconds: an hour unless given. */
  readonly tokenSeconds?: number;
  readonly configuration?: Configuration;
}

/** A real OpenID provider on the loopback address, with its own pages for persons. */
export interface Oidc {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** Requests by method and path, in order. */
  readonly requests: string[];
  /** Answers instead of the provider where it returns true. */
  before: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
  /** Whether an access token was given by this provider and holds. */
  knows(token: string): Promise<boolean>;
  /** The scope of a wall board's token; undefined where it has none. */
  scopeOf(token: string): Promise<string | undefined>;
  /** Every refresh token that was given, oldest first. */
  readonly refreshTokens: readonly string[];
  /** What was given to persons so far ends, access tokens too. */
  revoke(): Promise<void>;
  /** Stops listening; `start` begins again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const clientId = 'tocsin';
export const board = { clientId: 'board', clientSecret: 'wall-board-secret' };

/** Starts a provider that knows a public client for persons, and a confidential one for wall boards. */
export async function startOidc({ tokenSeconds = 3_600, configuration = {} }: OidcOptions = {}): Promise<Oidc> {
  const requests: string[] = [];
  const refreshTokens: string[] = [];
  const grants = new Set<string>();
  let answer: ReturnType<Provider['callback']> | null = null;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${new URL(request.url ?? '/', 'http://oidc').pathname}`);
    if (oidc.before?.(request, response) === true) return;
    void answer?.(request, response);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
      {
        client_id: board.clientId,
        client_secret: board.clientSecret,
        redirect_uris: [],
        grant_types: ['client_credentials'],
        response_types: [],
      },
    ],
    scopes: ['openid', 'offline_access', 'telemetry'],
    features: { deviceFlow: { enabled: true }, clientCredentials: { enabled: true } },
    cookies: { keys: ['a key for tests'] },
    ttl: {
      AccessToken: tokenSeconds,
      ClientCredentials: tokenSeconds,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    ...configuration,
  });
  provider.on('refresh_token.saved', ({ jti, grantId }) => {
    refreshTokens.push(jti);
    if (grantId !== undefined) grants.add(grantId);
  });
  answer = provider.callback();

  const oidc: Oidc = {
    issuer,
    tokenUrl: `${issuer}/token`,
    requests,
    before: null,
    refreshTokens,
    knows: async (token) => (await provider.AccessToken.find(token)) !== undefined,
    scopeOf: async (token) => (await provider.ClientCredentials.find(token))?.scope,
    async revoke() {
      for (const grant of grants) {
        await Promise.all([provider.RefreshToken.revokeByGrantId(grant), provider.AccessToken.revokeByGrantId(grant)]);
      }
    },
    start: () => listen(port),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return oidc;
}
