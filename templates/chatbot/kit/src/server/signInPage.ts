import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AccessSettings } from '../door/access.ts';
import { escapeMarkup } from '../text/markup.ts';
import type { PageFile } from './pages.ts';

const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** Where people say who they are before they ask: a button, a field for a key, or nothing where nobody is asked. */
export function signInForm(access: AccessSettings): string {
  if (access.kind === 'none') {
    return '';
  }
  if (access.kind === 'oidc' && access.clientId !== undefined) {
    return `<form id="sign-in" data-window>
        <button id="sign-in-button" type="submit">Sign in</button>
        <p id="sign-in-note" role="status"></p>
      </form>`;
  }
  const [label, hint] =
    access.kind === 'api-key'
      ? ['Access key', 'You get a key from those who run this chatbot.']
      : [
          'Access token',
          `It is a token of ${access.issuer} for ${access.audience}.`,
        ];
  return `<form id="sign-in">
        <label for="credential">${label}</label>
        <div class="row">
          <input id="credential" type="password" autocomplete="current-password" required maxlength="8192" aria-describedby="sign-in-hint" />
          <button type="submit">Continue</button>
        </div>
        <p id="sign-in-hint">${escapeMarkup(
          hint,
        )} It stays in this page until you close it.</p>
        <p id="sign-in-note" role="status"></p>
      </form>`;
}

/** The window in which people sign in at their provider, where the page is registered there as a client. */
export function signInFiles(
  access: AccessSettings,
  read: (name: string) => string,
  title: string,
): [path: string, file: PageFile][] {
  if (access.kind !== 'oidc' || access.clientId === undefined) {
    return [];
  }
  const { issuer, clientId, scopes } = access;
  const values: Record<string, string> = {
    title,
    issuer,
    clientId,
    scope: scopes.join(' '),
  };
  const body = read('signIn.html').replace(/\{\{(\w+)\}\}/g, (_, key: string) =>
    escapeMarkup(values[key] ?? ''),
  );
  const library = fileURLToPath(import.meta.resolve('oauth4webapi'));
  return [
    [
      '/sign-in',
      {
        type: 'text/html; charset=utf-8',
        body,
        headers: {
          // Where a provider gives out tokens only its discovery says, often on another host than the issuer's.
          'content-security-policy': `default-src 'self'; connect-src https: ${
            new URL(issuer).origin
          }; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
        },
      },
    ],
    ['/signIn.js', { type: JAVASCRIPT, body: read('signIn.js') }],
    ['/oauth.js', { type: JAVASCRIPT, body: readFileSync(library, 'utf8') }],
  ];
}
