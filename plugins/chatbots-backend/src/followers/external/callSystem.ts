import { textOf } from '@chatbot-portal/transparency-log';
import { ExternalSystem } from '../../governance/external/readExternalSystems';
import { signWebhook } from '../../keys';

/** Largest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** A request to an outside system. */
export interface SystemCall {
  system: ExternalSystem;
  method: 'GET' | 'POST';
  url: string;
  /** Stable over retries. */
  id: string;
  /** JSON; empty for a GET. */
  body: string;
  now: Date;
}

/**
 * Sends a signed request and reads the answer.
 *
 * @returns the parsed JSON; undefined for an answer without a body, and for one that says there is none yet
 * @throws Error for a redirect, a refusal, a timeout, more than 64 KiB and what is no JSON; it names the system, never the body
 */
export async function callSystem(call: SystemCall): Promise<unknown> {
  const { system, method, url, id, body, now } = call;
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...signWebhook(system.secret, { id, body, sentAt: now }),
    },
    ...(method === 'POST' ? { body } : {}),
    // Elsewhere is not what config names.
    redirect: 'manual',
    signal: AbortSignal.timeout(system.timeoutMs),
  });
  if (response.status === 404 && method === 'GET') {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${system.id} answered ${response.status}`);
  }
  const bytes = await readBounded(response, system.id);
  try {
    const text = textOf(bytes);
    return text.trim() === '' ? undefined : JSON.parse(text);
  } catch {
    throw new Error(`${system.id} answered what is no JSON`);
  }
}

async function readBounded(
  response: Response,
  system: string,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) {
      return Buffer.concat(parts);
    }
    size += part.value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new Error(`${system} answered more than ${MAX_ANSWER_BYTES} bytes`);
    }
    parts.push(part.value);
  }
}
