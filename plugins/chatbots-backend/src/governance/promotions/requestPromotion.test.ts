import { builtInChecks } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { DEFAULT_POLICY, Story } from '../../__testUtils__/governanceFixtures';
import { insertFinishedDeployment } from '../../__testUtils__/insertFinishedDeployment';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { requestPromotion } from './requestPromotion';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('requestPromotion on %s', id => {
  /** A portal with two versions, and a request for the second one while somebody does something else. */
  async function setUp() {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const story = await Story.begin(server);
    await story.version('1.0.0');
    await story.version('2.0.0');
    await backend.stop();
    const deploy = async (version: string) => {
      const [row] = await knex('model_versions').where({ version });
      await insertFinishedDeployment(knex, {
        id: '11111111-1111-4111-8111-111111111111',
        version: row,
        stage: 'staging',
      });
    };
    const request = (meanwhile: () => Promise<void>) =>
      requestPromotion(
        {
          knex,
          unitOfWork: UnitOfWork.create({
            knex,
            clock: systemClock,
            audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
          }),
          users: {
            byLogin: async () => new Map(),
            byEmail: async () => new Map(),
          },
          comparer: {
            // Asked after the people behind the version were read, and before the chatbot is locked.
            compare: async (_chatbot, _base, target) => {
              await meanwhile();
              return { target, summary: [] } as never;
            },
          },
          stages: ['development', 'staging', 'production'],
          evidence: {
            run: { checks: builtInChecks },
            unproven: async () => [],
            raise: async () => {},
          },
        },
        {
          actor: { kind: 'user', userRef: 'user:default/engineer' },
          chatbot: 'support-bot',
          version: '2.0.0',
          stage: 'staging',
        },
      );
    return { knex, deploy, request };
  }

  it('asks again when another version came to run in the stage, whose contributors were not counted', async () => {
    const { knex, deploy, request } = await setUp();
    await expect(request(() => deploy('1.0.0'))).rejects.toMatchObject({
      reason: 'conflicting-write',
    });
    expect(await knex('promotions').where({ version: '2.0.0' })).toEqual([]);
    // Sent again, it is made.
    expect(await request(async () => {})).toMatchObject({ created: true });
  });
});
