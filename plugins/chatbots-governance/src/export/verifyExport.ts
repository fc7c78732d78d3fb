import type {
  Checkpoint,
  VerifierKey,
  VerifyBytes,
} from '@chatbot-portal/transparency-log';
import {
  openCheckpoint,
  equalBytes,
  textOf,
  toHex,
  utf8,
  rootFromRange,
} from '@chatbot-portal/transparency-log';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { compareHeld, type HeldCheckpoint } from './compareHeld';
import { CsvComparison } from './CsvComparison';
import { EventChecker } from './EventChecker';
import {
  parseFooterLine,
  parseHeaderLine,
  type ExportHeader,
} from './ExportFormat';
import {
  messageOf,
  Problems,
  type ExportVerification,
  type HeldVerification,
} from './ExportVerification';
import { readLines } from './readers';
import type { ExportHashing } from './writeExport';

/**
 * Options of {@link verifyExport}.
 *
 * @public
 */
export interface VerifyExportOptions {
  /** The bytes of the NDJSON file, in pieces of any size. */
  ndjson: AsyncIterable<Uint8Array>;
  /** The bytes of the CSV file of the same range. */
  csv?: AsyncIterable<Uint8Array>;
  /** Keys of the log that the auditor holds. Never taken from the export. */
  trustedKeys: readonly VerifierKey[];
  /** A checkpoint that the auditor holds, to be shown as the beginning of the export's. */
  held?: HeldCheckpoint;
  /** SHA-256 of the platform. */
  hashing: ExportHashing;
  /** Signature check of the platform. */
  verify: VerifyBytes;
}

/**
 * Verifies an export offline: rebuilds the signed root from the exact bytes of the
 * events, so a changed, missing, added or moved event is found, and compares the
 * CSV with them.
 *
 * @remarks
 * Never throws for what stands in the files; it lists the problems, each with its
 * event where one can be named. Of each event only the leaf hash stays in memory.
 *
 * @public
 */
export async function verifyExport(
  options: VerifyExportOptions,
): Promise<ExportVerification> {
  const { hashing } = options;
  const problems = Problems.create();
  const lines = readTexts(options.ndjson, problems);
  const hash = hashing.createSha256();

  const first = await lines.next();
  const header = problems.guard({ at: 'header', line: 1 }, () => {
    if (first.done || first.value.text === undefined) {
      throw errorWithReason('export-invalid', 'The file has no first line');
    }
    return parseHeaderLine(first.value.text);
  });
  if (!first.done) {
    hash.update(first.value.bytes);
    hash.update(utf8('\n'));
  }
  const checker = EventChecker.create({
    header,
    problems,
    sha256: hashing.sha256,
  });
  const csv =
    options.csv && (await CsvComparison.create(options.csv, problems));

  // One line is held back, as only the end of the file tells that it is the footer.
  let held: Line | undefined;
  let number = 1;
  for await (const line of lines) {
    if (held) {
      number += 1;
      const event = checker.check(held.text, number);
      await csv?.next(event);
      hash.update(held.bytes);
      hash.update(utf8('\n'));
    }
    held = line;
  }
  if (header) {
    checker.finish(header.to);
  }
  await csv?.finish();
  checkFooter(held, toHex(hash.digest()), checker.events, problems, number + 1);

  const signed =
    header && (await checkSigned(header, checker, options, problems));
  return {
    valid: problems.count === 0 && signed?.held?.status !== 'unproven',
    problems: problems.list,
    problemCount: problems.count,
    ...(header
      ? {
          range: {
            origin: header.origin,
            from: header.from,
            to: header.to,
            ...(header.period ? { period: header.period } : {}),
          },
        }
      : {}),
    ...(signed
      ? {
          checkpoint: {
            size: signed.checkpoint.size,
            root: toHex(signed.checkpoint.root),
            keyId: signed.keyId,
          },
          ...(signed.held ? { held: signed.held } : {}),
        }
      : {}),
    ...(checker.continuations.length > 0
      ? { continuations: checker.continuations }
      : {}),
    events: checker.events,
    ...(checker.outsidePeriod === undefined
      ? {}
      : { outsidePeriod: checker.outsidePeriod }),
    textsProven: checker.textsProven,
    peopleStated: checker.peopleStated,
    ...(csv ? { csvRows: csv.rows } : {}),
  };
}

