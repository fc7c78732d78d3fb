import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import express from 'express';
import { IncomingMessage } from 'node:http';
import { bodyLimits } from './bodyLimits';
import { parseJson } from './parseJson';
import { readBytes, tooLarge } from './readBytes';

/**
 * Adds what reads and parses bodies: for each operation of the API document that takes one, up to its limit.
 *
 * @remarks
 * Whatever checks credentials stands in front of the router, so a body is read only for those who may send it. The body of
 * any other request is left unread.
 */
export function addBodyReaders(router: express.Router): void {
  for (const { method, path, limit } of bodyLimits()) {
    router[method](path.replace(/\{(\w+)\}/g, ':$1'), (req, _res, next) => {
      readJson(req, limit).then(body => {
        req.body = body;
        next();
      }, next);
    });
  }
  router.use((req, _res, next) => {
    // The validator compiles a schema for each spelling of the header that it meets, and keeps it.
    if (req.headers['content-type'] !== undefined) {
      req.headers['content-type'] = 'application/json';
    }
    next();
  });
}

/** Body of a request, `{}` when there is none. */
async function readJson(req: express.Request, limit: number): Promise<unknown> {
  if (req.body !== undefined) {
    return checkParsed(req.body, limit);
  }
  if (!hasBody(req)) {
    return {};
  }
  const bytes = await readBytes(req, limit);
  return bytes.length === 0 ? {} : parseJson(bytes);
}

/** Holds a body to the limits that something in front took off the wire: the check of signatures, or a parser of the app. */
function checkParsed(body: unknown, limit: number): unknown {
  let text: string;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw errorWithReason('body-too-deep', 'The body is nested too deep', {
      cause,
    });
  }
  const bytes = Buffer.from(text);
  if (bytes.length > limit) {
    throw tooLarge(limit);
  }
  return parseJson(bytes);
}

function hasBody(req: IncomingMessage): boolean {
  return (
    req.headers['transfer-encoding'] !== undefined ||
    Number(req.headers['content-length']) > 0
  );
}
