import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { JWTPayload } from 'jose';
import { ClaimName, IssuerConfig } from './IssuerConfig';

/** What an identity provider said about a run, with its signature checked. */
export interface VerifiedRun {
  /** Where the repository is registered. */
  repository: {
    host: string;
    /** Immutable id. */
    id: string;
    /** Immutable id of the owner, where the provider states one. */
    ownerId?: string;
  };
  origin: Api.Origin;
  /** SCM login of the person who started the run. */
  login?: string;
}

/** Reads the claims of a verified token. Throws `identity-token-invalid` or `ref-not-allowed`. */
export function toVerifiedRun(
  payload: JWTPayload,
  config: IssuerConfig,
): VerifiedRun {
  const claim = (name: ClaimName) => textOf(payload, config.claims[name]);
  const id = claim('repositoryId');
  if (id === undefined) {
    throw errorWithReason(
      'identity-token-invalid',
      `The identity token has no claim '${config.claims.repositoryId}'`,
    );
  }
  const ref = refOf(payload, config, claim('ref'));
  assertRefAllowed(ref, config.allowedRefs);
  const ownerId = claim('ownerId');
  const workflow = claim('workflow');
  const environment = claim('environment');
  const runId = claim('runId');
  const runAttempt = Number(claim('runAttempt'));
  const login = claim('actor');
  return {
    repository: { host: config.host, id, ...(ownerId ? { ownerId } : {}) },
    origin: {
      kind: 'oidc',
      issuer: config.issuer,
      ...(ref ? { ref } : {}),
      ...(workflow ? { workflow } : {}),
      ...(environment ? { environment } : {}),
      ...(runId ? { runId } : {}),
      ...(Number.isSafeInteger(runAttempt) && runAttempt > 0
        ? { runAttempt }
        : {}),
    },
    ...(login ? { login } : {}),
  };
}

/** Ids come as texts or as numbers, depending on the provider. */
function textOf(
  payload: JWTPayload,
  name: string | undefined,
): string | undefined {
  const value = name === undefined ? undefined : payload[name];
  if (typeof value === 'string' && value !== '') {
    return value;
  }
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** The full name of the ref; GitLab states the short one and its type. */
function refOf(
  payload: JWTPayload,
  config: IssuerConfig,
  ref: string | undefined,
): string | undefined {
  if (config.type !== 'gitlab' || ref === undefined) {
    return ref;
  }
  return payload.ref_type === 'tag' ? `refs/tags/${ref}` : `refs/heads/${ref}`;
}

function assertRefAllowed(
  ref: string | undefined,
  allowed: readonly string[] | undefined,
): void {
  const matches = (pattern: string) =>
    pattern.endsWith('*')
      ? ref?.startsWith(pattern.slice(0, -1))
      : ref === pattern;
  if (allowed && !allowed.some(matches)) {
    throw errorWithReason(
      'ref-not-allowed',
      `Runs of ${ref ?? 'no ref'} may not report`,
      { hint: `Run the pipeline from ${allowed.join(' or ')}.` },
    );
  }
}
