import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { ChatbotRow } from '../../database/chatbots';
import { FactsProposalRow } from '../../database/factsProposals';
import { ClaimSubject, Testimony } from './Claim';
import { factsClaims, proposalClaim } from './factsClaims';

const OWNER = 'user:default/engineer';
const AT = '2026-01-01T00:00:00.000Z';
const ID = '11111111-1111-4111-8111-111111111111';

const COLUMNS = {
  owner: OWNER,
  risk_class: 'limited',
  repository_host: 'github.com',
  repository_id: '7',
  repository_owner_id: '8',
  repository_url: 'https://github.com/team/bot',
};

const TOLD = {
  riskClass: 'limited',
  repository: { host: 'github.com', id: '7' },
};

const CHATBOT: ChatbotRow = {
  ...COLUMNS,
  name: 'support-bot',
  namespace: 'default',
  title: 'Support bot',
  purpose: null,
  registered_risk_class: null,
  accepted_proposal: ID,
  demo: false,
  created_at: AT,
  updated_at: AT,
};

const PROPOSAL: FactsProposalRow = {
  ...COLUMNS,
  id: ID,
  chatbot: 'support-bot',
  state: 'open',
  open_key: 'support-bot',
  reason: null,
  proposed_by: OWNER,
  proposed_at: AT,
  decided_by: null,
  decided_at: null,
  comment: null,
  demo: false,
};

/** The pseudonym of a person. */
const hidden = (person: string) => `p:${person}`;

/** What the log of a test tells; texts are kept as they are. */
interface Log {
  registered: object | undefined;
  owner: string[];
  proposed: object | undefined;
  accepted: object | undefined;
  proposer: string;
  reviewer: string;
  acceptedOwner: string[];
  url: string;
  repositoryOwner: string | undefined;
  tampered?: ClaimSubject['kind'];
}

const HONEST: Log = {
  registered: TOLD,
  owner: [hidden(OWNER)],
  proposed: TOLD,
  accepted: TOLD,
  proposer: hidden(OWNER),
  reviewer: hidden('user:default/reviewer-one'),
  acceptedOwner: [hidden(OWNER)],
  url: COLUMNS.repository_url,
  repositoryOwner: '8',
};

function eventOf(
  type: EventType,
  by: string,
  rest: { data: object; people: object; texts?: object },
): StoredEvent {
  return {
    eventId: type,
    type,
    occurredAt: AT,
    actor: { kind: 'user', pseudonym: by },
    texts: {},
    ...rest,
  } as unknown as StoredEvent;
}

function testimonyOf(log: Log): Testimony {
  const { owner, acceptedOwner, url, repositoryOwner } = log;
  const events: Partial<Record<ClaimSubject['kind'], StoredEvent[]>> = {
    chatbot: log.registered
      ? [
          eventOf('chatbot.registered', log.proposer, {
            data: { namespace: 'default', ...log.registered },
            people: { owner },
          }),
        ]
      : [],
    'facts-proposal': [
      ...(log.proposed
        ? [
            eventOf('chatbot.facts-proposed', log.proposer, {
              data: { facts: log.proposed },
              people: { owner },
              texts: { repositoryUrl: url, repositoryOwner },
            }),
          ]
        : []),
      ...(log.accepted
        ? [
            eventOf('chatbot.facts-accepted', log.reviewer, {
              data: { facts: log.accepted },
              people: { owner: acceptedOwner },
            }),
          ]
        : []),
    ],
  };
  return {
    of: ({ kind }) => events[kind] ?? [],
    isTampered: ({ kind }) => kind === log.tampered,
    activations: [],
    areActivationsTampered: false,
    pseudonymOf: hidden,
    holdsText: ({ texts }, field, text) => Reflect.get(texts, field) === text,
  };
}

const held = (chatbot: ChatbotRow, log: Log) =>
  factsClaims(chatbot).map(({ holds }) => holds(testimonyOf(log)));

const MINIMAL = { ...TOLD, riskClass: 'minimal' };

describe('factsClaims', () => {
  it('hold facts that one person proposed and another accepted', () => {
    expect(held(CHATBOT, HONEST)).toEqual([true, true]);
  });

  it.each<[string, Partial<Log>, [boolean, boolean]]>([
    ['nobody registered', { registered: undefined }, [false, true]],
    ['were told otherwise last', { registered: MINIMAL }, [false, true]],
    ['another person owns', { owner: [hidden('user:x')] }, [false, true]],
    ['a tampered event tells of', { tampered: 'chatbot' }, [false, true]],
    ['nobody proposed', { proposed: undefined }, [true, false]],
    ['nobody accepted', { accepted: undefined }, [true, false]],
    ['their proposer accepted', { reviewer: HONEST.proposer }, [true, false]],
    ['were accepted otherwise', { accepted: MINIMAL }, [true, false]],
    ['were accepted for nobody', { acceptedOwner: [] }, [true, false]],
    ['have a tampered story', { tampered: 'facts-proposal' }, [true, false]],
  ])('do not hold facts that %s', (_, change, expected) => {
    expect(held(CHATBOT, { ...HONEST, ...change })).toEqual(expected);
  });

  it('hold no class but the strictest while nobody has accepted one', () => {
    const row = { ...CHATBOT, accepted_proposal: null };
    expect(held({ ...row, risk_class: 'high' }, HONEST)).toEqual([true]);
    expect(held(row, HONEST)).toEqual([false]);
  });
});

describe('proposalClaim', () => {
  const isHeld = (row: FactsProposalRow, log: Partial<Log>) =>
    proposalClaim(row).holds(
      testimonyOf({ ...HONEST, accepted: undefined, ...log }),
    );

  it('holds what somebody proposed and nobody has decided on', () => {
    expect(isHeld(PROPOSAL, {})).toBe(true);
  });

  it.each<[string, Partial<Log>]>([
    ['nobody proposed', { proposed: undefined }],
    ['somebody decided on', { accepted: TOLD }],
    ['was told otherwise', { proposed: MINIMAL }],
    ['another person proposed', { proposer: hidden('user:x') }],
    ['another person is to own', { owner: [hidden('user:x')] }],
    ['lies at another address', { url: 'https://github.com/team/other' }],
    ['lies with another account', { repositoryOwner: '9' }],
    ['has a tampered story', { tampered: 'facts-proposal' }],
  ])('does not hold what %s', (_, log) => {
    expect(isHeld(PROPOSAL, log)).toBe(false);
  });

  it('does not hold what was proposed at another time', () => {
    const proposed_at = '2026-02-01T00:00:00.000Z';
    expect(isHeld({ ...PROPOSAL, proposed_at }, {})).toBe(false);
  });
});
