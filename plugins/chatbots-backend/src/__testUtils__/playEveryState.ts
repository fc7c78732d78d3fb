import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { FsckOptions } from '../audit/fsck/runFsck';
import {
  CHANGE_BOARD_SECRET,
  sendAnswer,
  startChangeBoard,
} from './changeBoard';
import { EVENT_KEYS } from './eventKeys';
import { FakeScmHost } from './fakeScmHost';
import { DEFAULT_POLICY, goldenReport, Scenario } from './governanceFixtures';
import { isAllTold } from './isAllTold';
import { permissionsOf } from './permissionsOf';
import {
  playFifthBot,
  playSecondBot,
  playSixthBot,
  playThirdBot,
} from './playOtherBots';
import { startChatbots } from './startChatbots';
import { AUDIENCE, startIdentityProvider } from './startIdentityProvider';
import { until } from './until';

/** A stage that asks a change board, and waits a second for approvals where the risk is high. */
const PREVIEW = `  preview:
    checks:
      - id: change-board
        type: external
        system: change-board
    approvals:
      - group: ai-governance
        count: 1
    separationOfDuties:
      requester: true
    expiry:
      request: P7D
      approval: P3D
      permit: PT1H
    riskClasses:
      high:
        expiry:
          request: PT1S
          approval: P1D
          permit: PT30M
`;

/** Claims as GitHub Actions states them. */
const CLAIMS = {
  repository: 'chatbot-team/second-bot',
  repository_id: 'repository-of-second-bot',
  ref: 'refs/heads/main',
  ref_protected: 'true',
  event_name: 'push',
  workflow: 'ci',
  workflow_ref:
    'chatbot-team/second-bot/.github/workflows/ci.yml@refs/heads/main',
  environment: 'staging',
  run_id: '4711',
  run_attempt: '2',
  actor: 'engineer',
};

/**
 * Plays a portal, with every system that it asks, until each table has a row of each of its states. The portal has stopped when this
 * returns.
 *
 * @returns what fsck needs to find nothing
 */
export async function playEveryState(knex: Knex): Promise<FsckOptions> {
  const folder = await mkdtemp(join(tmpdir(), 'every-state-'));
  const file = join(folder, 'policy.yaml');
  const text = await readFile(DEFAULT_POLICY, 'utf8');
  await writeFile(file, text.replace('  staging:\n', `${PREVIEW}  staging:\n`));
  const board = await startChangeBoard();
  const provider = await startIdentityProvider({ own: CLAIMS });
  const git = new FakeScmHost();
  const warned = jest.spyOn(console, 'warn').mockImplementation();
  const portal = await startChatbots({
    knex,
    config: {
      permission: { enabled: true },
      chatbots: {
        policy: { file },
        stages: ['development', 'preview', 'staging', 'production'],
        externalChecks: [
          {
            id: 'change-board',
            url: `${board.url}/changes`,
            secret: CHANGE_BOARD_SECRET,
            timeout: '2s',
          },
        ],
        pipelines: {
          oidc: {
            issuers: [
              {
                issuer: provider.issuer,
                audience: AUDIENCE,
                host: '127.0.0.1:7008',
                type: 'github',
                allowedRefs: ['refs/heads/main'],
              },
            ],
          },
        },
      },
    },
    features: [git.factory, permissionsOf({})],
  });
  try {
    const { server } = portal;
    const support = await Scenario.begin(server);
    await playPolicies(support, await readFile(file, 'utf8'));
    await playStaging(support, { knex, git });
    await playProduction(support);
    await playPreview(support, { knex, board, git });
    const second = await playSecondBot(server, () => provider.token('own'));
    await playThirdBot(server);
    await playFifthBot(server);
    await playSixthBot(support);
    await support
      .person('auditor', 'post', '/audit/exports', {
        from: '2020-01-01T00:00:00.000Z',
        to: '2040-01-01T00:00:00.000Z',
      })
      .expect(201);
    await playExpiry(second, knex);
    await until(() => isAllTold(knex));
    const { body } = await request(server).get(
      '/api/chatbots/.well-known/chatbot-portal/keys',
    );
    const key = body.keys.find(
      ({ use }: { use: string }) => use === 'audit-log',
    );
    await until(async () => {
      const [log] = await knex('audit_log');
      const newest = await knex('audit_checkpoints').where({ size: log.size });
      return newest.length > 0;
    });
    // The first and the last are as good as a hundred, and each takes its time to verify.
    const sizes = await knex('audit_checkpoints').orderBy('size').pluck('size');
    await knex('audit_checkpoints')
      .whereIn('size', sizes.slice(1, -1))
      .delete();
    return {
      trustedKeys: [parseVerifierKey(key.verifierKey, sha256)],
      anchors: [],
      eventKeys: { origin: 'localhost:7007/chatbots', keys: EVENT_KEYS },
    };
  } finally {
    await portal.backend.stop();
    await provider.stop();
    await board.stop();
    warned.mockRestore();
    await rm(folder, { recursive: true });
  }
}

