import type { JsonObject } from '@backstage/types';
import { assertReportable, type ReportableOptions } from './assertReportable';
import { obtainToken } from './obtainToken';
import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';
import { pipelineRun } from './pipelineRun';
import { fieldOf, sendJson } from './sendJson';
import { splitReport } from './splitReport';

/**
 * Speaks to the portal's pipeline API. Each method may be repeated: the same report
 * twice is one record.
 *
 * @public
 */
export class PipelineClient {
  readonly #portalUrl: string;
  readonly #host: PipelineHost;
  /** A stored token that expired stays expired; an exchanged one lives for minutes, and a rollout may take longer. */
  readonly #isStored: boolean;
  #token: Promise<string> | undefined;

  /**
   * Checks the address, and asks for nothing yet.
   *
   * @param options - `portalUrl` is that of the portal's backend,
   * `CHATBOT_PORTAL_URL` when absent; `token` a pipeline token, else obtained as
   * {@link obtainToken} says, when first needed
   */
  static create(options: {
    host: PipelineHost;
    portalUrl?: string;
    token?: string;
  }): PipelineClient {
    const { host, token } = options;
    const portalUrl = options.portalUrl ?? host.env.CHATBOT_PORTAL_URL;
    if (!portalUrl || !URL.canParse(portalUrl)) {
      throw PipelineError.create(`'${portalUrl ?? ''}' is no address`, {
        hint: "Set CHATBOT_PORTAL_URL to the address of the portal's backend.",
      });
    }
    return new PipelineClient(portalUrl.replace(/\/+$/, ''), host, token);
  }

  private constructor(
    portalUrl: string,
    host: PipelineHost,
    token: string | undefined,
  ) {
    this.#portalUrl = portalUrl;
    this.#host = host;
    this.#isStored = Boolean(token ?? host.env.CHATBOT_PORTAL_TOKEN);
    this.#token = token === undefined ? undefined : Promise.resolve(token);
  }

  /** Reports a model version; the run is added when the report names none. */
  reportModelVersion(report: JsonObject): Promise<unknown> {
    return this.#post('versions', this.#withRun(report));
  }

  /**
   * Reports an evaluation; the run is added when the report names none. One that is too large for a request is sent in parts, and
   * recorded when the last has come. Rejects what {@link assertReportable} refuses.
   */
  async reportEvaluation(
    report: JsonObject,
    options?: ReportableOptions,
  ): Promise<unknown> {
    assertReportable(report, options);
    const { head, parts } = splitReport(this.#withRun(report));
    const answer = await this.#post('evaluations', head);
    if (parts.length === 0) {
      return answer;
    }
    const path = `evaluations/${encodeURIComponent(openId(answer))}`;
    for (const [index, part] of parts.entries()) {
      await this.#send('PUT', `${path}/parts/${index + 1}`, part);
    }
    return this.#post(`${path}/complete`, undefined);
  }

  /** Requests a promotion of `version` to `stage`. */
  requestPromotion(request: JsonObject): Promise<unknown> {
    return this.#post('promotions', this.#withRun(request));
  }

  /** Promotions of the token's chatbot, all or those in a state. */
  listPromotions(state?: string): Promise<unknown> {
    const query = state ? `?state=${encodeURIComponent(state)}` : '';
    return this.#get(`promotions${query}`);
  }

  /** One promotion. */
  getPromotion(promotionId: string): Promise<unknown> {
    return this.#get(`promotions/${encodeURIComponent(promotionId)}`);
  }

  /** Has the portal run every check again and issue the permit. */
  fetchPermit(promotionId: string): Promise<unknown> {
    return this.#post(
      `promotions/${encodeURIComponent(promotionId)}/permit`,
      undefined,
    );
  }

  /** Consumes a permit for a model version's digest and opens the deployment. */
  consumePermit(
    permitId: string,
    consumption: { idempotencyKey: string; digest: string },
  ): Promise<unknown> {
    return this.#post(
      `permits/${encodeURIComponent(permitId)}/consume`,
      this.#withRun(consumption),
    );
  }

  /** A deployment with the steps reported so far. */
  getDeployment(deploymentId: string): Promise<unknown> {
    return this.#get(`deployments/${encodeURIComponent(deploymentId)}`);
  }

  /** Reports one step of a deployment. */
  reportStep(deploymentId: string, step: JsonObject): Promise<unknown> {
    return this.#post(
      `deployments/${encodeURIComponent(deploymentId)}/steps`,
      step,
    );
  }

  /** Reports how a deployment ended. */
  reportOutcome(deploymentId: string, outcome: JsonObject): Promise<unknown> {
    return this.#post(
      `deployments/${encodeURIComponent(deploymentId)}/outcome`,
      outcome,
    );
  }

  #withRun(body: JsonObject): JsonObject {
    return { ...body, run: body.run ?? { ...pipelineRun(this.#host.env) } };
  }

  #get(path: string): Promise<unknown> {
    return this.#send('GET', path, undefined);
  }

  #post(path: string, body: JsonObject | undefined): Promise<unknown> {
    return this.#send('POST', path, body);
  }

  async #send(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: JsonObject | undefined,
  ): Promise<unknown> {
    const url = `${this.#portalUrl}/api/chatbots/pipeline/v1/${path}`;
    const send = async (token: Promise<string>) =>
      sendJson({ method, url, token: await token, body }, this.#host);
    this.#token ??= obtainToken(this.#portalUrl, this.#host);
    const token = this.#token;
    try {
      return await send(token);
    } catch (error) {
      if (this.#isStored || !isExpired(error)) {
        throw error;
      }
      // Unless another request, which failed at the same time, has asked already.
      if (this.#token === token) {
        this.#token = obtainToken(this.#portalUrl, this.#host);
      }
      return send(this.#token);
    }
  }
}

function openId(answer: unknown): string {
  const id = fieldOf(answer, 'id');
  if (typeof id !== 'string') {
    throw PipelineError.create('The portal opened no evaluation for its parts');
  }
  return id;
}

function isExpired(error: unknown): boolean {
  return (
    error instanceof PipelineError &&
    error.status === 401 &&
    error.reason === 'token-expired'
  );
}
