import { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  ENGINEER,
  GOOD,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { insertFinishedDeployment } from '../../__testUtils__/insertFinishedDeployment';
import {
  bundle,
  digestOf,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };
const REVIEWER: Api.CommitPerson = { email: 'Reviewer-One@example.com' };
const STRANGER: Api.CommitPerson = { email: 'stranger@elsewhere.example' };

/** A portal with a chatbot for each test of a block. */
function usePortal(id: TestDatabaseId) {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let scenario: Scenario;

  beforeEach(async () => {
    knex = await databases.init(id);
    portal = await startChatbots({ knex, config });
    scenario = await Scenario.begin(portal.server);
  });

  afterEach(async () => {
    await portal.backend.stop();
  });

  return {
    scenario: () => scenario,
    knex: () => knex,
    decisions: () => knex('decisions'),
    /** A pipeline asks, in a run that somebody started. */
    async requestByPipeline(version: string, actor?: string) {
      const { status, body } = await scenario.pipeline('post', '/promotions', {
        version,
        stage: 'staging',
        run: { id: '1', ...(actor ? { actor } : {}) },
      });
      return { status, promotionId: body.id as string };
    },
    async approve(promotionId: string, by: string) {
      const { status, body } = await scenario.decide(promotionId, by);
      return { status, reason: body.error?.reason, state: body.state };
    },
    /** What the promotion's page says of it. */
    async separation(promotionId: string) {
      const { body } = await scenario.person(
        'lead',
        'get',
        `/promotions/${promotionId}`,
      );
      return (body as Api.PromotionDetail).gate.checks.find(
        check => check.id === 'separation-of-duties:contributors',
      );
    },
  };
}

describe.each(databases.eachSupportedId())('separation of duties on %s', id => {
  const { scenario, decisions, requestByPipeline, approve, separation } =
    usePortal(id);

  it('counts a request by a pipeline as made by the committer, who can not approve it', async () => {
    await scenario().version('1.0.0', GOOD, {
      author: ENGINEER,
      committer: REVIEWER,
    });
    const { status, promotionId } = await requestByPipeline(
      '1.0.0',
      'engineer',
    );
    expect(status).toBe(201);
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'self-approval',
    });
    expect(await decisions()).toEqual([]);
    expect(await approve(promotionId, 'reviewer-two')).toMatchObject({
      status: 201,
      state: 'approved',
    });
  });

  it('counts it as made by whoever started the run', async () => {
    await scenario().version('1.0.0');
    const { promotionId } = await requestByPipeline('1.0.0', 'reviewer-one');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'self-approval',
    });
    expect(await decisions()).toEqual([]);
  });

  it.each(['somebody-else', undefined])(
    'lets nobody approve a run that %s started',
    async actor => {
      await scenario().version('1.0.0');
      const { promotionId } = await requestByPipeline('1.0.0', actor);
      expect(await separation(promotionId)).toMatchObject({
        outcome: 'inconclusive',
        blocking: true,
      });
      expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
        status: 403,
        reason: 'contributor-unmapped',
      });
      expect(await decisions()).toEqual([]);
    },
  );

  it('keeps out a committer when somebody else asks', async () => {
    await scenario().version('1.0.0', GOOD, { committer: REVIEWER });
    const promotionId = await scenario().request('1.0.0', 'staging');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
    expect(await approve(promotionId, 'reviewer-two')).toMatchObject({
      status: 201,
    });
  });

  it('keeps out whoever started the run that reported it, whatever its commits say', async () => {
    await scenario().version('1.0.0', GOOD, { actor: 'reviewer-one' });
    const promotionId = await scenario().request('1.0.0', 'staging');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
    expect(await approve(promotionId, 'reviewer-two')).toMatchObject({
      status: 201,
    });
  });

  it('is inconclusive while that person maps to no user', async () => {
    await scenario().version('1.0.0', GOOD, { actor: 'somebody-else' });
    const promotionId = await scenario().request('1.0.0', 'staging');
    expect(await separation(promotionId)).toMatchObject({
      outcome: 'inconclusive',
      actual: 'somebody-else',
    });
  });

  it('asks for nobody behind a run that the policy’s machine started, unlike behind a commit under its name', async () => {
    await scenario().version('1.0.0', GOOD, { actor: 'portal' });
    const published = await scenario().request('1.0.0', 'staging');
    expect((await separation(published))?.outcome).toBe('pass');
    await scenario().version('1.1.0', GOOD, { author: { email: 'portal' } });
    const pretended = await scenario().request('1.1.0', 'staging');
    expect(await separation(pretended)).toMatchObject({
      outcome: 'inconclusive',
      actual: 'portal',
    });
  });

  it('keeps out a co-author', async () => {
    await scenario().version('1.0.0', GOOD, { coAuthors: [REVIEWER] });
    const promotionId = await scenario().request('1.0.0', 'staging');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
  });

  it('keeps out both people when login and address name two', async () => {
    await scenario().version('1.0.0', GOOD, {
      author: { ...ENGINEER, login: 'reviewer-two' },
      committer: { email: ENGINEER.email, login: 'reviewer-one' },
    });
    const promotionId = await scenario().request('1.0.0', 'staging', 'lead');
    for (const reviewer of ['reviewer-one', 'reviewer-two']) {
      expect(await approve(promotionId, reviewer)).toMatchObject({
        status: 403,
        reason: 'contributor-approval',
      });
    }
  });

  it('is inconclusive while a committer maps to no user, and nobody can approve', async () => {
    await scenario().version('1.0.0', GOOD, { committer: STRANGER });
    const promotionId = await scenario().request('1.0.0', 'staging');
    expect(await separation(promotionId)).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'contributor-unmapped',
      actual: STRANGER.email,
      blocking: true,
    });
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-unmapped',
    });
    expect(await decisions()).toEqual([]);
    // Rejecting needs no proof of independence.
    const { body } = await scenario().decide(
      promotionId,
      'reviewer-one',
      'reject',
    );
    expect(body.state).toBe('rejected');
  });
});

