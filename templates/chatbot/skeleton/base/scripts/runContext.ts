import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where and what for a pipeline runs: GitHub's variables, which Gitea sets as well. */
export interface RunContext {
  /** Name of the model version that this run builds. */
  version: string;
  commit: string;
  repositoryId: string;
  run: { id: string; attempt: number; workflow?: string; ref?: string; actor?: string; url?: string };
  /** Set when reports can be sent. */
  portal?: { url: string; token: string };
  /** Set when archives can be stored. */
  artifacts?: ArtifactStore;
}

/** A generic package registry, as Gitea has it. */
export interface ArtifactStore {
  url: string;
  token: string | undefined;
  owner: string;
  /** Name of the repository, which is the package's name too. */
  name: string;
}

/** Reads the context of the run from its environment. */
export function readRunContext(env: NodeJS.ProcessEnv): RunContext {
  const commit = env.GITHUB_SHA || gitCommit();
  const id = env.GITHUB_RUN_ID || 'local';
  const attempt = Number(env.GITHUB_RUN_ATTEMPT || 1);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  // A second attempt may build other bytes, for example after a change of settings: it is a version of its own.
  const run = attempt > 1 ? `${id}.${attempt}` : id;
  const [owner = '', name = ''] = (env.GITHUB_REPOSITORY ?? '').split('/');
  return {
    version: `${version}-${commit.slice(0, 7)}-${run}`,
    commit,
    repositoryId: env.GITHUB_REPOSITORY_ID || 'local',
    run: {
      id,
      attempt,
      ...(env.GITHUB_WORKFLOW && { workflow: env.GITHUB_WORKFLOW }),
      ...(env.GITHUB_REF && { ref: env.GITHUB_REF }),
      ...(env.GITHUB_ACTOR && { actor: env.GITHUB_ACTOR }),
      ...(env.GITHUB_SERVER_URL &&
        env.GITHUB_RUN_ID && { url: `${env.GITHUB_SERVER_URL}/${owner}/${name}/actions/runs/${id}` }),
    },
    ...(env.CHATBOT_PORTAL_URL &&
      env.CHATBOT_PORTAL_TOKEN && { portal: { url: env.CHATBOT_PORTAL_URL, token: env.CHATBOT_PORTAL_TOKEN } }),
    ...(env.ARTIFACT_REPOSITORY_URL &&
      name && {
        artifacts: { url: env.ARTIFACT_REPOSITORY_URL, token: env.ARTIFACT_REPOSITORY_TOKEN, owner, name },
      }),
  };
}

/** All zeros outside a repository: a bundle needs a commit, and this one names no real one. */
function gitCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '0'.repeat(40);
  }
}
