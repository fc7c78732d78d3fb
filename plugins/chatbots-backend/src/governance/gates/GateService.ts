import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Contributor } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { ModelVersionRow } from '../../database/modelVersions';

/** Explains what policy asks of a version. */
export interface GateService {
  /**
   * The gates of every stage that promotions lead to, or of one stage, as they stand now. Whether reviewers can be told apart
   * from contributors is judged for a promotion only, which knows them.
   * Throws `chatbot-unknown`, `version-unknown` or `stage-unknown`.
   */
  explain(
    chatbot: string,
    version: string,
    stage?: string,
    contributors?: readonly Contributor[],
  ): Promise<Api.Gate[]>;
  /**
   * How versions of one chatbot stand, each at the gate of a stage, by version id: what {@link GateService.explain} would say of
   * each, in fewer queries. A version whose stage has no gate is left out. Throws `chatbot-unknown`.
   */
  verdicts(
    chatbot: string,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<Map<string, Api.Verdict>>;
  /** The metric that stands for quality, and its bound for a chatbot at the last stage, from the policy in force. */
  headline(chatbot: string): Promise<
    | {
        suite: string;
        metric: string;
        threshold?: number;
      }
    | undefined
  >;
  /** Thresholds by suite and metric at the last stage. */
  thresholds(
    chatbot: string,
  ): Promise<{ suite: string; metric: string; min?: number; max?: number }[]>;
}
