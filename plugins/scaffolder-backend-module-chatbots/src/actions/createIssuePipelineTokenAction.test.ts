import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { inspect } from 'node:util';
import { parse } from 'yaml';
import { inputProblems } from '../__testUtils__/inputProblems';
import {
  HOST_CREDENTIALS,
  REPOSITORY,
  startWorld,
  World,
} from '../__testUtils__/startWorld';
import { createIssuePipelineTokenAction } from './createIssuePipelineTokenAction';
import { examples } from './createIssuePipelineTokenAction.examples';

jest.setTimeout(30_000);

const LOOK = 'GET /api/chatbots/v1/chatbots/support-bot';
const REPOSITORY_FACTS = `GET ${REPOSITORY}`;
/** What is asked before anything is issued. */
const LOOKS = [REPOSITORY_FACTS, LOOK];
const ISSUE = 'POST /api/chatbots/v1/chatbots/support-bot/tokens';
const REVOKE = 'DELETE /api/chatbots/v1/chatbots/support-bot/tokens/token-1';
const WRITE = `PUT ${REPOSITORY}/actions/secrets/CHATBOT_PORTAL_TOKEN`;
/** In every token that is issued here: nothing that is kept may hold it. */
const MARK = 'cbp_Zm9yIHRoZSBwaXBlbGluZSBvbmx5';

