import {
  ScmAccount,
  ScmCommit,
  ScmProtection,
  ScmRepository,
  ScmRun,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { z } from 'zod';

/** Ids of accounts that Gitea makes up: jobs, and people who were deleted. */
const ACTIONS_ID = -2;
const GHOST_ID = -1;

const id = z.int().positive();
const webUrl = z.string().regex(/^https?:\/\//);

/** A repository. */
export const repositoryShape = z.object({
  id,
  name: z.string().min(1),
  html_url: webUrl,
  default_branch: z.string().min(1),
  owner: z.object({ id, login: z.string().min(1) }),
  permissions: z
    .object({ admin: z.boolean(), push: z.boolean() })
    .partial()
    .nullish(),
});

/** Translates a repository. */
export function toRepository(
  host: string,
  found: z.infer<typeof repositoryShape>,
): ScmRepository {
  const { permissions } = found;
  return {
    host,
    id: String(found.id),
    ownerId: String(found.owner.id),
    owner: found.owner.login,
    name: found.name,
    url: found.html_url,
    defaultBranch: found.default_branch,
    right: rightOf(permissions?.admin, permissions?.push),
  };
}

function rightOf(admin?: boolean, push?: boolean): ScmRepository['right'] {
  if (admin) {
    return 'admin';
  }
  return push ? 'write' : 'read';
}

const account = z
  .object({ id: z.int(), login: z.string() })
  .partial()
  .nullish();
const signature = z.object({ name: z.string(), email: z.string() });

/** A commit of a list or of a comparison. */
export const commitShape = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  parents: z.array(z.object({ sha: z.string() })).nullish(),
  author: account,
  committer: account,
  commit: z.object({
    message: z.string(),
    author: signature,
    committer: signature,
    verification: z.object({ verified: z.boolean() }).partial().nullish(),
  }),
});

/** Translates a commit. */
export function toCommit(found: z.infer<typeof commitShape>): ScmCommit {
  const { commit } = found;
  return {
    sha: found.sha,
    parents: (found.parents ?? []).map(({ sha }) => sha),
    message: commit.message,
    author: { ...person(commit.author), ...accountOf(found.author) },
    committer: { ...person(commit.committer), ...accountOf(found.committer) },
    verified: commit.verification?.verified === true,
  };
}

function person({ name, email }: z.infer<typeof signature>) {
  return { name, email };
}

/** Gitea finds accounts by the address in the commit, and says of none whether it is a machine, but of its own. */
function accountOf(found: z.infer<typeof account>): { account?: ScmAccount } {
  if (!found?.id || !found.login || found.id === GHOST_ID) {
    return {};
  }
  return {
    account: {
      id: String(found.id),
      login: found.login,
      type: found.id === ACTIONS_ID ? 'machine' : 'unknown',
    },
  };
}

/** A run of a workflow. */
export const runShape = z.object({
  id,
  html_url: z.string().nullish(),
  display_title: z.string(),
  path: z.string(),
  event: z.string(),
  head_sha: z.string(),
  run_attempt: z.int().nullish(),
  status: z.string(),
  conclusion: z.string().nullish(),
  created_at: z.string().nullish(),
  started_at: z.string().nullish(),
});

/** Translates a run; `url` is its page. */
export function toRun(found: z.infer<typeof runShape>, url: string): ScmRun {
  return {
    id: String(found.id),
    // 0 where the host does not count.
    attempt: Math.max(1, found.run_attempt ?? 1),
    workflow: found.path.split('@')[0].split('/').at(-1) ?? '',
    title: found.display_title,
    event: found.event,
    sha: found.head_sha,
    state: stateOf(found.status, found.conclusion),
    url,
  };
}

/** When a run came to be, in milliseconds; undefined where the host has not written it down yet. */
export function bornAt(found: z.infer<typeof runShape>): number | undefined {
  const times = [found.created_at, found.started_at].map(one =>
    Date.parse(one ?? ''),
  );
  // What did not begin yet began in the year 1 or 1970.
  return times.find(time => time > Date.UTC(2000, 0));
}

const STATES: Record<string, ScmRun['state']> = {
  success: 'succeeded',
  skipped: 'cancelled',
  cancelled: 'cancelled',
  failure: 'failed',
  in_progress: 'running',
  running: 'running',
  completed: 'failed',
};

function stateOf(status: string, conclusion?: string | null): ScmRun['state'] {
  return STATES[conclusion || status] ?? 'waiting';
}

/** Rules of a branch. */
export const protectionShape = z.object({
  rule_name: z.string(),
  enable_push: z.boolean().nullish(),
  required_approvals: z.int().nullish(),
  dismiss_stale_approvals: z.boolean().nullish(),
  enable_status_check: z.boolean().nullish(),
  status_check_contexts: z.array(z.string()).nullish(),
  block_admin_merge_override: z.boolean().nullish(),
});

/** Translates rules that were read. */
export function toProtection(
  found: z.infer<typeof protectionShape>,
): ScmProtection {
  return {
    branch: found.rule_name,
    directPush: found.enable_push ?? false,
    requiredApprovals: found.required_approvals ?? 0,
    dismissStaleApprovals: found.dismiss_stale_approvals ?? false,
    statusChecks: found.enable_status_check
      ? found.status_check_contexts ?? []
      : [],
    bindsAdministrators: found.block_admin_merge_override ?? false,
  };
}

/** Translates rules to write; the name of the branch stands in the address. */
export function fromProtection(
  protection: ScmProtection,
): Omit<z.infer<typeof protectionShape>, 'rule_name'> {
  return {
    enable_push: protection.directPush,
    required_approvals: protection.requiredApprovals,
    dismiss_stale_approvals: protection.dismissStaleApprovals,
    enable_status_check: protection.statusChecks.length > 0,
    status_check_contexts: protection.statusChecks,
    block_admin_merge_override: protection.bindsAdministrators,
  };
}

/** A pull request. */
export const pullShape = z.object({
  number: id,
  html_url: webUrl,
  head: z.object({ ref: z.string() }),
  base: z.object({ ref: z.string() }),
});
