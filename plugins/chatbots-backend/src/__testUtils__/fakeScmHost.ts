import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  ScmHost,
  ScmHostProvider,
  scmHostServiceRef,
  ScmRepository,
  ScmRun,
} from '@chatbot-portal/backstage-plugin-chatbots-node';

type Inputs = Readonly<Record<string, string>>;

/** A git host in memory that has the repository of the registry's fixture. */
export class FakeScmHost {
  readonly hostname: string;
  /** Newest first. */
  readonly runs: ScmRun[] = [];
  /** Inputs of everything that was asked to start. */
  readonly started: Inputs[] = [];
  /** What happens instead of an answer to a start. */
  onStart: (run: ScmRun) => Promise<void> = async run => {
    this.runs.unshift(run);
  };
  /** Page of a run. */
  pageOf = (id: string) =>
    `http://${this.hostname}/chatbot-team/support-bot/actions/runs/${id}`;
  readonly host: ScmHost;

  constructor(
    options: { hostname?: string; capabilities?: ScmHost['capabilities'] } = {},
  ) {
    this.hostname = options.hostname ?? '127.0.0.1:7008';
    const unused = async () => {
      throw new Error('Nobody asks for this here');
    };
    this.host = {
      kind: 'fake',
      hostname: this.hostname,
      baseUrl: `http://${this.hostname}`,
      capabilities: options.capabilities ?? new Set(['runs', 'start-workflow']),
      repository: async ({ url, id = '' }) => this.#repository(url, id),
      commits: unused,
      runs: async () => [...this.runs],
      startWorkflow: async (_, { inputs }) => this.#start(inputs),
      setSecret: unused,
      setVariable: unused,
      protections: unused,
      setProtections: unused,
      openPullRequest: unused,
      comment: unused,
    };
  }

  get provider(): ScmHostProvider {
    return { kind: 'fake', hosts: [this.host] };
  }

  /** What a backend is given to have this host. */
  get factory() {
    return createServiceFactory({
      service: scmHostServiceRef,
      deps: {},
      factory: () => this.provider,
    });
  }

  async #start(inputs: Inputs) {
    this.started.push(inputs);
    const id = String(this.started.length);
    const url = this.pageOf(id);
    await this.onStart({
      id,
      attempt: 1,
      workflow: 'deploy.yml',
      title: `promotion ${inputs.promotion}, attempt ${inputs.attempt}`,
      event: 'workflow_dispatch',
      sha: 'a'.repeat(40),
      state: 'waiting',
      url,
    });
    return { id, url };
  }

  #repository(url: string, id: string): ScmRepository {
    return {
      host: this.hostname,
      id,
      owner: 'chatbot-team',
      name: 'support-bot',
      url,
      defaultBranch: 'main',
      right: 'admin',
    };
  }
}
