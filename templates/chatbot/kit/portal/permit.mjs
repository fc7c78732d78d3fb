// Fetches, verifies and consumes the permit of a promotion. Part of Chatbot Portal, Apache-2.0.
// Built by scripts/build-standalone.mjs. Do not edit: checked for drift.
// Contains @backstage/errors 1.4.0 (Apache-2.0).
// plugins/chatbots-common/src/errors/codes/auditCodes.ts
var auditCodes = {
  'audit-event-invalid': {
    status: 400,
    title: 'Invalid audit event',
    hint: 'Build the event from the documented fields only.',
  },
  'audit-personal-data': {
    status: 400,
    title: 'Personal data in an audit event',
    hint: 'Use the pseudonym, and a commitment in place of free text.',
  },
  'audit-range-invalid': {
    status: 400,
    title: 'Invalid range',
    hint: 'Ask for a range inside the log with its start before its end.',
  },
  'audit-event-unknown': {
    status: 404,
    title: 'Unknown audit event',
    hint: 'Use the id or the sequence number of an event that the log holds.',
  },
  'checkpoint-unavailable': {
    status: 503,
    title: 'No checkpoint covers the range yet',
    hint: 'Try again in a moment; events are checkpointed shortly after they are recorded.',
  },
  'log-behind-anchor': {
    status: 503,
    title: 'The audit log is not what its anchor holds',
    hint: 'Reading goes on. Tell the platform team: an older database may have been put back, and they decide how to go on.',
  },
  'checkpoint-invalid': {
    status: 400,
    title: 'Malformed checkpoint',
    hint: 'Pass the signed note unchanged, with its final newline.',
  },
  'checkpoint-signature-invalid': {
    status: 403,
    title: 'Checkpoint signature is not trusted',
    hint: 'Use the verifier key that you received apart from the portal.',
  },
  'proof-invalid': {
    status: 400,
    title: 'Proof does not hold',
    hint: 'The hashes do not lead to the stated root; compare with another copy of the log.',
  },
  'export-ticket-invalid': {
    status: 403,
    title: 'Download link is not valid',
    hint: 'Start the export again; a link works once and for a short time.',
  },
  'export-invalid': {
    status: 400,
    title: 'Export is not authentic',
    hint: 'Download the export again and compare it with the checkpoint that you hold.',
  },
};

// plugins/chatbots-common/src/errors/codes/governanceCodes.ts
var governanceCodes = {
  'policy-invalid': {
    status: 422,
    title: 'Invalid policy',
    hint: 'Correct the line and column that the message names.',
  },
  'check-unknown': {
    status: 422,
    title: 'Unknown check',
    hint: 'Install the module that brings the check, or leave the rule out.',
  },
  'policy-unknown': {
    status: 404,
    title: 'Unknown policy',
    hint: "List the policy's versions to see which exist.",
  },
  'policy-not-active': {
    status: 409,
    title: 'No policy is in force',
    hint: 'Name a policy file in chatbots.policy.file, or propose one and have it approved.',
  },
  'policy-decided': {
    status: 409,
    title: 'Policy proposal is decided already',
    hint: 'Propose the rules again as a new version.',
  },
  'promotion-unknown': {
    status: 404,
    title: 'Unknown promotion',
    hint: "Check the id; the chatbot's page lists its promotions.",
  },
  'promotion-exists': {
    status: 409,
    title: 'Promotion exists already',
    hint: 'Use the open promotion of this version and stage.',
  },
  'promotion-state': {
    status: 409,
    title: 'Not possible in this state',
    hint: "Read the promotion's current state; it may have moved on.",
  },
  'promotion-void': {
    status: 409,
    title: 'Promotion is void',
    hint: 'Request the promotion again; what it was bound to has changed.',
  },
  'binding-changed': {
    status: 409,
    title: 'Something else than what was seen',
    hint: 'Read the promotion again; its page says what changed. Then decide anew.',
  },
  'digest-changed': {
    status: 409,
    title: 'Model version digest changed',
    hint: 'Request the promotion again for the new digest.',
  },
  'evaluations-changed': {
    status: 409,
    title: 'Evaluations changed',
    hint: 'Request the promotion again; it rests on other evaluations now.',
  },
  'owner-changed': {
    status: 409,
    title: 'Owner changed',
    hint: 'Request the promotion again under the new owner.',
  },
  'risk-class-changed': {
    status: 409,
    title: 'Risk class changed',
    hint: 'Request the promotion again under the new risk class.',
  },
  'repository-changed': {
    status: 409,
    title: 'Repository changed',
    hint: 'Request the promotion again from the new repository.',
  },
  'rules-changed': {
    status: 409,
    title: 'Rules changed',
    hint: 'Request the promotion again; it is evaluated by the policy in force.',
  },
  'replaces-changed': {
    status: 409,
    title: 'Running version changed',
    hint: 'Request the promotion again; another version runs in the stage now.',
  },
  'answers-changed': {
    status: 409,
    title: 'Answer of an outside system changed',
    hint: 'Request the promotion again; a system outside the portal answered differently.',
  },
  'answer-outstanding': {
    status: 409,
    title: 'An outside system has not answered',
    hint: 'Wait for its answer, which the decision is to rest on; then decide.',
  },
  'answer-outdated': {
    status: 409,
    title: 'Answer is older than another',
    hint: 'Send what stands now, with the time at which it is sent.',
  },
  'external-signature-invalid': {
    status: 401,
    title: 'Signature is not valid',
    hint: 'Sign the exact body with the secret of the system, and send it within five minutes.',
  },
  'self-approval': {
    status: 403,
    title: 'Own request',
    hint: 'Another person has to decide on it.',
  },
  'contributor-approval': {
    status: 403,
    title: 'Contributor of this version',
    hint: 'Somebody who did not contribute to the version has to decide.',
  },
  'contributor-unmapped': {
    status: 403,
    title: 'Contributor without a user',
    hint: "Add the SCM login or the verified e-mail to the contributor's catalog user.",
  },
  'not-an-approver': {
    status: 403,
    title: 'Not an approver',
    hint: 'Ask a member of one of the groups that the policy names.',
  },
  'already-decided': {
    status: 409,
    title: 'Already decided',
    hint: 'Withdraw the earlier decision to decide anew.',
  },
  'decision-unknown': {
    status: 404,
    title: 'Unknown decision',
    hint: 'Read the promotion to see who decided.',
  },
  'rejected-by-reviewer': {
    status: 409,
    title: 'Rejected by a reviewer',
    hint: 'Change what the comment names, then report a new version and request its promotion.',
  },
  'newer-promotion': {
    status: 409,
    title: 'A newer request took its place',
    hint: 'Follow the newer request; it is for the same stage.',
  },
  'comment-required': {
    status: 400,
    title: 'Comment required',
    hint: 'Say in a comment why.',
  },
  'membership-unavailable': {
    status: 503,
    title: 'Group membership cannot be read',
    hint: 'Try again when the catalog answers.',
  },
  'checks-not-passed': {
    status: 409,
    title: 'Checks have not passed',
    hint: "Read the failed checks and their reasons on the promotion's page.",
  },
  'quorum-missing': {
    status: 409,
    title: 'Approvals are missing',
    hint: 'Wait for the approvals that the policy asks for.',
  },
  'evidence-not-authenticated': {
    status: 409,
    title: 'Evidence is not what the portal recorded',
    hint: 'Ask an administrator to run chatbots-fsck: rows in the database have no authentic event.',
  },
  'deployment-abandoned': {
    status: 409,
    title: 'Deployment was abandoned',
    hint: 'See what runs in the stage, then request the promotion again.',
  },
  'approval-expired': {
    status: 409,
    title: 'Approval expired',
    hint: 'Request the promotion again.',
  },
  'permit-unknown': {
    status: 404,
    title: 'Unknown permit',
    hint: 'Fetch the permit of the approved promotion first.',
  },
  'permit-invalid': {
    status: 400,
    title: 'Malformed permit',
    hint: 'Fetch the permit from the portal again and pass it on unchanged.',
  },
  'permit-consumed': {
    status: 409,
    title: 'Permit is consumed',
    hint: 'A permit releases once; request a new promotion to deploy again.',
  },
  'permit-expired': {
    status: 409,
    title: 'Permit expired',
    hint: 'Request the promotion again.',
  },
  'permit-digest-mismatch': {
    status: 409,
    title: 'Permit is for another digest',
    hint: 'Deploy the version that the permit names.',
  },
  'permit-scope-mismatch': {
    status: 409,
    title: 'Permit is for another chatbot or stage',
    hint: "Fetch the permit of this chatbot's promotion to this stage.",
  },
  'permit-signature-invalid': {
    status: 403,
    title: 'Permit signature is not trusted',
    hint: "Pin the portal's current public keys and fetch the permit again.",
  },
};

