import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { insertFinishedDeployment } from '../../__testUtils__/insertFinishedDeployment';
import {
  as,
  bundle,
  digestOf,
  evaluationReport,
} from '../../__testUtils__/registryFixtures';
import { versionReport } from '../../__testUtils__/registryFixtures';
import { startPipelines } from '../../__testUtils__/startPipelines';

const databases = createTestDatabases();

const commit = (name: string) => digestOf(name).slice(0, 40);

describe.each(databases.eachSupportedId())('pages of versions on %s', id => {
  let knex: Knex;
  let pipelines: Awaited<ReturnType<typeof startPipelines>>;

  beforeAll(async () => {
    knex = await databases.init(id);
    pipelines = await startPipelines(knex);
    const person = { email: 'engineer@example.com' };
    const commits = ['third', 'second', 'first commit'].map(
      (name, index, all) => ({
        sha: commit(name),
        parents: all.slice(index + 1, index + 2).map(commit),
        author: person,
        committer: person,
        summary: name,
      }),
    );
    const { report } = pipelines;
    await report(
      'versions',
      versionReport({
        version: '1.1.0',
        bundle: bundle({
          source: {
            repositoryId: 'repository-of-support-bot',
            commit: commit('third'),
          },
          parameters: { temperature: 0.4 },
          prompts: [
            {
              name: 'system.md',
              digest: digestOf('Answer from passages only.'),
            },
          ],
        }),
        promptTexts: [
          { name: 'system.md', text: 'Answer from passages only.' },
        ],
        commits,
      }),
    );
    await report(
      'versions',
      versionReport({
        version: '1.2.0',
        bundle: bundle({
          source: {
            repositoryId: 'repository-of-support-bot',
            commit: commit('elsewhere'),
          },
        }),
      }),
    );
    const score = (version: string, value: number, run: string) =>
      report(
        'evaluations',
        evaluationReport({
          version,
          run: { id: run },
          metrics: [{ ...evaluationReport().metrics[0], value }],
        }),
      );
    await score('1.0.0-aaaa-1', 0.8, 'a');
    await score('1.1.0', 0.5, 'b');
    await score('1.1.0', 0.9, 'c');
  });

  afterAll(async () => {
    await pipelines.backend.stop();
  });

  async function get<T>(path: string): Promise<T> {
    const { body } = await request(pipelines.server)
      .get(`/api/chatbots/v1/chatbots/support-bot${path}`)
      .set('Authorization', as('reviewer-one'));
    return body;
  }

  it('tell what changed since the version before', async () => {
    const list = await get<Api.ModelVersionList>('/versions?limit=2');
    expect(
      list.items.map(({ version, changed, commitCount }) => ({
        version,
        changed,
        commitCount,
      })),
    ).toEqual([
      {
        version: '1.2.0',
        changed: ['code', 'prompt', 'parameters'],
        commitCount: 1,
      },
      {
        version: '1.1.0',
        changed: ['code', 'prompt', 'parameters'],
        commitCount: 2,
      },
    ]);
    expect(list.total).toBe(3);
    const rest = await get<Api.ModelVersionList>(
      `/versions?limit=2&cursor=${list.nextCursor}`,
    );
    expect(rest.items).toHaveLength(1);
    expect(rest.items[0]).toMatchObject({
      version: '1.0.0-aaaa-1',
      changed: [],
      commitUrl: `http://127.0.0.1:7008/chatbot-team/support-bot/commit/${commit(
        'first commit',
      )}`,
    });
    expect(rest.nextCursor).toBeUndefined();
    expect(await get('/versions?cursor=bm9uc2Vuc2U')).toMatchObject({
      error: { reason: 'cursor-invalid' },
    });
  });

  it('find versions by their names and the digests of artifacts', async () => {
    const found = async (search: string) =>
      (await get<Api.ModelVersionList>(`/versions?search=${search}`)).items.map(
        ({ version }) => version,
      );
    expect(await found('1.1')).toEqual(['1.1.0']);
    expect(await found(digestOf('archive').slice(0, 12))).toHaveLength(3);
    expect(await found('nothing')).toEqual([]);
  });

  it('compare two versions with their prompts, scores and commits', async () => {
    const comparison = await get<Api.Comparison>(
      '/comparison?base=1.0.0-aaaa-1&target=1.1.0',
    );
    expect(comparison).toMatchObject({
      chatbot: 'support-bot',
      base: '1.0.0-aaaa-1',
      target: '1.1.0',
      prompts: [
        {
          name: 'system.md',
          status: 'changed',
          target: 'Answer from passages only.',
        },
      ],
      compareUrl: expect.stringMatching(
        /\/compare\/[0-9a-f]{40}\.\.\.[0-9a-f]{40}$/,
      ),
    });
    expect(comparison).not.toHaveProperty('source');
    expect(comparison.commits.map(({ summary }) => summary)).toEqual([
      'third',
      'second',
    ]);
    expect(comparison.commitsTruncated).toBeUndefined();
    const hitRate = comparison.scores.find(
      ({ suite, slice }) => suite === 'golden' && slice === undefined,
    );
    // The newest run of each side counts.
    expect(hitRate).toMatchObject({ status: 'changed', verdict: 'better' });
    expect(hitRate?.delta).toBeCloseTo(0.1);

    const apart = await get<Api.Comparison>(
      '/comparison?base=1.1.0&target=1.2.0',
    );
    expect(apart.commitsTruncated).toBe(true);
    expect(await get('/comparison?base=9.9.9&target=1.2.0')).toMatchObject({
      error: { reason: 'version-unknown' },
    });
  });

  it('draw each metric over the versions, against what is live', async () => {
    const { items } = await get<Api.TrendList>('/trends');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      suite: 'golden',
      metric: 'retrieval_hit_rate',
      direction: 'higher-is-better',
      unit: 'ratio',
      points: [
        { version: '1.0.0-aaaa-1', value: 0.8 },
        { version: '1.1.0', value: 0.9 },
      ],
      worstSlice: { slice: 'refunds', value: 0.8 },
    });
    expect(items[0].baseline).toBeUndefined();
    const [version] = await knex('model_versions')
      .where({ version: '1.0.0-aaaa-1' })
      .limit(1);
    await insertFinishedDeployment(knex, {
      id: '11111111-1111-4111-8111-111111111111',
      version,
      stage: 'staging',
    });
    const live = {
      version: '1.0.0-aaaa-1',
      stage: 'staging',
      value: 0.8,
    };
    expect((await get<Api.TrendList>('/trends')).items[0].baseline).toEqual(
      live,
    );
    // The baseline stays when its version is older than what is drawn.
    const short = await get<Api.TrendList>('/trends?limit=2');
    expect(short.items[0].baseline).toEqual(live);
    expect(short.items[0].points).toMatchObject([{ version: '1.1.0' }]);
    expect(await get('/trends?suite=other')).toEqual({ items: [] });
  });

  it('list evaluations newest first, and samples by search and slice', async () => {
    const list = await get<Api.EvaluationList>('/evaluations?limit=2');
    expect(list.items.map(({ run }) => run?.id)).toEqual(['c', 'b']);
    const rest = await get<Api.EvaluationList>(
      `/evaluations?limit=2&cursor=${list.nextCursor}`,
    );
    expect(rest.items.map(({ run }) => run?.id)).toEqual(['a']);
    expect(
      (await get<Api.EvaluationList>('/evaluations?version=1.1.0')).items,
    ).toHaveLength(2);
    expect(
      (await get<Api.EvaluationList>('/evaluations?suite=other')).items,
    ).toEqual([]);
    const samples = async (query: string) => {
      const { body } = await request(pipelines.server)
        .get(`/api/chatbots/v1/evaluations/${list.items[0].id}/samples${query}`)
        .set('Authorization', as('lead'));
      return {
        ids: body.items.map(({ sampleId }: Api.EvaluationSample) => sampleId),
        total: body.total,
        nextCursor: body.nextCursor,
      };
    };
    const { body: whole } = await request(pipelines.server)
      .get(`/api/chatbots/v1/evaluations/${list.items[0].id}/samples`)
      .set('Authorization', as('lead'));
    expect(whole.items[0]).toEqual(evaluationReport().samples?.[2]);
    expect(await samples('?search=REFUNDS%20take')).toEqual({
      ids: ['q1'],
      total: 1,
    });
    expect(await samples('?search=instead%20COSTS')).toEqual({
      ids: ['q3'],
      total: 1,
    });
    expect(await samples('?slice=refunds')).toMatchObject({
      ids: ['q3', 'q1'],
      total: 2,
    });
    const first = await samples('?limit=2');
    expect(first).toMatchObject({ ids: ['q3', 'q2'], total: 3 });
    expect(await samples(`?limit=2&cursor=${first.nextCursor}`)).toEqual({
      ids: ['q1'],
      total: 3,
    });
  });

  it('tell alike in trend and comparison that another definition of a metric can not be compared', async () => {
    const [metric] = evaluationReport().metrics;
    const definitionDigest = digestOf('as a share of all passages');
    await pipelines.report(
      'evaluations',
      evaluationReport({
        version: '1.2.0',
        run: { id: 'd' },
        metrics: [{ ...metric, value: 0.95, definitionDigest }],
      }),
    );
    const changes = [
      {
        what: 'definition',
        from: 'not told',
        to: definitionDigest.slice(0, 12),
      },
    ];
    const { items } = await get<Api.TrendList>('/trends');
    expect(items[0].points.map(point => point.changes)).toEqual([
      undefined,
      undefined,
      changes,
    ]);
    // What is live was measured before.
    expect(items[0].baseline).toMatchObject({ value: 0.8, changes });
    const { scores, summary } = await get<Api.Comparison>(
      '/comparison?base=1.1.0&target=1.2.0',
    );
    const row = scores.find(({ slice }) => slice === undefined);
    expect(row).toMatchObject({ status: 'incomparable', changes });
    expect(row).not.toHaveProperty('delta');
    expect(summary).toContain(
      `1 score not comparable (definition of the metric not told → ${definitionDigest.slice(
        0,
        12,
      )})`,
    );
    const evaluations = await get<Api.EvaluationList>(
      '/evaluations?version=1.2.0',
    );
    expect(evaluations.items[0].metrics[0]).toMatchObject({ definitionDigest });
  });

  it('answer 404 for what is not there', async () => {
    expect(await get('/versions/9.9.9')).toMatchObject({
      error: { reason: 'version-unknown' },
    });
    const { status, body } = await request(pipelines.server)
      .get('/api/chatbots/v1/evaluations/11111111-1111-4111-8111-111111111111')
      .set('Authorization', as('lead'));
    expect([status, body.error.reason]).toEqual([404, 'evaluation-unknown']);
  });
});
