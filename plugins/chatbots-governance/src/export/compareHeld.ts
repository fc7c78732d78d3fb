import type { Checkpoint, Sha256 } from '@chatbot-portal/transparency-log';
import {
  equalBytes,
  toHex,
  verifyConsistency,
  rootWithinRange,
} from '@chatbot-portal/transparency-log';
import { chainTo, type ExportContinuation } from './continuation';
import type { ExportHeader } from './ExportFormat';
import type { HeldVerification } from './ExportVerification';

/**
 * A checkpoint that the auditor holds from before or from elsewhere.
 *
 * @public
 */
export interface HeldCheckpoint {
  /** Its signature is already verified with a trusted key. */
  checkpoint: Checkpoint;
  /** Needed when the export does not hold the last event of the held checkpoint. */
  consistency?: HeldConsistencyProof;
}

/**
 * A consistency proof as it was handed over, believed in nothing.
 *
 * @public
 */
export interface HeldConsistencyProof {
  /** The size that it says to lead from. */
  from: number;
  /** The size that it says to lead to. */
  to: number;
  /** What `consistencyProof` makes. */
  hashes: readonly Uint8Array[];
}

interface Exported {
  /** Its signature holds. */
  checkpoint: Checkpoint;
  range: Pick<ExportHeader, 'from' | 'to' | 'rangeProof'>;
  /** Empty unless they give the root of the checkpoint. */
  leafHashes: readonly Uint8Array[];
  /** Names that the log had before; none unless the events give the root of the checkpoint. */
  continuations: readonly ExportContinuation[];
  sha256: Sha256;
}

/**
 * Whether the log of the held checkpoint is the beginning of the exported one. The
 * signature on a checkpoint does not tell: whoever has the log's key can sign
 * another past.
 *
 * @internal
 */
export function compareHeld(
  { checkpoint: held, consistency }: HeldCheckpoint,
  exported: Exported,
): HeldVerification {
  const { checkpoint, sha256 } = exported;
  if (held.origin !== checkpoint.origin) {
    const chain = chainTo(
      held.origin,
      checkpoint.origin,
      exported.continuations,
    );
    if (!chain) {
      return contradicted(
        `the one you hold is of the log '${held.origin}', the export of '${checkpoint.origin}', and no event of the export says that this one continues it`,
      );
    }
    // The last of the chain is where the held log was left; what it lost there is in no later one.
    if (held.size > chain[chain.length - 1].commonSize) {
      return compareLost(held, chain);
    }
  }
  if (held.size > checkpoint.size) {
    return contradicted(
      `the log became shorter: you hold one of size ${held.size}, the export has one of size ${checkpoint.size}; or the export is older than the one you hold`,
    );
  }
  if (held.size === checkpoint.size) {
    return equalBytes(held.root, checkpoint.root)
      ? proven('it is the same as that of the export')
      : contradicted(
          `the log signed two roots for size ${held.size}: it shows different histories`,
        );
  }
  const rebuilt = rootAt(held.size, exported);
  if (rebuilt && !equalBytes(rebuilt, held.root)) {
    return contradicted(
      `the past was rewritten: the first ${
        held.size
      } events of the exported log have the root ${toHex(
        rebuilt,
      )}, in the one you hold they have ${toHex(held.root)}`,
    );
  }
  // A proof that was given is judged even when the events suffice: none is passed over in silence.
  if (consistency) {
    return byProof(held, checkpoint, consistency, sha256);
  }
  return rebuilt
    ? proven('the exported log begins with it, as the events show')
    : unproven(held, checkpoint, 'the export does not show it by itself');
}

/** A held checkpoint of events that the log lost before it was continued under another name. */
function compareLost(
  held: Checkpoint,
  chain: readonly ExportContinuation[],
): HeldVerification {
  const { origin, commonSize, seq } = chain[chain.length - 1];
  const lost = `events ${commonSize} to ${held.size - 1} of the log '${
    held.origin
  }' are not in it, since its database was restored from before them; event ${seq} says so and continues it as '${origin}'`;
  const named = chain
    .flatMap(({ anchored }) => anchored)
    .filter(one => one.origin === held.origin);
  if (
    named.some(one => one.size === held.size && equalBytes(one.root, held.root))
  ) {
    return { status: 'continued', message: lost };
  }
  if (named.some(one => one.size > held.size)) {
    return {
      status: 'unproven',
      message: `${lost}. It names a larger checkpoint than yours, and nothing shows any more that yours is its beginning`,
    };
  }
  return contradicted(
    `event ${seq} continues the log '${held.origin}' as '${origin}' after a restore, and does not name the checkpoint of size ${held.size} that you hold: more was lost than it says`,
  );
}

/** The root of the exported log at an earlier size, where its events tell. */
function rootAt(
  size: number,
  { range, leafHashes, sha256 }: Exported,
): Uint8Array | undefined {
  if (size === 0) {
    return sha256(new Uint8Array(0));
  }
  return range.from < size && size <= range.from + leafHashes.length
    ? rootWithinRange(leafHashes, range.from, size, range.rangeProof, sha256)
    : undefined;
}

function byProof(
  held: Checkpoint,
  checkpoint: Checkpoint,
  { from, to, hashes }: HeldConsistencyProof,
  sha256: Sha256,
): HeldVerification {
  if (from !== held.size || to !== checkpoint.size) {
    return unproven(
      held,
      checkpoint,
      `the consistency proof leads from size ${from} to ${to} instead`,
    );
  }
  try {
    verifyConsistency(
      {
        oldSize: held.size,
        oldRoot: held.root,
        newSize: checkpoint.size,
        newRoot: checkpoint.root,
        proof: hashes,
      },
      sha256,
    );
  } catch {
    return contradicted(
      `the past was rewritten, or the consistency proof is damaged: it does not lead from the root you hold, of size ${held.size}, to that of the export, of size ${checkpoint.size}`,
    );
  }
  return proven(
    'the exported log begins with it, as the consistency proof shows',
  );
}

function proven(message: string): HeldVerification {
  return { status: 'proven', message };
}

function contradicted(message: string): HeldVerification {
  return { status: 'contradicted', message };
}

function unproven(
  held: Checkpoint,
  checkpoint: Checkpoint,
  why: string,
): HeldVerification {
  return {
    status: 'unproven',
    message: `that the log of size ${checkpoint.size} begins with the one of size ${held.size} that you hold: ${why}`,
  };
}
