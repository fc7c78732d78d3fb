import { ChatbotEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sampleRegistration } from '../../__testUtils__/sampleEvents';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { evaluationReport } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { recordedEvents } from '../../__testUtils__/recordedEvents';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { DefaultPipelineTokenService } from '../../registry/tokens/DefaultPipelineTokenService';
import { DatabaseAuditAppender } from './DatabaseAuditAppender';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('personal data on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    const { server } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    });
    return { knex, scenario: await Scenario.begin(server), unitOfWork };
  }

  it('has no place in the facts of an event, and ends the change with it', async () => {
    const { knex, unitOfWork } = await setUp();
    const events = () => recordedEvents(knex).pluck('id');
    const before = await events();
    const { data, ...event } = sampleRegistration('a');
    for (const [reason, facts] of [
      ['audit-personal-data', { namespace: 'user:default/engineer' }],
      [
        'audit-personal-data',
        { repository: { host: 'engineer@example.com', id: '1' } },
      ],
      ['audit-event-invalid', { by: 'user:default/engineer' }],
      ['audit-event-invalid', { riskClass: undefined }],
    ] as const) {
      await expect(
        unitOfWork.run({ actor: PORTAL }, async work => {
          await work.db('chatbots').update({ title: 'Changed' });
          const wrong = { ...event, data: { ...data, ...facts } };
          await work.record(wrong as ChatbotEvent);
        }),
      ).rejects.toMatchObject({ reason });
    }
    expect(await events()).toEqual(before);
    expect(await knex('chatbots').where({ title: 'Changed' })).toEqual([]);
  });

  it('in a report is refused as what it is', async () => {
    const { scenario } = await setUp();
    await scenario.version('1.0.0');
    const report = evaluationReport({ version: '1.0.0' });
    const { body } = await scenario
      .pipeline('post', '/evaluations', {
        ...report,
        dataset: { ...report.dataset, name: 'engineer@example.com' },
      })
      .expect(400);
    expect(body.error.reason).toBe('audit-personal-data');
  });

  it('in what people name themselves lies beside the hashed bytes', async () => {
    const { knex, scenario, unitOfWork } = await setUp();
    const { run, ...report } = evaluationReport({ version: '1.0.0' });
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    const names = {
      ref: 'refs/heads/alice/attempt',
      workflow: "alice's checks",
    };
    await scenario
      .pipeline('post', '/evaluations', {
        ...report,
        run: { ...run, ...names },
      })
      .expect(201);
    await new DefaultPipelineTokenService({
      knex,
      unitOfWork,
      clock: systemClock,
    }).exchange({
      chatbot: 'support-bot',
      repository: { host: '127.0.0.1:7008', id: 'repository-of-support-bot' },
      origin: {
        kind: 'oidc',
        issuer: 'https://issuer.example',
        environment: 'review/alice',
        runId: '4711',
        ...names,
      },
    });

    const hashed = (await knex('audit_events').pluck('body')).join('\n');
    expect(hashed).not.toMatch(/alice|refs\/heads|ownerId|"name":"canary"/);
    expect(hashed).toContain('"runId":"4711"');
    const texts = await knex('audit_texts').select('field', 'text');
    for (const [field, text] of Object.entries({
      ...names,
      environment: 'review/alice',
      step: 'canary',
      repositoryOwner: '7',
    })) {
      expect(texts).toContainEqual({ field, text });
    }
  });
});
