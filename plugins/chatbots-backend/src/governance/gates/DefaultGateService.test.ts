import { builtInChecks } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  GOOD,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import {
  bundle,
  digestOf,
  versionReport,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { systemClock } from '../../database/Clock';
import { DefaultGateService } from './DefaultGateService';

const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };
/** More than are evaluated at once. */
const VERSIONS = 12;

describe.each(databases.eachSupportedId())('DefaultGateService on %s', id => {
  it('says of many versions at once what it explains of each, in few queries', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, config });
    const scenario = await Scenario.begin(server);
    await scenario.version('v-live');
    await scenario.toStaging('v-live');
    for (let n = 0; n < VERSIONS; n += 1) {
      await scenario.version(`v-${n}`, {
        ...GOOD,
        lexical_faithfulness: n % 3 === 0 ? 0.4 : 0.92,
      });
    }
    await backend.stop();

    const gates = new DefaultGateService({
      knex,
      clock: systemClock,
      stages: ['development', 'staging', 'production'],
      run: { checks: builtInChecks },
    });
    const rows = await knex('model_versions').orderBy('ordinal');
    const [chatbot] = await knex('chatbots');
    for (const stage of ['staging', 'production']) {
      const expected = new Map<string, string>();
      for (const { id: versionId, version } of rows) {
        const [gate] = await gates.explain('support-bot', version, stage);
        expected.set(versionId, gate.verdict);
      }
      let queries = 0;
      const count = () => {
        queries += 1;
      };
      knex.on('query', count);
      const evaluated = await gates.evaluateAll(
        chatbot,
        rows.map(version => ({ version, stage })),
      );
      knex.removeListener('query', count);
      const verdicts = new Map(
        evaluated.map(({ version, gate }) => [version.id, gate.verdict]),
      );
      expect(Object.fromEntries(verdicts)).toEqual(
        Object.fromEntries(expected),
      );
      // Only what was in staging may go on.
      expect(verdicts.get(rows[0].id)).toBe('pass');
      expect(new Set(verdicts.values())).toEqual(new Set(['pass', 'fail']));
      expect(queries).toBeLessThanOrEqual(1 + 2 * 6);
    }
    expect(
      await gates.evaluateAll(chatbot, [
        { version: rows[0], stage: 'development' },
      ]),
    ).toEqual([]);
  });

  it('fails a version whose prompt hides characters, and can’t tell of a text that was changed by SQL', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, config });
    const scenario = await Scenario.begin(server);
    const text = 'Answer from passages.\u200B';
    const prompts = [{ name: 'system.md', digest: digestOf(text) }];
    const { version } = versionReport();
    await scenario
      .pipeline(
        'post',
        '/versions',
        versionReport({
          bundle: bundle({ prompts }),
          promptTexts: [{ name: 'system.md', text }],
        }),
      )
      .expect(201);
    await backend.stop();
    const gates = new DefaultGateService({
      knex,
      clock: systemClock,
      stages: ['development', 'staging', 'production'],
      run: { checks: builtInChecks },
    });
    const check = async () => {
      const [gate] = await gates.explain('support-bot', version, 'staging');
      return gate.checks.find(one => one.id === 'visible-text');
    };
    expect(await check()).toMatchObject({
      outcome: 'fail',
      blocking: true,
      actual: 'system.md: 1 zero width (U+200B)',
      reasonCode: 'hidden-characters',
    });
    await knex('prompt_texts').update({ text: 'Answer from passages.' });
    expect(await check()).toMatchObject({
      outcome: 'inconclusive',
      reasonCode: 'prompt-text-missing',
    });
    await knex('model_versions').update({
      model_card: JSON.stringify({ limits: 'No\u200B advice' }),
    });
    expect(await check()).toMatchObject({
      outcome: 'fail',
      actual: 'model card, limits: 1 zero width (U+200B)',
    });
  });

  it.each([
    ['limited', 0.8],
    ['high', 0.85],
  ])('draws the bound of a chatbot of %s risk at %d', async (risk, bound) => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, config });
    await Scenario.begin(server);
    await backend.stop();
    await knex('chatbots').update({ risk_class: risk });
    const gates = new DefaultGateService({
      knex,
      clock: systemClock,
      stages: ['development', 'staging', 'production'],
      run: { checks: builtInChecks },
    });
    expect(await gates.headline('support-bot')).toEqual({
      suite: 'golden',
      metrics: ['faithfulness', 'lexical_faithfulness'].map(metric => ({
        metric,
        threshold: bound,
        // Other stages may ask for another bound.
        stage: 'production',
      })),
    });
  });
});
