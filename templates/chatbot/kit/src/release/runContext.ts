import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where and what for a pipeline runs: GitHub's variables, which Gitea sets as well. */
export interface RunContext {
  /** Name of the model version that this run builds. */
  version: string;
  commit: string;
  repositoryId: string;
  /** Set when reports can be sent: an address and a credential, or a job that may get one. */
  portalUrl?: string;
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
export function readRunContext(
  root: string,
  env: NodeJS.ProcessEnv,
): RunContext {
  // Names of commits are hexadecimal digits in either case; the portal compares them in lower case.
  const commit = (env.GITHUB_SHA || gitCommit(root)).toLowerCase();
  const id = env.GITHUB_RUN_ID || 'local';
  const attempt = Number(env.GITHUB_RUN_ATTEMPT || 1);
  const { version } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as {
    version: string;
  };
  // A second attempt may build other bytes, for example after a change of settings: it is a version of its own.
  const run = attempt > 1 ? `${id}.${attempt}` : id;
  const [owner = '', name = ''] = (env.GITHUB_REPOSITORY ?? '').split('/');
  return {
    version: `${version}-${commit.slice(0, 7)}-${run}`,
    commit,
    repositoryId: env.GITHUB_REPOSITORY_ID || 'local',
    ...(env.CHATBOT_PORTAL_URL &&
      hasCredential(env) && { portalUrl: env.CHATBOT_PORTAL_URL }),
    ...(env.ARTIFACT_REPOSITORY_URL &&
      name && {
        artifacts: {
          url: env.ARTIFACT_REPOSITORY_URL,
          token: env.ARTIFACT_REPOSITORY_TOKEN,
          owner,
          name,
        },
      }),
  };
}

/** A stored pipeline token, or the right to ask the CI system for an identity token. */
function hasCredential(env: NodeJS.ProcessEnv): boolean {
  return Boolean(
    env.CHATBOT_PORTAL_TOKEN ||
      env.CHATBOT_PORTAL_ID_TOKEN ||
      env.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
  );
}

/** All zeros outside a repository: a bundle needs a commit, and this one names no real one. */
function gitCommit(root: string): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '0'.repeat(40);
  }
}
