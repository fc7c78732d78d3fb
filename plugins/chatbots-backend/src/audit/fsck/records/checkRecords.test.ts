import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { createTestDatabases } from '../../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../../__testUtils__/governanceFixtures';
import {
  digestOf,
  evaluationReport,
  versionReport,
} from '../../../__testUtils__/registryFixtures';
import { startChatbots } from '../../../__testUtils__/startChatbots';
import { until } from '../../../__testUtils__/until';
import { runFsck } from '../runFsck';

const databases = createTestDatabases();
const LATER = '2030-01-01T00:00:00.000Z';

describe.each(databases.eachSupportedId())('checkRecords on %s', id => {
  it('holds facts, policies, versions, evaluations and stages to the log', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    // With everything that an evaluation can hold, in an order that is not kept and instants in another zone.
    const { metrics, samples = [] } = evaluationReport();
    await scenario
      .pipeline(
        'post',
        '/evaluations',
        evaluationReport({
          version: '1.0.0',
          startedAt: '2026-01-02T05:04:05+02:00',
          finishedAt: '2026-01-02T03:05:05Z',
          metrics: [
            {
              ...metrics[0],
              standardDeviation: 0.1,
              definitionDigest: digestOf('definition'),
            },
          ],
          slices: ['b', 'a'].map(slice => ({
            slice,
            metric: metrics[0].name,
            value: 0.1 + 0.2,
            sampleCount: 1,
          })),
          samples: [
            ...samples,
            { sampleId: 'p', scores: {}, expected: 'e', output: 'o' },
          ],
        }),
      )
      .expect(201);
    await scenario
      .pipeline(
        'post',
        '/versions',
        versionReport({
          version: 'with-prompts',
          promptTexts: [{ name: 'system.md', text: 'Answer from passages.' }],
        }),
      )
      .expect(201);
    await until(
      async () =>
        (await knex('audit_events').whereNull('sequence')).length === 0,
    );
    await backend.stop();

    const found = async () =>
      (await runFsck(knex, { trustedKeys: [], anchors: [] }))
        .map(({ code }) => code)
        .filter(code => code !== 'checkpoint-unsigned');
    expect(await found()).toEqual([]);

    const tampering: [code: string, table: string, change: object][] = [
      ['chatbot-facts', 'chatbots', { risk_class: 'minimal' }],
      ['chatbot-facts', 'chatbots', { owner: 'group:default/platform' }],
      ['chatbot-facts', 'chatbots', { repository_id: 'another' }],
      ['chatbot-facts', 'chatbots', { repository_owner_id: 'another' }],
      ['chatbot-facts', 'chatbots', { repository_owner_id: null }],
      ['chatbot-facts', 'chatbots', { registered_risk_class: 'minimal' }],
      ['facts-proposal', 'chatbots', { accepted_proposal: 'another' }],
      ...Object.entries({
        owner: 'group:default/platform',
        risk_class: 'minimal',
        repository_host: 'another',
        repository_id: 'another',
        repository_owner_id: null,
        repository_url: 'https://x.example',
        state: 'rejected',
        open_key: 'support-bot',
        reason: 'another',
        proposed_by: 'user:default/reviewer-two',
        proposed_at: LATER,
        decided_by: 'user:default/engineer',
        decided_at: LATER,
        comment: 'another',
      }).map(([column, value]): [string, string, object] => [
        'facts-proposal',
        'facts_proposals',
        { [column]: value },
      ]),
      ['policy-changed', 'policies', { text: 'approvals: []' }],
      ['policy-changed', 'policies', { state: 'retired' }],
      ['version-changed', 'model_versions', { bundle: '{}' }],
      ['version-changed', 'model_versions', { digest: 'f'.repeat(64) }],
      ['evaluation-changed', 'evaluation_metrics', { value: 1 }],
      ['evaluation-changed', 'evaluation_metrics', { sample_count: 999 }],
      [
        'evaluation-changed',
        'evaluation_metrics',
        { definition_digest: 'f'.repeat(64) },
      ],
      ['evaluation-changed', 'evaluation_slices', { value: 1 }],
      ['evaluation-changed', 'evaluation_samples', { scores: '{"x":1}' }],
      ['evaluation-changed', 'evaluation_samples', { reasons: '{"x":"y"}' }],
      ['evaluation-changed', 'evaluation_samples', { reasons: 'null' }],
      ['evaluation-changed', 'evaluation_samples', { reasons: null }],
      ['evaluation-changed', 'evaluations', { judge_kind: 'llm' }],
      [
        'evaluation-changed',
        'evaluations',
        { finished_at: '2030-01-01T00:00:00.000Z' },
      ],
      ['stage-differs', 'stages', { digest: 'f'.repeat(64) }],
      ['stage-differs', 'stages', { since: LATER }],
      ['chatbot-facts', 'chatbots', { repository_url: 'https://x.example' }],
      ['policy-changed', 'policies', { proposed_by: 'user:default/lead' }],
      ['policy-changed', 'policies', { activated_at: LATER }],
      ['token-changed', 'pipeline_tokens', { token_hash: 'f'.repeat(64) }],
      ['token-changed', 'pipeline_tokens', { expires_at: LATER }],
      ['token-changed', 'pipeline_tokens', { purpose: 'another' }],
      ['token-changed', 'pipeline_tokens', { revoked_at: LATER }],
      ['version-changed', 'model_versions', { commits: '[]' }],
      ['version-changed', 'model_versions', { run: '{}' }],
      ['version-changed', 'model_versions', { origin: '{"kind":"oidc"}' }],
      [
        'version-changed',
        'model_versions',
        { ordinal: knex.raw('ordinal + 7') },
      ],
      ['version-changed', 'model_versions', { model_card: '{}' }],
      ['version-changed', 'model_versions', { reported_at: LATER }],
      ['version-changed', 'prompt_texts', { text: 'Obey.' }],
      ['evaluation-changed', 'evaluations', { run: '{}' }],
      ['evaluation-changed', 'evaluations', { origin: '{"kind":"oidc"}' }],
      ...['"event":"push"', '"protected":true', '"workflowFile":"ci.yml"'].map(
        (claim): [string, string, object] => [
          'evaluation-changed',
          'evaluations',
          { origin: knex.raw(`replace(origin, '{', '{${claim},')`) },
        ],
      ),
      ['evaluation-changed', 'evaluations', { reported_at: LATER }],
      ['evaluation-changed', 'evaluations', { digest: 'f'.repeat(64) }],
      ['deployment-changed', 'deployments', { started_at: LATER }],
      ['deployment-changed', 'deployments', { finished_at: LATER }],
      ['deployment-changed', 'deployments', { strategy: 'blue-green' }],
      ['deployment-changed', 'deployments', { approved_by: '[]' }],
      ['deployment-changed', 'deployments', { message: 'all is well' }],
      ['deployment-changed', 'deployments', { run: '{}' }],
      ['deployment-changed', 'deployment_steps', { status: 'unhealthy' }],
      ['deployment-changed', 'deployment_steps', { name: 'another' }],
      ['deployment-changed', 'deployment_steps', { message: 'all is well' }],
      ['deployment-changed', 'deployment_steps', { reported_at: LATER }],
    ];
    for (const [code, table, change] of tampering) {
      const undo = await keep(knex, table);
      await knex(table).update(change);
      // One change may be told in two ways.
      expect([code, change, await found()]).toEqual([
        code,
        change,
        expect.arrayContaining([code]),
      ]);
      await undo();
    }
    expect(await found()).toEqual([]);

    // Events that were set aside hide nothing: what waits for its number is judged by the next run.
    const events = await knex('audit_events');
    await knex.batchInsert(
      'audit_events',
      events.map(({ sequence, insert_id, ...event }) => ({
        ...event,
        id: randomUUID(),
        set_aside_at: event.recorded_at,
        set_aside_reason: 'columns-differ',
      })),
      20,
    );
    const oneOfEach = new Map(tampering.map(line => [line[0], line]));
    for (const [code, table, change] of oneOfEach.values()) {
      const undo = await keep(knex, table);
      await knex(table).update(change);
      expect(await found()).toContain(code);
      await undo();
    }
    await knex('audit_events').whereNotNull('set_aside_at').delete();

    // Records that no event tells of, as whoever can write the database would add them.
    await knex('policy_approvals').insert({
      policy_number: 1,
      user_ref: 'user:default/reviewer-two',
      approved_at: LATER,
    });
    expect(await found()).toEqual(['policy-changed']);
    await knex('policy_approvals').delete();
    const [token] = await knex('pipeline_tokens');
    const forged = { ...token, id: 'forged', token_hash: 'f'.repeat(64) };
    await knex('pipeline_tokens').insert(forged);
    expect(await found()).toEqual(['token-changed']);
    await knex('pipeline_tokens').where({ id: 'forged' }).delete();
    const [step] = await knex('deployment_steps');
    await knex('deployment_steps').insert({ ...step, sequence: 99 });
    expect(await found()).toEqual(['deployment-changed']);
    await knex('deployment_steps').where({ sequence: 99 }).delete();
    expect(await found()).toEqual([]);

    // An event that nobody can read any more keeps no other check from its work.
    const [told] = await knex('audit_events').where({
      type: 'version.reported',
    });
    await knex('audit_events').where({ id: told.id }).update({ body: '{' });
    expect(new Set(await found())).toEqual(
      new Set([
        'event-changed',
        'node-wrong',
        'text-changed',
        'version-changed',
      ]),
    );
    await knex('audit_events').where({ id: told.id }).update(told);

    const [evaluation] = await knex('evaluations').limit(1);
    for (const table of ['samples', 'slices', 'metrics']) {
      await knex(`evaluation_${table}`)
        .where({ evaluation_id: evaluation.id })
        .delete();
    }
    await knex('evaluations').where({ id: evaluation.id }).delete();
    expect(await found()).toEqual(['record-missing']);
  }, 120_000);
});

/** Columns that name a row, where they have no usual name. */
const KEYS: Record<string, string[]> = {
  deployment_steps: ['deployment_id', 'sequence'],
  prompt_texts: ['chatbot', 'digest'],
};

/** Keeps a table's rows; the answer puts them back as they were. */
async function keep(knex: Knex, table: string) {
  const rows = await knex(table);
  const columns = Object.keys(rows[0]);
  const keys =
    KEYS[table] ??
    columns.filter(column =>
      /^(id|name|number|chatbot|stage|evaluation_id|metric|slice|sample_id)$/.test(
        column,
      ),
    );
  return async () => {
    for (const row of rows) {
      await knex(table)
        .where(Object.fromEntries(keys.map(key => [key, row[key]])))
        .update(row);
    }
  };
}
