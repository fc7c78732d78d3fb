import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the portal is to the provider. */
export const CLIENT = { id: 'chatbot-portal', secret: 'secret-of-the-portal' };

/** An account of the company's provider. */
export interface Account {
  email: string;
  verified: boolean;
}

/** A real OpenID provider on loopback, with the login and consent pages that it brings. */
export async function startOpenIdProvider(options: {
  redirectUri: string;
  accounts: Record<string, Account>;
}) {
  let handle: RequestListener = (_req, res) => res.end();
  const server = createServer((req, res) => handle(req, res));
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [options.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['for tests only'] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    findAccount: (_ctx: object, accountId: string) => {
      const account = options.accounts[accountId];
      return (
        account && {
          accountId,
          claims: async () => ({
            sub: accountId,
            name: accountId,
            email: account.email,
            email_verified: account.verified,
          }),
        }
      );
    },
  });
  handle = provider.callback();
  return {
    metadataUrl: `${issuer}/.well-known/openid-configuration`,
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Follows a login as a browser does: keeps cookies, fills in both forms, and stops where the provider sends it back. */
export async function logIn(start: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let request: { url: URL; body?: URLSearchParams } = { url: new URL(start) };
  const { origin } = request.url;
  for (let step = 0; step < 20; step += 1) {
    if (request.url.origin !== origin) {
      return request.url;
    }
    const response = await fetch(request.url, {
      redirect: 'manual',
      headers: {
        Cookie: [...cookies].map(pair => pair.join('=')).join('; '),
      },
      ...(request.body ? { method: 'POST', body: request.body } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location) {
      request = { url: new URL(location, request.url) };
    } else {
      const page = await response.text();
      const [, action] = /action="([^"]+)"/.exec(page) ?? [];
      const [, prompt] = /name="prompt" value="([^"]+)"/.exec(page) ?? [];
      if (!action) {
        throw new Error(`The provider shows no form: ${page.slice(0, 2000)}`);
      }
      request = {
        url: new URL(action, request.url),
        body: new URLSearchParams({
          prompt,
          ...(prompt === 'login' ? { login, password: 'any' } : {}),
        }),
      };
    }
  }
  throw new Error('The login does not end');
}
