import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ResolvedRules } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { ChatbotRow } from '../../database/chatbots';
import { ModelVersionRow } from '../../database/modelVersions';
import { PromotionRecord } from '../../records/promotions';

/** A gate as it was evaluated. */
export type EvaluatedGate = Api.Gate & { verdict: Api.Verdict };

/** A gate of one version with what it was evaluated by. */
export interface GateEvaluation {
  version: ModelVersionRow;
  rules: ResolvedRules;
  gate: EvaluatedGate;
  /** When time alone can change what the checks say, for the first time; absent when it never can. */
  holdsUntil: Date | undefined;
}

/** What of a promotion its gate rests on. */
export type PromotionUnderGate = Pick<
  PromotionRecord,
  'id' | 'row' | 'rules' | 'contributors'
>;

/** Explains what policy asks of a version. */
export interface GateService {
  /**
   * The gates of every stage that promotions lead to, or of one stage, as they stand now. Whether reviewers can be told apart
   * from contributors is evaluated for a promotion only, which knows them.
   * Throws `chatbot-unknown`, `version-unknown` or `stage-unknown`.
   */
  explain(
    chatbot: string,
    version: string,
    stage?: string,
  ): Promise<Api.Gate[]>;
  /**
   * The gate of a promotion as it stands now, with what only a promotion has: contributors, and answers of outside systems.
   * Undefined when the policy in force has no rules for its stage.
   */
  ofPromotion(
    subject: { chatbot: ChatbotRow; version: ModelVersionRow },
    promotion: PromotionUnderGate,
  ): Promise<Api.Gate | undefined>;
  /** Gates of several versions of one chatbot, in a fixed number of queries for each few; stages without one are left out. */
  evaluateAll(
    chatbot: ChatbotRow,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<GateEvaluation[]>;
  /**
   * The metrics that stand for quality, the one to prefer first, each with its bound for a chatbot at the last stage, from the
   * policy in force.
   */
  headline(chatbot: string): Promise<
    | {
        suite: string;
        metrics: {
          metric: string;
          threshold?: number;
          /** The stage that asks for the threshold. */
          stage?: string;
        }[];
      }
    | undefined
  >;
  /** Thresholds by suite and metric at the last stage. */
  thresholds(chatbot: string): Promise<
    {
      suite: string;
      metric: string;
      min?: number;
      max?: number;
      stage: string;
    }[]
  >;
}
