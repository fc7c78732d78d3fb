import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { END, START, StateGraph } from '@langchain/langgraph';
import { rewriteQuestion } from '../conversation/rewriteQuestion.ts';
import type { PersonalData } from '../privacy/PersonalData.ts';
import { checkCitations, withoutCitationMarks } from './guards/citations.ts';
import { leaksPrompt } from './guards/leaksPrompt.ts';
import { withholdInstructions } from './guards/withholdInstructions.ts';
import type { BotWords, Prompts } from './prompts.ts';
import type { Passage, Retriever } from '../retrieval/passages.ts';
import { ChatState } from './state.ts';
import type { Telemetry } from '../server/telemetry.ts';
import { escapeMarkup } from '../text/markup.ts';

/** What the graph works with. Everything that reaches outside comes in here, so a test can replace it. */
export interface GraphParts {
  model: BaseChatModel;
  retriever: Pick<Retriever, 'retrieve'>;
  prompts: Prompts;
  telemetry: Telemetry;
  /** What the system prompt is told: for whom it answers, and how it refuses. */
  words: BotWords;
  personalData: PersonalData;
}

/** What a run is told beside the question. It is no state: nothing keeps it for a later run of somebody else. */
interface Asked {
  /** The caller's groups, as the door checked them. */
  configurable?: { groups?: readonly string[] };
  signal?: AbortSignal;
}

/** Passages as the prompt quotes them: numbered, escaped, without sentences that talk to the model. */
export function quotePassages(passages: Passage[]): {
  text: string;
  withheld: number;
} {
  const quoted = passages.map(({ title, text }, i) => {
    const safe = withholdInstructions(text);
    const body = `<passage number="${i + 1}" title="${escapeMarkup(
      title,
    )}">${escapeMarkup(withoutCitationMarks(safe.text))}</passage>`;
    return { body, withheld: safe.withheld };
  });
  return {
    text: quoted.map(({ body }) => body).join('\n'),
    withheld: quoted.reduce((sum, { withheld }) => sum + withheld, 0),
  };
}

/** Builds the graph: rewrite, retrieve, generate, guard. A question for which nothing is found never reaches the model. */
export function createGraph({
  model,
  retriever,
  prompts,
  telemetry,
  words,
  personalData,
}: GraphParts) {
  const { refusal: refusalText } = words;
  const systemPrompt = prompts.render('system', words);

  async function rewrite({ question, history }: ChatState, { signal }: Asked) {
    const { asked, usage } = await rewriteQuestion(question, history, {
      model,
      prompts,
      ...(signal && { signal }),
    });
    countTokens(usage);
    return { asked: personalData.mask(asked).text };
  }

  async function retrieve(
    { question, asked = question }: ChatState,
    { configurable, signal }: Asked,
  ) {
    const passages = await retriever.retrieve(asked, {
      groups: configurable?.groups ?? [],
      ...(signal && { signal }),
    });
    return { passages };
  }

  function countTokens(usage?: {
    input_tokens: number;
    output_tokens: number;
  }) {
    telemetry.tokens.inc({ kind: 'input' }, usage?.input_tokens ?? 0);
    telemetry.tokens.inc({ kind: 'output' }, usage?.output_tokens ?? 0);
  }

  async function generate(
    { question, asked = question, passages }: ChatState,
    { signal }: { signal?: AbortSignal },
  ) {
    const quoted = quotePassages(passages);
    telemetry.injectionsWithheld.inc(quoted.withheld);
    const prompt = prompts.render('answer', {
      passages: quoted.text,
      question: escapeMarkup(asked),
    });
    const messages = [
      new SystemMessage(systemPrompt),
      new HumanMessage(prompt),
    ];
    const reply = await model.invoke(messages, signal ? { signal } : {});
    countTokens(reply.usage_metadata);
    return { draft: reply.text };
  }

  function guard({ draft, passages }: ChatState) {
    if (leaksPrompt(draft, systemPrompt, refusalText)) {
      return refuse('prompt-leak');
    }
    if (draft.trim() === '' || draft.includes(refusalText)) {
      return refuse('not-answered');
    }
    const { found, spans } = personalData.mask(draft);
    for (const [kind, times] of Object.entries(found)) {
      telemetry.redactions.inc({ kind }, times);
    }
    if (spans.length > 0) {
      // What was asked for is what was removed: the rest would only say that it exists.
      return refuse('personal-data');
    }
    const { answer, cited, valid } = checkCitations(draft, passages);
    return valid ? { answer, citations: cited } : refuse('unsupported');
  }

  function refuse(refusal: NonNullable<ChatState['refusal']>) {
    telemetry.refusals.inc({ reason: refusal });
    return { answer: refusalText, citations: [], refusal };
  }

  return new StateGraph(ChatState)
    .addNode('rewrite', rewrite)
    .addNode('retrieve', retrieve)
    .addNode('generate', generate)
    .addNode('guard', guard)
    .addNode('refuse', () => refuse('nothing-found'))
    .addEdge(START, 'rewrite')
    .addEdge('rewrite', 'retrieve')
    .addConditionalEdges(
      'retrieve',
      ({ passages }) => (passages.length === 0 ? 'refuse' : 'generate'),
      ['refuse', 'generate'],
    )
    .addEdge('generate', 'guard')
    .addEdge('guard', END)
    .addEdge('refuse', END)
    .compile();
}

/** The compiled graph. */
export type ChatGraph = ReturnType<typeof createGraph>;
