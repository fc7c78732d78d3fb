import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PROMPTS } from '../pages/hiddenShots';
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
  yesOrNo,
} from './Question';

const GOLDEN = 'golden';
const METRIC = 'lexical_faithfulness';
const CHOICES = ['pass', 'fail', 'inconclusive'];

type Bundle = Api.ModelVersionBundle;

/** The newest evaluation of each version over the golden suite, oldest version first. */
async function evaluations({ db }: Known, chatbot: string) {
  const rows: Row[] = await db('evaluations as e')
    .join('model_versions as v', 'v.id', 'e.version_id')
    .where({ 'e.chatbot': chatbot, 'e.suite': GOLDEN })
    .orderBy(['v.ordinal', 'e.reported_at'])
    .select('e.*');
  return [...new Map(rows.map(row => [row.version, row])).values()];
}

/** Which of the parts that a version is made of differ from the version before. */
async function changedParts({ db }: Known, chatbot: string): Promise<string[]> {
  const [target, base] = await db('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .limit(2);
  const [after, before]: Bundle[] = [target, base].map(row =>
    JSON.parse(row.bundle),
  );
  const differs = (read: (bundle: Bundle) => unknown) =>
    JSON.stringify(read(after)) !== JSON.stringify(read(before));
  return [
    ...(differs(bundle => bundle.source) ? ['code'] : []),
    ...(differs(bundle => bundle.prompts) ? ['prompts'] : []),
    ...(differs(bundle => bundle.parameters) ? ['parameters'] : []),
    ...(differs(bundle => bundle.datasets) ? ['data'] : []),
  ];
}

/** The stage that no promotion leads to. */
const FIRST: Spellings = ['development'];

/** What is asked of two versions whose datasets differ. */
async function comparison(
  known: Known,
  chatbot: string,
  [target, , base]: string[],
): Promise<Question[]> {
  const rows: Row[] = await known
    .db('model_versions')
    .where({ chatbot })
    .whereIn('version', [target, base]);
  const bundle = (version: string): Bundle =>
    JSON.parse(rows.find(row => row.version === version)?.bundle);
  const temperature = (version: string) =>
    String(bundle(version).parameters.temperature);
  const revision = (version: string) => bundle(version).datasets[0].revision;
  return [
    {
      id: 'comparable',
      question: 'Can the scores of the golden suite be compared?',
      answer: yesOrNo(revision(base) === revision(target)),
    },
    {
      id: 'temperature',
      question: 'From what to what did the temperature change?',
      answer: text(
        `${temperature(base)} to ${temperature(target)}`,
        `${temperature(base)} → ${temperature(target)}`,
        `${temperature(base)} -> ${temperature(target)}`,
        `${temperature(base)}, ${temperature(target)}`,
      ),
    },
    {
      id: 'dataset',
      question: 'Which revision of the dataset is the newer version made with?',
      answer: text(revision(target)),
    },
  ];
}

/** What stands in the prompt that other characters hide. */
function hiddenCharacters(version: string): Question[] {
  const [{ target = '', linesRemoved = 0 }] = PROMPTS;
  const points = Array.from(target, letter => letter.codePointAt(0) ?? 0);
  const tags = points.filter(point => point >= 0xe0000 && point < 0xe0080);
  return [
    {
      id: 'spell',
      question: 'What do the tag characters in the prompt spell?',
      answer: text(
        tags.map(point => String.fromCodePoint(point - 0xe0000)).join(''),
      ),
    },
    {
      id: 'where',
      question: 'Which version’s prompt holds them?',
      answer: text(...versionSpellings(version)),
    },
    {
      id: 'how-many',
      question: 'How many tag characters are there?',
      answer: number(tags.length),
    },
    {
      id: 'lines',
      question: 'How many lines does the change of system.md take away?',
      answer: number(linesRemoved),
    },
  ];
}

/** Versions, their scores and their differences: what is this, is it better, may it go out? */
export const versionQuestions: AskedShot[] = [
  {
    shot: 'versions',
    page: 'Chatbot, versions',
    person: 'engineer',
    ask: async (known, examples) => {
      const { chatbot } = examples('support');
      const newest = await known.newestVersion(chatbot, 'staging');
      const parts = await changedParts(known, chatbot);
      return [
        {
          id: 'newest',
          question: 'Which version was reported last?',
          answer: text(...versionSpellings(newest.version)),
        },
        {
          id: 'gate',
          question: 'What is the verdict of its gate?',
          answer: choice(newest.verdict, ...CHOICES),
        },
        {
          id: 'changed',
          question: 'What changed in it since the version before?',
          answer: list(
            parts.map(part => [part]),
            [['code'], ['prompts'], ['parameters'], ['data']],
          ),
        },
        {
          id: 'when',
          question: 'How long ago was it reported?',
          answer: age(newest.reported_at),
        },
      ];
    },
  },
  {
    shot: 'version',
    page: 'Version',
    person: 'engineer',
    dark: true,
    ask: async (known, examples) => {
      const { chatbot } = examples('support');
      const newest = await known.newestVersion(chatbot, 'staging');
      const { next_stage: next } = await known
        .db('chatbot_summaries')
        .where({ chatbot })
        .first();
      const live = await known
        .db('stages')
        .where({ chatbot, version: newest.version });
      return [
        {
          id: 'gate',
          question: 'What is the verdict of the gate of its next stage?',
          answer: choice(newest.verdict, ...CHOICES),
        },
        {
          id: 'live',
          question: 'In which stages does this version run now?',
          // The newest one runs in the first stage, where the pipeline alone leads.
          answer: list(
            [FIRST, ...live.map(({ stage }: { stage: string }) => [stage])],
            [FIRST, ['staging'], ['production']],
          ),
        },
        {
          id: 'next',
          question: 'To which stage can it be requested now?',
          answer: choice(next, 'development', 'staging', 'production'),
        },
        {
          id: 'digest',
          question: 'With which characters does its digest begin?',
          answer: text(newest.digest.slice(0, 12)),
        },
      ];
    },
  },
  {
    shot: 'evaluations',
    page: 'Chatbot, evaluations, broken trend',
    person: 'engineer',
    dark: true,
    ask: async (known, examples) => {
      const { chatbot } = examples('support');
      const [before, newest] = (await evaluations(known, chatbot)).slice(-2);
      const slices = await known
        .db('evaluation_slices')
        .where({ evaluation_id: newest.id, metric: METRIC })
        .orderBy('value');
      return [
        {
          id: 'comparable',
          question: `Can the newest version’s ${METRIC} be compared with the version before?`,
          answer: yesOrNo(
            newest.dataset_digest === before.dataset_digest &&
              newest.judge_digest === before.judge_digest,
          ),
        },
        {
          id: 'from',
          question: 'From which version on is the trend broken?',
          answer: text(...versionSpellings(newest.version)),
        },
        {
          id: 'dataset',
          question: 'Which revision of the dataset came then?',
          answer: text(newest.dataset_revision),
        },
        {
          id: 'worst',
          question: `Which slice is worst in ${METRIC}?`,
          answer: text(slices[0].slice),
        },
      ];
    },
  },
  {
    shot: 'evaluation-opened',
    page: 'Evaluation, with the longest texts',
    person: 'engineer',
    ask: async (known, examples) => {
      const { evaluation: id } = examples('longest');
      const row = await known.db('evaluations').where({ id }).first();
      return [
        {
          id: 'suite',
          question: 'Which suite was run?',
          answer: choice(row.suite, 'golden', 'smoke'),
        },
        {
          id: 'version',
          question: 'Which version was evaluated?',
          answer: text(...versionSpellings(row.version)),
        },
        {
          id: 'dataset',
          question: 'Which revision of the dataset was used?',
          answer: text(row.dataset_revision),
        },
      ];
    },
  },
  {
    shot: 'compare',
    page: 'Compare, scores of different datasets',
    person: 'reviewer',
    ask: async (known, examples) =>
      comparison(known, 'support-bot', examples('support').versions),
  },
  {
    shot: 'hidden-compare',
    page: 'Compare, hidden characters',
    person: 'engineer',
    dark: true,
    ask: async (_known, examples) =>
      hiddenCharacters(examples('support').versions[0]),
  },
];
