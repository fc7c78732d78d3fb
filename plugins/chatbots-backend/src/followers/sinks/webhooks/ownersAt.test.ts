import { Event } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { createTestDatabases } from '../../../__testUtils__/databases';
import {
  sampleEvent,
  sampleRegistration,
} from '../../../__testUtils__/sampleEvents';
import {
  setUpWebhook,
  webhookTarget,
} from '../../../__testUtils__/setUpWebhook';

const databases = createTestDatabases();

const TEAM = 'group:default/chatbot-team';
const OTHERS = 'group:default/platform';
const SOMEBODY = 'user:default/engineer';

/** The facts of a chatbot whose owner is a group, or a person. */
function owned(owner: string) {
  return owner.startsWith('user:') ? {} : { owner };
}

function registered(
  chatbot: string,
  owner: string,
): Event<'chatbot.registered'> {
  const event = sampleRegistration(chatbot);
  return {
    ...event,
    data: { ...event.data, ...owned(owner) },
    people: owner.startsWith('user:') ? { owner: [owner] } : {},
  };
}

function changed(
  chatbot: string,
  { from, to }: { from: string; to: string },
): Event<'chatbot.facts-changed'> {
  const facts = {
    riskClass: 'limited',
    repository: { host: 'git.example', id: '1' },
  };
  return {
    type: 'chatbot.facts-changed',
    subject: { kind: 'chatbot', chatbot, id: chatbot },
    data: {
      before: { ...facts, ...owned(from) },
      after: { ...facts, ...owned(to) },
      revokedTokens: [],
    },
    people: {
      ...(from.startsWith('user:') ? { ownerBefore: [from] } : {}),
      ...(to.startsWith('user:') ? { ownerAfter: [to] } : {}),
    },
    texts: { repositoryUrlBefore: 'x', repositoryUrlAfter: 'x' },
  };
}

describe.each(databases.eachSupportedId())('a webhook of owners on %s', id => {
  async function setUp(owners: string[]) {
    const world = await setUpWebhook(
      await databases.init(id),
      webhookTarget('http://127.0.0.1:9/', { owners }),
    );
    const got = async () =>
      (await world.deliveries()).map(row => `${row.type} of ${row.chatbot}`);
    return { ...world, got };
  }

  it('gets events of chatbots that one of them owns, and no others', async () => {
    const { tell, got } = await setUp([TEAM]);
    await tell(
      registered('ours', TEAM),
      registered('theirs', OTHERS),
      sampleEvent('a', 'ours'),
      sampleEvent('b', 'theirs'),
      sampleEvent('c', 'unknown'),
    );
    expect(await got()).toEqual([
      'chatbot.registered of ours',
      'token.revoked of ours',
    ]);
  });

  it('gets events up to the one by which a chatbot leaves them', async () => {
    const { tell, got } = await setUp([TEAM]);
    await tell(
      registered('moving', TEAM),
      sampleEvent('a', 'moving'),
      changed('moving', { from: TEAM, to: OTHERS }),
      sampleEvent('b', 'moving'),
    );
    expect(await got()).toEqual([
      'chatbot.registered of moving',
      'token.revoked of moving',
      'chatbot.facts-changed of moving',
    ]);
  });

  it('gets events from the one by which a chatbot comes to them, though all are read later', async () => {
    const { tell, got } = await setUp([SOMEBODY]);
    await tell(
      registered('moving', TEAM),
      sampleEvent('a', 'moving'),
      changed('moving', { from: TEAM, to: SOMEBODY }),
      sampleEvent('b', 'moving'),
    );
    expect(await got()).toEqual([
      'chatbot.facts-changed of moving',
      'token.revoked of moving',
    ]);
  });

  it('gets nothing that belongs to no chatbot', async () => {
    const { tell, got } = await setUp([TEAM]);
    await tell({
      type: 'webhook.redelivered',
      subject: { kind: 'webhook', id: 'receiver' },
      data: { deliveries: 1 },
    });
    expect(await got()).toEqual([]);
  });
});
