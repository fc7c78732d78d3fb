import { mockServices } from '@backstage/backend-test-utils';
import {
  Event,
  parseAuditEventText,
  readStoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { connectDatabase } from '../../database/connectDatabase';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { createTestDatabases } from '../../__testUtils__/databases';
import { createTestLog } from '../../__testUtils__/createTestLog';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { addAnnouncements } from './tell';

const databases = createTestDatabases();

const REQUESTED: Event<'promotion.requested'> = {
  type: 'promotion.requested',
  subject: { kind: 'promotion', chatbot: 'support-bot', id: 'a' },
  data: {
    versionId: 'a',
    version: '1.0.0',
    digest: 'a'.repeat(64),
    stage: 'staging',
    strategy: 'canary',
    bindingDigest: 'b'.repeat(64),
    policyNumber: 1,
    via: 'person',
    expiresAt: '2030-01-01T00:00:00.000Z',
    replacesVersion: null,
    contributors: { unmapped: 0, unreported: false },
  },
  people: { requesters: [], contributors: [] },
  texts: { summary: 'prompt changed', contributorsDigest: 'c'.repeat(64) },
};

describe.each(databases.eachSupportedId())('notifications on %s', id => {
  it('ask reviewers, and tell requesters what became of their request', async () => {
    const knex = await databases.init(id);
    const { server, backend, notifications } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const scenario = await Scenario.begin(server);
    /** Notifications since the last call: for whom, and what they say. */
    const told = async () => {
      await until(() => isAllTold(knex));
      const calls = notifications.send.mock.calls.map(
        ([{ recipients, payload }]) => ({ ...recipients, ...payload }),
      );
      notifications.send.mockClear();
      return calls;
    };
    const reviewers = {
      entityRef: ['group:default/ai-governance'],
      excludeEntityRef: ['user:default/engineer'],
      severity: 'normal',
      topic: 'promotions',
    };
    const requesters = {
      entityRef: ['user:default/engineer'],
      topic: 'promotions',
    };

    // That the chatbot was to be accepted is told beside promotions.
    await told();
    await scenario.version('1.0.0');
    expect(await told()).toEqual([]);
    const first = await scenario.request('1.0.0', 'staging');
    expect(await told()).toMatchObject([
      {
        ...reviewers,
        title: 'Support bot · 1.0.0 → staging wants your approval',
        description: expect.stringContaining('1 approval from AI governance'),
        link: `/chatbots/promotions/${first}`,
        scope: `promotion:${first}`,
      },
    ]);
    await scenario.decide(first, 'reviewer-one');
    expect(await told()).toMatchObject([
      {
        ...requesters,
        title: 'Support bot · 1.0.0 → staging is approved',
        severity: 'normal',
        scope: `promotion:${first}`,
      },
      // In place of the one that asked for approval, which has the same scope.
      {
        ...reviewers,
        title:
          'Support bot · 1.0.0 → staging is approved: nothing is left to decide',
        severity: 'low',
        scope: `promotion:${first}`,
      },
    ]);
    // A lost quorum asks again.
    await scenario
      .person('reviewer-one', 'delete', `/promotions/${first}/decisions/mine`)
      .expect(200);
    expect(await told()).toMatchObject([
      {
        ...reviewers,
        title: 'Support bot · 1.0.0 → staging wants your approval',
      },
    ]);
    await scenario.decide(first, 'reviewer-one', 'reject');
    expect(await told()).toMatchObject([
      {
        ...requesters,
        title: 'Support bot · 1.0.0 → staging was rejected',
        severity: 'high',
      },
      {
        ...reviewers,
        title:
          'Support bot · 1.0.0 → staging was rejected: nothing is left to decide',
        severity: 'low',
      },
    ]);

    const withdrawn = await scenario.request('1.0.0', 'staging');
    await told();
    await scenario
      .person('engineer', 'post', `/promotions/${withdrawn}/withdrawal`)
      .expect(200);
    expect(await told()).toMatchObject([
      {
        ...reviewers,
        title:
          'Support bot · 1.0.0 → staging was withdrawn: nothing is left to decide',
        severity: 'low',
      },
    ]);

    const second = await scenario.request('1.0.0', 'staging');
    await scenario.decide(second, 'reviewer-one');
    await told();
    await scenario.deploy(second);
    expect(await told()).toMatchObject([
      {
        ...requesters,
        title: 'Support bot · 1.0.0 → staging is deployed',
        severity: 'normal',
      },
    ]);
    await backend.stop();
  });

  it('are not sent of example history', async () => {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const { unitOfWork } = createTestLog(knex);
    for (const demo of [true, false]) {
      await unitOfWork.run({ actor: PORTAL, demo }, work =>
        work.record(REQUESTED),
      );
    }
    const rows = await knex('audit_events').orderBy('insert_id');
    const events = rows.map(({ body }) =>
      readStoredEvent(parseAuditEventText(body)),
    );
    await addAnnouncements(knex, events, systemClock);
    // The same again, as after a crash.
    await addAnnouncements(knex, events, systemClock);
    expect(await knex('deliveries').pluck('message_id')).toEqual([rows[1].id]);
  });
});
