import { mockServices } from '@backstage/backend-test-utils';
import { createStatementCounter } from '../../__testUtils__/countStatements';
import { createTestDatabases } from '../../__testUtils__/databases';
import { systemClock } from '../../database/Clock';
import { connectDatabase } from '../../database/connectDatabase';
import { ExternalAsker } from './ExternalAsker';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('ExternalAsker on %s', id => {
  it('looks for nobody to ask while the log takes no events', async () => {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const unitOfWork = { isOpen: false };
    const asker = new ExternalAsker({
      knex,
      clock: systemClock,
      logger: mockServices.logger.mock(),
      systems: new Map(),
      evidence: { unproven: async () => [], raise: async () => {} },
      unitOfWork,
      answer: async () => {},
      apiUrl: 'http://localhost:7007/api/chatbots',
      appUrl: 'http://localhost:3000',
    });
    const count = await createStatementCounter(knex);
    const look = async () => {
      const { count: statements } = await count(async () => {
        asker.wake();
        await asker.idle();
      });
      return statements;
    };
    expect(await look()).toBe(0);
    unitOfWork.isOpen = true;
    expect(await look()).toBeGreaterThan(0);
  });
});
