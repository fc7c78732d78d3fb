import { LoggerService } from '@backstage/backend-plugin-api';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { PipelineActor } from '../../database/Actor';
import { fromJson } from '../../database/json';
import {
  EvaluationPartRow,
  OpenEvaluationRow,
  PartFacts,
} from '../../database/openEvaluations';
import { EventKeys } from '../../keys';
import { spec } from '../../schema/generated/spec';
import { effectiveRun, originOf } from '../runFacts';

/** Most of everything over all parts. */
const LIMITS = spec.components.schemas.EvaluationReport['x-in-parts'];

/** What an open evaluation knows before its parts, as it is stored. */
export interface Header {
  report: Api.EvaluationReport;
  run: Api.PipelineRun;
  origin: Api.Origin;
}

/** What an open evaluation was opened with. */
export function headerOf({ report }: OpenEvaluationRow): Header {
  return fromJson(report);
}

/** Refuses samples and slices beside `parts`, for they belong into these. */
export function assertNoParts(report: Api.EvaluationReport): void {
  if (report.samples !== undefined || report.slices !== undefined) {
    throw errorWithReason(
      'input-invalid',
      'A report in parts has its samples and slices in the parts',
      { hint: 'Leave them out, and send them in parts 1 to n.' },
    );
  }
}

/** Refuses a number that is none of the parts. */
export function assertPartOf({ id, parts }: OpenEvaluationRow, part: number) {
  if (part < 1 || part > parts) {
    throw errorWithReason(
      'input-invalid',
      `Evaluation ${id} has parts 1 to ${parts}, and no ${part}`,
    );
  }
}

/** Refuses another run than the one that opened it: an evaluation has one origin, which policies accept or don't. */
export function assertOrigin(
  open: OpenEvaluationRow,
  actor: PipelineActor,
): void {
  const { report, origin } = headerOf(open);
  const run = effectiveRun(actor, report.run);
  if (canonicalJson(originOf(actor, run)) !== canonicalJson(origin)) {
    throw errorWithReason(
      'token-foreign',
      `Another run opened evaluation ${open.id}`,
      { hint: 'Send every part from the run that opened it.' },
    );
  }
}

/** Refuses parts that are together more than an evaluation may have. */
export function assertRoom(parts: readonly PartFacts[]): void {
  for (const what of ['samples', 'slices', 'bytes'] as const) {
    const total = parts.reduce((sum, part) => sum + part[what], 0);
    if (total > LIMITS[what]) {
      throw errorWithReason(
        'evaluation-too-large',
        `The parts have ${total} ${what}, and an evaluation has at most ${LIMITS[what]}`,
        { details: { what, limit: LIMITS[what] } },
      );
    }
  }
}

/** The text that a key vouches for: what an evaluation was opened with. Never that of an event, which begins with a brace. */
export function vouchedHeader(
  open: Pick<
    OpenEvaluationRow,
    'id' | 'chatbot' | 'identity_digest' | 'report' | 'parts'
  >,
): string {
  const { id, chatbot, identity_digest: identity, report, parts } = open;
  const digest = sha256Text(report);
  return `open evaluation\n${id}\n${chatbot}\n${identity}\n${parts}\n${digest}`;
}

/** The text that a key vouches for: one part and its place. */
export function vouchedPart(
  row: Pick<EvaluationPartRow, 'evaluation_id' | 'part' | 'content'>,
): string {
  const digest = sha256Text(row.content ?? '');
  return `evaluation part\n${row.evaluation_id}\n${row.part}\n${digest}`;
}

/** Refuses parts that are not all there, or that nobody vouches for: somebody wrote the database, or the key has changed since. */
export function assertVouched(options: {
  open: OpenEvaluationRow;
  parts: readonly EvaluationPartRow[];
  keys: EventKeys;
  logger: LoggerService;
}): void {
  const { open, parts, keys, logger } = options;
  const there = new Set(parts.map(({ part }) => part));
  const missing = Array.from({ length: open.parts }, (_, i) => i + 1).filter(
    part => !there.has(part),
  );
  if (missing.length > 0) {
    throw errorWithReason(
      'parts-missing',
      `Evaluation ${open.id} waits for part ${missing.slice(0, 10).join(', ')}`,
      { details: { missing } },
    );
  }
  const isVouched =
    keys.verify(vouchedHeader(open), open) === undefined &&
    parts.every(part => keys.verify(vouchedPart(part), part) === undefined);
  if (!isVouched) {
    logger.error(
      `Evaluation ${open.id} of ${open.chatbot} is not recorded: what came of it is not what stands in the database`,
    );
    throw errorWithReason(
      'parts-changed',
      `What came of evaluation ${open.id} is not what stands in the database`,
    );
  }
}

/** The refusal of an evaluation that is not open: never was, of another chatbot, or an hour ago. */
export function notOpen(id: string): Error {
  return errorWithReason(
    'evaluation-not-open',
    `No evaluation '${id}' waits for parts`,
  );
}
