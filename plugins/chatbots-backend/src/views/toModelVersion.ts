import { parseRepositoryUrl } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  changedParts,
  commitsSince,
  ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { fromJson, fromOptionalJson } from '../database/json';
import { ModelVersionRow } from '../database/modelVersions';
import { commitHistoryOf } from '../database/commitHistory';

/** What a version's own row does not say. */
export interface ModelVersionSurroundings {
  /** The version reported before it. */
  previous?: ModelVersionRow;
  /** Stages where it is live. */
  stages: string[];
  /** The first stage, of the version that was reported last. */
  newestIn: string | undefined;
  verdict: Api.GateVerdict;
  /** Of the chatbot's repository, for links. */
  repositoryUrl: string;
}

/** The model version as it was reported. */
export function toReportedVersion(
  row: ModelVersionRow,
): Api.ReportedModelVersion {
  const modelCard = fromOptionalJson<Api.ModelCard>(row.model_card);
  return {
    chatbot: row.chatbot,
    version: row.version,
    digest: row.digest,
    bundle: fromJson<ModelVersionBundle>(row.bundle),
    ...(modelCard ? { modelCard } : {}),
    run: fromJson<Api.PipelineRun>(row.run),
    origin: fromJson<Api.Origin>(row.origin),
    reportedAt: row.reported_at,
    ...(row.demo ? { demo: true } : {}),
  };
}

/** The model version as the API shows it. */
export function toModelVersion(
  row: ModelVersionRow,
  around: ModelVersionSurroundings,
): Api.ModelVersion {
  const bundle = fromJson<ModelVersionBundle>(row.bundle);
  const previous = around.previous
    ? fromJson<ModelVersionBundle>(around.previous.bundle)
    : undefined;
  return {
    ...toReportedVersion(row),
    commitUrl: commitUrl(around.repositoryUrl, bundle.source.commit),
    stages: around.stages,
    ...(around.newestIn === undefined ? {} : { newestIn: around.newestIn }),
    verdict: around.verdict,
    changed: previous ? changedParts(previous, bundle) : [],
    commitCount: commitsOf(row, around.previous).length,
  };
}

/** Page of a commit; GitHub, GitLab and Gitea agree on it. */
export function commitUrl(repositoryUrl: string, commit: string): string {
  return pageUrl(repositoryUrl, `commit/${commit}`);
}

/** Page of what two commits differ in. */
export function compareUrl(
  repositoryUrl: string,
  { from, to }: { from: string; to: string },
): string {
  return pageUrl(repositoryUrl, `compare/${from}...${to}`);
}

function pageUrl(repositoryUrl: string, path: string): string {
  try {
    return `${parseRepositoryUrl(repositoryUrl).url}/${path}`;
  } catch {
    // Registered before addresses were checked.
    return `${repositoryUrl.replace(/\/+$/, '')}/${path}`;
  }
}

/** The commits of a version that another has not, as far as both their reports tell. */
export function commitsOf(
  row: ModelVersionRow,
  previous: ModelVersionRow | undefined,
): Api.Commit[] {
  return commitsSince(
    commitHistoryOf(row),
    previous && commitHistoryOf(previous),
  ).commits;
}
