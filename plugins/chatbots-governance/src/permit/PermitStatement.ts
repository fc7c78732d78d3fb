import type { DeploymentStrategy } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** The in-toto statement type. @public */
export const PERMIT_STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** Says what a permit's predicate means. @public */
export const PERMIT_PREDICATE_TYPE = 'https://chatbot-portal.dev/permit/v1';

/** The payload type of the envelope around the statement. @public */
export const PERMIT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * What a permit releases: an in-toto attestation over one model version and its
 * artifacts.
 *
 * @public
 */
export interface PermitStatement {
  /** Says that this is an in-toto statement. */
  _type: typeof PERMIT_STATEMENT_TYPE;
  /** First the model version by its digest, then each of its artifacts. */
  subject: PermitSubject[];
  /** Says that its predicate is a permit's. */
  predicateType: typeof PERMIT_PREDICATE_TYPE;
  /** To what the subjects are released. */
  predicate: PermitPredicate;
}

/** Something the permit names by digest. @public */
export interface PermitSubject {
  /** `<chatbot> · <version>` for the model version, else the artifact's name. */
  name: string;
  /** SHA-256, 64 hex digits. */
  digest: { sha256: string };
}

/** To what the permit releases it, until when, and on what grounds. @public */
export interface PermitPredicate {
  /** Names the permit when it is consumed. */
  permitId: string;
  /** The promotion that was approved. */
  promotionId: string;
  /** Name of the chatbot. */
  chatbot: string;
  /** The repository's immutable id. */
  repositoryId: string;
  /** Name of the model version. */
  version: string;
  /** Name of the stage that it opens. */
  stage: string;
  /** How the version may be brought there. */
  strategy: DeploymentStrategy;
  /** Digest of the version that the promotion replaces. */
  replaces?: string;
  /** Digest to which the deployment may return without a new permit. */
  fallbackDigest?: string;
  /** Digest over everything that the decisions were bound to. */
  bindingDigest: string;
  /** RFC 3339. */
  issuedAt: string;
  /** RFC 3339; from this instant on the permit is refused. */
  expiresAt: string;
  /** Address of the portal that issued it. */
  portal: string;
}

/** What the name of the first subject looks like. @internal */
export function versionSubjectName(chatbot: string, version: string): string {
  return `${chatbot} · ${version}`;
}
