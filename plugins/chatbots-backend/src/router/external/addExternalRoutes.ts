import express from 'express';
import {
  ExternalAnswerService,
  VerifiedMessage,
} from '../../governance/external/ExternalAnswers';
import { bodyLimitOf } from '../body/bodyLimits';
import { parseJson } from '../body/parseJson';
import { readBytes } from '../body/readBytes';
import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { withAudit } from '../withAudit';

const messages = new WeakMap<express.Request, VerifiedMessage>();

/**
 * The middleware below the prefix of outside systems, before any other. Nothing below it runs without a signature by the secret of
 * the system in the path, over the exact bytes of the body, so no route can forget to ask.
 */
export function requireSystem(
  external: ExternalAnswerService,
): express.RequestHandler {
  const limit = bodyLimitOf('AnswerExternalCheck');
  return (req, _res, next) => {
    readBytes(req, limit)
      .then(bytes => {
        const [, system = ''] = /^\/v1\/systems\/([^/]+)/.exec(req.path) ?? [];
        messages.set(req, external.verify(system, req.headers, bytes));
        req.body = parseJson(bytes);
        next();
      })
      .catch(next);
  };
}

/** Adds the route by which systems outside the portal answer. */
export function addExternalRoutes(
  router: ChatbotsRouter,
  { external, auditor }: RouterOptions,
): void {
  router.post('/external/v1/systems/:system/answers', async (req, res) => {
    const message = messages.get(req as unknown as express.Request);
    if (!message || message.system !== req.params.system) {
      throw new Error('The answer of a system was not verified');
    }
    await withAudit(
      auditor,
      { eventId: 'promotion-answer', meta: { system: message.system } },
      () => external.answer({ ...message, answer: req.body }),
    );
    res.status(200).end();
  });
}
