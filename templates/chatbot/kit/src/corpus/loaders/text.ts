import { decodeText } from '../decodeText.ts';
import type { DecodedText } from '../decodeText.ts';
import type { LoadedDocument, Loader } from './Loader.ts';

/** Reads a plain text: one section, cut by size alone. */
export const loadText: Loader = async ({ bytes, fallbackEncoding }) => {
  const decoded = decodeText(bytes, fallbackEncoding);
  const text = decoded.text
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return {
    sections: text === '' ? [] : [{ headings: [], text }],
    dropped: [],
    notices: encodingNotices(decoded),
  };
};

/** Reads a text whose marks no loader knows as if it were plain, and says so. */
export const loadMarkedText: Loader = async file => {
  const loaded = await loadText(file);
  return {
    ...loaded,
    notices: [
      ...loaded.notices,
      {
        code: 'read-as-plain-text',
        message: 'its headings are not known: chunks are cut by size alone',
      },
    ],
  };
};

/** Says where an encoding was assumed, or characters stand that nobody sees. */
export function encodingNotices(
  decoded: DecodedText,
): LoadedDocument['notices'] {
  return [
    ...(decoded.guessed
      ? [
          {
            code: 'fallback-encoding' as const,
            message: `is not UTF-8 and was read as ${decoded.encoding}: save it as UTF-8`,
          },
        ]
      : []),
    ...unseenNotices(decoded.text),
  ];
}

/** Says that a text holds tags or marks of direction: a model reads what no reviewer saw. */
export function unseenNotices(text: string): LoadedDocument['notices'] {
  const found = text.match(/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu);
  if (found === null) {
    return [];
  }
  const points = [...new Set(found)]
    .slice(0, 5)
    .map(
      character =>
        `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
    );
  return [
    {
      code: 'unseen-characters',
      message: `holds ${
        found.length
      } characters that nobody sees (${points.join(', ')})`,
    },
  ];
}
