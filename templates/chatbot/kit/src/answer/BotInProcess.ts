import { readConfiguration } from '../config/configuration.ts';
import type { Answer, ChatService } from './ChatService.ts';
import { createChat } from './createChat.ts';
import { loadBot } from './defineBot.ts';
import { QuestionTrace, type AnswerTrace } from './QuestionTrace.ts';

/** An answer with how it came about. */
export interface TracedAnswer {
  answer: Answer;
  trace: AnswerTrace;
  milliseconds: number;
}

/** The bot of a folder without a server: the working copy, or an archive that was unpacked. */
export class BotInProcess {
  readonly #chat: Pick<ChatService, 'ask'>;
  readonly #timeoutMs: number;
  /** Provider and name of the model that answers. */
  readonly model: string;
  /** Says why the local model answers in place of the configured one, where it does. */
  readonly modelFallback: string | undefined;

  private constructor(
    chat: Pick<ChatService, 'ask'>,
    timeoutMs: number,
    model: string,
    modelFallback: string | undefined,
  ) {
    this.#chat = chat;
    this.#timeoutMs = timeoutMs;
    this.model = model;
    this.modelFallback = modelFallback;
  }

  /** @throws ConfigurationError, and whatever keeps the bot from starting */
  static async open(
    root: string,
    env: NodeJS.ProcessEnv,
  ): Promise<BotInProcess> {
    // What is asked here is no deployment, whatever the environment says about one.
    const configuration = readConfiguration(root, {
      ...env,
      CHATBOT_DIGEST: '',
    });
    const { model, modelFallback, environment } = configuration;
    const { chat } = await createChat(root, configuration, await loadBot(root));
    return new BotInProcess(
      chat,
      environment.REQUEST_TIMEOUT_MS,
      `${model.provider}/${model.name}`,
      modelFallback,
    );
  }

  /** Answers as the server would, and tells how. */
  async ask(question: string): Promise<TracedAnswer> {
    const trace = QuestionTrace.create();
    const started = performance.now();
    const answer = await this.#chat.ask(question, {
      signal: AbortSignal.timeout(this.#timeoutMs),
      callbacks: [trace],
    });
    return {
      answer,
      trace: trace.result(),
      milliseconds: performance.now() - started,
    };
  }
}
