import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ExampleName, Examples } from '../pages/Examples';
import { PROMPTS } from '../pages/hiddenShots';
import { Known, PromotionFacts, versionSpellings } from './Known';
import {
  age,
  AskedShot,
  choice,
  list,
  number,
  Question,
  text,
  yesOrNo,
} from './Question';

/** What is asked of a promotion, looked up by where its shot finds it. */
const of =
  (
    find: (examples: Examples) => string,
    ask: (known: Known, promotion: PromotionFacts) => Promise<Question[]>,
  ) =>
  async (known: Known, examples: Examples) =>
    ask(known, await known.promotion(find(examples)));

/** The same of a chatbot's newest promotion in a state. */
const newest = (
  name: ExampleName,
  state: Api.PromotionState,
  ask: (known: Known, promotion: PromotionFacts) => Promise<Question[]>,
) => of(examples => examples(name).promotion(state), ask);

async function mayItGoOut(
  known: Known,
  promotion: PromotionFacts,
): Promise<Question[]> {
  const { group, count } = await known.missingApprovals(promotion);
  const { verdict }: Api.Gate = JSON.parse(promotion.gate);
  return [
    {
      id: 'missing',
      question: 'How many approvals are still missing?',
      answer: number(count),
    },
    {
      id: 'whose',
      question: 'Of which group?',
      answer: text(...known.nameOf(group)),
    },
    {
      id: 'checks',
      question: 'Does a check stand in the way?',
      answer: yesOrNo(verdict !== 'pass'),
    },
    {
      id: 'stage',
      question: 'To which stage shall the version go?',
      answer: choice(promotion.stage, 'development', 'staging', 'production'),
    },
  ];
}

/** The reviewer's cockpit: should I approve this, now? */
export const promotionQuestions: AskedShot[] = [
  {
    shot: 'promotion-open',
    page: 'Promotion',
    person: 'reviewer',
    ask: newest('support', 'requested', mayItGoOut),
  },
  {
    shot: 'promotion-open-longest',
    page: 'Promotion, with the longest texts',
    person: 'reviewer',
    dark: true,
    ask: newest('longest', 'requested', mayItGoOut),
  },
  {
    shot: 'promotion-first',
    page: 'Promotion, the first one to this stage',
    person: 'reviewer',
    ask: of(
      examples => examples('docs').firstTo('production'),
      async (_known, promotion) => [
        {
          id: 'state',
          question: 'In which state is it?',
          answer: choice(promotion.state, ...PROMOTION_STATES),
        },
        {
          id: 'replaces',
          question:
            'Which version does it replace? Answer “none” if it replaces none.',
          answer: promotion.replaces_version
            ? text(...versionSpellings(promotion.replaces_version))
            : text('none', 'nothing', 'no version'),
        },
        {
          id: 'stage',
          question: 'To which stage did it bring the version?',
          answer: choice(
            promotion.stage,
            'development',
            'staging',
            'production',
          ),
        },
      ],
    ),
  },
  {
    shot: 'promotion-rolling-out',
    page: 'Promotion, stuck rollout',
    person: 'lead',
    ask: newest('docs', 'deploying', async (known, promotion) => {
      const report = await known.lastReport(promotion.id);
      return [
        {
          id: 'stuck-since',
          question: 'For how long has the pipeline reported nothing?',
          answer: age(report.reported_at),
        },
        {
          id: 'share',
          question: 'Which share of traffic, in per cent, has the new version?',
          answer: number(report.weight),
        },
        {
          id: 'next',
          question: 'What can be done if the pipeline’s run is dead?',
          answer: text('close the deployment', 'close deployment', 'close it'),
        },
      ];
    }),
  },
  {
    shot: 'promotion-rejected',
    page: 'Promotion, rejected',
    person: 'engineer',
    ask: newest('hr', 'rejected', async (known, promotion) => {
      const decisions = await known.decisions(promotion.id);
      const rejected = decisions.find(({ outcome }) => outcome === 'reject');
      return [
        {
          id: 'state',
          question: 'In which state is it?',
          answer: choice(promotion.state, ...PROMOTION_STATES),
        },
        {
          id: 'who',
          question: 'Who rejected it?',
          answer: list(
            [known.nameOf(rejected?.user_ref ?? '', 'user')],
            known.people(),
          ),
        },
        {
          id: 'why',
          question: 'What does the reviewer say is wrong? Copy the words.',
          answer: text(
            rejected?.comment ?? '',
            (rejected?.comment ?? '').split(';')[0].replace(/^The /, ''),
          ),
        },
        {
          id: 'when',
          question: 'How long ago was it rejected?',
          answer: age(rejected?.decided_at ?? ''),
        },
      ];
    }),
  },
  {
    shot: 'hidden-promotion',
    page: 'Promotion, hidden characters',
    person: 'reviewer',
    ask: newest('support', 'requested', async (known, promotion) => {
      const [changed] = PROMPTS;
      return [
        {
          id: 'prompt',
          question: 'Which prompt holds characters that nobody would see?',
          answer: text(changed.name),
        },
        {
          id: 'replaces',
          question: 'Which version does the request replace?',
          answer: text(...versionSpellings(promotion.replaces_version ?? '')),
        },
        {
          id: 'missing',
          question: 'How many approvals are still missing?',
          answer: number((await known.missingApprovals(promotion)).count),
        },
      ];
    }),
  },
];
