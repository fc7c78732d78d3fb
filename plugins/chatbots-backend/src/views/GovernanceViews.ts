import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { GateService } from '../governance/gates/GateService';
import { ModelVersionRow } from '../database/modelVersions';

/** Tells what gates say, for reading. */
export interface GateReader
  extends Pick<GateService, 'explain' | 'headline' | 'thresholds'> {
  /**
   * How versions of one chatbot stand, each at the gate of a stage, by version id. A version whose stage has no gate is left
   * out. Throws `chatbot-unknown`.
   */
  verdicts(
    chatbot: string,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<Map<string, Api.GateVerdict>>;
}

/** Tells what is live where. */
export interface StageService {
  /** Stage names in order. */
  readonly names: readonly string[];
  list(chatbot: string, at?: string): Promise<Api.StageStatus[]>;
  /** The newest version that had been reported by then. */
  latestVersion(chatbot: string, at?: string): Promise<string | undefined>;
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
  /** An open promotion as one that waits, with its chatbot; undefined where it has ended meanwhile. */
  longestWait(
    promotion: { id: string; chatbot: string },
    viewer?: string,
  ): Promise<Api.LongestWait | undefined>;
  /** The instant since when a rollout that has reported nothing is stuck. */
  silentSince(): string;
  /** Chatbots with a promotion that the viewer may decide. */
  chatbotsNeeding(viewer: string): Promise<string[]>;
  ofVersion(chatbot: string, version: string): Promise<Api.Promotion[]>;
}

/** Reads deployments. */
export interface DeploymentReader {
  list(
    chatbot: string,
    options: { stage?: string; at?: string; cursor?: string; limit: number },
  ): Promise<Api.DeploymentList>;
  ofVersion(chatbot: string, version: string): Promise<Api.Deployment[]>;
}

/** What pages of chatbots and versions show of governance. */
export interface GovernanceViews {
  gates: GateReader;
  stages: StageService;
  promotions: PromotionReader;
  deployments: DeploymentReader;
}
