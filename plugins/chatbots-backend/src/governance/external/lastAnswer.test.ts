import { sendAnswer } from '../../__testUtils__/changeBoard';
import { createTestDatabases } from '../../__testUtils__/databases';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { setUpChangeBoard } from '../../__testUtils__/setUpChangeBoard';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'answers of two outside systems on %s',
  id => {
    const world = setUpChangeBoard(databases, id, [
      'change-board',
      'security-board',
    ]);

    it('tell reviewers that they can decide, once when the last one is there', async () => {
      await world.start();
      const { promotionId } = await world.asked();
      await until(() => world.board.asked.length > 1);
      /** Notifications about promotions since the last call. */
      const told = async () => {
        await until(() => isAllTold(world.knex));
        const { calls } = world.portal.notifications.send.mock;
        return calls
          .splice(0)
          .map(([{ recipients, payload }]) => ({ ...recipients, ...payload }))
          .filter(({ topic }) => topic === 'promotions');
      };
      const say = async (system: string, status: string, messageId: string) => {
        const question = world.board.asked.find(({ answerUrl }) =>
          answerUrl.includes(`/${system}/`),
        )!;
        const answer = { ...world.approval(question), status };
        const { status: code } = await sendAnswer(world.portal.server, answer, {
          system,
          messageId,
        });
        expect(code).toBe(200);
        return told();
      };
      expect(await told()).toMatchObject([
        { title: 'Support bot · 1.0.0 → staging wants your approval' },
      ]);
      expect(await say('security-board', 'approved', 'a')).toEqual([]);
      expect(await say('change-board', 'pending', 'b')).toEqual([]);
      expect(await say('change-board', 'refused', 'c')).toMatchObject([
        {
          entityRef: ['group:default/ai-governance'],
          excludeEntityRef: ['user:default/engineer'],
          title: 'Support bot · 1.0.0 → staging can be decided now',
          link: `/chatbots/promotions/${promotionId}`,
          scope: `promotion:${promotionId}`,
        },
      ]);
      // They know already.
      expect(await say('change-board', 'approved', 'd')).toEqual([]);
    });
  },
);
