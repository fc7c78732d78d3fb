import type {
  Checkpoint,
  ExportProblem,
  ExportVerification,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

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
  if (checkpoint) {
    yield `Checkpoint  size ${checkpoint.size}, root ${checkpoint.root}, key ${checkpoint.keyId}`;
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
  { checkpoint, held: found }: ExportVerification,
  held: Checkpoint,
): Generator<string> {
  yield `Held        size ${held.size}, root ${hex(held.root)}`;
  if (found?.status === 'proven') {
    yield `Held        ${found.message}`;
  }
  if (found?.status === 'unproven' && checkpoint) {
    const query = `from=${held.size}&to=${checkpoint.size}`;
    yield `UNPROVEN    ${found.message}`;
    yield `TO PROVE IT save what GET /api/chatbots/v1/audit/proofs/consistency?${query} answers and give it with --consistency`;
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
