import type { BranchRules } from './git/BranchRules';
import type { Authenticator } from './http/Authenticator';
import type { PullService } from './pulls/PullService';
import type { Runner } from './runner/Runner';
import type { AccountStore } from './store/AccountStore';
import type { PackageStore } from './store/PackageStore';
import type { ProtectionStore } from './store/ProtectionStore';
import type { PullStore } from './store/PullStore';
import type { RepositoryStore } from './store/RepositoryStore';
import type { RunStore } from './store/RunStore';
import type { SecretStore } from './store/SecretStore';
import type { StatusStore } from './store/StatusStore';
import type { VariableStore } from './store/VariableStore';

/** The parts that the runner works with. @internal */
export interface RunnerContext {
  /** The address that links carry, without a slash at its end; known once the port is. */
  readonly baseUrl: string;
  readonly username: string;
  readonly portalUrl: string;
  readonly demoSignIn: boolean;
  readonly accounts: AccountStore;
  readonly authenticator: Authenticator;
  readonly repositories: RepositoryStore;
  readonly secrets: SecretStore;
  readonly variables: VariableStore;
  readonly statuses: StatusStore;
  readonly protections: ProtectionStore;
  readonly pulls: PullStore;
  readonly packages: PackageStore;
  readonly runs: RunStore;
}

/** The parts that routers and pages share. @internal */
export interface GitHostContext extends RunnerContext {
  readonly runner: Runner;
  readonly rules: BranchRules;
  readonly pullService: PullService;
}
