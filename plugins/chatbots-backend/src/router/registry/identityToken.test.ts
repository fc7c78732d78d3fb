import { createHmac } from 'node:crypto';
import { decodeJwt } from 'jose';
import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  evaluationReport,
  registerWithToken,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import {
  AUDIENCE,
  OTHER_AUDIENCE,
  SHORT_RUN,
  startIdentityProvider,
} from '../../__testUtils__/startIdentityProvider';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();

/** Claims as GitHub Actions states them. */
const claims = {
  repository: 'chatbot-team/support-bot',
  repository_id: 'repository-of-support-bot',
  repository_owner_id: '7',
  ref: 'refs/heads/main',
  event_name: 'push',
  ref_protected: 'true',
  workflow: 'ci',
  workflow_ref:
    'chatbot-team/support-bot/.github/workflows/ci.yml@refs/heads/main',
  environment: 'staging',
  run_id: '4711',
  run_attempt: '2',
  actor: 'engineer',
};

const runs = {
  own: claims,
  renamed: { ...claims, repository: 'chatbot-team/support-bot-renamed' },
  foreign: { ...claims, repository_id: '999' },
  'moved-owner': { ...claims, repository_owner_id: '8' },
  branch: { ...claims, ref: 'refs/heads/attempt' },
  'release-tag': { ...claims, ref: 'refs/tags/v1' },
  [SHORT_RUN]: claims,
  nameless: { repository: claims.repository, ref: claims.ref },
};