// plugins/chatbots-common/src/errors/codes/registryCodes.ts
var registryCodes = {
  'chatbot-unknown': {
    status: 404,
    title: 'Unknown chatbot',
    hint: 'Check the name; the model catalog lists every chatbot.',
  },
  'chatbot-exists': {
    status: 409,
    title: 'Chatbot exists already',
    hint: 'Choose a name that no chatbot has yet.',
  },
  'repository-taken': {
    status: 409,
    title: 'Repository belongs to another chatbot',
    hint: 'Register each repository for one chatbot only.',
  },
  'proposal-unknown': {
    status: 404,
    title: 'Unknown proposal',
    hint: 'Check the id; the page of the chatbot shows what is proposed.',
  },
  'proposal-open': {
    status: 409,
    title: 'Another proposal waits',
    hint: 'Wait until it is decided, or ask whoever proposed it to withdraw it.',
  },
  'proposal-decided': {
    status: 409,
    title: 'Proposal is decided',
    hint: 'Read the chatbot again: the proposal was accepted, rejected or withdrawn meanwhile.',
  },
  'proposal-changed': {
    status: 409,
    title: 'Something else than what was seen',
    hint: 'Read the proposal again, then decide on what it says now.',
  },
  'facts-unchanged': {
    status: 409,
    title: 'Nothing to propose',
    hint: 'These facts are in force already.',
  },
  'not-a-registry-reviewer': {
    status: 403,
    title: 'Not a registry reviewer',
    hint: 'Ask a member of one of the groups under chatbots.governance.registryReviewers.',
  },
  'repository-address-invalid': {
    status: 400,
    title: 'Address of a repository is wrong',
    hint: 'Give the page of the repository, as https://<host>/<owner>/<name>, and the host and id that its git host names.',
  },
  'owner-unknown': {
    status: 400,
    title: 'Unknown owner',
    hint: 'Name a group or user that the software catalog has.',
  },
  'version-unknown': {
    status: 404,
    title: 'Unknown model version',
    hint: 'Report the model version first.',
  },
  'version-conflict': {
    status: 409,
    title: 'Version exists with another digest',
    hint: 'Report the changed bundle under a new version name.',
  },
  'digest-mismatch': {
    status: 422,
    title: 'Digest does not match the bundle',
    hint: 'Compute the digest over the bundle as it is reported.',
  },
  'evaluation-unknown': {
    status: 404,
    title: 'Unknown evaluation',
    hint: "Check the id; the version's page lists its evaluations.",
  },
  'evaluation-conflict': {
    status: 409,
    title: 'Evaluation exists with other results',
    hint: 'Report a new run under a new evaluation id.',
  },
  'evaluation-too-large': {
    status: 413,
    title: 'Evaluation too large',
    hint: 'Report the rest as a suite of its own; an evaluation has at most 20,000 samples, 10,000 slices and 64 MiB.',
  },
  'evaluation-not-open': {
    status: 404,
    title: 'Evaluation is not open',
    hint: 'Report it again with its parts: one that is not complete ends after an hour.',
  },
  'part-conflict': {
    status: 409,
    title: 'Part has other content',
    hint: 'Send each part as it was sent first; other results are a new run.',
  },
  'parts-missing': {
    status: 409,
    title: 'Parts are missing',
    hint: 'Send the parts that the message names, then complete it.',
  },
  'parts-changed': {
    status: 409,
    title: 'Parts are not what was sent',
    hint: 'Report it as a new run, and tell whoever runs the portal: its database was written, or its event keys changed.',
  },
  'too-many-open-evaluations': {
    status: 409,
    title: 'Too many open evaluations',
    hint: 'Complete one, or wait until one ends: that is an hour after it was opened.',
  },
  'metric-invalid': {
    status: 422,
    title: 'Invalid metric',
    hint: "Report a finite value inside the metric's range.",
  },
  'baseline-not-comparable': {
    status: 409,
    title: 'Baseline is not comparable',
    hint: 'Evaluate the running version on the same suite, dataset and judge.',
  },
  'stage-unknown': {
    status: 404,
    title: 'Unknown stage',
    hint: 'Use one of the configured stages.',
  },
  'deployment-unknown': {
    status: 404,
    title: 'Unknown deployment',
    hint: 'Check the id that consuming the permit returned.',
  },
  'deployment-open': {
    status: 409,
    title: 'Another deployment is open',
    hint: 'Wait until the open deployment of this stage ends, or end it.',
  },
  'deployment-closed': {
    status: 409,
    title: 'Deployment is closed',
    hint: 'Its outcome is recorded; deploy again with a new promotion.',
  },
  'step-out-of-order': {
    status: 409,
    title: 'Step out of order',
    hint: 'Report the steps in ascending order, each once.',
  },
  'artifact-mismatch': {
    status: 409,
    title: 'Artifact is not of this version',
    hint: 'Deploy the artifact whose SHA-256 the model version lists.',
  },
};

// plugins/chatbots-common/src/errors/codes/requestCodes.ts
var requestCodes = {
  'input-invalid': {
    status: 400,
    title: 'Invalid input',
    hint: 'Correct the field that the message names and send the request again.',
  },
  'name-invalid': {
    status: 400,
    title: 'Invalid name',
    hint: "Write names in any script with letters, marks, digits, spaces and ._:/@+-()=,&', in the form NFC of Unicode.",
  },
  'field-unknown': {
    status: 400,
    title: 'Unknown field',
    hint: 'Remove the field; the API description lists the fields that are read.',
  },
  'body-too-large': {
    status: 413,
    title: 'Body too large',
    hint: 'Send less at once; the limits stand in the API description.',
  },
  'body-too-deep': {
    status: 400,
    title: 'Body nested too deep',
    hint: 'Nest lists and objects at most 64 levels deep.',
  },
  'body-unsupported': {
    status: 415,
    title: 'Body of an unsupported kind',
    hint: 'Send application/json in UTF-8, plain or compressed by gzip or deflate.',
  },
  'not-canonical': {
    status: 400,
    title: 'Value has no canonical form',
    hint: 'Use plain JSON: no undefined, no -0, no integer beyond 2^53-1, no unpaired surrogate.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'Invalid cursor',
    hint: 'Start the list again without a cursor.',
  },
  'user-required': {
    status: 403,
    title: 'A person is required',
    hint: 'Sign in as a person; services and pipelines cannot do this.',
  },
  'not-allowed': {
    status: 403,
    title: 'Not allowed',
    hint: 'Ask a member of the owning group or an administrator for the permission.',
  },
  'token-missing': {
    status: 401,
    title: 'Credential missing',
    hint: 'Send the pipeline token as a bearer token in the Authorization header.',
  },
  'token-invalid': {
    status: 401,
    title: 'Invalid pipeline token',
    hint: "Check the pipeline's secret; issue a new token on the chatbot's page if it is lost.",
  },
  'token-expired': {
    status: 401,
    title: 'Expired pipeline token',
    hint: "Issue a new token on the chatbot's page and store it as the pipeline's secret.",
  },
  'token-revoked': {
    status: 401,
    title: 'Revoked pipeline token',
    hint: "Issue a new token on the chatbot's page and store it as the pipeline's secret.",
  },
  'token-unknown': {
    status: 404,
    title: 'Unknown pipeline token',
    hint: "List the chatbot's tokens to see which exist.",
  },
  'token-foreign': {
    status: 403,
    title: 'Token of another chatbot',
    hint: 'Use the token that was issued for this chatbot.',
  },
  'identity-token-invalid': {
    status: 401,
    title: 'Invalid identity token',
    hint: 'Send the ID token that the CI system issued to this very job.',
  },
  'identity-token-expired': {
    status: 401,
    title: 'Expired identity token',
    hint: 'Request a new ID token right before the exchange.',
  },
  'identity-token-audience': {
    status: 401,
    title: 'Identity token for another audience',
    hint: 'Request the ID token with the audience that the portal is configured for.',
  },
  'identity-token-issuer': {
    status: 401,
    title: 'Identity token of an unknown issuer',
    hint: "Ask the platform team to add the issuer to the portal's configuration.",
  },
  'exchange-busy': {
    status: 429,
    title: 'Too many exchanges at once',
    hint: 'Send the identity token again after the seconds that Retry-After names.',
  },
  'repository-mismatch': {
    status: 403,
    title: 'Repository does not match',
    hint: 'The run must come from the repository that the chatbot is registered with, by its immutable id.',
  },
  'ref-not-allowed': {
    status: 403,
    title: 'Ref not allowed',
    hint: 'Run the pipeline from a branch or tag that the portal accepts.',
  },
  'ref-not-protected': {
    status: 403,
    title: 'Ref not protected',
    hint: 'Protect the branch or tag at its host, and run the pipeline again.',
  },
  'event-not-allowed': {
    status: 403,
    title: 'Event not allowed',
    hint: 'Report from a run that an event starts which the portal accepts, such as a push.',
  },
  'workflow-not-allowed': {
    status: 403,
    title: 'Workflow not allowed',
    hint: 'Report from a workflow file that the portal is configured for.',
  },
  'signer-unavailable': {
    status: 503,
    title: 'The signer does not sign',
    hint: 'Try again in a moment. An administrator finds the reason in the log of the backend.',
  },
  'conflicting-write': {
    status: 409,
    title: 'Changed at the same time',
    hint: 'Read the current state and try again.',
  },
  'internal-error': {
    status: 500,
    title: 'Unexpected failure',
    hint: 'Try again; when it goes on, tell the platform team the time, for the cause is in the log.',
  },
  'service-unavailable': {
    status: 503,
    title: 'Temporarily unavailable',
    hint: 'Try again in a moment.',
  },
};

// plugins/chatbots-common/src/errors/codes/webhookCodes.ts
var webhookCodes = {
  'webhook-unknown': {
    status: 404,
    title: 'Unknown webhook',
    hint: 'Use the id of a target below chatbots.sinks.webhooks in the configuration.',
  },
  'webhook-delivery-unknown': {
    status: 404,
    title: 'Unknown delivery',
    hint: 'Use the id of a delivery in the list; deliveries are kept for 30 days.',
  },
};

