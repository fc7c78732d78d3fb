import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import express from 'express';
import { PipelineActor, PipelineAuthenticator } from '../registry';

const actors = new WeakMap<object, PipelineActor>();

/** The one operation below the prefix that takes another credential: an ID token in its body. */
const EXCHANGE = '/v1/token';

/**
 * The first middleware below the pipelines' prefix. Nothing below it runs without a valid pipeline token, so no route can
 * forget to ask.
 */
export function requirePipeline(
  authenticator: PipelineAuthenticator,
): express.RequestHandler {
  return (req, _res, next) => {
    if (req.path === EXCHANGE) {
      next();
      return;
    }
    const [scheme, token] = (req.headers.authorization ?? '').split(' ');
    if (scheme.toLowerCase() !== 'bearer' || !token) {
      next(
        errorWithReason(
          'token-missing',
          'Pipelines must send their pipeline token',
        ),
      );
      return;
    }
    authenticator.authenticate(token).then(actor => {
      actors.set(req, actor);
      next();
    }, next);
  };
}

/** The pipeline that sent the request, whatever its path holds. */
export function pipelineActor(req: object): PipelineActor {
  const actor = actors.get(req);
  if (!actor) {
    throw new Error('A pipeline route stands outside the pipelines prefix');
  }
  return actor;
}
