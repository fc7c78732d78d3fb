import { generateKeyPairSync } from 'node:crypto';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Audience that the portal of the tests asks for. */
export const AUDIENCE = 'https://portal.example.com';
/** Another relying party of the same provider. */
export const OTHER_AUDIENCE = 'https://elsewhere.example.com';
/** The run whose tokens are valid for one second. */
export const SHORT_RUN = 'short';

const SECRET = 'secret-of-the-run';

/**
 * A real OpenID provider on loopback that vouches for CI runs: each run is a client, whose claims are in every token it
 * gets.
 */
export async function startIdentityProvider(
  runs: Record<string, Record<string, string>>,
) {
  let handle: RequestListener = (_req, res) => res.end();
  const server = createServer((req, res) => handle(req, res));
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    jwks: {
      keys: [
        {
          ...privateKey.export({ format: 'jwk' }),
          use: 'sig',
          alg: 'RS256',
          kid: 'a',
        },
      ],
    },
    cookies: { keys: ['for tests only'] },
    clients: Object.keys(runs).map(clientId => ({
      client_id: clientId,
      client_secret: SECRET,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    extraTokenClaims: (_ctx: object, token: { clientId: string }) =>
      runs[token.clientId],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (
          _ctx: object,
          resource: string,
          client: { clientId: string },
        ) => ({
          audience: resource,
          scope: '',
          accessTokenFormat: 'jwt',
          accessTokenTTL: client.clientId === SHORT_RUN ? 1 : 300,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  handle = provider.callback();
  return {
    issuer,
    /** The token that the provider gives to a run, for an audience. */
    async token(run: string, audience = AUDIENCE): Promise<string> {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          Authorization: `Basic ${Buffer.from(`${run}:${SECRET}`).toString(
            'base64',
          )}`,
        },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          resource: audience,
        }),
      });
      const body = await response.json();
      if (!response.ok) {
        throw new Error(JSON.stringify(body));
      }
      return body.access_token;
    },
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
