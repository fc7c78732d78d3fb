import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../../../__testUtils__/databases';
import { createTestLog } from '../../../__testUtils__/createTestLog';
import { registration } from '../../../__testUtils__/registryFixtures';
import { connectDatabase } from '../../../database/connectDatabase';
import { closeFactsProposal } from '../../../database/factsProposals';
import { proposedFacts } from '../../../records/chatbots';
import { DefaultChatbotService } from '../../../registry/chatbots/DefaultChatbotService';
import { runFsck } from '../runFsck';

const databases = createTestDatabases();
const ENGINEER = 'user:default/engineer';

describe.each(databases.eachSupportedId())('checkFactsProposals on %s', id => {
  /** What fsck finds of a portal that lets anybody accept. */
  async function foundAfterAcceptance(by: string): Promise<string[]> {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const { unitOfWork, number } = createTestLog(knex);
    const facts = registration({ riskClass: 'high' });
    const groups = new Set([facts.owner]);
    const chatbots = new DefaultChatbotService({
      unitOfWork,
      people: {
        groupsOf: async () => groups,
        membershipOf: async () => ({ groups, ignored: [] }),
        exists: async () => true,
      },
    });
    await chatbots.register(facts, {
      actor: { kind: 'user', userRef: ENGINEER },
    });
    const [row] = await knex('facts_proposals').limit(1);
    const actor = { kind: 'user' as const, userRef: by };
    await unitOfWork.run({ actor }, async work => {
      await closeFactsProposal(work.db, row.id, {
        state: 'accepted',
        decided_by: by,
        decided_at: work.now,
      });
      await work.db('chatbots').update({
        accepted_proposal: row.id,
        registered_risk_class: null,
        updated_at: work.now,
      });
      await work.record({
        type: 'chatbot.facts-accepted',
        ...proposedFacts(row),
      });
    });
    await number();
    const found = await runFsck(knex, { trustedKeys: [], anchors: [] });
    return found
      .map(({ code }) => code)
      .filter(code => code !== 'checkpoint-unsigned');
  }

  it('finds what somebody accepted that they proposed, though rows and log agree', async () => {
    expect(await foundAfterAcceptance('user:default/reviewer-one')).toEqual([]);
    expect(await foundAfterAcceptance(ENGINEER)).toEqual(['facts-proposal']);
  });
});