// plugins/chatbots-common/src/errors/codes/scmCodes.ts
var scmCodes = {
  'scm-host-unknown': {
    status: 422,
    title: 'Nobody serves this git host',
    hint: 'Name the host under integrations, and add the module of its kind to the backend.',
  },
  'scm-capability-missing': {
    status: 422,
    title: 'The git host cannot do this',
    hint: 'Do it by hand on the host; the message says what it lacks.',
  },
  'scm-repository-unknown': {
    status: 404,
    title: 'Repository not found on its host',
    hint: 'Check that it exists and that the account of the integration may read it.',
  },
  'scm-repository-changed': {
    status: 409,
    title: 'Another repository stands at this address',
    hint: 'Correct the repository in the facts of the chatbot: its immutable id differs.',
  },
  'scm-forbidden': {
    status: 403,
    title: 'The git host refuses the portal',
    hint: 'Give the account of the integration the right that the message names.',
  },
  'scm-workflow-unknown': {
    status: 422,
    title: 'The workflow cannot be started',
    hint: 'Check that the file is on the default branch, is enabled and has a workflow_dispatch trigger.',
  },
  'scm-refused': {
    status: 422,
    title: 'The git host refuses the request',
    hint: 'Read what the host says, correct it there, and try again.',
  },
  'scm-unavailable': {
    status: 503,
    title: 'The git host does not answer',
    hint: 'Try again when the host answers; see the log of the backend.',
  },
  'scm-answer-invalid': {
    status: 503,
    title: 'The git host answers something unexpected',
    hint: 'Check that baseUrl of the integration leads to the API of this kind of host.',
  },
  'workflow-underway': {
    status: 409,
    title: 'The deploy workflow is under way',
    hint: 'Wait until it has ended; its run is linked on the page of the promotion.',
  },
};

// plugins/chatbots-common/src/errors/reasonCodes.ts
function tableOf(table) {
  return Object.freeze(table);
}
var reasonCodes = tableOf({
  ...requestCodes,
  ...registryCodes,
  ...governanceCodes,
  ...auditCodes,
  ...webhookCodes,
  ...scmCodes,
});

// node_modules/@backstage/errors/dist/errors/assertion.esm.js
function isError(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const maybe = value;
  if (typeof maybe.name !== 'string' || maybe.name === '') {
    return false;
  }
  if (typeof maybe.message !== 'string') {
    return false;
  }
  return true;
}
function isErrorWithName(value, name) {
  return (
    isError(value) &&
    value.name === name &&
    (value.cause === void 0 || isError(value.cause))
  );
}
function toError(value) {
  if (isError(value)) {
    return value;
  }
  if (typeof value === 'string') {
    return new Error(value);
  }
  try {
    return new Error(`unknown error '${value}'`);
  } catch {
    return new Error(`unknown error of type '${typeof value}'`);
  }
}

// node_modules/@backstage/errors/dist/errors/CustomErrorBase.esm.js
var CustomErrorBase = class extends Error {
  /**
   * An inner error that caused this error to be thrown, if any.
   */
  cause;
  constructor(message, cause) {
    const causeError = cause !== void 0 ? toError(cause) : void 0;
    let fullMessage = message;
    if (causeError !== void 0) {
      const causeStr = String(causeError);
      const causeMsg =
        causeStr !== '[object Object]'
          ? causeStr
          : `${causeError.name}: ${causeError.message}`;
      if (fullMessage) {
        fullMessage += `; caused by ${causeMsg}`;
      } else {
        fullMessage = `caused by ${causeMsg}`;
      }
    }
    super(fullMessage);
    Error.captureStackTrace?.(this, this.constructor);
    if (!this.name || this.name === 'Error') {
      const baseName = this.constructor.name;
      if (baseName !== 'Error') {
        this.name = this.constructor.name;
      }
    }
    this.cause = causeError;
  }
};

// node_modules/@backstage/errors/dist/errors/common.esm.js
var InputError = class extends CustomErrorBase {
  /**
   * Checks the error name and basic shape, including an optional error cause.
   * Works across package copies without requiring a shared constructor.
   */
  static is(value) {
    return isErrorWithName(value, 'InputError');
  }
  name = 'InputError';
};
var AuthenticationError = class extends CustomErrorBase {
  /**
   * Checks the error name and basic shape, including an optional error cause.
   * Works across package copies without requiring a shared constructor.
   * A matching name is assumed to identify this error type.
   *
   * @example
   * ```ts
   * if (AuthenticationError.is(error)) {
   *   console.log(error.message);
   * }
   * ```
   */
  static is(value) {
    return isErrorWithName(value, 'AuthenticationError');
  }
  name = 'AuthenticationError';
};
var NotAllowedError = class extends CustomErrorBase {
  /**
   * Checks the error name and basic shape, including an optional error cause.
   * Works across package copies without requiring a shared constructor.
   */
  static is(value) {
    return isErrorWithName(value, 'NotAllowedError');
  }
  name = 'NotAllowedError';
};
var NotFoundError = class extends CustomErrorBase {
  /**
   * Checks the error name and basic shape, including an optional error cause.
   * Works across package copies without requiring a shared constructor.
   */
  static is(value) {
    return isErrorWithName(value, 'NotFoundError');
  }
  name = 'NotFoundError';
};
var ConflictError = class extends CustomErrorBase {
  /**
   * Checks the error name and basic shape, including an optional error cause.
   * Works across package copies without requiring a shared constructor.
   */
  static is(value) {
    return isErrorWithName(value, 'ConflictError');
  }
  name = 'ConflictError';
};
var ServiceUnavailableError = class extends CustomErrorBase {
  /**
   * Checks the error name and basic shape, including an optional error cause.
   * Works across package copies without requiring a shared constructor.
   */
  static is(value) {
    return isErrorWithName(value, 'ServiceUnavailableError');
  }
  name = 'ServiceUnavailableError';
};

// packages/transparency-log/src/TransparencyLogError.ts
var TransparencyLogError = class extends Error {
  /** Name of the class, for those who have another copy of it. */
  name = 'TransparencyLogError';
  /** What the error is about. */
  code;
  /** Path to the value without a canonical form, for example `$.data.score`. */
  path;
  constructor(code, message, options = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.path = options.path;
  }
};

// packages/transparency-log/src/bytes.ts
var HEX_SHA256 = /^[0-9a-f]{64}$/;
function utf8(text) {
  return new TextEncoder().encode(text);
}
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch (cause) {
    throw new TransparencyLogError('not-utf8', 'The bytes are not UTF-8', {
      cause,
    });
  }
}
function isWellFormed(text) {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(
    text,
  );
}
function toHex(bytes) {
  let hex = '';
  for (const byte of bytes) {
    hex += byte.toString(16).padStart(2, '0');
  }
  return hex;
}
function toBase64(bytes) {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}
function fromBase64(text) {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) {
      bytes[i] = binary.charCodeAt(i);
    }
    return toBase64(bytes) === text ? bytes : void 0;
  } catch {
    return void 0;
  }
}
function concatBytes(...parts) {
  const all = new Uint8Array(
    parts.reduce((length, part) => length + part.length, 0),
  );
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
function equalBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
function isSha256Hex(value) {
  return typeof value === 'string' && HEX_SHA256.test(value);
}
function sha256Hex(bytes, sha2562) {
  return toHex(sha2562(bytes));
}

// packages/transparency-log/src/text.ts
var GZIP = [31, 139];
var UTF16_LE = [255, 254];
var UTF16_BE = [254, 255];
var BOM = [239, 187, 191];
var REPLACEMENT = '�';
var REPLACEMENT_BYTES = [239, 191, 189];
function hasByteOrderMark(bytes) {
  return startsWith(bytes, BOM);
}
function describeEncoding(bytes) {
  if (startsWith(bytes, GZIP)) {
    return 'is compressed with gzip: unpack it first';
  }
  if (
    startsWith(bytes, UTF16_LE) ||
    startsWith(bytes, UTF16_BE) || // Without a mark, every other byte of plain letters is zero.
    (bytes.length > 1 && (bytes[0] === 0) !== (bytes[1] === 0))
  ) {
    return 'is UTF-16: save it as UTF-8';
  }
  try {
    textOf(bytes);
    return void 0;
  } catch {
    const { before, byte } = firstFault(bytes);
    const lines = before.split('\n');
    const column = [...lines[lines.length - 1]].length + 1;
    return `is not UTF-8 at line ${
      lines.length
    }, column ${column}: the byte 0x${byte.toString(
      16,
    )} may be of Latin-1 or Windows-1252; save it as UTF-8`;
  }
}
function describeNoNumber(text) {
  for (const match of text.matchAll(
    /"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b/g,
  )) {
    if (!match[0].startsWith('"')) {
      const line = text.slice(0, match.index).split('\n').length;
      return `has ${match[0]} at line ${line}, which is no number of JSON`;
    }
  }
  return void 0;
}
function findLoneSurrogate(value) {
  return search(
    value,
    part => typeof part === 'string' && !isWellFormed(part),
    '',
  );
}
function findNoNumber(value) {
  return search(
    value,
    part => typeof part === 'number' && !Number.isFinite(part),
    '',
  );
}
function search(value, isBad, path) {
  if (isBad(value)) {
    return path;
  }
  if (typeof value !== 'object' || value === null) {
    return void 0;
  }
  const isList = Array.isArray(value);
  for (const [key, part] of Object.entries(value)) {
    if (isBad(key)) {
      return path === '' ? 'a name' : `a name in ${path}`;
    }
    const name = path === '' ? key : `${path}.${key}`;
    const found = search(part, isBad, isList ? `${path}[${key}]` : name);
    if (found !== void 0) {
      return found;
    }
  }
  return void 0;
}
function startsWith(bytes, start) {
  return start.every((byte, at) => bytes[at] === byte);
}
function firstFault(bytes) {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let at = text.indexOf(REPLACEMENT);
  let offset = utf8(text.slice(0, at)).length;
  while (startsWith(bytes.subarray(offset), REPLACEMENT_BYTES)) {
    at = text.indexOf(REPLACEMENT, at + 1);
    offset = utf8(text.slice(0, at)).length;
  }
  return { before: text.slice(0, at), byte: bytes[offset] };
}

// plugins/chatbots-common/src/errors/errorWithReason.ts
var errorClasses = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  413: InputError,
  415: InputError,
  422: InputError,
  429: ServiceUnavailableError,
  500: Error,
  503: ServiceUnavailableError,
};
var OWN_STATUSES = /* @__PURE__ */ new Set([413, 415, 422, 429]);
function errorWithReason(reason, message, options = {}) {
  const { status, hint } = reasonCodes[reason];
  const ErrorClass = errorClasses[status];
  const error = new ErrorClass(message);
  Object.defineProperty(error, 'cause', {
    value: options.cause,
    enumerable: false,
    configurable: true,
    writable: true,
  });
  if (OWN_STATUSES.has(status)) {
    Object.assign(error, { statusCode: status });
  }
  return Object.assign(error, {
    reason,
    hint: options.hint ?? hint,
    ...(options.details ? { details: options.details } : {}),
  });
}