interface Line {
  bytes: Uint8Array;
  /** Undefined when the bytes are no UTF-8. */
  text: string | undefined;
  finished: boolean;
}

async function* readTexts(
  chunks: AsyncIterable<Uint8Array>,
  problems: Problems,
): AsyncGenerator<Line> {
  try {
    for await (const { bytes, finished } of readLines(chunks)) {
      let text: string | undefined;
      try {
        text = textOf(bytes);
      } catch {
        text = undefined;
      }
      yield { bytes, text, finished };
    }
  } catch (error) {
    problems.add({ at: 'footer', message: messageOf(error) });
  }
}

/** Undefined when no trusted key vouches for the header's checkpoint. */
async function checkSigned(
  header: ExportHeader,
  { leafHashes, continuations }: EventChecker,
  options: VerifyExportOptions,
  problems: Problems,
): Promise<
  { checkpoint: Checkpoint; keyId: string; held?: HeldVerification } | undefined
> {
  const { hashing, trustedKeys, verify } = options;
  const where = { at: 'header', line: 1 } as const;
  const opened = await openCheckpoint(
    header.checkpoint,
    trustedKeys,
    verify,
  ).catch((error: unknown) => {
    problems.add({ ...where, message: messageOf(error) });
    return undefined;
  });
  if (!opened) {
    return undefined;
  }
  const { checkpoint, signedBy } = opened;
  if (checkpoint.origin !== header.origin) {
    problems.add({
      ...where,
      message: `The header names the log '${header.origin}', its checkpoint '${checkpoint.origin}'`,
    });
  }
  const rebuilt = checkRoot(header, checkpoint, leafHashes, hashing, problems);
  const held =
    options.held &&
    compareHeld(options.held, {
      checkpoint,
      range: header,
      leafHashes: rebuilt ? leafHashes : [],
      continuations: rebuilt ? continuations : [],
      sha256: hashing.sha256,
    });
  if (held?.status === 'contradicted') {
    problems.add({ at: 'checkpoint', message: held.message });
  }
  return { checkpoint, keyId: signedBy.keyId, held };
}

function checkFooter(
  line: Line | undefined,
  sha256: string,
  events: number,
  problems: Problems,
  number: number,
): void {
  problems.guard({ at: 'footer', line: number }, () => {
    if (!line?.finished || line.text === undefined) {
      throw errorWithReason(
        'export-invalid',
        'The file was cut off: it has no footer',
      );
    }
    const footer = parseFooterLine(line.text);
    if (footer.count !== events) {
      throw errorWithReason(
        'export-invalid',
        `The footer counts ${footer.count} events, the file has ${events}`,
      );
    }
    if (footer.sha256 !== sha256) {
      throw errorWithReason(
        'export-invalid',
        'The file is not the one that the footer was written for',
      );
    }
  });
}

/** Whether the events give the signed root. */
function checkRoot(
  header: ExportHeader,
  checkpoint: Checkpoint,
  leafHashes: readonly Uint8Array[],
  { sha256 }: ExportHashing,
  problems: Problems,
): boolean {
  // Faults found in single events break the root as well; they say more.
  const blamed = problems.list.some(({ at }) => at === 'event');
  const expected = header.to - header.from;
  if (leafHashes.length !== expected) {
    problems.add({
      at: 'tree',
      message: `The range needs ${expected} events, the file has ${leafHashes.length} that can be hashed`,
    });
    return false;
  }
  const rebuilt = problems.guard({ at: 'tree' }, () => {
    const root = rootFromRange(
      leafHashes,
      header.from,
      checkpoint.size,
      header.rangeProof,
      sha256,
    );
    if (!equalBytes(root, checkpoint.root)) {
      throw errorWithReason(
        'proof-invalid',
        blamed
          ? 'The events do not give the signed root'
          : 'Each event agrees with the leaf hash beside it, yet together they do not give the signed root: events and their hashes were changed together, or the range or its proof was',
      );
    }
    return true;
  });
  return rebuilt ?? false;
}
