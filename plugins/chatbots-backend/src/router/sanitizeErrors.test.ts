import { mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createTestDatabases } from '../__testUtils__/databases';
import { as } from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';
import { isPassing } from '../database/isPassing';
import { sanitizeErrors } from './sanitizeErrors';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('a failure on %s', id => {
  it('is logged as it is and answered without the statement', async () => {
    const knex = await databases.init(id);
    const logger = mockServices.rootLogger.mock();
    logger.child.mockReturnValue(logger);
    const { server, backend } = await startChatbots({
      knex,
      features: [logger.factory],
    });
    await knex.schema.renameTable('chatbots', 'away');
    const { status, body } = await request(server)
      .get('/api/chatbots/v1/chatbots/support-bot')
      .set('Authorization', as('lead'));
    await knex.schema.renameTable('away', 'chatbots');
    expect(status).toBe(500);
    expect(body.error).toMatchObject({ reason: 'internal-error' });
    expect(JSON.stringify(body)).not.toMatch(/select|from|chatbots\b.*where/i);
    expect(String(logger.error.mock.calls[0][1])).toMatch(/chatbots/);
    await backend.stop();
  });
});

describe('sanitizeErrors', () => {
  const answerTo = (error: unknown) => {
    const next = jest.fn();
    const handle = sanitizeErrors({
      logger: mockServices.logger.mock(),
      isPassing,
    });
    handle(error, {} as never, {} as never, next);
    return next.mock.calls[0][0];
  };

  it.each(['40001', 'ECONNREFUSED', 'SQLITE_BUSY'])(
    'asks to try again after %s',
    code => {
      expect(
        answerTo(Object.assign(new Error('select secret'), { code })),
      ).toMatchObject({
        reason: 'service-unavailable',
        message: expect.not.stringContaining('secret'),
      });
    },
  );

  it('lets through what says itself who is at fault', () => {
    const refused = Object.assign(new Error('x'), { status: 404 });
    expect(answerTo(refused)).toBe(refused);
    const named = Object.assign(new Error('x'), {
      name: 'AuthenticationError',
    });
    expect(answerTo(named)).toBe(named);
  });

  it.each([
    { name: 'ResponseError', statusCode: 404, message: 'of the policy' },
    { name: 'TypeError', message: 'fetch failed' },
  ])('does not pass on what another service said: %j', failure => {
    expect(answerTo(Object.assign(new Error(), failure))).toMatchObject({
      reason: 'service-unavailable',
      message: 'Another service of the portal did not answer',
    });
  });

  it('hides what is no error at all', () => {
    expect(answerTo('password')).toMatchObject({ reason: 'internal-error' });
  });
});
