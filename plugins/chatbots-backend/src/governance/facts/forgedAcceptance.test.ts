import { Knex } from 'knex';
import { attackedPortal, REFUSED } from '../../__testUtils__/attackedPortal';
import { createTestDatabases } from '../../__testUtils__/databases';
import { as, registration } from '../../__testUtils__/registryFixtures';
import request from 'supertest';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

const databases = createTestDatabases();
const ACCEPTED = {
  state: 'accepted' as const,
  open_key: null,
  decided_by: 'user:default/reviewer-one',
  decided_at: '2026-01-01T00:00:00.000Z',
};

describe.each(databases.eachSupportedId())(
  'facts that the portal did not accept on %s',
  id => {
    const attacked = attackedPortal(() => databases.init(id));

    const propose = async (
      change: object,
      by = 'engineer',
    ): Promise<Api.FactsProposal> => {
      const { body } = await attacked.scenario
        .person(by, 'post', '/chatbots/support-bot/facts-proposals', change)
        .expect(201);
      return body;
    };
    const accept = (
      { id: proposal, digest }: Pick<Api.FactsProposal, 'id' | 'digest'>,
      by = 'reviewer-two',
    ) =>
      attacked.scenario.person(
        by,
        'post',
        `/facts-proposals/${proposal}/decision`,
        { decision: 'accept', digest },
      );

    it.each<[string, (knex: Knex, proposal: string) => Promise<unknown>]>([
      [
        'a risk class written into the row',
        knex => knex('chatbots').update({ risk_class: 'minimal' }),
      ],
      [
        'another owner written into the row',
        knex => knex('chatbots').update({ owner: 'group:default/platform' }),
      ],
      [
        'an open proposal marked as accepted',
        async (knex, proposal) => {
          await knex('facts_proposals')
            .where({ id: proposal })
            .update(ACCEPTED);
          await knex('chatbots').update({
            risk_class: 'minimal',
            accepted_proposal: proposal,
          });
        },
      ],
      [
        'an acceptance that is not the last',
        async (knex, proposal) => {
          await knex('facts_proposals')
            .where({ id: proposal })
            .update(ACCEPTED);
          await knex('chatbots').update({ accepted_proposal: proposal });
        },
      ],
      [
        'a proposal deleted with its acceptance',
        async knex => {
          await knex('facts_proposals').delete();
          await knex('chatbots').update({
            accepted_proposal: '11111111-1111-4111-8111-111111111111',
          });
        },
      ],
    ])(
      'release nothing, raise the alarm and are found by fsck: %s',
      async (_, forge) => {
        const promotion = await attacked.approved();
        const proposal = await propose({ riskClass: 'minimal' });
        await attacked.numbered();
        await forge(attacked.knex, proposal.id);
        expect(await attacked.release(promotion)).toEqual({
          ...REFUSED,
          permits: [],
        });
        const found = await attacked.fsck();
        expect(
          found.some(code =>
            ['chatbot-facts', 'facts-proposal', 'record-missing'].includes(
              code,
            ),
          ),
        ).toBe(true);
      },
    );

    it('are shown as a row without an event where a chatbot names an acceptance that nobody gave', async () => {
      await request(attacked.portal.server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('engineer'))
        .send(registration({ name: 'new-bot' }))
        .expect(201);
      await attacked.numbered();
      const [{ id: proposal }] = await attacked
        .knex('facts_proposals')
        .where({ chatbot: 'new-bot' });
      await attacked
        .knex('facts_proposals')
        .where({ id: proposal })
        .update(ACCEPTED);
      await attacked.knex('chatbots').where({ name: 'new-bot' }).update({
        risk_class: 'limited',
        registered_risk_class: null,
        accepted_proposal: proposal,
      });
      expect(await attacked.unproven()).toMatchObject({
        count: 1,
        latest: [{ kind: 'facts-acceptance', id: proposal }],
      });
      expect(await attacked.fsck()).toContain('facts-proposal');
    });

    it.each<[string, object]>([
      ['its proposer is another', { proposed_by: 'user:default/engineer' }],
      ['its class is another', { risk_class: 'minimal' }],
      ['its repository is another', { repository_id: 'mine' }],
      ['its address is another', { repository_url: 'https://other.example' }],
    ])('are not accepted from a row in which %s', async (_, columns) => {
      const proposal = await propose({ riskClass: 'high' }, 'reviewer-two');
      await attacked.numbered();
      await attacked
        .knex('facts_proposals')
        .where({ id: proposal.id })
        .update(columns);
      // As the page shows it now: whoever forges the row has the digest of what they wrote.
      const { body } = await attacked.scenario.person(
        'reviewer-two',
        'get',
        '/facts-proposals?state=open',
      );
      const shown: Api.FactsProposal = body.items[0];
      const answer = await accept(
        shown,
        'proposed_by' in columns ? 'reviewer-two' : 'reviewer-one',
      );
      expect(
        attacked.outcomeOf({
          status: answer.status,
          reason: answer.body.error?.reason,
        }),
      ).toEqual(REFUSED);
      expect(await attacked.fsck()).toContain('facts-proposal');
    });
  },
);
