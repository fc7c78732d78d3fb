import { keptName } from './keptPictures.mjs';

const cell = text => String(text).replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** The last round of reading as a page of the docs: its shares, and every picture with what was asked, expected and read. */
export function roundPage({ at, pictures, score }) {
  return [
    '# The last round of reading',
    '',
    `Pictures of ${at.slice(
      0,
      10,
    )}. Who read them saw the picture and the questions, nothing else. [How it is made](../reading.md).`,
    '',
    '| width | right | asked | share |',
    '| --- | --- | --- | --- |',
    ...score.shares.map(
      ({ width, right, all, share }) =>
        `| ${width} px | ${right} | ${all} | ${(share * 100).toFixed(1)} % |`,
    ),
    '',
    ...pictures.flatMap(entry => pictureLines(entry, score.rows)),
  ].join('\n');
}

function pictureLines({ picture, page, person }, rows) {
  const name = keptName(picture);
  return [
    `## ${name.replace(/\.webp$/, '')}`,
    '',
    `${page}, read as: ${person}.`,
    '',
    `![${page}](${name})`,
    '',
    '| question | expected | read | |',
    '| --- | --- | --- | --- |',
    ...rows
      .filter(row => row.picture === picture)
      .map(
        ({ question, expected, answer, right }) =>
          `| ${cell(question)} | ${cell(expected)} | ${cell(answer)} | ${
            right ? 'right' : '**wrong**'
          } |`,
      ),
    '',
  ];
}
