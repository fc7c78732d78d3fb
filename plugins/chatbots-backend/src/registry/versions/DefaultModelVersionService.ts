import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  canonicalBundle,
  ModelVersionBundle,
  modelVersionDigest,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { randomUUID } from 'node:crypto';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import {
  insertModelVersion,
  nextVersionOrdinal,
  ModelVersionRow,
  findModelVersionIfReported,
} from '../../database/modelVersions';
import { lockChatbot } from '../../database/chatbots';
import { Recorded, ModelVersionService, PipelineContext } from '../commands';
import { effectiveRun, originOf } from '../runFacts';
import { originFacts } from '../../records/originFacts';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { promptTextRows } from './promptTextRows';
import { insertPromptTexts, PromptTextRow } from '../../database/promptTexts';
import { sha256Text } from '@chatbot-portal/transparency-log/node';

/** Keeps model versions in the registry's tables. */
export class DefaultModelVersionService implements ModelVersionService {
  readonly #unitOfWork: UnitOfWork;

  constructor(options: { unitOfWork: UnitOfWork }) {
    this.#unitOfWork = options.unitOfWork;
  }

  async report(
    report: Api.ModelVersionReport,
    context: PipelineContext,
  ): Promise<Recorded<ModelVersionRow>> {
    const { chatbot } = context.actor;
    // Computed here, never believed: the digest is what approvals and permits name.
    const digest = modelVersionDigest(bundleOf(report), sha256);
    if (report.digest !== undefined && report.digest !== digest) {
      throw errorWithReason(
        'digest-mismatch',
        'The digest stated is not the digest of the bundle',
        { details: { stated: report.digest, actual: digest } },
      );
    }
    const prompts = promptTextRows(chatbot, report.bundle, report.promptTexts);
    return this.#unitOfWork.run(context, async work => {
      const { repository_id: repositoryId } = await lockChatbot(
        work.db,
        chatbot,
      );
      if (report.bundle.source.repositoryId !== repositoryId) {
        throw errorWithReason(
          'repository-mismatch',
          `The bundle comes from repository ${report.bundle.source.repositoryId}, chatbot '${chatbot}' is bound to another`,
        );
      }
      const existing = await findModelVersionIfReported(
        work.db,
        chatbot,
        report.version,
      );
      if (existing) {
        assertSameDigest(existing, digest);
        work.unchanged();
        return { record: existing, created: false };
      }
      const row = await newRow(work, report, digest, context);
      await insertModelVersion(work.db, row);
      await insertPromptTexts(work.db, prompts);
      await record(work, row, report, prompts);
      return { record: row, created: true };
    });
  }
}

/** The body was parsed from JSON, so what the document types as unknown in its maps is JSON. */
function bundleOf(report: Api.ModelVersionReport): ModelVersionBundle {
  return report.bundle as ModelVersionBundle;
}

function assertSameDigest(existing: ModelVersionRow, digest: string): void {
  if (existing.digest !== digest) {
    throw errorWithReason(
      'version-conflict',
      `Version '${existing.version}' exists with another digest`,
      { details: { recorded: existing.digest, reported: digest } },
    );
  }
}

async function newRow(
  work: Work,
  report: Api.ModelVersionReport,
  digest: string,
  { actor }: PipelineContext,
): Promise<ModelVersionRow> {
  const run = effectiveRun(actor, report.run);
  return {
    id: randomUUID(),
    chatbot: actor.chatbot,
    version: report.version,
    ordinal: await nextVersionOrdinal(work.db, actor.chatbot),
    digest,
    bundle: canonicalJson(canonicalBundle(bundleOf(report))),
    model_card:
      report.modelCard === undefined ? null : JSON.stringify(report.modelCard),
    commits: JSON.stringify(report.commits),
    run: JSON.stringify(run),
    origin: JSON.stringify(originOf(actor, run)),
    demo: work.demo,
    reported_at: work.now,
  };
}

async function record(
  work: Work,
  row: ModelVersionRow,
  { bundle }: Api.ModelVersionReport,
  prompts: readonly PromptTextRow[],
): Promise<void> {
  const facts = originFacts(JSON.parse(row.origin));
  await work.record({
    type: 'version.reported',
    subject: { kind: 'model-version', chatbot: row.chatbot, id: row.version },
    data: {
      versionId: row.id,
      version: row.version,
      digest: row.digest,
      ordinal: row.ordinal,
      source: {
        repositoryId: bundle.source.repositoryId,
        commit: bundle.source.commit,
      },
      artifacts: bundle.artifacts.map(({ name, digest }) => ({ name, digest })),
      promptTexts: prompts.map(one => one.digest).sort(),
      ...facts.data,
    },
    texts: {
      ...facts.texts,
      commitsDigest: sha256Text(row.commits),
      runDigest: sha256Text(row.run),
      ...(row.model_card === null
        ? {}
        : { modelCardDigest: sha256Text(row.model_card) }),
    },
  });
}
