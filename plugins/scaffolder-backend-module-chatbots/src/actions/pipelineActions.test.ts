import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { parse } from 'yaml';
import { inputProblems } from '../__testUtils__/inputProblems';
import {
  HOST_CREDENTIALS,
  REPOSITORY,
  startWorld,
  World,
} from '../__testUtils__/startWorld';
import { createConfigurePipelineAction } from './createConfigurePipelineAction';
import { examples as configureExamples } from './createConfigurePipelineAction.examples';
import { createIssuePipelineTokenAction } from './createIssuePipelineTokenAction';
import { createStartPipelineAction } from './createStartPipelineAction';
import { examples as startExamples } from './createStartPipelineAction.examples';

jest.setTimeout(30_000);

const TOKENS = 'GET /api/chatbots/v1/chatbots/support-bot/tokens';
const LOOK = 'GET /api/chatbots/v1/chatbots/support-bot';
const LOOKS = [TOKENS, `GET ${REPOSITORY}`, LOOK];
const VARIABLE = `${REPOSITORY}/actions/variables/CHATBOT_PORTAL_URL`;
const START = `POST ${REPOSITORY}/actions/workflows/ci.yml/dispatches`;

describe('actions that set a pipeline up', () => {
  const workspace = createMockDirectory();
  let world: World;
  let kept: Map<string, unknown>;

  beforeEach(async () => {
    world = await startWorld();
    kept = new Map();
    world.loopback.answers
      .set(TOKENS, () => ({ body: { items: [] } }))
      .set(LOOK, () => ({
        body: {
          chatbot: { repository: { host: world.loopback.host, id: '42' } },
        },
      }))
      .set(`PUT ${VARIABLE}`, () => ({ status: 204 }))
      .set(START, () => ({
        body: {
          workflow_run_id: 3,
          html_url: `${world.loopback.url}/chatbots/support-bot/actions/runs/3`,
        },
      }));
  });
  afterEach(() => world.loopback.stop());

  const configure = () =>
    createConfigurePipelineAction({
      ...world,
      portalUrl: 'https://portal.example.com',
    });
  const start = () => createStartPipelineAction(world);

  async function run(
    action: ReturnType<typeof configure | typeof start>,
    input: object = {},
    isDryRun = false,
  ) {
    const context = {
      ...createMockActionContext({
        workspacePath: workspace.path,
        input: { name: 'support-bot', repoUrl: world.repoUrl, ...input },
      }),
      isDryRun,
      async checkpoint<T>(one: { key: string; fn: () => Promise<T> }) {
        if (!kept.has(one.key)) {
          kept.set(one.key, await one.fn());
        }
        return kept.get(one.key) as T;
      },
    };
    await action.handler(context as never);
    return jest.mocked(context.output).mock.calls;
  }

  it('writes the address of the portal with the credentials of the host', async () => {
    await run(configure());
    expect(world.loopback.lines()).toEqual([...LOOKS, `PUT ${VARIABLE}`]);
    expect(world.loopback.seen.at(-1)).toEqual({
      line: `PUT ${VARIABLE}`,
      authorization: HOST_CREDENTIALS,
      body: { name: 'CHATBOT_PORTAL_URL', value: 'https://portal.example.com' },
    });
    expect(world.loopback.seen[0].authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'chatbots',
      }),
    );
  });

  it('writes the same variables again when the task is recovered', async () => {
    await run(configure());
    await run(configure());
    expect(
      world.loopback.lines().filter(line => line === `PUT ${VARIABLE}`),
    ).toHaveLength(2);
  });

  it('starts a workflow once although the task is recovered, and names its run', async () => {
    const outputs = await run(start());
    expect(outputs).toEqual([
      ['runId', '3'],
      ['runUrl', `${world.loopback.url}/chatbots/support-bot/actions/runs/3`],
    ]);
    expect(await run(start())).toEqual(outputs);
    expect(
      world.loopback.seen.filter(({ line }) => line === START),
    ).toMatchObject([{ body: { ref: 'main', inputs: {} } }]);
  });

  it('starts a workflow again with other inputs in the same task', async () => {
    await run(start(), { inputs: { a: '1' } });
    await run(start(), { inputs: { a: '2' } });
    expect(world.loopback.lines().filter(line => line === START)).toHaveLength(
      2,
    );
  });

  it.each([
    ['configure', configure],
    ['start', start],
  ])(
    'does nothing on the host for a person without right (%s)',
    async (_, action) => {
      world.loopback.answers.set(TOKENS, () => ({ status: 403 }));
      await expect(run(action())).rejects.toThrow(/403/);
      expect(world.loopback.lines()).toEqual([TOKENS]);
    },
  );

  it.each([
    ['configure', configure],
    ['start', start],
  ])(
    'does nothing in a repository that is not the chatbot’s (%s)',
    async (_, action) => {
      world.loopback.answers.set(LOOK, () => ({
        body: {
          chatbot: { repository: { host: world.loopback.host, id: '43' } },
        },
      }));
      await expect(run(action())).rejects.toThrow(/bound to another/);
      expect(world.loopback.lines()).toEqual(LOOKS);
    },
  );

  it('asks nobody in a dry run', async () => {
    await run(configure(), {}, true);
    await run(start(), {}, true);
    expect(world.loopback.lines()).toEqual([]);
  });

  it('says what the host lacks before it asks anybody', async () => {
    const host = {
      kind: 'acme',
      hostname: world.loopback.host,
      baseUrl: world.loopback.url,
      capabilities: new Set(['identity-tokens']),
    };
    const hosts = new ScmHosts([{ kind: 'acme', hosts: [host as never] }]);
    for (const action of [
      createConfigurePipelineAction({ ...world, hosts, portalUrl: '' }),
      createStartPipelineAction({ ...world, hosts }),
    ]) {
      await expect(run(action)).rejects.toMatchObject({
        reason: 'scm-capability-missing',
      });
    }
    // Jobs there prove who they are.
    expect(
      await run(createIssuePipelineTokenAction({ ...world, hosts }) as never),
    ).toEqual([]);
    expect(world.loopback.lines()).toEqual([]);
  });

  it.each([
    ...configureExamples.map(one => ({ ...one, make: configure })),
    ...startExamples.map(one => ({ ...one, make: start })),
  ])('takes its example: $description', ({ example, make }) => {
    const [step] = parse(example).steps;
    const action = make();
    expect(step.action).toBe(action.id);
    expect(inputProblems(action as never, step.input)).toBeUndefined();
  });

  it.each(['../ci.yml', 'ci', 'a/b.yml', '.yml'])(
    'has a schema that refuses the workflow %s',
    workflow => {
      const [step] = parse(startExamples[0].example).steps;
      expect(
        inputProblems(start() as never, { ...step.input, workflow }),
      ).toMatch(/pattern/);
    },
  );
});
