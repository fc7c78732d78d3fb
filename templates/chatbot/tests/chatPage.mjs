import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/* What stands around a chat page in a browser: a page of another origin with the widget, and an identity provider. */

async function listen(handler) {
  const server = createServer(handler);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    stop: () => server.close().closeAllConnections(),
  };
}

/** A page that allows nothing but the bot's script and frame. `botUrl` may be set once the bot listens. */
export async function startSite() {
  const site = { botUrl: '' };
  const { port, stop } = await listen((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; img-src data:; script-src ${site.botUrl}; frame-src ${site.botUrl}`,
    }).end(`<!DOCTYPE html><html lang="en"><head><title>Intranet</title>
<link rel="icon" href="data:," />
<script src="${site.botUrl}/widget.js" defer data-label="Ask us" data-accent="#7a1f5c"></script>
</head><body><main><h1>Intranet</h1></main></body></html>`);
  });
  return Object.assign(site, {
    origin: `http://localhost:${port}`,
    unlistedOrigin: `http://127.0.0.1:${port}`,
    stop,
  });
}

/** Signs everybody in as a member of `groups`, once the browser shows that it made the challenge. */
export async function startProvider(jose, { groups, audience }) {
  const { publicKey, privateKey } = await jose.generateKeyPair('ES256');
  const challenges = new Map();
  let issuer = '';

  async function answer(request) {
    const { pathname, searchParams } = new URL(request.url, issuer);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
        };
      case '/keys':
        return { keys: [await jose.exportJWK(publicKey)] };
      case '/authorize': {
        const code = randomUUID();
        challenges.set(code, searchParams.get('code_challenge'));
        const target = new URL(searchParams.get('redirect_uri'));
        target.searchParams.set('code', code);
        target.searchParams.set('state', searchParams.get('state'));
        return { location: target.href };
      }
      default: {
        const form = new URLSearchParams((await request.toArray()).join(''));
        const made = createHash('sha256')
          .update(form.get('code_verifier'))
          .digest('base64url');
        if (challenges.get(form.get('code')) !== made) {
          return { error: 'invalid_grant' };
        }
        const token = await new jose.SignJWT({ groups })
          .setProtectedHeader({ alg: 'ES256' })
          .setIssuer(issuer)
          .setAudience(audience)
          .setSubject('user-1')
          .setExpirationTime('5 minutes')
          .sign(privateKey);
        return { access_token: token, token_type: 'bearer' };
      }
    }
  }

  const { port, stop } = await listen(async (request, response) => {
    const body = await answer(request);
    response
      .writeHead(body.location ? 302 : body.error ? 400 : 200, {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        ...(body.location && { location: body.location }),
      })
      .end(JSON.stringify(body));
  });
  issuer = `http://127.0.0.1:${port}`;
  return { issuer, stop };
}
