import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import request from 'supertest';
import { Scenario } from './governanceFixtures';
import {
  bundle,
  digestOf,
  evaluationReport,
  registration,
  versionReport,
  PROMPT,
} from './registryFixtures';

/** A bot that a person owns and that reports with exchanged tokens: everything that may be absent is, or is there in full. */
export async function playSecondBot(
  server: Scenario['server'],
  identityToken: () => Promise<string>,
): Promise<Scenario> {
  const scenario = await Scenario.begin(server, {
    name: 'second-bot',
    title: 'Second bot',
    purpose: undefined,
    owner: 'user:default/engineer',
    riskClass: 'high',
    repository: {
      host: '127.0.0.1:7008',
      id: 'repository-of-second-bot',
      url: 'http://127.0.0.1:7008/chatbot-team/second-bot',
    },
  });
  const { body } = await request(server)
    .post('/api/chatbots/pipeline/v1/token')
    .send({ identityToken: await identityToken() })
    .expect(200);
  const report = (kind: string, report_: object) =>
    request(server)
      .post(`/api/chatbots/pipeline/v1/${kind}`)
      .set('Authorization', `Bearer ${body.token}`)
      .send(report_)
      .expect(201);
  await report(
    'versions',
    versionReport({
      version: 'with-texts',
      bundle: bundle({
        source: {
          repositoryId: 'repository-of-second-bot',
          commit: digestOf('second').slice(0, 40),
        },
      }),
      promptTexts: [{ name: 'system.md', text: PROMPT }],
      modelCard: { purpose: 'Answers', limits: 'None', data: 'Public' },
    }),
  );
  const { metrics, samples = [] } = evaluationReport();
  await report(
    'evaluations',
    evaluationReport({
      version: 'with-texts',
      metrics: [
        {
          ...metrics[0],
          standardDeviation: 0.1,
          definitionDigest: digestOf('definition'),
        },
        { ...metrics[0], name: 'second', unit: undefined },
      ],
      samples: [
        ...samples,
        { sampleId: 'p', scores: {}, expected: 'e', output: 'o' },
      ],
    }),
  );
  // A token of its own, and one of the same purpose that was replaced.
  await scenario.version('1.0.0');
  for (const purpose of ['ci', 'nightly', 'nightly']) {
    await scenario
      .person('engineer', 'post', '/chatbots/second-bot/tokens', { purpose })
      .expect(201);
  }
  return scenario;
}

/** A bot whose repository changes under an approved promotion, with a permit that nobody uses before. */
export async function playThirdBot(server: Scenario['server']) {
  const scenario = await Scenario.begin(server, { name: 'third-bot' });
  await scenario.version('1.0.0');
  const first = await scenario.request('1.0.0', 'staging');
  await scenario.decide(first, 'reviewer-one');
  await scenario
    .person('engineer', 'post', '/chatbots/third-bot/facts-proposals', {
      repository: {
        host: '127.0.0.1:7008',
        id: 'another-repository',
        ownerId: '8',
        url: 'http://127.0.0.1:7008/chatbot-team/moved',
      },
      reason: 'The team has moved',
    })
    .expect(201);
  await decideFacts(scenario, 'third-bot', {
    decision: 'accept',
    comment: 'Seen at the new place',
  });
  const fourth = await Scenario.begin(server, { name: 'fourth-bot' });
  await fourth.version('1.0.0');
  const released = await fourth.request('1.0.0', 'staging');
  await fourth.decide(released, 'reviewer-one');
  await fourth.pipeline('post', `/promotions/${released}/permit`).expect(200);
  const { body } = await fourth.person(
    'engineer',
    'get',
    '/chatbots/fourth-bot/tokens',
  );
  await fourth
    .person(
      'engineer',
      'delete',
      `/chatbots/fourth-bot/tokens/${body.items[0].id}`,
    )
    .expect(204);
}

/** A bot whose facts nobody accepted: one proposal was rejected, one withdrawn, and one waits. */
export async function playSixthBot(scenario: Scenario) {
  const propose = async (change: object): Promise<Api.FactsProposal> => {
    const { body } = await scenario
      .person('engineer', 'post', '/chatbots/sixth-bot/facts-proposals', change)
      .expect(201);
    return body;
  };
  await scenario
    .person(
      'engineer',
      'post',
      '/chatbots',
      registration({ name: 'sixth-bot' }),
    )
    .expect(201);
  await decideFacts(scenario, 'sixth-bot', {
    decision: 'reject',
    comment: 'It decides on refunds',
  });
  const { id } = await propose({
    riskClass: 'minimal',
    reason: 'It only finds pages',
  });
  await scenario
    .person('engineer', 'post', `/facts-proposals/${id}/withdrawal`)
    .expect(200);
  await propose({ owner: 'user:default/engineer' });
}

/** Decides on what is proposed of a bot. */
async function decideFacts(
  scenario: Scenario,
  chatbot: string,
  decision: Pick<Api.FactsDecision, 'decision' | 'comment'>,
) {
  const { body } = await scenario
    .person(
      'reviewer-two',
      'get',
      `/facts-proposals?view=decide&chatbot=${chatbot}`,
    )
    .expect(200);
  const [{ id, digest }] = (body as Api.FactsProposalList).items;
  await scenario
    .person('reviewer-two', 'post', `/facts-proposals/${id}/decision`, {
      ...decision,
      digest,
    })
    .expect(200);
}

/** A promotion that the pipeline asks for, of what somebody wrote whom nobody knows. */
export async function playFifthBot(server: Scenario['server']) {
  const scenario = await Scenario.begin(server, { name: 'fifth-bot' });
  await scenario.version('1.0.0', undefined, {
    author: { email: 'stranger@elsewhere.example', name: 'Stranger' },
  });
  await scenario
    .pipeline('post', '/promotions', {
      version: '1.0.0',
      stage: 'staging',
      run: { id: '5', actor: 'engineer' },
    })
    .expect(201);
}
