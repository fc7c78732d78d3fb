import { mockCredentials } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  as,
  digestOf,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startPipelines } from '../../__testUtils__/startPipelines';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('pipeline tokens on %s', id => {
  let knex: Knex;
  let pipelines: Awaited<ReturnType<typeof startPipelines>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    pipelines = await startPipelines(knex);
  });

  afterAll(async () => {
    await pipelines.backend.stop();
  });

  it('are asked for before anything else', async () => {
    for (const path of ['versions', 'evaluations', 'nothing/here']) {
      const { status, body } = await request(pipelines.server)
        .post(`/api/chatbots/pipeline/v1/${path}`)
        .send({ broken: true });
      expect([status, body.error.reason]).toEqual([401, 'token-missing']);
    }
  });

  it.each([
    ['unknown', `cpt_${'x'.repeat(43)}`],
    ['malformed', 'cpt_short'],
    ['of a person', mockCredentials.user.token('user:default/engineer')],
    ['of a service', mockCredentials.service.token()],
  ])('that are %s are refused', async (_, credential) => {
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ version: '4' }),
        credential,
      ),
    ).toEqual([401, 'token-invalid']);
  });

  it('that have expired are refused', async () => {
    const expiring = await pipelines.issue('expiring');
    await knex('pipeline_tokens')
      .where({ id: expiring.record.id })
      .update({ expires_at: '2026-01-01T00:00:00.000Z' });
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ version: '4' }),
        expiring.token,
      ),
    ).toEqual([401, 'token-expired']);
  });

  it('that were revoked are refused, and by name of the purpose at once', async () => {
    const first = await pipelines.issue('scaffolder');
    const second = await pipelines.issue('scaffolder');
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ version: '4' }),
        first.token,
      ),
    ).toEqual([401, 'token-revoked']);
    expect(
      await pipelines.report(
        'versions',
        versionReport({ version: '4' }),
        second.token,
      ),
    ).toMatchObject({ status: 201 });
    await request(pipelines.server)
      .delete(
        `/api/chatbots/v1/chatbots/support-bot/tokens/${second.record.id}`,
      )
      .set('Authorization', as('lead'))
      .expect(204);
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ version: '4' }),
        second.token,
      ),
    ).toEqual([401, 'token-revoked']);
  });

  it('are kept as hashes, and their values nowhere', async () => {
    const { token: value, record } = await pipelines.issue('hashed');
    await pipelines.report('versions', versionReport({ version: '4' }), value);
    const [row] = await knex('pipeline_tokens')
      .where({ id: record.id })
      .limit(1);
    expect(row.token_hash).toBe(digestOf(value));
    expect(row.last_used_at).not.toBeNull();
    const list = await request(pipelines.server)
      .get('/api/chatbots/v1/chatbots/support-bot/tokens')
      .set('Authorization', as('engineer'));
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ id: record.id, purpose: 'hashed' }),
    );
    const everywhere = JSON.stringify([
      list.body,
      await knex('pipeline_tokens'),
      await knex('audit_events'),
      await knex('audit_texts'),
      await knex('deliveries'),
    ]);
    expect(everywhere).not.toContain(value);
  });
});
