import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { inputProblems } from '../__testUtils__/inputProblems';
import { startWorld, World } from '../__testUtils__/startWorld';
import { createPinPermitKeysAction } from './createPinPermitKeysAction';
import { examples } from './createPinPermitKeysAction.examples';

jest.setTimeout(30_000);

const KEYS = 'GET /api/chatbots/.well-known/chatbot-portal/keys';
const permitKey = {
  use: 'permit',
  keyId: 'a',
  algorithm: 'Ed25519',
  publicKeyPem: 'one',
};
const auditKey = { ...permitKey, use: 'audit-log', keyId: 'b' };

describe('chatbots:permit-keys:pin', () => {
  const directory = createMockDirectory();
  let world: World;

  beforeEach(async () => {
    directory.setContent({ workspace: {}, outside: {} });
    world = await startWorld();
    world.loopback.answers.set(KEYS, () => ({
      body: { keys: [permitKey, auditKey] },
    }));
  });

  afterEach(() => world.loopback.stop());

  function contextOf(path?: string) {
    return createMockActionContext({
      workspacePath: directory.resolve('workspace'),
      input: { path: path as string },
    });
  }

  it('writes the keys of permits and no others', async () => {
    await createPinPermitKeysAction(world).handler(contextOf());
    const { workspace } = directory.content() as {
      workspace: { '.chatbot-portal': { 'keys.json': string } };
    };
    expect(JSON.parse(workspace['.chatbot-portal']['keys.json'])).toEqual({
      keys: [permitKey],
    });
  });

  it('writes where it is told to', async () => {
    await createPinPermitKeysAction(world).handler(contextOf('deploy/k.json'));
    expect(directory.content()).toEqual({
      outside: {},
      workspace: { deploy: { 'k.json': expect.any(String) } },
    });
  });

  it.each([
    ['that climbs', '../outside/keys.json'],
    ['that climbs from below', 'a/../../outside/keys.json'],
    ['from the root', directory.resolve('outside/keys.json')],
  ])('refuses a path %s and writes nothing', async (_, path) => {
    await expect(
      createPinPermitKeysAction(world).handler(contextOf(path)),
    ).rejects.toThrow(/not allowed/);
    expect(directory.content()).toEqual({ workspace: {}, outside: {} });
    expect(world.loopback.lines()).toEqual([]);
  });

  it('refuses a link in the workspace that leads out of it', async () => {
    directory.setContent({
      outside: {},
      workspace: {
        link: ({ symlink }: { symlink(to: string): void }) =>
          symlink('../outside'),
      },
    });
    await expect(
      createPinPermitKeysAction(world).handler(contextOf('link/keys.json')),
    ).rejects.toThrow(/not allowed/);
    expect(directory.content({ path: 'outside' })).toEqual({});
  });

  it('refuses to pin nothing', async () => {
    world.loopback.answers.set(KEYS, () => ({ body: { keys: [auditKey] } }));
    await expect(
      createPinPermitKeysAction(world).handler(contextOf()),
    ).rejects.toThrow(/no permit keys/);
    expect(directory.content()).toEqual({ workspace: {}, outside: {} });
  });

  it.each(examples)('takes its example: $description', ({ example }) => {
    const [step] = parse(example).steps;
    const action = createPinPermitKeysAction(world);
    expect(step.action).toBe(action.id);
    expect(inputProblems(action, step.input)).toBeUndefined();
    expect(inputProblems(action, { path: 1 })).toMatch(/string/);
  });
});
