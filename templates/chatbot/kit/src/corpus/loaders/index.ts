import { loadDocx } from './docx.ts';
import { loadHtml } from './html.ts';
import type { Loader } from './Loader.ts';
import { loadMarkdown } from './markdown.ts';
import { loadPdf } from './pdf.ts';
import { loadMarkedText, loadText } from './text.ts';

/** Which loader reads a file, by the ending of its name in small letters. */
export const LOADERS: Readonly<Record<string, Loader>> = {
  ...all(loadMarkdown, 'md', 'markdown', 'mdown', 'mkd', 'mdx'),
  ...all(loadHtml, 'html', 'htm', 'xhtml'),
  ...all(loadText, 'txt', 'text'),
  ...all(loadMarkedText, 'rst', 'adoc', 'asciidoc'),
  ...all(loadPdf, 'pdf'),
  ...all(loadDocx, 'docx'),
};

/** Endings of what stands beside documents and is none: pictures, style sheets, settings of a generator. */
export const NO_DOCUMENTS: ReadonlySet<string> = new Set(
  (
    'avif bmp drawio eot excalidraw gif ico jpeg jpg mov mp3 mp4 otf png svg tif tiff ttf wav webm webp woff woff2 ' +
    'cjs css cts js json jsx lock map mjs mts scss toml ts tsx yaml yml'
  ).split(' '),
);

function all(loader: Loader, ...endings: string[]): Record<string, Loader> {
  return Object.fromEntries(endings.map(ending => [ending, loader]));
}
