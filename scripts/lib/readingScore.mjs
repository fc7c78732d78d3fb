import { expectedText, isRight } from './readAnswers.mjs';

/** Of the answers at each width of the screen, at least this share has to be right. */
export const LEAST_SHARE = 0.9;
const WIDTH = /-(\d+)-(?:light|dark)\.png$/;

/** How wide the screen was that a picture shows. */
function widthOf(picture) {
  return picture.match(WIDTH)?.[1] ?? 'other';
}

/**
 * Compares what readers answered with what the database said.
 *
 * @param pictures - of `questions.json`: `{ picture, questions: [{ id, question, answer }] }`
 * @param readers - what each reader answered: `{ reader, answers: { picture: { id: answer } } }`
 * @returns every answer with its judgement, and the share of right ones by width
 */
export function scoreReading(pictures, readers) {
  const known = new Set(pictures.map(({ picture }) => picture));
  for (const { reader, answers } of readers) {
    const unknown = Object.keys(answers).filter(name => !known.has(name));
    if (unknown.length > 0) {
      throw new Error(`${reader} answers of no picture: ${unknown.join(', ')}`);
    }
  }
  const rows = pictures.flatMap(({ picture, questions }) => {
    const saw = readers.filter(({ answers }) => answers[picture]);
    // What nobody looked at can't have been read right.
    const by = saw.length > 0 ? saw : [{ reader: 'nobody', answers: {} }];
    return by.flatMap(({ reader, answers }) =>
      questions.map(({ id, question, answer: expected }) => {
        const answer = answers[picture]?.[id];
        return {
          picture,
          width: widthOf(picture),
          reader,
          id,
          question,
          expected: expectedText(expected),
          answer: answer === undefined ? '' : String(answer),
          right: isRight(expected, answer),
        };
      }),
    );
  });
  return { rows, shares: sharesOf(rows) };
}

function sharesOf(rows) {
  const widths = [...new Set(rows.map(({ width }) => width))].sort(
    (a, b) => Number(b) - Number(a),
  );
  return widths.map(width => {
    const of = rows.filter(row => row.width === width);
    const right = of.filter(row => row.right).length;
    return { width, right, all: of.length, share: right / of.length };
  });
}

/** Whether enough was read right, at every width. */
export function isReadable({ shares }) {
  return shares.length > 0 && shares.every(({ share }) => share >= LEAST_SHARE);
}

/** The score as lines: each picture, under it what was read wrong, then the shares. */
export function scoreLines({ rows, shares }) {
  const pictures = [...new Set(rows.map(({ picture }) => picture))];
  return [
    ...pictures.flatMap(picture => {
      const of = rows.filter(row => row.picture === picture);
      const wrong = of.filter(row => !row.right);
      return [
        `${picture}: ${of.length - wrong.length} of ${of.length} right`,
        ...wrong.map(
          ({ reader, id, question, expected, answer }) =>
            `  wrong (${reader}, ${id}): ${question}\n    expected ${expected}, read ${
              answer || 'nothing'
            }`,
        ),
      ];
    }),
    '',
    ...shares.map(
      ({ width, right, all, share }) =>
        `${width} px: ${right} of ${all} right, ${(share * 100).toFixed(1)} %`,
    ),
  ];
}
