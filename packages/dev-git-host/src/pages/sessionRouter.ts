import express from 'express';
import Router from 'express-promise-router';
import type { GitHostContext } from '../GitHostContext';
import { Authenticator } from '../http/Authenticator';
import { loginPage } from './loginPage';

/** Only addresses of this host: a link to the sign-in page must not lead elsewhere afterwards. */
function safeTarget(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) ? text : '/';
}

/** Signing in and out. @internal */
export function createSessionRouter(context: GitHostContext) {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '10kb' });
  const { demoSignIn } = context;

  router.get('/user/login', (request, response) => {
    const target = safeTarget(request.query.redirect_to);
    response.type('html').send(loginPage({ target, demoSignIn }));
  });

  router.post('/user/login', form, (request, response) => {
    const { username, password, target } = request.body ?? {};
    const identity = context.authenticator.signIn(
      String(username ?? ''),
      String(password ?? ''),
    );
    if (!identity) {
      response
        .status(401)
        .type('html')
        .send(
          loginPage({ target: safeTarget(target), demoSignIn, wrong: true }),
        );
      return;
    }
    response.append(
      'Set-Cookie',
      context.authenticator.sessionCookie(identity),
    );
    response.redirect(303, safeTarget(target));
  });

  router.post('/user/demo', form, (request, response) => {
    if (demoSignIn) {
      const identity = { kind: 'session', name: 'demo' } as const;
      response.append(
        'Set-Cookie',
        context.authenticator.sessionCookie(identity),
      );
    }
    response.redirect(303, safeTarget(request.body?.target));
  });

  router.post('/user/logout', (_request, response) => {
    response.append('Set-Cookie', Authenticator.endedCookie());
    response.redirect(303, '/user/login');
  });

  return router;
}
