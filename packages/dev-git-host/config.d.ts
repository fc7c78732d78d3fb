export interface Config {
  /** The local git host: development and tests only, loopback only. */
  gitHost?: {
    /** Default: 7008. */
    port?: number | string;
    /** A loopback address. Default: 127.0.0.1. */
    address?: string;
    /** Folder of repositories, state, packages, runs and deployments. */
    root?: string;
    /** The site administrator. Default: portal. */
    username?: string;
    /** @visibility secret */
    password?: string;
    /** File that holds the password; made when it is missing. */
    passwordFile?: string;
    /** Organisations that may own repositories, beside the user. */
    organizations?: string[];
    /** Accounts beside the administrator's: whose address a commit carries, whose commit it is. */
    accounts?: Array<{ login: string; email: string; fullName?: string }>;
    /** Default: backend.baseUrl. */
    portalUrl?: string;
    /** Anyone on this machine may look at the pages, run jobs again and merge pull requests. */
    demoSignIn?: boolean;
    /** Largest package that a job may publish, in bytes. */
    maxPackageBytes?: number | string;
    runner?: {
      /** Time that one job may take. */
      timeoutSeconds?: number | string;
      /** Jobs that run at once, 1 to 8. */
      concurrency?: number | string;
      /** Where a job's log is cut, in bytes. */
      maxLogBytes?: number | string;
    };
  };
}
