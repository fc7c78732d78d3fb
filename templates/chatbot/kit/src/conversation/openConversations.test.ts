import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../config/configuration.ts';
import { effectiveSettings } from '../config/settings.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { openConversations } from './openConversations.ts';

const inPostgres = () =>
  readConfiguration(
    repositoryWith({ conversation: { store: 'postgres' } }),
    {},
  );

test('an approved version does not start without the database that its conversations are to be kept in', async () => {
  const configuration = inPostgres();
  const environment = { ...configuration.environment, CHATBOT_DIGEST: 'd' };
  await assert.rejects(
    openConversations({ ...configuration, environment }),
    /CONVERSATION_DATABASE_URL is not set/,
  );
});

test('a working copy keeps them in memory until the database is named', async () => {
  const opened = await openConversations(inPostgres());
  const turn = await opened?.conversations.open('ann@team');
  assert.match(turn?.thread ?? '', /^[\w-]{32}$/);
});

test('the settings name the database’s variable and never its value, so that each stage has its own', () => {
  const configuration = inPostgres();
  const { secrets } = effectiveSettings(configuration) as { secrets: string[] };
  assert.deepEqual(secrets, ['CONVERSATION_DATABASE_URL']);
  const stages = ['a', 'b'].map(
    stage =>
      readConfiguration(
        repositoryWith({ conversation: { store: 'postgres' } }),
        { CONVERSATION_DATABASE_URL: `postgresql://u:p@${stage}/x` },
      ).settingsDigest,
  );
  assert.equal(stages[0], stages[1]);
  assert.throws(
    () =>
      readConfiguration(repositoryWith({}), {
        CONVERSATION_DATABASE_URL: 'db.sqlite',
      }),
    /begins with postgresql/,
  );
});

test('no conversations where the setting is off', async () => {
  const root = repositoryWith({ conversation: { enabled: false } });
  assert.equal(await openConversations(readConfiguration(root, {})), undefined);
});
