import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { registerWithToken } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const AUDIENCE = 'https://portal.example.com';

/** An issuer whose keys come when the test says so. */
async function startSlowIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
  const waiting: ServerResponse[] = [];
  const state = { fetched: 0 };
  const server = createServer((_req, res) => {
    state.fetched += 1;
    waiting.push(res);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  return {
    issuer,
    state,
    token: (from = issuer, kid = 'one') =>
      new SignJWT({
        repository_id: 'repository-of-support-bot',
        repository_owner_id: '7',
        event_name: 'push',
      })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(from)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    answer() {
      for (const res of waiting.splice(0)) {
        res.setHeader('content-type', 'application/json');
        res.end(JSON.stringify({ keys: [jwk] }));
      }
    },
    stop: () =>
      new Promise<void>(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

describe('limits of the exchange of identity tokens', () => {
  let issuer: Awaited<ReturnType<typeof startSlowIssuer>>;
  let portal: Awaited<ReturnType<typeof startChatbots>>;

  beforeAll(async () => {
    issuer = await startSlowIssuer();
    portal = await startChatbots({
      knex: await databases.init('SQLITE_3'),
      config: {
        chatbots: {
          pipelines: {
            oidc: {
              issuers: [
                {
                  issuer: issuer.issuer,
                  audience: AUDIENCE,
                  jwksUri: `${issuer.issuer}/keys`,
                  host: '127.0.0.1:7008',
                  type: 'github',
                },
              ],
            },
          },
        },
      },
    });
    await registerWithToken(portal.server);
  });

  afterAll(async () => {
    await portal.backend.stop();
    await issuer.stop();
  });

  const exchange = (identityToken: string) =>
    request(portal.server)
      .post('/api/chatbots/pipeline/v1/token')
      .send({ identityToken });

  it('refuses an issuer that nobody configured before any key is fetched', async () => {
    const { status, body } = await exchange(
      await issuer.token('https://evil.example'),
    );
    expect([status, body.error.reason]).toEqual([401, 'identity-token-issuer']);
    expect(issuer.state.fetched).toBe(0);
  });

  it.each<[string, (parts: string[]) => string[]]>([
    ['a header of 3 KB', ([h, p, s]) => [h + 'A'.repeat(3000), p, s]],
    ['a payload of 13 KB', ([h, p, s]) => [h, p + 'A'.repeat(13_000), s]],
    ['a signature of 3 KB', ([h, p, s]) => [h, p, s + 'A'.repeat(3000)]],
    ['four parts', parts => [...parts, 'AAAA']],
    ['two parts', ([h, p]) => [h, p]],
  ])(
    'refuses a token of %s before any key is fetched',
    async (_, changeParts) => {
      const token = await issuer.token();
      const { status, body } = await exchange(
        changeParts(token.split('.')).join('.'),
      );
      expect([status, body.error.reason]).toEqual([
        401,
        'identity-token-invalid',
      ]);
      expect(issuer.state.fetched).toBe(0);
    },
  );

  it('verifies four at once, and tells two more when to come again', async () => {
    const token = await issuer.token();
    const refused: request.Response[] = [];
    const statuses = Promise.all(
      Array.from({ length: 6 }, async () => {
        const response = await exchange(token);
        if (response.status !== 200) {
          refused.push(response);
        }
        return response.status;
      }),
    );
    // The keys are not there yet, so nobody gives a place back.
    await until(() => refused.length === 2);
    const unknown = await exchange(await issuer.token('https://evil.example'));
    expect(unknown.body.error.reason).toBe('identity-token-issuer');
    issuer.answer();
    expect((await statuses).sort()).toEqual([200, 200, 200, 200, 429, 429]);
    for (const { body, headers } of refused) {
      expect(body.error).toMatchObject({
        reason: 'exchange-busy',
        hint: expect.stringContaining('Retry-After'),
      });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await exchange(token)).status).toBe(200);
  });
});
