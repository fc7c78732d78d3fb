import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();
const TEXT = readFileSync(DEFAULT_POLICY, 'utf8');

describe.each(databases.eachSupportedId())('the policy file on %s', id => {
  const directory = createMockDirectory();
  const file = directory.resolve('policy.yaml');

  /** Starts a portal with this text in the file, or with no file. */
  async function start(
    knex: Awaited<ReturnType<typeof databases.init>>,
    text: string | Buffer | undefined,
    policy: { file?: string } = { file },
  ) {
    directory.setContent(text === undefined ? {} : { 'policy.yaml': text });
    const logger = mockServices.rootLogger.mock();
    logger.child.mockReturnValue(logger);
    const { server, backend } = await startChatbots({
      knex,
      config: { chatbots: { policy } },
      features: [logger.factory],
    });
    const errors = () =>
      logger.error.mock.calls.map(([text_]) => String(text_));
    const warnings = () =>
      logger.warn.mock.calls.map(([text_]) => String(text_));
    return { server, backend, errors, warnings };
  }

  it.each([
    ['broken YAML', 'kind: [', /policy\.yaml.*line \d+, column \d+/i],
    [
      'a rule that is none',
      TEXT.replace('count: 2', 'count: none'),
      /policy\.yaml.*line \d+, column \d+/i,
    ],
    [
      'a stage that the portal does not have',
      TEXT.replace('  production:', '  moon:'),
      /policy\.yaml.*moon/,
    ],
    ['no file', undefined, /policy\.yaml.*ENOENT/],
    [
      'letters of Latin-1',
      Buffer.from(`${TEXT}# für`, 'latin1'),
      /policy\.yaml is not UTF-8 at line \d+, column \d+/,
    ],
  ])(
    'keeps a portal without a policy from starting when it holds %s',
    async (_, text, message) => {
      const knex = await databases.init(id);
      await expect(start(knex, text)).rejects.toThrow(message);
      expect(await knex('policies')).toEqual([]);
      // Corrected, it starts.
      const { backend } = await start(knex, TEXT);
      expect(await knex('policies')).toMatchObject([{ state: 'active' }]);
      await backend.stop();
    },
  );

  it('is an error in the log when it breaks later, and the policy in force stays', async () => {
    const knex = await databases.init(id);
    const first = await start(knex, TEXT);
    const scenario = await Scenario.begin(first.server);
    await scenario.version('1.0.0');
    await first.backend.stop();

    const second = await start(knex, TEXT.replace('count: 2', 'count: none'));
    expect(second.errors()).toContainEqual(
      expect.stringMatching(
        /policy\.yaml was not proposed; policy 1 stays in force: .*line \d+, column \d+/i,
      ),
    );
    expect(await knex('policies')).toHaveLength(1);
    const promotionId = await scenario
      .at(second.server)
      .request('1.0.0', 'staging');
    expect(promotionId).toBeDefined();
    await second.backend.stop();
  });

  it('is missed at start as long as no policy is in force', async () => {
    const knex = await databases.init(id);
    const missed = expect.stringContaining('No policy is in force');
    const first = await start(knex, undefined, {});
    expect(first.warnings()).toContainEqual(missed);
    await first.backend.stop();
    await (await start(knex, TEXT)).backend.stop();
    const third = await start(knex, undefined, {});
    expect(third.warnings()).not.toContainEqual(missed);
    await third.backend.stop();
  });

  it('is a proposal when it changes, and nothing more', async () => {
    const knex = await databases.init(id);
    const first = await start(knex, TEXT);
    await first.backend.stop();
    const second = await start(knex, TEXT.replace('count: 2', 'count: 1'));
    expect(await knex('policies').orderBy('number')).toMatchObject([
      { state: 'active' },
      { state: 'proposed' },
    ]);
    await second.backend.stop();
  });
});
