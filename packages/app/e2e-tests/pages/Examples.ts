import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Entity } from '@backstage/catalog-model';
import { eventually } from '../eventually';
import { PortalClient } from '../PortalClient';
import { LONGEST } from './longestNames';

const MINUTE = 60_000;
/** Our kinds, and of what type the one shown is. */
const KINDS = {
  version: { kind: 'modelversion', type: 'model-version' },
  evaluation: { kind: 'modelevaluation', type: 'golden' },
  stage: { kind: 'deploymentstage', type: 'production' },
  approval: { kind: 'promotionapproval', type: 'production' },
} as const;

/** What of one chatbot the pages show, and where it is found. */
export interface ChatbotExample {
  chatbot: string;
  /** Newest first. */
  versions: string[];
  /** The newest evaluation of the golden suite. */
  evaluation: string;
  /** The newest promotion in a state. */
  promotion(state: Api.PromotionState): string;
  /** The first promotion to a stage. */
  firstTo(stage: string): string;
  /** The page of an entity of one of our kinds. */
  entity(kind: keyof typeof KINDS): string;
}

const CHATBOTS = {
  support: 'support-bot',
  hr: 'hr-bot',
  docs: 'docs-bot',
  longest: LONGEST.chatbot,
};
/** The last one that the example history makes. */
const LAST = 'returns-assistant';

/** The chatbots of the example history, and the one with the longest names. */
export type ExampleName = keyof typeof CHATBOTS;

/** Where to find what is known of a chatbot. */
export type Examples = (name: ExampleName) => ChatbotExample;

async function entityPath(
  reader: PortalClient,
  { title }: Api.Chatbot,
  { kind, type }: (typeof KINDS)[keyof typeof KINDS],
): Promise<string> {
  const { metadata } = await eventually<Entity>(
    async () => {
      const filter = encodeURIComponent(`kind=${kind},spec.type=${type}`);
      const path = `/api/catalog/entities/by-query?limit=500&filter=${filter}`;
      const { items } = await (await reader.get(path)).json();
      return items.find((item: Entity) =>
        item.metadata.title?.startsWith(`${title} · `),
      );
    },
    { what: `A ${kind} of ${title}`, timeout: MINUTE },
  );
  return `/catalog/${metadata.namespace}/${kind}/${metadata.name}`;
}

async function chatbotExample(
  reader: PortalClient,
  chatbot: string,
): Promise<ChatbotExample> {
  const versions = await reader.versions(chatbot);
  const promotions = await reader.promotions(chatbot);
  const path = `/api/chatbots/v1/chatbots/${chatbot}`;
  const overview: Api.ChatbotOverview = await (await reader.get(path)).json();
  const answer = await reader.get(`${path}/evaluations`);
  const evaluations: Api.Evaluation[] = (await answer.json()).items;
  const entities = new Map<string, string>();
  for (const [name, wanted] of Object.entries(KINDS)) {
    entities.set(name, await entityPath(reader, overview.chatbot, wanted));
  }
  return {
    chatbot,
    versions: versions.map(({ version }) => version),
    evaluation:
      evaluations.find(({ suite }) => suite === 'golden')?.id ?? 'none',
    promotion: state =>
      promotions.find(found => found.state === state)?.id ?? 'none',
    firstTo: stage =>
      promotions.findLast(found => found.stage === stage)?.id ?? 'none',
    entity: kind => entities.get(kind) ?? '/',
  };
}

/** Reads where everything of these chatbots is, once all of it is there. */
export async function readExamples(
  reader: PortalClient,
  names: ExampleName[],
): Promise<Examples> {
  await eventually(
    async () => {
      const answer = await reader.get('/api/chatbots/v1/chatbots');
      const { items }: Api.ChatbotList = await answer.json();
      const last = items.find(({ chatbot }) => chatbot.name === LAST);
      return last?.quality ? true : undefined;
    },
    { what: 'The example history is there', timeout: 3 * MINUTE },
  );
  const known = new Map<ExampleName, ChatbotExample>();
  for (const name of names) {
    known.set(name, await chatbotExample(reader, CHATBOTS[name]));
  }
  return name => {
    const found = known.get(name);
    if (!found) {
      throw new Error(`Nothing was read of ${name}`);
    }
    return found;
  };
}
