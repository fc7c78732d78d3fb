import {
  appendLeaves,
  emptyFrontier,
  Frontier,
  frontierRoot,
  leafHash,
  MerkleNode,
} from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { checkEvent, checkTexts } from './checkEvent';
import { Finding } from './Finding';
import { listNodes, readLogSize } from '../../database/auditLog';
import { EventKeys } from '../../keys';
import { AuthenticityCheck } from './AuthenticityCheck';
import { readNumberedEvents } from '../../database/auditEvents';
import { findLastNumber } from '../../database/recordEvents';

/** Events read at once. */
const PAGE = 500;

/**
 * Rebuilds the tree from the texts of the events alone, and checks that the portal wrote them.
 *
 * @returns the root, in base64, at each of the sizes that the log reaches
 */
export async function checkTree(
  knex: Knex,
  size: number,
  options: { sizes: ReadonlySet<number>; eventKeys: EventKeys | undefined },
  findings: Finding[],
): Promise<Map<number, string>> {
  const { sizes } = options;
  const authenticity = new AuthenticityCheck(options.eventKeys);
  const roots = new Map<number, string>();
  let frontier: Frontier = emptyFrontier;
  let expected = 0;
  const pages = readNumberedEvents(knex, { from: 0, below: size, size: PAGE });
  for await (const rows of pages) {
    const nodes: MerkleNode[] = [];
    for (const row of rows) {
      const sequence = Number(row.sequence);
      for (; expected < sequence; expected += 1) {
        findings.push(missing(expected));
      }
      expected = sequence + 1;
      const leaf = leafHash(Buffer.from(row.body, 'utf8'), sha256);
      const body = checkEvent(row, leaf, findings);
      authenticity.next(row, body, findings);
      const step = appendLeaves(frontier, [leaf], sha256);
      frontier = step.frontier;
      nodes.push(...step.newNodes);
      if (sizes.has(frontier.size)) {
        roots.set(
          frontier.size,
          Buffer.from(frontierRoot(frontier, sha256)).toString('base64'),
        );
      }
    }
    await checkTexts(knex, rows, findings);
    await checkNodes(knex, nodes, findings);
  }
  await authenticity.finish(knex, size, findings);
  if (expected < size) {
    findings.push({
      code: 'log-cut',
      sequence: expected,
      message: `The log ends before event ${expected} and should have ${size} events`,
    });
  }
  const last = await findLastNumber(knex);
  // Read after the events: while the log grows it is never behind them.
  const logSize = await readLogSize(knex);
  if ((last ?? -1) >= logSize) {
    findings.push({
      code: 'log-size',
      message: `Events have numbers that the log's size ${logSize} does not reach`,
    });
  }
  return roots;
}

function missing(sequence: number): Finding {
  return {
    code: 'event-missing',
    sequence,
    message: `Event ${sequence} is missing`,
  };
}

/** Nodes are what proofs are made of. */
async function checkNodes(
  knex: Knex,
  nodes: readonly MerkleNode[],
  findings: Finding[],
): Promise<void> {
  const positions = new Map<number, MerkleNode[]>();
  for (const node of nodes) {
    positions.set(node.level, [...(positions.get(node.level) ?? []), node]);
  }
  for (const [level, own] of positions) {
    const stored = await listNodes(knex, level, [
      own[0].index,
      own[own.length - 1].index,
    ]);
    const hashes = new Map(stored.map(row => [Number(row.position), row.hash]));
    const wrong = own.find(
      ({ index, hash }) =>
        hashes.get(index) !== Buffer.from(hash).toString('base64'),
    );
    if (wrong) {
      findings.push({
        code: 'node-wrong',
        message: `From position ${wrong.index} on, level ${level} of the tree is not what the events give`,
      });
    }
  }
}
