import {
  EvaluationOriginKind,
  JudgeKind,
  RiskClass,
  StageName,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PolicyCheck } from './PolicyCheck';

/**
 * So many approvals by members of one group.
 *
 * @public
 */
export interface ApprovalRule {
  /** Entity ref of the group. */
  group: string;
  /** How many, at least 1. One person counts once, even as a member of several groups. */
  count: number;
}

/**
 * Who may not decide on what they had a hand in.
 *
 * @public
 */
export interface SeparationOfDuties {
  /** Whoever requested may not approve. */
  requester: boolean;
  /** Whoever wrote a commit between the version replaced and this one, or started a run that built one, may not approve. */
  contributors: boolean;
  /**
   * E-mail addresses of machine authors and logins of machines that push, which need not map to a user. Lower case. A login stands
   * for who started a run, never for an author.
   */
  bots: string[];
}

/**
 * How long things stay good, in milliseconds.
 *
 * @public
 */
export interface ExpiryRules {
  /** From request to approval. */
  request: number;
  /** From approval to release. */
  approval: number;
  /** From the permit's issue to its use. */
  permit: number;
}

/**
 * Which evaluations count as evidence. An absent list accepts everything.
 *
 * @public
 */
export interface EvidenceRules {
  /** Ways the reporter may have proved itself. */
  origins?: EvaluationOriginKind[];
  /** Git refs; a trailing `*` stands for any ending. */
  refs?: string[];
  /** Events that may have started the run, as hosts call them: `push`, `schedule`. */
  events?: string[];
  /** Whether only runs of a protected ref count. */
  protectedRefs?: true;
  /** Workflow names. */
  workflows?: string[];
  /** Files that workflows stand in, by their paths in the repository. */
  workflowFiles?: string[];
  /** Kinds of judge. */
  judges?: JudgeKind[];
  /** Datasets by name, each with the revisions accepted; an absent list of revisions accepts any. */
  datasets?: { name: string; revisions?: string[] }[];
}

/**
 * What must have happened in an earlier stage.
 *
 * @public
 */
export interface StageRequirement {
  /** The stage the same digest was deployed to. */
  stage: StageName;
  /** How long it ran there, in milliseconds. */
  soak: number;
  /** Suites reported for that deployment; their thresholds of this stage must hold for what was reported. */
  suites: string[];
}

/**
 * The rules that decide on one promotion: what remains of a policy for one stage and risk class.
 *
 * @public
 */
export interface ResolvedRules {
  /** Stage the rules are for. */
  stage: StageName;
  /** Risk class the rules are for. */
  riskClass: RiskClass;
  /** Which evaluations count. */
  evidence: EvidenceRules;
  /** The checks, in the policy's order. */
  checks: PolicyCheck[];
  /**
   * Versions of the registered checks that the rules are of, by type; without the built-in ones in their first version, and without
   * what nobody registered. Absent when there are none.
   */
  checkVersions?: Record<string, string>;
  /** What must have happened before; absent when nothing must. */
  requires?: StageRequirement;
  /** The approvals; empty when none is needed. */
  approvals: ApprovalRule[];
  /** Who may not decide. */
  separationOfDuties: SeparationOfDuties;
  /** How long things stay good. */
  expiry: ExpiryRules;
}

/**
 * Rules of a stage before a risk class is known; every part may be left to the defaults.
 *
 * @public
 */
export type StageRules = Partial<
  Omit<
    ResolvedRules,
    'stage' | 'riskClass' | 'checkVersions' | 'separationOfDuties' | 'expiry'
  >
> & {
  /** Who may not decide. */
  separationOfDuties?: Partial<SeparationOfDuties>;
  /** How long things stay good. */
  expiry?: Partial<ExpiryRules>;
};

/**
 * Rules of a stage with what differs by risk class.
 *
 * @public
 */
export type PolicyStage = StageRules & {
  /** A check with an id that the stage has replaces that one, others are added; any other part replaces the stage's. */
  riskClasses?: Record<string, StageRules>;
};

/**
 * A parsed policy.
 *
 * @public
 */
export interface PolicyDocument {
  /** Name for people. */
  name: string;
  /** What it is for. */
  description?: string;
  /** The metric that lists show as a chatbot's quality. */
  headline?: {
    /** Suite that measures it. */
    suite: string;
    /** Metric name. */
    metric: string;
    /** Metrics that are shown where an evaluation does not report that one, the first that it does report. */
    otherwise?: string[];
  };
  /** What it takes to replace this policy by another. */
  activation: {
    /** The approvals; empty activates at once. */
    approvals: ApprovalRule[];
    /** Whether whoever proposed may approve. */
    separationOfDuties: { requester: boolean };
  };
  /** Rules by stage. A stage that is not named can't be promoted to. */
  stages: Record<string, PolicyStage>;
}
