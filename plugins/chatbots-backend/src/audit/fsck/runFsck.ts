import { VerifierKey } from '@chatbot-portal/transparency-log';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { readLogSize } from '../../database/auditLog';
import { checkEvaluations } from './checkEvaluations';
import { checkFacts } from './checkFacts';
import { checkFactsProposals } from './checkFactsProposals';
import { checkMissing } from './checkMissing';
import { checkPromotions } from './checkPromotions';
import { checkStages } from './checkStages';
import { checkTree } from './checkTree';
import { checkVersions } from './checkVersions';
import { Finding } from './Finding';
import {
  checkNewestCheckpoint,
  readSignedRoots,
  SignedRoot,
} from './readSignedRoots';
import { EventKeys } from '../../keys';
import { checkSetAside } from './AuthenticityCheck';
import { checkDeployments } from './checkDeployments';
import { checkTokens } from './checkTokens';

/** Options of {@link runFsck}. @public */
export interface FsckOptions {
  /** Keys of the log that the caller holds; a key from the database would vouch for itself. */
  trustedKeys: readonly VerifierKey[];
  /** Places outside the database that can be read back. */
  anchors: readonly AuditAnchor[];
  /**
   * Keys that authenticate events, as `chatbots.audit.eventKeys` has them, and the name of the log. Without them only the
   * presence of a MAC is checked.
   */
  eventKeys?: {
    origin: string;
    keys: readonly { id: string; secret: string }[];
  };
}

/**
 * Checks the whole log: every event against its MAC and its hash, every hash against the tree, the tree against every
 * checkpoint in the database and in the anchors, and everything that decisions rest on against the log: facts, policies,
 * tokens, versions, evaluations, promotions, deployments and what runs where.
 *
 * @remarks
 * Writes nothing. Someone who can write the database can rewrite log, tree and checkpoints alike if they hold the key too;
 * only the anchors then tell. Reads in pages; a run over a log that grows meanwhile judges what it had when its size was read.
 *
 * @public
 */
export async function runFsck(
  knex: Knex,
  options: FsckOptions,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const eventKeys = options.eventKeys && EventKeys.create(options.eventKeys);
  // Before the size: whatever is signed by now, the log has to reach, however it grows meanwhile.
  const signed = await readSignedRoots(knex, options, findings);
  const size = await readLogSize(knex);
  await checkNewestCheckpoint(knex, size, options, findings);
  const roots = await checkTree(
    knex,
    size,
    { sizes: sizesOf(signed), eventKeys },
    findings,
  );
  await checkSetAside(knex, eventKeys, findings);
  for (const anchored of [false, true]) {
    findings.push(
      ...firstDifference(
        signed.filter(one => one.anchored === anchored),
        roots,
      ),
    );
  }
  await checkMissing(knex, size, findings);
  await checkFacts(knex, size, findings);
  await checkFactsProposals(knex, size, findings);
  await checkTokens(knex, size, findings);
  await checkVersions(knex, size, findings);
  await checkEvaluations(knex, size, findings);
  await checkPromotions(knex, size, findings);
  await checkDeployments(knex, size, findings);
  await checkStages(knex, size, findings);
  return findings;
}

function sizesOf(signed: readonly SignedRoot[]): Set<number> {
  return new Set(signed.map(({ size }) => size));
}

/** Where one root differs all later ones do: the first says from where on. */
function firstDifference(
  signed: readonly SignedRoot[],
  roots: ReadonlyMap<number, string>,
): Finding[] {
  const first = signed
    .filter(({ size, root }) => roots.get(size) !== root)
    .sort((a, b) => a.size - b.size)
    .at(0);
  if (!first) {
    return [];
  }
  const { size, where, anchored } = first;
  return roots.has(size)
    ? [
        {
          code: anchored ? 'anchor-differs' : 'root-differs',
          message: `${where} signs another root of the first ${size} events`,
        },
      ]
    : [
        {
          code: 'log-cut',
          message: `${where} signs ${size} events, and the log has fewer`,
        },
      ];
}
