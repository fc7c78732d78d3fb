/** A client of the portal's pipeline API. Each method may be repeated. */
export interface PortalClient {
  /** Reports a model version; the run is added when the report names none. */
  reportModelVersion(report: object): Promise<unknown>;
  /** Reports an evaluation; the run is added when the report names none. */
  reportEvaluation(report: object): Promise<unknown>;
  /** Requests a promotion of `version` to `stage`. */
  requestPromotion(request: object): Promise<unknown>;
  /** Promotions of the token's chatbot, all or those in a state. */
  listPromotions(state?: string): Promise<unknown>;
  /** One promotion. */
  getPromotion(promotionId: string): Promise<unknown>;
  /** A deployment with the steps reported so far. */
  getDeployment(deploymentId: string): Promise<unknown>;
  /** Reports one step of a deployment. */
  reportStep(deploymentId: string, step: object): Promise<unknown>;
  /** Reports how a deployment ended. */
  reportOutcome(deploymentId: string, outcome: object): Promise<unknown>;
}

/**
 * Makes a client.
 *
 * @param options - address of the portal's backend, `CHATBOT_PORTAL_URL` when absent;
 * pipeline token, `CHATBOT_PORTAL_TOKEN` or an exchanged identity token when absent
 */
export function createPortalClient(options?: {
  url?: string;
  token?: string;
}): PortalClient;

/** What a report of an evaluation may hold; lengths count code points. */
export const limits: Readonly<{
  /** Samples of one evaluation. */
  samples: number;
  /** Slices of one evaluation: a topic has one for each metric. */
  slices: number;
  /** Metrics of one evaluation. */
  metrics: number;
  /** Characters of the name of a metric, dataset, judge, topic, sample or suite. */
  name: number;
  /** Characters of what a sample asks. */
  input: number;
  /** Characters of what a sample expects. */
  expected: number;
  /** Characters of what was answered. */
  output: number;
  /** Characters of the reason that a judge gives for one score. */
  reason: number;
}>;

/**
 * Throws, with each place, what the portal would refuse of an evaluation's report: names, texts, numbers and counts. Sends nothing, and
 * takes a report that is not whole yet, such as a dataset as samples without scores before the first question is asked.
 *
 * @param options - `place` says where the value at a path such as `['samples', 11, 'slice']` comes from, such as `golden.jsonl:12`
 */
export function assertReportable(
  report: object,
  options?: {
    place?: (path: ReadonlyArray<string | number>) => string | undefined;
  },
): void;
