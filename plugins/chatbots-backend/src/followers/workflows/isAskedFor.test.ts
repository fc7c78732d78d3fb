import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { workflowPortal } from '../../__testUtils__/workflowPortal';
import { isAskedFor } from './isAskedFor';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'a request to start a workflow on %s',
  id => {
    const { attacked, requested, row } = workflowPortal(() =>
      databases.init(id),
    );
    const asked = async (knex: Knex) =>
      isAskedFor({ knex, eventKeys: testEventKeys() }, await row(knex));

    it.each([
      [
        'event is not authentic',
        (trx: Knex) =>
          trx('audit_events')
            .where({ type: 'promotion.workflow-requested' })
            .update({ mac: `${'A'.repeat(43)}=` }),
      ],
      [
        'attempt is not the recorded one',
        (trx: Knex) => trx('workflow_dispatches').update({ attempt: 2 }),
      ],
      [
        'approval is not the recorded one',
        (trx: Knex) =>
          trx('workflow_dispatches').update({ approval_id: 'another' }),
      ],
      [
        'promotion has no authentic approval',
        (trx: Knex) =>
          trx('audit_events')
            .where({ type: 'promotion.approved' })
            .update({ mac: `${'A'.repeat(43)}=` }),
      ],
    ])('takes a request for forged whose %s', async (_, forge) => {
      await requested();
      await dropGuards(attacked.knex);
      const trx = await attacked.knex.transaction();
      const before = await asked(trx);
      await forge(trx);
      const after = await asked(trx);
      await trx.rollback();
      expect([before, after]).toEqual(['yes', 'forged']);
    });

    it('waits until the request has its number', async () => {
      await requested();
      expect(await asked(attacked.knex)).toBe('yes');
      const trx = await attacked.knex.transaction();
      await trx('audit_events')
        .where({ type: 'promotion.workflow-requested' })
        .update({ sequence: null });
      const found = await asked(trx);
      await trx.rollback();
      expect(found).toBe('unnumbered');
    });
  },
);