describe('chatbots:pipeline-token:issue', () => {
  const workspace = createMockDirectory();
  let world: World;
  let issued: number;

  beforeEach(async () => {
    world = await startWorld();
    issued = 0;
    world.loopback.answers.set(LOOK, () => ({
      body: {
        chatbot: { repository: { host: world.loopback.host, id: '42' } },
      },
    }));
    world.loopback.answers.set(ISSUE, () => {
      issued++;
      return {
        status: 201,
        body: {
          token: `${MARK}_${issued}`,
          record: {
            id: `token-${issued}`,
            expiresAt: '2027-01-01T00:00:00.000Z',
          },
        },
      };
    });
    world.loopback.answers.set(WRITE, () => ({ status: 201 }));
    world.loopback.answers.set(REVOKE, () => ({ status: 204 }));
  });

  afterEach(() => world.loopback.stop());

  /** Runs the action and tells all that it gave away. */
  async function run(
    options: { input?: object; isDryRun?: boolean; signal?: AbortSignal } = {},
  ) {
    const logger = mockServices.logger.mock();
    const checkpoints: unknown[] = [];
    const context = {
      ...createMockActionContext({
        logger,
        workspacePath: workspace.path,
        input: {
          name: 'support-bot',
          repoUrl: world.repoUrl,
          secretName: 'CHATBOT_PORTAL_TOKEN',
          ...options.input,
        },
      }),
      isDryRun: options.isDryRun,
      signal: options.signal,
      async checkpoint<T>(one: { key: string; fn: () => Promise<T> | T }) {
        const value = await one.fn();
        checkpoints.push(one.key, value);
        return value;
      },
    };
    const error: unknown = await createIssuePipelineTokenAction(world)
      .handler(context as never)
      .then(
        () => undefined,
        reason => reason,
      );
    const outputs = jest.mocked(context.output).mock.calls;
    const kept = inspect(
      {
        error,
        stack: error instanceof Error ? error.stack : undefined,
        outputs,
        checkpoints,
        log: [logger.debug, logger.info, logger.warn, logger.error].map(
          ({ mock }) => mock.calls,
        ),
        workspace: workspace.content(),
      },
      { depth: 20, showHidden: true, maxStringLength: null },
    );
    return { error, outputs, kept };
  }

  it('writes the token into the secret store and gives only its id away', async () => {
    const { error, outputs, kept } = await run();
    expect(error).toBeUndefined();
    expect(world.loopback.seen.slice(LOOKS.length)).toEqual([
      {
        line: ISSUE,
        authorization: mockCredentials.service.header({
          onBehalfOf: mockCredentials.user(),
          targetPluginId: 'chatbots',
        }),
        body: { purpose: 'scaffolder' },
      },
      {
        line: WRITE,
        authorization: HOST_CREDENTIALS,
        body: { data: `${MARK}_1` },
      },
    ]);
    expect(outputs).toEqual([['tokenId', 'token-1']]);
    expect(kept).toContain('Wrote the secret CHATBOT_PORTAL_TOKEN');
    expect(kept).not.toContain(MARK);
  });

  it('names the secret as pipelines expect it when the template names none', async () => {
    const { error, kept } = await run({ input: { secretName: undefined } });
    expect(error).toBeUndefined();
    expect(world.loopback.lines()).toEqual([...LOOKS, ISSUE, WRITE]);
    expect(kept).toContain('Wrote the secret CHATBOT_PORTAL_TOKEN');
  });

  it('revokes the token when the host refuses the secret, and does not quote the host', async () => {
    world.loopback.answers.set(WRITE, ({ body }) => ({ status: 403, body }));
    const { error, outputs, kept } = await run();
    expect(error).toEqual(
      new Error(
        'The host did not take the secret (HTTP 403); the token was revoked. Run the task again.',
      ),
    );
    expect(world.loopback.lines()).toEqual([...LOOKS, ISSUE, WRITE, REVOKE]);
    expect(world.loopback.seen[4].authorization).toBe(
      world.loopback.seen[2].authorization,
    );
    expect(outputs).toEqual([]);
    expect(kept).not.toContain(MARK);
  });

  it('revokes the token when the task is cancelled before the host has it', async () => {
    const controller = new AbortController();
    world.loopback.answers.set(WRITE, () => {
      controller.abort();
      return { status: 500 };
    });
    const { error } = await run({ signal: controller.signal });
    expect(error).toBeInstanceOf(Error);
    expect(world.loopback.lines()).toEqual([...LOOKS, ISSUE, WRITE, REVOKE]);
  });

  it('does not carry the secret along a redirect', async () => {
    const elsewhere = 'PUT /elsewhere';
    world.loopback.answers.set(elsewhere, () => ({ status: 201 }));
    world.loopback.answers.set(WRITE, () => ({
      status: 307,
      headers: { Location: `${world.loopback.url}/elsewhere` },
    }));
    const { error, kept } = await run();
    expect(String(error)).toMatch(/did not take the secret/);
    expect(world.loopback.lines()).toEqual([...LOOKS, ISSUE, WRITE, REVOKE]);
    expect(kept).not.toContain(MARK);
  });

  it('says that the token stays good when it could not be revoked', async () => {
    world.loopback.answers.set(WRITE, () => ({ status: 500 }));
    world.loopback.answers.set(REVOKE, () => ({ status: 503 }));
    const { error, kept } = await run();
    expect(String(error)).toMatch(
      /could not be revoked .*Revoke it in the portal/,
    );
    expect(kept).not.toContain(MARK);
  });

  it.each([
    ['another id', { id: '43' }],
    ['another host', { host: 'git.example.com' }],
  ])(
    'issues nothing for a chatbot that is bound to a repository with %s',
    async (_, other) => {
      world.loopback.answers.set(LOOK, () => ({
        body: {
          chatbot: {
            repository: { host: world.loopback.host, id: '42', ...other },
          },
        },
      }));
      const { error } = await run();
      expect(String(error)).toMatch(/is bound to another repository/);
      expect(world.loopback.lines()).toEqual(LOOKS);
    },
  );

  it('writes nothing when no token is issued', async () => {
    world.loopback.answers.set(ISSUE, () => ({ status: 403 }));
    const { error } = await run();
    expect(String(error)).toMatch(/403/);
    expect(world.loopback.lines()).toEqual([...LOOKS, ISSUE]);
  });

  it('issues another token of the same purpose when a task is recovered', async () => {
    await run();
    const { outputs } = await run();
    expect(world.loopback.lines()).toEqual([
      ...[...LOOKS, ISSUE, WRITE],
      ...[...LOOKS, ISSUE, WRITE],
    ]);
    const [, , first, , , , second, write] = world.loopback.seen;
    expect(second.body).toEqual(first.body);
    expect(write.body).toEqual({ data: `${MARK}_2` });
    expect(outputs).toEqual([['tokenId', 'token-2']]);
  });

  it('touches nothing in a dry run', async () => {
    const { error, outputs } = await run({ isDryRun: true });
    expect(error).toBeUndefined();
    expect(outputs).toEqual([]);
    expect(world.loopback.lines()).toEqual([]);
  });

  it.each([
    'git.example.com?owner=chatbots&repo=support-bot',
    '127.0.0.1:1?owner=chatbots&repo=support-bot',
  ])('issues nothing for the foreign host of %s', async repoUrl => {
    const { error } = await run({ input: { repoUrl } });
    expect(String(error)).toMatch(/No module serves the git host/);
    expect(world.loopback.lines()).toEqual([]);
  });

  it('issues nothing for a repository that climbs out of its path', async () => {
    const repoUrl = `${world.loopback.host}?owner=chatbots&repo=..`;
    const { error } = await run({ input: { repoUrl } });
    expect(String(error)).toMatch(/is not of the form/);
    expect(world.loopback.lines()).toEqual([]);
  });

  it.each(examples)('takes its example: $description', ({ example }) => {
    const [step] = parse(example).steps;
    const action = createIssuePipelineTokenAction(world);
    expect(step.action).toBe(action.id);
    expect(inputProblems(action, step.input)).toBeUndefined();
  });

  it.each(['../secrets', 'lower_case', '1ST', 'A'.repeat(101)])(
    'has a schema that refuses the secret name %s',
    secretName => {
      const [step] = parse(examples[0].example).steps;
      expect(
        inputProblems(createIssuePipelineTokenAction(world), {
          ...step.input,
          secretName,
        }),
      ).toMatch(/pattern/);
    },
  );
});
