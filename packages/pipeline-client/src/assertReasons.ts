import type { JsonObject, JsonValue } from '@backstage/types';
import { PipelineError } from './PipelineError';
import { isJsonObject } from './readJson';

/** Characters that a reason of a judge may have. */
const LONGEST = 2_000;

/**
 * Refuses reasons that the portal would refuse, and says which: empty, too long, no text, or of a score that is not there. What is no
 * list of samples is left to the portal.
 *
 * @throws PipelineError
 *
 * @internal
 */
export function assertReasons({ samples }: JsonObject): void {
  for (const [index, sample] of listOf(samples).entries()) {
    if (isJsonObject(sample) && sample.reasons !== undefined) {
      assertReasonsOf(sample, `samples[${index}].reasons`);
    }
  }
}

function assertReasonsOf({ scores, reasons }: JsonObject, path: string): void {
  if (!isJsonObject(reasons)) {
    throw invalid(path, 'is no object', 'Write one text for each metric.');
  }
  for (const [metric, reason] of Object.entries(reasons)) {
    const at = `${path}.${metric}`;
    if (!isJsonObject(scores) || !Object.hasOwn(scores, metric)) {
      throw invalid(
        at,
        'is of a metric that the sample has no score of',
        'Give the score too, or leave the reason out.',
      );
    }
    if (typeof reason !== 'string' || reason === '') {
      throw invalid(
        at,
        reason === '' ? 'is empty' : 'is no text',
        'Leave the reason out where the judge gave none.',
      );
    }
    // Code points, as the portal counts them.
    const length = reason.length > LONGEST ? [...reason].length : 0;
    if (length > LONGEST) {
      throw invalid(
        at,
        `has ${length} characters, and at most ${LONGEST} are kept`,
        'Cut it by characters, not by UTF-16 code units.',
      );
    }
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function invalid(path: string, problem: string, hint: string): PipelineError {
  return PipelineError.create(`${path} ${problem}`, {
    reason: 'input-invalid',
    hint,
  });
}
