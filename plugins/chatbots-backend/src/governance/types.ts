import {
  Api,
  Contributor,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ModelVersionRow } from '../database/modelVersions';

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

/** Tells what is live where. */
export interface StageService {
  /** Stage names in order. */
  readonly names: readonly string[];
  list(chatbot: string, at?: string): Promise<Api.StageStatus[]>;
  /** For many chatbots in a fixed number of queries. */
  listMany(
    chatbots: readonly string[],
  ): Promise<Map<string, Api.StageStatus[]>>;
}

/** Reads promotions for pages that show chatbots. */
export interface PromotionReader {
  /** Open promotions by chatbot, in a fixed number of queries; `mine` where the viewer may decide. */
  waiting(
    chatbots: readonly string[],
    viewer?: string,
  ): Promise<Map<string, Api.Waiting[]>>;
  /** Chatbots with a promotion that the viewer may decide. */
  chatbotsNeeding(viewer: string): Promise<string[]>;
  ofVersion(chatbot: string, version: string): Promise<Api.Promotion[]>;
}

/** Reads deployments. */
export interface DeploymentReader {
  list(
    chatbot: string,
    options: { stage?: string; cursor?: string; limit: number },
  ): Promise<Api.DeploymentList>;
  ofVersion(chatbot: string, version: string): Promise<Api.Deployment[]>;
}
