import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import request from 'supertest';
import { signWebhook, verifyWebhook } from '../keys';
import { Portal } from './registryFixtures';

/** The value of `secret` in configuration. */
export const CHANGE_BOARD_SECRET = `whsec_${Buffer.alloc(32, 9).toString(
  'base64',
)}`;

/** What the portal sends. */
export interface BoardRequest {
  id: string;
  bindingDigest: string;
  promotionId: string;
  chatbot: string;
  version: string;
  stage: string;
  answerUrl: string;
  promotionUrl: string;
}

/** What the stand-in answers to the portal's requests. */
export type Behaviour = (
  req: IncomingMessage,
  res: ServerResponse,
  asked: BoardRequest | undefined,
) => void;

const accept: Behaviour = (req, res) => {
  // Nothing to say yet: 404 to a poll.
  res.writeHead(req.method === 'POST' ? 202 : 404).end();
};

/** A system that takes requests for approval as a change board does: verifies them, keeps them, and answers when it is told to. */
export async function startChangeBoard() {
  const asked: BoardRequest[] = [];
  const calls: { method: string; path: string; id: string }[] = [];
  const state: { behaviour: Behaviour } = { behaviour: accept };
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) {
      parts.push(part);
    }
    const body = Buffer.concat(parts);
    const message = verifyWebhook(CHANGE_BOARD_SECRET, req.headers, body);
    if (!message) {
      res.writeHead(401).end();
      return;
    }
    calls.push({
      method: String(req.method),
      path: String(req.url),
      id: message.id,
    });
    const data: BoardRequest | undefined =
      body.length > 0 ? JSON.parse(body.toString()).data : undefined;
    if (data) {
      asked.push(data);
    }
    state.behaviour(req, res, data);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** Requests in the order in which they came; one that was tried again is there again. */
    asked,
    calls,
    behave(behaviour: Behaviour) {
      state.behaviour = behaviour;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends an answer to the portal as a system does. */
export async function sendAnswer(
  portal: Portal,
  answer: object,
  options: {
    messageId?: string;
    now?: Date;
    secret?: string;
    system?: string;
    /** Sent in place of what was signed. */
    body?: string;
  } = {},
) {
  const {
    messageId = 'msg-1',
    now = new Date(),
    secret = CHANGE_BOARD_SECRET,
  } = options;
  const body = JSON.stringify(answer);
  return request(portal)
    .post(
      `/api/chatbots/external/v1/systems/${
        options.system ?? 'change-board'
      }/answers`,
    )
    .set('content-type', 'application/json')
    .set({ ...signWebhook(secret, { id: messageId, body, sentAt: now }) })
    .send(options.body ?? body);
}
