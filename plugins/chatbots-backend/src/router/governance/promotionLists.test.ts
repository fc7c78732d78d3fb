import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'lists of open promotions, on %s',
  id => {
    it('say how many there are for a person and which has waited longest, on whatever page', async () => {
      const knex = await databases.init(id);
      const { server, backend } = await startChatbots({
        knex,
        config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
      });
      const [old, young] = [
        await Scenario.begin(server),
        await Scenario.begin(server, {
          name: 'young-bot',
          repository: {
            host: 'git',
            id: 'repository-of-young-bot',
            url: 'http://git/young-bot',
          },
        }),
      ];
      await old.version('1.0.0');
      await old.toStaging('1.0.0');
      await young.version('1.0.0');
      const first = await old.request('1.0.0', 'production');
      const second = await young.request('1.0.0', 'staging');
      // Production asks for two approvals: this one goes on waiting, and not for who gave the first.
      await old.decide(first, 'reviewer-one');

      const list = async (name: string, query: string) => {
        const { body }: { body: Api.PromotionList } = await old
          .person(name, 'get', `/promotions?${query}&limit=1`)
          .expect(200);
        const { total, waitingLongest } = body;
        return [
          total,
          waitingLongest?.waiting.promotionId,
          waitingLongest?.chatbot.name,
        ];
      };
      const both = [2, first, 'support-bot'];
      expect(await list('lead', 'view=all&open=true')).toEqual(both);
      expect(await list('engineer', 'view=requested&open=true')).toEqual(both);
      expect(await list('reviewer-two', 'view=decide&open=true')).toEqual(both);
      expect(await list('reviewer-one', 'view=decide&open=true')).toEqual([
        1,
        second,
        'young-bot',
      ]);
      // Whatever their ids: the other one comes first as soon as it has waited longer.
      await knex('promotions')
        .where({ id: second })
        .update({ requested_at: '2026-01-01T00:00:00.000Z' });
      expect(await list('lead', 'view=all&open=true')).toEqual([
        2,
        second,
        'young-bot',
      ]);
      const nothing = [0, undefined, undefined];
      expect(await list('lead', 'view=requested&open=true')).toEqual(nothing);
      expect(await list('lead', 'view=all&open=true&stuck=true')).toEqual(
        nothing,
      );
      // Of what has ended nothing waits.
      expect(await list('lead', 'view=all')).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      await backend.stop();
    });
  },
);