/** One policy of each state. */
async function playPolicies(scenario: Scenario, text: string) {
  const propose = async (from: string, to: string) => {
    const { body } = await scenario
      .person('platform-admin', 'post', '/policies', {
        text: text.replace(from, to),
      })
      .expect(201);
    return body.number;
  };
  const number = await propose('min: 0.85', 'min: 0.84');
  await scenario
    .person('reviewer-one', 'post', `/policies/${number}/approvals`)
    .expect(200);
  await propose('min: 0.85', 'min: 0.83');
}

/** Deployments of each outcome, and promotions that came to none. */
async function playStaging(
  scenario: Scenario,
  { knex, git }: { knex: Knex; git: FakeScmHost },
) {
  await scenario.version('1.0.0');
  await scenario.toStaging('1.0.0');
  for (const [version, outcome] of [
    ['2.0.0', 'deployed'],
    ['3.0.0', 'rolled-back'],
  ]) {
    await scenario.version(version);
    const promotionId = await scenario.request(version, 'staging');
    await scenario.decide(promotionId, 'reviewer-one');
    const deploymentId = await open(scenario, promotionId);
    await scenario
      .pipeline('post', `/deployments/${deploymentId}/outcome`, {
        outcome,
        message: `ended as ${outcome}`,
      })
      .expect(200);
  }
  await scenario.version('4.0.0');
  const failed = await scenario.request('4.0.0', 'staging');
  const { onStart } = git;
  git.onStart = async () => {
    throw errorWithReason('scm-forbidden', 'The host lets nobody start it');
  };
  await scenario.decide(failed, 'reviewer-one');
  await until(
    async () =>
      (await knex('workflow_dispatches').where({ state: 'failed' })).length > 0,
  );
  git.onStart = onStart;
  await open(scenario, failed);
  await scenario
    .person('platform-admin', 'post', `/promotions/${failed}/abandonment`, {
      comment: 'the pipeline is gone',
    })
    .expect(200);
  const rejected = await scenario.request('4.0.0', 'staging');
  await scenario.decide(rejected, 'reviewer-two', 'reject');
  const withdrawn = await scenario.request('4.0.0', 'staging');
  await scenario
    .person('engineer', 'post', `/promotions/${withdrawn}/withdrawal`)
    .expect(200);

  await scenario.version('5.0.0');
  await scenario.request('5.0.0', 'staging');
  // Supersedes it, is bound anew, and ends in an open deployment.
  await scenario.version('6.0.0');
  const deploying = await scenario.request('6.0.0', 'staging');
  await scenario
    .pipeline(
      'post',
      '/evaluations',
      goldenReport({ version: '6.0.0', run: { id: 'again' } }),
    )
    .expect(201);
  await scenario.person('lead', 'get', `/promotions/${deploying}`).expect(200);
  const { body } = await scenario.decide(deploying, 'reviewer-one');
  if (body.state !== 'approved') {
    throw new Error(`It is ${JSON.stringify(body)}`);
  }
  await open(scenario, deploying, {
    id: 'deploy-6',
    url: 'https://ci.example/6',
  });
}

