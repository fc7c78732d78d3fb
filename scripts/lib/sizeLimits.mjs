import { exportsOf } from './breakingChanges.mjs';

const MOST_LINES = 400;
/** A file of fewer lines is small, and this share of the source at most is: one has to open too many otherwise. */
const SMALL_LINES = 25;
const MOST_SMALL = 0.18;
const SOURCE = /^(plugins|packages)\/[^/]+\/src\/.*\.tsx?$/;
const TESTS =
  /\.test\.tsx?$|\/(__testUtils__|__fixtures__|testUtils)\/|setupTests/;

/** A report below these limits can be read by one person. */
const MOST_EXPORTS = 100;
const MOST_BYTES = 40_000;

/** What is too long, and whether too much is too short, in the lines of each file: `{ remark, problems }`. */
export function checkFileSizes(lines) {
  const counted = [...lines];
  const tooLong = counted.filter(([, count]) => count > MOST_LINES);
  const sources = counted.filter(
    ([file]) => SOURCE.test(file) && !TESTS.test(file),
  );
  const small = sources.filter(([, count]) => count < SMALL_LINES);
  const share = sources.length === 0 ? 0 : small.length / sources.length;
  const remark = `${(share * 100).toFixed(1)} % of ${
    sources.length
  } source files under ${SMALL_LINES} lines`;

  const problems = [];
  if (tooLong.length > 0) {
    problems.push(
      `Over ${MOST_LINES} lines, split by idea:`,
      ...tooLong.map(([file, count]) => `${file}: ${count} lines`),
    );
  }
  if (share >= MOST_SMALL) {
    problems.push(
      `${remark}, join files with what they serve until it is below ${
        MOST_SMALL * 100
      } %:`,
      ...small.map(([file, count]) => `${file}: ${count} lines`),
    );
  }
  return { remark, problems };
}

/** Whether the API report of a package that everybody depends on stays small: `{ remark, problems }`. */
export function checkReportSize(file, report) {
  const exported = exportsOf(report).size;
  const bytes = Buffer.byteLength(report);
  return {
    remark: `${exported} exports, ${(bytes / 1000).toFixed(1)} KB`,
    problems:
      exported >= MOST_EXPORTS || bytes >= MOST_BYTES
        ? [
            `${file} has to stay under ${MOST_EXPORTS} exports and ${MOST_BYTES} bytes: move what few need to a sub-path`,
          ]
        : [],
  };
}
