import { createTestDatabases } from '../../__testUtils__/databases';
import { workflowPortal } from '../../__testUtils__/workflowPortal';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'what asks for deploy workflows on %s',
  id => {
    const { approvalOf, ask, attacked, eventsOf, service } = workflowPortal(
      () => databases.init(id),
    );

    it('asks once for what is approved when several replicas read the approval at once', async () => {
      const approval = await approvalOf(await attacked.approved());
      await Promise.all(
        Array.from({ length: 4 }, () => service().requestAfter(approval)),
      );
      expect(await attacked.knex('workflow_dispatches')).toMatchObject([
        { attempt: 1, approval_id: approval.eventId },
      ]);
      expect(await eventsOf('promotion.workflow-requested')).toHaveLength(1);
    });

    it('asks once when several people ask at once', async () => {
      const promotionId = await attacked.approved();
      const answers = await Promise.allSettled(
        Array.from({ length: 4 }, () => ask(promotionId)),
      );
      expect(
        answers.map(one =>
          one.status === 'fulfilled' ? 'asked' : one.reason.reason,
        ),
      ).toEqual(
        expect.arrayContaining([
          'asked',
          ...Array(3).fill('workflow-underway'),
        ]),
      );
      expect(await attacked.knex('workflow_dispatches')).toHaveLength(1);
    });

    it('asks for nothing when the promotion was withdrawn before the approval is read', async () => {
      const promotionId = await attacked.approved();
      const approval = await approvalOf(promotionId);
      await attacked.scenario
        .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
        .expect(200);
      await service().requestAfter(approval);
      expect(await attacked.knex('workflow_dispatches')).toEqual([]);
    });
  },
);
