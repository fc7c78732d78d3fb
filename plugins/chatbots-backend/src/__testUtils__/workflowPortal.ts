import { mockServices } from '@backstage/backend-test-utils';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { systemClock } from '../database/Clock';
import { UnitOfWork, WriteGuard } from '../database/UnitOfWork';
import { readFollowed } from '../followers/readFollowed';
import { WorkflowStarter } from '../followers/workflows/WorkflowStarter';
import { WorkflowService } from '../governance/workflows/WorkflowService';
import { attackedPortal } from './attackedPortal';
import { testEventKeys } from './eventKeys';
import { FakeScmHost } from './fakeScmHost';

/**
 * A portal for each test that has no module for git hosts, so nobody starts deploy workflows there: the test does, as one
 * replica or as several.
 */
export function workflowPortal(init: () => Promise<Knex>) {
  const attacked = attackedPortal(init);
  let git: FakeScmHost;
  let time: number;

  beforeEach(() => {
    git = new FakeScmHost();
    time = Date.now();
  });

  const unitOfWork = (knex = attacked.knex, guard?: WriteGuard) =>
    UnitOfWork.create({
      knex,
      guard,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    });
  /** One replica's. Time passes for it when the test says so. */
  const create = (options: { unitOfWork?: UnitOfWork; knex?: Knex } = {}) =>
    new WorkflowStarter({
      knex: options.knex ?? attacked.knex,
      clock: { now: () => new Date(time) },
      logger: mockServices.logger.mock(),
      eventKeys: testEventKeys(),
      hosts: new ScmHosts([git.provider]),
      unitOfWork: options.unitOfWork ?? unitOfWork(options.knex),
    });
  const service = () =>
    new WorkflowService({
      knex: attacked.knex,
      unitOfWork: unitOfWork(),
      hosts: new ScmHosts([git.provider]),
      memberships: {
        groupsOf: async () => new Set(['group:default/chatbot-team']),
        membershipOf: async () => ({ groups: new Set(), ignored: [] }),
        exists: async () => true,
      },
    });
  /** Asks for the workflow as a person does. */
  const ask = (promotionId: string) =>
    service().start({ userRef: 'user:default/engineer', promotionId });
  const eventsOf = (type: string) =>
    attacked.knex('audit_events').where({ type });

  /** The event of an approval, as the follower of the log hands it on. */
  async function approvalOf(promotionId: string): Promise<StoredEvent> {
    await attacked.numbered();
    const [stored] = await eventsOf('promotion.approved').where({
      subject_id: promotionId,
    });
    const read = readFollowed(stored, testEventKeys());
    if (!('event' in read)) {
      throw new Error(read.problem);
    }
    return read.event;
  }

  /** An approved promotion whose workflow was asked for, with everything numbered. */
  async function requested(): Promise<string> {
    const promotionId = await attacked.approved();
    await ask(promotionId);
    await attacked.numbered();
    time = Date.now() + 60_000;
    return promotionId;
  }

  return {
    attacked,
    get git() {
      return git;
    },
    /** What replicas take for the time, in milliseconds. */
    get time() {
      return time;
    },
    set time(milliseconds: number) {
      time = milliseconds;
    },
    unitOfWork,
    create,
    service,
    ask,
    eventsOf,
    approvalOf,
    requested,
    /** The one request. */
    row: async (knex = attacked.knex) =>
      (await knex('workflow_dispatches').limit(1))[0],
  };
}
