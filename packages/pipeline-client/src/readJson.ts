import type { JsonObject } from '@backstage/types';
import {
  describeEncoding,
  describeNoNumber,
  findLoneSurrogate,
  hasByteOrderMark,
  textOf,
} from '@chatbot-portal/transparency-log';
import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';

/** What to do about a number that JSON has not. @internal */
export const NO_NUMBER = 'Write null or leave the metric out.';

/** What to do about half of a surrogate pair. @internal */
export const HALF_PAIR = 'Cut texts by characters, not by UTF-16 code units.';

type Reader = Pick<PipelineHost, 'readFile' | 'log'>;

/**
 * The text of a file, in UTF-8. What editors and other programs make of one is named: UTF-16, gzip, another code page. A byte order
 * mark is passed over, and said.
 *
 * @throws PipelineError
 *
 * @internal
 */
export async function readText(
  file: string,
  host: Reader,
  hint?: string,
): Promise<string> {
  const bytes = await host.readFile(file).catch(() => {
    throw PipelineError.create(`${file} cannot be read`, { hint });
  });
  const why = describeEncoding(bytes);
  if (why !== undefined) {
    throw PipelineError.create(`${file} ${why}`);
  }
  if (!hasByteOrderMark(bytes)) {
    return textOf(bytes);
  }
  host.log(`${file} begins with a byte order mark (BOM), which is passed over`);
  return textOf(bytes.subarray(3));
}

/**
 * The JSON object in a file.
 *
 * @throws PipelineError that names the line where a number is none, or the path of half a surrogate pair
 *
 * @internal
 */
export async function readJson(
  file: string,
  host: Reader,
): Promise<JsonObject> {
  const text = await readText(file, host);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const why = describeNoNumber(text);
    throw why === undefined
      ? PipelineError.create(`${file} is no JSON`)
      : PipelineError.create(`${file} ${why}`, { hint: NO_NUMBER });
  }
  if (!isJsonObject(value)) {
    throw PipelineError.create(`${file} holds no JSON object`);
  }
  const half = findLoneSurrogate(value);
  if (half !== undefined) {
    throw PipelineError.create(
      `${file} has half of a surrogate pair in ${half}`,
      { hint: HALF_PAIR },
    );
  }
  return value;
}

/** @internal */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
