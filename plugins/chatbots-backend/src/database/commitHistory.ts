import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  CommitHistory,
  CommitsSince,
  commitsSince,
  ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { fromJson } from './json';
import {
  listCommitsReportedWith,
  listReportsBetween,
  ModelVersionRow,
} from './modelVersions';

/** Commits looked for to close gaps, and reports read for each: a report tells of up to 200 commits. */
const MAX_LOOKUPS = 20;
const MAX_REPORTS = 2;

/**
 * The commits of one version that another has not, with the help of what was reported with the chatbot's other versions.
 *
 * @remarks
 * One report is short, and a branch that was cut off long ago leads to a commit that only an older report shows.
 */
export async function findCommitsSince(
  db: Knex,
  version: ModelVersionRow,
  base: ModelVersionRow | undefined,
): Promise<CommitsSince<Api.Commit>> {
  const history = commitHistoryOf(version);
  const former = base && commitHistoryOf(base);
  const further: Api.Commit[] = [];
  const asked = new Set<string>();
  let found = commitsSince(history, former);
  while (!found.complete && asked.size < MAX_LOOKUPS) {
    const sha = found.missing.find(one => !asked.has(one));
    if (sha === undefined) {
      break;
    }
    asked.add(sha);
    further.push(
      ...(await listCommitsReportedWith(db, version.chatbot, {
        sha,
        limit: MAX_REPORTS,
      })),
    );
    found = commitsSince(history, former, further);
  }
  return found;
}

/** What was reported with a version. */
export function commitHistoryOf(
  row: Pick<ModelVersionRow, 'bundle' | 'commits'>,
): CommitHistory<Api.Commit> {
  return {
    source: fromJson<ModelVersionBundle>(row.bundle).source.commit,
    commits: fromJson<Api.Commit[]>(row.commits),
  };
}

/** As many as a report tells commits of; with more versions than commits in between, commits were built again. */
const MAX_VERSIONS = 200;

/**
 * SCM logins of those who started the runs that reported a version, and the versions between it and another one that were
 * built from given commits.
 *
 * @remarks
 * Whoever pushes starts a run. Names and addresses of a commit are what its author wrote; who started a run, the git host says.
 */
export async function findRunActors(
  db: Knex,
  version: ModelVersionRow,
  base: ModelVersionRow | undefined,
  commits: readonly Api.Commit[],
): Promise<string[]> {
  const between = await listReportsBetween(db, version.chatbot, {
    ordinals: [base?.ordinal ?? 0, version.ordinal],
    limit: MAX_VERSIONS,
  });
  const built = new Set(commits.map(({ sha }) => sha));
  const runs = between
    .filter(
      row => row.id !== base?.id && built.has(commitHistoryOf(row).source),
    )
    .map(row => row.run);
  const actors = [version.run, ...runs].flatMap(
    run => fromJson<Api.PipelineRun>(run).actor ?? [],
  );
  return [...new Set(actors)];
}
