import {
  toBase64,
  concatBytes,
  fromBase64,
  utf8,
} from '@chatbot-portal/transparency-log';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

const MAX_PAYLOAD_LENGTH = 1_000_000;
const MAX_SIGNATURES = 10;

/**
 * A signed payload (DSSE v1), in its JSON form: payload and signatures in base64.
 *
 * @remarks
 * One signature is enough if its key is trusted; `keyid` is a hint which key to try.
 *
 * @public
 */
export type DsseEnvelope = Api.DsseEnvelope;

/**
 * The bytes that DSSE signs: they bind the payload to its type, and its length
 * keeps the two apart.
 *
 * @public
 */
export function preAuthEncoding(
  payloadType: string,
  payload: Uint8Array,
): Uint8Array {
  const type = utf8(payloadType);
  return concatBytes(
    utf8(`DSSEv1 ${type.length} `),
    type,
    utf8(` ${payload.length} `),
    payload,
  );
}

/** An envelope with its payload and signatures as bytes. @internal */
export interface ParsedEnvelope {
  payloadType: string;
  payload: Uint8Array;
  signatures: { keyId: string; signature: Uint8Array }[];
}

/** Writes the JSON form. @internal */
export function toEnvelope(envelope: ParsedEnvelope): DsseEnvelope {
  return {
    payloadType: envelope.payloadType,
    payload: toBase64(envelope.payload),
    signatures: envelope.signatures.map(({ keyId, signature }) => ({
      keyid: keyId,
      sig: toBase64(signature),
    })),
  };
}

/**
 * Reads the JSON form strictly. Proves nothing.
 *
 * @throws InputError with reason `permit-invalid`
 *
 * @internal
 */
export function parseEnvelope(value: unknown): ParsedEnvelope {
  const { payloadType, payload, signatures } = fieldsOf(value);
  if (
    typeof payloadType !== 'string' ||
    typeof payload !== 'string' ||
    payload.length > MAX_PAYLOAD_LENGTH ||
    !Array.isArray(signatures) ||
    signatures.length === 0 ||
    signatures.length > MAX_SIGNATURES
  ) {
    throw malformed();
  }
  return {
    payloadType,
    payload: decode(payload),
    signatures: signatures.map((item: unknown) => {
      const { keyid, sig } = fieldsOf(item);
      if (typeof keyid !== 'string' || typeof sig !== 'string') {
        throw malformed();
      }
      return { keyId: keyid, signature: decode(sig) };
    }),
  };
}

function decode(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (!bytes) {
    throw malformed();
  }
  return bytes;
}

/** The fields of an unknown value; none if it is no object. @internal */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

function malformed() {
  return errorWithReason('permit-invalid', 'The permit is no DSSE envelope');
}
