import { Row } from '../PortalDatabase';
import { age, AskedShot, list, number, text } from './Question';
import { Known, PromotionFacts, Spellings, versionSpellings } from './Known';

const PRODUCTION = 'production';

/** How many chatbots a query over their rows counts. */
async function count(rows: PromiseLike<{ count: string | number }[]>) {
  const [row] = await rows;
  return number(Number(row.count));
}

const inProduction = ({ db }: Known) =>
  count(
    db('stages').where({ stage: PRODUCTION }).countDistinct('chatbot as count'),
  );

const failing = ({ db }: Known) =>
  count(db('chatbot_summaries').where({ verdict: 'fail' }).count('* as count'));

/** The open promotion that has waited longest for what it waits for now: people, or the next report of its rollout. */
async function longestWaiting(known: Known) {
  const open: PromotionFacts[] = await known
    .db('promotions')
    .whereNotNull('open_key');
  const waiting = await Promise.all(
    open.map(async promotion => ({
      promotion,
      since:
        promotion.state === 'deploying'
          ? (
              await known.lastReport(promotion.id)
            ).reported_at
          : promotion.approved_at ?? promotion.requested_at,
    })),
  );
  return waiting.sort((a, b) => a.since.localeCompare(b.since))[0];
}

/** The model catalog: what runs where, how good is it, what is stuck? */
export const catalogQuestions: AskedShot[] = [
  {
    shot: 'catalog',
    page: 'Model catalog, with the longest texts and a stuck rollout',
    person: 'lead',
    dark: true,
    ask: async known => {
      const { promotion, since } = await longestWaiting(known);
      const { group } = await known.missingApprovals(promotion);
      return [
        {
          id: 'longest',
          question: 'Which chatbot waits longest, of all that wait?',
          answer: text(...(await known.chatbot(promotion.chatbot))),
        },
        {
          id: 'since',
          question: 'For how long has it waited?',
          answer: age(since),
        },
        {
          id: 'whom',
          question: 'Of which group does it wait for an approval?',
          answer: text(...known.nameOf(group)),
        },
        {
          id: 'in-production',
          question: 'How many chatbots are in production?',
          answer: await inProduction(known),
        },
        {
          id: 'failing',
          question: 'How many chatbots fail their gate?',
          answer: await failing(known),
        },
      ];
    },
  },
  {
    shot: 'catalog-filtered',
    page: 'Model catalog, filtered',
    person: 'lead',
    ask: async known => {
      const rows: Row[] = await known
        .db('chatbots as c')
        .join('chatbot_summaries as s', 's.chatbot', 'c.name')
        .where({ 'c.risk_class': 'high', 's.verdict': 'fail' })
        .select('c.name', 'c.title', 's.failing', 's.quality_value');
      const [{ name, failing: reasons, quality_value: quality }] = rows;
      const [reason]: string[] = JSON.parse(reasons);
      const { version } = await known.running(name, PRODUCTION);
      return [
        {
          id: 'which',
          question: 'Which chatbots pass these filters?',
          answer: list(
            rows.map(row => [row.title, row.name] as Spellings),
            await known.chatbots(),
          ),
        },
        {
          id: 'why',
          question: 'Which metric fails the gate of the first one?',
          answer: text(reason.split(' ')[0]),
        },
        {
          id: 'value',
          question: 'Which value has its newest version in that metric?',
          answer: number(Number(quality.toFixed(2))),
        },
        {
          id: 'production',
          question: 'Which version of it is in production?',
          answer: text(...versionSpellings(version)),
        },
      ];
    },
  },
  {
    shot: 'inbox',
    page: 'Inbox, with the longest texts',
    person: 'reviewer',
    ask: async known => {
      const open = await known
        .db('promotions')
        .where({ state: 'requested' })
        .orderBy('requested_at');
      const [oldest] = open;
      return [
        {
          id: 'how-many',
          question: 'How many promotions wait for your decision?',
          answer: number(open.length),
        },
        {
          id: 'longest',
          question: 'Which chatbot’s promotion has waited longest?',
          answer: text(...(await known.chatbot(oldest.chatbot))),
        },
        {
          id: 'since',
          question: 'For how long has that one waited?',
          answer: age(oldest.requested_at),
        },
      ];
    },
  },
];
