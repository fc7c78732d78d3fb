import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callPortal } from './chatbotStory.mjs';

/**
 * Sees that the modules of the READMEs do their part in a running portal. Each function throws while it can't be seen yet.
 */

/** The number of the event of a request in the log, as the sink printed it. */
export function numberToldBySink(output, promotionId) {
  const line = new RegExp(
    `Ticket for event (\\d+): promotion\\.requested ${promotionId}`,
  ).exec(output);
  assert.ok(line, `The sink told nothing of promotion ${promotionId}`);
  return Number(line[1]);
}

/** The key that signs is the one outside the portal, and what the anchor holds of this event is signed with it. */
export async function assertSignedOutside({
  url,
  publicKey,
  anchorFolder,
  sequence,
}) {
  const pem = key => key.export({ type: 'spki', format: 'pem' });
  const { keys } = await callPortal({
    url,
    path: '/.well-known/chatbot-portal/keys',
  });
  for (const use of ['audit-log', 'permit']) {
    assert.deepEqual(
      keys
        .filter(key => key.use === use && key.signs)
        .map(key => pem(createPublicKey(key.publicKeyPem))),
      [pem(publicKey)],
      `Another key signs for ${use}`,
    );
  }
  const sizes = existsSync(anchorFolder)
    ? readdirSync(anchorFolder).map(file => parseInt(file, 10))
    : [];
  const size = Math.max(0, ...sizes);
  assert.ok(size > sequence, `The anchor holds ${size} events`);
  const note = await readFile(join(anchorFolder, `${size}.note`), 'utf8');
  // A signed note: the text, an empty line, and a signature after four bytes of the key's id.
  const end = note.lastIndexOf('\n\n');
  const signature = Buffer.from(note.trim().split(' ').at(-1), 'base64');
  assert.ok(
    verify(
      null,
      Buffer.from(note.slice(0, end + 1)),
      publicKey,
      signature.subarray(4),
    ),
    'The key outside did not sign the checkpoint',
  );
}

/** The promotion as its page gets it. */
export function readPromotion({ url, token, id }) {
  return callPortal({ url, token, path: `/v1/promotions/${id}` });
}

/** Approves a promotion as the person of this token. */
export async function approve({ url, token, id }) {
  const { promotion } = await readPromotion({ url, token, id });
  return callPortal({
    url,
    token,
    method: 'POST',
    path: `/v1/promotions/${id}/decisions`,
    body: { decision: 'approve', bindingDigest: promotion.bindingDigest },
  });
}

/** The git host was asked once for the workflow of this promotion, and the portal shows the run that it answered. */
export async function assertWorkflowStarted({ url, token, id, started }) {
  const asked = started.filter(({ inputs }) => inputs.promotion === id);
  assert.equal(asked.length, 1, `It was asked ${asked.length} times`);
  const { workflow } = await readPromotion({ url, token, id });
  assert.equal(workflow?.state, 'started');
  assert.match(
    workflow.url,
    /^https:\/\/git\.example\.com\/bots\/greeter-bot\/runs\/\d+$/,
  );
}
