import { Config } from '@backstage/config';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  createVerifierKey,
  formatVerifierKey,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { CheckedSigner, PublicKey, PurposeKeys } from '../keys';

/** The keys of the log's checkpoints. */
export interface LogKeys {
  signer: CheckedSigner;
  /** The signer's public key, with the log's name. */
  verifierKey: VerifierKey;
  /** Every key that verifies checkpoints, under every name that the log has or had; the signer's first. */
  verifierKeys: readonly VerifierKey[];
  /** The same, as the API shows them. */
  publicKeys: readonly Api.PublicKey[];
}

/** Binds keys to the name of the log that they sign. */
export function toLogKeys(
  { signer, publicKeys }: PurposeKeys,
  origin: string,
  /** Names that the log had before: what was signed under them is still read. */
  former: readonly string[] = [],
): LogKeys {
  return {
    signer,
    verifierKey: toVerifierKey(signer.publicKey, origin),
    verifierKeys: [origin, ...former].flatMap(name =>
      publicKeys.map(key => toVerifierKey(key, name)),
    ),
    publicKeys: publicKeys.map((key, index): Api.PublicKey => {
      const verifierKey = toVerifierKey(key, origin);
      return {
        use: 'audit-log',
        keyId: verifierKey.keyId,
        algorithm: 'Ed25519',
        publicKeyPem: key.pem,
        signs: index === 0,
        verifierKey: formatVerifierKey(verifierKey),
        fingerprint: key.fingerprint,
      };
    }),
  };
}

/** A public key, as those who verify checkpoints of this log take it. */
export function toVerifierKey(key: PublicKey, origin: string): VerifierKey {
  return createVerifierKey(origin, key.bytes, sha256);
}

/** Names the log; part of what is signed, so it must not change with the address people happen to use. */
export function logOrigin(config: Config): string {
  return (
    config.getOptionalString('chatbots.audit.origin') ??
    `${new URL(config.getString('backend.baseUrl')).host}/chatbots`
  );
}
