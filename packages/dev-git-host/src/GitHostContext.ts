import type { Authenticator } from './http/Authenticator';
import type { Runner } from './runner/Runner';
import type { PackageStore } from './store/PackageStore';
import type { RepositoryStore } from './store/RepositoryStore';
import type { RunStore } from './store/RunStore';
import type { SecretStore } from './store/SecretStore';

/** The parts that the runner works with. @internal */
export interface RunnerContext {
  /** The address that links carry, without a slash at its end; known once the port is. */
  readonly baseUrl: string;
  readonly username: string;
  readonly portalUrl: string;
  readonly demoSignIn: boolean;
  readonly authenticator: Authenticator;
  readonly repositories: RepositoryStore;
  readonly secrets: SecretStore;
  readonly packages: PackageStore;
  readonly runs: RunStore;
}

/** The parts that routers and pages share. @internal */
export interface GitHostContext extends RunnerContext {
  readonly runner: Runner;
}
