import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import express, { raw } from 'express';
import {
  ExternalAnswerService,
  VerifiedMessage,
} from '../../governance/external/ExternalAnswers';
import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { withAudit } from '../withAudit';

/** Largest answer that is taken, in bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;

const messages = new WeakMap<express.Request, VerifiedMessage>();

/**
 * The middleware below the prefix of outside systems, before any other. Nothing below it runs without a signature by the secret of
 * the system in the path, over the exact bytes of the body, so no route can forget to ask.
 */
export function requireSystem(
  external: ExternalAnswerService,
): express.RequestHandler[] {
  const readBytes = raw({ limit: MAX_ANSWER_BYTES, type: () => true });
  return [
    (req, res, next) =>
      readBytes(req, res, error =>
        next(
          error?.type === 'entity.too.large'
            ? errorWithReason(
                'body-too-large',
                `The answer is larger than ${MAX_ANSWER_BYTES} bytes`,
              )
            : error,
        ),
      ),
    (req, _res, next) => {
      const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      const [, system = ''] = /^\/v1\/systems\/([^/]+)/.exec(req.path) ?? [];
      messages.set(req, external.verify(system, req.headers, bytes));
      try {
        req.body = JSON.parse(bytes.toString('utf8'));
      } catch {
        throw errorWithReason('input-invalid', 'The body is not valid JSON');
      }
      next();
    },
  ];
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
