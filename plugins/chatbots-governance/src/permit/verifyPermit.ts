import type { VerifyBytes } from '@chatbot-portal/transparency-log';
import { isSha256Hex, textOf } from '@chatbot-portal/transparency-log';
import {
  errorWithReason,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  fieldsOf,
  parseEnvelope,
  preAuthEncoding,
  type ParsedEnvelope,
} from './DsseEnvelope';
import {
  PERMIT_PAYLOAD_TYPE,
  PERMIT_PREDICATE_TYPE,
  PERMIT_STATEMENT_TYPE,
  versionSubjectName,
  type PermitPredicate,
  type PermitStatement,
} from './PermitStatement';

/** How far the clock of a verifier may be behind the portal's, in ms. */
const CLOCK_TOLERANCE = 5 * 60_000;

/**
 * A key whose permits one believes, pinned apart from the portal.
 *
 * @public
 */
export interface PermitKey {
  /** SHA-256 of the raw public key, 64 hex digits. */
  keyId: string;
  /** Raw Ed25519 key, 32 bytes. */
  publicKey: Uint8Array;
}

/**
 * What the verifier is about to do; the permit must say the same.
 *
 * @public
 */
export interface PermitExpectation {
  /** The verifier's clock. */
  now: Date;
  /** Name of the chatbot that is to be deployed. */
  chatbot: string;
  /** Name of the stage that is to be deployed to. */
  stage: string;
  /** Digest of the model version, when known apart from the permit. */
  digest?: string;
  /** The promotion that was asked for, when known. */
  promotionId?: string;
}

/**
 * Verifies a permit offline: that a trusted key signed it, that it is in force and
 * that it releases what is about to happen. Whether it was used before only the
 * portal knows.
 *
 * @returns the statement
 *
 * @throws errors with reason `permit-invalid`, `permit-signature-invalid`,
 * `permit-expired`, `permit-scope-mismatch` or `permit-digest-mismatch`
 *
 * @public
 */
export async function verifyPermit(
  envelope: unknown,
  trustedKeys: readonly PermitKey[],
  expectation: PermitExpectation,
  verify: VerifyBytes,
): Promise<PermitStatement> {
  const parsed = parseEnvelope(envelope);
  await verifySignature(parsed, trustedKeys, verify);
  const statement = parseStatement(parsed.payload);
  assertInForce(statement.predicate, expectation.now);
  assertScope(statement, expectation);
  return statement;
}

async function verifySignature(
  envelope: ParsedEnvelope,
  trustedKeys: readonly PermitKey[],
  verify: VerifyBytes,
): Promise<void> {
  const { payloadType, payload, signatures } = envelope;
  if (payloadType !== PERMIT_PAYLOAD_TYPE) {
    throw errorWithReason(
      'permit-invalid',
      'The envelope holds no in-toto statement',
    );
  }
  const data = preAuthEncoding(payloadType, payload);
  for (const { keyId, signature } of signatures) {
    const key = trustedKeys.find(trusted => trusted.keyId === keyId);
    if (key && signature.length === 64) {
      if (await verify(key.publicKey, data, signature)) {
        return;
      }
    }
  }
  throw errorWithReason(
    'permit-signature-invalid',
    'The permit is signed by none of the pinned keys',
    { details: { keyIds: signatures.map(({ keyId }) => keyId.slice(0, 64)) } },
  );
}

function assertInForce(predicate: PermitPredicate, now: Date): void {
  const { issuedAt, expiresAt } = predicate;
  if (!(now.getTime() < Date.parse(expiresAt))) {
    throw errorWithReason(
      'permit-expired',
      `The permit expired at ${expiresAt}`,
    );
  }
  if (Date.parse(issuedAt) - now.getTime() > CLOCK_TOLERANCE) {
    throw errorWithReason(
      'permit-invalid',
      `The permit was issued in the future, at ${issuedAt}`,
      {
        hint: "Set the clock of the verifying machine; the portal's is ahead.",
      },
    );
  }
}

function assertScope(
  { predicate, subject }: PermitStatement,
  expectation: PermitExpectation,
): void {
  const { chatbot, stage, digest, promotionId } = expectation;
  if (predicate.chatbot !== chatbot) {
    throw errorWithReason(
      'permit-scope-mismatch',
      `The permit is for the chatbot ${predicate.chatbot}, not ${chatbot}`,
    );
  }
  if (predicate.stage !== stage) {
    throw errorWithReason(
      'permit-scope-mismatch',
      `The permit is for the stage ${predicate.stage}, not ${stage}`,
    );
  }
  if (promotionId !== undefined && predicate.promotionId !== promotionId) {
    throw errorWithReason(
      'permit-scope-mismatch',
      `The permit is for the promotion ${predicate.promotionId}, not ${promotionId}`,
    );
  }
  if (digest !== undefined && subject[0].digest.sha256 !== digest) {
    throw errorWithReason(
      'permit-digest-mismatch',
      `The permit is for the digest ${subject[0].digest.sha256}, not ${digest}`,
    );
  }
}

/** Even a trusted signer may have signed something else than a permit. */
function parseStatement(payload: Uint8Array): PermitStatement {
  const text = textOf(payload);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw errorWithReason('permit-invalid', 'The permit holds no JSON', {
      cause,
    });
  }
  if (!isPermitStatement(value)) {
    throw errorWithReason(
      'permit-invalid',
      'The signed statement is no permit',
    );
  }
  return value;
}

const textFields = [
  'permitId',
  'promotionId',
  'chatbot',
  'repositoryId',
  'version',
  'stage',
  'strategy',
  'bindingDigest',
  'issuedAt',
  'expiresAt',
  'portal',
] as const satisfies readonly (keyof PermitPredicate)[];

function isPermitStatement(value: unknown): value is PermitStatement {
  const { _type, subject, predicateType, predicate } = fieldsOf(value);
  const fields = fieldsOf(predicate);
  return (
    _type === PERMIT_STATEMENT_TYPE &&
    predicateType === PERMIT_PREDICATE_TYPE &&
    textFields.every(field => typeof fields[field] === 'string') &&
    [fields.issuedAt, fields.expiresAt].every(isInstant) &&
    [fields.replaces, fields.fallbackDigest].every(
      digest => digest === undefined || isSha256Hex(digest),
    ) &&
    Array.isArray(subject) &&
    subject.length > 0 &&
    subject.every(
      item =>
        typeof fieldsOf(item).name === 'string' &&
        isSha256Hex(fieldsOf(fieldsOf(item).digest).sha256),
    ) &&
    fieldsOf(subject[0]).name ===
      versionSubjectName(String(fields.chatbot), String(fields.version))
  );
}

function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
    parseInstant(value) !== undefined
  );
}
