import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { normalizeRepositoryHost } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Facts of a run that an identity token can state. */
export type ClaimName =
  | 'repositoryId'
  | 'ownerId'
  | 'ref'
  | 'workflow'
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
}

/** Immutable ids, never names: a name can be given up and taken by somebody else. */
const CLAIMS: Record<IssuerConfig['type'], IssuerConfig['claims']> = {
  github: {
    repositoryId: 'repository_id',
    ownerId: 'repository_owner_id',
    ref: 'ref',
    workflow: 'workflow',
    environment: 'environment',
    runId: 'run_id',
    runAttempt: 'run_attempt',
    actor: 'actor',
  },
  gitea: {
    repositoryId: 'repository_id',
    ownerId: 'repository_owner_id',
    ref: 'ref',
    workflow: 'workflow',
    environment: 'environment',
    runId: 'run_id',
    runAttempt: 'run_attempt',
    actor: 'actor',
  },
  gitlab: {
    repositoryId: 'project_id',
    ownerId: 'namespace_id',
    ref: 'ref',
    workflow: 'ci_config_ref_uri',
    environment: 'environment',
    runId: 'pipeline_id',
    actor: 'user_login',
  },
  generic: {},
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
  if (claims.repositoryId === undefined) {
    throw new Error(
      `The issuer '${issuer}' of type ${type} needs claims.repositoryId`,
    );
  }
  return {
    issuer,
    audience: config.getString('audience'),
    jwksUri,
    host: normalizeRepositoryHost(config.getString('host')),
    type,
    claims,
    allowedRefs: config.getOptionalStringArray('allowedRefs'),
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
