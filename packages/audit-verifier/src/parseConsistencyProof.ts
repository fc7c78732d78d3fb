import type { HeldConsistencyProof } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/**
 * Reads what the portal's operation GetConsistencyProof answers.
 *
 * @internal
 */
export function parseConsistencyProof(text: string): HeldConsistencyProof {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw notAProof('it is no JSON');
  }
  const { from, to, hashes } = Object(json) as Record<string, unknown>;
  if (!isSize(from) || !isSize(to) || !Array.isArray(hashes)) {
    throw notAProof('it has no from, to and hashes');
  }
  return { from, to, hashes: hashes.map(parseHash) };
}

function parseHash(text: unknown): Uint8Array {
  const bytes = Buffer.from(typeof text === 'string' ? text : '', 'base64');
  // Buffer skips what is no base64, so the way back tells.
  if (bytes.length !== 32 || bytes.toString('base64') !== text) {
    throw notAProof('a hash is not 32 bytes in base64');
  }
  return bytes;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function notAProof(why: string): Error {
  return new Error(`The consistency proof can't be read: ${why}`);
}