// plugins/chatbots-common/src/model/parseInstant.ts
var DATE = String.raw`\d{4}-\d{2}-\d{2}`;
var TIME = String.raw`\d{2}:\d{2}:\d{2}`;
var INSTANT = new RegExp(
  `^(${DATE})T(${TIME})(?:\\.(\\d+))?(?:Z|([+-])(\\d{2})(?::?(\\d{2}))?)$`,
  'i',
);
var MINUTE = 6e4;
function parseInstant(text) {
  const [, date, time, fraction = '', sign, hours, minutes = '0'] =
    INSTANT.exec(text) ?? [];
  if (date === void 0) {
    return void 0;
  }
  const written = `${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const utc = new Date(written);
  if (Number.isNaN(utc.getTime()) || utc.toISOString() !== written) {
    return void 0;
  }
  if (sign === void 0) {
    return utc;
  }
  if (Number(hours) > 23 || Number(minutes) > 59) {
    return void 0;
  }
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  const instant = new Date(utc.getTime() + (sign === '-' ? offset : -offset));
  return /^\d{4}-/.test(instant.toISOString()) ? instant : void 0;
}

// plugins/chatbots-common/src/generated/names.ts
var NAME_PATTERN = new RegExp(
  "^ *[\\p{L}\\p{M}\\p{Nd}._:/@+()=,&'-][\\p{L}\\p{M}\\p{Nd} ._:/@+()=,&'-]*$",
  'u',
);
var LONGEST_NAME = 100;

// plugins/chatbots-common/src/model/findNameFault.ts
var ALLOWED =
  "names take letters, marks and digits of any script, spaces and ._:/@+-()=,&'";
var SHOWN = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;
function findNameFault(text) {
  const characters = [...text];
  if (characters.length === 0) {
    return { problem: 'is empty', remedy: 'give it a name' };
  }
  if (characters.length > LONGEST_NAME) {
    return {
      problem: `has ${characters.length} characters`,
      remedy: `names have at most ${LONGEST_NAME}`,
    };
  }
  const bad = characters.findIndex(
    character => character !== ' ' && !NAME_PATTERN.test(character),
  );
  if (bad !== -1) {
    const code = describeCharacter(characters[bad]);
    return {
      problem: `has ${code} at character ${bad + 1}`,
      remedy: `take out ${code}: ${ALLOWED}`,
    };
  }
  if (!NAME_PATTERN.test(text)) {
    return { problem: 'holds nothing but spaces', remedy: 'give it a name' };
  }
  const nfc = [...text.normalize('NFC')];
  const at = characters.findIndex((character, i) => character !== nfc[i]);
  if (at === -1) {
    return void 0;
  }
  const written = nfc[at] === void 0 ? 'less' : describeCharacter(nfc[at]);
  return {
    problem: `is not in the form NFC of Unicode: character ${
      at + 1
    } is ${describeCharacter(characters[at])}, where NFC has ${written}`,
    remedy: 'normalize the name to NFC, as String.prototype.normalize() does',
  };
}
function describeCharacter(character) {
  const code = `U+${character
    .codePointAt(0)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0')}`;
  return SHOWN.test(character) ? `'${character}' (${code})` : code;
}

// plugins/chatbots-governance/src/permit/assertArtifact.ts
function assertArtifact(statement, sha2562) {
  const [, ...artifacts] = statement.subject;
  const found = artifacts.find(({ digest }) => digest.sha256 === sha2562);
  if (!found) {
    throw errorWithReason(
      'artifact-mismatch',
      `${statement.subject[0].name} lists no artifact with SHA-256 ${sha2562}`,
      {
        details: {
          actual: sha2562,
          expected: artifacts.map(({ digest }) => digest.sha256),
        },
      },
    );
  }
  return found;
}

// plugins/chatbots-governance/src/permit/DsseEnvelope.ts
var MAX_PAYLOAD_LENGTH = 1e6;
var MAX_SIGNATURES = 10;
function preAuthEncoding(payloadType, payload) {
  const type = utf8(payloadType);
  return concatBytes(
    utf8(`DSSEv1 ${type.length} `),
    type,
    utf8(` ${payload.length} `),
    payload,
  );
}
function parseEnvelope(value) {
  const { payloadType, payload, signatures } = fieldsOf(value);
  if (
    typeof payloadType !== 'string' ||
    typeof payload !== 'string' ||
    payload.length > MAX_PAYLOAD_LENGTH ||
    !Array.isArray(signatures) ||
    signatures.length === 0 ||
    signatures.length > MAX_SIGNATURES
  ) {
    throw malformed();
  }
  return {
    payloadType,
    payload: decode(payload),
    signatures: signatures.map(item => {
      const { keyid, sig } = fieldsOf(item);
      if (typeof keyid !== 'string' || typeof sig !== 'string') {
        throw malformed();
      }
      return { keyId: keyid, signature: decode(sig) };
    }),
  };
}
function decode(text) {
  const bytes = fromBase64(text);
  if (!bytes) {
    throw malformed();
  }
  return bytes;
}
function fieldsOf(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}
function malformed() {
  return errorWithReason('permit-invalid', 'The permit is no DSSE envelope');
}

// plugins/chatbots-governance/src/permit/PermitStatement.ts
var PERMIT_STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
var PERMIT_PREDICATE_TYPE = 'https://chatbot-portal.dev/permit/v1';
var PERMIT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';
function versionSubjectName(chatbot, version) {
  return `${chatbot} · ${version}`;
}

// plugins/chatbots-governance/src/permit/verifyPermit.ts
var CLOCK_TOLERANCE = 5 * 6e4;
async function verifyPermit(envelope, trustedKeys, expectation, verify2) {
  const parsed = parseEnvelope(envelope);
  await verifySignature(parsed, trustedKeys, verify2);
  const statement = parseStatement(parsed.payload);
  assertInForce(statement.predicate, expectation.now);
  assertScope(statement, expectation);
  return statement;
}
async function verifySignature(envelope, trustedKeys, verify2) {
  const { payloadType, payload, signatures } = envelope;
  if (payloadType !== PERMIT_PAYLOAD_TYPE) {
    throw errorWithReason(
      'permit-invalid',
      'The envelope holds no in-toto statement',
    );
  }
  const data = preAuthEncoding(payloadType, payload);
  for (const { keyId, signature } of signatures) {
    const key = trustedKeys.find(trusted => trusted.keyId === keyId);
    if (key && signature.length === 64) {
      if (await verify2(key.publicKey, data, signature)) {
        return;
      }
    }
  }
  throw errorWithReason(
    'permit-signature-invalid',
    'The permit is signed by none of the pinned keys',
    { details: { keyIds: signatures.map(({ keyId }) => keyId.slice(0, 64)) } },
  );
}
function assertInForce(predicate, now) {
  const { issuedAt, expiresAt } = predicate;
  if (!(now.getTime() < Date.parse(expiresAt))) {
    throw errorWithReason(
      'permit-expired',
      `The permit expired at ${expiresAt}`,
    );
  }
  if (Date.parse(issuedAt) - now.getTime() > CLOCK_TOLERANCE) {
    throw errorWithReason(
      'permit-invalid',
      `The permit was issued in the future, at ${issuedAt}`,
      {
        hint: "Set the clock of the verifying machine; the portal's is ahead.",
      },
    );
  }
}
function assertScope({ predicate, subject }, expectation) {
  const { chatbot, stage, digest, promotionId } = expectation;
  if (predicate.chatbot !== chatbot) {
    throw errorWithReason(
      'permit-scope-mismatch',
      `The permit is for the chatbot ${predicate.chatbot}, not ${chatbot}`,
    );
  }
  if (predicate.stage !== stage) {
    throw errorWithReason(
      'permit-scope-mismatch',
      `The permit is for the stage ${predicate.stage}, not ${stage}`,
    );
  }
  if (promotionId !== void 0 && predicate.promotionId !== promotionId) {
    throw errorWithReason(
      'permit-scope-mismatch',
      `The permit is for the promotion ${predicate.promotionId}, not ${promotionId}`,
    );
  }
  if (digest !== void 0 && subject[0].digest.sha256 !== digest) {
    throw errorWithReason(
      'permit-digest-mismatch',
      `The permit is for the digest ${subject[0].digest.sha256}, not ${digest}`,
    );
  }
}
function parseStatement(payload) {
  const text = textOf(payload);
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw errorWithReason('permit-invalid', 'The permit holds no JSON', {
      cause,
    });
  }
  if (!isPermitStatement(value)) {
    throw errorWithReason(
      'permit-invalid',
      'The signed statement is no permit',
    );
  }
  return value;
}
var textFields = [
  'permitId',
  'promotionId',
  'chatbot',
  'repositoryId',
  'version',
  'stage',
  'strategy',
  'bindingDigest',
  'issuedAt',
  'expiresAt',
  'portal',
];
function isPermitStatement(value) {
  const { _type, subject, predicateType, predicate } = fieldsOf(value);
  const fields = fieldsOf(predicate);
  return (
    _type === PERMIT_STATEMENT_TYPE &&
    predicateType === PERMIT_PREDICATE_TYPE &&
    textFields.every(field => typeof fields[field] === 'string') &&
    [fields.issuedAt, fields.expiresAt].every(isInstant) &&
    [fields.replaces, fields.fallbackDigest].every(
      digest => digest === void 0 || isSha256Hex(digest),
    ) &&
    Array.isArray(subject) &&
    subject.length > 0 &&
    subject.every(
      item =>
        typeof fieldsOf(item).name === 'string' &&
        isSha256Hex(fieldsOf(fieldsOf(item).digest).sha256),
    ) &&
    fieldsOf(subject[0]).name ===
      versionSubjectName(String(fields.chatbot), String(fields.version))
  );
}
function isInstant(value) {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
    parseInstant(value) !== void 0
  );
}

