import request from 'supertest';
import { organisation } from '../__testUtils__/organisation';
import { createTestDatabases } from '../__testUtils__/databases';
import { DEFAULT_POLICY } from '../__testUtils__/governanceFixtures';
import { as } from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';

const databases = createTestDatabases();
/** The example reports name people by the addresses of examples/org.yaml. */
const demoOrganisation: typeof organisation = JSON.parse(
  JSON.stringify(organisation).replaceAll(
    '@example.com',
    '@chatbot-portal.example',
  ),
);

describe.each(databases.eachSupportedId())('the example history on %s', id => {
  it('shows every chatbot where its story ends', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      entities: demoOrganisation,
      config: {
        chatbots: {
          policy: { file: DEFAULT_POLICY },
          demo: { history: true },
        },
      },
    });
    const stages = async (chatbot: string) => {
      const { body } = await request(server)
        .get(`/api/chatbots/v1/chatbots/${chatbot}/stages`)
        .set('Authorization', as('lead'));
      return body.items;
    };
    for (let i = 0; i < 300; i += 1) {
      const row = await knex('chatbots')
        .where({ name: 'returns-assistant' })
        .first();
      const version = await knex('evaluations')
        .where({ chatbot: 'returns-assistant' })
        .first();
      if (row && version) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    expect(await stages('support-bot')).toMatchObject([
      { stage: 'development', state: 'empty' },
      { stage: 'staging', version: '1.8.2-77bc519-101' },
      { stage: 'production', version: '1.7.0-90aa3c1-93' },
    ]);
    expect(await stages('docs-bot')).toMatchObject([
      {},
      {},
      {
        version: '2.1.0-0d31f6a-58',
        state: 'rolling-out',
        incoming: { weight: 50 },
      },
    ]);
    const { body } = await request(server)
      .get('/api/chatbots/v1/promotions?view=decide')
      .set('Authorization', as('reviewer-two'));
    expect(body.items).toMatchObject([
      {
        chatbot: 'support-bot',
        missing: ['1 of 2 approvals from ai-governance'],
      },
    ]);
    const events = await knex('audit_events').whereNot(
      'body',
      'like',
      '%"demo":true%',
    );
    expect(events.map(event => event.type)).toEqual([
      'policy.proposed',
      'policy.activated',
    ]);
    await backend.stop();
  });
});