describe('exchange of identity tokens', () => {
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;

  beforeAll(async () => {
    // The provider tells on the console what it would want in production.
    jest.spyOn(console, 'warn').mockImplementation();
    jest.spyOn(console, 'info').mockImplementation();
    provider = await startIdentityProvider(runs);
  });

  afterAll(async () => {
    await provider.stop();
    jest.restoreAllMocks();
  });

  function config(issuer = provider.issuer) {
    return {
      chatbots: {
        pipelines: {
          oidc: {
            issuers: [
              {
                issuer,
                audience: AUDIENCE,
                host: '127.0.0.1:7008',
                type: 'github',
                allowedRefs: ['refs/heads/main', 'refs/tags/*'],
              },
            ],
          },
        },
      },
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('trusts a run by its immutable claims, for minutes and for one chatbot', async () => {
      const knex = await databases.init(id);
      const { server, backend } = await startChatbots({
        knex,
        config: config(),
      });
      await registerWithToken(server);
      const exchange = (identityToken: string) =>
        request(server)
          .post('/api/chatbots/pipeline/v1/token')
          .send({ identityToken });

      const before = Date.now();
      const exchanged = await exchange(await provider.token('own'));
      expect(exchanged.body).toEqual({
        token: expect.stringMatching(/^cpt_[A-Za-z0-9_-]{43}$/),
        chatbot: 'support-bot',
        expiresAt: expect.any(String),
      });
      expect(exchanged.headers['cache-control']).toBe('no-store');
      const life = Date.parse(exchanged.body.expiresAt) - before;
      expect(life).toBeGreaterThan(0);
      expect(life).toBeLessThanOrEqual(15 * 60 * 1000 + 30_000);

      // What the pipeline says about its run gives way to the claims.
      const pipeline = (path: string) =>
        request(server)
          .post(`/api/chatbots/pipeline/v1/${path}`)
          .set('Authorization', `Bearer ${exchanged.body.token}`);
      const run = {
        id: '1',
        attempt: 1,
        ref: 'refs/heads/other',
        actor: 'lead',
      };
      const version = await pipeline('versions').send(versionReport({ run }));
      expect(version.body.origin).toEqual({
        kind: 'oidc',
        issuer: provider.issuer,
        ref: 'refs/heads/main',
        event: 'push',
        protected: true,
        workflow: 'ci',
        workflowFile: '.github/workflows/ci.yml',
        environment: 'staging',
        runId: '4711',
        runAttempt: 2,
      });
      expect(version.body.run).toEqual({
        id: '4711',
        attempt: 2,
        workflow: 'ci',
        ref: 'refs/heads/main',
        actor: 'engineer',
      });
      const evaluation = await pipeline('evaluations').send(
        evaluationReport({ run }),
      );
      expect(evaluation.body.origin.kind).toBe('oidc');
      const rest = JSON.stringify([
        await knex('audit_events'),
        await knex('deliveries'),
      ]);
      expect(rest).not.toContain(exchanged.body.token);
      await backend.stop();
    });
  });

  describe('with a provider that vouches for many runs', () => {
    let knex: Knex;
    let portal: Awaited<ReturnType<typeof startChatbots>>;

    beforeAll(async () => {
      knex = await databases.init('SQLITE_3');
      portal = await startChatbots({ knex, config: config() });
      await registerWithToken(portal.server);
    });

    afterAll(async () => {
      await portal.backend.stop();
    });

    beforeEach(async () => {
      await knex('pipeline_tokens').where({ kind: 'exchanged' }).delete();
    });

    async function answerTo(identityToken: string) {
      const { status, body } = await request(portal.server)
        .post('/api/chatbots/pipeline/v1/token')
        .send({ identityToken });
      const issued = await knex('pipeline_tokens').where({ kind: 'exchanged' });
      return { status, reason: body.error?.reason, issued: issued.length };
    }

    it.each(['renamed', 'release-tag'])('takes the run "%s"', async run => {
      expect(await answerTo(await provider.token(run))).toEqual({
        status: 200,
        reason: undefined,
        issued: 1,
      });
    });

    it.each([
      ['foreign', 403, 'repository-mismatch'],
      ['moved-owner', 403, 'repository-mismatch'],
      ['branch', 403, 'ref-not-allowed'],
      ['nameless', 401, 'identity-token-invalid'],
    ])('refuses the run "%s" with %s %s', async (run, status, reason) => {
      expect(await answerTo(await provider.token(run))).toEqual({
        status,
        reason,
        issued: 0,
      });
    });

    it('refuses a token for another audience', async () => {
      expect(
        await answerTo(await provider.token('own', OTHER_AUDIENCE)),
      ).toEqual({ status: 401, reason: 'identity-token-audience', issued: 0 });
    });

    it('refuses an expired token', async () => {
      const token = await provider.token(SHORT_RUN);
      // Ten seconds of tolerance after it expired.
      const { exp } = decodeJwt(token);
      await until(() => Date.now() / 1000 > exp! + 11);
      expect(await answerTo(token)).toEqual({
        status: 401,
        reason: 'identity-token-expired',
        issued: 0,
      });
    });

    it('refuses a token of an issuer that nobody configured', async () => {
      const other = await startIdentityProvider(runs);
      const token = await other.token('own');
      await other.stop();
      expect(await answerTo(token)).toEqual({
        status: 401,
        reason: 'identity-token-issuer',
        issued: 0,
      });
    });

    it('refuses a token whose claims were changed', async () => {
      const [header, , signature] = (await provider.token('foreign')).split(
        '.',
      );
      const [, payload] = (await provider.token('own')).split('.');
      expect(await answerTo([header, payload, signature].join('.'))).toEqual({
        status: 401,
        reason: 'identity-token-invalid',
        issued: 0,
      });
    });

    it.each(['none', 'HS256'])(
      'refuses a token that claims the algorithm %s',
      async alg => {
        const [, payload] = (await provider.token('own')).split('.');
        const header = Buffer.from(
          JSON.stringify({ alg, typ: 'JWT', kid: 'a' }),
        ).toString('base64url');
        const signed = `${header}.${payload}`;
        const signature =
          alg === 'none'
            ? ''
            : createHmac('sha256', 'guess').update(signed).digest('base64url');
        expect(await answerTo(`${signed}.${signature}`)).toEqual({
          status: 401,
          reason: 'identity-token-invalid',
          issued: 0,
        });
      },
    );

    it('refuses what is no token at all', async () => {
      expect(await answerTo('x'.repeat(40))).toEqual({
        status: 401,
        reason: 'identity-token-invalid',
        issued: 0,
      });
    });
  });

  it('says so when the issuer is down', async () => {
    const short = await startIdentityProvider(runs);
    const token = await short.token('own');
    await short.stop();
    const knex = await databases.init('SQLITE_3');
    const { server, backend } = await startChatbots({
      knex,
      config: config(short.issuer),
    });
    const { status, body } = await request(server)
      .post('/api/chatbots/pipeline/v1/token')
      .send({ identityToken: token });
    expect(status).toBe(503);
    expect(body.error.reason).toBe('service-unavailable');
    expect(JSON.stringify(body)).not.toContain('ECONNREFUSED');
    await backend.stop();
  });
});
