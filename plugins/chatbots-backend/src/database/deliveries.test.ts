import { mockServices } from '@backstage/backend-test-utils';
import { resolve } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestLog } from '../__testUtils__/createTestLog';
import { sampleRegistration } from '../__testUtils__/sampleEvents';
import { connectDatabase } from './connectDatabase';

const databases = createTestDatabases();
const name = '20261129120000_deliveries.js';
const directory = resolve(__dirname, '../../migrations');
const AT = '2026-11-29T10:00:00.000Z';

describe.each(databases.eachSupportedId())('deliveries on %s', id => {
  it('take over what the outbox held, and followers begin behind what is numbered', async () => {
    const knex = await databases.init(id);
    const connect = () => connectDatabase(mockServices.database({ knex }));
    await connect();
    const { record, number } = createTestLog(knex);
    await record(sampleRegistration('support-bot'));
    await number();
    await knex.migrate.down({ directory, name });
    const message = (messageId: string, columns: object) => ({
      message_id: messageId,
      topic: 'notification',
      payload: `{"n":"${messageId}"}`,
      created_at: AT,
      attempts: 0,
      ...columns,
    });
    await knex('outbox').insert([
      message('told', { attempts: 1, dispatched_at: AT }),
      message('tried', { attempts: 3, not_before: AT }),
      message('new', { topic: 'changed' }),
    ]);

    await connect();
    expect(await knex('deliveries').orderBy('id')).toMatchObject([
      {
        message_id: 'tried',
        topic: 'outbox.notification',
        payload: '{"n":"tried"}',
        mac: null,
        attempts: 3,
        not_before: AT,
      },
      { message_id: 'new', topic: 'outbox.changed', attempts: 0 },
    ]);
    const cursors = await knex('follower_cursors').orderBy('name');
    expect(cursors.map(row => [row.name, Number(row.cursor)])).toEqual([
      ['changed', 2],
      ['notifications', 2],
    ]);
    expect(await knex.schema.hasTable('outbox')).toBe(false);

    await knex.migrate.down({ directory, name });
    expect(await knex('outbox').orderBy('id')).toMatchObject([
      { message_id: 'tried', topic: 'notification', attempts: 3 },
      { message_id: 'new', topic: 'changed' },
    ]);
  });
});
