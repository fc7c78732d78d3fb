import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disclosure } from '../answer/guards/disclosure.ts';
import {
  generatedMeta,
  type GeneratedMark,
} from '../answer/guards/generatedMark.ts';
import type { AccessSettings } from '../door/access.ts';
import { kitFolder } from '../text/kitFolder.ts';
import { escapeMarkup } from '../text/markup.ts';
import { signInFiles, signInForm } from './signInPage.ts';

/** A file of the chat page. */
export interface PageFile {
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** The chat page's files by path, read once: no request path ever reaches the file system. */
export function readPages({
  title,
  disclosures,
  mark,
  access,
}: {
  title: string;
  disclosures: readonly Disclosure[];
  mark: GeneratedMark;
  access: AccessSettings;
}): Map<string, PageFile> {
  const read = (name: string) =>
    readFileSync(join(kitFolder, 'public', name), 'utf8');
  const { name, content } = generatedMeta(mark);
  const values: Record<string, string> = {
    title: escapeMarkup(title),
    language: escapeMarkup(disclosures[0]?.language ?? 'en'),
    mark: `<meta name="${name}" content="${escapeMarkup(content)}" />`,
    access: signInForm(access),
    disclosure: disclosures
      .map(
        ({ language, text }) =>
          `<p class="disclosure" lang="${escapeMarkup(
            language,
          )}">${escapeMarkup(text)}</p>`,
      )
      .join('\n      '),
  };
  const html = read('index.html').replace(
    /\{\{(\w+)\}\}/g,
    (_, key: string) => values[key] ?? '',
  );
  return new Map<string, PageFile>([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    [
      '/chat.js',
      { type: 'text/javascript; charset=utf-8', body: read('chat.js') },
    ],
    ['/chat.css', { type: 'text/css; charset=utf-8', body: read('chat.css') }],
    [
      '/access.js',
      { type: 'text/javascript; charset=utf-8', body: read('access.js') },
    ],
    [
      '/widget.js',
      {
        type: 'text/javascript; charset=utf-8',
        body: read('widget.js'),
        // Pages of other origins load it; the listed ones alone can then show the chat.
        headers: { 'cross-origin-resource-policy': 'cross-origin' },
      },
    ],
    ...signInFiles(access, read, title),
    ['/icon.svg', { type: 'image/svg+xml', body: read('icon.svg') }],
  ]);
}
