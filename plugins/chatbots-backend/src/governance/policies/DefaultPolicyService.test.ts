import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();
const TEXT = readFileSync(DEFAULT_POLICY, 'utf8');

describe.each(databases.eachSupportedId())('policies on %s', id => {
  async function begin() {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const scenario = await Scenario.begin(server);
    return { knex, scenario, backend };
  }

  it('activates the first at once and the next by the approvals that the one in force asks for', async () => {
    const { scenario, backend } = await begin();
    const { body: first } = await scenario.person('lead', 'get', '/policies');
    expect(first.items).toMatchObject([{ number: 1, state: 'active' }]);

    const { body: proposed } = await scenario
      .person('platform-admin', 'post', '/policies', {
        text: TEXT.replace('min: 0.85', 'min: 0.9'),
      })
      .expect(201);
    expect(proposed.state).toBe('proposed');
    const outsider = await scenario.person(
      'lead',
      'post',
      `/policies/${proposed.number}/approvals`,
    );
    expect(outsider.body.error.reason).toBe('not-an-approver');
    const approved = await scenario
      .person('reviewer-one', 'post', `/policies/${proposed.number}/approvals`)
      .expect(200);
    expect(approved.body.state).toBe('active');
    const { body: list } = await scenario.person('lead', 'get', '/policies');
    expect(
      list.items.map((one: { number: number; state: string }) => [
        one.number,
        one.state,
      ]),
    ).toEqual([
      [2, 'active'],
      [1, 'retired'],
    ]);

    // A reference is the same in capitals, so they are no second person.
    const { body: own } = await scenario
      .person('reviewer-two', 'post', '/policies', {
        text: TEXT.replace('min: 0.85', 'min: 0.8'),
      })
      .expect(201);
    const self = await scenario.person(
      'Reviewer-Two',
      'post',
      `/policies/${own.number}/approvals`,
    );
    expect(self.body.error.reason).toBe('self-approval');
    await backend.stop();
  });

  it('counts a person once, however their token spells them', async () => {
    const knex = await databases.init(id);
    const directory = createMockDirectory();
    directory.setContent({
      'policy.yaml': TEXT.replace('count: 1', 'count: 2'),
    });
    const { server, backend } = await startChatbots({
      knex,
      config: {
        chatbots: { policy: { file: directory.resolve('policy.yaml') } },
      },
    });
    const scenario = await Scenario.begin(server);
    const { body: proposed } = await scenario
      .person('platform-admin', 'post', '/policies', { text: TEXT })
      .expect(201);
    for (const spelling of ['reviewer-one', 'Reviewer-One']) {
      await scenario.person(
        spelling,
        'post',
        `/policies/${proposed.number}/approvals`,
      );
    }
    const { body } = await scenario.person('lead', 'get', '/policies');
    expect(body.items[0]).toMatchObject({ number: 2, state: 'proposed' });
    expect(
      await knex('audit_events').where({ type: 'policy.approved' }),
    ).toHaveLength(1);
    await backend.stop();
  });

  it('counts two people who approve at the same moment once each', async () => {
    const knex = await databases.init(id);
    const directory = createMockDirectory();
    directory.setContent({
      'policy.yaml': TEXT.replace('count: 1', 'count: 2'),
    });
    const { server, backend } = await startChatbots({
      knex,
      config: {
        chatbots: { policy: { file: directory.resolve('policy.yaml') } },
      },
    });
    const scenario = await Scenario.begin(server);
    const { body: proposed } = await scenario
      .person('platform-admin', 'post', '/policies', { text: TEXT })
      .expect(201);
    const path = `/policies/${proposed.number}/approvals`;
    const answers = await Promise.all(
      ['reviewer-one', 'reviewer-two', 'reviewer-one'].map(reviewer =>
        scenario.person(reviewer, 'post', path),
      ),
    );
    expect(
      answers.filter(({ status }) => status === 200).length,
    ).toBeGreaterThan(1);
    const { body } = await scenario.person('lead', 'get', '/policies');
    expect(body.items[0]).toMatchObject({ number: 2, state: 'active' });
    expect(
      await knex('audit_events').where({ type: 'policy.approved' }),
    ).toHaveLength(2);
    await backend.stop();
  });

  it('keeps addresses and words out of the hashed bytes, and what changed provable beside them', async () => {
    const { scenario, backend, knex } = await begin();
    const { body: proposed } = await scenario
      .person('platform-admin', 'post', '/policies', {
        text: TEXT.replace('bots: [portal]', 'bots: [robot@example.com]'),
      })
      .expect(201);
    await scenario
      .person('reviewer-one', 'post', `/policies/${proposed.number}/approvals`)
      .expect(200);
    await scenario
      .person('engineer', 'post', '/chatbots/support-bot/tokens', {
        purpose: 'for somebody@example.com',
      })
      .expect(201);

    const events = await knex('audit_events').whereIn('type', [
      'policy.activated',
      'token.issued',
    ]);
    expect(events.map(({ body }) => body).join('\n')).not.toContain('@');
    const [{ id: activation }] = events
      .filter(({ type }) => type === 'policy.activated')
      .slice(-1);
    const [{ text }] = await knex('audit_texts').where({
      event_id: activation,
      field: 'differences',
    });
    expect(text).toContain('robot@example.com');
    await backend.stop();
  });

  it('tells line and column of a broken policy and keeps nothing', async () => {
    const { scenario, backend, knex } = await begin();
    const answer = await scenario.person(
      'platform-admin',
      'post',
      '/policies',
      {
        text: TEXT.replace('count: 2', 'count: none'),
      },
    );
    expect(answer.status).toBe(422);
    expect(answer.body.error).toMatchObject({ reason: 'policy-invalid' });
    expect(answer.body.error.message).toMatch(/Line \d+, column \d+/);
    expect(await knex('policies')).toHaveLength(1);
    await backend.stop();
  });

  it('voids decisions when the rules they were made under change', async () => {
    const { scenario, backend } = await begin();
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'production');
    await scenario.decide(promotionId, 'reviewer-one');
    const { body: proposed } = await scenario.person(
      'platform-admin',
      'post',
      '/policies',
      { text: TEXT.replace('count: 2', 'count: 1') },
    );
    await scenario
      .person('reviewer-two', 'post', `/policies/${proposed.number}/approvals`)
      .expect(200);
    const { body } = await scenario.person(
      'engineer',
      'get',
      `/promotions/${promotionId}`,
    );
    expect(body.promotion).toMatchObject({
      state: 'void',
      stateReason: 'rules-changed',
    });
    await backend.stop();
  });
});
