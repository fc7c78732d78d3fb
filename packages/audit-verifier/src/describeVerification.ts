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
  const disagreement = held && compareCheckpoints(result, held);
  const valid = result.valid && !disagreement;
  const lines = [...facts(result)];
  if (held) {
    lines.push(`Held        size ${held.size}, root ${hex(held.root)}`);
  }
  const problems = result.problems.map(describeProblem);
  if (disagreement) {
    problems.push(disagreement);
  }
  lines.push(...problems.map(problem => `PROBLEM     ${problem}`));
  const untold = result.problemCount - result.problems.length;
  if (untold > 0) {
    lines.push(`PROBLEM     and ${untold} more`);
  }
  lines.push(valid ? 'VALID' : 'NOT VALID');
  if (valid) {
    lines.push(...advice(result, held));
  }
  return { lines, valid };
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

function compareCheckpoints(
  { checkpoint }: ExportVerification,
  held: Checkpoint,
): string | undefined {
  if (!checkpoint) {
    return undefined;
  }
  if (held.size > checkpoint.size) {
    return `checkpoint: you hold one of size ${held.size}, the export has one of size ${checkpoint.size}: the log lost events, or the export is older`;
  }
  return held.size === checkpoint.size && hex(held.root) !== checkpoint.root
    ? `checkpoint: the log signed two roots for size ${held.size}: it shows different histories`
    : undefined;
}

function* advice(
  { checkpoint, range }: ExportVerification,
  held: Checkpoint | undefined,
): Generator<string> {
  if (range && range.from === range.to) {
    yield 'The range is empty, so nothing was proven about it.';
  }
  if (!held) {
    yield 'Compare size and root with a checkpoint that you hold apart from the portal.';
  } else if (checkpoint && held.size < checkpoint.size) {
    yield 'The held checkpoint is older; that it begins this one needs a consistency proof.';
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
