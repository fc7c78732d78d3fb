import { GiteaIntegrationConfig } from '@backstage/integration';
import {
  errorWithReason,
  normalizeRepositoryHost,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  ScmCallOptions,
  ScmCapability,
  ScmCommitRange,
  ScmHost,
  ScmProtection,
  ScmRepository,
  ScmRun,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { z } from 'zod';
import { encodeRef, pathOf, repositoryAt } from './addresses';
import { GiteaClient } from './GiteaClient';
import {
  bornAt,
  commitShape,
  fromProtection,
  protectionShape,
  pullShape,
  repositoryShape,
  runShape,
  toCommit,
  toProtection,
  toRepository,
  toRun,
} from './shapes';

/** Runs that are looked through at most. */
const MAX_RUNS = 500;
/** Open pull requests and protected branches that are looked through at most. */
const MAX_ITEMS = 500;

/** One Gitea host. Written for 1.27, whose jobs get no identity tokens and whose accounts do not say whether they are machines. */
export class GiteaHost implements ScmHost {
  readonly kind = 'gitea';
  readonly hostname: string;
  readonly baseUrl: string;
  readonly capabilities: ReadonlySet<ScmCapability> = new Set<ScmCapability>([
    'runs',
    'start-workflow',
    'secrets',
    'variables',
    'protections',
    'pull-requests',
  ]);
  readonly #base: URL;
  readonly #client: GiteaClient;

  constructor(config: GiteaIntegrationConfig) {
    this.#base = new URL(config.baseUrl ?? `https://${config.host}`);
    this.hostname = normalizeRepositoryHost(config.host, this.#base.protocol);
    this.baseUrl = this.#base.href.replace(/\/+$/, '');
    this.#client = new GiteaClient(config);
  }

  async repository({
    url,
    id,
    signal,
  }: { url: string; id?: string } & ScmCallOptions): Promise<ScmRepository> {
    const { owner, name } = repositoryAt(url, {
      hostname: this.hostname,
      base: this.#base,
    });
    const byName = await this.#readRepository(
      `/repos/${owner}/${name}`,
      signal,
    );
    if (byName && (id === undefined || byName.id === id)) {
      return byName;
    }
    const byId =
      id !== undefined && /^\d{1,18}$/.test(id)
        ? await this.#readRepository(`/repositories/${id}`, signal)
        : undefined;
    if (byId && byId.id === id) {
      return byId;
    }
    if (byName) {
      throw errorWithReason(
        'scm-repository-changed',
        `The repository at ${url} has the id ${byName.id}, not ${id}`,
      );
    }
    throw errorWithReason(
      'scm-repository-unknown',
      `${this.hostname} has no repository ${owner}/${name} that the account of the integration may read`,
    );
  }

  async commits(
    repository: ScmRepository,
    options: { base?: string; head: string; limit: number } & ScmCallOptions,
  ): Promise<ScmCommitRange> {
    const { base, head, limit, signal } = options;
    const purpose = 'read commits';
    if (base !== undefined) {
      // In one piece: this answer has no pages.
      const range = `${encodeRef(base)}...${encodeRef(head)}`;
      const { commits, total_commits: total } = await this.#client.read(
        z.object({
          total_commits: z.int(),
          commits: z.array(commitShape).nullish(),
        }),
        { path: pathOf(repository, `/compare/${range}`), purpose, signal },
      );
      const found = (commits ?? []).map(toCommit);
      return {
        commits: found.slice(0, limit),
        complete: total <= limit && total === found.length,
      };
    }
    const found = await this.#client.list(
      commitShape,
      {
        path: pathOf(repository, '/commits'),
        query: { sha: head, stat: 'false', files: 'false' },
        purpose,
        signal,
      },
      // One more, to know whether there are more.
      { limit: limit + 1 },
    );
    return {
      commits: found.slice(0, limit).map(toCommit),
      complete: found.length <= limit,
    };
  }

  async runs(
    repository: ScmRepository,
    options: {
      sha?: string;
      workflow?: string;
      since?: string;
    } & ScmCallOptions = {},
  ): Promise<ScmRun[]> {
    const { sha, workflow, since, signal } = options;
    const after = since === undefined ? -Infinity : Date.parse(since);
    const found = await this.#client.list(
      runShape,
      {
        path: pathOf(repository, '/actions/runs'),
        query: { head_sha: sha },
        purpose: 'read runs of workflows',
        signal,
      },
      {
        limit: MAX_RUNS,
        within: 'workflow_runs',
        isLast: run => (bornAt(run) ?? Infinity) < after,
      },
    );
    return found
      .filter(run => (bornAt(run) ?? Infinity) >= after)
      .map(run => toRun(run, this.#runUrl(repository, run.id, run.html_url)))
      .filter(run => workflow === undefined || run.workflow === workflow);
  }

  async startWorkflow(
    repository: ScmRepository,
    options: {
      workflow: string;
      ref?: string;
      inputs: Readonly<Record<string, string>>;
    } & ScmCallOptions,
  ): Promise<{ id: string; url: string } | undefined> {
    const { workflow, ref = repository.defaultBranch, inputs } = options;
    const answer = await this.#client.send({
      method: 'POST',
      path: pathOf(
        repository,
        `/actions/workflows/${encodeURIComponent(workflow)}/dispatches`,
      ),
      query: { return_run_details: 'true' },
      body: { ref, inputs },
      purpose: `start ${workflow}: it needs the right to write Actions, and the workflow must not be disabled`,
      also: [404, 422],
      signal: options.signal,
    });
    if (answer.status === 404 || answer.status === 422) {
      throw errorWithReason(
        'scm-workflow-unknown',
        `${this.hostname} can't start ${workflow} at ${ref} of ${repository.owner}/${repository.name} (HTTP ${answer.status})`,
      );
    }
    if (answer.body === undefined) {
      // Before 1.27 the host starts it and does not say which run it is.
      return undefined;
    }
    const { workflow_run_id: runId, html_url: url } = this.#client.take(
      z.object({
        workflow_run_id: z.int().positive(),
        html_url: z.string().nullish(),
      }),
      answer.body,
    );
    return { id: String(runId), url: this.#runUrl(repository, runId, url) };
  }

  async setSecret(
    repository: ScmRepository,
    { name, value, signal }: { name: string; value: string } & ScmCallOptions,
  ): Promise<void> {
    await this.#client.send({
      method: 'PUT',
      path: pathOf(repository, `/actions/secrets/${encodeURIComponent(name)}`),
      body: { data: value },
      purpose: 'write secrets: it must be the owner of the repository',
      secret: true,
      signal,
    });
  }

  async setVariable(
    repository: ScmRepository,
    { name, value, signal }: { name: string; value: string } & ScmCallOptions,
  ): Promise<void> {
    const path = pathOf(
      repository,
      `/actions/variables/${encodeURIComponent(name)}`,
    );
    await this.#client.putOrPost(
      {
        method: 'PUT',
        path,
        body: { name, value },
        purpose: 'write variables: it must be the owner of the repository',
        signal,
      },
      { path, body: { value } },
    );
  }

  async protections(
    repository: ScmRepository,
    { signal }: ScmCallOptions = {},
  ): Promise<ScmProtection[]> {
    // A list without pages.
    const found = await this.#client.read(z.array(protectionShape).nullable(), {
      path: pathOf(repository, '/branch_protections'),
      purpose: 'read protections of branches',
      signal,
    });
    return (found ?? []).slice(0, MAX_ITEMS).map(toProtection);
  }

  async setProtections(
    repository: ScmRepository,
    { protection, signal }: { protection: ScmProtection } & ScmCallOptions,
  ): Promise<void> {
    const list = pathOf(repository, '/branch_protections');
    const rules = fromProtection(protection);
    const { branch } = protection;
    await this.#client.putOrPost(
      {
        method: 'PATCH',
        path: `${list}/${encodeURIComponent(branch)}`,
        body: rules,
        purpose: 'protect branches: it must be an administrator',
        signal,
      },
      { path: list, body: { rule_name: branch, ...rules } },
    );
  }

  async openPullRequest(
    repository: ScmRepository,
    options: {
      title: string;
      body: string;
      head: string;
      base: string;
    } & ScmCallOptions,
  ): Promise<{ number: number; url: string }> {
    const { title, body, head, base, signal } = options;
    const path = pathOf(repository, '/pulls');
    const purpose = 'open pull requests';
    const answer = await this.#client.send({
      method: 'POST',
      path,
      body: { title, body, head, base },
      purpose,
      also: [409],
      signal,
    });
    if (answer.status !== 409) {
      return numberAndUrl(this.#client.take(pullShape, answer.body));
    }
    const open = await this.#client.list(
      pullShape,
      { path, query: { state: 'open' }, purpose, signal },
      { limit: MAX_ITEMS },
    );
    const same = open.find(
      pull => pull.head.ref === head && pull.base.ref === base,
    );
    if (!same) {
      throw errorWithReason(
        'scm-refused',
        `${this.hostname} refuses a pull request from ${head} to ${base}: it says that there is one, and lists none`,
      );
    }
    return numberAndUrl(same);
  }

  async comment(
    repository: ScmRepository,
    { number, body, signal }: { number: number; body: string } & ScmCallOptions,
  ): Promise<void> {
    await this.#client.send({
      method: 'POST',
      path: pathOf(repository, `/issues/${number}/comments`),
      body: { body },
      purpose: 'comment on pull requests',
      signal,
    });
  }

  /** A repository, unless the host has none there or it moved: what is bound is what the host says, or nothing. */
  async #readRepository(
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<ScmRepository | undefined> {
    const { status, body } = await this.#client.send({
      path,
      purpose: 'read this repository',
      also: [404, 301, 302, 307, 308],
      signal,
    });
    return status === 200
      ? toRepository(this.hostname, this.#client.take(repositoryShape, body))
      : undefined;
  }

  /** Page of a run on this host, whatever else the answer says. */
  #runUrl(
    { owner, name }: ScmRepository,
    id: number,
    told: string | null | undefined,
  ): string {
    return told &&
      URL.canParse(told) &&
      new URL(told).origin === this.#base.origin
      ? told
      : `${this.baseUrl}/${owner}/${name}/actions/runs/${id}`;
  }
}

function numberAndUrl(pull: z.infer<typeof pullShape>) {
  return { number: pull.number, url: pull.html_url };
}
