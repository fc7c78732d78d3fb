import { AuditorService, BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { runFsck } from '../audit/fsck/runFsck';
import { EVENT_KEYS } from './eventKeys';
import { DEFAULT_POLICY, Scenario } from './governanceFixtures';
import { startChatbots } from './startChatbots';
import { until } from './until';

const REASON = 'evidence-not-authenticated';

/** How a command answers that would count what is not authentic. */
export const REFUSED = {
  status: 409,
  reason: REASON,
  audited: true,
  notified: true,
};

/** A portal for each test, and what somebody does to it who can write the database and has no key. */
export function attackedPortal(
  init: () => Promise<Knex>,
  options: {
    /** Further services, made for each test. */
    features?: () => BackendFeature[];
  } = {},
) {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let scenario: Scenario;
  let createEvent: jest.Mock<
    ReturnType<AuditorService['createEvent']>,
    Parameters<AuditorService['createEvent']>
  >;

  beforeEach(async () => {
    knex = await init();
    createEvent = jest.fn<
      ReturnType<AuditorService['createEvent']>,
      Parameters<AuditorService['createEvent']>
    >(async () => ({
      success: async () => {},
      fail: async () => {},
    }));
    portal = await startChatbots({
      knex,
      config: {
        chatbots: {
          policy: { file: DEFAULT_POLICY },
          audit: { alarm: { recipients: ['group:default/platform'] } },
        },
      },
      features: [
        mockServices.auditor.mock({ createEvent }).factory,
        ...(options.features?.() ?? []),
      ],
    });
    scenario = await Scenario.begin(portal.server);
    await scenario.version('1.0.0');
  });

  afterEach(async () => {
    await portal.backend.stop();
  });

  /** Waits until everything has its number. */
  const numbered = () =>
    until(
      async () => !(await knex('audit_events').whereNull('sequence').first()),
    );

  const bindingOf = async (promotionId: string) => {
    const [row] = await knex('promotions')
      .where({ id: promotionId })
      .select('binding_digest');
    return row.binding_digest;
  };

  /** Writes an approval as the portal would, without its event. */
  async function forgeDecision(
    promotionId: string,
    user = 'user:default/reviewer-one',
    at = new Date().toISOString(),
  ): Promise<string> {
    const decisionId = randomUUID();
    await knex('decisions').insert({
      id: decisionId,
      promotion_id: promotionId,
      user_ref: user,
      outcome: 'approve',
      binding_digest: await bindingOf(promotionId),
      active_key: decisionId,
      comment: null,
      decided_at: at,
      withdrawn_at: null,
    });
    return decisionId;
  }

  /** With the expiry that the log tells, so that it is not what gives the forgery away. */
  const setState = async (
    promotionId: string,
    state: 'approved' | 'released',
  ) => {
    const events: { body: string }[] = await knex('audit_events')
      .where({ subject_id: promotionId })
      .orderBy('insert_id')
      .select('body');
    const expiries = events.flatMap(
      ({ body }) => JSON.parse(body).data.expiresAt ?? [],
    );
    await knex('promotions')
      .where({ id: promotionId })
      .update({
        state,
        state_reason: null,
        open_key: promotionId,
        approved_at: new Date().toISOString(),
        expires_at: expiries.at(-1),
      });
  };

  const issue = async (promotionId: string) => {
    const { status, body } = await scenario.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    return { status, reason: body.error?.reason, permitId: body.permitId };
  };

  const consume = async (promotionId: string, permitId: string) => {
    const [{ digest }] = await knex('promotions').where({ id: promotionId });
    const { status, body } = await scenario.pipeline(
      'post',
      `/permits/${permitId}/consume`,
      { idempotencyKey: 'run-1', digest },
    );
    return { status, reason: body.error?.reason };
  };

  async function approved(): Promise<string> {
    const promotionId = await scenario.request('1.0.0', 'staging');
    const { body } = await scenario.decide(promotionId, 'reviewer-one');
    expect(body).toMatchObject({ state: 'approved' });
    return promotionId;
  }

  /** An answer, and who has heard of it. */
  const outcomeOf = ({
    status,
    reason,
  }: {
    status: number;
    reason?: string;
  }) => ({
    status,
    reason,
    audited: createEvent.mock.calls.some(
      ([{ eventId, severityLevel }]) =>
        eventId === REASON && severityLevel === 'critical',
    ),
    notified: portal.notifications.send.mock.calls.some(
      ([{ payload }]) =>
        payload.title === 'Audit log: rows that the portal did not write' &&
        payload.severity === 'critical',
    ),
  });

  /** What asking for the permit comes to, with the permits there are. */
  const release = async (promotionId: string) => ({
    ...outcomeOf(await issue(promotionId)),
    permits: await knex('permits'),
  });

  /** Rows without an event, as the audit page is told of them. */
  const unproven = async (): Promise<Api.AuditStatus['unproven']> => {
    const { body } = await scenario
      .person('auditor', 'get', '/audit/status')
      .expect(200);
    return body.unproven;
  };

  /** Codes of what fsck finds, each once. */
  async function fsck(): Promise<string[]> {
    const { body }: { body: Api.PublicKeys } = await request(portal.server).get(
      '/api/chatbots/.well-known/chatbot-portal/keys',
    );
    const logKey = body.keys.find(({ use }) => use === 'audit-log');
    const findings = await runFsck(knex, {
      trustedKeys: [parseVerifierKey(logKey?.verifierKey ?? '', sha256)],
      anchors: [],
      eventKeys: { origin: 'localhost:7007/chatbots', keys: EVENT_KEYS },
    });
    return [...new Set(findings.map(({ code }) => code))].sort();
  }

  return {
    get knex() {
      return knex;
    },
    get scenario() {
      return scenario;
    },
    get portal() {
      return portal;
    },
    get createEvent() {
      return createEvent;
    },
    numbered,
    bindingOf,
    forgeDecision,
    setState,
    issue,
    consume,
    approved,
    outcomeOf,
    release,
    unproven,
    fsck,
  };
}
