import {
  SampleScore,
  DeploymentEvidence,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ResolvedRules } from '../policy';
import { Contributor } from '../promotion';
import { ExternalAnswer } from './ExternalAnswer';

/**
 * Everything that the checks of one gate look at. Whoever calls has fetched it; the checks themselves read nothing.
 *
 * @public
 */
export interface CheckInput {
  /** The rules for the stage and risk class. */
  rules: ResolvedRules;
  /** The instant to evaluate at. */
  now: Date;
  /** The version under check. */
  version: {
    /** Its name. */
    name: string;
    /** Its digest. */
    digest: string;
  };
  /** Its evaluations, in any order. Those of another digest are ignored. */
  evaluations: readonly EvaluationEvidence[];
  /** The version that runs in the stage; absent when nothing does. */
  baseline?: CheckBaseline;
  /** Per-sample scores by evaluation id; {@link samplesNeeded} says of which. */
  samples?: Readonly<Record<string, readonly SampleScore[]>>;
  /** Its deployments to any stage, in any order. Those of another digest are ignored. */
  deployments: readonly DeploymentEvidence[];
  /** Its prompts; needed where {@link promptsNeeded} says so. */
  prompts?: readonly CheckedPrompt[];
  /** What else people read of it; needed where {@link textsNeeded} says so. */
  texts?: readonly CheckedText[];
  /** What systems outside the portal answered about this promotion; absent while nobody has requested. */
  external?: readonly ExternalAnswer[];
  /** Who wrote what changes; absent while nobody has requested, then separation of duties is not evaluated. */
  contributors?: readonly Contributor[];
}

/**
 * A prompt of the version under check.
 *
 * @public
 */
export interface CheckedPrompt {
  /** Its name. */
  name: string;
  /** Absent while nobody reported the text that its digest covers. */
  text?: string;
}

/**
 * A text of the version under check that is no prompt: a value or a name among its parameters, or part of its model card.
 *
 * @public
 */
export interface CheckedText {
  /** Where it stands, for example `parameters.stop[0]` or `model card, limits`. */
  place: string;
  /** The text. */
  text: string;
}

/**
 * The version that runs in the stage.
 *
 * @public
 */
export interface CheckBaseline {
  /** Its name. */
  version: string;
  /** Its digest. */
  digest: string;
  /** Its evaluations, in any order. */
  evaluations: readonly EvaluationEvidence[];
}
