import type { SignBytes } from '@chatbot-portal/transparency-log';
import {
  canonicalBytes,
  isSha256Hex,
  sha256Hex,
  type Sha256,
} from '@chatbot-portal/transparency-log';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { preAuthEncoding, toEnvelope, type DsseEnvelope } from './DsseEnvelope';
import {
  PERMIT_PAYLOAD_TYPE,
  PERMIT_PREDICATE_TYPE,
  PERMIT_STATEMENT_TYPE,
  versionSubjectName,
  type PermitPredicate,
  type PermitStatement,
} from './PermitStatement';

/**
 * Options of {@link createPermit}.
 *
 * @public
 */
export interface CreatePermitOptions {
  /** What the permit says. */
  predicate: PermitPredicate;
  /** Digest of the model version. */
  digest: string;
  /** The artifacts that the version lists. */
  artifacts: readonly { name: string; digest: string }[];
  /** The portal's permit key. */
  key: {
    /** As {@link permitKeyId} gives it. */
    keyId: string;
    sign: SignBytes;
  };
}

/**
 * The id of a permit key: SHA-256 of the raw public key, 64 hex digits.
 *
 * @public
 */
export function permitKeyId(publicKey: Uint8Array, sha256: Sha256): string {
  return sha256Hex(publicKey, sha256);
}

/**
 * The statement that a permit signs.
 *
 * @public
 */
export function createPermitStatement(
  options: Omit<CreatePermitOptions, 'key'>,
): PermitStatement {
  const { predicate, digest, artifacts } = options;
  for (const { digest: sha256 } of [{ digest }, ...artifacts]) {
    if (!isSha256Hex(sha256)) {
      throw errorWithReason(
        'input-invalid',
        `'${sha256}' is no SHA-256 digest`,
      );
    }
  }
  const { replaces, fallbackDigest, ...required } = predicate;
  return {
    _type: PERMIT_STATEMENT_TYPE,
    subject: [
      {
        name: versionSubjectName(predicate.chatbot, predicate.version),
        digest: { sha256: digest },
      },
      ...artifacts.map(artifact => ({
        name: artifact.name,
        digest: { sha256: artifact.digest },
      })),
    ],
    predicateType: PERMIT_PREDICATE_TYPE,
    predicate: {
      ...required,
      ...(replaces === undefined ? {} : { replaces }),
      ...(fallbackDigest === undefined ? {} : { fallbackDigest }),
    },
  };
}

/**
 * Issues a permit: the statement, canonical, in a signed DSSE envelope.
 *
 * @public
 */
export async function createPermit(
  options: CreatePermitOptions,
): Promise<DsseEnvelope> {
  const { keyId, sign } = options.key;
  const payload = canonicalBytes(createPermitStatement(options));
  const signature = await sign(preAuthEncoding(PERMIT_PAYLOAD_TYPE, payload));
  return toEnvelope({
    payloadType: PERMIT_PAYLOAD_TYPE,
    payload,
    signatures: [{ keyId, signature }],
  });
}
