import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { fromJson } from '../json';
import { ModelVersionRow } from '../tables';
import { historyOf } from './findCommitsSince';

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
  const ordinals = [base?.ordinal ?? 0, version.ordinal];
  const between = await db<ModelVersionRow>('model_versions')
    .where({ chatbot: version.chatbot })
    .whereBetween('ordinal', [Math.min(...ordinals), Math.max(...ordinals)])
    .orderBy('ordinal', 'desc')
    .limit(MAX_VERSIONS)
    .select('id', 'bundle', 'commits', 'run');
  const built = new Set(commits.map(({ sha }) => sha));
  const runs = between
    .filter(row => row.id !== base?.id && built.has(historyOf(row).source))
    .map(row => row.run);
  const actors = [version.run, ...runs].flatMap(
    run => fromJson<Api.PipelineRun>(run).actor ?? [],
  );
  return [...new Set(actors)];
}
