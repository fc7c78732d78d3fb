import { createStatementCounter } from '../__testUtils__/countStatements';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  ENGINEER,
  goldenReport,
  Scenario,
} from '../__testUtils__/governanceFixtures';
import {
  bundle,
  digestOf,
  versionReport,
} from '../__testUtils__/registryFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';

// What follows commits asks the same tables at the same time: here nothing follows.
jest.mock('../followers', () => ({
  ...jest.requireActual('../followers'),
  CommitWaker: { create: () => ({ follow: () => {} }) },
  startFollowers: async () => {},
}));

/** Statements that an operation may take from request to answer. */
const BUDGET: Record<string, number> = {
  'report a version': 15,
  'report an evaluation': 15,
  'request a promotion': 36,
  'read a promotion': 21,
  'decide on a promotion': 30,
  'issue a permit': 25,
  'consume a permit': 27,
};

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('statements on %s', id => {
  it('stay within the budget of each operation', async () => {
    const knex = await databases.init(id);
    const { server } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const count = await createStatementCounter(knex);
    const measured = new Map<string, number>();
    async function measure<T>(
      operation: string,
      work: () => Promise<T>,
    ): Promise<T> {
      const results: T[] = [];
      const statements = await count(async () => {
        results.push(await work());
      });
      if (process.env.SHOW_STATEMENTS === operation) {
        process.stdout.write(`${statements.texts.join('\n')}\n`);
      }
      measured.set(
        operation,
        Math.max(measured.get(operation) ?? 0, statements.count),
      );
      return results[0];
    }

    // The second release is measured: it replaces a version whose evidence is read too.
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    await release(scenario, '1.0.0', (_operation, work) => work());
    await report(scenario, '2.0.0', measure);
    await scenario.toStaging('2.0.0');
    await release(scenario, '2.0.0', measure);

    process.stdout.write(
      `${[...measured]
        .map(([operation, times]) => `${id}: ${operation}: ${times}`)
        .join('\n')}\n`,
    );
    const over = [...measured].filter(
      ([operation, times]) => times > BUDGET[operation],
    );
    expect(over).toEqual([]);
    expect([...measured.keys()].sort()).toEqual(Object.keys(BUDGET).sort());
  });
});

type Measure = <T>(operation: string, work: () => Promise<T>) => Promise<T>;

/** Reports a version and an evaluation with samples. */
async function report(
  scenario: Scenario,
  version: string,
  measure: Measure,
): Promise<void> {
  const [sha, parent] = [version, '1.0.0'].map(name =>
    digestOf(`commit of ${name}`).slice(0, 40),
  );
  const reported = bundle({
    source: { repositoryId: 'repository-of-support-bot', commit: sha },
    parameters: { temperature: 0.4 },
  });
  await measure('report a version', () =>
    scenario
      .pipeline(
        'post',
        '/versions',
        versionReport({
          version,
          bundle: reported,
          commits: [
            { sha, parents: [parent], author: ENGINEER, committer: ENGINEER },
          ],
        }),
      )
      .expect(201),
  );
  await measure('report an evaluation', () =>
    scenario
      .pipeline(
        'post',
        '/evaluations',
        goldenReport({
          version,
          run: { id: version },
          samples: [{ sampleId: 'q1', scores: { retrieval_hit_rate: 1 } }],
          slices: [
            {
              slice: 'refunds',
              metric: 'retrieval_hit_rate',
              value: 0.9,
              sampleCount: 40,
            },
          ],
        }),
      )
      .expect(201),
  );
}

/** Brings a version that runs in staging to production by two people. */
async function release(
  scenario: Scenario,
  version: string,
  measure: Measure,
): Promise<void> {
  const { body: requested } = await measure('request a promotion', () =>
    scenario
      .person('engineer', 'post', '/chatbots/support-bot/promotions', {
        version,
        stage: 'production',
        strategy: 'canary',
      })
      .expect(201),
  );
  for (const reviewer of ['reviewer-one', 'reviewer-two']) {
    const { body: page } = await measure('read a promotion', () =>
      scenario
        .person(reviewer, 'get', `/promotions/${requested.id}`)
        .expect(200),
    );
    await measure('decide on a promotion', () =>
      scenario
        .person(reviewer, 'post', `/promotions/${requested.id}/decisions`, {
          decision: 'approve',
          bindingDigest: page.promotion.bindingDigest,
        })
        .expect(201),
    );
  }
  const { body: permit } = await measure('issue a permit', () =>
    scenario.pipeline('post', `/promotions/${requested.id}/permit`).expect(200),
  );
  const { body: deployment } = await measure('consume a permit', () =>
    scenario
      .pipeline('post', `/permits/${permit.permitId}/consume`, {
        idempotencyKey: version,
        digest: requested.digest,
      })
      .expect(201),
  );
  await scenario
    .pipeline('post', `/deployments/${deployment.id}/outcome`, {
      outcome: 'deployed',
    })
    .expect(200);
}
