import type { Checkpoint } from '@chatbot-portal/transparency-log';
import type {
  ExportPeriod,
  ExportProblem,
  ExportVerification,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';

/**
 * Says what was found, in lines for the auditor.
 *
 * @param held - a checkpoint that the auditor holds apart from the export
 *
 * @internal
 */
export function describeVerification(
  result: ExportVerification,
  held?: Checkpoint,
): { lines: string[]; valid: boolean } {
  const { valid } = result;
  const lines = [...facts(result)];
  if (held) {
    lines.push(...describeHeld(result, held));
  }
  lines.push(
    ...result.problems.map(
      problem => `PROBLEM     ${describeProblem(problem)}`,
    ),
  );
  const untold = result.problemCount - result.problems.length;
  if (untold > 0) {
    lines.push(`PROBLEM     and ${untold} more`);
  }
  lines.push(verdict(result));
  if (valid) {
    lines.push(...advice(result, held));
  }
  return { lines, valid };
}

function verdict({ valid, problemCount }: ExportVerification): string {
  if (valid) {
    return 'VALID';
  }
  return problemCount === 0 ? 'NOT PROVEN' : 'NOT VALID';
}

function* facts(result: ExportVerification): Generator<string> {
  const { range, checkpoint, csvRows } = result;
  if (range) {
    const count = range.to - range.from;
    yield `Log         ${range.origin}`;
    yield count === 0
      ? 'Events      none'
      : `Events      ${range.from} to ${range.to - 1}, ${count} in all`;
  }
  if (range?.period) {
    yield* describePeriod(range.period, result.outsidePeriod ?? 0);
  }
  if (checkpoint) {
    yield `Checkpoint  size ${checkpoint.size}, root ${checkpoint.root}, key ${checkpoint.keyId}`;
  }
  for (const one of result.continuations ?? []) {
    yield `Continued   event ${one.seq}: '${one.origin}' continues the log '${
      one.previous
    }', whose database was restored; the first ${
      one.commonSize
    } events are common, and held was ${one.anchored
      .map(held => `a checkpoint of ${held.size} of '${held.origin}'`)
      .join(' and ')}`;
  }
  if (result.textsProven > 0) {
    yield `Texts       ${result.textsProven} agree with what was committed to`;
  }
  if (result.peopleStated > 0) {
    yield `People      ${result.peopleStated} named by the portal; nothing proves these names`;
  }
  if (csvRows !== undefined) {
    yield `CSV         ${csvRows} rows agree`;
  }
}

function* describePeriod(
  { from, to }: ExportPeriod,
  outside: number,
): Generator<string> {
  const claimed = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`until ${to}`]),
  ].join(' ');
  yield `Period      ${claimed}, as the portal says that it was asked; ${outside} of the events occurred outside of it`;
  yield 'Period      proven is a range of the log without holes, not that it is everything of the period';
}

function describeProblem(problem: ExportProblem): string {
  const { at, seq, line, message } = problem;
  const place = [
    ...(seq === undefined ? [at] : [`event ${seq}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(at === 'csv' && seq !== undefined ? ['CSV'] : []),
  ].join(', ');
  return `${place}: ${message}`;
}

function* describeHeld(
  { checkpoint, range, held: found }: ExportVerification,
  held: Checkpoint,
): Generator<string> {
  yield `Held        size ${held.size}, root ${hex(held.root)}`;
  if (found?.status === 'proven') {
    yield `Held        ${found.message}`;
    if (range && checkpoint) {
      yield* describeSince(held.size, range, checkpoint.size);
    }
  }
  if (found?.status === 'continued') {
    yield `Held        ${found.message}`;
  }
  if (found?.status === 'unproven') {
    yield `UNPROVEN    ${found.message}`;
  }
  // No proof leads from events that the log lost.
  if (
    found?.status === 'unproven' &&
    checkpoint &&
    held.origin === range?.origin
  ) {
    const query = `from=${held.size}&to=${checkpoint.size}`;
    yield `TO PROVE IT save what GET /api/chatbots/v1/audit/proofs/consistency?${query} answers and give it with --consistency`;
  }
}

/** What was recorded after the held checkpoint, and is not in the export: an auditor who sees none has seen everything. */
function* describeSince(
  held: number,
  range: { from: number; to: number },
  size: number,
): Generator<string> {
  const missing = [
    [held, Math.min(range.from, size)],
    [Math.max(range.to, held), size],
  ].filter(([from, to]) => from < to);
  for (const [from, to] of missing) {
    yield `Held        not in the export: events ${from} to ${
      to - 1
    }, recorded after it`;
  }
  if (missing.length === 0) {
    yield 'Held        every event recorded after it, up to the checkpoint, is in the export';
  }
}

function* advice(
  { range }: ExportVerification,
  held: Checkpoint | undefined,
): Generator<string> {
  if (range && range.from === range.to) {
    yield 'The range is empty, so nothing was proven about it.';
  }
  if (!held) {
    yield 'Compare size and root with a checkpoint that you hold apart from the portal.';
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
