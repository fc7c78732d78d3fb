import { Known } from './Known';
import {
  AskedShot,
  choice,
  list,
  number,
  Question,
  text,
  yesOrNo,
} from './Question';

/** What the catalog says about people who may sign in. */
interface Person {
  metadata: { name: string; title: string; description: string };
  spec: { memberOf: string[] };
}

async function peopleOf({ reader }: Known): Promise<Person[]> {
  const path = '/api/catalog/entities?filter=kind=user';
  return (await reader.get(path)).json();
}

/** What is asked wherever the portal could not do what was asked of it. */
const failed: Question[] = [
  {
    id: 'what',
    question: 'What does not answer?',
    answer: text('the catalog', 'catalog'),
  },
  { id: 'lost', question: 'Was anything lost?', answer: yesOrNo(false) },
  {
    id: 'next',
    question: 'What can you do?',
    answer: text('try again', 'retry', 'again in a minute'),
  },
];

/** What is asked of a chatbot's tab that has nothing to show. */
const emptyTab =
  (next: Question) =>
  async (known: Known): Promise<Question[]> => {
    const title = await known.chatbot('support-bot');
    return [
      {
        id: 'whose',
        question: 'Which chatbot is this?',
        answer: text(...title),
      },
      {
        id: 'any',
        question: 'Is there anything to see yet?',
        answer: yesOrNo(false),
      },
      next,
    ];
  };

/** Before anybody works, with nothing to show, and when something fails. */
export const stateQuestions: AskedShot[] = [
  {
    shot: 'sign-in',
    page: 'Sign-in',
    person: 'newcomer',
    ask: async known => {
      const people = await peopleOf(known);
      const named = (found: Person[]) =>
        found.map(({ metadata }) => known.nameOf(metadata.name, 'user'));
      return [
        {
          id: 'decide',
          question:
            'As which roles can you decide about promotions for AI governance, or be the second reviewer?',
          answer: list(
            named(
              people.filter(({ spec }) =>
                spec.memberOf.includes('ai-governance'),
              ),
            ),
            known.people(),
          ),
        },
        {
          id: 'request',
          question:
            'As which role do you create chatbots and request promotions?',
          answer: list(
            named(
              people.filter(({ metadata }) =>
                metadata.description.includes('requests promotions'),
              ),
            ),
            known.people(),
          ),
        },
        {
          id: 'how-many',
          question: 'How many roles can you choose from?',
          answer: number(people.length),
        },
      ];
    },
  },
  {
    shot: 'create',
    page: 'Create',
    person: 'engineer',
    ask: async ({ reader }) => {
      const path =
        '/api/scaffolder/v2/templates/default/template/chatbot/parameter-schema';
      const { title, steps } = await (await reader.get(path)).json();
      const facts = Object.values(steps[0].schema.properties) as {
        title: string;
        description?: string;
      }[];
      const fixed = facts.find(({ description }) =>
        description?.includes("can't be changed later"),
      );
      return [
        {
          id: 'what',
          question: 'What does this form create?',
          answer: text(title, 'chatbot'),
        },
        {
          id: 'step',
          question: 'What is the step called that is shown now?',
          answer: text(steps[0].title),
        },
        {
          id: 'fixed',
          question: 'Which fact can’t be changed later?',
          answer: text(fixed?.title ?? ''),
        },
      ];
    },
  },
  {
    shot: 'empty-versions',
    page: 'Chatbot, versions, empty',
    person: 'engineer',
    ask: emptyTab({
      id: 'next',
      question: 'What makes the first version appear?',
      answer: text('a commit', 'push', 'commit', 'pushing'),
    }),
  },
  {
    shot: 'empty-evaluations',
    page: 'Chatbot, evaluations, empty',
    person: 'engineer',
    ask: emptyTab({
      id: 'next',
      question: 'Who reports evaluations?',
      answer: text('the pipeline', 'pipeline', 'a pipeline'),
    }),
  },
  {
    shot: 'empty-inbox',
    page: 'Inbox, empty',
    person: 'lead',
    dark: true,
    ask: async () => [
      {
        id: 'waits',
        question: 'How many requests wait for your decision?',
        answer: number(0),
      },
      {
        id: 'told',
        question: 'Will you be told when one does?',
        answer: yesOrNo(true),
      },
      {
        id: 'next',
        question: 'What does the page offer you to do meanwhile?',
        answer: text('browse chatbots', 'browse the chatbots', 'chatbots'),
      },
    ],
  },
  {
    shot: 'empty-catalog-filtered',
    page: 'Model catalog, nothing found',
    person: 'lead',
    ask: async ({ db }) => {
      const [{ count }] = await db('chatbots').count('* as count');
      return [
        {
          id: 'all',
          question: 'How many chatbots are there, without filters?',
          answer: number(Number(count)),
        },
        {
          id: 'shown',
          question: 'How many chatbots match the filters?',
          answer: number(0),
        },
        {
          id: 'next',
          question: 'What can you do to see chatbots?',
          answer: text('clear', 'remove', 'remove a filter', 'reset'),
        },
      ];
    },
  },
  {
    shot: 'error-catalog',
    page: 'Model catalog, error',
    person: 'lead',
    ask: async () => failed,
  },
  {
    shot: 'error-promotion',
    page: 'Promotion, error',
    person: 'reviewer',
    dark: true,
    ask: async () => failed,
  },
  {
    shot: 'error-decision',
    page: 'Promotion, a decision that failed',
    person: 'reviewer',
    ask: async (known, examples) => {
      const promotion = await known.promotion(
        examples('support').promotion('requested'),
      );
      return [
        ...failed.filter(({ id }) => id !== 'lost'),
        {
          id: 'sure',
          question: 'Is it known whether the decision was made?',
          answer: yesOrNo(false),
        },
        {
          id: 'stage',
          question: 'About which stage was the decision?',
          answer: choice(promotion.stage, 'staging', 'production'),
        },
      ];
    },
  },
  {
    shot: 'error-no-such-promotion',
    page: 'Promotion, no such',
    person: 'lead',
    ask: async () => [
      {
        id: 'what',
        question: 'Which kind of thing was not found?',
        answer: text('promotion', 'a promotion'),
      },
      {
        id: 'id',
        question: 'With which characters does its id end?',
        answer: text(
          '000000000000',
          '00000000-0000-4000-8000-000000000000',
          '0000',
        ),
      },
      {
        id: 'next',
        question: 'Where are promotions that exist listed?',
        answer: text('the chatbot’s page', 'chatbot page', 'chatbot s page'),
      },
    ],
  },
];