describe('the commits that a promotion brings', () => {
  const { scenario, knex, approve, separation } = usePortal('SQLITE_3');

  const sha = (name: string) => digestOf(name).slice(0, 40);
  const commit = (
    name: string,
    parents: string[],
    author: Api.CommitPerson,
  ) => ({
    sha: sha(name),
    parents: parents.map(sha),
    author,
    committer: author,
  });

  async function report(
    version: string,
    commits: Api.Commit[],
    actor = 'engineer',
  ) {
    const source = {
      repositoryId: 'repository-of-support-bot',
      commit: commits[0].sha,
    };
    await scenario()
      .pipeline(
        'post',
        '/versions',
        versionReport({
          version,
          commits,
          bundle: bundle({ source }),
          run: { id: version, actor },
        }),
      )
      .expect(201);
  }

  /** The first version runs in the stage. */
  async function deployFirst() {
    await insertFinishedDeployment(knex(), {
      id: '11111111-1111-4111-8111-111111111111',
      version: (await knex()('model_versions').limit(1))[0],
      stage: 'staging',
    });
  }

  it('looks no further back than what runs in the stage', async () => {
    await scenario().version('1.0.0', GOOD, { author: REVIEWER });
    const first = await scenario().request('1.0.0', 'staging');
    await approve(first, 'reviewer-two');
    await scenario().deploy(first);
    await scenario().version('2.0.0');
    const second = await scenario().request('2.0.0', 'staging');
    expect(await approve(second, 'reviewer-one')).toMatchObject({
      status: 201,
    });
  });

  it('finds who made what was merged late, whatever its date', async () => {
    await report('1.0.0', [commit('base', [], ENGINEER)]);
    await deployFirst();
    // Written before the base, merged after it: by date it stands behind.
    await report('2.0.0', [
      commit('merge', ['base', 'side'], ENGINEER),
      commit('base', [], ENGINEER),
      commit('side', [], REVIEWER),
    ]);
    const promotionId = await scenario().request('2.0.0', 'staging', 'lead');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
  });

  it('keeps out those whose work is left out by a version from another branch', async () => {
    await report('1.0.0', [
      commit('ours', ['base'], REVIEWER),
      commit('base', [], ENGINEER),
    ]);
    await deployFirst();
    await report('2.0.0', [
      commit('theirs', ['base'], ENGINEER),
      commit('base', [], ENGINEER),
    ]);
    const promotionId = await scenario().request('2.0.0', 'staging', 'lead');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
    expect(await approve(promotionId, 'reviewer-two')).toMatchObject({
      status: 201,
    });
  });

  it.each<[string, (source: Api.Commit) => Api.Commit[]]>([
    ['reports no commits', () => []],
    [
      'reports only the last commit, as a shallow clone does',
      source => [source],
    ],
    [
      'reports the last commit as if it were the first',
      source => [{ ...source, parents: [] }],
    ],
  ])('is inconclusive for a version that %s', async (_, commitsOf) => {
    await scenario().version('1.0.0');
    const first = await scenario().request('1.0.0', 'staging');
    await approve(first, 'reviewer-two');
    await scenario().deploy(first);
    const source = sha('after');
    await scenario()
      .pipeline(
        'post',
        '/versions',
        versionReport({
          version: '2.0.0',
          bundle: bundle({
            source: {
              repositoryId: 'repository-of-support-bot',
              commit: source,
            },
          }),
          commits: commitsOf({
            sha: source,
            author: ENGINEER,
            committer: ENGINEER,
          }),
        }),
      )
      .expect(201);
    const promotionId = await scenario().request('2.0.0', 'staging');
    expect(await separation(promotionId)).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringContaining('full clone'),
      blocking: true,
    });
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-unmapped',
    });
  });

  it('keeps out whoever started the run of a version in between', async () => {
    const base = commit('base', [], ENGINEER);
    const middle = commit('middle', ['base'], ENGINEER);
    await report('1.0.0', [base]);
    await deployFirst();
    await report('1.1.0', [middle, base], 'reviewer-one');
    await report('1.2.0', [commit('last', ['middle'], ENGINEER), middle, base]);
    const promotionId = await scenario().request('1.2.0', 'staging', 'lead');
    expect(await approve(promotionId, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
  });

  it('keeps out those whose work an older version would undo', async () => {
    for (const [version, author, by] of [
      ['1.0.0', ENGINEER, 'reviewer-one'],
      ['2.0.0', REVIEWER, 'reviewer-two'],
    ] as const) {
      await scenario().version(version, GOOD, { author });
      const promotionId = await scenario().request(version, 'staging');
      await approve(promotionId, by);
      await scenario().deploy(promotionId, version);
    }
    const back = await scenario().request('1.0.0', 'staging', 'lead');
    expect(await approve(back, 'reviewer-one')).toMatchObject({
      status: 403,
      reason: 'contributor-approval',
    });
    expect(await approve(back, 'reviewer-two')).toMatchObject({ status: 201 });
  });
});
