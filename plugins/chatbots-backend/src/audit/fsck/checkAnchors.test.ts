import {
  AT,
  MemoryAnchor,
  setUpAnchoring,
} from '../../__testUtils__/anchoring';
import { createTestDatabases } from '../../__testUtils__/databases';
import { EVENT_KEYS } from '../../__testUtils__/eventKeys';
import { describeAnchors } from './checkAnchors';
import { runFsck } from './runFsck';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';

describe.each(databases.eachSupportedId())('anchors for fsck on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    const memory = new MemoryAnchor();
    const anchoring = await setUpAnchoring(knex, [memory]);
    await knex('audit_log').update({ origin: ORIGIN });
    const options = {
      trustedKeys: anchoring.logKeys.verifierKeys,
      anchors: [memory],
      eventKeys: { origin: ORIGIN, keys: EVENT_KEYS },
    };
    const lag = async (minutes: number) => {
      const now = new Date(Date.parse(AT) + minutes * 60_000);
      const [line] = await describeAnchors(knex, { ...options, now });
      return line;
    };
    const find = async (origin = ORIGIN) => {
      const eventKeys = { origin, keys: EVENT_KEYS };
      const findings = await runFsck(knex, { ...options, eventKeys });
      return findings.map(({ code }) => code);
    };
    return { ...anchoring, memory, lag, find };
  }

  it('says how far an anchor lags, in events and in time', async () => {
    const { create, grow, pass, lag, memory } = await setUp();
    expect(await lag(0)).toBe(
      `Anchor 'memory': holds nothing; none of 0 events is anchored there`,
    );
    await grow(3);
    await create().run();
    expect(await lag(60)).toBe(
      `Anchor 'memory': holds all 3 events, the newest recorded at ${AT}`,
    );
    pass(60_000);
    await grow(5);
    pass(60_000);
    await grow(6);
    // Of the three later events one was recorded with the third, when the anchor was found to hold it.
    expect(await lag(125)).toBe(
      `Anchor 'memory': holds 3 of 6 events, the newest recorded at ${AT}; 3 later events are not anchored there, the oldest for 2 hours, 5 minutes`,
    );
    expect(await lag(26 * 60)).toContain('the oldest for 1 day, 2 hours');
    memory.readLast = async () => {
      throw new Error('forbidden');
    };
    expect(await lag(0)).toBe(
      `Anchor 'memory': not verified, it can't be read`,
    );
  });

  it('finds an anchor that was emptied, and nothing in one that never held anything or was replaced', async () => {
    const { create, grow, replace, memory, find } = await setUp();
    await grow(3);
    expect(await find()).toEqual([]);
    await create().run();
    await grow(5);
    expect(await find()).toEqual([]);
    memory.held = [];
    expect(await find()).toEqual(['anchor-emptied']);
    await replace('memory');
    await grow(6);
    expect(await find()).toEqual([]);
  });

  it('finds one thing in a log that the configuration names differently', async () => {
    const { grow, find } = await setUp();
    await grow(30);
    expect(await find('portal.example/chatbots')).toEqual(['log-origin']);
  });

  it.each(['portal.example/chatbots', null])(
    'finds that the row of the log names it %s',
    async origin => {
      const { knex, grow, find } = await setUp();
      await grow(3);
      await knex('audit_log').update({ origin });
      expect(await find()).toEqual(['log-origin']);
    },
  );
});
