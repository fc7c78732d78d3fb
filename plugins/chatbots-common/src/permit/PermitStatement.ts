import type { DeploymentStrategy } from '../model';

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
  _type: typeof PERMIT_STATEMENT_TYPE;
  /** First the model version by its digest, then each of its artifacts. */
  subject: PermitSubject[];
  predicateType: typeof PERMIT_PREDICATE_TYPE;
  predicate: PermitPredicate;
}

/** Something the permit names by digest. @public */
export interface PermitSubject {
  /** `<chatbot> · <version>` for the model version, else the artifact's name. */
  name: string;
  digest: { sha256: string };
}

/** To what the permit releases it, until when, and on what grounds. @public */
export interface PermitPredicate {
  permitId: string;
  promotionId: string;
  /** Name of the chatbot. */
  chatbot: string;
  /** The repository's immutable id. */
  repositoryId: string;
  /** Name of the model version. */
  version: string;
  stage: string;
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
