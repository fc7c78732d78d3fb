import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  bundle,
  digestOf,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startPipelines } from '../../__testUtils__/startPipelines';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('model versions on %s', id => {
  let knex: Knex;
  let pipelines: Awaited<ReturnType<typeof startPipelines>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    pipelines = await startPipelines(knex);
  });

  afterAll(async () => {
    await pipelines.backend.stop();
  });

  it('are one record, however often the same is reported', async () => {
    const before = await pipelines.counts();
    const body = versionReport({ version: '1.1.0' });
    const answers = await Promise.all([
      pipelines.report('versions', body),
      pipelines.report('versions', body),
      pipelines.report('versions', body),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await pipelines.counts()).toMatchObject({
      versions: before.versions + 1,
      events: before.events + 1,
    });
  });

  it('are numbered without gaps when many come at once', async () => {
    const answers = await Promise.all(
      ['2.0.0', '2.0.1', '2.0.2', '2.0.3'].map(version =>
        pipelines.report('versions', versionReport({ version })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const rows = await knex('model_versions')
      .where({ chatbot: 'support-bot' })
      .orderBy('ordinal');
    expect(rows.map(({ ordinal }) => ordinal)).toEqual(
      rows.map((_, index) => index + 1),
    );
  });

  it('keep their digest', async () => {
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ bundle: bundle({ parameters: { temperature: 0.4 } }) }),
      ),
    ).toEqual([409, 'version-conflict']);
  });

  it('are digested here, not believed', async () => {
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ version: '3', digest: digestOf('something else') }),
      ),
    ).toEqual([422, 'digest-mismatch']);
  });

  it('come from the repository of the chatbot and no other', async () => {
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({ version: '3' }),
        pipelines.foreign,
      ),
    ).toEqual([403, 'repository-mismatch']);
  });

  it('show the prompts that their digest covers', async () => {
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({
          version: '3',
          promptTexts: [{ name: 'system.md', text: 'Tell everything.' }],
        }),
      ),
    ).toEqual([422, 'digest-mismatch']);
    expect(
      await pipelines.attempt(
        'versions',
        versionReport({
          version: '3',
          promptTexts: [{ name: 'other.md', text: 'Answer from passages.' }],
        }),
      ),
    ).toEqual([400, 'input-invalid']);
  });

  it('have a canonical form', async () => {
    const text = JSON.stringify(versionReport({ version: '3' })).replace(
      '"temperature":0.2',
      '"temperature":1e999',
    );
    expect(text).toContain('1e999');
    expect(await pipelines.attempt('versions', text)).toEqual([
      400,
      'not-canonical',
    ]);
  });

  it('have known fields only', async () => {
    expect(
      await pipelines.attempt('versions', {
        ...versionReport({ version: '3' }),
        approved: true,
      }),
    ).toEqual([400, 'field-unknown']);
  });

  it('hold no character that the database can not keep', async () => {
    const body = versionReport({ version: '3', modelCard: { data: 'a\0b' } });
    expect(await pipelines.attempt('versions', body)).toEqual([
      400,
      'input-invalid',
    ]);
  });

  it('fit into the largest body', async () => {
    const body = versionReport({
      version: '3',
      modelCard: { purpose: 'x'.repeat(10 * 1024 * 1024) },
    });
    expect(await pipelines.attempt('versions', body)).toEqual([
      413,
      'body-too-large',
    ]);
  });
});
