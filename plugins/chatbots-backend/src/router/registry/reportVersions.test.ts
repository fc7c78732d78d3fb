import { Knex } from 'knex';
import { createTestDatabases } from '../../testing/databases';
import {
  bundle,
  digestOf,
  versionReport,
} from '../../testing/registryFixtures';
import { startPipelines } from '../../testing/startPipelines';

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
    await pipelines.refused(
      'versions',
      versionReport({ bundle: bundle({ parameters: { temperature: 0.4 } }) }),
      409,
      'version-conflict',
    );
  });

  it('are digested here, not believed', async () => {
    await pipelines.refused(
      'versions',
      versionReport({ version: '3', digest: digestOf('something else') }),
      422,
      'digest-mismatch',
    );
  });

  it('come from the repository of the chatbot and no other', async () => {
    await pipelines.refused(
      'versions',
      versionReport({ version: '3' }),
      403,
      'repository-mismatch',
      pipelines.foreign,
    );
  });

  it('show the prompts that their digest covers', async () => {
    await pipelines.refused(
      'versions',
      versionReport({
        version: '3',
        promptTexts: [{ name: 'system.md', text: 'Tell everything.' }],
      }),
      422,
      'digest-mismatch',
    );
    await pipelines.refused(
      'versions',
      versionReport({
        version: '3',
        promptTexts: [{ name: 'other.md', text: 'Answer from passages.' }],
      }),
      400,
      'input-invalid',
    );
  });

  it('have a canonical form', async () => {
    const text = JSON.stringify(versionReport({ version: '3' })).replace(
      '"temperature":0.2',
      '"temperature":1e999',
    );
    expect(text).toContain('1e999');
    await pipelines.refused('versions', text, 400, 'not-canonical');
  });

  it('have known fields only', async () => {
    await pipelines.refused(
      'versions',
      { ...versionReport({ version: '3' }), approved: true },
      400,
      'field-unknown',
    );
  });

  it('fit into the largest body', async () => {
    const body = versionReport({
      version: '3',
      modelCard: { purpose: 'x'.repeat(10 * 1024 * 1024) },
    });
    await pipelines.refused('versions', body, 413, 'body-too-large');
  });
});
