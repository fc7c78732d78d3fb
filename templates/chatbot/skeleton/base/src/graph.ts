import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { END, START, StateGraph } from '@langchain/langgraph';
import { leaksPrompt, REFUSAL, withholdInstructions } from './guards.ts';
import type { Prompts } from './prompts.ts';
import { redactPersonalData } from './redaction.ts';
import type { Retriever } from './retrieval.ts';
import { ChatState, type Passage } from './state.ts';
import type { Telemetry } from './telemetry.ts';
import { escapeMarkup } from './text/markup.ts';

/** What the graph works with. Everything that reaches outside comes in here, so a test can replace it. */
export interface GraphParts {
  model: BaseChatModel;
  retriever: Retriever;
  prompts: Prompts;
  telemetry: Telemetry;
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
    )}">${escapeMarkup(safe.text)}</passage>`;
    return { body, withheld: safe.withheld };
  });
  return {
    text: quoted.map(({ body }) => body).join('\n'),
    withheld: quoted.reduce((sum, { withheld }) => sum + withheld, 0),
  };
}

/** Builds the graph: retrieve, generate, guard. A question for which nothing is found never reaches the model. */
export function createGraph({
  model,
  retriever,
  prompts,
  telemetry,
}: GraphParts) {
  const systemPrompt = prompts.render('system', { refusal: REFUSAL });

  async function retrieve({ question }: ChatState) {
    return { passages: await retriever.retrieve(question) };
  }

  async function generate(
    { question, passages }: ChatState,
    { signal }: { signal?: AbortSignal },
  ) {
    const quoted = quotePassages(passages);
    telemetry.injectionsWithheld.inc(quoted.withheld);
    const prompt = prompts.render('answer', {
      passages: quoted.text,
      question: escapeMarkup(question),
    });
    const messages = [
      new SystemMessage(systemPrompt),
      new HumanMessage(prompt),
    ];
    const reply = await model.invoke(messages, signal ? { signal } : {});
    const usage = reply.usage_metadata;
    telemetry.tokens.inc({ kind: 'input' }, usage?.input_tokens ?? 0);
    telemetry.tokens.inc({ kind: 'output' }, usage?.output_tokens ?? 0);
    return { draft: reply.text };
  }

  function guard({ draft, passages }: ChatState) {
    if (leaksPrompt(draft, systemPrompt)) {
      return refuse('prompt-leak');
    }
    if (draft.trim() === '' || draft.includes(REFUSAL)) {
      return refuse('not-answered');
    }
    const { text, found } = redactPersonalData(draft);
    for (const [kind, times] of Object.entries(found)) {
      telemetry.redactions.inc({ kind }, times);
    }
    if (text !== draft) {
      // What was asked for is what was removed: the rest would only say that it exists.
      return refuse('personal-data');
    }
    return { answer: text, citations: citedIn(text, passages) };
  }

  function refuse(refusal: NonNullable<ChatState['refusal']>) {
    telemetry.refusals.inc({ reason: refusal });
    return { answer: REFUSAL, citations: [], refusal };
  }

  return new StateGraph(ChatState)
    .addNode('retrieve', retrieve)
    .addNode('generate', generate)
    .addNode('guard', guard)
    .addNode('refuse', () => refuse('nothing-found'))
    .addEdge(START, 'retrieve')
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

/** Ids of the passages whose number stands in the text; a number without a passage is no citation. */
function citedIn(text: string, passages: Passage[]): string[] {
  const numbers = [...text.matchAll(/\[(\d+)\]/g)].map(([, number]) =>
    Number(number),
  );
  const ids = numbers
    .map(number => passages[number - 1]?.id)
    .filter(id => id !== undefined);
  return [...new Set(ids)];
}
