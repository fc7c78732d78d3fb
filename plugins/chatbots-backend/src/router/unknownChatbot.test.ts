import request from 'supertest';
import { createTestDatabases } from '../__testUtils__/databases';
import { DEFAULT_POLICY, Scenario } from '../__testUtils__/governanceFixtures';
import { permissionsOf } from '../__testUtils__/permissionsOf';
import { as } from '../__testUtils__/registryFixtures';
import { sampleRequests } from '../__testUtils__/sampleRequests';
import { startChatbots } from '../__testUtils__/startChatbots';
import { recordedEvents } from '../__testUtils__/recordedEvents';
import { spec } from '../schema/generated/spec';

const databases = createTestDatabases();
const SOME_ID = '11111111-1111-4111-8111-111111111111';

type Method = 'get' | 'post' | 'put' | 'delete';

/** Every operation that names a chatbot, straight from the API document. */
const operations = Object.entries(spec.paths)
  .filter(([path]) => path.includes('{chatbot}'))
  .flatMap(([path, item]) =>
    Object.entries(item as Record<string, { operationId: string }>).map(
      ([method, { operationId }]) => ({
        path,
        method: method as Method,
        operationId,
      }),
    ),
  );

describe.each(databases.eachSupportedId())('an unknown chatbot on %s', id => {
  it('is told by every operation that names one, and leaves nothing behind', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      config: {
        permission: { enabled: true },
        chatbots: { policy: { file: DEFAULT_POLICY } },
      },
      features: [permissionsOf({})],
    });
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    const requests = sampleRequests({
      promotionId: SOME_ID,
      permitId: SOME_ID,
      deploymentId: SOME_ID,
      evaluationId: SOME_ID,
      tokenId: SOME_ID,
      proposalId: SOME_ID,
      policyNumber: 1,
    });
    const before = (await recordedEvents(knex)).length;
    expect(operations.length).toBeGreaterThan(10);
    for (const { path, method, operationId } of operations) {
      const sample = requests[operationId];
      const url = path.replace(/\{(\w+)\}/g, (_, name) =>
        name === 'chatbot' ? 'no-such-bot' : String(sample.path?.[name]),
      );
      const call = request(server)
        [method](`/api/chatbots${url}`)
        .set('Authorization', as('engineer'))
        .query(sample.query ?? {});
      const { status, body } = await (sample.body
        ? call.send(sample.body)
        : call);
      expect([operationId, status, body.error?.reason]).toEqual([
        operationId,
        404,
        'chatbot-unknown',
      ]);
    }
    expect(await recordedEvents(knex)).toHaveLength(before);
    await backend.stop();
  });
});
