import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFsck } from '../audit/fsck/runFsck';
import {
  BoardRequest,
  CHANGE_BOARD_SECRET,
  startChangeBoard,
} from './changeBoard';
import { DEFAULT_POLICY, Scenario } from './governanceFixtures';
import { startChatbots } from './startChatbots';
import { until } from './until';

const ruleOf = (system: string) => `      - id: ${system}
        type: external
        system: ${system}
`;

/** A portal whose policy asks a change board about staging, and that board; both anew for each test. It answers for other systems too. */
export function setUpChangeBoard(
  databases: TestDatabases,
  id: TestDatabaseId,
  systems = ['change-board'],
) {
  let folder: string;
  let policyFile: string;
  let board: Awaited<ReturnType<typeof startChangeBoard>>;
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let scenario: Scenario;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    policyFile = join(folder, 'policy.yaml');
    const text = await readFile(DEFAULT_POLICY, 'utf8');
    await writeFile(
      policyFile,
      text.replace(
        '    checks:\n',
        `    checks:\n${systems.map(ruleOf).join('')}`,
      ),
    );
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    board = await startChangeBoard();
  });

  afterEach(async () => {
    await portal.backend.stop();
    await board.stop();
  });

  async function start(more: JsonObject = {}) {
    knex = await databases.init(id);
    portal = await startChatbots({
      knex,
      config: {
        chatbots: {
          policy: { file: policyFile },
          externalChecks: systems.map(system => ({
            id: system,
            url: `${board.url}/changes`,
            secret: CHANGE_BOARD_SECRET,
            timeout: '2s',
            ...more,
          })),
        },
      },
    });
    scenario = await Scenario.begin(portal.server);
    await scenario.version('1.0.0');
  }

  /** Requests a promotion and waits until the board was asked. */
  async function asked() {
    const promotionId = await scenario.request('1.0.0', 'staging');
    await until(() => board.asked.length > 0);
    return { promotionId, question: board.asked[0] };
  }

  async function shown(promotionId: string) {
    const { body } = await scenario
      .person('reviewer-one', 'get', `/promotions/${promotionId}`)
      .expect(200);
    const check = body.gate.checks.find(
      (one: { id: string }) => one.id === 'change-board',
    );
    return { check, promotion: body.promotion, history: body.history };
  }

  const approval = (question: Pick<BoardRequest, 'id' | 'bindingDigest'>) => ({
    id: question.id,
    bindingDigest: question.bindingDigest,
    status: 'approved',
    link: 'https://changes.example/CHG-1042',
    reference: 'CHG-1042',
    answeredBy: 'change board',
    decidedAt: '2026-03-10T12:00:00+01:00',
    comment: 'within the window',
  });

  async function numbered() {
    await until(
      async () => !(await knex('audit_events').whereNull('sequence').first()),
    );
  }

  async function fsck() {
    await numbered();
    const found = await runFsck(knex, { trustedKeys: [], anchors: [] });
    return found
      .map(({ code }) => code)
      .filter(code => /^promotion/.test(code));
  }

  return {
    start,
    asked,
    shown,
    approval,
    numbered,
    fsck,
    get board() {
      return board;
    },
    get knex() {
      return knex;
    },
    get portal() {
      return portal;
    },
    get scenario() {
      return scenario;
    },
    get policyFile() {
      return policyFile;
    },
  };
}
