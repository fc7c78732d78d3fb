import { reasonOf } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ScmHost,
  ScmHosts,
  ScmRun,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { ChatbotRow, findVisibleChatbot } from '../database/chatbots';
import { ChatbotScope } from '../database/ChatbotScope';
import { Clock } from '../database/Clock';
import { pageOn } from '../records/workflows';

/** Runs that are shown. */
const SHOWN = 5;
/** How far back runs are asked for, in milliseconds. */
const PERIOD_MS = 24 * 60 * 60_000;
/** For how long an answer of the host serves everybody who looks, in milliseconds. */
const FRESH_MS = 5_000;
/** How long a page waits for the host at most, in milliseconds. */
const PATIENCE_MS = 10_000;
/** Answers that are remembered. */
const REMEMBERED = 500;

/** Tells what the pipelines of chatbots do at the moment, from their git hosts. */
export class HostRuns {
  readonly #options: { knex: Knex; clock: Clock; scmHosts: ScmHosts };
  readonly #answers = new Map<
    string,
    { at: number; answer: Promise<Api.HostRunList> }
  >();

  constructor(options: { knex: Knex; clock: Clock; scmHosts: ScmHosts }) {
    this.#options = options;
  }

  /**
   * The last runs of a chatbot's repository. A host that can't be asked is no error: the page says so. Throws `chatbot-unknown`.
   */
  async list(name: string, scope: ChatbotScope): Promise<Api.HostRunList> {
    const { knex, clock } = this.#options;
    const chatbot = await findVisibleChatbot(knex, name, scope);
    const now = clock.now().getTime();
    const known = this.#answers.get(name);
    if (known && now - known.at < FRESH_MS) {
      return known.answer;
    }
    const answer = this.#ask(chatbot, now).catch(error => {
      const { reason: reasonCode, message } = reasonOf(error) ?? {
        reason: 'scm-unavailable' as const,
        message: 'The git host did not answer',
      };
      return { items: [], reasonCode, reason: message };
    });
    this.#answers.delete(name);
    this.#answers.set(name, { at: now, answer });
    if (this.#answers.size > REMEMBERED) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest);
    }
    return answer;
  }

  async #ask(chatbot: ChatbotRow, now: number): Promise<Api.HostRunList> {
    const host = this.#options.scmHosts.byHostname(chatbot.repository_host);
    ScmHosts.require(host, 'runs');
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const repository = await host.repository({
      url: chatbot.repository_url,
      id: chatbot.repository_id,
      signal,
    });
    const runs = await host.runs(repository, {
      since: new Date(now - PERIOD_MS).toISOString(),
      signal,
    });
    const open = runs.filter(isUnderWay);
    const ended = runs.filter(run => !isUnderWay(run));
    return {
      items: [...open, ...ended]
        .slice(0, SHOWN)
        .map(run => toHostRun(run, host)),
    };
  }
}

function isUnderWay({ state }: ScmRun): boolean {
  return state === 'waiting' || state === 'running';
}

function toHostRun(run: ScmRun, host: ScmHost): Api.HostRun {
  const { id, workflow, title, state } = run;
  const url = pageOn(host, run.url);
  return { id, workflow, title, state, ...(url ? { url } : {}) };
}
