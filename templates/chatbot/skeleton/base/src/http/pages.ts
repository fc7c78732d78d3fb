import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeMarkup } from '../text/markup.ts';

/** A file of the chat page. */
export interface PageFile {
  type: string;
  body: string;
}

/** The chat page's files by path, read once: no request path ever reaches the file system. */
export function readPages(
  folder: string,
  title: string,
): Map<string, PageFile> {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const html = read('index.html').replaceAll('{{title}}', () =>
    escapeMarkup(title),
  );
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    [
      '/chat.js',
      { type: 'text/javascript; charset=utf-8', body: read('chat.js') },
    ],
    ['/chat.css', { type: 'text/css; charset=utf-8', body: read('chat.css') }],
    ['/icon.svg', { type: 'image/svg+xml', body: read('icon.svg') }],
  ]);
}

/** Headers of every answer: the page needs nothing from elsewhere, so nothing from elsewhere may run. */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
