import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { GateService } from '../governance/gates/GateService';

/** Gates that are evaluated for each question. */
export type EvaluatedGates = Omit<GateService, 'ofPromotion'>;

/**
 * Gates for pages and lists, which must work before the first policy is in force: then there are none, and no verdict.
 * Promotions go on asking the gates themselves and are refused.
 */
export class GatesInForce implements EvaluatedGates {
  readonly #gates: GateService;

  constructor(options: { gates: GateService }) {
    this.#gates = options.gates;
  }

  async explain(
    chatbot: string,
    version: string,
    stage?: string,
  ): Promise<Api.Gate[]> {
    return orWithoutPolicy(this.#gates.explain(chatbot, version, stage), []);
  }

  async evaluateAll(
    ...question: Parameters<GateService['evaluateAll']>
  ): ReturnType<GateService['evaluateAll']> {
    return orWithoutPolicy(this.#gates.evaluateAll(...question), []);
  }

  async headline(chatbot: string): ReturnType<GateService['headline']> {
    return orWithoutPolicy(this.#gates.headline(chatbot), undefined);
  }

  async thresholds(chatbot: string): ReturnType<GateService['thresholds']> {
    return orWithoutPolicy(this.#gates.thresholds(chatbot), []);
  }
}

async function orWithoutPolicy<T>(answer: Promise<T>, none: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isErrorWithReason(error, 'policy-not-active')) {
      return none;
    }
    throw error;
  }
}
