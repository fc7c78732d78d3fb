import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { VerifierKey } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { readLogRow } from '../../database/auditLog';
import { checkAnchors } from './checkAnchors';
import { checkLogName, isNamedAsLost, readNames } from './checkLogName';
import { Finding, Findings } from './Finding';
import { FsckContext } from './FsckContext';
import { checkSetAside } from './log/AuthenticityCheck';
import { checkTree } from './log/checkTree';
import { DatabaseLog } from './log/DatabaseLog';
import { ExportLog } from './log/ExportLog';
import { FsckProgress, Progress } from './Progress';
import {
  checkNewestCheckpoint,
  readAnchoredRoots,
  SignedRoot,
} from './readSignedRoots';
import { checkChatbots } from './records/checkChatbots';
import { checkDeployments } from './records/checkDeployments';
import { checkEvaluations } from './records/checkEvaluations';
import { checkFactsProposals } from './records/checkFactsProposals';
import { checkPolicies } from './records/checkPolicies';
import { checkPromotions } from './records/checkPromotions';
import { checkStages } from './records/checkStages';
import { checkTokens } from './records/checkTokens';
import { checkVersions } from './records/checkVersions';

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
  /**
   * Path of an export of the whole log, as NDJSON. Records are then held to its events and not to the database's, and the database's
   * log has to go on from it.
   */
  exportFile?: string;
  /** Is told how far the check is, after each batch. */
  onProgress?: (progress: FsckProgress) => void;
}

/** Checks of records, in the order of who rests on whom. */
const RECORDS: readonly ((context: FsckContext) => Promise<void>)[] = [
  checkFactsProposals,
  checkChatbots,
  checkPolicies,
  checkTokens,
  checkVersions,
  checkEvaluations,
  checkPromotions,
  checkDeployments,
  checkStages,
];

/**
 * Checks the whole log: every event against its MAC and its hash, every hash against the tree, the tree against every
 * checkpoint in the database and in the anchors, and everything that decisions rest on against the log: facts, policies,
 * tokens, versions, evaluations, promotions, deployments and what runs where.
 *
 * @remarks
 * Writes nothing. Someone who can write the database can rewrite log, tree and checkpoints alike if they hold the key too;
 * only the anchors then tell. Reads in batches and holds none of them, so memory does not grow with the log; a run over a log that
 * grows meanwhile judges what it had when its size was read.
 *
 * @public
 */
export async function runFsck(
  knex: Knex,
  given: FsckOptions,
): Promise<Finding[]> {
  const findings = new Findings();
  const progress = new Progress(given.onProgress);
  const named = await readNames(knex, given);
  for (const finding of await checkLogName(knex, given, named.names)) {
    findings.add(finding);
  }
  const { exportFile } = given;
  const kept =
    exportFile === undefined
      ? undefined
      : await ExportLog.open(exportFile, named.options);
  try {
    await check(knex, { ...named, kept }, { findings, progress });
  } finally {
    await kept?.close();
  }
  return findings.list();
}

async function check(
  knex: Knex,
  {
    options,
    eventKeys,
    names,
    kept,
  }: Awaited<ReturnType<typeof readNames>> & { kept: ExportLog | undefined },
  { findings, progress }: Pick<FsckContext, 'findings' | 'progress'>,
): Promise<void> {
  progress.begin('anchors');
  // Before the size: whatever is signed by now, the log has to reach, however it grows meanwhile.
  const signed = (await readAnchoredRoots(options, findings)).filter(
    one => !isNamedAsLost(one, names),
  );
  const log = await readLogRow(knex);
  const size = Number(log?.size ?? 0);
  await checkNewestCheckpoint(knex, size, options, findings);
  const context: FsckContext = {
    knex,
    log: kept ?? new DatabaseLog(knex, size),
    eventKeys,
    findings,
    progress,
  };
  const roots = await checkTree(context, {
    ...options,
    log,
    sizes: new Set([...signed, ...(kept?.roots ?? [])].map(one => one.size)),
  });
  await checkSetAside(knex, eventKeys, findings);
  compareAnchored(signed, roots, findings);
  for (const finding of await checkAnchors(knex, options.anchors, eventKeys)) {
    findings.add(finding);
  }
  if (kept) {
    compareExport(kept.roots, roots, findings);
  }
  for (const checkRecords of RECORDS) {
    await checkRecords(context);
  }
}

/** Finds a log that does not go on from an export. */
function compareExport(
  exported: readonly SignedRoot[],
  roots: ReadonlyMap<number, string>,
  findings: Findings,
): void {
  const first = exported.find(({ size, root }) => roots.get(size) !== root);
  if (first) {
    findings.add({
      code: 'export-differs',
      message: `${first.where} has other first ${first.size} events than the database, or the database has fewer`,
    });
  }
}

/** Where one root differs all later ones do: the first says from where on. */
function compareAnchored(
  signed: readonly SignedRoot[],
  roots: ReadonlyMap<number, string>,
  findings: Findings,
): void {
  const first = signed
    .filter(({ size, root }) => roots.get(size) !== root)
    .sort((a, b) => a.size - b.size)
    .at(0);
  if (!first) {
    return;
  }
  const { size, where } = first;
  findings.add(
    roots.has(size)
      ? {
          code: 'anchor-differs',
          message: `${where} signs another root of the first ${size} events`,
        }
      : {
          code: 'log-cut',
          message: `${where} signs ${size} events, and the log has fewer`,
        },
  );
}
