import { ChatbotExample, ExampleName, Examples } from '../pages/Examples';
import { Row } from '../PortalDatabase';
import { Known, Spellings, versionSpellings } from './Known';
import {
  age,
  AskedShot,
  choice,
  list,
  number,
  Question,
  text,
} from './Question';

const STAGES: Spellings[] = [['development'], ['staging'], ['production']];
const FIRST = 'returns-assistant';

/** What is asked of a chatbot with an open request. */
async function openRequest(
  known: Known,
  { chatbot }: ChatbotExample,
): Promise<Question[]> {
  const open = await known.openPromotion(chatbot);
  const { group, count } = await known.missingApprovals(open);
  return [
    {
      id: 'open',
      question: 'To which stage shall the version go whose request is open?',
      answer: choice(open.stage, ...STAGES.map(([name]) => name)),
    },
    {
      id: 'missing',
      question: 'How many approvals does that request still need?',
      answer: number(count),
    },
    {
      id: 'whose',
      question: 'Of which group?',
      answer: text(...known.nameOf(group)),
    },
    {
      id: 'since',
      question: 'For how long has it waited?',
      answer: age(open.requested_at),
    },
  ];
}

/** The same, and what runs while it waits. */
async function openAndRunning(
  known: Known,
  example: ChatbotExample,
): Promise<Question[]> {
  const production = await known.running(example.chatbot, 'production');
  return [
    ...(await openRequest(known, example)),
    {
      id: 'production',
      question: 'Which version runs in production?',
      answer: text(...versionSpellings(production.version)),
    },
    {
      id: 'by',
      question: 'Who approved that version?',
      answer: list(
        production.approvedBy.map(ref => known.nameOf(ref, 'user')),
        known.people(),
      ),
    },
  ];
}

/** What is asked of a chatbot whose rollout is stuck. */
async function stuckRollout(
  known: Known,
  { chatbot }: ChatbotExample,
): Promise<Question[]> {
  const open = await known.openPromotion(chatbot);
  const report = await known.lastReport(open.id);
  const production = await known.running(chatbot, 'production');
  return [
    {
      id: 'stuck-since',
      question: 'For how long has the rollout reported nothing?',
      answer: age(report.reported_at),
    },
    {
      id: 'share',
      question: 'Which share of traffic, in per cent, has the new version?',
      answer: number(report.weight),
    },
    {
      id: 'before',
      question: 'Which version does it take over from?',
      answer: text(...versionSpellings(production.version)),
    },
  ];
}

const of =
  (
    name: ExampleName,
    ask: (known: Known, example: ChatbotExample) => Promise<Question[]>,
  ) =>
  (known: Known, examples: Examples) =>
    ask(known, examples(name));

/** A chatbot's overview and stages: what runs where, and what comes next? */
export const chatbotQuestions: AskedShot[] = [
  {
    shot: 'chatbot-overview',
    page: 'Chatbot, overview',
    person: 'engineer',
    ask: of('support', openAndRunning),
  },
  {
    shot: 'chatbot-overview-longest',
    page: 'Chatbot, overview, with the longest texts',
    person: 'engineer',
    ask: of('longest', openRequest),
  },
  {
    shot: 'chatbot-overview-rolling-out',
    page: 'Chatbot, overview, stuck rollout',
    person: 'lead',
    dark: true,
    ask: of('docs', stuckRollout),
  },
  {
    shot: 'chatbot-overview-first',
    page: 'Chatbot, overview, before its first promotion',
    person: 'engineer',
    ask: async known => {
      const newest = await known.newestVersion(FIRST, 'staging');
      const { name, risk_class: risk } = await known
        .db('chatbots')
        .where({ name: FIRST })
        .first();
      const running: Row[] = await known.db('stages').where({ chatbot: name });
      const full = new Set(running.map(({ stage }) => stage));
      const failing = JSON.parse(newest.checks).filter(
        (check: { outcome: string }) => check.outcome !== 'pass',
      );
      return [
        {
          id: 'empty',
          question: 'Which stages have no version yet?',
          answer: list(
            STAGES.filter(
              ([stage]) => stage !== 'development' && !full.has(stage),
            ),
            STAGES,
          ),
        },
        {
          id: 'newest',
          question: 'Which version is the newest?',
          answer: text(...versionSpellings(newest.version)),
        },
        {
          id: 'next',
          question: 'How many checks stand between it and staging?',
          answer: number(failing.length),
        },
        {
          id: 'risk',
          question: 'Which risk class does the chatbot have?',
          answer: choice(risk, 'minimal', 'limited', 'high'),
        },
      ];
    },
  },
  {
    shot: 'stages',
    page: 'Chatbot, stages, stuck rollout',
    person: 'lead',
    ask: of('docs', stuckRollout),
  },
  {
    shot: 'approvals-longest',
    page: 'Chatbot, approvals, with the longest texts',
    person: 'engineer',
    ask: async (known, examples) => {
      const { chatbot } = examples('longest');
      const open = await known.openPromotion(chatbot);
      const { group, count } = await known.missingApprovals(open);
      return [
        {
          id: 'open',
          question: 'Which version has an open request?',
          answer: text(...versionSpellings(open.version)),
        },
        {
          id: 'missing',
          question: 'How many approvals does it still need?',
          answer: number(count),
        },
        {
          id: 'whose',
          question: 'Of which group?',
          answer: text(...known.nameOf(group)),
        },
        {
          id: 'since',
          question: 'For how long has it waited?',
          answer: age(open.requested_at),
        },
      ];
    },
  },
];
