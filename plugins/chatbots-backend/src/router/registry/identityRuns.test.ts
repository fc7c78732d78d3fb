import { mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { as, registration } from '../../__testUtils__/registryFixtures';
import { RUN_CASES } from '../../__testUtils__/runCases';
import { startChatbots } from '../../__testUtils__/startChatbots';
import {
  AUDIENCE,
  startIdentityProvider,
} from '../../__testUtils__/startIdentityProvider';
import { systemClock } from '../../database/Clock';
import { IdentityTokenVerifier } from '../../registry/identity/IdentityTokenVerifier';
import { readIssuers } from '../../registry/identity/IssuerConfig';

const databases = createTestDatabases();

const runs = Object.fromEntries(
  RUN_CASES.map(({ claims }, n) => [`run-${n}`, claims]),
);
const cases = RUN_CASES.map((runCase, n) => ({ ...runCase, run: `run-${n}` }));

const TYPES = {
  github: { host: 'github.com', file: '.github/workflows/ci.yml' },
  gitlab: { host: 'gitlab.example', file: '.gitlab-ci.yml' },
};

describe('exchange of a token of a run', () => {
  let providers: Record<
    'github' | 'gitlab',
    Awaited<ReturnType<typeof startIdentityProvider>>
  >;
  let portal: Awaited<ReturnType<typeof startChatbots>>;

  const issuersOf = (more: object = {}) =>
    (['github', 'gitlab'] as const).map(type => ({
      issuer: providers[type].issuer,
      audience: AUDIENCE,
      type,
      host: TYPES[type].host,
      allowedRefs: ['refs/heads/main'],
      ...more,
    }));

  beforeAll(async () => {
    // The provider tells on the console what it would want in production.
    jest.spyOn(console, 'warn').mockImplementation();
    jest.spyOn(console, 'info').mockImplementation();
    providers = {
      github: await startIdentityProvider(runs),
      gitlab: await startIdentityProvider(runs),
    };
    portal = await startChatbots({
      knex: await databases.init('SQLITE_3'),
      config: { chatbots: { pipelines: { oidc: { issuers: issuersOf() } } } },
    });
    for (const [name, host, id, ownerId] of [
      ['octo-bot', 'github.com', '74', '65'],
      ['lab-bot', 'gitlab.example', '20', '72'],
    ]) {
      await request(portal.server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('engineer'))
        .send(
          registration({
            name,
            repository: { host, id, ownerId, url: `https://${host}/x/${name}` },
          }),
        )
        .expect(201);
    }
  });

  afterAll(async () => {
    await portal.backend.stop();
    await providers.github.stop();
    await providers.gitlab.stop();
    jest.restoreAllMocks();
  });

  it.each(cases)('answers $label with $verdict', async runCase => {
    const { run, type, verdict } = runCase;
    const { status, body } = await request(portal.server)
      .post('/api/chatbots/pipeline/v1/token')
      .send({ identityToken: await providers[type].token(run) });
    const isRefused = verdict !== 'admitted' && !verdict.includes(' ');
    expect([status, body.error?.reason]).toEqual(
      isRefused ? [403, verdict] : [200, undefined],
    );
  });

  it.each(cases)(
    'answers $label with $verdict under the strictest configuration',
    async ({ run, type, verdict }) => {
      const config = mockServices.rootConfig({
        data: {
          chatbots: {
            pipelines: {
              oidc: {
                issuers: issuersOf({
                  requireProtectedRef: true,
                  workflows: [TYPES[type].file],
                }),
              },
            },
          },
        },
      });
      const verifier = new IdentityTokenVerifier({
        clock: systemClock,
        issuers: readIssuers(config),
      });
      const outcome = await verifier
        .verify(await providers[type].token(run))
        .then(({ origin }) => [origin.protected, origin.workflowFile])
        .catch(({ reason }) => reason);
      const [reason] = verdict.split(' ');
      expect(outcome).toEqual(
        verdict === 'admitted' ? [true, TYPES[type].file] : reason,
      );
    },
  );
});
