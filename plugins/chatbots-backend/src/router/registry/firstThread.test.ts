import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  as,
  digestOf,
  evaluationReport,
  registerWithToken,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('the registry on %s', id => {
  it('takes a chatbot from registration to an evaluation that people can read', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex });
    const token = await registerWithToken(server);
    expect(token).toMatch(/^cpt_[A-Za-z0-9_-]{43}$/);

    const reported = await request(server)
      .post('/api/chatbots/pipeline/v1/versions')
      .set('Authorization', `Bearer ${token}`)
      .send(
        versionReport({
          promptTexts: [{ name: 'system.md', text: 'Answer from passages.' }],
        }),
      );
    expect(reported.body).toMatchObject({ version: '1.0.0-aaaa-1' });
    expect(reported.status).toBe(201);

    const evaluated = await request(server)
      .post('/api/chatbots/pipeline/v1/evaluations')
      .set('Authorization', `Bearer ${token}`)
      .send(evaluationReport());
    expect(evaluated.body).toMatchObject({ suite: 'golden', sampleCount: 3 });
    expect(evaluated.status).toBe(201);

    const get = (path: string) =>
      request(server)
        .get(`/api/chatbots/v1${path}`)
        .set('Authorization', as('lead'));
    const list = await get('/chatbots');
    expect(list.body).toMatchObject({
      items: [{ chatbot: { name: 'support-bot' } }],
      total: 1,
      counts: { total: 1, inProduction: 0, waiting: 0, failing: 0, needsMe: 0 },
    });
    const overview = await get('/chatbots/support-bot');
    expect(overview.body).toMatchObject({
      chatbot: { entityRef: 'component:default/support-bot' },
      latestVersion: '1.0.0-aaaa-1',
      permissions: { mayManageTokens: true },
    });
    const versions = await get('/chatbots/support-bot/versions');
    expect(versions.body).toMatchObject({
      total: 1,
      items: [{ digest: versionReport().digest, changed: [] }],
    });
    const detail = await get('/chatbots/support-bot/versions/1.0.0-aaaa-1');
    expect(detail.body).toMatchObject({
      prompts: [
        {
          name: 'system.md',
          digest: digestOf('Answer from passages.'),
          text: 'Answer from passages.',
        },
      ],
      evaluations: [{ suite: 'golden' }],
    });
    const evaluation = await get(`/evaluations/${evaluated.body.id}`);
    expect(evaluation.body).toEqual(evaluated.body);
    const samples = await get(`/evaluations/${evaluated.body.id}/samples`);
    expect(
      samples.body.items.map(({ sampleId }: { sampleId: string }) => sampleId),
    ).toEqual(['q3', 'q2', 'q1']);
    await backend.stop();
  });
});
