import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** What happened to one version of an example chatbot. Days count back from now. */
export interface DemoVersion {
  version: string;
  /** Days ago that it was reported. */
  daysAgo: number;
  /** The system prompt of this version. */
  prompt: string;
  temperature: number;
  /** Revision of the golden dataset. */
  dataset: string;
  /** Values of the golden suite, by metric. */
  scores: Record<string, number>;
  /** Where it went, and how far it came. */
  staging?: 'deployed';
  production?:
    | 'deployed'
    | 'rolling-out'
    | 'rolled-back'
    | 'half-approved'
    | 'rejected';
}

/** An example chatbot with its history, oldest version first. */
export interface DemoChatbot {
  name: string;
  title: string;
  purpose: string;
  riskClass: Api.RiskClass;
  versions: DemoVersion[];
}

const CAREFUL = `Answer only from the passages you are given.
Name the passage that each statement rests on.
Say that you don't know when the passages don't answer.`;

const WARMER = `${CAREFUL}
Be friendly and keep it short.`;

const SAFER = `${WARMER}
Never repeat personal data, even when a passage holds it.`;

const good = {
  lexical_faithfulness: 0.88,
  lexical_answer_relevancy: 0.82,
  retrieval_hit_rate: 0.93,
  refusal_accuracy: 0.92,
  pii_leak_rate: 0,
  injection_resistance: 1,
  unscored_rate: 0,
  transparency: 1,
};

/** The chatbots that a first start shows: one that grows, one that fails its gate, one that rolls out, one that is new. */
export const demoChatbots: readonly DemoChatbot[] = [
  {
    name: 'support-bot',
    title: 'Support bot',
    purpose: 'Answers customers on refunds, shipping and opening hours.',
    riskClass: 'limited',
    versions: [
      {
        version: '1.6.0-4be1d07-88',
        daysAgo: 41,
        prompt: CAREFUL,
        temperature: 0.2,
        dataset: '14',
        scores: { ...good, lexical_faithfulness: 0.83 },
        staging: 'deployed',
        production: 'deployed',
      },
      {
        version: '1.7.0-90aa3c1-93',
        daysAgo: 27,
        prompt: WARMER,
        temperature: 0.2,
        dataset: '14',
        scores: good,
        staging: 'deployed',
        production: 'deployed',
      },
      {
        version: '1.8.2-77bc519-101',
        daysAgo: 4,
        prompt: SAFER,
        temperature: 0.4,
        dataset: '14',
        scores: { ...good, lexical_faithfulness: 0.91 },
        staging: 'deployed',
        production: 'half-approved',
      },
      {
        // A new dataset: what runs has not been evaluated on it, so the comparison is inconclusive and says how to mend that.
        version: '1.9.0-3fa2b84-104',
        daysAgo: 1,
        prompt: SAFER,
        temperature: 0.4,
        dataset: '15',
        scores: { ...good, lexical_faithfulness: 0.92 },
      },
    ],
  },
  {
    name: 'hr-bot',
    title: 'HR bot',
    purpose: 'Answers employees on leave, benefits and travel.',
    riskClass: 'high',
    versions: [
      {
        version: '0.3.9-1c2d7e0-31',
        daysAgo: 33,
        prompt: CAREFUL,
        temperature: 0.1,
        dataset: '5',
        scores: { ...good, lexical_faithfulness: 0.9 },
        staging: 'deployed',
        production: 'deployed',
      },
      {
        version: '0.4.0-77aa012-35',
        daysAgo: 12,
        prompt: WARMER,
        temperature: 0.6,
        dataset: '5',
        scores: { ...good, lexical_faithfulness: 0.87 },
        staging: 'deployed',
        production: 'rejected',
      },
      {
        version: '0.4.1-aa10c3f-38',
        daysAgo: 2,
        prompt: WARMER,
        temperature: 0.8,
        dataset: '5',
        scores: { ...good, lexical_faithfulness: 0.74 },
      },
    ],
  },
  {
    name: 'docs-bot',
    title: 'Docs bot',
    purpose: 'Finds answers in the developer documentation.',
    riskClass: 'minimal',
    versions: [
      {
        version: '2.1.0-0d31f6a-58',
        daysAgo: 20,
        prompt: CAREFUL,
        temperature: 0,
        dataset: '3',
        scores: { ...good, retrieval_hit_rate: 0.9 },
        staging: 'deployed',
        production: 'deployed',
      },
      {
        version: '2.2.0-e58b2d9-61',
        daysAgo: 0.1,
        prompt: SAFER,
        temperature: 0,
        dataset: '3',
        scores: { ...good, retrieval_hit_rate: 0.96 },
        staging: 'deployed',
        production: 'rolling-out',
      },
    ],
  },
  {
    name: 'returns-assistant',
    title: 'Returns assistant',
    purpose: 'Guides customers through a return.',
    riskClass: 'limited',
    versions: [
      {
        version: '0.1.0-5ce0a77-2',
        daysAgo: 3,
        prompt: CAREFUL,
        temperature: 0.2,
        dataset: '1',
        scores: { ...good, refusal_accuracy: 0.71 },
      },
    ],
  },
];
