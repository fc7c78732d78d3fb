import { createMockDirectory } from '@backstage/backend-test-utils';
import { generateKeyPairSync } from 'node:crypto';
import { createSharedDatabases } from '../../__testUtils__/createSharedDatabases';
import { createTestDatabases } from '../../__testUtils__/databases';
import { EVENT_KEYS } from '../../__testUtils__/eventKeys';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { databaseConfig, runBin } from '../../__testUtils__/runBin';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const createSharedDatabase = createSharedDatabases(databases);

describe.each(databases.eachSupportedId())('chatbots-fsck on %s', id => {
  const directory = createMockDirectory();

  it('checks the database that the configuration names, and says by its exit code what it found', async () => {
    const { knex, database } = await createSharedDatabase(id);
    const { privateKey } = generateKeyPairSync('ed25519');
    const config = {
      backend: {
        baseUrl: 'http://localhost:7007',
        database: databaseConfig(database),
      },
      chatbots: {
        policy: { file: DEFAULT_POLICY },
        audit: {
          signingKey: {
            privateKey: String(
              privateKey.export({ type: 'pkcs8', format: 'pem' }),
            ),
          },
          eventKeys: EVENT_KEYS,
          anchors: { file: { path: directory.resolve('anchors.jsonl') } },
        },
      },
    };
    // JSON is YAML.
    directory.setContent({ 'app-config.yaml': JSON.stringify(config) });
    const file = directory.resolve('app-config.yaml');
    const { server, backend } = await startChatbots({ knex, config });
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    await until(async () => {
      const [log] = await knex('audit_log');
      return (
        (await knex('audit_events').whereNull('sequence')).length === 0 &&
        (await knex('audit_events').where({ type: 'log.anchored' })).length >
          0 &&
        (await knex('audit_anchors').where({ size: log.size })).length > 0
      );
    });
    // While the portal runs, as an operator would.
    const [{ size }] = await knex('audit_log');
    const anchor = `Anchor 'file': holds all ${size} events, the newest recorded at `;
    const lines = await runBin('chatbots-fsck', '--config', file);
    expect(lines.text.split('\n')).toEqual([
      expect.stringContaining(anchor),
      `0 findings in a log of ${size} events, 1 anchors`,
      '',
    ]);
    expect(lines.code).toBe(0);
    const { eventKeys, ...audit } = config.chatbots.audit;
    directory.addContent({
      'no-event-keys.yaml': JSON.stringify({
        ...config,
        chatbots: { ...config.chatbots, audit },
      }),
    });
    expect(
      await runBin(
        'chatbots-fsck',
        '--config',
        directory.resolve('no-event-keys.yaml'),
      ),
    ).toEqual({
      code: 0,
      text: expect.stringMatching(
        /^No chatbots.audit.eventKeys are configured: it was not checked who wrote the events\nAnchor 'file': .*\n0 findings in a log of \d+ events, 1 anchors\n$/,
      ),
    });
    await backend.stop();
    await knex('audit_events')
      .where({ sequence: 1 })
      .update({ body: knex.raw(`replace(body, '"type"', '"tYpe"')`) });
    await knex('evaluation_metrics').update({ value: 1 });
    const tampered = await runBin('chatbots-fsck', '--config', file);
    expect(tampered.code).toBe(1);
    expect(tampered.text).toContain(
      'event-changed: Event 1 is not the text that was hashed',
    );
    expect(tampered.text).toContain('evaluation-changed: ');

    const stranger = await runBin(
      'chatbots-fsck',
      ...['--config', file, '--key'],
      'portal.test/chatbots+4f4b2a1d+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    );
    expect(stranger).toMatchObject({
      code: 2,
      text: expect.stringContaining('NOT CHECKED: '),
    });
  }, 120_000);

  it('says that it checked nothing rather than that it found nothing', async () => {
    const { database } = await createSharedDatabase(id);
    const config = (more: object) => ({
      backend: {
        baseUrl: 'http://localhost:7007',
        database: databaseConfig(database),
      },
      chatbots: { audit: more },
    });
    directory.setContent({
      'empty.yaml': JSON.stringify(config({})),
      'anchor.yaml': JSON.stringify(
        config({ anchors: { file: { path: '/nowhere/anchors.jsonl' } } }),
      ),
    });
    for (const [args, message] of [
      [['--config', directory.resolve('empty.yaml')], 'has no audit log'],
      [['--config', directory.resolve('anchor.yaml')], 'ENOENT'],
      [['--config', directory.resolve('none.yaml')], 'none.yaml'],
      [['--what'], '--what'],
    ] as const) {
      expect(await runBin('chatbots-fsck', ...args)).toMatchObject({
        code: 2,
        text: expect.stringContaining(message),
      });
    }
  }, 120_000);
});
