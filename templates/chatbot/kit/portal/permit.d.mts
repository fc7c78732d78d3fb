/** What the permit must say. */
export interface PermitCheck {
  stage: string;
  /** Name of the chatbot; from `.chatbot-portal/config.json` when absent. */
  chatbot?: string;
  promotionId?: string;
  /** Digest of the model version, when known apart from the permit. */
  digest?: string;
  /** File of pinned keys; `.chatbot-portal/keys.json` when absent. */
  keysFile?: string;
}

/** Where the portal is and who asks; from the environment when absent. */
export interface PortalAccess {
  url?: string;
  token?: string;
}

/** A verified permit. */
export interface PermitStatement {
  /** First the model version by its digest, then each of its artifacts. */
  subject: { name: string; digest: { sha256: string } }[];
  predicate: {
    permitId: string;
    promotionId: string;
    chatbot: string;
    repositoryId: string;
    version: string;
    stage: string;
    strategy: 'all-at-once' | 'blue-green' | 'canary';
    /** Digest of the version that the promotion replaces. */
    replaces?: string;
    /** Digest to which the deployment may return without a new permit. */
    fallbackDigest?: string;
    bindingDigest: string;
    issuedAt: string;
    expiresAt: string;
    portal: string;
  };
}

/** Fetches the permit of a promotion and verifies it offline. Errors carry `reason` and `hint`. */
export function fetchPermit(
  options: PermitCheck & PortalAccess & { promotionId: string },
): Promise<{ envelope: unknown; statement: PermitStatement }>;

/** Verifies a permit with the keys pinned in the repository. */
export function verifyPermit(
  envelope: unknown,
  check: PermitCheck,
): Promise<PermitStatement>;

/** Consumes a verified permit once and returns the deployment it opened. */
export function consumePermit(
  statement: PermitStatement,
  options?: PortalAccess & { key?: string },
): Promise<unknown>;

/** The SHA-256 of an artifact that the permitted version lists; throws `artifact-mismatch` for any other. */
export function hashArtifact(
  statement: PermitStatement,
  file: string,
): Promise<string>;
