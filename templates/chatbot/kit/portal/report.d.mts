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