// packages/pipeline-client/src/PipelineError.ts
var PipelineError = class _PipelineError extends Error {
  /** Tells it from other errors across packages. */
  name = 'PipelineError';
  /** Reason code, when the answer had one. */
  reason;
  /** What to do about it, when the answer said so. */
  hint;
  /** HTTP status; undefined when no answer came. */
  status;
  /** From what is known; every fact may be missing. */
  static create(message, facts = {}) {
    return new _PipelineError(message, facts);
  }
  constructor(message, facts) {
    super(message);
    this.reason = facts.reason;
    this.hint = facts.hint;
    this.status = facts.status;
  }
};
function describeFailure(error) {
  const fields =
    typeof error === 'object' && error !== null
      ? Object.fromEntries(
          ['message', 'reason', 'hint'].map(name => [
            name,
            Reflect.get(error, name),
          ]),
        )
      : { message: String(error) };
  const { message, reason, hint } = fields;
  return [
    `error  ${typeof reason === 'string' ? `${reason}: ` : ''}${message}`,
    ...(typeof hint === 'string' ? [`hint   ${hint}`] : []),
  ].map(plain);
}
function plain(line) {
  return line.replace(new RegExp('\\p{Cc}+', 'gu'), ' ');
}

// packages/pipeline-client/src/readJson.ts
var NO_NUMBER = 'Write null or leave the metric out.';
var HALF_PAIR = 'Cut texts by characters, not by UTF-16 code units.';
async function readText(file, host, hint) {
  const bytes = await host.readFile(file).catch(() => {
    throw PipelineError.create(`${file} cannot be read`, { hint });
  });
  const why = describeEncoding(bytes);
  if (why !== void 0) {
    throw PipelineError.create(`${file} ${why}`);
  }
  if (!hasByteOrderMark(bytes)) {
    return textOf(bytes);
  }
  host.log(`${file} begins with a byte order mark (BOM), which is passed over`);
  return textOf(bytes.subarray(3));
}
async function readJson(file, host) {
  const text = await readText(file, host);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    const why = describeNoNumber(text);
    throw why === void 0
      ? PipelineError.create(`${file} is no JSON`)
      : PipelineError.create(`${file} ${why}`, { hint: NO_NUMBER });
  }
  if (!isJsonObject(value)) {
    throw PipelineError.create(`${file} holds no JSON object`);
  }
  const half = findLoneSurrogate(value);
  if (half !== void 0) {
    throw PipelineError.create(
      `${file} has half of a surrogate pair in ${half}`,
      { hint: HALF_PAIR },
    );
  }
  return value;
}
function isJsonObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// packages/pipeline-client/src/findFaults.ts
var CHANGE_VALUE = 'Correct the value.';
var CUT = 'Cut it by characters, not by UTF-16 code units.';
function* findFaults(value, limits, path = []) {
  if (limits.type === 'string') {
    yield* ofText(value, limits, path);
  } else if (limits.type === 'number' || limits.type === 'integer') {
    yield* ofNumber(value, limits, path);
  } else if (limits.type === 'boolean') {
    if (typeof value !== 'boolean') {
      yield fault(path, 'is neither true nor false', CHANGE_VALUE);
    }
  } else if (limits.type === 'array') {
    yield* ofList(value, limits, path);
  } else {
    yield* ofObject(value, limits, path);
  }
}
function formatPath(path) {
  return path.reduce((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
function* ofText(value, limits, path) {
  const { minLength = 0, maxLength = Infinity } = limits;
  if (typeof value !== 'string') {
    yield fault(path, 'is no text', 'Write a text, or leave it out.');
  } else if (limits.format === 'name') {
    yield* ofName(value, path);
  } else if (!isWellFormed(value)) {
    yield fault(path, 'has half of a surrogate pair', HALF_PAIR);
  } else if (value.length < minLength) {
    yield fault(path, 'is empty', 'Leave it out where there is none.');
  } else if (value.length > maxLength && [...value].length > maxLength) {
    const length = [...value].length;
    const problem = `has ${length} characters, and at most ${maxLength} are kept`;
    yield fault(path, problem, CUT);
  } else if (limits.enum && !limits.enum.includes(value)) {
    const words = limits.enum.join(', ');
    yield fault(path, `is none of ${words}`, CHANGE_VALUE);
  } else if (limits.format === 'date-time' && !parseInstant(value)) {
    const example = 'Write it as 2026-11-29T15:00:00Z.';
    yield fault(path, 'is no instant of the calendar', example);
  } else if (limits.pattern && !new RegExp(limits.pattern, 'u').test(value)) {
    yield fault(path, `does not match ${limits.pattern}`, CHANGE_VALUE);
  }
}
function* ofName(name, path) {
  const found = findNameFault(name);
  if (found) {
    const hint = `In ${formatPath(path)}, ${found.remedy}.`;
    yield { path, problem: found.problem, hint, reason: 'name-invalid' };
  }
}
function* ofNumber(value, limits, path) {
  const { minimum = -Infinity, maximum = Infinity } = limits;
  if (typeof value !== 'number') {
    yield fault(path, 'is no number', NO_NUMBER);
  } else if (!Number.isFinite(value)) {
    const problem = 'is NaN or infinite, which is no number of JSON';
    yield fault(path, problem, NO_NUMBER);
  } else if (limits.type === 'integer' && !Number.isInteger(value)) {
    yield fault(path, 'is no whole number', CHANGE_VALUE);
  } else if (value < minimum || value > maximum) {
    const bound =
      value < minimum ? `less than ${minimum}` : `more than ${maximum}`;
    yield fault(path, `is ${bound}`, CHANGE_VALUE);
  }
}
function* ofList(value, limits, path) {
  const { items, minItems = 0, maxItems = Infinity } = limits;
  if (!Array.isArray(value)) {
    yield fault(path, 'is no list', 'Write a list, or leave it out.');
    return;
  }
  if (value.length < minItems || value.length > maxItems) {
    const [word, bound] =
      value.length < minItems ? ['least', minItems] : ['most', maxItems];
    const problem = `has ${value.length} items, and at ${word} ${bound} are taken`;
    yield fault(path, problem, CHANGE_VALUE);
  }
  for (const [index, item] of value.entries()) {
    if (items) {
      yield* findFaults(item, items, [...path, index]);
    }
  }
}
function* ofObject(value, limits, path) {
  const { properties = {}, additionalProperties, maxProperties } = limits;
  if (!isJsonObject(value)) {
    yield fault(path, 'is no object', 'Write one value for each name.');
    return;
  }
  const entries = Object.entries(value);
  if (maxProperties !== void 0 && entries.length > maxProperties) {
    const problem = `has ${entries.length} entries, and at most ${maxProperties} are taken`;
    yield fault(path, problem, CHANGE_VALUE);
  }
  for (const [name, part] of entries) {
    const at = [...path, name];
    if (additionalProperties) {
      yield* ofName(name, at);
      yield* findFaults(part, additionalProperties, at);
    } else if (Object.hasOwn(properties, name) && part !== void 0) {
      yield* findFaults(part, properties[name], at);
    }
  }
}
function fault(path, problem, hint) {
  return { path, problem, hint, reason: 'input-invalid' };
}

// packages/pipeline-client/src/generated/evaluationSchema.ts
var IN_PARTS = {
  parts: 100,
  samples: 2e4,
  slices: 1e4,
  bytes: 67108864,
};
var BODY_LIMIT = 5242880;
var evaluationSchema = {
  type: 'object',
  properties: {
    version: {
      type: 'string',
      maxLength: 63,
      pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$',
    },
    digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    suite: { type: 'string', format: 'name', minLength: 1, maxLength: 100 },
    dataset: {
      type: 'object',
      properties: {
        name: { type: 'string', format: 'name', minLength: 1, maxLength: 100 },
        revision: {
          type: 'string',
          format: 'name',
          minLength: 1,
          maxLength: 100,
        },
        digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    },
    judge: {
      type: 'object',
      properties: {
        name: { type: 'string', format: 'name', minLength: 1, maxLength: 100 },
        kind: { type: 'string', enum: ['llm', 'deterministic', 'stand-in'] },
        digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    },
    metrics: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        properties: {
          name: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          value: { type: 'number' },
          direction: {
            type: 'string',
            enum: ['higher-is-better', 'lower-is-better'],
          },
          unit: {
            type: 'string',
            enum: ['ratio', 'score', 'ms', 's', 'tokens', 'count', 'usd'],
          },
          sampleCount: { type: 'integer', minimum: 0, maximum: 1e7 },
          standardDeviation: { type: 'number', minimum: 0 },
          definitionDigest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      },
    },
    slices: {
      type: 'array',
      maxItems: 1e3,
      items: {
        type: 'object',
        properties: {
          slice: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          metric: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          value: { type: 'number' },
          sampleCount: { type: 'integer', minimum: 0, maximum: 1e7 },
        },
      },
    },
    samples: {
      type: 'array',
      maxItems: 2e3,
      items: {
        type: 'object',
        properties: {
          sampleId: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          slice: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          scores: {
            type: 'object',
            maxProperties: 50,
            additionalProperties: { type: 'number' },
          },
          reasons: {
            type: 'object',
            maxProperties: 50,
            additionalProperties: {
              type: 'string',
              minLength: 1,
              maxLength: 2e3,
            },
          },
          passed: { type: 'boolean' },
          input: { type: 'string', maxLength: 4e3 },
          expected: { type: 'string', maxLength: 4e3 },
          output: { type: 'string', maxLength: 8e3 },
        },
      },
    },
    startedAt: { type: 'string', format: 'date-time' },
    finishedAt: { type: 'string', format: 'date-time' },
    deploymentId: {
      type: 'string',
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
    },
    run: {
      type: 'object',
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 100 },
        attempt: { type: 'integer', minimum: 1, maximum: 1e4 },
        workflow: { type: 'string', maxLength: 200 },
        ref: { type: 'string', maxLength: 300 },
        actor: { type: 'string', maxLength: 200 },
        url: { type: 'string', maxLength: 2e3, pattern: '^https?://' },
      },
    },
    parts: { type: 'integer', minimum: 1, maximum: 100 },
  },
};

// packages/pipeline-client/src/assertReportable.ts
var reportLimits = {
  /** Samples of one evaluation. */
  samples: IN_PARTS.samples,
  /** Slices of one evaluation: a topic has one for each metric. */
  slices: IN_PARTS.slices,
  /** Metrics of one evaluation. */
  metrics: evaluationSchema.properties.metrics.maxItems,
  /** Characters of the name of a metric, dataset, judge, topic, sample or suite. */
  name: evaluationSchema.properties.suite.maxLength,
  /** Characters of what a sample asks. */
  input: evaluationSchema.properties.samples.items.properties.input.maxLength,
  /** Characters of what a sample expects. */
  expected:
    evaluationSchema.properties.samples.items.properties.expected.maxLength,
  /** Characters of what was answered. */
  output: evaluationSchema.properties.samples.items.properties.output.maxLength,
  /** Characters of the reason that a judge gives for one score. */
  reason:
    evaluationSchema.properties.samples.items.properties.reasons
      .additionalProperties.maxLength,
};
var SHOWN2 = 5;
var { samples, slices, ...others } = evaluationSchema.properties;
var LIMITS = {
  ...evaluationSchema,
  properties: {
    ...others,
    samples: { ...samples, maxItems: Infinity },
    slices: { ...slices, maxItems: Infinity },
  },
};
function assertReportable(report, options = {}) {
  const faults = [
    ...findFaults(report, LIMITS),
    ...inRelation(Object.entries(report)),
  ];
  if (faults.length === 0) {
    return;
  }
  const words = faults.slice(0, SHOWN2).map(({ path, problem }) => {
    const place = options.place?.(path);
    return `${place === void 0 ? '' : `${place}: `}${formatPath(
      path,
    )} ${problem}`;
  });
  const more = faults.length - words.length;
  const [{ reason, hint }] = faults;
  throw PipelineError.create(
    [...words, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    { reason, hint },
  );
}
function* inRelation(entries) {
  for (const [name, list] of entries) {
    if ((name === 'samples' || name === 'slices') && Array.isArray(list)) {
      yield* ofCount(name, list.length);
    }
    if (name === 'samples' && Array.isArray(list)) {
      yield* ofSamples(list);
    }
  }
}
function* ofCount(name, length) {
  if (length > IN_PARTS[name]) {
    yield {
      path: [name],
      problem: `are ${length}, and one evaluation has at most ${IN_PARTS[name]}`,
      hint: 'Report the rest as a suite of its own.',
      reason: 'evaluation-too-large',
    };
  }
}
function* ofSamples(list) {
  const first = /* @__PURE__ */ new Map();
  for (const [index, sample] of list.entries()) {
    if (!isJsonObject(sample)) {
      continue;
    }
    const { sampleId: id, scores, reasons } = sample;
    const path = ['samples', index];
    if (typeof id === 'string') {
      const before = first.get(id);
      if (before !== void 0) {
        yield invalid(
          [...path, 'sampleId'],
          `'${id}' stands in samples[${before}] too`,
          'Give each sample an id of its own.',
        );
      }
      first.set(id, before ?? index);
    }
    for (const metric of isJsonObject(reasons) ? Object.keys(reasons) : []) {
      if (!isJsonObject(scores) || !Object.hasOwn(scores, metric)) {
        yield invalid(
          [...path, 'reasons', metric],
          'is of a metric that the sample has no score of',
          'Give the score too, or leave the reason out.',
        );
      }
    }
  }
}
function invalid(path, problem, hint) {
  return { path, problem, hint, reason: 'input-invalid' };
}

// packages/pipeline-client/src/sendJson.ts
var ATTEMPTS = 5;
var FIRST_WAIT = 1e3;
var LONGEST_WAIT = 3e4;
var TIMEOUT = 6e4;
async function sendJson(request, host) {
  assertSendable(request.body);
  for (let attempt = 1; ; attempt++) {
    const outcome = await trySend(request, host);
    if (!('failure' in outcome)) {
      return outcome.answer;
    }
    if (!outcome.again || attempt === ATTEMPTS) {
      throw outcome.failure;
    }
    const wait = Math.min(
      outcome.wait ?? FIRST_WAIT * 2 ** (attempt - 1),
      LONGEST_WAIT,
    );
    host.log(
      `${outcome.failure.message}; attempt ${attempt + 1} of ${ATTEMPTS} in ${
        wait / 1e3
      } s`,
    );
    await host.sleep(wait);
  }
}
function assertSendable(body) {
  const noNumber = findNoNumber(body);
  if (noNumber !== void 0) {
    throw PipelineError.create(
      `${noNumber} is NaN or infinite, which is no number of JSON`,
      { reason: 'input-invalid', hint: NO_NUMBER },
    );
  }
  const half = findLoneSurrogate(body);
  if (half !== void 0) {
    throw PipelineError.create(`${half} has half of a surrogate pair`, {
      reason: 'input-invalid',
      hint: HALF_PAIR,
    });
  }
}
async function trySend({ method, url, token, body }, host) {
  const { origin, pathname } = new URL(url);
  const target = `${method} ${origin}${pathname}`;
  let response;
  let text;
  try {
    response = await host.fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === void 0 ? {} : { 'content-type': 'application/json' }),
        ...(token === void 0 ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === void 0 ? {} : { body: JSON.stringify(body) }),
      // A token must not follow a redirect to wherever the answer points.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    text = await response.text();
  } catch (error) {
    const cause = fieldOf(fieldOf(error, 'cause'), 'message');
    const detail = typeof cause === 'string' ? cause : String(error);
    return {
      failure: PipelineError.create(`${target} got no answer: ${detail}`, {
        hint: 'Check CHATBOT_PORTAL_URL and the network of the runner.',
      }),
      again: true,
    };
  }
  const answer = parse(text);
  if (response.ok && answer !== void 0) {
    return { answer };
  }
  if (response.ok) {
    return {
      failure: PipelineError.create(`${target} did not answer in JSON`, {
        status: response.status,
        hint: 'Check that CHATBOT_PORTAL_URL is the address of the backend.',
      }),
      again: false,
    };
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return {
    failure: failureOf(target, response.status, answer),
    again: response.status === 429 || response.status >= 500,
    ...(retryAfter > 0 ? { wait: retryAfter * 1e3 } : {}),
  };
}
function failureOf(target, status, answer) {
  const error = fieldOf(answer, 'error');
  const [message, reason, hint] = ['message', 'reason', 'hint'].map(name => {
    const value = fieldOf(error, name);
    return typeof value === 'string' ? value : void 0;
  });
  return PipelineError.create(
    message ?? `${target} was answered with status ${status}`,
    { reason, hint, status },
  );
}
function parse(text) {
  try {
    const answer = JSON.parse(text);
    return answer;
  } catch {
    return void 0;
  }
}
function fieldOf(value, name) {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : void 0;
}

// packages/pipeline-client/src/obtainToken.ts
async function obtainToken(portalUrl, host) {
  const { env } = host;
  if (env.CHATBOT_PORTAL_TOKEN) {
    return env.CHATBOT_PORTAL_TOKEN;
  }
  const identityToken =
    env.CHATBOT_PORTAL_ID_TOKEN ||
    (await requestIdentityToken(portalUrl, host));
  if (!identityToken) {
    throw PipelineError.create('This run has no credential for the portal', {
      reason: 'token-missing',
      hint: 'Set the secret CHATBOT_PORTAL_TOKEN, or allow the job to request an identity token.',
    });
  }
  const exchanged = await sendJson(
    {
      method: 'POST',
      url: `${portalUrl}/api/chatbots/pipeline/v1/token`,
      body: { identityToken },
    },
    host,
  );
  return textField(exchanged, 'token');
}
async function requestIdentityToken(portalUrl, host) {
  const { env } = host;
  if (
    !env.ACTIONS_ID_TOKEN_REQUEST_URL ||
    !env.ACTIONS_ID_TOKEN_REQUEST_TOKEN
  ) {
    return void 0;
  }
  const url = new URL(env.ACTIONS_ID_TOKEN_REQUEST_URL);
  url.searchParams.set('audience', env.CHATBOT_PORTAL_AUDIENCE || portalUrl);
  const issued = await sendJson(
    {
      method: 'GET',
      url: String(url),
      token: env.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    },
    host,
  );
  return textField(issued, 'value');
}
function textField(answer, name) {
  const value = fieldOf(answer, name);
  if (typeof value !== 'string' || value === '') {
    throw PipelineError.create(`The answer has no '${name}'`);
  }
  return value;
}

// packages/pipeline-client/src/parsePermitKeys.ts
var SPKI_PREFIX = Uint8Array.of(
  ...[48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0],
);
function parsePermitKeys(text, sha2562) {
  const keys = parseKeys(text)
    .filter(({ use }) => use === 'permit')
    .map(({ keyId, publicKeyPem }) => {
      const publicKey = rawKeyOfPem(publicKeyPem);
      if (
        typeof keyId !== 'string' ||
        !publicKey ||
        sha256Hex(publicKey, sha2562) !== keyId
      ) {
        throw invalid2(
          `The pinned key '${keyId}' is not an Ed25519 key of that id`,
        );
      }
      return { keyId, publicKey };
    });
  if (keys.length === 0) {
    throw invalid2('The file of pinned keys holds no key for permits');
  }
  return keys;
}
function rawKeyOfPem(pem) {
  const match =
    typeof pem === 'string' &&
    /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=]+)\s+-----END PUBLIC KEY-----\s*$/.exec(
      pem,
    );
  const der = match && fromBase64(match[1]);
  return der &&
    der.length === SPKI_PREFIX.length + 32 &&
    equalBytes(der.subarray(0, SPKI_PREFIX.length), SPKI_PREFIX)
    ? der.subarray(SPKI_PREFIX.length)
    : void 0;
}
function parseKeys(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw errorWithReason(
      'input-invalid',
      'The file of pinned keys is no JSON',
      {
        cause,
      },
    );
  }
  const keys =
    typeof value === 'object' && value !== null
      ? Reflect.get(value, 'keys')
      : void 0;
  if (!Array.isArray(keys)) {
    throw invalid2('The file of pinned keys has no list of keys');
  }
  return keys.map(key =>
    typeof key === 'object' && key !== null
      ? Object.fromEntries(Object.entries(key))
      : {},
  );
}
function invalid2(message) {
  return errorWithReason('input-invalid', message, {
    hint: 'Pin the keys that the portal publishes at /api/chatbots/.well-known/chatbot-portal/keys.',
  });
}

