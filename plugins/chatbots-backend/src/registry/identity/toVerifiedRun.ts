import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { JWTPayload } from 'jose';
import { assertRunAllowed, WorkflowFile } from './assertRunAllowed';
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

/** Longest claim that is read, in characters. */
const MAX_CLAIM = 1000;

/**
 * Reads the claims of a verified token. Throws `identity-token-invalid`, `repository-mismatch`, `event-not-allowed`,
 * `ref-not-allowed`, `ref-not-protected` or `workflow-not-allowed`.
 */
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
  assertOwnRun(payload, config, id);
  const ref = refOf(payload, config, claim('ref'));
  const event = claim('event');
  const isProtected = truthOf(payload, config.claims.protected);
  const file = fileOf(payload, config, claim('workflowFile'));
  assertRunAllowed({ ref, event, isProtected, file }, config);
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
      ...(event ? { event } : {}),
      ...(isProtected === undefined ? {} : { protected: isProtected }),
      ...(workflow ? { workflow } : {}),
      ...(file ? { workflowFile: file.path } : {}),
      ...(environment ? { environment } : {}),
      ...(runId ? { runId } : {}),
      ...(Number.isSafeInteger(runAttempt) && runAttempt > 0
        ? { runAttempt }
        : {}),
    },
    ...(login ? { login } : {}),
  };
}

/**
 * GitLab's token for a merge request of a fork describes the fork, though the job runs in the project that the request is
 * for; only newer versions say where it runs.
 */
function assertOwnRun(
  payload: JWTPayload,
  config: IssuerConfig,
  id: string,
): void {
  const runsIn =
    config.type === 'gitlab' ? textOf(payload, 'job_project_id') : undefined;
  if (runsIn !== undefined && runsIn !== id) {
    throw errorWithReason(
      'repository-mismatch',
      `The job runs in project ${runsIn} for project ${id}`,
    );
  }
}

/** Ids come as texts or as numbers, depending on the provider. */
function textOf(
  payload: JWTPayload,
  name: string | undefined,
): string | undefined {
  const value = name === undefined ? undefined : payload[name];
  if (typeof value === 'string' && value !== '') {
    // People name refs, workflows and environments; a database keeps no text with U+0000.
    if (value.length > MAX_CLAIM || value.includes('\0')) {
      throw errorWithReason(
        'identity-token-invalid',
        `The claim '${name}' of the identity token has more than ${MAX_CLAIM} characters, or one that no text may have`,
      );
    }
    return value;
  }
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Hosts write booleans as texts. */
function truthOf(
  payload: JWTPayload,
  name: string | undefined,
): boolean | undefined {
  const value = name === undefined ? undefined : payload[name];
  if (value === true || value === 'true') {
    return true;
  }
  return value === false || value === 'false' ? false : undefined;
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

/**
 * Reads `owner/name/.github/workflows/ci.yml@refs/heads/main` of GitHub and `host/group/project//.gitlab-ci.yml@refs/heads/main`
 * of GitLab. The repository is left away where it is the run's own; a file of another keeps it, and so is no path of this one.
 */
function fileOf(
  payload: JWTPayload,
  config: IssuerConfig,
  claim: string | undefined,
): WorkflowFile | undefined {
  if (claim === undefined) {
    return undefined;
  }
  // The last one: a file or a branch may be named like a ref, and must not pass for a shorter path.
  const end = claim.lastIndexOf('@refs/');
  const whole = end < 0 ? claim : claim.slice(0, end);
  const isGitlab = config.type === 'gitlab';
  const own = textOf(payload, isGitlab ? 'project_path' : 'repository');
  const prefix = isGitlab ? `/${own}//` : `${own}/`;
  const at = isGitlab ? whole.indexOf(prefix) : 0;
  // A host name holds no slash, so that nothing of a group can stand for it.
  const isOwn =
    own !== undefined &&
    at >= 0 &&
    whole.startsWith(prefix, at) &&
    !whole.slice(0, at).includes('/');
  return {
    path: isOwn ? whole.slice(at + prefix.length) : whole,
    ...(end < 0 ? {} : { ref: claim.slice(end + 1) }),
  };
}
