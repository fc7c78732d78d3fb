import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { inputProblems } from '../__testUtils__/inputProblems';
import { REPOSITORY, startWorld, World } from '../__testUtils__/startWorld';
import { createRegisterChatbotAction } from './createRegisterChatbotAction';
import { examples } from './createRegisterChatbotAction.examples';

jest.setTimeout(30_000);

const REGISTER = 'POST /api/chatbots/v1/chatbots';

describe('chatbots:chatbot:register', () => {
  const workspace = createMockDirectory();
  let world: World;

  beforeEach(async () => {
    world = await startWorld();
    world.loopback.answers.set(REGISTER, () => ({
      status: 201,
      body: { name: 'support-bot', entityRef: 'component:default/support-bot' },
    }));
  });

  afterEach(() => world.loopback.stop());

  function contextOf(input: object = {}) {
    return createMockActionContext({
      workspacePath: workspace.path,
      input: {
        name: 'support-bot',
        title: 'Support bot',
        owner: 'chatbot-team',
        riskClass: 'limited' as const,
        repoUrl: world.repoUrl,
        ...input,
      },
    });
  }

  it('binds the ids that the host gave, as the person who runs the task', async () => {
    const context = contextOf({ purpose: 'Answers customers' });
    await createRegisterChatbotAction(world).handler(context);
    const [, registration] = world.loopback.seen;
    expect(registration).toEqual({
      line: REGISTER,
      authorization: mockCredentials.service.header({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'chatbots',
      }),
      body: {
        name: 'support-bot',
        namespace: 'default',
        title: 'Support bot',
        owner: 'group:default/chatbot-team',
        riskClass: 'limited',
        purpose: 'Answers customers',
        repository: {
          host: world.loopback.host,
          id: '42',
          ownerId: '7',
          url: `${world.loopback.url}/chatbots/support-bot`,
        },
      },
    });
    expect(jest.mocked(context.output).mock.calls).toEqual([
      ['chatbot', 'support-bot'],
      ['entityRef', 'component:default/support-bot'],
    ]);
  });

  it("keeps the Component's namespace", async () => {
    await createRegisterChatbotAction(world).handler(
      contextOf({ componentRef: 'component:retail/support-bot' }),
    );
    expect(world.loopback.seen[1].body).toMatchObject({ namespace: 'retail' });
  });

  it.each(['component:default/other-bot', 'api:default/support-bot'])(
    'refuses %s as the Component of another name or kind, and asks nobody',
    async componentRef => {
      await expect(
        createRegisterChatbotAction(world).handler(contextOf({ componentRef })),
      ).rejects.toThrow(/needs a Component of that name/);
      expect(world.loopback.lines()).toEqual([]);
    },
  );

  it('registers nothing when the host does not know the repository', async () => {
    world.loopback.answers.delete(`GET ${REPOSITORY}`);
    await expect(
      createRegisterChatbotAction(world).handler(contextOf()),
    ).rejects.toMatchObject({ reason: 'scm-repository-unknown' });
    expect(world.loopback.lines()).toEqual([`GET ${REPOSITORY}`]);
  });

  it('refuses a host that no integration names before it asks anybody', async () => {
    await expect(
      createRegisterChatbotAction(world).handler(
        contextOf({ repoUrl: 'git.example.com?owner=chatbots&repo=bot' }),
      ),
    ).rejects.toThrow(/No module serves the git host/);
    expect(world.loopback.lines()).toEqual([]);
  });

  it('touches nothing in a dry run, and names what would be', async () => {
    const context = { ...contextOf(), isDryRun: true };
    await createRegisterChatbotAction(world).handler(context);
    expect(world.loopback.lines()).toEqual([]);
    expect(jest.mocked(context.output).mock.calls).toEqual([
      ['chatbot', 'support-bot'],
      ['entityRef', 'component:default/support-bot'],
    ]);
  });

  it.each(examples)('takes its example: $description', ({ example }) => {
    const [step] = parse(example).steps;
    const action = createRegisterChatbotAction(world);
    expect(step.action).toBe(action.id);
    expect(inputProblems(action, step.input)).toBeUndefined();
  });

  it.each([
    ['a name that no path holds', { name: '../admin' }],
    ['a name that is too long', { name: 'b'.repeat(51) }],
    ['a risk class that is none', { riskClass: 'unacceptable' }],
    ['a long title', { title: 't'.repeat(101) }],
    ['a long purpose', { purpose: 'p'.repeat(2001) }],
    ['no repository', { repoUrl: undefined }],
  ])('has a schema that refuses %s', (_, change) => {
    const action = createRegisterChatbotAction(world);
    const [step] = parse(examples[0].example).steps;
    expect(
      inputProblems(
        action,
        JSON.parse(JSON.stringify({ ...step.input, ...change })),
      ),
    ).toEqual(expect.stringContaining('data'));
  });
});
