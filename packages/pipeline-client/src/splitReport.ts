import type { JsonObject, JsonValue } from '@backstage/types';
import { utf8 } from '@chatbot-portal/transparency-log';
import {
  BODY_LIMIT,
  evaluationSchema,
  IN_PARTS,
} from './generated/evaluationSchema';
import { PipelineError } from './PipelineError';

/** Most items of a list in one request. */
const MOST = {
  slices: evaluationSchema.properties.slices.maxItems,
  samples: evaluationSchema.properties.samples.maxItems,
};
/** Bytes of a part beside its items. */
const AROUND = 1024;

/** A report as it is sent: whole, or as its head and the parts that follow. @internal */
export interface SplitReport {
  head: JsonObject;
  /** Empty for a report that is sent whole. */
  parts: JsonObject[];
}

/**
 * Splits a report that one request can't take, by its items or its bytes. Everything but samples and slices stands in the head; their
 * order is kept.
 *
 * @throws PipelineError for more bytes than all parts together may have
 *
 * @internal
 */
export function splitReport(report: JsonObject): SplitReport {
  const { samples, slices, ...rest } = report;
  const lists = { slices: listOf(slices), samples: listOf(samples) };
  const fits =
    lists.samples.length <= MOST.samples &&
    lists.slices.length <= MOST.slices &&
    bytesOf(report) <= BODY_LIMIT;
  if (fits) {
    return { head: report, parts: [] };
  }
  const total = bytesOf(samples ?? []) + bytesOf(slices ?? []);
  if (total > IN_PARTS.bytes) {
    throw PipelineError.create(
      `Samples and slices have ${total} bytes, and one evaluation has at most ${IN_PARTS.bytes}`,
      {
        reason: 'evaluation-too-large',
        hint: 'Cut the texts, or report the rest as a suite of its own.',
      },
    );
  }
  const parts: { slices: JsonValue[]; samples: JsonValue[] }[] = [];
  let room = 0;
  for (const name of ['slices', 'samples'] as const) {
    for (const item of lists[name]) {
      // With the comma before it.
      const bytes = bytesOf(item) + 1;
      const last = parts.at(-1);
      if (!last || bytes > room || last[name].length === MOST[name]) {
        parts.push({ slices: [], samples: [] });
        room = BODY_LIMIT - AROUND;
      }
      parts[parts.length - 1][name].push(item);
      room -= bytes;
    }
  }
  return { head: { ...rest, parts: parts.length }, parts };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function bytesOf(value: JsonValue): number {
  return utf8(JSON.stringify(value)).length;
}