/** Fetches and consumes the permit, and reports two steps. */
async function open(
  scenario: Scenario,
  promotionId: string,
  run?: { id: string; url: string },
): Promise<string> {
  const permit = await scenario
    .pipeline('post', `/promotions/${promotionId}/permit`)
    .expect(200);
  const { body } = await scenario.pipeline('get', `/promotions/${promotionId}`);
  const consumed = await scenario
    .pipeline('post', `/permits/${permit.body.permitId}/consume`, {
      idempotencyKey: `run-of-${promotionId}`,
      digest: body.digest,
      ...(run && { run }),
    })
    .expect(201);
  const path = `/deployments/${consumed.body.id}/steps`;
  await scenario
    .pipeline('post', path, {
      sequence: 1,
      name: 'canary',
      weight: 10,
      status: 'healthy',
    })
    .expect(200);
  await scenario
    .pipeline('post', path, {
      sequence: 2,
      name: 'half',
      weight: 50,
      status: 'unhealthy',
      message: 'slow',
    })
    .expect(200);
  return consumed.body.id;
}

/** A promotion that two people decide, one of them twice. */
async function playProduction(scenario: Scenario) {
  const promotionId = await scenario.request('2.0.0', 'production');
  await scenario.decide(promotionId, 'reviewer-one');
  await scenario
    .person(
      'reviewer-one',
      'delete',
      `/promotions/${promotionId}/decisions/mine`,
    )
    .expect(200);
  await scenario.decide(promotionId, 'reviewer-two');
}

/** Answers of an outside system, workflows that were started, failed and asked for, and a promotion that was opened again. */
async function playPreview(
  scenario: Scenario,
  {
    knex,
    board,
    git,
  }: {
    knex: Knex;
    board: Awaited<ReturnType<typeof startChangeBoard>>;
    git: FakeScmHost;
  },
) {
  const { body: requested } = await scenario
    .person('engineer', 'post', `/chatbots/${scenario.chatbot}/promotions`, {
      version: '1.0.0',
      stage: 'preview',
      comment: 'to show it around',
    })
    .expect(201);
  const promotionId = requested.id;
  await until(() => board.asked.length > 0);
  const [question] = board.asked;
  const answer = (status: string, more: object, messageId: string) =>
    sendAnswer(
      scenario.server,
      {
        id: question.id,
        bindingDigest: question.bindingDigest,
        status,
        ...more,
      },
      { messageId },
    );
  await answer('pending', {}, 'msg-1');
  await answer(
    'approved',
    {
      link: 'https://changes.example/CHG-1042',
      reference: 'CHG-1042',
      answeredBy: 'change board',
      decidedAt: '2026-03-10T12:00:00+01:00',
      comment: 'within the window',
    },
    'msg-2',
  );
  const started = () =>
    until(
      async () =>
        !(await knex('workflow_dispatches')
          .where({ state: 'requested' })
          .first()),
    );
  const approve = async (decision: object) => {
    const { body } = await scenario.person(
      'reviewer-two',
      'get',
      `/promotions/${promotionId}`,
    );
    await scenario
      .person('reviewer-two', 'post', `/promotions/${promotionId}/decisions`, {
        decision: 'approve',
        bindingDigest: body.promotion.bindingDigest,
        ...decision,
      })
      .expect(201);
  };
  await approve({});
  await started();
  // It loses its quorum and gets it again, while the host does not answer.
  await scenario
    .person(
      'reviewer-two',
      'delete',
      `/promotions/${promotionId}/decisions/mine`,
    )
    .expect(200);
  git.onStart = async () => {
    throw new Error('the host is away');
  };
  await approve({ comment: 'once more' });
}

/** A promotion that nobody decides in time. */
async function playExpiry(scenario: Scenario, knex: Knex) {
  const promotionId = await scenario.request('1.0.0', 'preview');
  await until(async () => {
    await scenario.decide(promotionId, 'reviewer-one');
    const [{ state }] = await knex('promotions').where({ id: promotionId });
    return state === 'expired';
  });
}
