import {
  appendLeaves,
  emptyFrontier,
  Frontier,
  frontierRoot,
  leafHash,
  MerkleNode,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { readNumberedEvents } from '../../../database/auditEvents';
import {
  AuditLogRow,
  listNodes,
  readLogSize,
} from '../../../database/auditLog';
import { findLastNumber } from '../../../database/recordEvents';
import { FsckContext } from '../FsckContext';
import { base64 } from '../readSignedRoots';
import type { FsckOptions } from '../runFsck';
import { AuthenticityCheck } from './AuthenticityCheck';
import { checkEvent, checkStrayTexts, checkTexts, ReadRow } from './checkEvent';
import { checkKept } from './checkKept';
import { CheckpointCheck } from './CheckpointCheck';

/** Events read at once. */
const PAGE = 500;

/**
 * Rebuilds the tree from the texts of the events alone, checks that the portal wrote them, and looks up what they tell of.
 *
 * @param options - `log` is the log's row as it stood when the check began; `sizes` are those whose roots are asked for
 *
 * @returns the root, in base64, at each of the sizes that the log reaches
 */
export async function checkTree(
  context: FsckContext,
  options: Pick<FsckOptions, 'trustedKeys'> & {
    log: AuditLogRow | undefined;
    sizes: ReadonlySet<number>;
  },
): Promise<Map<number, string>> {
  const { knex, findings, progress } = context;
  const { sizes, log } = options;
  const size = Number(log?.size ?? 0);
  progress.begin('events', size);
  const checkpoints = await CheckpointCheck.begin(knex, options, findings);
  const authenticity = new AuthenticityCheck(context.eventKeys);
  const roots = new Map<number, string>();
  let frontier: Frontier = emptyFrontier;
  let expected = 0;
  const pages = readNumberedEvents(knex, { from: 0, below: size, size: PAGE });
  for await (const rows of pages) {
    const nodes: MerkleNode[] = [];
    const read: ReadRow[] = [];
    for (const row of rows) {
      const sequence = Number(row.sequence);
      for (; expected < sequence; expected += 1) {
        findings.add({
          code: 'event-missing',
          sequence: expected,
          message: `Event ${expected} is missing`,
        });
      }
      expected = sequence + 1;
      // Nothing stands there once somebody took away what keeps a column from holding nothing.
      const leaf = leafHash(Buffer.from(row.body ?? '', 'utf8'), sha256);
      const one = checkEvent(row, leaf, findings);
      read.push(one);
      authenticity.next(row, one.body, findings);
      const step = appendLeaves(frontier, [leaf], sha256);
      frontier = step.frontier;
      nodes.push(...step.newNodes);
      const isSigned = checkpoints.nextSize <= frontier.size;
      if (isSigned || sizes.has(frontier.size)) {
        const root = frontierRoot(frontier, sha256);
        if (sizes.has(frontier.size)) {
          roots.set(frontier.size, base64(root));
        }
        await checkpoints.take(frontier.size, root);
      }
    }
    await checkTexts(knex, read, findings);
    await checkNodes(context, nodes);
    await checkKept(
      context,
      read.flatMap(({ row, event }) =>
        event ? [{ sequence: Number(row.sequence), event }] : [],
      ),
    );
    progress.advance(rows.length);
  }
  await checkpoints.finish(size);
  await checkStrayTexts(knex, findings);
  await authenticity.finish(knex, size, findings);
  if (frontier.size === size) {
    authenticity.end(log, frontierRoot(frontier, sha256), findings);
  }
  if (expected < size) {
    findings.add({
      code: 'log-cut',
      sequence: expected,
      message: `The log ends before event ${expected} and should have ${size} events`,
    });
  }
  const last = await findLastNumber(knex);
  // Read after the events: while the log grows it is never behind them.
  const logSize = await readLogSize(knex);
  if ((last ?? -1) >= logSize) {
    findings.add({
      code: 'log-size',
      message: `Events have numbers that the log's size ${logSize} does not reach`,
    });
  }
  return roots;
}

/** Nodes are what proofs are made of. */
async function checkNodes(
  { knex, findings }: FsckContext,
  nodes: readonly MerkleNode[],
): Promise<void> {
  const levels = new Map<number, MerkleNode[]>();
  for (const node of nodes) {
    const level = levels.get(node.level);
    if (level) {
      level.push(node);
    } else {
      levels.set(node.level, [node]);
    }
  }
  for (const [level, own] of levels) {
    const stored = await listNodes(knex, level, [
      own[0].index,
      own[own.length - 1].index,
    ]);
    const hashes = new Map(stored.map(row => [Number(row.position), row.hash]));
    const wrong = own.find(
      ({ index, hash }) => hashes.get(index) !== base64(hash),
    );
    if (wrong) {
      findings.add({
        code: 'node-wrong',
        message: `From position ${wrong.index} on, level ${level} of the tree is not what the events give`,
      });
    }
  }
}
