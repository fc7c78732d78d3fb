import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { insertFinishedDeployment } from '../../__testUtils__/insertFinishedDeployment';
import { bundle, versionReport } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const SCRIPT = resolve(
  __dirname,
  '../../../../../templates/chatbot/kit/src/release/commits.ts',
);
const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };

/** 250 commits by the engineer, and one that a reviewer dated before them all, started from one of them and merged last. */
function createRepository(startedFrom: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'late-merge-'));
  const commit = (
    mark: number,
    who: string,
    time: number,
    parents: number[],
  ) => {
    const person = `${who} <${who}@example.com> ${time} +0000`;
    const [first, ...others] = parents;
    return [
      'commit refs/heads/main',
      `mark :${mark}`,
      `author ${person}`,
      `committer ${person}`,
      'data 6',
      'change',
      ...(first ? [`from :${first}`] : []),
      ...others.map(other => `merge :${other}`),
      `reset refs/tags/c${mark}`,
      `from :${mark}`,
      '',
    ].join('\n');
  };
  execFileSync('git', ['init', '--quiet', folder]);
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: folder,
    input: [
      ...Array.from({ length: 250 }, (_, index) =>
        commit(
          index + 1,
          'engineer',
          1_700_000_000 + index * 60,
          index > 0 ? [index] : [],
        ),
      ),
      commit(251, 'reviewer-one', 1_400_000_000, [startedFrom]),
      commit(252, 'engineer', 1_700_100_000, [250, 251]),
    ].join(''),
  });
  return folder;
}

/** What a generated repository's script reports of a commit; run as it is, by Node. */
function reportedBy(folder: string, tag: string): Api.Commit[] {
  const out = execFileSync(
    process.execPath,
    [
      '--no-warnings',
      '--input-type=module',
      '--eval',
      `import { recentCommits } from ${JSON.stringify(
        pathToFileURL(SCRIPT).href,
      )};
       process.stdout.write(JSON.stringify(recentCommits(${JSON.stringify(
         tag,
       )})));`,
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 16_000_000 },
  );
  return JSON.parse(out);
}

/** The same list as `git log` orders it when nothing else is asked for. */
function byDate(folder: string, tag: string): Api.Commit[] {
  const person = { email: 'engineer@example.com' };
  return execFileSync('git', ['log', '--max-count=200', '--format=%H', tag], {
    cwd: folder,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .map(sha => ({ sha, author: person, committer: person }));
}

describe.each(databases.eachSupportedId())(
  'an old commit merged late, on %s',
  id => {
    let portal: Awaited<ReturnType<typeof startChatbots>>;
    let scenario: Scenario;
    let folder: string;
    let deploy: (version: string) => Promise<void>;

    beforeEach(async () => {
      const knex = await databases.init(id);
      portal = await startChatbots({ knex, config });
      scenario = await Scenario.begin(portal.server);
      deploy = async version =>
        insertFinishedDeployment(knex, {
          id: '11111111-1111-4111-8111-111111111111',
          version: (await knex('model_versions').where({ version }))[0],
          stage: 'staging',
        });
    });

    afterEach(async () => {
      await portal.backend.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function report(version: string, commits: Api.Commit[]) {
      const source = {
        repositoryId: 'repository-of-support-bot',
        commit: commits[0].sha,
      };
      await scenario
        .pipeline(
          'post',
          '/versions',
          versionReport({ version, commits, bundle: bundle({ source }) }),
        )
        .expect(201);
    }

    async function approve(promotionId: string, by: string) {
      const { status, body } = await scenario.decide(promotionId, by);
      return { status, reason: body.error?.reason };
    }

    async function comparison(): Promise<Api.Comparison> {
      const { body } = await scenario.person(
        'lead',
        'get',
        '/chatbots/support-bot/comparison?base=1.0.0&target=2.0.0',
      );
      return body;
    }

    it('keeps its author out, lets others approve, and is shown to them', async () => {
      folder = createRepository(240);
      await report('1.0.0', reportedBy(folder, 'c250'));
      await deploy('1.0.0');
      await report('2.0.0', reportedBy(folder, 'c252'));
      const promotionId = await scenario.request('2.0.0', 'staging', 'lead');
      expect(await approve(promotionId, 'reviewer-one')).toEqual({
        status: 403,
        reason: 'contributor-approval',
      });
      expect(await approve(promotionId, 'reviewer-two')).toEqual({
        status: 201,
        reason: undefined,
      });
      const { commits, commitsTruncated } = await comparison();
      expect(commits.map(({ author }) => author.email)).toEqual([
        'engineer@example.com',
        'reviewer-one@example.com',
      ]);
      expect(commitsTruncated).toBeUndefined();
      const { body } = await scenario.person(
        'lead',
        'get',
        '/chatbots/support-bot/versions/2.0.0',
      );
      expect(body.commits).toEqual(commits);
      expect(body.version.commitCount).toBe(2);
    });

    it('lets nobody approve when it may be missing from a list by date', async () => {
      folder = createRepository(240);
      await report('1.0.0', byDate(folder, 'c250'));
      await deploy('1.0.0');
      await report('2.0.0', byDate(folder, 'c252'));
      const promotionId = await scenario.request('2.0.0', 'staging', 'lead');
      for (const reviewer of ['reviewer-one', 'reviewer-two']) {
        expect(await approve(promotionId, reviewer)).toEqual({
          status: 403,
          reason: 'contributor-unmapped',
        });
      }
      const { commits, commitsTruncated } = await comparison();
      expect(commits).toHaveLength(1);
      expect(commitsTruncated).toBe(true);
    });

    it.each([
      ['from an older report', true, 201],
      ['from no report', false, 403],
    ])(
      'that started far back, at a commit known %s',
      async (_, known, status) => {
        folder = createRepository(5);
        if (known) {
          await report('0.1.0', reportedBy(folder, 'c100'));
        }
        await report('1.0.0', reportedBy(folder, 'c250'));
        await deploy('1.0.0');
        await report('2.0.0', reportedBy(folder, 'c252'));
        const promotionId = await scenario.request('2.0.0', 'staging', 'lead');
        expect(await approve(promotionId, 'reviewer-one')).toEqual({
          status: 403,
          reason: 'contributor-approval',
        });
        expect((await approve(promotionId, 'reviewer-two')).status).toBe(
          status,
        );
        expect((await comparison()).commitsTruncated).toBe(
          known ? undefined : true,
        );
      },
    );
  },
);
