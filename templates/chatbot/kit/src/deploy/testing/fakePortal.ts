import {
  createHash,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** A signing key as a portal has one, and its public half as a repository pins it. */
export function permitKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const keyId = createHash('sha256').update(raw).digest('hex');
  const publicKeyPem = publicKey.export({ format: 'pem', type: 'spki' });
  return { privateKey, keyId, pinned: { use: 'permit', keyId, publicKeyPem } };
}

/** A permit as the portal signs it: an in-toto statement in a DSSE envelope. */
export function signPermit(
  statement: object,
  { privateKey, keyId }: { privateKey: KeyObject; keyId: string },
) {
  const payload = Buffer.from(JSON.stringify(statement));
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} `),
    Buffer.from(`${payload.length} `),
    payload,
  ]);
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [
      { keyid: keyId, sig: sign(null, signed, privateKey).toString('base64') },
    ],
  };
}

type Answer = { status: number; body: unknown };

/** A server on loopback that answers as it is told and writes down what it was asked. */
export async function startFake(
  answer: (request: string, body: unknown) => Answer,
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const name = `${request.method} ${request.url}`;
      asked.push(name);
      const { status, body } = answer(name, await jsonOf(request));
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body instanceof Uint8Array ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () => void server.close().closeAllConnections(),
  };
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
