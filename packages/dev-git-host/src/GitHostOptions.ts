/** Limits of the pipeline runner. @public */
export interface RunnerSettings {
  /** Time for one job with all its steps, in seconds; 900 by default. */
  timeoutSeconds?: number;
  /** How many jobs run at the same time; 1 by default. */
  concurrency?: number;
  /** The longest log of a job, in bytes; 10 MiB by default. */
  maxLogBytes?: number;
}

/** An account that exists from the start; its commits are known by its address. @public */
export interface AccountSettings {
  login: string;
  email: string;
  fullName?: string;
}

/** How to start a git host. @public */
export interface GitHostOptions {
  /** Folder for repositories, state, packages, runs and deployments; an absolute path. */
  root: string;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** A loopback address; `127.0.0.1` by default. */
  address?: string;
  /** The site administrator; `portal` by default. */
  username?: string;
  /** At least 8 characters. */
  password: string;
  /** Other people's accounts. Without a password they can't sign in; commits with their address are theirs. */
  accounts?: readonly AccountSettings[];
  /** Organisations that exist from the start; `chatbot-team` by default. */
  organizations?: readonly string[];
  /** The portal that jobs report to; `http://localhost:7007` by default. */
  portalUrl?: string;
  /** Lets anyone on this machine look at the pages, run jobs again and merge pull requests without a password; off by default. */
  demoSignIn?: boolean;
  /** The largest file of the package registry, in bytes; 256 MiB by default. */
  maxPackageBytes?: number;
  runner?: RunnerSettings;
  /** Receives one line for each thing worth telling; silent by default. */
  log?: (line: string) => void;
}
