import type { GitCommit, GitSignature } from '../git/GitCommit';
import type { Account } from '../store/AccountStore';
import type { Protection } from '../store/ProtectionStore';
import type { Access, RepositoryRecord } from '../store/RepositoryRecord';

/** A user or organisation as Gitea shows it. The numbers are derived: this host keeps none. @internal */
export function userShape(baseUrl: string, name: string) {
  let id = 0;
  for (const letter of name.toLowerCase()) {
    id = (id * 31 + letter.charCodeAt(0)) % 2_147_483_647;
  }
  return {
    id,
    login: name,
    login_name: '',
    source_id: 0,
    full_name: '',
    email: `${name}@noreply.localhost`,
    avatar_url: '',
    html_url: `${baseUrl}/${name}`,
    username: name,
    active: true,
    is_admin: false,
    visibility: 'private',
  };
}

/** An account as Gitea shows it. @internal */
export function accountShape(baseUrl: string, account: Account) {
  return {
    ...userShape(baseUrl, account.login),
    full_name: account.fullName,
    email: account.email,
    is_admin: account.isAdmin,
  };
}

/** An organisation as Gitea shows it. @internal */
export function organizationShape(baseUrl: string, name: string) {
  const { id } = userShape(baseUrl, name);
  return {
    id,
    name,
    full_name: '',
    email: '',
    avatar_url: '',
    description: '',
    website: '',
    location: '',
    visibility: 'private',
    repo_admin_change_team_access: false,
    username: name,
  };
}

/** A repository as Gitea shows it. @internal */
export function repositoryShape(
  baseUrl: string,
  record: RepositoryRecord,
  empty: boolean,
  access: Access = 'owner',
) {
  const fullName = `${record.owner}/${record.name}`;
  return {
    id: record.id,
    owner: userShape(baseUrl, record.owner),
    name: record.name,
    full_name: fullName,
    description: record.description,
    empty,
    private: record.private,
    fork: false,
    template: false,
    mirror: false,
    archived: false,
    internal: false,
    url: `${baseUrl}/api/v1/repos/${fullName}`,
    html_url: `${baseUrl}/${fullName}`,
    clone_url: `${baseUrl}/${fullName}.git`,
    default_branch: record.defaultBranch,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    permissions: {
      admin: access === 'owner' || access === 'admin',
      push: access !== 'none' && access !== 'read',
      pull: access !== 'none',
    },
    has_pull_requests: true,
    allow_merge_commits: true,
    allow_squash_merge: true,
    allow_fast_forward_only_merge: true,
    allow_rebase: false,
    allow_rebase_explicit: false,
    has_actions: true,
    has_packages: true,
    object_format_name: 'sha1',
  };
}

const userOf = ({ name, email, date }: GitSignature) => ({ name, email, date });

/** A commit as Gitea shows it; `author` and `committer` are null when no account has the address. @internal */
export function commitShape(
  baseUrl: string,
  record: RepositoryRecord,
  commit: GitCommit,
  accountOf: (email: string) => Account | undefined,
) {
  const person = ({ email }: GitSignature) => {
    const account = accountOf(email);
    return account ? accountShape(baseUrl, account) : null;
  };
  const api = `${baseUrl}/api/v1/repos/${record.owner}/${record.name}/git`;
  const created = commit.committer.date;
  return {
    url: `${api}/commits/${commit.sha}`,
    sha: commit.sha,
    created,
    html_url: `${baseUrl}/${record.owner}/${record.name}/commit/${commit.sha}`,
    commit: {
      url: `${api}/commits/${commit.sha}`,
      author: userOf(commit.author),
      committer: userOf(commit.committer),
      message: commit.message,
      tree: { url: `${api}/trees/${commit.tree}`, sha: commit.tree, created },
      verification: {
        verified: false,
        reason: 'gpg.error.not_signed_commit',
        signature: '',
        signer: null,
        payload: '',
      },
    },
    author: person(commit.author),
    committer: person(commit.committer),
    parents: commit.parents.map(sha => ({
      url: `${api}/commits/${sha}`,
      sha,
      created,
    })),
  };
}

/** A branch as Gitea shows it (its commit in the form of a push event's). @internal */
export function branchShape(
  baseUrl: string,
  record: RepositoryRecord,
  name: string,
  commit: GitCommit,
  rule: Protection | undefined,
) {
  return {
    name,
    commit: {
      id: commit.sha,
      message: commit.message,
      url: `${baseUrl}/${record.owner}/${record.name}/commit/${commit.sha}`,
      author: { ...userOf(commit.author), username: '' },
      committer: { ...userOf(commit.committer), username: '' },
      timestamp: commit.committer.date,
    },
    protected: rule !== undefined,
    required_approvals: rule?.required_approvals ?? 0,
    enable_status_check: rule?.enable_status_check ?? false,
    status_check_contexts: rule?.status_check_contexts ?? [],
    effective_branch_protection_name: rule?.rule_name ?? '',
    user_can_push: rule?.enable_push ?? true,
    user_can_merge: true,
  };
}