// packages/pipeline-client/src/parseArguments.ts
function parseArguments(args, known) {
  const positional = [];
  const options = {};
  const rest = [...args];
  for (let arg = rest.shift(); arg !== void 0; arg = rest.shift()) {
    if (!arg.startsWith('--')) {
      positional.push(arg);
      continue;
    }
    const [name, ...inline] = arg.slice(2).split('=');
    if (!known.includes(name)) {
      throw usage(`There is no option --${name}`);
    }
    const value = inline.length > 0 ? inline.join('=') : rest.shift();
    if (value === void 0 || value === '') {
      throw usage(`The option --${name} has no value`);
    }
    options[name] = value;
  }
  return { positional, options };
}
function usage(message) {
  return PipelineError.create(message, {
    hint: 'Call it with the command help to see what it takes.',
  });
}

// packages/pipeline-client/src/pipelineRun.ts
function pipelineRun(env) {
  if (env.GITLAB_CI) {
    return compact({
      id: env.CI_PIPELINE_ID ?? 'local',
      workflow: env.CI_JOB_NAME,
      ref: env.CI_COMMIT_REF_NAME,
      actor: env.GITLAB_USER_LOGIN,
      url: env.CI_PIPELINE_URL,
    });
  }
  const attempt = Number(env.GITHUB_RUN_ATTEMPT);
  return compact({
    id: env.GITHUB_RUN_ID || 'local',
    attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : void 0,
    workflow: env.GITHUB_WORKFLOW,
    ref: env.GITHUB_REF || env.GITHUB_REF_NAME,
    actor: env.GITHUB_ACTOR,
    url:
      env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && env.GITHUB_RUN_ID
        ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`
        : void 0,
  });
}
function idempotencyKey(env) {
  const run = env.GITHUB_RUN_ID || env.CI_PIPELINE_ID;
  if (!run) {
    throw PipelineError.create('The run has no id', {
      hint: 'Set GITHUB_RUN_ID, or pass --key with a text that is unique to this attempt.',
    });
  }
  return `${run}-${env.GITHUB_RUN_ATTEMPT || env.CI_JOB_ID || '1'}`;
}
function compact(facts) {
  const { id, attempt, workflow, ref, actor, url } = facts;
  return {
    id,
    ...(attempt ? { attempt } : {}),
    ...(workflow ? { workflow } : {}),
    ...(ref ? { ref } : {}),
    ...(actor ? { actor } : {}),
    ...(url ? { url } : {}),
  };
}

// packages/pipeline-client/src/splitReport.ts
var MOST = {
  slices: evaluationSchema.properties.slices.maxItems,
  samples: evaluationSchema.properties.samples.maxItems,
};
var AROUND = 1024;
function splitReport(report) {
  const { samples: samples2, slices: slices2, ...rest } = report;
  const lists = { slices: listOf(slices2), samples: listOf(samples2) };
  const fits =
    lists.samples.length <= MOST.samples &&
    lists.slices.length <= MOST.slices &&
    bytesOf(report) <= BODY_LIMIT;
  if (fits) {
    return { head: report, parts: [] };
  }
  const total = bytesOf(samples2 ?? []) + bytesOf(slices2 ?? []);
  if (total > IN_PARTS.bytes) {
    throw PipelineError.create(
      `Samples and slices have ${total} bytes, and one evaluation has at most ${IN_PARTS.bytes}`,
      {
        reason: 'evaluation-too-large',
        hint: 'Cut the texts, or report the rest as a suite of its own.',
      },
    );
  }
  const parts = [];
  let room = 0;
  for (const name of ['slices', 'samples']) {
    for (const item of lists[name]) {
      const bytes = bytesOf(item) + 1;
      const last = parts.at(-1);
      if (!last || bytes > room || last[name].length === MOST[name]) {
        parts.push({ slices: [], samples: [] });
        room = BODY_LIMIT - AROUND;
      }
      parts[parts.length - 1][name].push(item);
      room -= bytes;
    }
  }
  return { head: { ...rest, parts: parts.length }, parts };
}
function listOf(value) {
  return Array.isArray(value) ? value : [];
}
function bytesOf(value) {
  return utf8(JSON.stringify(value)).length;
}

// packages/pipeline-client/src/PipelineClient.ts
var PipelineClient = class _PipelineClient {
  #portalUrl;
  #host;
  /** A stored token that expired stays expired; an exchanged one lives for minutes, and a rollout may take longer. */
  #isStored;
  #token;
  /**
   * Checks the address, and asks for nothing yet.
   *
   * @param options - `portalUrl` is that of the portal's backend,
   * `CHATBOT_PORTAL_URL` when absent; `token` a pipeline token, else obtained as
   * {@link obtainToken} says, when first needed
   */
  static create(options) {
    const { host, token } = options;
    const portalUrl = options.portalUrl ?? host.env.CHATBOT_PORTAL_URL;
    if (!portalUrl || !URL.canParse(portalUrl)) {
      throw PipelineError.create(`'${portalUrl ?? ''}' is no address`, {
        hint: "Set CHATBOT_PORTAL_URL to the address of the portal's backend.",
      });
    }
    return new _PipelineClient(portalUrl.replace(/\/+$/, ''), host, token);
  }
  constructor(portalUrl, host, token) {
    this.#portalUrl = portalUrl;
    this.#host = host;
    this.#isStored = Boolean(token ?? host.env.CHATBOT_PORTAL_TOKEN);
    this.#token = token === void 0 ? void 0 : Promise.resolve(token);
  }
  /** Reports a model version; the run is added when the report names none. */
  reportModelVersion(report) {
    return this.#post('versions', this.#withRun(report));
  }
  /**
   * Reports an evaluation; the run is added when the report names none. One that is too large for a request is sent in parts, and
   * recorded when the last has come. Rejects what {@link assertReportable} refuses.
   */
  async reportEvaluation(report, options) {
    assertReportable(report, options);
    const { head, parts } = splitReport(this.#withRun(report));
    const answer = await this.#post('evaluations', head);
    if (parts.length === 0) {
      return answer;
    }
    const path = `evaluations/${encodeURIComponent(openId(answer))}`;
    for (const [index, part] of parts.entries()) {
      await this.#send('PUT', `${path}/parts/${index + 1}`, part);
    }
    return this.#post(`${path}/complete`, void 0);
  }
  /** Requests a promotion of `version` to `stage`. */
  requestPromotion(request) {
    return this.#post('promotions', this.#withRun(request));
  }
  /** Promotions of the token's chatbot, all or those in a state. */
  listPromotions(state) {
    const query = state ? `?state=${encodeURIComponent(state)}` : '';
    return this.#get(`promotions${query}`);
  }
  /** One promotion. */
  getPromotion(promotionId) {
    return this.#get(`promotions/${encodeURIComponent(promotionId)}`);
  }
  /** Has the portal run every check again and issue the permit. */
  fetchPermit(promotionId) {
    return this.#post(
      `promotions/${encodeURIComponent(promotionId)}/permit`,
      void 0,
    );
  }
  /** Consumes a permit for a model version's digest and opens the deployment. */
  consumePermit(permitId, consumption) {
    return this.#post(
      `permits/${encodeURIComponent(permitId)}/consume`,
      this.#withRun(consumption),
    );
  }
  /** A deployment with the steps reported so far. */
  getDeployment(deploymentId) {
    return this.#get(`deployments/${encodeURIComponent(deploymentId)}`);
  }
  /** Reports one step of a deployment. */
  reportStep(deploymentId, step) {
    return this.#post(
      `deployments/${encodeURIComponent(deploymentId)}/steps`,
      step,
    );
  }
  /** Reports how a deployment ended. */
  reportOutcome(deploymentId, outcome) {
    return this.#post(
      `deployments/${encodeURIComponent(deploymentId)}/outcome`,
      outcome,
    );
  }
  #withRun(body) {
    return { ...body, run: body.run ?? { ...pipelineRun(this.#host.env) } };
  }
  #get(path) {
    return this.#send('GET', path, void 0);
  }
  #post(path, body) {
    return this.#send('POST', path, body);
  }
  async #send(method, path, body) {
    const url = `${this.#portalUrl}/api/chatbots/pipeline/v1/${path}`;
    const send = async token2 =>
      sendJson({ method, url, token: await token2, body }, this.#host);
    this.#token ??= obtainToken(this.#portalUrl, this.#host);
    const token = this.#token;
    try {
      return await send(token);
    } catch (error) {
      if (this.#isStored || !isExpired(error)) {
        throw error;
      }
      if (this.#token === token) {
        this.#token = obtainToken(this.#portalUrl, this.#host);
      }
      return send(this.#token);
    }
  }
};
function openId(answer) {
  const id = fieldOf(answer, 'id');
  if (typeof id !== 'string') {
    throw PipelineError.create('The portal opened no evaluation for its parts');
  }
  return id;
}
function isExpired(error) {
  return (
    error instanceof PipelineError &&
    error.status === 401 &&
    error.reason === 'token-expired'
  );
}

// packages/pipeline-client/src/runCommand.ts
async function runCommand(program, commands2, args, host) {
  const safeHost = withoutSecrets(host);
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help') {
    for (const [command, { usage: usage2, summary }] of Object.entries(
      commands2,
    )) {
      safeHost.log(`node ${program} ${command} ${usage2}`.trimEnd());
      safeHost.log(`    ${summary}`);
    }
    return 0;
  }
  try {
    if (!Object.hasOwn(commands2, name)) {
      throw new Error(`There is no command '${name}', see the command help`);
    }
    await commands2[name].run(rest, safeHost);
    return 0;
  } catch (error) {
    for (const line of describeFailure(error)) {
      safeHost.log(line);
    }
    return 1;
  }
}
function withoutSecrets(host) {
  const secrets = Object.entries(host.env)
    .filter(([name]) => /TOKEN|SECRET|PASSWORD/.test(name))
    .map(([, value]) => value ?? '')
    .filter(value => value.length >= 8);
  const mask = line =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), line);
  return {
    ...host,
    log: line => host.log(mask(line)),
    print: line => host.print(mask(line)),
  };
}

// packages/pipeline-client/src/permitCommands.ts
var KEYS_FILE = '.chatbot-portal/keys.json';
var CONFIG_FILE = '.chatbot-portal/config.json';
var PERMIT_FILE = 'permit.json';
async function verifyPermitOffline(envelope, check, host) {
  const keysFile = check.keysFile ?? KEYS_FILE;
  const keys = await readText(
    keysFile,
    host,
    'Commit the public keys that the portal publishes for permits.',
  );
  const { stage, promotionId, digest } = check;
  return verifyPermit(
    envelope,
    parsePermitKeys(keys, host.sha256),
    {
      now: host.now(),
      chatbot: check.chatbot ?? (await configuredChatbot(host)),
      stage,
      ...(promotionId ? { promotionId } : {}),
      ...(digest ? { digest } : {}),
    },
    host.verify,
  );
}
async function fetchPermit(check, client, host) {
  const envelope = fieldOf(
    await client.fetchPermit(check.promotionId),
    'envelope',
  );
  return {
    envelope,
    statement: await verifyPermitOffline(envelope, check, host),
  };
}
async function consumePermit(
  statement,
  client,
  host,
  key = idempotencyKey(host.env),
) {
  return client.consumePermit(statement.predicate.permitId, {
    idempotencyKey: key,
    digest: statement.subject[0].digest.sha256,
  });
}
var checkOptions = ['promotion', 'stage', 'chatbot', 'digest', 'keys'];
var checkUsage =
  '[--promotion <id>] [--stage <stage>] [--chatbot <name>] [--digest <sha256>] [--keys <file>]';
var commands = {
  fetch: {
    usage: `${checkUsage} [--out <file>]`,
    summary: `Fetches the permit, verifies it offline and writes it to ${PERMIT_FILE}.`,
    async run(args, host) {
      const { options } = parseArguments(args, [...checkOptions, 'out']);
      const check = checkOf(options, host);
      const { promotionId } = check;
      if (!promotionId) {
        throw usage('Neither --promotion nor PROMOTION_ID is set');
      }
      const client = PipelineClient.create({ host });
      const { envelope, statement } = await fetchPermit(
        { ...check, promotionId },
        client,
        host,
      );
      await host.writeFile(
        options.out ?? PERMIT_FILE,
        `${JSON.stringify(envelope, void 0, 2)}
`,
      );
      tell(statement, host);
    },
  },
  verify: {
    usage: `[<${PERMIT_FILE}>] ${checkUsage}`,
    summary: 'Verifies a permit offline.',
    async run(args, host) {
      tell((await readPermit(args, host)).statement, host);
    },
  },
  consume: {
    usage: `[<${PERMIT_FILE}>] ${checkUsage} [--key <key>]`,
    summary: 'Verifies a permit, consumes it once and prints the deployment.',
    async run(args, host) {
      const { statement, options } = await readPermit(args, host, ['key']);
      const deployment = await consumePermit(
        statement,
        PipelineClient.create({ host }),
        host,
        options.key ?? idempotencyKey(host.env),
      );
      host.log(`opened deployment ${fieldOf(deployment, 'id')}`);
      host.print(JSON.stringify(deployment));
    },
  },
  'hash-artifact': {
    usage: `<artifact> [<${PERMIT_FILE}>] ${checkUsage}`,
    summary: 'Refuses an artifact that the permitted version does not list.',
    async run(args, host) {
      const { positional } = parseArguments(args, checkOptions);
      const [artifact] = positional;
      if (!artifact) {
        throw usage('No artifact is named');
      }
      const { statement } = await readPermit(args, host, [], 1);
      const sha2562 = await host.hashFile(artifact).catch(() => {
        throw PipelineError.create(`${artifact} cannot be read`);
      });
      const { name } = assertArtifact(statement, sha2562);
      host.log(`${artifact} is ${name} of ${statement.subject[0].name}`);
      host.print(sha2562);
    },
  },
};
function runPermitCommand(args, host) {
  return runCommand('chatbot permit', commands, args, host);
}
function checkOf(options, { env }) {
  const stage = options.stage ?? env.STAGE;
  if (!stage) {
    throw usage('Neither --stage nor STAGE is set');
  }
  return {
    stage,
    promotionId: options.promotion ?? env.PROMOTION_ID,
    chatbot: options.chatbot,
    digest: options.digest,
    keysFile: options.keys,
  };
}
async function readPermit(args, host, more = [], at = 0) {
  const { positional, options } = parseArguments(args, [
    ...checkOptions,
    ...more,
  ]);
  const envelope = await readJson(positional[at] ?? PERMIT_FILE, host);
  return {
    statement: await verifyPermitOffline(
      envelope,
      checkOf(options, host),
      host,
    ),
    options,
  };
}
async function configuredChatbot(host) {
  const { chatbot } = await readJson(CONFIG_FILE, host);
  if (typeof chatbot !== 'string') {
    throw PipelineError.create(`${CONFIG_FILE} names no chatbot`);
  }
  return chatbot;
}
function tell({ subject, predicate }, host) {
  host.log(
    `permit ${predicate.permitId} releases ${subject[0].name} to ${predicate.stage} until ${predicate.expiresAt}`,
  );
  host.print(
    JSON.stringify({ digest: subject[0].digest.sha256, ...predicate }),
  );
}

// scripts/standalone/host.mjs
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
var nodeHost = {
  env: process.env,
  fetch: (...args) => fetch(...args),
  readFile: async path => new Uint8Array(await readFile(path)),
  writeFile: (path, text) => writeFile(path, text),
  async hashFile(path) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
    }
    return hash.digest('hex');
  },
  sleep: milliseconds => setTimeout(milliseconds),
  // What people read goes to standard error, so that the result can be piped.
  log: line =>
    process.stderr.write(`${line}
`),
  print: line =>
    process.stdout.write(`${line}
`),
  now: () => /* @__PURE__ */ new Date(),
  sha256,
  verify: verifyEd25519,
};
function sha256(bytes) {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
function verifyEd25519(publicKey, data, signature) {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x },
    format: 'jwk',
  });
  return verify(null, data, key, signature);
}
function isMain(moduleUrl) {
  const [, script] = process.argv;
  return (
    script !== void 0 &&
    realpathSync(script) === realpathSync(fileURLToPath(moduleUrl))
  );
}

// scripts/standalone/permit.mjs
function fetchPermit2({ url, token, ...check }) {
  return fetchPermit(check, clientOf({ url, token }), nodeHost);
}
function verifyPermit2(envelope, check) {
  return verifyPermitOffline(envelope, check, nodeHost);
}
function consumePermit2(statement, { url, token, key } = {}) {
  return consumePermit(statement, clientOf({ url, token }), nodeHost, key);
}
async function hashArtifact(statement, file) {
  const digest = await nodeHost.hashFile(file);
  assertArtifact(statement, digest);
  return digest;
}
function clientOf({ url, token }) {
  return PipelineClient.create({ host: nodeHost, portalUrl: url, token });
}
if (isMain(import.meta.url)) {
  process.exitCode = await runPermitCommand(process.argv.slice(2), nodeHost);
}
export {
  consumePermit2 as consumePermit,
  fetchPermit2 as fetchPermit,
  hashArtifact,
  verifyPermit2 as verifyPermit,
};
