import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  GOOD,
  Judged,
  Scenario,
} from '../__testUtils__/governanceFixtures';
import { digestOf } from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';

const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };

const lexical: Judged = {
  judge: { name: 'lexical', kind: 'stand-in', digest: digestOf('lexical') },
  values: GOOD,
};
/** A language model gives the metrics that the lexical ones imitate. */
const ragas: Judged = {
  judge: { name: 'ragas', kind: 'llm', digest: digestOf('ragas') },
  values: Object.fromEntries(
    Object.entries(GOOD).map(([name, value]) => [
      name.replace('lexical_', ''),
      value,
    ]),
  ),
};

describe.each(databases.eachSupportedId())('judges on %s', id => {
  async function begin() {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, config });
    const chatbot = async (name: string, judges: Judged[]) => {
      const scenario = await Scenario.begin(server, { name });
      scenario.judges = judges;
      return scenario;
    };
    return { backend, chatbot };
  }

  it('lead chatbots to production under the default policy, a model, a stand-in or one after the other', async () => {
    const { backend, chatbot } = await begin();
    const notAsked: Record<string, string[]> = {};
    for (const [name, judges] of Object.entries({
      'lexical-bot': [lexical],
      'ragas-bot': [ragas],
      'both-bot': [ragas, lexical],
    })) {
      const scenario = await chatbot(name, judges);
      await scenario.version('1.0.0');
      await scenario.toStaging('1.0.0');
      const promotionId = await scenario.request('1.0.0', 'production');
      await scenario.decide(promotionId, 'reviewer-one');
      await scenario.decide(promotionId, 'reviewer-two');
      await scenario.deploy(promotionId, 'production-1');
      const { body: stages } = await scenario.person(
        'lead',
        'get',
        `/chatbots/${name}/stages`,
      );
      expect(stages.items[2]).toMatchObject({
        stage: 'production',
        version: '1.0.0',
      });
      const { body: gates } = await scenario.person(
        'lead',
        'get',
        `/chatbots/${name}/gates?version=1.0.0&stage=staging`,
      );
      notAsked[name] = gates.items[0].checks.flatMap((check: Api.Check) =>
        check.reasonCode === 'judge-not-asked' ? [check.id] : [],
      );
    }
    expect(notAsked).toEqual({
      'lexical-bot': ['faithfulness', 'answer-relevancy'],
      'ragas-bot': ['lexical-faithfulness', 'lexical-answer-relevancy'],
      'both-bot': [],
    });
    await backend.stop();
  });

  it('keep a chatbot in development when the model’s word is bad and a stand-in reports after it', async () => {
    const { backend, chatbot } = await begin();
    const scenario = await chatbot('both-bot', [
      { ...ragas, values: { ...ragas.values, faithfulness: 0.4 } },
      lexical,
    ]);
    await scenario.version('1.0.0');
    const { body } = await scenario.person(
      'engineer',
      'get',
      '/chatbots/both-bot/gates?version=1.0.0&stage=staging',
    );
    expect(
      body.items[0].checks.filter((check: Api.Check) => check.blocking),
    ).toMatchObject([{ id: 'faithfulness', outcome: 'fail' }]);
    await backend.stop();
  });
});
