import * as z from 'zod';
import { disclosureFor } from '../answer/guards/disclosure.ts';
import { AccessSettings } from '../door/access.ts';
import { PersonalData } from '../privacy/PersonalData.ts';

/** A language as BCP 47 names it, for example `en`, `de` or `zh-Hant`. */
const Language = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/,
    'a language is written as in "en", "pt-BR" or "zh-Hant"',
  );

/** A text in each language of the bot. */
const Texts = z.record(Language, z.string().trim().min(1).max(1_000));

/** A file or folder of the repository. */
const RepositoryPath = z
  .string()
  .min(1)
  .refine(path => !path.startsWith('/') && !path.split('/').includes('..'), {
    message: 'a path is relative to the repository and stays in it',
  });

/** How the model is called. */
export const ModelSettings = z.strictObject({
  provider: z.enum(['local', 'openai', 'anthropic']),
  name: z.string().min(1),
  revision: z.string().min(1).optional(),
  temperature: z.number().min(0).max(2),
  maxOutputTokens: z.number().int().min(16).max(8192),
});
/** See the schema of the same name. */
export type ModelSettings = z.infer<typeof ModelSettings>;

/** The deterministic model that needs no key and no network. */
export const LOCAL_MODEL: ModelSettings = {
  provider: 'local',
  name: 'extractive-1',
  temperature: 0,
  maxOutputTokens: 400,
};

/** Which embeddings tell how near two texts are. */
const EmbeddingsSettings = z.discriminatedUnion('provider', [
  /** The English weights of the layer `embeddings-local`, in this process. */
  z.strictObject({ provider: z.literal('local') }),
  z.strictObject({ provider: z.literal('openai'), name: z.string().min(1) }),
]);
/** See the schema of the same name. */
export type EmbeddingsSettings = z.infer<typeof EmbeddingsSettings>;

/** How many passages the model gets. */
const TopK = z.number().int().min(1).max(50).default(4);

/** How passages are found. Part of the model version: another value answers differently. */
export const RetrieverSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keyword'), topK: TopK }),
  z.strictObject({
    kind: z.literal('hybrid'),
    topK: TopK,
    /** How much meaning counts beside words, 0 to 1; 0.7 without it. */
    vectorWeight: z.number().min(0).max(1).optional(),
    embeddings: EmbeddingsSettings.prefault({ provider: 'local' }),
  }),
]);
/** See the schema of the same name. */
export type RetrieverSettings = z.infer<typeof RetrieverSettings>;

/** Where the documents are, and how they are read. */
export const DocumentsSettings = z.strictObject({
  folder: RepositoryPath.default('data/documents'),
  /** Encoding of texts that are no UTF-8, by its WHATWG name. */
  fallbackEncoding: z.string().min(1).optional(),
  /** Label of rights: one for all, or by folder or document. */
  rights: z
    .union([z.string().min(1), z.record(z.string(), z.string().min(1))])
    .optional(),
  /** Groups that may read, by folder or document. Whoever asks without these groups gets nothing of it. */
  groups: z.record(z.string(), z.array(z.string().min(1))).optional(),
  /** Patterns of paths that are left out on purpose. */
  exclude: z.array(z.string().min(1)).optional(),
  /** Longest passage, in UTF-16 code units. */
  maxPassageCharacters: z.number().int().min(200).max(20_000).optional(),
  /** Highest share of documents that may be unreadable, 0 to 1; 0.05 without it. */
  maxDroppedShare: z.number().min(0).max(1).optional(),
});
/** See the schema of the same name. */
export type DocumentsSettings = z.infer<typeof DocumentsSettings>;

/** What must not go in or out. */
const GuardSettings = z.strictObject({
  personalData: z
    .strictObject({
      /** ISO 3166-1 codes of the countries whose telephone and tax numbers are read without a country code. */
      countries: z.array(z.string().regex(/^[A-Z]{2}$/)).default(['DE', 'US']),
      /** The team's own contacts, which stay readable: addresses, domains, telephone numbers. */
      allow: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
});

/** How people ask one question after another. */
const ConversationSettings = z.strictObject({
  /** Without conversations, each question stands alone. */
  enabled: z.boolean().default(true),
  /** Where they are kept: in the process, or in the PostgreSQL that `CONVERSATION_DATABASE_URL` names. */
  store: z.enum(['memory', 'postgres']).default('memory'),
  /** Questions in one conversation. */
  maxTurns: z.number().int().min(2).max(200).default(20),
  /** How much of what was said is kept and told to the model, in UTF-16 code units; the oldest goes first. */
  historyCharacters: z.number().int().min(200).max(50_000).default(4_000),
  /** Conversations of one person who is signed in; when another begins, the one used longest ago ends. */
  maxThreadsPerSubject: z.number().int().min(1).max(1_000).default(20),
  /** The same for all people together who are not signed in. */
  maxAnonymousThreads: z.number().int().min(1).max(1_000_000).default(2_000),
  /** A conversation is deleted when nobody has used it for so long. */
  expiryMinutes: z.number().int().min(1).max(43_200).default(60),
});
/** See the schema of the same name. */
export type ConversationSettings = z.infer<typeof ConversationSettings>;

/** `chatbot.config.json`: what makes this chatbot this team's own. */
export const BotConfig = z
  .strictObject({
    $schema: z.string().optional(),
    /** What people read above the chat. */
    title: z.string().trim().min(1).max(100),
    /** Who asks, in the words of the system prompt: "employees", "customers of the shop". */
    audience: z.string().trim().min(1).max(200),
    /** The languages the bot answers in; the first is the one it falls back to. */
    languages: z.array(Language).min(1).max(20),
    /** What the bot says when it has no answer, by language. */
    refusal: Texts,
    /** What a person reads before the first question, by language: that it is an AI system. There are defaults in some languages. */
    disclosure: Texts.prefault({}),
    documents: DocumentsSettings.prefault({}),
    /** The dataset in force of each suite. Changed questions are a new file: `v2.jsonl`. */
    datasets: z.strictObject({
      smoke: RepositoryPath,
      golden: RepositoryPath,
    }),
    retriever: RetrieverSettings.prefault({ kind: 'keyword' }),
    model: ModelSettings,
    guards: GuardSettings.prefault({}),
    /** Who may ask, from which pages, and how much. */
    access: AccessSettings.prefault({ kind: 'none' }),
    conversation: ConversationSettings.prefault({}),
  })
  .superRefine(({ languages, refusal, disclosure, guards }, context) => {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    for (const language of languages) {
      if (refusal[language] === undefined) {
        refuse(['refusal'], `has no text for the language "${language}"`);
      }
      const said = messageOf(() =>
        disclosureFor([language], { texts: disclosure }),
      );
      if (said !== undefined) {
        refuse(['disclosure'], said);
      }
    }
    const wrong = messageOf(() => PersonalData.create(guards.personalData));
    if (wrong !== undefined) {
      refuse(['guards', 'personalData'], wrong);
    }
  });
/** See the schema of the same name. */
export type BotConfig = z.infer<typeof BotConfig>;

/** What an action throws, where it throws. */
function messageOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The JSON Schema of `chatbot.config.json`, by which editors complete and check it. */
export function botConfigJsonSchema(): object {
  return z.toJSONSchema(BotConfig, { io: 'input', target: 'draft-7' });
}
