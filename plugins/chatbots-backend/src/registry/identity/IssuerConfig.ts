import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { normalizeRepositoryHost } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Facts of a run that an identity token can state. */
export type ClaimName =
  | 'repositoryId'
  | 'ownerId'
  | 'ref'
  | 'event'
  | 'protected'
  | 'workflow'
  | 'workflowFile'
  | 'environment'
  | 'runId'
  | 'runAttempt'
  | 'actor';

/** Who may vouch for pipelines, and how to read what it says. */
export interface IssuerConfig {
  /** Exact value of the `iss` claim. */
  issuer: string;
  /** Exact value of the `aud` claim. */
  audience: string;
  /** Where its keys are; found by OpenID Connect Discovery when absent. */
  jwksUri?: string;
  /** Host that its repositories are registered under. */
  host: string;
  type: 'github' | 'gitlab' | 'gitea' | 'generic';
  /** Claim by fact. */
  claims: Partial<Record<ClaimName, string>>;
  /** Refs that may report; a trailing `*` stands for any rest. All when absent. */
  allowedRefs?: string[];
  /** Events whose runs may report. All when absent. */
  allowedEvents?: readonly string[];
  /** Whether only runs of refs may report that the host protects. */
  requireProtectedRef: boolean;
  /** Files whose workflows may report, by their paths in the repository, as they are on an allowed ref. All when absent. */
  workflows?: string[];
}

/** Claims of GitHub Actions, which Gitea follows. */
const ACTIONS: IssuerConfig['claims'] = {
  repositoryId: 'repository_id',
  ownerId: 'repository_owner_id',
  ref: 'ref',
  event: 'event_name',
  protected: 'ref_protected',
  workflow: 'workflow',
  workflowFile: 'workflow_ref',
  environment: 'environment',
  runId: 'run_id',
  runAttempt: 'run_attempt',
  actor: 'actor',
};

/** Immutable ids, never names: a name can be given up and taken by somebody else. */
const CLAIMS: Record<IssuerConfig['type'], IssuerConfig['claims']> = {
  github: ACTIONS,
  gitea: ACTIONS,
  gitlab: {
    repositoryId: 'project_id',
    ownerId: 'namespace_id',
    ref: 'ref',
    event: 'pipeline_source',
    protected: 'ref_protected',
    workflow: 'ci_config_ref_uri',
    workflowFile: 'ci_config_ref_uri',
    environment: 'environment',
    runId: 'pipeline_id',
    actor: 'user_login',
  },
  generic: {},
};

const ACTIONS_EVENTS = ['push', 'workflow_dispatch', 'schedule', 'release'];

/**
 * Events whose runs may report unless config says otherwise: those that nobody without the right to write causes. A
 * `pull_request_target`, an `issue_comment` or a `workflow_run` runs for the default branch, whoever caused it.
 */
const EVENTS: Record<IssuerConfig['type'], readonly string[] | undefined> = {
  github: ACTIONS_EVENTS,
  gitea: ACTIONS_EVENTS,
  gitlab: ['push', 'web', 'schedule', 'api', 'trigger'],
  generic: undefined,
};

/** Reads the issuers that config trusts. Throws at start for one that could not be trusted. */
export function readIssuers(config: RootConfigService): IssuerConfig[] {
  const issuers = (
    config.getOptionalConfigArray('chatbots.pipelines.oidc.issuers') ?? []
  ).map(readIssuer);
  const names = new Set<string>();
  for (const { issuer } of issuers) {
    if (names.has(issuer)) {
      throw new Error(
        `chatbots.pipelines.oidc.issuers names the issuer '${issuer}' twice`,
      );
    }
    names.add(issuer);
  }
  return issuers;
}

function readIssuer(config: Config): IssuerConfig {
  const issuer = config.getString('issuer');
  const jwksUri = config.getOptionalString('jwksUri');
  assertSafeUrl(issuer, 'issuer');
  if (jwksUri !== undefined) {
    assertSafeUrl(jwksUri, 'jwksUri');
  }
  const type = typeOf(config.getString('type'));
  const claims = {
    ...CLAIMS[type],
    ...config.getOptional<IssuerConfig['claims']>('claims'),
  };
  const allowedEvents =
    config.getOptionalStringArray('allowedEvents') ?? EVENTS[type];
  const requireProtectedRef =
    config.getOptionalBoolean('requireProtectedRef') ?? false;
  const workflows = config.getOptionalStringArray('workflows');
  const needed: ClaimName[] = [
    'repositoryId',
    ...(allowedEvents ? (['event'] as const) : []),
    ...(requireProtectedRef ? (['protected'] as const) : []),
    ...(workflows ? (['workflowFile'] as const) : []),
  ];
  for (const name of needed) {
    if (claims[name] === undefined) {
      throw new Error(
        `The issuer '${issuer}' of type ${type} needs claims.${name}`,
      );
    }
  }
  return {
    issuer,
    audience: config.getString('audience'),
    jwksUri,
    host: normalizeRepositoryHost(config.getString('host')),
    type,
    claims,
    allowedRefs: config.getOptionalStringArray('allowedRefs'),
    allowedEvents,
    requireProtectedRef,
    workflows,
  };
}

function typeOf(text: string): IssuerConfig['type'] {
  for (const type of ['github', 'gitlab', 'gitea', 'generic'] as const) {
    if (text === type) {
      return type;
    }
  }
  throw new Error(
    `chatbots.pipelines.oidc knows the types github, gitlab, gitea and generic, not '${text}'`,
  );
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Keys fetched over plain HTTP could be anybody's; the machine itself is the exception. */
export function assertSafeUrl(text: string, what: string): void {
  const { protocol, hostname } = new URL(text);
  if (
    protocol !== 'https:' &&
    !(protocol === 'http:' && LOOPBACK.has(hostname))
  ) {
    throw new Error(
      `The ${what} '${text}' of an identity provider needs https`,
    );
  }
}
