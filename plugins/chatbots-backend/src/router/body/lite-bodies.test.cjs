"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// plugins/chatbots-backend/src/router/body/bodies.test.ts
var import_backend_test_utils5 = require("@backstage/backend-test-utils");
var import_express = __toESM(require("express"));
var import_node_events = require("node:events");
var import_node_http = require("node:http");
var import_node_zlib2 = require("node:zlib");
var import_supertest2 = __toESM(require("supertest"));

// plugins/chatbots-backend/src/__testUtils__/databases.ts
var import_backend_test_utils = require("@backstage/backend-test-utils");
function createTestDatabases() {
  jest.setTimeout(6e4);
  return import_backend_test_utils.TestDatabases.create({
    ids: ["SQLITE_3", "POSTGRES_16"]
  });
}

// plugins/chatbots-backend/src/__testUtils__/registryFixtures.ts
var import_backend_test_utils2 = require("@backstage/backend-test-utils");

// plugins/chatbots-governance/src/checks/acceptEvaluation.ts
function refuseEvaluation(evidence, evaluation) {
  const { origin: origin2, judge, datasetName, datasetRevision } = evaluation;
  if (evidence.origins && !evidence.origins.includes(origin2.kind)) {
    return refusal(
      "origin-not-accepted",
      `reported with ${evidence.origins.join(" or ")}`,
      origin2.kind,
      `it was reported with ${origin2.kind}`
    );
  }
  if (evidence.refs && !evidence.refs.some((pattern) => matchesRef(pattern, origin2.ref))) {
    return refusal(
      "origin-not-accepted",
      `run for ${evidence.refs.join(" or ")}`,
      origin2.ref ?? "missing",
      origin2.ref ? `it was run for ${origin2.ref}` : "it does not say for which ref it was run"
    );
  }
  if (evidence.events && !evidence.events.some((event) => event === origin2.event)) {
    return refusal(
      "origin-not-accepted",
      `started by ${evidence.events.join(" or ")}`,
      origin2.event ?? "missing",
      origin2.event ? `its run was started by ${origin2.event}` : "it does not say what started its run"
    );
  }
  if (evidence.protectedRefs && origin2.protected !== true) {
    return refusal(
      "origin-not-accepted",
      "run for a protected ref",
      origin2.protected === false ? "not protected" : "missing",
      origin2.protected === false ? "the ref it was run for is not protected" : "it does not say whether the ref it was run for is protected"
    );
  }
  if (evidence.workflowFiles && !evidence.workflowFiles.some((file) => file === origin2.workflowFile)) {
    return refusal(
      "origin-not-accepted",
      `run by the workflow file ${evidence.workflowFiles.join(" or ")}`,
      origin2.workflowFile ?? "missing",
      origin2.workflowFile ? `it was run by the workflow file ${origin2.workflowFile}` : "it does not say which workflow file ran it"
    );
  }
  if (evidence.workflows && !evidence.workflows.some((workflow) => workflow === origin2.workflow)) {
    return refusal(
      "origin-not-accepted",
      `run by the workflow ${evidence.workflows.join(" or ")}`,
      origin2.workflow ?? "missing",
      origin2.workflow ? `it was run by the workflow ${origin2.workflow}` : "it does not say which workflow ran it"
    );
  }
  if (evidence.judges && !evidence.judges.includes(judge.kind)) {
    return refusal(
      "judge-not-accepted",
      `judged by ${evidence.judges.join(" or ")}`,
      `${judge.name} (${judge.kind})`,
      `its judge ${judge.name} is a ${judge.kind} judge`
    );
  }
  const { datasets } = evidence;
  if (datasets && !datasets.some(
    ({ name: name5, revisions }) => name5 === datasetName && (!revisions || revisions.includes(datasetRevision))
  )) {
    return refusal(
      "dataset-not-accepted",
      `over ${datasets.map(
        ({ name: name5, revisions }) => revisions ? `${name5} ${revisions.join(" or ")}` : name5
      ).join(" or ")}`,
      `${datasetName} ${datasetRevision}`,
      `it ran over ${datasetName} ${datasetRevision}`
    );
  }
  return void 0;
}
function refusal(reasonCode2, expected, actual, reason) {
  return { reasonCode: reasonCode2, expected, actual, reason };
}
function matchesRef(pattern, ref) {
  if (ref === void 0) {
    return false;
  }
  return pattern.endsWith("*") ? ref.startsWith(pattern.slice(0, -1)) : ref === pattern;
}

// plugins/chatbots-governance/src/checks/CheckDefinition.ts
var CHECK_FACTS = [
  "evaluations",
  "baseline",
  "deployments",
  "telemetry",
  "version",
  "external"
];
function defineCheck(definition) {
  return definition;
}

// plugins/chatbots-governance/src/checks/evidenceCheck.ts
var import_zod3 = require("zod");

// plugins/chatbots-governance/src/policy/duration.ts
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;
var WEEK = 7 * DAY;
var UNITS = {
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: WEEK
};
var ISO = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/;
var SHORT = /^(\d+)([smhdw])$/;
var LONGEST = 3660 * DAY;
function parseDuration(text4) {
  let milliseconds;
  const short3 = SHORT.exec(text4);
  if (short3) {
    milliseconds = Number(short3[1]) * UNITS[short3[2]];
  } else {
    const parts2 = ISO.exec(text4)?.slice(1);
    if (!parts2?.some((part) => part !== void 0) || text4.endsWith("T")) {
      return void 0;
    }
    const factors = [WEEK, DAY, HOUR, MINUTE, SECOND];
    milliseconds = parts2.reduce(
      (sum2, part, index) => sum2 + Number(part ?? 0) * factors[index],
      0
    );
  }
  return milliseconds <= LONGEST ? milliseconds : void 0;
}
function formatDuration(milliseconds) {
  const parts2 = [];
  let rest = Math.max(0, milliseconds);
  for (const [unit, factor] of [
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
    ["s", SECOND]
  ]) {
    const count3 = Math.floor(rest / factor);
    rest -= count3 * factor;
    if (count3 > 0) {
      parts2.push(`${count3} ${unit}`);
    }
    if (parts2.length === 2) {
      break;
    }
  }
  return parts2.join(" ") || "0 s";
}

// plugins/chatbots-governance/src/policy/diffPolicies.ts
var DURATIONS = /(?:\.soak|\.maxAge|\.expiry\.(?:request|approval|permit))$/;
function diffPolicies(before, after) {
  const old = flatten(before ?? {});
  const now = flatten(after);
  const paths = [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    if (was === is) {
      return [];
    }
    if (was === void 0) {
      return [{ path, change: "added", after: is }];
    }
    return is === void 0 ? [{ path, change: "removed", before: was }] : [{ path, change: "changed", before: was, after: is }];
  });
}
function flatten(value, path = "", into = /* @__PURE__ */ new Map()) {
  if (Array.isArray(value)) {
    for (const item of value) {
      flatten(item, `${path}[${keyOf(item)}]`, into);
    }
    if (value.length === 0) {
      into.set(path, "none");
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      flatten(part, path ? `${path}.${key}` : key, into);
    }
  } else if (value !== void 0) {
    into.set(
      path,
      typeof value === "number" && DURATIONS.test(path) ? formatDuration(value) : String(value)
    );
  }
  return into;
}
function keyOf(item) {
  if (typeof item === "object" && item !== null) {
    for (const key of ["id", "group", "name"]) {
      if (key in item) {
        return String(Reflect.get(item, key));
      }
    }
  }
  return String(item);
}

// plugins/chatbots-governance/src/policy/parsePolicy.ts
var import_yaml = require("yaml");

// plugins/chatbots-common/src/model/PromotionState.ts
var PROMOTION_STATES = [
  "requested",
  "approved",
  "released",
  "deploying",
  "deployed",
  "rolled-back",
  "failed",
  "withdrawn",
  "rejected",
  "expired",
  "void",
  "superseded"
];

// plugins/chatbots-common/src/errors/codes/auditCodes.ts
var auditCodes = {
  "audit-event-invalid": {
    status: 400,
    title: "Invalid audit event",
    hint: "Build the event from the documented fields only."
  },
  "audit-personal-data": {
    status: 400,
    title: "Personal data in an audit event",
    hint: "Use the pseudonym, and a commitment in place of free text."
  },
  "audit-range-invalid": {
    status: 400,
    title: "Invalid range",
    hint: "Ask for a range inside the log with its start before its end."
  },
  "audit-event-unknown": {
    status: 404,
    title: "Unknown audit event",
    hint: "Use the id or the sequence number of an event that the log holds."
  },
  "checkpoint-unavailable": {
    status: 503,
    title: "No checkpoint covers the range yet",
    hint: "Try again in a moment; events are checkpointed shortly after they are recorded."
  },
  "checkpoint-invalid": {
    status: 400,
    title: "Malformed checkpoint",
    hint: "Pass the signed note unchanged, with its final newline."
  },
  "checkpoint-signature-invalid": {
    status: 403,
    title: "Checkpoint signature is not trusted",
    hint: "Use the verifier key that you received apart from the portal."
  },
  "proof-invalid": {
    status: 400,
    title: "Proof does not hold",
    hint: "The hashes do not lead to the stated root; compare with another copy of the log."
  },
  "export-ticket-invalid": {
    status: 403,
    title: "Download link is not valid",
    hint: "Start the export again; a link works once and for a short time."
  },
  "export-invalid": {
    status: 400,
    title: "Export is not authentic",
    hint: "Download the export again and compare it with the checkpoint that you hold."
  }
};

// plugins/chatbots-common/src/errors/codes/governanceCodes.ts
var governanceCodes = {
  "policy-invalid": {
    status: 422,
    title: "Invalid policy",
    hint: "Correct the line and column that the message names."
  },
  "check-unknown": {
    status: 422,
    title: "Unknown check",
    hint: "Install the module that brings the check, or leave the rule out."
  },
  "policy-unknown": {
    status: 404,
    title: "Unknown policy",
    hint: "List the policy's versions to see which exist."
  },
  "policy-not-active": {
    status: 409,
    title: "No policy is in force",
    hint: "Name a policy file in chatbots.policy.file, or propose one and have it approved."
  },
  "policy-decided": {
    status: 409,
    title: "Policy proposal is decided already",
    hint: "Propose the rules again as a new version."
  },
  "promotion-unknown": {
    status: 404,
    title: "Unknown promotion",
    hint: "Check the id; the chatbot's page lists its promotions."
  },
  "promotion-exists": {
    status: 409,
    title: "Promotion exists already",
    hint: "Use the open promotion of this version and stage."
  },
  "promotion-state": {
    status: 409,
    title: "Not possible in this state",
    hint: "Read the promotion's current state; it may have moved on."
  },
  "promotion-void": {
    status: 409,
    title: "Promotion is void",
    hint: "Request the promotion again; what it was bound to has changed."
  },
  "binding-changed": {
    status: 409,
    title: "Something else than what was seen",
    hint: "Read the promotion again; its page says what changed. Then decide anew."
  },
  "digest-changed": {
    status: 409,
    title: "Model version digest changed",
    hint: "Request the promotion again for the new digest."
  },
  "evaluations-changed": {
    status: 409,
    title: "Evaluations changed",
    hint: "Request the promotion again; it rests on other evaluations now."
  },
  "owner-changed": {
    status: 409,
    title: "Owner changed",
    hint: "Request the promotion again under the new owner."
  },
  "risk-class-changed": {
    status: 409,
    title: "Risk class changed",
    hint: "Request the promotion again under the new risk class."
  },
  "repository-changed": {
    status: 409,
    title: "Repository changed",
    hint: "Request the promotion again from the new repository."
  },
  "rules-changed": {
    status: 409,
    title: "Rules changed",
    hint: "Request the promotion again; it is evaluated by the policy in force."
  },
  "replaces-changed": {
    status: 409,
    title: "Running version changed",
    hint: "Request the promotion again; another version runs in the stage now."
  },
  "answers-changed": {
    status: 409,
    title: "Answer of an outside system changed",
    hint: "Request the promotion again; a system outside the portal answered differently."
  },
  "answer-outstanding": {
    status: 409,
    title: "An outside system has not answered",
    hint: "Wait for its answer, which the decision is to rest on; then decide."
  },
  "answer-outdated": {
    status: 409,
    title: "Answer is older than another",
    hint: "Send what stands now, with the time at which it is sent."
  },
  "external-signature-invalid": {
    status: 401,
    title: "Signature is not valid",
    hint: "Sign the exact body with the secret of the system, and send it within five minutes."
  },
  "self-approval": {
    status: 403,
    title: "Own request",
    hint: "Another person has to decide on it."
  },
  "contributor-approval": {
    status: 403,
    title: "Contributor of this version",
    hint: "Somebody who did not contribute to the version has to decide."
  },
  "contributor-unmapped": {
    status: 403,
    title: "Contributor without a user",
    hint: "Add the SCM login or the verified e-mail to the contributor's catalog user."
  },
  "not-an-approver": {
    status: 403,
    title: "Not an approver",
    hint: "Ask a member of one of the groups that the policy names."
  },
  "already-decided": {
    status: 409,
    title: "Already decided",
    hint: "Withdraw the earlier decision to decide anew."
  },
  "decision-unknown": {
    status: 404,
    title: "Unknown decision",
    hint: "Read the promotion to see who decided."
  },
  "comment-required": {
    status: 400,
    title: "Comment required",
    hint: "Say in a comment why."
  },
  "membership-unavailable": {
    status: 503,
    title: "Group membership cannot be read",
    hint: "Try again when the catalog answers; nothing was recorded."
  },
  "checks-not-passed": {
    status: 409,
    title: "Checks have not passed",
    hint: "Read the failed checks and their reasons on the promotion's page."
  },
  "quorum-missing": {
    status: 409,
    title: "Approvals are missing",
    hint: "Wait for the approvals that the policy asks for."
  },
  "evidence-not-authenticated": {
    status: 409,
    title: "Evidence is not what the portal recorded",
    hint: "Ask an administrator to run chatbots-fsck: rows in the database have no authentic event."
  },
  "deployment-abandoned": {
    status: 409,
    title: "Deployment was abandoned",
    hint: "See what runs in the stage, then request the promotion again."
  },
  "approval-expired": {
    status: 409,
    title: "Approval expired",
    hint: "Request the promotion again."
  },
  "permit-unknown": {
    status: 404,
    title: "Unknown permit",
    hint: "Fetch the permit of the approved promotion first."
  },
  "permit-invalid": {
    status: 400,
    title: "Malformed permit",
    hint: "Fetch the permit from the portal again and pass it on unchanged."
  },
  "permit-consumed": {
    status: 409,
    title: "Permit is consumed",
    hint: "A permit releases once; request a new promotion to deploy again."
  },
  "permit-expired": {
    status: 409,
    title: "Permit expired",
    hint: "Request the promotion again."
  },
  "permit-digest-mismatch": {
    status: 409,
    title: "Permit is for another digest",
    hint: "Deploy the version that the permit names."
  },
  "permit-scope-mismatch": {
    status: 409,
    title: "Permit is for another chatbot or stage",
    hint: "Fetch the permit of this chatbot's promotion to this stage."
  },
  "permit-signature-invalid": {
    status: 403,
    title: "Permit signature is not trusted",
    hint: "Pin the portal's current public keys and fetch the permit again."
  }
};

// plugins/chatbots-common/src/errors/codes/registryCodes.ts
var registryCodes = {
  "chatbot-unknown": {
    status: 404,
    title: "Unknown chatbot",
    hint: "Check the name; the model catalog lists every chatbot."
  },
  "chatbot-exists": {
    status: 409,
    title: "Chatbot exists already",
    hint: "Choose a name that no chatbot has yet."
  },
  "repository-taken": {
    status: 409,
    title: "Repository belongs to another chatbot",
    hint: "Register each repository for one chatbot only."
  },
  "owner-unknown": {
    status: 400,
    title: "Unknown owner",
    hint: "Name a group or user that the software catalog has."
  },
  "version-unknown": {
    status: 404,
    title: "Unknown model version",
    hint: "Report the model version first."
  },
  "version-conflict": {
    status: 409,
    title: "Version exists with another digest",
    hint: "Report the changed bundle under a new version name."
  },
  "digest-mismatch": {
    status: 422,
    title: "Digest does not match the bundle",
    hint: "Compute the digest over the bundle as it is reported."
  },
  "evaluation-unknown": {
    status: 404,
    title: "Unknown evaluation",
    hint: "Check the id; the version's page lists its evaluations."
  },
  "evaluation-conflict": {
    status: 409,
    title: "Evaluation exists with other results",
    hint: "Report a new run under a new evaluation id."
  },
  "metric-invalid": {
    status: 422,
    title: "Invalid metric",
    hint: "Report a finite value inside the metric's range."
  },
  "baseline-not-comparable": {
    status: 409,
    title: "Baseline is not comparable",
    hint: "Evaluate the running version on the same suite, dataset and judge."
  },
  "stage-unknown": {
    status: 404,
    title: "Unknown stage",
    hint: "Use one of the configured stages."
  },
  "deployment-unknown": {
    status: 404,
    title: "Unknown deployment",
    hint: "Check the id that consuming the permit returned."
  },
  "deployment-open": {
    status: 409,
    title: "Another deployment is open",
    hint: "Wait until the open deployment of this stage ends, or end it."
  },
  "deployment-closed": {
    status: 409,
    title: "Deployment is closed",
    hint: "Its outcome is recorded; deploy again with a new promotion."
  },
  "step-out-of-order": {
    status: 409,
    title: "Step out of order",
    hint: "Report the steps in ascending order, each once."
  },
  "artifact-mismatch": {
    status: 409,
    title: "Artifact is not of this version",
    hint: "Deploy the artifact whose SHA-256 the model version lists."
  }
};

// plugins/chatbots-common/src/errors/codes/requestCodes.ts
var requestCodes = {
  "input-invalid": {
    status: 400,
    title: "Invalid input",
    hint: "Correct the field that the message names and send the request again."
  },
  "field-unknown": {
    status: 400,
    title: "Unknown field",
    hint: "Remove the field; the API description lists the fields that are read."
  },
  "body-too-large": {
    status: 413,
    title: "Body too large",
    hint: "Send less at once; the limits stand in the API description."
  },
  "body-too-deep": {
    status: 400,
    title: "Body nested too deep",
    hint: "Nest lists and objects at most 64 levels deep."
  },
  "body-unsupported": {
    status: 415,
    title: "Body of an unsupported kind",
    hint: "Send application/json in UTF-8, plain or compressed by gzip or deflate."
  },
  "not-canonical": {
    status: 400,
    title: "Value has no canonical form",
    hint: "Use plain JSON: no undefined, no -0, no integer beyond 2^53-1, no unpaired surrogate."
  },
  "cursor-invalid": {
    status: 400,
    title: "Invalid cursor",
    hint: "Start the list again without a cursor."
  },
  "user-required": {
    status: 403,
    title: "A person is required",
    hint: "Sign in as a person; services and pipelines cannot do this."
  },
  "not-allowed": {
    status: 403,
    title: "Not allowed",
    hint: "Ask a member of the owning group or an administrator for the permission."
  },
  "token-missing": {
    status: 401,
    title: "Credential missing",
    hint: "Send the pipeline token as a bearer token in the Authorization header."
  },
  "token-invalid": {
    status: 401,
    title: "Invalid pipeline token",
    hint: "Check the pipeline's secret; issue a new token on the chatbot's page if it is lost."
  },
  "token-expired": {
    status: 401,
    title: "Expired pipeline token",
    hint: "Issue a new token on the chatbot's page and store it as the pipeline's secret."
  },
  "token-revoked": {
    status: 401,
    title: "Revoked pipeline token",
    hint: "Issue a new token on the chatbot's page and store it as the pipeline's secret."
  },
  "token-unknown": {
    status: 404,
    title: "Unknown pipeline token",
    hint: "List the chatbot's tokens to see which exist."
  },
  "token-foreign": {
    status: 403,
    title: "Token of another chatbot",
    hint: "Use the token that was issued for this chatbot."
  },
  "identity-token-invalid": {
    status: 401,
    title: "Invalid identity token",
    hint: "Send the ID token that the CI system issued to this very job."
  },
  "identity-token-expired": {
    status: 401,
    title: "Expired identity token",
    hint: "Request a new ID token right before the exchange."
  },
  "identity-token-audience": {
    status: 401,
    title: "Identity token for another audience",
    hint: "Request the ID token with the audience that the portal is configured for."
  },
  "identity-token-issuer": {
    status: 401,
    title: "Identity token of an unknown issuer",
    hint: "Ask the platform team to add the issuer to the portal's configuration."
  },
  "exchange-busy": {
    status: 429,
    title: "Too many exchanges at once",
    hint: "Send the identity token again after the seconds that Retry-After names."
  },
  "repository-mismatch": {
    status: 403,
    title: "Repository does not match",
    hint: "The run must come from the repository that the chatbot is registered with, by its immutable id."
  },
  "ref-not-allowed": {
    status: 403,
    title: "Ref not allowed",
    hint: "Run the pipeline from a branch or tag that the portal accepts."
  },
  "ref-not-protected": {
    status: 403,
    title: "Ref not protected",
    hint: "Protect the branch or tag at its host, and run the pipeline again."
  },
  "event-not-allowed": {
    status: 403,
    title: "Event not allowed",
    hint: "Report from a run that an event starts which the portal accepts, such as a push."
  },
  "workflow-not-allowed": {
    status: 403,
    title: "Workflow not allowed",
    hint: "Report from a workflow file that the portal is configured for."
  },
  "signer-unavailable": {
    status: 503,
    title: "The signer does not sign",
    hint: "Try again in a moment; nothing was issued. An administrator finds the reason in the log of the backend."
  },
  "conflicting-write": {
    status: 409,
    title: "Changed at the same time",
    hint: "Read the current state and try again."
  },
  "internal-error": {
    status: 500,
    title: "Unexpected failure",
    hint: "Try again; when it goes on, tell the platform team the time, for the cause is in the log."
  },
  "service-unavailable": {
    status: 503,
    title: "Temporarily unavailable",
    hint: "Try again in a moment; nothing was changed."
  }
};

// plugins/chatbots-common/src/errors/codes/webhookCodes.ts
var webhookCodes = {
  "webhook-unknown": {
    status: 404,
    title: "Unknown webhook",
    hint: "Use the id of a target below chatbots.sinks.webhooks in the configuration."
  },
  "webhook-delivery-unknown": {
    status: 404,
    title: "Unknown delivery",
    hint: "Use the id of a delivery in the list; deliveries are kept for 30 days."
  }
};

// plugins/chatbots-common/src/errors/codes/scmCodes.ts
var scmCodes = {
  "scm-host-unknown": {
    status: 422,
    title: "Nobody serves this git host",
    hint: "Name the host under integrations, and add the module of its kind to the backend."
  },
  "scm-capability-missing": {
    status: 422,
    title: "The git host cannot do this",
    hint: "Do it by hand on the host; the message says what it lacks."
  },
  "scm-repository-unknown": {
    status: 404,
    title: "Repository not found on its host",
    hint: "Check that it exists and that the account of the integration may read it."
  },
  "scm-repository-changed": {
    status: 409,
    title: "Another repository stands at this address",
    hint: "Correct the repository in the facts of the chatbot: its immutable id differs."
  },
  "scm-forbidden": {
    status: 403,
    title: "The git host refuses the portal",
    hint: "Give the account of the integration the right that the message names."
  },
  "scm-workflow-unknown": {
    status: 422,
    title: "The workflow cannot be started",
    hint: "Check that the file is on the default branch, is enabled and has a workflow_dispatch trigger."
  },
  "scm-refused": {
    status: 422,
    title: "The git host refuses the request",
    hint: "Read what the host says, correct it there, and try again."
  },
  "scm-unavailable": {
    status: 503,
    title: "The git host does not answer",
    hint: "Try again when the host answers; see the log of the backend."
  },
  "scm-answer-invalid": {
    status: 503,
    title: "The git host answers something unexpected",
    hint: "Check that baseUrl of the integration leads to the API of this kind of host."
  },
  "workflow-underway": {
    status: 409,
    title: "The deploy workflow is under way",
    hint: "Wait until it has ended; its run is linked on the page of the promotion."
  }
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
  ...scmCodes
});
function isReasonCode(value) {
  return typeof value === "string" && Object.hasOwn(reasonCodes, value);
}

// plugins/chatbots-common/src/errors/errorWithReason.ts
var import_errors = require("@backstage/errors");

// packages/transparency-log/src/TransparencyLogError.ts
var TransparencyLogError = class extends Error {
  /** Name of the class, for those who have another copy of it. */
  name = "TransparencyLogError";
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
function utf8(text4) {
  return new TextEncoder().encode(text4);
}
function isWellFormed(text4) {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(
    text4
  );
}
function toHex(bytes) {
  let hex = "";
  for (const byte of bytes) {
    hex += byte.toString(16).padStart(2, "0");
  }
  return hex;
}
function fromHex(hex) {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) {
    return void 0;
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}
function toBase64(bytes) {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}
function fromBase64(text4) {
  try {
    const binary = atob(text4);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) {
      bytes[i] = binary.charCodeAt(i);
    }
    return toBase64(bytes) === text4 ? bytes : void 0;
  } catch {
    return void 0;
  }
}
function concatBytes(...parts2) {
  const all = new Uint8Array(
    parts2.reduce((length, part) => length + part.length, 0)
  );
  let offset = 0;
  for (const part of parts2) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
function equalBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
function isSha256Hex(value) {
  return typeof value === "string" && HEX_SHA256.test(value);
}
function sha256Hex(bytes, sha2562) {
  return toHex(sha2562(bytes));
}

// packages/transparency-log/src/checkpoint/VerifierKey.ts
var ED25519 = 1;
function createVerifierKey(name5, publicKey, sha2562) {
  if (!isKeyName(name5)) {
    throw invalid(`'${name5}' is no key name`);
  }
  if (publicKey.length !== 32) {
    throw invalid("An Ed25519 public key has 32 bytes");
  }
  const hash = sha2562(
    concatBytes(utf8(`${name5}
`), Uint8Array.of(ED25519), publicKey)
  );
  return { name: name5, keyId: toHex(hash.subarray(0, 4)), publicKey };
}
function formatVerifierKey(key) {
  const encoded = toBase64(concatBytes(Uint8Array.of(ED25519), key.publicKey));
  return `${key.name}+${key.keyId}+${encoded}`;
}
function isKeyName(name5) {
  return /^[^\s+\p{C}]+$/u.test(name5);
}
function invalid(message) {
  return new TransparencyLogError("checkpoint-invalid", message);
}

// packages/transparency-log/src/checkpoint/signedNote.ts
var MAX_NOTE_LENGTH = 1e6;
var MAX_SIGNATURES = 100;
async function signNote(text4, key, sign2) {
  if (!isNoteText(text4)) {
    throw invalid2(
      "The text to sign has no final newline or control characters"
    );
  }
  const keyId = fromHex(key.keyId);
  if (!keyId || !isKeyName(key.name)) {
    throw invalid2("The key has no proper name or id");
  }
  const signature = concatBytes(keyId, await sign2(utf8(text4)));
  return `${text4}
\u2014 ${key.name} ${toBase64(signature)}
`;
}
function parseNote(note) {
  if (note.length > MAX_NOTE_LENGTH) {
    throw invalid2("The note is too long");
  }
  const end = note.lastIndexOf("\n\n");
  const text4 = note.slice(0, end + 1);
  if (end < 0 || !isNoteText(text4) || !note.endsWith("\n")) {
    throw invalid2("The note has no text, empty line and signatures");
  }
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) {
    throw invalid2("The note has too many signatures");
  }
  return { text: text4, signatures: lines.map(parseSignatureLine) };
}
async function verifyNote(note, trustedKeys, verify2) {
  const { text: text4, signatures } = parseNote(note);
  const data = utf8(text4);
  const verifiedBy = /* @__PURE__ */ new Set();
  for (const { name: name5, keyId, signature } of signatures) {
    const key = trustedKeys.find(
      (trusted) => trusted.name === name5 && trusted.keyId === keyId
    );
    if (!key) {
      continue;
    }
    if (signature.length !== 64 || !await verify2(key.publicKey, data, signature)) {
      throw new TransparencyLogError(
        "signature-invalid",
        `The signature of ${name5} does not hold`
      );
    }
    verifiedBy.add(key);
  }
  if (verifiedBy.size === 0) {
    throw new TransparencyLogError(
      "signature-invalid",
      "The note is signed by no trusted key"
    );
  }
  return { text: text4, verifiedBy: [...verifiedBy] };
}
function parseSignatureLine(line) {
  const match = /^— (\S+) (\S+)$/u.exec(line);
  const bytes = match && fromBase64(match[2]);
  if (!match || !isKeyName(match[1]) || !bytes || bytes.length < 5) {
    throw invalid2("A signature line of the note is malformed");
  }
  return {
    name: match[1],
    keyId: toHex(bytes.subarray(0, 4)),
    signature: bytes.subarray(4)
  };
}
function isNoteText(text4) {
  return text4.endsWith("\n") && isWellFormed(text4) && !/[^\n\P{Cc}]/u.test(text4);
}
function invalid2(message) {
  return new TransparencyLogError("checkpoint-invalid", message);
}

// packages/transparency-log/src/checkpoint/Checkpoint.ts
function formatCheckpoint({ origin: origin2, size, root }) {
  if (origin2 === "" || origin2.includes("\n")) {
    throw invalid3("The origin is not one line");
  }
  if (!Number.isSafeInteger(size) || size < 0) {
    throw invalid3(`The size ${size} is no count`);
  }
  if (root.length !== 32) {
    throw invalid3("The root has no 32 bytes");
  }
  return `${origin2}
${size}
${toBase64(root)}
`;
}
function parseCheckpoint(text4) {
  const [origin2, sizeText, rootText, end, ...rest] = text4.split("\n");
  const root = rootText ? fromBase64(rootText) : void 0;
  const size = Number(sizeText);
  if (!origin2 || // Number() alone would also take '0x10', '1e3', '' and ' 7 '.
  !/^(0|[1-9]\d*)$/.test(sizeText ?? "") || !Number.isSafeInteger(size) || root?.length !== 32 || end !== "" || rest.length > 0) {
    throw invalid3("The checkpoint is not made of origin, size and root");
  }
  return { origin: origin2, size, root };
}
async function signCheckpoint({ size, root }, key, sign2) {
  return signNote(
    formatCheckpoint({ origin: key.name, size, root }),
    key,
    sign2
  );
}
async function verifyCheckpoint(note, trustedKeys, verify2) {
  return (await openCheckpoint(note, trustedKeys, verify2)).checkpoint;
}
async function openCheckpoint(note, trustedKeys, verify2) {
  const { text: text4, verifiedBy } = await verifyNote(note, trustedKeys, verify2);
  const checkpoint = parseCheckpoint(text4);
  const signedBy = verifiedBy.find(({ name: name5 }) => name5 === checkpoint.origin);
  if (!signedBy) {
    throw new TransparencyLogError(
      "signature-invalid",
      `No trusted key speaks for the log '${checkpoint.origin}'`
    );
  }
  return { checkpoint, signedBy };
}
function invalid3(message) {
  return new TransparencyLogError("checkpoint-invalid", message);
}

// packages/transparency-log/src/json/canonicalJson.ts
var import_canonicalize = __toESM(require("canonicalize"));
var MAX_DEPTH = 64;
function canonicalJson(value) {
  assertCanonical(value, "$", 0);
  const text4 = (0, import_canonicalize.default)(value);
  if (text4 === void 0) {
    throw refuse("$", "has no JSON form");
  }
  return text4;
}
function canonicalBytes(value) {
  return utf8(canonicalJson(value));
}
function assertCanonical(value, path, depth) {
  if (depth > MAX_DEPTH) {
    throw refuse(path, `is nested deeper than ${MAX_DEPTH} levels`);
  }
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      if (!isWellFormed(value)) {
        throw refuse(path, "contains an unpaired surrogate");
      }
      return;
    case "number":
      assertNumber(value, path);
      return;
    case "object":
      break;
    default:
      throw refuse(path, `is a value of type ${typeof value}`);
  }
  if (value === null) {
    return;
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw refuse(path, "has a symbol as key");
  }
  if (Array.isArray(value)) {
    if (Object.keys(value).length !== value.length) {
      throw refuse(path, "is an array with holes or named properties");
    }
    value.forEach(
      (item, i) => assertCanonical(item, `${path}[${i}]`, depth + 1)
    );
    return;
  }
  if (!isPlainObject(value)) {
    throw refuse(path, "is not a plain object");
  }
  for (const [key, item] of Object.entries(value)) {
    const at2 = `${path}.${key}`;
    if (!isWellFormed(key)) {
      throw refuse(path, "has a key with an unpaired surrogate");
    }
    assertCanonical(item, at2, depth + 1);
  }
}
function assertNumber(value, path) {
  if (!Number.isFinite(value)) {
    throw refuse(path, `is ${value}`);
  }
  if (Object.is(value, -0)) {
    throw refuse(path, "is -0");
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw refuse(path, "is an integer beyond 2^53-1");
  }
}
function isPlainObject(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function refuse(path, problem) {
  return new TransparencyLogError(
    "not-canonical",
    `The value at ${path} ${problem}`,
    {
      path
    }
  );
}

// packages/transparency-log/src/merkle/hashes.ts
var LEAF_PREFIX = Uint8Array.of(0);
var NODE_PREFIX = Uint8Array.of(1);
var HASH_LENGTH = 32;
function leafHash(entry, sha2562) {
  return sha2562(concatBytes(LEAF_PREFIX, entry));
}
function nodeHash(left, right, sha2562) {
  return sha2562(concatBytes(NODE_PREFIX, left, right));
}

// packages/transparency-log/src/merkle/nodes.ts
function splitPoint(n) {
  let k = 1;
  while (k * 2 < n) {
    k *= 2;
  }
  return k;
}
function exponentOf(n) {
  const exponent = Math.round(Math.log2(n));
  return 2 ** exponent === n ? exponent : void 0;
}
function coveringNodes(from, to) {
  const addresses = [];
  let start = from;
  while (start < to) {
    const left = to - start;
    const size = exponentOf(left) === void 0 ? splitPoint(left) : left;
    addresses.push({ level: Math.log2(size), index: start / size });
    start += size;
  }
  return addresses;
}
async function readRange(from, to, readNode, sha2562) {
  return foldRight(await readNodes(from, to, readNode), sha2562);
}
async function readNodes(from, to, readNode) {
  const hashes = [];
  for (const { level, index } of coveringNodes(from, to)) {
    const hash = await readNode(level, index);
    assertHash(hash, `node ${level}/${index}`);
    hashes.push(hash);
  }
  return hashes;
}
function foldRight(hashes, sha2562) {
  return hashes.reduceRight((right, left) => nodeHash(left, right, sha2562));
}
function assertCount(value, name5) {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TransparencyLogError(
      "range-invalid",
      `The ${name5} ${value} is no count`
    );
  }
}
function assertHash(hash, name5) {
  if (hash.length !== HASH_LENGTH) {
    throw new TransparencyLogError(
      "proof-invalid",
      `The ${name5} has ${hash.length} bytes instead of ${HASH_LENGTH}`
    );
  }
}

// packages/transparency-log/src/merkle/consistencyProof.ts
async function consistencyProof(oldSize, newSize, readNode, sha2562) {
  assertSizes(oldSize, newSize);
  if (oldSize === 0 || oldSize === newSize) {
    return [];
  }
  const ranges = [];
  let [from, to] = [0, newSize];
  while (to !== oldSize) {
    const middle = from + splitPoint(to - from);
    if (oldSize <= middle) {
      ranges.unshift([middle, to]);
      to = middle;
    } else {
      ranges.unshift([from, middle]);
      from = middle;
    }
  }
  if (from !== 0) {
    ranges.unshift([from, to]);
  }
  const proof = [];
  for (const range of ranges) {
    proof.push(await readRange(...range, readNode, sha2562));
  }
  return proof;
}
function assertSizes(oldSize, newSize) {
  assertCount(oldSize, "old tree size");
  assertCount(newSize, "new tree size");
  if (oldSize > newSize) {
    throw new TransparencyLogError(
      "range-invalid",
      `A tree of size ${oldSize} cannot begin one of size ${newSize}`
    );
  }
}

// packages/transparency-log/src/merkle/Frontier.ts
var emptyFrontier = Object.freeze({
  size: 0,
  hashes: Object.freeze([])
});
function appendLeaves(frontier, leafHashes, sha2562) {
  assertFrontier(frontier);
  const hashes = [...frontier.hashes];
  const newNodes = [];
  let { size } = frontier;
  for (const leaf of leafHashes) {
    assertHash(leaf, `leaf ${size}`);
    let node = { level: 0, index: size, hash: leaf };
    newNodes.push(node);
    for (let left; node.index % 2 === 1; ) {
      left = hashes.pop();
      node = {
        level: node.level + 1,
        index: (node.index - 1) / 2,
        hash: nodeHash(left, node.hash, sha2562)
      };
      newNodes.push(node);
    }
    hashes.push(node.hash);
    size += 1;
  }
  return { frontier: { size, hashes }, newNodes };
}
function frontierRoot(frontier, sha2562) {
  assertFrontier(frontier);
  return frontier.size === 0 ? sha2562(new Uint8Array(0)) : foldRight(frontier.hashes, sha2562);
}
async function readFrontier(size, readNode) {
  assertCount(size, "tree size");
  return { size, hashes: await readNodes(0, size, readNode) };
}
function assertFrontier({ size, hashes }) {
  assertCount(size, "tree size");
  if (hashes.length !== coveringNodes(0, size).length) {
    throw new TransparencyLogError(
      "proof-invalid",
      `A frontier of size ${size} cannot have ${hashes.length} hashes`
    );
  }
}

// packages/transparency-log/src/merkle/inclusionProof.ts
async function inclusionProof(index, size, readNode, sha2562) {
  assertIndex(index, size);
  const siblings = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      siblings.unshift([middle, to]);
      to = middle;
    } else {
      siblings.unshift([from, middle]);
      from = middle;
    }
  }
  const proof = [];
  for (const sibling of siblings) {
    proof.push(await readRange(...sibling, readNode, sha2562));
  }
  return proof;
}
function verifyInclusion(inclusion, sha2562) {
  const { leafHash: leafHash2, index, size, proof, root } = inclusion;
  assertIndex(index, size);
  assertHash(leafHash2, "leaf hash");
  let node = index;
  let last = size - 1;
  let hash = leafHash2;
  for (const sibling of proof) {
    assertHash(sibling, "hash of the proof");
    if (last === 0) {
      throw new TransparencyLogError(
        "proof-invalid",
        "The proof has too many hashes"
      );
    }
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash, sha2562);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling, sha2562);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) {
    throw new TransparencyLogError(
      "proof-invalid",
      "The proof has too few hashes"
    );
  }
  if (!equalBytes(hash, root)) {
    throw new TransparencyLogError(
      "proof-invalid",
      `The proof does not lead from leaf ${index} to the root at size ${size}`
    );
  }
}
function assertIndex(index, size) {
  assertCount(index, "leaf index");
  assertCount(size, "tree size");
  if (index >= size) {
    throw new TransparencyLogError(
      "range-invalid",
      `A tree of size ${size} has no leaf ${index}`
    );
  }
}

// packages/transparency-log/src/merkle/rangeProof.ts
async function rangeProof(from, to, size, readNode, sha2562) {
  assertRange(from, to, size);
  const proof = [];
  for (const [start, end] of outside(from, to, 0, size)) {
    proof.push(await readRange(start, end, readNode, sha2562));
  }
  return proof;
}
function* outside(from, to, start, end) {
  if (start === end || from <= start && end <= to && from < to) {
    return;
  }
  if (isOutside(from, to, start, end)) {
    yield [start, end];
    return;
  }
  const middle = start + splitPoint(end - start);
  yield* outside(from, to, start, middle);
  yield* outside(from, to, middle, end);
}
function isOutside(from, to, start, end) {
  return from === to || end <= from || to <= start;
}
function assertRange(from, to, size) {
  assertCount(from, "start of the range");
  assertCount(to, "end of the range");
  assertCount(size, "tree size");
  if (from > to || to > size) {
    throw new TransparencyLogError(
      "range-invalid",
      `A tree of size ${size} has no range from ${from} to ${to}`
    );
  }
}

// plugins/chatbots-common/src/errors/errorWithReason.ts
var errorClasses = {
  400: import_errors.InputError,
  401: import_errors.AuthenticationError,
  403: import_errors.NotAllowedError,
  404: import_errors.NotFoundError,
  409: import_errors.ConflictError,
  413: import_errors.InputError,
  415: import_errors.InputError,
  422: import_errors.InputError,
  429: import_errors.ServiceUnavailableError,
  500: Error,
  503: import_errors.ServiceUnavailableError
};
var OWN_STATUSES = /* @__PURE__ */ new Set([413, 415, 422, 429]);
function errorWithReason(reason, message, options = {}) {
  const { status, hint } = reasonCodes[reason];
  const ErrorClass = errorClasses[status];
  const error = new ErrorClass(message);
  Object.defineProperty(error, "cause", {
    value: options.cause,
    enumerable: false,
    configurable: true,
    writable: true
  });
  if (OWN_STATUSES.has(status)) {
    Object.assign(error, { statusCode: status });
  }
  return Object.assign(error, {
    reason,
    hint: options.hint ?? hint,
    ...options.details ? { details: options.details } : {}
  });
}
function isErrorWithReason(error, reason) {
  return error instanceof Error && "reason" in error && isReasonCode(error.reason) && "hint" in error && typeof error.hint === "string" && (reason === void 0 || error.reason === reason);
}
var LOG_REASONS = {
  "not-canonical": "not-canonical",
  "not-utf8": "input-invalid",
  "range-invalid": "audit-range-invalid",
  "proof-invalid": "proof-invalid",
  "checkpoint-invalid": "checkpoint-invalid",
  "signature-invalid": "checkpoint-signature-invalid"
};
function toErrorWithReason(error) {
  if (!(error instanceof TransparencyLogError)) {
    return error;
  }
  const { code, message, path } = error;
  return errorWithReason(LOG_REASONS[code], message, {
    cause: error,
    ...path === void 0 ? {} : { details: { path } }
  });
}

// plugins/chatbots-common/src/errors/reasonOf.ts
function reasonOf(thrown) {
  const failure = toErrorWithReason(thrown);
  for (const candidate of [
    failure,
    property(failure, "error"),
    property(property(failure, "body"), "error")
  ]) {
    const reason = property(candidate, "reason");
    if (isReasonCode(reason)) {
      const { title, hint: defaultHint } = reasonCodes[reason];
      const message = property(candidate, "message");
      const hint = property(candidate, "hint");
      return {
        reason,
        title,
        message: typeof message === "string" ? message : title,
        hint: typeof hint === "string" ? hint : defaultHint
      };
    }
  }
  return void 0;
}
function property(value, name5) {
  return typeof value === "object" && value !== null ? Reflect.get(value, name5) : void 0;
}

// plugins/chatbots-common/src/model/Evaluation.ts
var JUDGE_KINDS = [
  "llm",
  "deterministic",
  "stand-in"
];
var EVALUATION_ORIGIN_KINDS = [
  "token",
  "oidc"
];

// plugins/chatbots-common/src/permissions/permissions.ts
var import_plugin_permission_common = require("@backstage/plugin-permission-common");
var RESOURCE_TYPE_CHATBOT = "chatbot";
var chatbotReadPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.chatbot.read",
  attributes: { action: "read" },
  resourceType: RESOURCE_TYPE_CHATBOT
});
var chatbotRegisterPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.chatbot.register",
  attributes: { action: "create" }
});
var chatbotAdministerPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.chatbot.administer",
  attributes: { action: "update" }
});
var tokenManagePermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.token.manage",
  attributes: { action: "update" },
  resourceType: RESOURCE_TYPE_CHATBOT
});
var promotionReadPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.promotion.read",
  attributes: { action: "read" },
  resourceType: RESOURCE_TYPE_CHATBOT
});
var promotionRequestPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.promotion.request",
  attributes: { action: "create" },
  resourceType: RESOURCE_TYPE_CHATBOT
});
var promotionDecidePermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.promotion.decide",
  attributes: { action: "update" },
  resourceType: RESOURCE_TYPE_CHATBOT
});
var policyReadPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.policy.read",
  attributes: { action: "read" }
});
var policyProposePermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.policy.propose",
  attributes: { action: "create" }
});
var policyActivatePermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.policy.activate",
  attributes: { action: "update" }
});
var auditReadPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.audit.read",
  attributes: { action: "read" }
});
var auditExportPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.audit.export",
  attributes: { action: "read" }
});
var webhookReadPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.webhook.read",
  attributes: { action: "read" }
});
var webhookRedeliverPermission = (0, import_plugin_permission_common.createPermission)({
  name: "chatbots.webhook.redeliver",
  attributes: { action: "update" }
});

// plugins/chatbots-governance/src/policy/findPolicyProblems.ts
function findPolicyProblems(policy, { stages, riskClasses }) {
  const problems = [];
  const add = (path, message) => {
    problems.push({ path, message });
  };
  findRepeatedGroups(policy.activation, ["activation"], add);
  for (const [stage, rules] of Object.entries(policy.stages)) {
    const at2 = ["stages", stage];
    if (stages && !stages.includes(stage)) {
      problems.push({
        path: at2,
        message: `is not a configured stage; there are ${stages.join(", ")}`,
        atKey: true
      });
    }
    findProblemsOfRules(rules, stage, at2);
    for (const [riskClass, override] of Object.entries(
      rules.riskClasses ?? {}
    )) {
      const below = [...at2, "riskClasses", riskClass];
      if (riskClasses && !riskClasses.some((one) => one === riskClass)) {
        problems.push({
          path: below,
          message: `is not a configured risk class; there are ${riskClasses.join(
            ", "
          )}`,
          atKey: true
        });
      }
      findProblemsOfRules(override, stage, below);
    }
  }
  return problems;
  function findProblemsOfRules(rules, stage, at2) {
    findRepeatedGroups(rules, at2, add);
    const required = rules.requires?.stage;
    if (required === void 0) {
      return;
    }
    const path = [...at2, "requires", "stage"];
    if (required === stage) {
      add(path, "is the stage itself");
    } else if (stages && !stages.includes(required)) {
      add(path, `is not a configured stage; there are ${stages.join(", ")}`);
    } else if (stages && stages.indexOf(required) > stages.indexOf(stage)) {
      add(path, `comes after ${stage}`);
    } else if (!Object.hasOwn(policy.stages, required)) {
      add(
        path,
        "has no rules in this policy, so nothing can be promoted to it"
      );
    }
  }
}
function findRepeatedGroups({ approvals: approvals2 = [] }, at2, add) {
  const seen = /* @__PURE__ */ new Set();
  for (const [index, { group: group4 }] of approvals2.entries()) {
    if (seen.has(group4)) {
      add(
        [...at2, "approvals", index, "group"],
        `is named twice: ${group4}; raise the count instead`
      );
    }
    seen.add(group4);
  }
}

// plugins/chatbots-governance/src/policy/policySchema.ts
var import_catalog_model = require("@backstage/catalog-model");
var import_zod2 = require("zod");

// plugins/chatbots-governance/src/policy/policyFields.ts
var import_zod = require("zod");
var name = import_zod.z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/@+-]{0,99}$/, {
  error: "must be a name of up to 100 letters, digits and ._:/@+-"
});
var duration = import_zod.z.string().transform((text4, context) => {
  const milliseconds = parseDuration(text4);
  if (milliseconds === void 0) {
    context.addIssue({
      code: "custom",
      message: "must be a duration such as P7D, PT1H, 3d or 36h"
    });
    return import_zod.z.NEVER;
  }
  return milliseconds;
});
var number = import_zod.z.number().transform((value) => value + 0);
var policyFields = {
  /** Name of a suite, metric or dataset. */
  name,
  /** A duration such as `P7D` or `36h`; read as milliseconds. */
  duration,
  /** A finite number. */
  number,
  /** Between 0 and 1, both excluded. */
  confidence: import_zod.z.number().gt(0).lt(1),
  /** A number of samples, at least 1. */
  samples: import_zod.z.int().min(1).max(1e7)
};

// plugins/chatbots-governance/src/policy/policySchema.ts
var { name: name2, duration: duration2 } = policyFields;
var checkId = import_zod2.z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: "must be lower-case letters, digits and hyphens, 63 at most"
});
var keyName = import_zod2.z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: "must be lower-case letters, digits and hyphens, 40 at most"
});
var group = import_zod2.z.string().max(200).transform((text4, context) => {
  try {
    const ref = (0, import_catalog_model.parseEntityRef)(text4, {
      defaultKind: "group",
      defaultNamespace: "default"
    });
    if (ref.kind.toLocaleLowerCase("en-US") === "group") {
      return (0, import_catalog_model.stringifyEntityRef)(ref);
    }
  } catch {
  }
  context.addIssue({
    code: "custom",
    message: "must name a group, such as ai-governance or group:default/ai-governance"
  });
  return import_zod2.z.NEVER;
});
var approvals = import_zod2.z.array(import_zod2.z.strictObject({ group, count: import_zod2.z.int().min(1).max(50) })).max(20);
var checkBase = import_zod2.z.object({
  id: checkId,
  title: import_zod2.z.string().min(1).max(200).optional(),
  whenInconclusive: import_zod2.z.enum(["block", "allow"]).optional(),
  advisory: import_zod2.z.boolean().optional()
});
var BASE_FIELDS = [...Object.keys(checkBase.shape), "type", "unreadable"];
function readCheck(value, context, { checks, inForce }) {
  const common = checkBase.extend({ type: import_zod2.z.string().min(1).max(100) }).safeParse(value);
  if (!common.success) {
    common.error.issues.forEach((issue) => context.issues.push(forward(issue)));
    return import_zod2.z.NEVER;
  }
  const { type } = common.data;
  const own = Object.fromEntries(
    Object.entries(value).filter(
      ([field]) => !BASE_FIELDS.includes(field)
    )
  );
  if (!inForce && Object.hasOwn(value, "unreadable")) {
    context.addIssue({
      code: "unrecognized_keys",
      keys: ["unreadable"],
      input: own
    });
  }
  const definition = checks.get(type);
  if (!definition) {
    if (!inForce) {
      context.addIssue({
        code: "custom",
        path: ["type"],
        message: `is no registered check: ${type}; there are ${checks.types.join(
          ", "
        )}`,
        params: { unregistered: type }
      });
    }
    return { ...common.data, ...own };
  }
  const read = definition.schema.safeParse(own, { reportInput: false });
  if (read.success) {
    return { ...common.data, ...read.data };
  }
  if (inForce && !checks.isBuiltIn(type)) {
    const [{ path, message }] = read.error.issues;
    return {
      ...common.data,
      ...own,
      unreadable: [path.join("."), message].filter(Boolean).join(" ")
    };
  }
  read.error.issues.forEach((issue) => context.issues.push(forward(issue)));
  return import_zod2.z.NEVER;
}
function forward(issue) {
  const { path, message } = issue;
  return issue.code === "unrecognized_keys" ? { code: issue.code, keys: issue.keys, path, message, input: void 0 } : { code: "custom", path, message, input: void 0 };
}
var rulesShape = (options) => ({
  evidence: import_zod2.z.strictObject({
    origins: import_zod2.z.array(import_zod2.z.enum(EVALUATION_ORIGIN_KINDS)).min(1).optional(),
    refs: import_zod2.z.array(import_zod2.z.string().min(1).max(300)).min(1).max(50).optional(),
    events: import_zod2.z.array(import_zod2.z.string().min(1).max(100)).min(1).max(50).optional(),
    protectedRefs: import_zod2.z.literal(true).optional(),
    workflows: import_zod2.z.array(import_zod2.z.string().min(1).max(200)).min(1).max(50).optional(),
    workflowFiles: import_zod2.z.array(import_zod2.z.string().min(1).max(300)).min(1).max(50).optional(),
    judges: import_zod2.z.array(import_zod2.z.enum(JUDGE_KINDS)).min(1).optional(),
    datasets: import_zod2.z.array(
      import_zod2.z.strictObject({
        name: name2,
        revisions: import_zod2.z.array(name2).min(1).max(100).optional()
      })
    ).min(1).max(50).optional()
  }).optional(),
  checks: import_zod2.z.array(
    import_zod2.z.unknown().transform((value, context) => readCheck(value, context, options))
  ).max(100).superRefine((checks, context) => {
    const seen = /* @__PURE__ */ new Set();
    for (const [index, { id: id2 }] of checks.entries()) {
      if (seen.has(id2)) {
        context.addIssue({
          code: "custom",
          path: [index, "id"],
          message: `is used twice: ${id2}`
        });
      }
      seen.add(id2);
    }
  }).optional(),
  requires: import_zod2.z.strictObject({
    stage: keyName,
    soak: duration2.default(0),
    suites: import_zod2.z.array(name2).max(20).default([])
  }).optional(),
  separationOfDuties: import_zod2.z.strictObject({
    requester: import_zod2.z.boolean().optional(),
    contributors: import_zod2.z.boolean().optional(),
    bots: import_zod2.z.array(
      import_zod2.z.string().max(320).transform((text4) => text4.toLocaleLowerCase("en-US"))
    ).max(50).optional()
  }).optional(),
  expiry: import_zod2.z.strictObject({
    request: duration2.optional(),
    approval: duration2.optional(),
    permit: duration2.optional()
  }).optional()
});
function policySchema(options) {
  const rules = rulesShape(options);
  return import_zod2.z.strictObject({
    apiVersion: import_zod2.z.literal("chatbot-portal/v1alpha1"),
    kind: import_zod2.z.literal("PromotionPolicy"),
    name: name2,
    description: import_zod2.z.string().max(2e3).optional(),
    headline: import_zod2.z.strictObject({ suite: name2, metric: name2 }).optional(),
    activation: import_zod2.z.strictObject({
      approvals,
      separationOfDuties: import_zod2.z.strictObject({ requester: import_zod2.z.boolean() }).default({ requester: true })
    }),
    stages: import_zod2.z.record(
      keyName,
      import_zod2.z.strictObject({
        ...rules,
        // Not optional: a stage that anybody may promote to has to say so.
        approvals,
        riskClasses: import_zod2.z.record(
          keyName,
          import_zod2.z.strictObject({ ...rules, approvals: approvals.optional() })
        ).optional()
      })
    )
  });
}

// plugins/chatbots-governance/src/policy/parsePolicy.ts
var LONGEST2 = 2e5;
function readPolicy(text4, options) {
  if (text4.length > LONGEST2) {
    return {
      problems: [
        {
          line: 1,
          column: 1,
          path: "",
          message: `is longer than ${LONGEST2} characters`
        }
      ]
    };
  }
  const lines = new import_yaml.LineCounter();
  const document = (0, import_yaml.parseDocument)(text4, { lineCounter: lines });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      problems: syntax.map(({ code, pos, message }) => ({
        ...place(lines, pos[0]),
        path: "",
        message: code === "MULTIPLE_DOCS" ? "There must be one document only" : (
          // The parser repeats position and source below the first line.
          message.split("\n")[0].replace(/ at line \d+, column \d+:?$/, "")
        )
      }))
    };
  }
  let value;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch {
    return {
      problems: [
        { line: 1, column: 1, path: "", message: "uses too many aliases" }
      ]
    };
  }
  const { checks, inForce = false } = options;
  const parsed2 = policySchema({ checks, inForce }).safeParse(value, {
    reportInput: false
  });
  if (!parsed2.success) {
    const problems2 = parsed2.error.issues.flatMap(
      (issue) => issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: "is not known here",
        atKey: true
      })) : [
        {
          path: issue.path,
          message: issue.message,
          atKey: issue.code === "invalid_key",
          ...unregisteredIn(issue)
        }
      ]
    );
    return {
      problems: problems2.map((problem) => locate(document, lines, problem))
    };
  }
  const policy = parsed2.data;
  const problems = findPolicyProblems(policy, options);
  return problems.length > 0 ? { problems: problems.map((problem) => locate(document, lines, problem)) } : { policy, problems: [] };
}
function parsePolicy(text4, options) {
  const { policy, problems } = readPolicy(text4, options);
  if (policy) {
    return policy;
  }
  const unregistered = problems.find((one) => one.unregistered !== void 0);
  const [{ line, column, path, message }] = unregistered ? [unregistered] : problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  throw errorWithReason(
    unregistered ? "check-unknown" : "policy-invalid",
    `Line ${line}, column ${column}: ${[path, message].filter(Boolean).join(" ")}${more}`,
    {
      details: { problems: problems.map((problem) => ({ ...problem })) },
      ...unregistered && {
        hint: `Registered checks are ${options.checks.types.join(
          ", "
        )}. Install the module that brings the other one, or leave the rule out.`
      }
    }
  );
}
function unregisteredIn(issue) {
  const type = issue.code === "custom" ? issue.params?.unregistered : void 0;
  return typeof type === "string" ? { unregistered: type } : {};
}
function locate(document, lines, { path, message, atKey, unregistered }) {
  const offset = atKey ? offsetOfKey(document, path) : void 0;
  return {
    ...place(lines, offset ?? offsetOf(document, path)),
    path: formatPath(path),
    message,
    ...unregistered === void 0 ? {} : { unregistered }
  };
}
function offsetOf(document, path) {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if ((0, import_yaml.isNode)(node) && node.range) {
      return node.range[0];
    }
  }
  return 0;
}
function offsetOfKey(document, path) {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const key = (0, import_yaml.isMap)(parent) ? parent.items.find(
    (pair) => (0, import_yaml.isScalar)(pair.key) && pair.key.value === path.at(-1)
  )?.key : void 0;
  return (0, import_yaml.isNode)(key) ? key.range?.[0] : void 0;
}
function place(lines, offset) {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
function formatPath(path) {
  return path.map((key, index) => {
    if (typeof key === "number") {
      return `[${key}]`;
    }
    return index === 0 ? String(key) : `.${String(key)}`;
  }).join("");
}

// plugins/chatbots-governance/src/policy/resolveRules.ts
var DEFAULT_EXPIRY = {
  request: parseDuration("P7D"),
  approval: parseDuration("P3D"),
  permit: parseDuration("PT1H")
};
function resolveRules(policy, options) {
  const { stage, riskClass } = options;
  if (!Object.hasOwn(policy.stages, stage)) {
    throw errorWithReason(
      "stage-unknown",
      `The policy ${policy.name} has no rules for the stage ${stage}, so nothing can be promoted to it`,
      { hint: `It has rules for ${Object.keys(policy.stages).join(", ")}.` }
    );
  }
  const { riskClasses, ...common } = policy.stages[stage];
  const special = riskClasses && Object.hasOwn(riskClasses, riskClass) ? riskClasses[riskClass] : {};
  const requires = special.requires ?? common.requires;
  const checks = mergeChecks(common.checks ?? [], special.checks ?? []);
  const checkVersions = versionsOf(checks, options.checks);
  return {
    stage,
    riskClass,
    evidence: { ...common.evidence, ...special.evidence },
    checks,
    ...Object.keys(checkVersions).length > 0 && { checkVersions },
    ...requires && { requires },
    approvals: special.approvals ?? common.approvals ?? [],
    separationOfDuties: {
      requester: true,
      contributors: true,
      bots: [],
      ...common.separationOfDuties,
      ...special.separationOfDuties
    },
    expiry: { ...DEFAULT_EXPIRY, ...common.expiry, ...special.expiry }
  };
}
function rulesDigestInput(rules) {
  const { requires, separationOfDuties, evidence } = rules;
  return plain({
    format: "chatbot-portal/rules/v1",
    ...rules,
    evidence: {
      ...evidence,
      origins: sorted(evidence.origins),
      refs: sorted(evidence.refs),
      events: sorted(evidence.events),
      workflows: sorted(evidence.workflows),
      workflowFiles: sorted(evidence.workflowFiles),
      judges: sorted(evidence.judges),
      datasets: evidence.datasets && sortedBy(
        evidence.datasets.map(({ name: name5, revisions }) => ({
          name: name5,
          revisions: sorted(revisions)
        })),
        (dataset) => JSON.stringify(dataset)
      )
    },
    checks: sortedBy(rules.checks, (check) => check.id),
    requires: requires && { ...requires, suites: sorted(requires.suites) },
    approvals: sortedBy(rules.approvals, (rule) => rule.group),
    separationOfDuties: {
      ...separationOfDuties,
      bots: sorted(separationOfDuties.bots)
    }
  });
}
function keepUnavailableVersions(rules, bound, checks) {
  const kept = Object.entries(bound.checkVersions ?? {}).filter(
    ([type]) => checks.get(type) === void 0 && rules.checks.some((check) => check.type === type)
  );
  return kept.length === 0 ? rules : {
    ...rules,
    checkVersions: { ...rules.checkVersions, ...Object.fromEntries(kept) }
  };
}
function versionsOf(rules, checks) {
  return Object.fromEntries(
    rules.flatMap(({ type }) => {
      const version = checks.digestVersion(type);
      return version === void 0 ? [] : [[type, version]];
    })
  );
}
function mergeChecks(common, special) {
  const byId2 = new Map(special.map((check) => [check.id, check]));
  const merged = common.map((check) => byId2.get(check.id) ?? check);
  const known = new Set(common.map((check) => check.id));
  return [...merged, ...special.filter((check) => !known.has(check.id))];
}
function sorted(values) {
  return values && [...new Set(values)].sort();
}
function sortedBy(values, key) {
  return [...values].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -1 : 1;
  });
}
function plain(value) {
  const result = {};
  for (const [key, part] of Object.entries(value)) {
    if (part !== void 0) {
      result[key] = plainValue(part);
    }
  }
  return result;
}
function plainValue(value) {
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  if (typeof value === "object" && value !== null) {
    return plain(value);
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  throw new TypeError(`A rule can't hold a ${typeof value}`);
}

// plugins/chatbots-governance/src/checks/selectEvaluation.ts
function selectEvaluation(evaluations, suite, evidence) {
  const ofSuite2 = evaluations.filter((evaluation) => evaluation.suite === suite).sort(latestFirst);
  let refused2;
  for (const evaluation of ofSuite2) {
    const refusal3 = refuseEvaluation(evidence, evaluation);
    if (!refusal3) {
      return { evaluation };
    }
    refused2 ??= { evaluation, refusal: refusal3 };
  }
  return { refused: refused2 };
}
function latestFirst(a, b) {
  const difference = Date.parse(b.reportedAt) - Date.parse(a.reportedAt);
  if (difference !== 0 && !Number.isNaN(difference)) {
    return difference;
  }
  return a.id < b.id ? 1 : -1;
}
function missingEvidence({ refused: refused2 }, suite) {
  if (refused2) {
    return {
      outcome: "fail",
      actual: refused2.refusal.actual,
      reason: `The evaluation of ${suite} does not count: ${refused2.refusal.reason}`,
      reasonCode: refused2.refusal.reasonCode,
      evaluationId: refused2.evaluation.id
    };
  }
  return {
    outcome: "fail",
    actual: "missing",
    reason: `No evaluation of ${suite} has been reported for this version`,
    reasonCode: "evaluation-missing"
  };
}

// plugins/chatbots-governance/src/checks/evidenceCheck.ts
var evidenceDefinition = defineCheck({
  type: "evidence",
  version: "1",
  schema: import_zod3.z.strictObject({ suite: policyFields.name }),
  needs: ["evaluations"],
  describe: (check) => ({
    title: `Evidence from ${check.suite}`,
    expected: `an accepted evaluation of ${check.suite}`
  }),
  evaluate: evidenceCheck
});
function evidenceCheck(check, input) {
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence
  );
  const { evaluation, refused: refused2 } = selection;
  const described = {
    title: `Evidence from ${check.suite}`,
    expected: refused2?.refusal.expected ?? `an accepted evaluation of ${check.suite}`
  };
  if (!evaluation) {
    return { ...described, ...missingEvidence(selection, check.suite) };
  }
  const { judge, datasetName, datasetRevision, origin: origin2 } = evaluation;
  const actual = `${datasetName} ${datasetRevision}, judged by ${judge.name} (${judge.kind}), reported with ${origin2.kind}`;
  return {
    ...described,
    outcome: "pass",
    actual,
    reason: `${check.suite} was evaluated over ${actual}`,
    reasonCode: "rule-met",
    evaluationId: evaluation.id
  };
}

// plugins/chatbots-governance/src/checks/externalCheck.ts
var import_zod4 = require("zod");
var system = import_zod4.z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: "must be lower-case letters, digits and hyphens, 40 at most"
});
var externalDefinition = defineCheck({
  type: "external",
  version: "1",
  schema: import_zod4.z.strictObject({ system }),
  needs: ["external"],
  describe: describe2,
  evaluate: externalCheck
});
function describe2(check) {
  return {
    title: `Approval by ${check.system}`,
    expected: `approved by ${check.system}`
  };
}
function externalCheck(check, { external }) {
  const answer2 = external.find((one) => one.system === check.system);
  if (!answer2) {
    return {
      ...describe2(check),
      outcome: "inconclusive",
      actual: "no answer yet",
      reason: `${check.system} is asked once a promotion is requested, and has not answered yet`,
      reasonCode: "answer-outstanding"
    };
  }
  const found = {
    ...describe2(check),
    actual: actualOf(answer2),
    ...answer2.link ? {
      links: [
        { title: answer2.reference ?? check.system, url: answer2.link }
      ]
    } : {}
  };
  const words2 = answer2.comment ? `: ${answer2.comment}` : "";
  switch (answer2.status) {
    case "approved":
      return {
        ...found,
        outcome: "pass",
        reason: `${check.system} approved it${words2}`,
        reasonCode: "rule-met"
      };
    case "refused":
      return {
        ...found,
        outcome: "fail",
        reason: `${check.system} refused it${words2}`,
        reasonCode: "answer-refused"
      };
    default:
      return {
        ...found,
        outcome: "inconclusive",
        reason: `${check.system} has it and has not decided yet${words2}`,
        reasonCode: "answer-outstanding"
      };
  }
}
function actualOf(answer2) {
  const { status, reference, answeredBy, decidedAt } = answer2;
  return [status, reference, answeredBy && `by ${answeredBy}`, decidedAt].filter(Boolean).join(", ");
}

// plugins/chatbots-governance/src/checks/freshnessCheck.ts
var import_zod5 = require("zod");
var freshnessDefinition = defineCheck({
  type: "freshness",
  version: "1",
  schema: import_zod5.z.strictObject({
    suite: policyFields.name,
    maxAge: policyFields.duration
  }),
  needs: ["evaluations"],
  describe: describe3,
  evaluate: freshnessCheck,
  changesAt: (check, { evaluations }) => evaluations.filter(({ suite }) => suite === check.suite).map((evaluation) => madeAt(evaluation) + check.maxAge + 1)
});
function describe3(check) {
  return {
    title: `Age of the evaluation of ${check.suite}`,
    expected: `at most ${formatDuration(check.maxAge)} old`
  };
}
function madeAt({ finishedAt, reportedAt }) {
  return Math.min(Date.parse(finishedAt), Date.parse(reportedAt));
}
function freshnessCheck(check, input) {
  const described = describe3(check);
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence
  );
  const { evaluation } = selection;
  if (!evaluation) {
    return { ...described, ...missingEvidence(selection, check.suite) };
  }
  const age = input.now.getTime() - madeAt(evaluation);
  const fresh = age <= check.maxAge;
  const actual = Number.isNaN(age) ? "unknown" : `${formatDuration(age)} old`;
  return {
    ...described,
    outcome: fresh ? "pass" : "fail",
    actual,
    reason: fresh ? `The evaluation of ${check.suite} is ${actual}` : `The evaluation of ${check.suite} is ${actual}, more than ${formatDuration(
      check.maxAge
    )}; evaluate this version again`,
    reasonCode: fresh ? "rule-met" : "evaluation-stale",
    evaluationId: evaluation.id
  };
}

// plugins/chatbots-governance/src/checks/regressionCheck.ts
var import_zod7 = require("zod");

// plugins/chatbots-governance/src/checks/formatNumber.ts
var PLAIN_UNITS = /* @__PURE__ */ new Set(["ratio", "score", "count"]);
var MOST_DECIMALS = 12;
function formatTogether(values, unit) {
  const different = new Set(values.map((value) => value + 0)).size;
  const tellsApart = (decimals2) => new Set(values.map((value) => fixed(value, decimals2))).size >= different;
  let decimals = Math.max(...values.map(usualDecimals));
  while (decimals < MOST_DECIMALS && !tellsApart(decimals)) {
    decimals++;
  }
  const texts = values.map(
    (value) => tellsApart(decimals) ? fixed(value, decimals) : String(value)
  );
  const suffix = unit && !PLAIN_UNITS.has(unit) ? ` ${unit}` : "";
  return texts.map((text4) => `${text4}${suffix}`);
}
function formatNumber(value, unit) {
  return formatTogether([value], unit)[0];
}
function formatChange(value, unit) {
  const text4 = formatNumber(Math.abs(value), unit);
  if (value === 0) {
    return `\xB1${text4}`;
  }
  return value < 0 ? `\u2212${text4}` : `+${text4}`;
}
function usualDecimals(value) {
  const size = Math.abs(value);
  if (size >= 100) {
    return 0;
  }
  if (size >= 10) {
    return 1;
  }
  return size === 0 || size >= 0.01 ? 2 : (
    // Two digits that say something, so that a small change is not shown as none.
    Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(size)))
  );
}
function fixed(value, decimals) {
  const text4 = value.toFixed(decimals);
  return Number(text4) === 0 ? text4.replace("-", "") : text4;
}

// plugins/chatbots-governance/src/statistics/moments.ts
function mean(values) {
  if (values.length === 0) {
    throw new RangeError("The mean of no values is not defined");
  }
  let rough = 0;
  for (const value of values) {
    rough += value / values.length;
  }
  let correction = 0;
  for (const value of values) {
    correction += (value - rough) / values.length;
  }
  return rough + correction;
}
function standardDeviation(values) {
  if (values.length < 2) {
    return void 0;
  }
  const centre = mean(values);
  let squares = 0;
  for (const value of values) {
    squares += (value - centre) ** 2;
  }
  return Math.sqrt(squares / (values.length - 1));
}

// plugins/chatbots-governance/src/statistics/pairedBootstrap.ts
var import_d3_array = require("d3-array");
var import_uniformInt = require("pure-rand/distribution/uniformInt");
var import_xoroshiro128plus = require("pure-rand/generator/xoroshiro128plus");
var DEFAULT_RESAMPLES = 2e3;
var MAXIMUM_RESAMPLES = 1e5;
function bootstrapMean(values, options) {
  const { seed, confidence: confidence2 = 0.95, resamples = DEFAULT_RESAMPLES } = options;
  if (!(confidence2 > 0 && confidence2 < 1)) {
    throw new RangeError(
      `A confidence between 0 and 1 is needed, not ${confidence2}`
    );
  }
  if (!Number.isInteger(resamples) || resamples < 1 || resamples > MAXIMUM_RESAMPLES) {
    throw new RangeError(
      `From 1 to ${MAXIMUM_RESAMPLES} resamples are possible, not ${resamples}`
    );
  }
  if (typeof seed === "number" && !Number.isInteger(seed)) {
    throw new RangeError(`A whole number is needed as seed, not ${seed}`);
  }
  const size = values.length;
  if (size < 2) {
    return void 0;
  }
  const random = (0, import_xoroshiro128plus.xoroshiro128plus)(
    typeof seed === "string" ? hashSeed(seed) : seed
  );
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum2 = 0;
    for (let i = 0; i < size; i++) {
      sum2 += values[(0, import_uniformInt.uniformInt)(random, 0, size - 1)];
    }
    means[resample] = sum2 / size;
  }
  const ascending = Array.from(means.sort());
  const beyond = (1 - confidence2) / 2;
  return {
    estimate: mean(values),
    interval: {
      lower: (0, import_d3_array.quantileSorted)(ascending, beyond),
      upper: (0, import_d3_array.quantileSorted)(ascending, 1 - beyond),
      confidence: confidence2
    },
    sampleCount: size
  };
}
function pairedBootstrap(pairs, options) {
  return bootstrapMean(
    pairs.map(([baseline, candidate]) => candidate - baseline),
    options
  );
}
function hashSeed(text4) {
  let hash = 2166136261;
  for (let i = 0; i < text4.length; i++) {
    hash = Math.imul(hash ^ text4.charCodeAt(i), 16777619);
  }
  return hash | 0;
}

// plugins/chatbots-governance/src/statistics/normalQuantile.ts
var CENTRE_NUMERATOR = [
  -39.69683028665376,
  220.9460984245205,
  -275.9285104469687,
  138.357751867269,
  -30.66479806614716,
  2.506628277459239
];
var CENTRE_DENOMINATOR = [
  -54.47609879822406,
  161.5858368580409,
  -155.6989798598866,
  66.80131188771972,
  -13.28068155288572,
  1
];
var TAIL_NUMERATOR = [
  -0.007784894002430293,
  -0.3223964580411365,
  -2.400758277161838,
  -2.549732539343734,
  4.374664141464968,
  2.938163982698783
];
var TAIL_DENOMINATOR = [
  0.007784695709041462,
  0.3224671290700398,
  2.445134137142996,
  3.754408661907416,
  1
];
var TAIL = 0.02425;
function normalQuantile(p) {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`A probability between 0 and 1 is needed, not ${p}`);
  }
  if (p < TAIL) {
    return tail(Math.sqrt(-2 * Math.log(p)));
  }
  if (p > 1 - TAIL) {
    return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  }
  const q = p - 0.5;
  const r = q * q;
  return q * polynomial(CENTRE_NUMERATOR, r) / polynomial(CENTRE_DENOMINATOR, r);
}
function criticalValue(confidence2) {
  return normalQuantile(0.5 + confidence2 / 2);
}
function tail(q) {
  return polynomial(TAIL_NUMERATOR, q) / polynomial(TAIL_DENOMINATOR, q);
}
function polynomial(coefficients, x) {
  let sum2 = 0;
  for (const coefficient of coefficients) {
    sum2 = sum2 * x + coefficient;
  }
  return sum2;
}

// plugins/chatbots-governance/src/statistics/wilsonInterval.ts
function wilsonInterval(options) {
  const { proportion, sampleCount, confidence: confidence2 } = options;
  if (!(proportion >= 0 && proportion <= 1)) {
    throw new RangeError(
      `A proportion from 0 to 1 is needed, not ${proportion}`
    );
  }
  if (!Number.isInteger(sampleCount) || sampleCount < 1) {
    throw new RangeError(`At least one sample is needed, not ${sampleCount}`);
  }
  const z29 = criticalValue(confidence2);
  const z210 = z29 * z29 / sampleCount;
  const centre = (proportion + z210 / 2) / (1 + z210);
  const reach = z29 / (1 + z210) * Math.sqrt(
    proportion * (1 - proportion) / sampleCount + z210 / (4 * sampleCount)
  );
  return {
    // Rounding may step over the ends by an ulp, and at 0 and 1 the bound is exact.
    lower: proportion === 0 ? 0 : Math.max(0, centre - reach),
    upper: proportion === 1 ? 1 : Math.min(1, centre + reach),
    confidence: confidence2
  };
}

// plugins/chatbots-governance/src/checks/scores.ts
var ROUNDING = 1e-3;
function scoresOf(metric, samples2) {
  const scores = /* @__PURE__ */ new Map();
  for (const { sampleId, metric: name5, score } of samples2 ?? []) {
    if (name5 !== metric.name) {
      continue;
    }
    if (scores.has(sampleId) || !Number.isFinite(score)) {
      return void 0;
    }
    scores.set(sampleId, score);
  }
  if (scores.size === 0 || scores.size !== metric.sampleCount) {
    return void 0;
  }
  const off = Math.abs(mean([...scores.values()]) - metric.value);
  return off <= ROUNDING * Math.max(1, Math.abs(metric.value)) ? scores : void 0;
}
function pairScores(baseline, candidate) {
  if (!baseline || !candidate || baseline.size !== candidate.size) {
    return void 0;
  }
  const pairs = [];
  for (const sampleId of [...baseline.keys()].sort()) {
    const score = candidate.get(sampleId);
    if (score === void 0) {
      return void 0;
    }
    pairs.push([baseline.get(sampleId), score]);
  }
  return pairs;
}

// plugins/chatbots-governance/src/checks/spread.ts
var MOST_SAMPLES = 2 ** 40;
function spreadOf(metric, scores, options) {
  const { value, sampleCount, unit } = metric;
  const { confidence: confidence2 } = options;
  const deviation = scores ? standardDeviation(scores) : metric.standardDeviation;
  const isShare = unit === "ratio" && value >= 0 && value <= 1;
  const isYesOrNo = scores?.every((score) => score === 0 || score === 1);
  if (deviation && sampleCount > 1 && !(isShare && isYesOrNo)) {
    const withSamples = (count3) => {
      const reach = criticalValue(confidence2) * deviation / Math.sqrt(count3);
      return { lower: value - reach, upper: value + reach, confidence: confidence2 };
    };
    const interval = (scores && bootstrapMean(scores, options)?.interval) ?? withSamples(sampleCount);
    return { interval, withSamples };
  }
  if (isShare && sampleCount > 0) {
    const withSamples = (count3) => wilsonInterval({ proportion: value, sampleCount: count3, confidence: confidence2 });
    return { interval: withSamples(sampleCount), withSamples };
  }
  return void 0;
}
function pairedSpread(pairs, unit, options) {
  const result = pairedBootstrap(pairs, options);
  if (!result || result.interval.lower !== result.interval.upper) {
    return result;
  }
  if (unit !== "ratio") {
    return void 0;
  }
  const { upper: missed } = wilsonInterval({
    proportion: 0,
    sampleCount: pairs.length,
    confidence: options.confidence
  });
  const { estimate } = result;
  return {
    ...result,
    interval: {
      lower: Math.max(-1, estimate - missed),
      upper: Math.min(1, estimate + missed),
      confidence: options.confidence
    }
  };
}
function samplesNeeded(spread, sampleCount, accepts) {
  let tooFew = sampleCount;
  let enough = sampleCount;
  do {
    enough *= 2;
    if (enough > MOST_SAMPLES) {
      return void 0;
    }
  } while (!accepts(spread.withSamples(enough)));
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (accepts(spread.withSamples(middle))) {
      enough = middle;
    } else {
      tooFew = middle;
    }
  }
  return enough;
}

// plugins/chatbots-governance/src/checks/thresholdCheck.ts
var import_zod6 = require("zod");

// plugins/chatbots-governance/src/checks/bound.ts
var boundFields = {
  suite: policyFields.name,
  metric: policyFields.name,
  min: policyFields.number.optional(),
  max: policyFields.number.optional(),
  minimumSamples: policyFields.samples.optional()
};
function oneBound(bound, context) {
  if (bound.min === void 0 === (bound.max === void 0)) {
    context.addIssue({
      code: "custom",
      message: "needs exactly one of min and max"
    });
  }
}
function limitOf({ min, max }) {
  const limit = min ?? max;
  if (limit === void 0) {
    throw new TypeError("A bound needs min or max");
  }
  return limit;
}
function isWithin(bound, value) {
  return bound.min === void 0 ? value <= limitOf(bound) : value >= bound.min;
}
function compareWithBound(bound, value, unit) {
  const [actual, limit] = formatTogether([value, limitOf(bound)], unit);
  const lower2 = bound.min !== void 0;
  const relation = isWithin(bound, value) ? `is at ${lower2 ? "least" : "most"}` : `is ${lower2 ? "below" : "above"}`;
  return {
    expected: `${lower2 ? "\u2265" : "\u2264"} ${limit}`,
    actual,
    clause: `${actual} ${relation} ${limit}`
  };
}

// plugins/chatbots-governance/src/checks/thresholdCheck.ts
var thresholdDefinition = defineCheck({
  type: "threshold",
  version: "1",
  schema: import_zod6.z.strictObject({
    ...boundFields,
    confidence: policyFields.confidence.optional()
  }).superRefine(oneBound),
  needs: ["evaluations"],
  describe: describe4,
  evaluate: thresholdCheck,
  thresholds: ({ suite, metric, min, max }) => [
    {
      suite,
      metric,
      ...min === void 0 ? {} : { min },
      ...max === void 0 ? {} : { max }
    }
  ],
  samplesNeeded: ({ suite, confidence: confidence2 }) => ({
    suites: confidence2 === void 0 ? [] : [suite]
  }),
  evaluateReport: (check, evaluation, samples2) => check.suite === evaluation.suite ? evaluateThreshold(check, evaluation, samples2) : void 0
});
function thresholdCheck(check, input) {
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence
  );
  if (!selection.evaluation) {
    return {
      ...describe4(check),
      ...missingEvidence(selection, check.suite)
    };
  }
  const { evaluation } = selection;
  return evaluateThreshold(check, evaluation, input.samples?.[evaluation.id]);
}
function evaluateThreshold(check, evaluation, samples2) {
  const { minimumSamples = 1, confidence: confidence2 } = check;
  const evaluationId = evaluation.id;
  const metric = evaluation.metrics.find(({ name: name5 }) => name5 === check.metric);
  if (!metric) {
    return {
      ...describe4(check),
      outcome: "fail",
      actual: "missing",
      reason: `The evaluation of ${check.suite} does not report ${check.metric}`,
      reasonCode: "metric-missing",
      evaluationId
    };
  }
  const { value, unit, sampleCount } = metric;
  const { expected, actual, clause } = compareWithBound(check, value, unit);
  const found = { ...describe4(check), expected, evaluationId };
  const counted = `n = ${sampleCount}`;
  if (sampleCount < minimumSamples) {
    return {
      ...found,
      outcome: "inconclusive",
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${actual}: too few samples to tell (needs ${minimumSamples}, has ${sampleCount})`,
      reasonCode: "too-few-samples",
      neededSamples: minimumSamples
    };
  }
  if (!isWithin(check, value)) {
    return {
      ...found,
      outcome: "fail",
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause} (${counted})`,
      reasonCode: "threshold-not-met"
    };
  }
  if (confidence2 === void 0) {
    return {
      ...found,
      outcome: "pass",
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause} (${counted})`,
      reasonCode: "rule-met"
    };
  }
  const scores = scoresOf(metric, samples2);
  const spread = spreadOf(metric, scores && [...scores.values()], {
    seed: `${evaluation.contentDigest} ${check.metric}`,
    confidence: confidence2
  });
  if (!spread) {
    return {
      ...found,
      outcome: "inconclusive",
      actual: `${actual} (${counted})`,
      reason: `${check.metric} ${clause}, but no scores that differ and no standard deviation say how sure that is`,
      reasonCode: "spread-missing"
    };
  }
  const { interval } = spread;
  const [low, high] = formatTogether([interval.lower, interval.upper], unit);
  const range = `${percent(confidence2)} between ${low} and ${high}`;
  const accepts = ({ lower: lower2, upper }) => isWithin(check, lower2) && isWithin(check, upper);
  if (accepts(interval)) {
    return {
      ...found,
      outcome: "pass",
      actual: `${actual} (${range}, ${counted})`,
      reason: `${check.metric} ${clause} (${range}, ${counted})`,
      reasonCode: "rule-met",
      interval
    };
  }
  const neededSamples = samplesNeeded(spread, sampleCount, accepts);
  return {
    ...found,
    outcome: "inconclusive",
    actual: `${actual} (${range}, ${counted})`,
    reason: `${check.metric} ${clause}, but may as well be beyond it (${range}): too few samples to tell (${neededSamples ? `needs about ${neededSamples}, ` : ""}has ${sampleCount})`,
    reasonCode: "too-few-samples",
    interval,
    ...neededSamples && { neededSamples }
  };
}
function describe4(check) {
  return {
    title: `${check.metric} in ${check.suite}`,
    expected: compareWithBound(check, limitOf(check)).expected
  };
}
function percent(confidence2) {
  return `${Number((confidence2 * 100).toFixed(2))} %`;
}

// plugins/chatbots-governance/src/checks/regressionCheck.ts
var USUAL_CONFIDENCE = 0.95;
var { name: name3, number: number2, samples, confidence } = policyFields;
var regressionDefinition = defineCheck({
  type: "regression",
  version: "1",
  schema: import_zod7.z.strictObject({
    suite: name3,
    metric: name3,
    tolerance: import_zod7.z.strictObject({
      absolute: number2.pipe(import_zod7.z.number().min(0)).optional(),
      relative: number2.pipe(import_zod7.z.number().min(0).max(1)).optional()
    }).refine(
      ({ absolute, relative }) => absolute === void 0 !== (relative === void 0),
      { error: "needs exactly one of absolute and relative" }
    ),
    minimumSamples: samples.optional(),
    confidence: confidence.optional()
  }),
  needs: ["evaluations", "baseline", "version"],
  describe: (check) => describe5(check, void 0),
  evaluate: regressionCheck,
  samplesNeeded: ({ suite }) => ({ suites: [suite], baselineSuites: [suite] })
});
function describe5(check, baseline) {
  return {
    title: `${check.metric} in ${check.suite} against what runs now`,
    expected: `not worse than ${baseline?.version ?? "what runs now"} by more than ${toleranceText(check)}`
  };
}
function regressionCheck(check, input) {
  const { baseline } = input;
  const found = describe5(check, baseline);
  if (!baseline) {
    return {
      ...found,
      outcome: "not-applicable",
      actual: "no baseline",
      reason: `Nothing runs in ${input.rules.stage} yet, so there is nothing to fall behind`,
      reasonCode: "no-baseline"
    };
  }
  if (baseline.digest === input.version.digest) {
    return {
      ...found,
      outcome: "not-applicable",
      actual: "the same version",
      reason: `${baseline.version} runs in ${input.rules.stage} and is this very version`,
      reasonCode: "same-version"
    };
  }
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence
  );
  const { evaluation } = selection;
  if (!evaluation) {
    return { ...found, ...missingEvidence(selection, check.suite) };
  }
  const metric = metricOf(evaluation, check.metric);
  if (!metric) {
    return {
      ...found,
      outcome: "fail",
      actual: "missing",
      reason: `The evaluation of ${check.suite} does not report ${check.metric}`,
      reasonCode: "metric-missing",
      evaluationId: evaluation.id
    };
  }
  const reference = comparableEvaluation(
    check,
    evaluation,
    metric,
    input,
    baseline
  );
  if (!reference) {
    return {
      ...found,
      outcome: "inconclusive",
      actual: formatNumber(metric.value, metric.unit),
      reason: `${baseline.version}, which runs in ${input.rules.stage}, has no accepted evaluation of ${check.suite} over ${evaluation.datasetName} ${evaluation.datasetRevision} by the same judge; make one with: npm run evaluate -- --version ${baseline.version}`,
      reasonCode: "baseline-not-comparable",
      evaluationId: evaluation.id
    };
  }
  const finding = compare(check, input, {
    evaluation,
    metric,
    reference,
    referenceMetric: metricOf(reference, check.metric),
    baseline
  });
  return {
    ...found,
    ...finding,
    evaluationId: evaluation.id,
    baselineEvaluationId: reference.id
  };
}
function compare(check, input, { evaluation, metric, reference, referenceMetric, baseline }) {
  const { unit } = metric;
  const sign2 = metric.direction === "lower-is-better" ? -1 : 1;
  const change2 = metric.value - referenceMetric.value;
  const gain = sign2 * change2;
  const tolerance = check.tolerance.absolute ?? (check.tolerance.relative ?? 0) * Math.abs(referenceMetric.value);
  const [now, before] = formatTogether(
    [metric.value, referenceMetric.value],
    unit
  );
  const expected = `not worse than ${before} (${baseline.version}) by more than ${toleranceText(check, unit)}`;
  const told = { expected, actual: `${now} (${formatChange(change2, unit)})` };
  const fewest = Math.min(metric.sampleCount, referenceMetric.sampleCount);
  const { minimumSamples = 1 } = check;
  if (fewest < minimumSamples) {
    return {
      ...told,
      outcome: "inconclusive",
      reason: `${check.metric} ${now} against ${before}: too few samples to tell (needs ${minimumSamples}, has ${fewest})`,
      reasonCode: "too-few-samples",
      neededSamples: minimumSamples
    };
  }
  const paired = pairedDifference(check, input, {
    evaluation,
    metric,
    reference,
    referenceMetric
  });
  const range = paired && `${percent(paired.interval.confidence)} between ${formatChange(
    paired.interval.lower,
    unit
  )} and ${formatChange(paired.interval.upper, unit)}, ${paired.sampleCount} pairs`;
  const details = {
    ...told,
    ...paired && {
      actual: `${now} (${formatChange(change2, unit)}, ${range})`,
      interval: paired.interval
    }
  };
  const worst2 = paired && Math.min(sign2 * paired.interval.lower, sign2 * paired.interval.upper);
  const best = paired && Math.max(sign2 * paired.interval.lower, sign2 * paired.interval.upper);
  const slack = rounding(metric.value, referenceMetric.value, tolerance);
  const withinTolerance = gain >= -tolerance - slack;
  if (withinTolerance) {
    if (check.confidence === void 0) {
      return {
        ...details,
        outcome: "pass",
        reason: `${check.metric} ${now} against ${before} of ${baseline.version} is ${gain >= 0 ? "not worse" : "within the tolerance"}`,
        reasonCode: "rule-met"
      };
    }
    if (worst2 === void 0) {
      return {
        ...details,
        outcome: "inconclusive",
        reason: `${check.metric} ${now} against ${before}: without scores of the same samples on both sides, which differ by more and by less, nothing says how sure that is`,
        reasonCode: "spread-missing"
      };
    }
    return worst2 >= -tolerance - slack ? {
      ...details,
      outcome: "pass",
      reason: `${check.metric} ${now} against ${before} of ${baseline.version} is not worse beyond the tolerance (${range})`,
      reasonCode: "rule-met"
    } : {
      ...details,
      outcome: "inconclusive",
      reason: `${check.metric} ${now} against ${before} may as well be worse beyond the tolerance (${range}): too few samples to tell`,
      reasonCode: "too-few-samples"
    };
  }
  if (best !== void 0 && best >= -tolerance - slack) {
    return {
      ...details,
      outcome: "inconclusive",
      reason: `${check.metric} fell from ${before} to ${now}, but that may be chance (${range}): too few samples to tell`,
      reasonCode: "too-few-samples"
    };
  }
  return {
    ...details,
    outcome: "fail",
    reason: `${check.metric} ${now} is worse than ${before} of ${baseline.version} by ${formatNumber(Math.abs(change2), unit)}, more than ${toleranceText(
      check,
      unit
    )}${range ? ` (${range})` : ""}`,
    reasonCode: "regression"
  };
}
function comparableEvaluation(check, evaluation, metric, { rules }, baseline) {
  return [...baseline.evaluations].sort(latestFirst).find((candidate) => {
    const other = metricOf(candidate, check.metric);
    return candidate.versionDigest === baseline.digest && candidate.suite === evaluation.suite && candidate.datasetDigest === evaluation.datasetDigest && candidate.judge.digest === evaluation.judge.digest && other?.direction === metric.direction && other.unit === metric.unit && !refuseEvaluation(rules.evidence, candidate);
  });
}
function pairedDifference(check, { samples: scores }, {
  evaluation,
  metric,
  reference,
  referenceMetric
}) {
  const pairs = pairScores(
    scoresOf(referenceMetric, scores?.[reference.id]),
    scoresOf(metric, scores?.[evaluation.id])
  );
  return pairs && pairedSpread(pairs, metric.unit, {
    // From what is compared, so that everyone who recomputes it draws the same.
    seed: `${reference.contentDigest} ${evaluation.contentDigest} ${check.metric}`,
    confidence: check.confidence ?? USUAL_CONFIDENCE
  });
}
function metricOf(evaluation, wanted) {
  return evaluation.metrics.find((metric) => metric.name === wanted);
}
function toleranceText({ tolerance }, unit) {
  return tolerance.absolute === void 0 ? percent(tolerance.relative ?? 0) : formatNumber(tolerance.absolute, unit);
}
function rounding(...values) {
  return 4 * Number.EPSILON * Math.max(...values.map(Math.abs));
}

// plugins/chatbots-governance/src/checks/sliceCheck.ts
var import_zod8 = require("zod");
var sliceDefinition = defineCheck({
  type: "worst-slice",
  version: "1",
  schema: import_zod8.z.strictObject(boundFields).superRefine(oneBound),
  needs: ["evaluations"],
  describe: describe6,
  evaluate: sliceCheck,
  evaluateReport: (check, evaluation) => check.suite === evaluation.suite ? evaluateSlices(check, evaluation) : void 0
});
function sliceCheck(check, input) {
  const selection = selectEvaluation(
    input.evaluations,
    check.suite,
    input.rules.evidence
  );
  return selection.evaluation ? evaluateSlices(check, selection.evaluation) : { ...describe6(check), ...missingEvidence(selection, check.suite) };
}
function evaluateSlices(check, evaluation) {
  const { minimumSamples = 1 } = check;
  const evaluationId = evaluation.id;
  const unit = evaluation.metrics.find(
    ({ name: name5 }) => name5 === check.metric
  )?.unit;
  const slices = evaluation.slices.filter(({ metric }) => metric === check.metric).sort(
    (a, b) => check.min === void 0 ? b.value - a.value : a.value - b.value
  );
  if (slices.length === 0) {
    return {
      ...describe6(check),
      outcome: "fail",
      actual: "missing",
      reason: `The evaluation of ${check.suite} does not report ${check.metric} by slice`,
      reasonCode: "slice-missing",
      evaluationId
    };
  }
  const told = slices.filter((slice) => slice.sampleCount >= minimumSamples);
  const failing = told.find((slice) => !isWithin(check, slice.value));
  if (failing) {
    const { clause: clause2, expected: expected2, actual: actual2 } = compare2(failing);
    return {
      ...describe6(check),
      expected: expected2,
      outcome: "fail",
      actual: actual2,
      reason: `Slice "${failing.slice}": ${check.metric} ${clause2} (n = ${failing.sampleCount})`,
      reasonCode: "threshold-not-met",
      evaluationId
    };
  }
  const small = slices.find((slice) => slice.sampleCount < minimumSamples);
  if (small) {
    const { expected: expected2, actual: actual2 } = compare2(small);
    return {
      ...describe6(check),
      expected: expected2,
      outcome: "inconclusive",
      actual: actual2,
      reason: `Slice "${small.slice}": ${check.metric} ${actual2}: too few samples to tell (needs ${minimumSamples}, has ${small.sampleCount})`,
      reasonCode: "too-few-samples",
      neededSamples: minimumSamples,
      evaluationId
    };
  }
  const [worst2] = slices;
  const { clause, expected, actual } = compare2(worst2);
  return {
    ...describe6(check),
    expected,
    outcome: "pass",
    actual,
    reason: `Worst of ${slices.length} slices "${worst2.slice}": ${check.metric} ${clause} (n = ${worst2.sampleCount})`,
    reasonCode: "rule-met",
    evaluationId
  };
  function compare2({ value }) {
    return compareWithBound(check, value, unit);
  }
}
function describe6(check) {
  return {
    title: `Worst slice of ${check.metric} in ${check.suite}`,
    expected: compareWithBound(check, limitOf(check)).expected
  };
}

// plugins/chatbots-governance/src/checks/builtInDefinitions.ts
var builtInDefinitions = [
  thresholdDefinition,
  regressionDefinition,
  sliceDefinition,
  freshnessDefinition,
  evidenceDefinition,
  externalDefinition
];

// plugins/chatbots-governance/src/checks/CheckRegistry.ts
var MODULE_TYPE = /^[a-z][a-z0-9-]{0,39}:[a-z][a-z0-9-]{0,39}$/;
var VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,39}$/;
var FIRST_VERSION = "1";
var CheckRegistry = class {
  #definitions = new Map(
    builtInDefinitions.map((definition) => [definition.type, definition])
  );
  /** Names of all types, in the order in which they were registered. */
  get types() {
    return [...this.#definitions.keys()];
  }
  /**
   * Registers a module's check.
   *
   * @throws Error for a type without a prefix, one that is registered already, and a definition that lacks a part.
   */
  add(definition) {
    const { type, version, schema, needs } = definition;
    if (typeof type !== "string" || !MODULE_TYPE.test(type)) {
      throw new Error(
        `The check '${type}' needs a prefix of its module, as in 'acme:budget': lower-case letters, digits and hyphens on both sides of one colon`
      );
    }
    if (this.#definitions.has(type)) {
      throw new Error(`There are two checks '${type}'`);
    }
    if (typeof version !== "string" || !VERSION.test(version)) {
      throw new Error(
        `The check '${type}' needs a version of up to 40 letters, digits, dots and hyphens`
      );
    }
    if (typeof schema?.safeParse !== "function") {
      throw new Error(`The check '${type}' needs a zod schema of its fields`);
    }
    const unknown = needs?.find((fact2) => !CHECK_FACTS.includes(fact2));
    if (!Array.isArray(needs) || unknown !== void 0) {
      throw new Error(
        `The check '${type}' needs ${unknown ?? "no list of facts"}; facts are ${CHECK_FACTS.join(", ")}`
      );
    }
    for (const name5 of ["describe", "evaluate"]) {
      if (typeof definition[name5] !== "function") {
        throw new Error(`The check '${type}' has no function '${name5}'`);
      }
    }
    this.#definitions.set(type, definition);
  }
  /** The definition of a type; undefined for one that nobody registered. */
  get(type) {
    return this.#definitions.get(type);
  }
  /** Whether a type ships with the portal. */
  isBuiltIn(type) {
    return builtInDefinitions.some((one) => one.type === type);
  }
  /** The version that a type has in the rules' digest; undefined where it has none there. */
  digestVersion(type) {
    const version = this.get(type)?.version;
    return this.isBuiltIn(type) && version === FIRST_VERSION ? void 0 : version;
  }
};
var builtInChecks = new CheckRegistry();

// plugins/chatbots-governance/src/checks/Finding.ts
function toResult(check, finding) {
  const hinders = finding.outcome === "fail" || finding.outcome === "inconclusive" && check.whenInconclusive !== "allow";
  return {
    id: check.id,
    ...finding,
    title: check.title ?? finding.title,
    blocking: hinders && !check.advisory
  };
}

// plugins/chatbots-governance/src/checks/runCheck.ts
var import_zod9 = require("zod");
var text = import_zod9.z.string().min(1).max(2e3);
var findingSchema = import_zod9.z.strictObject({
  title: text,
  outcome: import_zod9.z.enum(["pass", "fail", "inconclusive", "not-applicable"]),
  expected: text,
  actual: text,
  reason: text,
  reasonCode: import_zod9.z.string().regex(/^([a-z][a-z0-9-]*:)?[a-z][a-z0-9-]{0,79}$/),
  evaluationId: import_zod9.z.string().min(1).max(200).optional(),
  baselineEvaluationId: import_zod9.z.string().min(1).max(200).optional(),
  interval: import_zod9.z.strictObject({
    lower: import_zod9.z.number(),
    upper: import_zod9.z.number(),
    confidence: import_zod9.z.number().gt(0).lt(1)
  }).optional(),
  neededSamples: import_zod9.z.number().optional(),
  links: import_zod9.z.array(
    import_zod9.z.strictObject({
      title: import_zod9.z.string().min(1).max(200),
      url: import_zod9.z.url({ protocol: /^https$/ }).max(2e3)
    })
  ).max(5).optional()
});
function findingProblem(value) {
  const parsed2 = findingSchema.safeParse(value);
  if (parsed2.success) {
    return void 0;
  }
  const [{ path, message }] = parsed2.error.issues;
  return `${path.join(".") || "the finding"}: ${message}`;
}
function runCheck(check, input, run) {
  const { type } = check;
  const definition = run.checks.get(type);
  if (!definition) {
    return {
      title: `Check of type ${type}`,
      expected: `a module that brings the check ${type}`,
      outcome: "inconclusive",
      actual: "not registered",
      reason: `No module registered the check ${type}, so this rule can't be told; install the module that brings it`,
      reasonCode: "check-unavailable"
    };
  }
  if (check.unreadable !== void 0) {
    return {
      title: `Check of type ${type}`,
      expected: `a rule that version ${definition.version} of ${type} reads`,
      outcome: "inconclusive",
      actual: "not readable",
      reason: `Version ${definition.version} of the check ${type} does not take this rule: ${check.unreadable}`,
      reasonCode: "check-unavailable"
    };
  }
  return guarded(definition, check, run, () => {
    if (definition.needs.includes("telemetry")) {
      return {
        ...definition.describe(check),
        outcome: "inconclusive",
        actual: "no source of telemetry",
        reason: `The check ${type} looks at telemetry, and no source of it is configured`,
        reasonCode: "fact-unavailable"
      };
    }
    const facts2 = factsFor(definition, input);
    return run.checks.isBuiltIn(type) ? definition.evaluate(check, facts2) : definition.evaluate(structuredClone(check), structuredClone(facts2));
  });
}
function runReport(check, evaluation, samples2, run) {
  const definition = run.checks.get(check.type);
  if (!definition?.evaluateReport || check.unreadable !== void 0) {
    return void 0;
  }
  let applies = true;
  const finding = guarded(definition, check, run, () => {
    const builtIn = run.checks.isBuiltIn(check.type);
    const found = definition.evaluateReport?.(
      builtIn ? check : structuredClone(check),
      builtIn ? evaluation : structuredClone(evaluation),
      builtIn ? samples2 : structuredClone(samples2)
    );
    applies = found !== void 0;
    return found;
  });
  return applies ? finding : void 0;
}
function readable(rules, checks) {
  return rules.checks.flatMap((check) => {
    const definition = checks.get(check.type);
    return definition && check.unreadable === void 0 ? [{ check, definition }] : [];
  });
}
function attempt(say) {
  try {
    return say();
  } catch {
    return void 0;
  }
}
function factsFor({ needs }, input) {
  const { rules, now, samples: samples2, version } = input;
  const needed = (fact2) => needs.includes(fact2);
  return {
    now,
    rules: {
      stage: rules.stage,
      riskClass: rules.riskClass,
      evidence: rules.evidence
    },
    ...samples2 && needed("evaluations") ? { samples: samples2 } : {},
    ...needed("evaluations") ? { evaluations: input.evaluations } : {},
    ...needed("baseline") ? { baseline: input.baseline } : {},
    ...needed("deployments") ? { deployments: input.deployments } : {},
    ...needed("version") ? { version } : {},
    ...needed("external") ? { external: input.external ?? [] } : {}
    // A check's type has only the facts that it names.
  };
}
function guarded(definition, check, { checks, onFailure }, evaluate) {
  const { type } = definition;
  try {
    const finding = evaluate();
    if (finding === void 0) {
      throw new TypeError("It returned nothing");
    }
    if (finding instanceof Promise) {
      finding.catch(() => void 0);
      throw new TypeError("It returned a promise");
    }
    if (checks.isBuiltIn(type)) {
      return finding;
    }
    const problem = findingProblem(finding);
    if (problem !== void 0) {
      throw new TypeError(`It returned no finding: ${problem}`);
    }
    return findingSchema.parse(finding);
  } catch (error) {
    onFailure?.(type, error);
    const described = attempt(() => definition.describe(check));
    return {
      title: asText(described?.title) ?? `Check of type ${type}`,
      expected: asText(described?.expected) ?? `what the check ${type} asks`,
      outcome: "inconclusive",
      actual: "the check failed",
      reason: `The check ${type} failed, so this rule can't be told; the log of the portal says why`,
      reasonCode: "check-failed"
    };
  }
}
function asText(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}

// plugins/chatbots-governance/src/checks/requirementChecks.ts
function requirementChecks(requirement, input, run) {
  const succeeded = input.deployments.filter(
    ({ stage, state, versionDigest }) => stage === requirement.stage && state === "deployed" && versionDigest === input.version.digest
  ).sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return [
    toResult(
      { id: "requires:deployment" },
      deployed(requirement, input, succeeded)
    ),
    ...requirement.soak > 0 ? [
      toResult(
        { id: "requires:soak" },
        soaked(requirement, input, succeeded)
      )
    ] : [],
    ...requirement.suites.map(
      (suite) => toResult(
        { id: `requires:suite:${suite}` },
        tested(suite, requirement, { ...input, run }, succeeded[0])
      )
    )
  ];
}
var HOW_IT_STANDS = {
  open: "is still in progress",
  deployed: "succeeded",
  "rolled-back": "was rolled back",
  failed: "failed"
};
function deployed({ stage }, { deployments, version }, succeeded) {
  const described = {
    title: `Deployed to ${stage}`,
    expected: `this digest deployed to ${stage} with success`
  };
  if (succeeded.length > 0) {
    return {
      ...described,
      outcome: "pass",
      actual: "deployed",
      reason: `${version.name} was deployed to ${stage} with success`,
      reasonCode: "rule-met"
    };
  }
  const [last] = deployments.filter(
    (deployment) => deployment.stage === stage && deployment.versionDigest === version.digest
  ).sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return {
    ...described,
    outcome: "fail",
    actual: last?.state ?? "missing",
    reason: last ? `The deployment of ${version.name} to ${stage} ${HOW_IT_STANDS[last.state]}` : `${version.name} has not been deployed to ${stage}; promote it there first`,
    reasonCode: "stage-before-missing"
  };
}
function soaked({ stage, soak }, { now }, succeeded) {
  let longest = 0;
  for (const { finishedAt, endedAt } of succeeded) {
    const from = Date.parse(finishedAt ?? "");
    const to = Math.min(
      now.getTime(),
      endedAt === void 0 ? Infinity : Date.parse(endedAt)
    );
    if (to - from > longest) {
      longest = to - from;
    }
  }
  const enough = longest >= soak;
  const ran = formatDuration(longest);
  const needed = formatDuration(soak);
  return {
    title: `Time in ${stage}`,
    expected: `at least ${needed}`,
    outcome: enough ? "pass" : "fail",
    actual: ran,
    reason: `Ran in ${stage} for ${ran} (needs ${needed})`,
    reasonCode: enough ? "rule-met" : "soak-time-too-short"
  };
}
function tested(suite, { stage }, { evaluations, rules, samples: samples2, run }, deployment) {
  const described = {
    title: `${suite} in ${stage}`,
    expected: `${suite} passed against the deployment to ${stage}`
  };
  if (!deployment) {
    return {
      ...described,
      outcome: "fail",
      actual: "missing",
      reason: `${suite} can run once this version is deployed to ${stage}`,
      reasonCode: "post-deployment-tests-missing"
    };
  }
  const selection = selectEvaluation(
    evaluations.filter(({ deploymentId }) => deploymentId === deployment.id),
    suite,
    rules.evidence
  );
  const { evaluation } = selection;
  if (!evaluation) {
    return {
      ...described,
      ...missingEvidence(selection, suite),
      ...!selection.refused && {
        reason: `No evaluation of ${suite} has been reported for the deployment to ${stage}`,
        reasonCode: "post-deployment-tests-missing"
      }
    };
  }
  const findings = [];
  for (const check of rules.checks) {
    const finding = runReport(check, evaluation, samples2?.[evaluation.id], run);
    if (finding) {
      findings.push(toResult(check, finding));
    }
  }
  const against = findings.filter(({ blocking }) => blocking);
  if (against.length > 0) {
    return {
      ...described,
      outcome: against.some(({ outcome }) => outcome === "fail") ? "fail" : "inconclusive",
      actual: against.map(({ title, actual }) => `${title}: ${actual}`).join("; "),
      reason: against.map(({ reason }) => reason).join("; "),
      reasonCode: "post-deployment-tests-failed",
      evaluationId: evaluation.id
    };
  }
  return {
    ...described,
    outcome: "pass",
    actual: "reported",
    reason: findings.length > 0 ? `${suite} passed against the deployment to ${stage}` : `${suite} was reported for the deployment to ${stage}; the policy sets no threshold for it`,
    reasonCode: "rule-met",
    evaluationId: evaluation.id
  };
}

// plugins/chatbots-governance/src/promotion/matchApprovals.ts
function matchApprovals(rules, people2, isMember) {
  const seats = rules.map(
    ({ count: count3 }) => (
      // More seats than people can't be taken.
      new Array(Math.min(count3, people2.length)).fill(
        void 0
      )
    )
  );
  const seatPerson = (person, tried) => {
    for (const [rule, row2] of seats.entries()) {
      if (!isMember(person, rules[rule].group)) {
        continue;
      }
      for (const [seat, occupant] of row2.entries()) {
        const key = `${rule}/${seat}`;
        if (tried.has(key)) {
          continue;
        }
        tried.add(key);
        if (occupant === void 0 || seatPerson(occupant, tried)) {
          row2[seat] = person;
          return true;
        }
      }
    }
    return false;
  };
  for (const person of people2) {
    seatPerson(person, /* @__PURE__ */ new Set());
  }
  return seats.map((row2) => people2.filter((person) => row2.includes(person)));
}

// plugins/chatbots-governance/src/promotion/separationOfDuties.ts
function unmappedContributors(duties, contributors) {
  if (!duties.contributors) {
    return [];
  }
  const bots = new Set(duties.bots);
  const isBot = ({ identity, login }) => (login || identity.includes("@")) && bots.has(identity.toLocaleLowerCase("en-US"));
  return contributors.filter(
    (contributor) => contributor.unreported || contributor.user === void 0 && !isBot(contributor)
  );
}
function involvementOf(user3, duties, { requesters, contributors }) {
  if (duties.requester && requesters.some((ref) => sameRef(ref, user3))) {
    return "self-approval";
  }
  if (duties.contributors && contributors.some(
    (contributor) => contributor.user && sameRef(contributor.user, user3)
  )) {
    return "contributor-approval";
  }
  return void 0;
}
function sameRef(a, b) {
  return a.toLocaleLowerCase("en-US") === b.toLocaleLowerCase("en-US");
}

// plugins/chatbots-governance/src/promotion/assessApprovals.ts
function assessApprovals(options) {
  const { rules, decisions, memberships, bindingDigest: bindingDigest2 } = options;
  const groups = normaliseMemberships(memberships);
  const isMember = (user3, group4) => groups.get(lower(user3))?.has(lower(group4)) ?? false;
  const valid = decisions.filter(
    (decision) => decision.withdrawnAt === void 0 && decision.bindingDigest === bindingDigest2
  );
  const approvers = [];
  for (const { user: user3, outcome } of valid) {
    if (outcome === "approve" && !involvementOf(user3, rules.separationOfDuties, options) && !approvers.some((other) => sameRef(other, user3))) {
      approvers.push(user3);
    }
  }
  const rejectedBy = valid.filter(
    ({ user: user3, outcome }) => outcome === "reject" && rules.approvals.some(({ group: group4 }) => isMember(user3, group4))
  ).map(({ user: user3 }) => user3);
  const matched = matchApprovals(rules.approvals, approvers, isMember);
  const perRule = rules.approvals.map(
    ({ group: group4, count: count3 }, index) => ({
      group: group4,
      needed: count3,
      have: matched[index].length,
      by: matched[index]
    })
  );
  const unmapped = unmappedContributors(
    rules.separationOfDuties,
    options.contributors
  ).map(({ identity }) => identity);
  const missing = perRule.filter(({ have, needed }) => have < needed).map(
    ({ have, needed, group: group4 }) => `${have} of ${needed} ${needed === 1 ? "approval" : "approvals"} from ${shortName(group4)}`
  );
  if (unmapped.length > 0) {
    missing.push(
      `a catalog user for ${unmapped.length} ${unmapped.length === 1 ? "contributor" : "contributors"}`
    );
  }
  return {
    satisfied: missing.length === 0 && rejectedBy.length === 0,
    perRule,
    separation: unmapped.length > 0 ? "inconclusive" : "pass",
    unmapped,
    rejectedBy,
    missing
  };
}
function normaliseMemberships(memberships) {
  const groups = /* @__PURE__ */ new Map();
  for (const [user3, refs] of Object.entries(memberships)) {
    const known = groups.get(lower(user3)) ?? /* @__PURE__ */ new Set();
    for (const ref of refs) {
      known.add(lower(ref));
    }
    groups.set(lower(user3), known);
  }
  return groups;
}
function shortName(ref) {
  return ref.replace(/^[a-z]+:(?:default\/)?/i, "");
}
function lower(ref) {
  return ref.toLocaleLowerCase("en-US");
}

// plugins/chatbots-governance/src/promotion/binding.ts
function bindingInput(binding) {
  const answers = sortedAnswers(binding);
  return {
    chatbot: binding.chatbot,
    digest: binding.digest,
    version: binding.version,
    stage: binding.stage,
    ...binding.replaces === void 0 ? {} : { replaces: binding.replaces },
    evaluations: sortedEvaluations(binding),
    ...answers.length > 0 ? { answers } : {},
    owner: binding.owner,
    riskClass: binding.riskClass,
    repositoryId: binding.repositoryId,
    rulesDigest: binding.rulesDigest
  };
}
function diffBinding(frozen, current) {
  const reasons2 = [];
  if (frozen.digest !== current.digest || frozen.version !== current.version || frozen.chatbot !== current.chatbot || frozen.stage !== current.stage) {
    reasons2.push("digest-changed");
  }
  if (frozen.replaces !== current.replaces) {
    reasons2.push("replaces-changed");
  }
  if (JSON.stringify(sortedEvaluations(frozen)) !== JSON.stringify(sortedEvaluations(current))) {
    reasons2.push("evaluations-changed");
  }
  if (JSON.stringify(sortedAnswers(frozen)) !== JSON.stringify(sortedAnswers(current))) {
    reasons2.push("answers-changed");
  }
  if (frozen.owner !== current.owner) {
    reasons2.push("owner-changed");
  }
  if (frozen.riskClass !== current.riskClass) {
    reasons2.push("risk-class-changed");
  }
  if (frozen.repositoryId !== current.repositoryId) {
    reasons2.push("repository-changed");
  }
  if (frozen.rulesDigest !== current.rulesDigest) {
    reasons2.push("rules-changed");
  }
  return reasons2;
}
function sortedEvaluations({
  evaluations
}) {
  return evaluations.map(({ id: id2, digest: digest3 }) => ({ id: id2, digest: digest3 })).sort(
    (a, b) => compareCodeUnits(a.id, b.id) || compareCodeUnits(a.digest, b.digest)
  );
}
function sortedAnswers({
  answers = []
}) {
  return answers.map(({ id: id2, system: system2, digest: digest3 }) => ({ id: id2, system: system2, digest: digest3 })).sort((a, b) => compareCodeUnits(a.id, b.id));
}
function compareCodeUnits(a, b) {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

// plugins/chatbots-governance/src/promotion/promotionTransitions.ts
var BEFORE_DEPLOYMENT = [
  "requested",
  "approved",
  "released"
];
function beforeDeployment(edge) {
  return BEFORE_DEPLOYMENT.map((from) => ({ from, ...edge }));
}
var PROMOTION_TRANSITIONS = [
  {
    from: "requested",
    to: "approved",
    command: "approve",
    who: ["portal"],
    guard: "Approvals bound to the current digest reach the quorum of every rule, separation of duties holds, and no check blocks."
  },
  {
    from: "approved",
    to: "requested",
    command: "withdraw-decision",
    who: ["reviewer"],
    guard: "A reviewer takes back their own approval and the quorum is lost with it."
  },
  {
    from: "approved",
    to: "released",
    command: "issue-permit",
    who: ["pipeline"],
    guard: "The pipeline of the same chatbot fetches the permit; all checks, memberships and bound facts are looked at again and hold."
  },
  {
    from: "released",
    to: "deploying",
    command: "consume-permit",
    who: ["pipeline"],
    guard: "The permit is neither expired nor consumed, the bound facts still hold, and no other deployment is open for the chatbot and stage."
  },
  {
    from: "deploying",
    to: "deployed",
    command: "report-deployed",
    who: ["pipeline"],
    guard: "The deployment reports that all traffic is on the new version."
  },
  {
    from: "deploying",
    to: "rolled-back",
    command: "report-rolled-back",
    who: ["pipeline"],
    guard: "The deployment reports that it fell back to the version replaced."
  },
  {
    from: "deploying",
    to: "failed",
    command: "report-failed",
    who: ["pipeline"],
    guard: "The deployment reports that it ended without the new version and without falling back."
  },
  {
    from: "deploying",
    to: "failed",
    command: "abandon",
    who: ["admin"],
    guard: "An administrator closes a deployment whose pipeline will not report any more, with a reason, so that the stage is free again."
  },
  ...beforeDeployment({
    to: "withdrawn",
    command: "withdraw",
    who: ["requester"],
    guard: "A requester takes the request back."
  }),
  ...beforeDeployment({
    to: "rejected",
    command: "reject",
    who: ["reviewer"],
    guard: "One member of a group that the policy names says no, with a comment."
  }),
  ...beforeDeployment({
    to: "expired",
    command: "expire",
    who: ["portal"],
    guard: "The time that the policy gives to the request, the approval or the permit is over."
  }),
  ...beforeDeployment({
    to: "void",
    command: "void",
    who: ["portal"],
    guard: "A bound fact changed: digest, version replaced, evaluations, owner, risk class, repository or rules. The reason code says which."
  }),
  ...beforeDeployment({
    to: "superseded",
    command: "supersede",
    who: ["portal"],
    guard: "A newer promotion of the same chatbot to the same stage was requested."
  })
];

// plugins/chatbots-governance/src/promotion/promotionMachine.ts
function findTransition(state, command) {
  return PROMOTION_TRANSITIONS.find(
    (edge) => edge.from === state && edge.command === command
  );
}
function nextState(state, command) {
  return findTransition(state, command)?.to;
}
function transitionsFrom(state, actor) {
  return PROMOTION_TRANSITIONS.filter(
    (edge) => edge.from === state && (!actor || edge.who.includes(actor))
  );
}
function isOpen(state) {
  return PROMOTION_TRANSITIONS.some((edge) => edge.from === state);
}
function isDecidable(state) {
  return findTransition(state, "approve") !== void 0 || findTransition(state, "withdraw-decision") !== void 0;
}
function isBeforeDeployment(state) {
  return findTransition(state, "void") !== void 0;
}
function impliesApproval(state) {
  return isReachedOnlyBy(state, "approve");
}
function impliesDeployment(state) {
  return isReachedOnlyBy(state, "consume-permit");
}
var [FIRST_STATE] = PROMOTION_STATES;
function isReachedOnlyBy(state, command) {
  const reached = /* @__PURE__ */ new Set([FIRST_STATE]);
  for (const from of reached) {
    for (const edge of transitionsFrom(from)) {
      if (edge.command !== command) {
        reached.add(edge.to);
      }
    }
  }
  return PROMOTION_STATES.includes(state) && !reached.has(state);
}
function assertTransition(state, command, actor) {
  const edge = findTransition(state, command);
  if (!edge) {
    const possible = transitionsFrom(state).map((other) => other.command);
    throw errorWithReason(
      "promotion-state",
      `A promotion that is ${state} can't take the command ${command}`,
      {
        hint: possible.length ? `From ${state}, these are possible: ${possible.join(", ")}.` : `A promotion that is ${state} is closed; request a new one.`,
        details: { state, command, possible }
      }
    );
  }
  if (!edge.who.includes(actor)) {
    throw errorWithReason(
      "not-allowed",
      `The command ${command} is for ${edge.who.join(
        " or "
      )}, not for ${actor}`,
      { details: { state, command, actor, allowed: [...edge.who] } }
    );
  }
  return edge;
}

// plugins/chatbots-governance/src/promotion/mayDecide.ts
function mayDecide(options) {
  const { user: user3, outcome = "approve", state, rules, decisions } = options;
  const open2 = outcome === "approve" ? isDecidable(state) : nextState(state, "reject") !== void 0;
  if (!open2) {
    return refuse2("promotion-state", `The promotion is ${state}.`);
  }
  const groups = normaliseMemberships({ [user3]: options.groups }).get(
    user3.toLocaleLowerCase("en-US")
  );
  const through = rules.approvals.filter(
    ({ group: group4 }) => groups.has(group4.toLocaleLowerCase("en-US"))
  );
  const involvement = involvementOf(user3, rules.separationOfDuties, options);
  if (involvement === "self-approval") {
    return refuse2(
      "self-approval",
      outcome === "approve" ? "You requested this promotion; somebody else has to decide." : "You requested this promotion; withdraw it instead."
    );
  }
  if (through.length === 0) {
    return refuse2(
      "not-an-approver",
      rules.approvals.length === 0 ? "The policy asks for no approval here." : `You are not a member of ${rules.approvals.map(({ group: group4 }) => shortName(group4)).join(" or ")}.`
    );
  }
  if (decisions.some(
    (decision) => decision.withdrawnAt === void 0 && sameRef(decision.user, user3)
  )) {
    return refuse2("already-decided", "You have decided on it already.");
  }
  if (outcome === "approve") {
    if (involvement) {
      return refuse2(
        "contributor-approval",
        "You contributed to this version; somebody else has to approve."
      );
    }
    const unmapped = unmappedContributors(
      rules.separationOfDuties,
      options.contributors
    );
    if (unmapped.length > 0) {
      return refuse2(
        "contributor-unmapped",
        `${unmapped.length} ${unmapped.length === 1 ? "contributor maps" : "contributors map"} to no catalog user (${unmapped.map(({ identity }) => identity).join(", ")}), so nobody can be shown to be independent.`
      );
    }
  }
  const duties = [
    rules.separationOfDuties.requester && "not requester",
    rules.separationOfDuties.contributors && outcome === "approve" && "not contributor"
  ].filter(Boolean);
  return {
    allowed: true,
    reason: [
      `You may decide: member of ${through.map(({ group: group4 }) => shortName(group4)).join(" and ")}`,
      ...duties
    ].join(", ").concat(".")
  };
}
function refuse2(reasonCode2, reason) {
  return { allowed: false, reasonCode: reasonCode2, reason };
}

// plugins/chatbots-governance/src/promotion/usualStrategy.ts
function usualStrategy(replaces) {
  return replaces ? "canary" : "all-at-once";
}

// plugins/chatbots-governance/src/checks/separationCheck.ts
function separationCheck(duties, contributors) {
  const unmapped = unmappedContributors(duties, contributors);
  const described = {
    title: "Separation of duties",
    expected: "every contributor is known as a user"
  };
  if (unmapped.length === 0) {
    const known = new Set(contributors.map((one) => one.user ?? one.identity));
    return {
      ...described,
      outcome: "pass",
      actual: `${known.size} ${known.size === 1 ? "contributor" : "contributors"} known`,
      reason: "Every contributor is known, so reviewers can be told apart",
      reasonCode: "rule-met"
    };
  }
  const names = unmapped.map(({ identity }) => identity).join(", ");
  if (unmapped.some(({ unreported }) => unreported)) {
    return {
      ...described,
      outcome: "inconclusive",
      actual: `no report of ${names}`,
      reason: `No report shows who made ${names}, so nobody can be shown to be independent; report the version from a full clone, each commit with its parents`,
      reasonCode: "contributor-unmapped"
    };
  }
  return {
    ...described,
    outcome: "inconclusive",
    actual: names,
    reason: `${names} ${unmapped.length === 1 ? "maps" : "map"} to no catalog user, so nobody can be shown to be independent; add the SCM login or the verified e-mail to their user, or name the bot in the policy`,
    reasonCode: "contributor-unmapped"
  };
}

// plugins/chatbots-governance/src/checks/evaluateChecks.ts
function evaluateChecks(input, run = { checks: builtInChecks }) {
  const { rules, contributors } = input;
  const own = {
    ...input,
    evaluations: input.evaluations.filter(
      ({ versionDigest }) => versionDigest === input.version.digest
    ),
    deployments: input.deployments.filter(
      ({ versionDigest }) => versionDigest === input.version.digest
    )
  };
  return [
    ...rules.requires ? requirementChecks(rules.requires, own, run) : [],
    ...rules.checks.map((check) => toResult(check, runCheck(check, own, run))),
    ...contributors && rules.separationOfDuties.contributors ? [
      toResult(
        { id: "separation-of-duties:contributors" },
        separationCheck(rules.separationOfDuties, contributors)
      )
    ] : []
  ];
}

// plugins/chatbots-governance/src/checks/ExternalAnswer.ts
var EXTERNAL_STATUSES = ["approved", "refused", "pending"];

// plugins/chatbots-governance/src/checks/gate.ts
function verdictOf(results) {
  if (results.length === 0) {
    return "none";
  }
  const blocking = results.filter((result) => result.blocking);
  if (blocking.some(({ outcome }) => outcome === "fail")) {
    return "fail";
  }
  return blocking.length > 0 ? "inconclusive" : "pass";
}
function evaluationsOf(results) {
  return [
    ...new Set(
      results.flatMap(
        ({ evaluationId, baselineEvaluationId }) => [evaluationId, baselineEvaluationId].flatMap((id2) => id2 ?? [])
      )
    )
  ].sort();
}
function samplesNeeded2(input, checks = builtInChecks) {
  const { rules, evaluations, baseline } = input;
  const suites = /* @__PURE__ */ new Set();
  const compared = /* @__PURE__ */ new Set();
  for (const { check, definition } of readable(rules, checks)) {
    const needed = attempt(() => definition.samplesNeeded?.(check));
    needed?.suites.forEach((suite) => suites.add(suite));
    needed?.baselineSuites?.forEach((suite) => compared.add(suite));
  }
  return [
    ...evaluations.filter(({ suite }) => suites.has(suite)),
    ...(baseline?.evaluations ?? []).filter(({ suite }) => compared.has(suite))
  ].filter(({ hasSamples }) => hasSamples).map(({ id: id2 }) => id2);
}
function thresholdsOf(rules, checks = builtInChecks) {
  return readable(rules, checks).flatMap(
    ({ check, definition }) => attempt(() => definition.thresholds?.(check)) ?? []
  );
}

// plugins/chatbots-governance/src/checks/gateHoldsUntil.ts
function gateHoldsUntil(input, checks = builtInChecks) {
  const { rules, now, evaluations, deployments } = input;
  const turns = [];
  for (const { check, definition } of readable(rules, checks)) {
    turns.push(
      ...attempt(
        () => definition.changesAt?.(check, { evaluations, deployments })
      ) ?? []
    );
  }
  const { requires } = rules;
  if (requires && requires.soak > 0) {
    for (const { stage, finishedAt } of deployments) {
      if (stage === requires.stage && finishedAt !== void 0) {
        turns.push(Date.parse(finishedAt) + requires.soak);
      }
    }
  }
  const next = turns.filter((instant2) => instant2 > now.getTime());
  return next.length > 0 ? new Date(Math.min(...next)) : void 0;
}

// plugins/chatbots-governance/src/commits/commitsSince.ts
function commitsSince(version, base, further = []) {
  const others = [...base?.commits ?? [], ...further];
  const parents = parentsOf([...version.commits, ...others]);
  const known = base ? historyOf(base, parents) : /* @__PURE__ */ new Set();
  const { reached, met } = walk([version.source], parents, known);
  const missing = [...reached].filter((sha) => !parents.has(sha));
  const complete = missing.length === 0 && (met || base === void 0);
  const reported = new Set(version.commits.map(({ sha }) => sha));
  return {
    commits: [
      ...version.commits.filter(
        ({ sha }) => complete ? reached.has(sha) : !known.has(sha)
      ),
      ...unique(others).filter(
        ({ sha }) => reached.has(sha) && !reported.has(sha)
      )
    ],
    complete,
    missing
  };
}
function historyOf({ source, commits }, parents) {
  const { reached } = walk([source], parents, /* @__PURE__ */ new Set());
  const silent = commits.some(
    ({ sha }) => reached.has(sha) && !parents.has(sha)
  );
  return silent ? walk([source, ...commits.map(({ sha }) => sha)], parents, /* @__PURE__ */ new Set()).reached : reached;
}
function walk(from, parents, until2) {
  const reached = /* @__PURE__ */ new Set();
  const left = [...from];
  let met = false;
  for (let sha = left.pop(); sha !== void 0; sha = left.pop()) {
    if (until2.has(sha)) {
      met = true;
    } else if (!reached.has(sha)) {
      reached.add(sha);
      left.push(...parents.get(sha) ?? []);
    }
  }
  return { reached, met };
}
function parentsOf(commits) {
  const found = /* @__PURE__ */ new Map();
  for (const { sha, parents } of commits) {
    if (parents) {
      found.set(sha, [.../* @__PURE__ */ new Set([...found.get(sha) ?? [], ...parents])]);
    }
  }
  return found;
}
function unique(commits) {
  return [...new Map(commits.map((commit) => [commit.sha, commit])).values()];
}

// plugins/chatbots-governance/src/compare/compareFacts.ts
var SHOWN = 12;
function factRow(key, label, base, target) {
  return {
    key: JSON.stringify(key),
    label,
    status: statusOf(base, target),
    verdict: "not-applicable",
    ...base !== void 0 && { base },
    ...target !== void 0 && { target }
  };
}
function statusOf(base, target) {
  if (base === target) {
    return "same";
  }
  if (base === void 0) {
    return "added";
  }
  return target === void 0 ? "missing" : "changed";
}
function compareObjects(section, base, target) {
  const before = leavesOf(base);
  const after = leavesOf(target);
  return tuplesInOrder([...before.keys(), ...after.keys()]).map((path) => {
    const key = JSON.stringify(path);
    return factRow(
      [section, ...path],
      path.join(" \u203A "),
      before.get(key),
      after.get(key)
    );
  });
}
function compareDatasets(base, target) {
  return compareNamed("dataset", base, target, ({ revision, digest: digest3 }) => [
    `${revision} (${digest3.slice(0, SHOWN)})`,
    digest3,
    revision
  ]);
}
function compareArtifacts(base, target) {
  return compareNamed(
    "artifact",
    base,
    target,
    ({ digest: digest3, mediaType, size }) => [
      `${digest3.slice(0, SHOWN)}, ${size} B, ${mediaType}`,
      digest3,
      mediaType,
      String(size)
    ]
  );
}
function compareNamed(section, base, target, facts2) {
  const before = new Map((base ?? []).map((item) => [item.name, facts2(item)]));
  const after = new Map(target.map((item) => [item.name, facts2(item)]));
  return inOrder([...before.keys(), ...after.keys()]).map((name5) => {
    const [was, is] = [before.get(name5), after.get(name5)];
    const row2 = factRow([section, name5], name5, was?.[0], is?.[0]);
    return {
      ...row2,
      status: statusOf(
        was && JSON.stringify(was.slice(1)),
        is && JSON.stringify(is.slice(1))
      )
    };
  });
}
function leavesOf(value, path = [], into = /* @__PURE__ */ new Map()) {
  for (const [name5, part] of Object.entries(value ?? {})) {
    if (part === void 0) {
      continue;
    }
    const below = [...path, name5];
    if (isObject(part) && Object.keys(part).length > 0) {
      leavesOf(part, below, into);
    } else {
      into.set(JSON.stringify(below), show(part));
    }
  }
  return into;
}
function show(value) {
  return JSON.stringify(
    value,
    (_key, part) => isObject(part) ? Object.fromEntries(
      Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1)
    ) : part
  );
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function inOrder(names) {
  return [...new Set(names)].sort();
}
function tuplesInOrder(keys) {
  return [...new Set(keys)].map((key) => JSON.parse(key)).sort((a, b) => {
    for (const [index, part] of a.entries()) {
      if (index >= b.length) {
        return 1;
      }
      if (part !== b[index]) {
        return part < b[index] ? -1 : 1;
      }
    }
    return a.length - b.length;
  });
}

// plugins/chatbots-governance/src/compare/comparePrompts.ts
var import_diff = require("diff");
var LARGEST_DIFFERENCE = 200;
function comparePrompts(base, target) {
  const before = digests(base);
  const after = digests(target);
  return inOrder([...before.keys(), ...after.keys()]).map((name5) => {
    const status = statusOf(before.get(name5), after.get(name5));
    const was = before.has(name5) ? textOf2(base, name5) : void 0;
    const is = after.has(name5) ? textOf2(target, name5) : void 0;
    return {
      name: name5,
      status,
      ...was !== void 0 && { base: was },
      ...is !== void 0 && { target: is },
      ...countLines(status, was, is)
    };
  });
}
function countLines(status, was, is) {
  const known = (status === "added" || was !== void 0) && (status === "missing" || is !== void 0);
  if (status === "same" || !known) {
    return {};
  }
  const parts2 = (0, import_diff.diffLines)(was ?? "", is ?? "", {
    maxEditLength: LARGEST_DIFFERENCE
  });
  if (!parts2) {
    return countUnmatched(linesOf(was), linesOf(is));
  }
  let linesAdded = 0;
  let linesRemoved = 0;
  for (const { added, removed, count: count3 } of parts2) {
    linesAdded += added ? count3 : 0;
    linesRemoved += removed ? count3 : 0;
  }
  return { linesAdded, linesRemoved };
}
function countUnmatched(was, is) {
  const left = /* @__PURE__ */ new Map();
  for (const line of was) {
    left.set(line, (left.get(line) ?? 0) + 1);
  }
  let matched = 0;
  for (const line of is) {
    const count3 = left.get(line) ?? 0;
    if (count3 > 0) {
      left.set(line, count3 - 1);
      matched++;
    }
  }
  return {
    linesAdded: is.length - matched,
    linesRemoved: was.length - matched
  };
}
function linesOf(text4 = "") {
  return text4 === "" ? [] : text4.replace(/\n$/, "").split("\n");
}
function digests(version) {
  return new Map(
    version?.bundle.prompts.map(({ name: name5, digest: digest3 }) => [name5, digest3])
  );
}
function textOf2(version, name5) {
  const texts = version?.promptTexts ?? {};
  return Object.hasOwn(texts, name5) ? texts[name5] : void 0;
}

// plugins/chatbots-governance/src/compare/compareScores.ts
function compareScores(base, target, options) {
  const suites = inOrder(
    [...base?.evaluations ?? [], ...target.evaluations].map(
      ({ suite }) => suite
    )
  );
  return suites.flatMap((suite) => compareSuite(suite, base, target, options));
}
function compareSuite(suite, base, target, options) {
  const [after] = ofSuite(target, suite);
  const candidates = ofSuite(base, suite);
  const before = candidates.find((candidate) => after && !obstacle(candidate, after)) ?? candidates[0];
  const hindrance = before && after && obstacle(before, after);
  const was = scoresByKey(before);
  const is = scoresByKey(after);
  return tuplesInOrder([...was.keys(), ...is.keys()]).map((tuple) => {
    const key = JSON.stringify(tuple);
    const [, , metric, slice] = tuple;
    return {
      key,
      label: slice === void 0 ? metric : `${metric} \u203A ${slice}`,
      suite,
      ...slice !== void 0 && { slice },
      ...compareScore(was.get(key), is.get(key), {
        metric,
        hindrance,
        tolerance: options.metrics?.find(
          (spec2) => spec2.suite === suite && spec2.metric === metric
        )?.tolerance,
        interval: (from, to) => before && after && intervalOf(before, from, after, to, options)
      })
    };
  });
}
function compareScore(was, is, about4) {
  const direction = is?.direction ?? was?.direction;
  const unit = is?.unit ?? was?.unit;
  const shown = {
    ...was && { base: formatNumber(was.value, was.unit) },
    ...is && { target: formatNumber(is.value, is.unit) },
    ...direction && { direction },
    ...unit && { unit }
  };
  if (!was || !is) {
    return { ...shown, status: was ? "missing" : "added", verdict: "unknown" };
  }
  const hindrance = about4.hindrance ?? (was.direction !== is.direction ? "which way is better differs" : void 0) ?? (was.unit !== is.unit ? "the unit differs" : void 0);
  if (hindrance) {
    return {
      ...shown,
      status: "incomparable",
      verdict: "unknown",
      note: `Not comparable: ${hindrance}`
    };
  }
  const delta = is.value - was.value;
  const verdict = verdictOn(delta, direction);
  const interval = was.metric && is.metric && delta !== 0 ? about4.interval(was.metric, is.metric) : void 0;
  const notes = [
    interval && interval[0] <= 0 && interval[1] >= 0 && "may be chance",
    verdict === "worse" && about4.tolerance !== void 0 && (Math.abs(delta) <= about4.tolerance + 4 * Number.EPSILON ? "within the margin" : "beyond the margin")
  ].filter((note) => typeof note === "string");
  return {
    ...shown,
    status: delta === 0 ? "same" : "changed",
    verdict,
    delta,
    ...was.value !== 0 && { relativeDelta: delta / Math.abs(was.value) },
    ...interval && { interval },
    ...notes.length > 0 && { note: notes.join(", ") }
  };
}
function verdictOn(delta, direction) {
  if (delta === 0) {
    return "same";
  }
  if (!direction || Number.isNaN(delta)) {
    return "unknown";
  }
  return delta > 0 === (direction === "higher-is-better") ? "better" : "worse";
}
function obstacle(a, b) {
  if (a.datasetDigest !== b.datasetDigest) {
    return a.datasetName === b.datasetName && a.datasetRevision !== b.datasetRevision ? `${a.datasetName} ${a.datasetRevision} and ${b.datasetRevision} are different data` : "they ran over different data";
  }
  return a.judge.digest === b.judge.digest ? void 0 : "they had different judges";
}
function ofSuite(version, suite) {
  return (version?.evaluations ?? []).filter((evaluation) => evaluation.suite === suite).sort(latestFirst);
}
function scoresByKey(evaluation) {
  const scores = /* @__PURE__ */ new Map();
  if (!evaluation) {
    return scores;
  }
  const { suite } = evaluation;
  for (const metric of evaluation.metrics) {
    const { name: name5, value, direction, unit } = metric;
    scores.set(JSON.stringify(["score", suite, name5]), {
      value,
      direction,
      unit,
      metric
    });
  }
  for (const { slice, metric, value } of evaluation.slices) {
    const whole = evaluation.metrics.find(({ name: name5 }) => name5 === metric);
    scores.set(JSON.stringify(["score", suite, metric, slice]), {
      value,
      direction: whole?.direction,
      unit: whole?.unit
    });
  }
  return scores;
}
function intervalOf(before, was, after, is, { samples: samples2 }) {
  const pairs = pairScores(
    scoresOf(was, samples2?.[before.id]),
    scoresOf(is, samples2?.[after.id])
  );
  const result = pairs && pairedBootstrap(pairs, {
    seed: `${before.contentDigest} ${after.contentDigest} ${is.name}`
  });
  return result && [result.interval.lower, result.interval.upper];
}

// plugins/chatbots-governance/src/compare/summarise.ts
var NAMED = 3;
function summarise(comparison) {
  const whole = tellSuitesApart(
    comparison.scores.filter(({ slice }) => slice === void 0)
  );
  if (comparison.base === void 0) {
    return ["first version here"];
  }
  const by = (verdict) => whole.filter((row2) => row2.status === "changed" && row2.verdict === verdict).sort((a, b) => sizeOf(b) - sizeOf(a));
  const lost = whole.filter(({ status }) => status === "missing");
  const untold = whole.filter(({ status }) => status === "incomparable");
  const facts2 = [
    ...named(by("worse"), change),
    ...named(lost, ({ label }) => `${label} no longer measured`),
    ...untold.length > 0 ? [`${count(untold.length, "score")} not comparable`] : [],
    ...named(differing(comparison.model), fact),
    ...prompts(comparison),
    ...named(differing(comparison.parameters), fact),
    ...named(
      differing(comparison.datasets),
      ({ label, ...row2 }) => fact({ label: `dataset ${label}`, ...row2 })
    ),
    ...named(by("better"), change),
    ...named(by("unknown"), change),
    ...comparison.source.some(
      ({ status, label }) => status !== "same" && label === "commit"
    ) ? ["code changed"] : []
  ];
  return facts2.length > 0 ? facts2 : ["no difference"];
}
function tellSuitesApart(rows) {
  return rows.map(
    (row2) => rows.some(({ label, suite }) => label === row2.label && suite !== row2.suite) ? { ...row2, label: `${row2.label} in ${row2.suite}` } : row2
  );
}
function prompts({ prompts: all }) {
  const words2 = { changed: "changed", added: "added", missing: "removed" };
  return ["changed", "added", "missing"].flatMap((status) => {
    const those = all.filter((prompt) => prompt.status === status);
    return those.length > 0 ? [`${count(those.length, "prompt")} ${words2[status]}`] : [];
  });
}
function differing(rows) {
  return rows.filter(({ status }) => status !== "same");
}
function named(rows, say) {
  const said = rows.slice(0, NAMED).map(say);
  const rest = rows.length - said.length;
  return rest > 0 ? [...said, `${rest} more like these`] : said;
}
function fact(row2) {
  const { label, base, target } = row2;
  if (base === void 0) {
    return `${label} added (${target})`;
  }
  return target === void 0 ? `${label} removed (was ${base})` : `${label} ${base} \u2192 ${target}`;
}
function change({ label, delta = 0, unit, verdict, note }) {
  const remarks = [verdict === "unknown" ? void 0 : verdict, note].filter(Boolean).join(", ");
  return `${label} ${formatChange(delta, unit)}${remarks && ` (${remarks})`}`;
}
function sizeOf({ relativeDelta, delta = 0 }) {
  return Math.abs(relativeDelta ?? delta);
}
function count(howMany, what) {
  return `${howMany} ${what}${howMany === 1 ? "" : "s"}`;
}

// plugins/chatbots-governance/src/compare/compareVersions.ts
function compareVersions(base, targets2, options = {}) {
  return targets2.map((target) => {
    const [was, is] = [base?.bundle, target.bundle];
    const comparison = {
      ...base && { base: base.version },
      target: target.version,
      source: compareSource(was, is),
      model: compareModel(was, is),
      prompts: comparePrompts(base, target),
      parameters: [
        ...compareObjects("parameter", was?.parameters, is.parameters),
        ...compareObjects(
          "hyperparameter",
          was?.hyperparameters,
          is.hyperparameters
        )
      ],
      datasets: compareDatasets(was?.datasets, is.datasets),
      artifacts: compareArtifacts(was?.artifacts, is.artifacts),
      scores: compareScores(base, target, options)
    };
    return { ...comparison, summary: summarise(comparison) };
  });
}
function changedParts(base, target) {
  const [comparison] = compareVersions(
    base && { version: "", bundle: base, evaluations: [] },
    [{ version: "", bundle: target, evaluations: [] }]
  );
  const differs = (rows) => rows.some(({ status }) => status !== "same");
  const parts2 = [
    ["code", differs(comparison.source)],
    ["model", differs(comparison.model)],
    ["prompt", differs(comparison.prompts)],
    ["parameters", differs(comparison.parameters)],
    ["data", differs(comparison.datasets)]
  ];
  return parts2.filter(([, changed]) => changed).map(([part]) => part);
}
function compareSource(was, is) {
  return [
    factRow(
      ["source", "commit"],
      "commit",
      was?.source.commit,
      is.source.commit
    ),
    factRow(
      ["source", "repositoryId"],
      "repository",
      was?.source.repositoryId,
      is.source.repositoryId
    )
  ];
}
function compareModel(was, is) {
  return ["provider", "name", "revision"].filter(
    (part) => was?.baseModel[part] !== void 0 || is.baseModel[part] !== void 0
  ).map(
    (part) => factRow(
      ["model", part],
      `model ${part}`,
      was?.baseModel[part],
      is.baseModel[part]
    )
  );
}

// plugins/chatbots-governance/src/export/ExportFormat.ts
var EXPORT_FORMAT = "chatbot-portal-audit/v1";
function headerLine(header) {
  return canonicalJson({
    format: EXPORT_FORMAT,
    origin: header.origin,
    from: header.from,
    to: header.to,
    count: header.to - header.from,
    checkpoint: header.checkpoint,
    rangeProof: header.rangeProof.map(toBase64),
    ...header.period ? { period: { ...header.period } } : {}
  });
}
function eventLine(event, sha2562) {
  const { seq, body, leafHash: leafHash2, reveals } = event;
  return canonicalJson({
    seq,
    body,
    leafHash: toBase64(leafHash2),
    ...reveals ? {
      reveals: {
        ...reveals,
        // Who a pseudonym is has no commitment: this finds an accident and names its event.
        sha256: sha256Hex(utf8(canonicalJson(reveals)), sha2562)
      }
    } : {}
  });
}
function footerLine({ count: count3, sha256: sha2562 }) {
  return canonicalJson({ count: count3, sha256: sha2562 });
}

// plugins/chatbots-common/src/events/ChatbotEvent.ts
var import_zod22 = require("zod");

// plugins/chatbots-common/src/events/chatbots.ts
var import_zod11 = require("zod");

// plugins/chatbots-common/src/events/definition.ts
var import_zod10 = require("zod");
var none = import_zod10.z.strictObject({});
var id = import_zod10.z.string().min(1);
var name4 = import_zod10.z.string().min(1);
var instant = import_zod10.z.iso.datetime();
var count2 = import_zod10.z.int().min(0);
var digest = import_zod10.z.string().regex(/^[0-9a-f]{64}$/, {
  error: "must be a SHA-256 digest in lower-case hexadecimal"
});
var people = import_zod10.z.array(import_zod10.z.string().min(1));
var text2 = import_zod10.z.string();
var reasonCode = import_zod10.z.string().min(1);
function subjectOf(kind) {
  return import_zod10.z.strictObject({ kind: import_zod10.z.literal(kind), chatbot: name4, id });
}
function globalSubject(kind) {
  return import_zod10.z.strictObject({ kind: import_zod10.z.literal(kind), id });
}
function columnDigest(column) {
  return digest.describe(`SHA-256 of the stored text of ${column}`);
}
var origin = import_zod10.z.strictObject({
  kind: import_zod10.z.enum(["token", "oidc"]),
  issuer: import_zod10.z.string().optional(),
  runId: import_zod10.z.string().optional(),
  runAttempt: import_zod10.z.int().optional()
}).describe("Where the report comes from; for oidc, verified claims");
var originClaims = {
  runEvent: import_zod10.z.string().nullable().describe("What started the run, as its host calls it; a verified claim"),
  refProtected: import_zod10.z.boolean().nullable().describe("Whether the host protects the ref; a verified claim")
};
var originTexts = {
  ref: text2.optional().describe("Ref that the run was of"),
  workflow: text2.optional().describe("Workflow of the run"),
  workflowFile: text2.optional().describe("File that the workflow stands in"),
  environment: text2.optional().describe("Environment that the run named")
};

// plugins/chatbots-common/src/events/chatbots.ts
var subject = subjectOf("chatbot");
var facts = {
  owner: name4.optional().describe("Owning group; a person who owns it stands among the people"),
  riskClass: name4,
  repository: import_zod11.z.strictObject({ host: name4, id: name4 }).describe("Host and immutable id of the repository")
};
var chatbotEvents = {
  "chatbot.registered": {
    meaning: "A chatbot was registered and bound to its repository.",
    subject,
    data: import_zod11.z.strictObject({ namespace: name4, ...facts }),
    people: import_zod11.z.strictObject({
      owner: people.optional().describe("The owner, where it is a person")
    }),
    texts: import_zod11.z.strictObject({
      title: text2,
      purpose: text2.optional(),
      repositoryOwner: text2.optional().describe("Id of the repository\u2019s owner at the host"),
      repositoryUrl: text2.describe("Address of the repository")
    })
  },
  "chatbot.facts-changed": {
    meaning: "Owner, risk class or repository of a chatbot changed; with another repository its tokens were revoked.",
    subject,
    data: import_zod11.z.strictObject({
      before: import_zod11.z.strictObject(facts),
      after: import_zod11.z.strictObject(facts),
      revokedTokens: import_zod11.z.array(id)
    }),
    people: import_zod11.z.strictObject({
      ownerBefore: people.optional(),
      ownerAfter: people.optional()
    }),
    texts: import_zod11.z.strictObject({
      repositoryOwnerBefore: text2.optional(),
      repositoryOwnerAfter: text2.optional(),
      repositoryUrlBefore: text2,
      repositoryUrlAfter: text2
    })
  }
};

// plugins/chatbots-common/src/events/deployments.ts
var import_zod13 = require("zod");

// plugins/chatbots-common/src/events/promotions.ts
var import_zod12 = require("zod");
var promotionSubject = subjectOf("promotion");
var about = {
  version: name4,
  digest: digest.describe("Digest of the version"),
  stage: name4
};
var bindingDigest = digest.describe("Digest of what decisions are bound to");
var strategy = import_zod12.z.enum(["all-at-once", "blue-green", "canary"]);
var transition = {
  ...about,
  bindingDigest,
  from: name4.describe("State before")
};
var reasons = import_zod12.z.array(reasonCode);
var promotionEvents = {
  "promotion.requested": {
    meaning: "Somebody asked to bring a version to a stage.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...about,
      versionId: id,
      bindingDigest,
      strategy,
      policyNumber: import_zod12.z.int().describe("Policy whose rules resolved"),
      via: import_zod12.z.enum(["person", "pipeline"]),
      expiresAt: instant.describe("Until when it waits for its approvals"),
      replaces: digest.optional().describe("Digest of the version that runs in the stage"),
      contributors: import_zod12.z.strictObject({
        unmapped: count2.describe("How many contributors are no known user"),
        unreported: import_zod12.z.boolean().describe("Whether commits stood between that no report shows")
      })
    }),
    people: import_zod12.z.strictObject({
      requesters: people.describe("For whom it counts as requested"),
      contributors: people.describe("Contributors that are known users")
    }),
    texts: import_zod12.z.strictObject({
      comment: text2.optional(),
      summary: text2.describe("What changes, in a line"),
      unmappedContributors: text2.optional().describe("Contributors that are no known user, one a line")
    })
  },
  "promotion.reopened": {
    meaning: "An approved promotion lost its quorum and waits for approvals again.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...transition,
      expiresAt: instant.describe("Until when it waits for its approvals")
    }),
    people: none,
    texts: none
  },
  "promotion.rebound": {
    meaning: "Facts changed while nobody had decided, and the promotion rests on the new ones.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...about,
      bindingDigest,
      policyNumber: import_zod12.z.int(),
      replaces: digest.optional(),
      reasonCodes: reasons.describe("What changed")
    }),
    people: none,
    texts: none
  },
  "promotion.answered": {
    meaning: "A system outside the portal answered about a promotion.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...about,
      answerId: id,
      system: name4.describe("Configured id of the system"),
      status: import_zod12.z.enum(["approved", "refused", "pending"]),
      askedDigest: digest.describe(
        "Digest of the facts that it was asked about"
      ),
      sentAt: instant.describe("When the system sent it, by its own clock"),
      decidedAt: instant.optional().describe("When it was decided there, as the system says")
    }),
    people: none,
    texts: import_zod12.z.strictObject({
      link: text2.optional().describe("Page of the ticket"),
      reference: text2.optional().describe("How the system names the ticket"),
      answeredBy: text2.optional().describe("Who answered, in the words of the system"),
      comment: text2.optional(),
      messageId: text2.describe("How the system names the message"),
      contentDigest: columnDigest("the whole answer")
    })
  },
  "promotion.decided": {
    meaning: "The actor approved or rejected a promotion.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...about,
      decisionId: id,
      decision: import_zod12.z.enum(["approve", "reject"]),
      bindingDigest: bindingDigest.describe("Digest of what the actor saw")
    }),
    people: none,
    texts: import_zod12.z.strictObject({ comment: text2.optional() })
  },
  "promotion.decision-withdrawn": {
    meaning: "The actor took a decision back.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({ ...about, decisionId: id, bindingDigest }),
    people: none,
    texts: none
  },
  "promotion.approved": {
    meaning: "A promotion has its approvals and all its checks.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...transition,
      expiresAt: instant.describe("Until when a permit may be issued")
    }),
    people: none,
    texts: none
  },
  "promotion.withdrawn": {
    meaning: "A requester took the request back.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject(transition),
    people: none,
    texts: none
  },
  "promotion.rejected": {
    meaning: "A reviewer\u2019s rejection ended a promotion.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({ ...transition, reasonCode }),
    people: none,
    texts: none
  },
  "promotion.expired": {
    meaning: "A promotion was not approved or used in time.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({ ...transition, reasonCode }),
    people: none,
    texts: none
  },
  "promotion.void": {
    meaning: "What a promotion rests on changed, and its decisions are void.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({
      ...transition,
      reasonCode,
      reasonCodes: reasons.optional().describe("Everything that changed")
    }),
    people: none,
    texts: none
  },
  "promotion.superseded": {
    meaning: "A newer promotion to the same stage replaced this one.",
    subject: promotionSubject,
    data: import_zod12.z.strictObject({ ...transition, reasonCode }),
    people: none,
    texts: none
  }
};

// plugins/chatbots-common/src/events/deployments.ts
var subject2 = subjectOf("deployment");
var about2 = {
  promotionId: id,
  version: name4,
  digest: digest.describe("Digest of the version"),
  stage: name4
};
var closing = {
  ...about2,
  replaces: digest.optional().describe("Digest of the version that ran there before")
};
var words = import_zod13.z.strictObject({ message: text2.optional() });
var deploymentEvents = {
  "deployment.step-reported": {
    meaning: "A pipeline reported one step of an open deployment.",
    subject: subject2,
    data: import_zod13.z.strictObject({
      ...about2,
      sequence: import_zod13.z.int().min(1).describe("Number of the step"),
      weight: import_zod13.z.number().describe("Share of traffic, in percent"),
      status: import_zod13.z.enum(["healthy", "unhealthy"])
    }),
    people: none,
    texts: import_zod13.z.strictObject({
      step: text2.describe("Name of the step"),
      message: text2.optional()
    })
  },
  "deployment.deployed": {
    meaning: "A deployment succeeded, and its version runs in the stage.",
    subject: subject2,
    data: import_zod13.z.strictObject(closing),
    people: none,
    texts: words
  },
  "deployment.rolled-back": {
    meaning: "A deployment returned to the version before it.",
    subject: subject2,
    data: import_zod13.z.strictObject(closing),
    people: none,
    texts: words
  },
  "deployment.failed": {
    meaning: "A deployment failed, or was given up by an administrator.",
    subject: subject2,
    data: import_zod13.z.strictObject({ ...closing, reasonCode: reasonCode.optional() }),
    people: none,
    texts: words
  },
  "promotion.deployed": {
    meaning: "The deployment of a promotion succeeded.",
    subject: promotionSubject,
    data: import_zod13.z.strictObject({ ...transition, deploymentId: id }),
    people: none,
    texts: none
  },
  "promotion.rolled-back": {
    meaning: "The deployment of a promotion was rolled back.",
    subject: promotionSubject,
    data: import_zod13.z.strictObject({ ...transition, deploymentId: id }),
    people: none,
    texts: none
  },
  "promotion.failed": {
    meaning: "The deployment of a promotion failed or was given up.",
    subject: promotionSubject,
    data: import_zod13.z.strictObject({
      ...transition,
      deploymentId: id,
      reasonCode: reasonCode.optional()
    }),
    people: none,
    texts: none
  }
};

// plugins/chatbots-common/src/events/evaluations.ts
var import_zod14 = require("zod");
var evaluationEvents = {
  "evaluation.reported": {
    meaning: "A pipeline reported an evaluation of a model version; its report time is when the event occurred.",
    subject: subjectOf("evaluation"),
    data: import_zod14.z.strictObject({
      versionId: id.describe("Version that was evaluated"),
      version: name4,
      digest: digest.describe("Digest of the version"),
      suite: name4,
      dataset: import_zod14.z.strictObject({ name: name4, revision: name4, digest: name4 }),
      judge: import_zod14.z.strictObject({
        name: name4,
        kind: import_zod14.z.enum(["llm", "deterministic", "stand-in"]),
        digest: name4
      }),
      contentDigest: digest.describe("Digest of every number and text"),
      identityDigest: digest.describe("Digest of what makes it one run"),
      metrics: import_zod14.z.array(
        import_zod14.z.strictObject({ name: name4, value: import_zod14.z.number(), sampleCount: count2 })
      ),
      samples: count2,
      deploymentId: id.optional().describe("Running deployment that was tested"),
      stage: name4.optional().describe("Stage of that deployment"),
      origin,
      ...originClaims
    }),
    people: none,
    texts: import_zod14.z.strictObject({
      ...originTexts,
      runDigest: columnDigest("the run")
    })
  }
};

// plugins/chatbots-common/src/events/log.ts
var import_zod15 = require("zod");
var subject3 = globalSubject("audit-log").describe("The log, by its origin");
var logEvents = {
  "audit.exported": {
    meaning: "The actor exported a part of the log.",
    subject: subject3,
    data: import_zod15.z.strictObject({
      fromSequence: count2,
      toSequence: count2.describe("Exclusive"),
      count: count2,
      reveal: import_zod15.z.boolean().describe("Whether names and texts were put beside the hashed bytes"),
      checkpointSize: count2.describe("Size of the checkpoint it is joined to"),
      from: instant.optional().describe("Start of the period asked for"),
      to: instant.optional().describe("End of the period asked for")
    }),
    people: none,
    texts: none
  },
  "log.upgraded": {
    meaning: "From the next number on every event carries a message authentication code.",
    subject: subject3,
    data: import_zod15.z.strictObject({
      size: count2.describe("Number of events numbered before this one")
    }),
    people: none,
    texts: none
  }
};

// plugins/chatbots-common/src/events/permits.ts
var import_zod16 = require("zod");
var permitEvents = {
  "promotion.released": {
    meaning: "The permit of an approved promotion was issued to its pipeline; when the event occurred is its time of issue.",
    subject: promotionSubject,
    data: import_zod16.z.strictObject({
      ...transition,
      permitId: id,
      keyId: id.describe("Key that signed the permit"),
      expiresAt: instant.describe("Until when the permit can be consumed"),
      envelopeDigest: digest.describe("SHA-256 of the stored envelope")
    }),
    people: none,
    texts: none
  },
  "promotion.deploying": {
    meaning: "The permit was consumed and its one deployment opened; when the event occurred is the start of the deployment.",
    subject: promotionSubject,
    data: import_zod16.z.strictObject({
      ...transition,
      permitId: id,
      deploymentId: id,
      strategy: name4,
      replacesVersion: name4.optional(),
      fallbackDigest: digest.optional().describe("Digest that the deployment may return to")
    }),
    people: import_zod16.z.strictObject({
      approvers: people.describe("Whose approvals released it")
    }),
    texts: import_zod16.z.strictObject({
      idempotencyKey: text2.describe("Run and attempt that consumed it"),
      runDigest: columnDigest("the run").optional()
    })
  }
};

// plugins/chatbots-common/src/events/policies.ts
var import_zod17 = require("zod");
var subject4 = globalSubject("policy").describe("The policy, by its number");
var policyDigest = digest.describe("SHA-256 of the policy\u2019s text");
var policyEvents = {
  "policy.proposed": {
    meaning: "The actor proposed a policy.",
    subject: subject4,
    data: import_zod17.z.strictObject({ digest: policyDigest }),
    people: none,
    texts: none
  },
  "policy.approved": {
    meaning: "The actor approved a proposed policy.",
    subject: subject4,
    data: import_zod17.z.strictObject({ digest: policyDigest }),
    people: none,
    texts: none
  },
  "policy.activated": {
    meaning: "A policy came into force; every gate is evaluated anew.",
    subject: subject4,
    data: import_zod17.z.strictObject({
      digest: policyDigest,
      changes: count2.describe("How many differences to the one before"),
      replaces: import_zod17.z.int().optional().describe("Number of the one before")
    }),
    people: none,
    texts: import_zod17.z.strictObject({
      differences: text2.describe("The differences, as JSON")
    })
  }
};

// plugins/chatbots-common/src/events/tokens.ts
var import_zod18 = require("zod");
var subject5 = subjectOf("pipeline-token");
var tokenDigest = digest.describe("SHA-256 of the token\u2019s stored hash");
var expiresAt = instant.describe("Until when it works");
var tokenEvents = {
  "token.issued": {
    meaning: "A stored pipeline token was issued; those of the same purpose were revoked.",
    subject: subject5,
    data: import_zod18.z.strictObject({
      tokenDigest,
      expiresAt,
      revokedTokens: import_zod18.z.array(id).describe("Tokens that it replaces")
    }),
    people: none,
    texts: import_zod18.z.strictObject({ purpose: text2 })
  },
  "token.exchanged": {
    meaning: "An identity token of the host was exchanged for a short-lived pipeline token.",
    subject: subject5,
    data: import_zod18.z.strictObject({
      tokenDigest,
      expiresAt,
      origin,
      ...originClaims
    }),
    people: none,
    texts: import_zod18.z.strictObject({
      ...originTexts,
      login: text2.optional().describe("SCM login of the person who started the run")
    })
  },
  "token.revoked": {
    meaning: "A pipeline token was revoked by itself.",
    subject: subject5,
    data: import_zod18.z.strictObject({ tokenDigest }),
    people: none,
    texts: none
  }
};

// plugins/chatbots-common/src/events/versions.ts
var import_zod19 = require("zod");
var versionEvents = {
  "version.reported": {
    meaning: "A pipeline reported a model version.",
    subject: subjectOf("model-version").describe(
      "The version, by its name within the chatbot"
    ),
    data: import_zod19.z.strictObject({
      versionId: id,
      version: name4,
      digest: digest.describe("Digest of the bundle"),
      ordinal: import_zod19.z.int().describe("Its place among the chatbot\u2019s versions"),
      source: import_zod19.z.strictObject({ repositoryId: name4, commit: name4 }),
      artifacts: import_zod19.z.array(import_zod19.z.strictObject({ name: name4, digest: name4 })),
      promptTexts: import_zod19.z.array(digest).describe("Digests of the prompts whose texts were reported"),
      origin,
      ...originClaims
    }),
    people: none,
    texts: import_zod19.z.strictObject({
      ...originTexts,
      commitsDigest: columnDigest("the commits"),
      runDigest: columnDigest("the run"),
      modelCardDigest: columnDigest("the model card").optional()
    })
  }
};

// plugins/chatbots-common/src/events/webhooks.ts
var import_zod20 = require("zod");
var webhookEvents = {
  "webhook.redelivered": {
    meaning: "The actor asked that deliveries be sent to a webhook again.",
    subject: globalSubject("webhook").describe("The target, by its id"),
    data: import_zod20.z.strictObject({
      deliveries: count2.describe("How many deliveries are sent again"),
      deliveryId: id.optional().describe("The delivery, where it is one"),
      since: instant.optional().describe("Since when they were made, where all that failed are meant")
    }),
    people: none,
    texts: none
  }
};

// plugins/chatbots-common/src/events/workflows.ts
var import_zod21 = require("zod");
var about3 = {
  version: name4,
  digest: digest.describe("Digest of the version"),
  stage: name4,
  dispatchId: id.describe("Id of the request to start the workflow"),
  attempt: import_zod21.z.int().min(1).describe("1 for the first of the promotion")
};
var workflowEvents = {
  "promotion.workflow-requested": {
    meaning: "The deploy workflow of an approved promotion is to be started: by the portal, or again by the actor.",
    subject: promotionSubject,
    data: import_zod21.z.strictObject({
      ...about3,
      approvalId: id.nullable().describe(
        "Event of the approval that it follows; null when a person asked"
      )
    }),
    people: none,
    texts: none
  },
  "promotion.workflow-started": {
    meaning: "The git host runs the deploy workflow of a promotion.",
    subject: promotionSubject,
    data: import_zod21.z.strictObject({
      ...about3,
      runId: name4.nullable().describe("Id of the run, where the host tells it"),
      found: import_zod21.z.boolean().describe("Whether the run was there already, as after a crash")
    }),
    people: none,
    texts: import_zod21.z.strictObject({
      url: text2.optional().describe("Page of the run")
    })
  },
  "promotion.workflow-failed": {
    meaning: "The deploy workflow of a promotion could not be started.",
    subject: promotionSubject,
    data: import_zod21.z.strictObject({ ...about3, reasonCode }),
    people: none,
    texts: import_zod21.z.strictObject({
      message: text2.optional().describe("What the host lacks or says")
    })
  }
};

// plugins/chatbots-common/src/events/ChatbotEvent.ts
var eventDefinitions = {
  ...chatbotEvents,
  ...tokenEvents,
  ...versionEvents,
  ...evaluationEvents,
  ...policyEvents,
  ...promotionEvents,
  ...workflowEvents,
  ...permitEvents,
  ...deploymentEvents,
  ...webhookEvents,
  ...logEvents
};
var EVENT_TYPES = Object.keys(eventDefinitions);
function isEventType(type) {
  return Object.hasOwn(eventDefinitions, type);
}
var eventSchemas = Object.fromEntries(
  EVENT_TYPES.map((type) => [type, schemaOf(type, eventDefinitions[type])])
);
function schemaOf(type, definition) {
  return import_zod22.z.strictObject({
    type: import_zod22.z.literal(type),
    subject: definition.subject,
    data: definition.data,
    people: mayBeEmpty(definition.people),
    texts: mayBeEmpty(definition.texts)
  });
}
function mayBeEmpty(schema) {
  return schema.safeParse({}).success ? schema.optional() : schema;
}

// plugins/chatbots-common/src/events/StoredEvent.ts
var import_zod24 = require("zod");

// plugins/chatbots-common/src/events/legacy.ts
var import_zod23 = require("zod");
var ORIGIN_FACTS = {
  data: ["runEvent", "refProtected"],
  texts: ["workflowFile"]
};
var LATER = {
  "chatbot.registered": [{ texts: ["repositoryUrl"] }],
  "chatbot.facts-changed": [
    {
      texts: ["repositoryUrlBefore", "repositoryUrlAfter"]
    }
  ],
  "token.issued": [{ data: ["tokenDigest"] }],
  "token.exchanged": [
    { data: ["tokenDigest"], texts: ["login"] },
    ORIGIN_FACTS
  ],
  "token.revoked": [{ data: ["tokenDigest"] }],
  "version.reported": [
    {
      data: ["versionId", "promptTexts"],
      texts: ["commitsDigest", "runDigest", "modelCardDigest"]
    },
    ORIGIN_FACTS
  ],
  "evaluation.reported": [
    {
      data: ["versionId", "identityDigest"],
      texts: ["runDigest"]
    },
    ORIGIN_FACTS
  ],
  "policy.activated": [{ data: ["digest"] }],
  "promotion.requested": [
    {
      data: ["versionId", "expiresAt"],
      texts: ["summary"]
    }
  ],
  "promotion.reopened": [{ data: ["expiresAt"] }],
  "promotion.rebound": [{ data: ["digest", "policyNumber", "replaces"] }],
  "promotion.decided": [{ data: ["decisionId"] }],
  "promotion.decision-withdrawn": [{ data: ["decisionId", "digest"] }],
  "promotion.approved": [{ data: ["expiresAt"] }],
  "promotion.released": [{ data: ["envelopeDigest"] }],
  "promotion.deploying": [
    {
      data: ["strategy", "replacesVersion", "fallbackDigest"],
      people: ["approvers"],
      texts: ["idempotencyKey", "runDigest"]
    }
  ],
  "deployment.step-reported": [{ data: ["promotionId"], texts: ["message"] }],
  "deployment.deployed": [{ data: ["promotionId"] }],
  "deployment.rolled-back": [{ data: ["promotionId"] }],
  "deployment.failed": [{ data: ["promotionId"] }]
};
var additions = LATER;
function legacyVersions(type, data) {
  const today = type === "promotion.requested" && "from" in data ? "promotion.reopened" : type;
  if (!isEventType(today)) {
    return [];
  }
  const added = additions[today] ?? [];
  return added.map((_, kept) => {
    const later2 = added.slice(kept);
    return {
      type: today,
      definition: without(eventDefinitions[today], later2),
      lacks: later2.flatMap((one) => Object.values(one).flat())
    };
  });
}
function without(definition, added) {
  const rest = (part) => {
    const names = new Set(added.flatMap((one) => one[part] ?? []));
    return import_zod23.z.strictObject(
      Object.fromEntries(
        Object.entries(definition[part].shape).filter(
          ([name5]) => !names.has(name5)
        )
      )
    );
  };
  return {
    ...definition,
    data: rest("data"),
    people: rest("people"),
    texts: rest("texts")
  };
}

// plugins/chatbots-common/src/events/StoredEvent.ts
function readStoredEvent(body) {
  const { people: people2 = {}, texts = {}, ...data } = body.data;
  const parts2 = { subject: body.subject, data, people: people2, texts };
  if (isEventType(body.type)) {
    const problem = problemOf(eventDefinitions[body.type], parts2);
    if (problem === void 0) {
      return stored(body, body.type, parts2, []);
    }
    const legacy = legacyVersions(body.type, data).find(
      ({ definition }) => problemOf(definition, parts2) === void 0
    );
    if (legacy) {
      return stored(body, legacy.type, parts2, legacy.lacks);
    }
    throw errorWithReason(
      "audit-event-invalid",
      `The audit event is no ${body.type}: ${problem}`
    );
  }
  throw errorWithReason(
    "audit-event-invalid",
    `The audit event has an unknown type, ${body.type}`
  );
}
function stored({ eventId, occurredAt, recordedAt, actor, demo }, type, parts2, lacks) {
  const frame = { eventId, occurredAt, recordedAt, actor };
  return {
    ...frame,
    ...demo ? { demo } : {},
    type,
    ...parts2,
    lacks
  };
}
function problemOf({ subject: subject6, data, people: people2, texts }, parts2) {
  const { error } = import_zod24.z.strictObject({ subject: subject6, data, people: people2, texts: commitmentsOf(texts) }).safeParse(parts2);
  return error && import_zod24.z.prettifyError(error);
}
var commitment = import_zod24.z.strictObject({ commitment: import_zod24.z.string() });
function commitmentsOf(texts) {
  return import_zod24.z.strictObject(
    Object.fromEntries(
      Object.entries(texts.shape).map(([field, schema]) => [
        field,
        import_zod24.z.safeParse(schema, void 0).success ? commitment.optional() : commitment
      ])
    )
  );
}

// plugins/chatbots-common/src/events/auditEventText.ts
var UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
var INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
var TYPE = /^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/;
function auditEventText(body) {
  assertAuditEventBody(body);
  assertNoPersonalData(body.data, "$.data");
  return canonicalJson(body);
}
function parseAuditEventText(text4) {
  let body;
  try {
    body = JSON.parse(text4);
  } catch (cause) {
    throw invalid4("is no JSON", { cause });
  }
  assertAuditEventBody(body);
  if (canonicalJson(body) !== text4) {
    throw invalid4("is not in canonical form");
  }
  return body;
}
function auditLeafHash(text4, sha2562) {
  return leafHash(utf8(text4), sha2562);
}
function assertAuditEventBody(value) {
  const body = object(value, "$");
  assertFields(body, "$", [
    "schemaVersion",
    "eventId",
    "type",
    "occurredAt",
    "recordedAt",
    "actor",
    "subject",
    "data",
    "demo"
  ]);
  if (body.schemaVersion !== 1) {
    throw invalid4(`has schema version ${body.schemaVersion}, known is 1`);
  }
  assertText(body.eventId, "$.eventId", UUID);
  assertText(body.type, "$.type", TYPE);
  assertText(body.occurredAt, "$.occurredAt", INSTANT);
  assertText(body.recordedAt, "$.recordedAt", INSTANT);
  if (body.demo !== void 0 && body.demo !== true) {
    throw invalid4("has a $.demo that is not true");
  }
  assertActor(body.actor);
  const subject6 = object(body.subject, "$.subject");
  assertFields(subject6, "$.subject", ["kind", "chatbot", "id"]);
  assertText(subject6.kind, "$.subject.kind");
  assertText(subject6.id, "$.subject.id");
  if (subject6.chatbot !== void 0) {
    assertText(subject6.chatbot, "$.subject.chatbot");
  }
  assertData(object(body.data, "$.data"));
}
function assertActor(value) {
  const actor = object(value, "$.actor");
  switch (actor.kind) {
    case "user":
      assertFields(actor, "$.actor", ["kind", "pseudonym"]);
      assertText(actor.pseudonym, "$.actor.pseudonym");
      return;
    case "pipeline":
      assertFields(actor, "$.actor", ["kind", "chatbot", "tokenId"]);
      assertText(actor.chatbot, "$.actor.chatbot");
      assertText(actor.tokenId, "$.actor.tokenId");
      return;
    case "service":
      assertFields(actor, "$.actor", ["kind", "subject"]);
      assertText(actor.subject, "$.actor.subject");
      return;
    default:
      throw invalid4("has an unknown $.actor.kind");
  }
}
function assertData(data) {
  if (data.people !== void 0) {
    for (const [role, people2] of Object.entries(
      object(data.people, "$.data.people")
    )) {
      const path = `$.data.people.${role}`;
      if (!Array.isArray(people2)) {
        throw invalid4(`has no list at ${path}`);
      }
      people2.forEach((person, i) => assertText(person, `${path}[${i}]`));
    }
  }
  if (data.texts !== void 0) {
    for (const [field, text4] of Object.entries(
      object(data.texts, "$.data.texts")
    )) {
      const path = `$.data.texts.${field}`;
      const entry = object(text4, path);
      assertFields(entry, path, ["commitment"]);
      const { commitment: commitment2 } = entry;
      if (typeof commitment2 !== "string" || fromBase64(commitment2)?.length !== 32) {
        throw invalid4(`has no commitment at ${path}`);
      }
    }
  }
}
function assertNoPersonalData(value, path) {
  if (typeof value === "string") {
    if (/^user:[^/\s]+(\/\S+)?$/i.test(value) || /^[^@\s]+@[a-z0-9.-]+\.[a-z]{2,}$/i.test(value)) {
      throw errorWithReason(
        "audit-personal-data",
        `The audit event names a person at ${path}`
      );
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => assertNoPersonalData(item, `${path}[${i}]`));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      assertNoPersonalData(key, path);
      assertNoPersonalData(item, `${path}.${key}`);
    }
  }
}
function object(value, path) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid4(`has no object at ${path}`);
  }
  return Object.fromEntries(Object.entries(value));
}
function assertFields(value, path, known) {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) {
      throw invalid4(`has an unknown field ${path}.${field}`);
    }
  }
}
function assertText(value, path, pattern = /./s) {
  if (typeof value !== "string" || !pattern.test(value)) {
    throw invalid4(`has no proper text at ${path}`);
  }
}
function invalid4(problem, options) {
  return errorWithReason(
    "audit-event-invalid",
    `The audit event ${problem}`,
    options
  );
}

// plugins/chatbots-common/src/events/commitment.ts
var SALT_LENGTH = 32;
function commitText(text4, salt, sha2562) {
  if (salt.length !== SALT_LENGTH) {
    throw errorWithReason("input-invalid", `A salt has ${SALT_LENGTH} bytes`);
  }
  return toBase64(sha2562(concatBytes(salt, utf8(text4))));
}
function verifyCommitment(commitment2, revealed, sha2562) {
  const salt = fromBase64(revealed.salt);
  const committed = fromBase64(commitment2);
  return salt?.length === SALT_LENGTH && committed !== void 0 && equalBytes(committed, sha2562(concatBytes(salt, utf8(revealed.text))));
}

// plugins/chatbots-governance/src/export/csv.ts
var columns = [
  "seq",
  "eventId",
  "type",
  "occurredAt",
  "recordedAt",
  "actorKind",
  "actor",
  "person",
  "subjectKind",
  "chatbot",
  "subjectId",
  "data",
  "texts",
  "demo",
  "leafHash"
];
function csvHeaderRow() {
  return row(columns);
}
function csvRow(event) {
  const body = parseAuditEventText(event.body);
  const { people: people2 = {}, texts = {} } = event.reveals ?? {};
  const cells = {
    seq: String(event.seq),
    eventId: body.eventId,
    type: body.type,
    occurredAt: body.occurredAt,
    recordedAt: body.recordedAt,
    actorKind: body.actor.kind,
    actor: actorId(body.actor),
    person: body.actor.kind === "user" && Object.hasOwn(people2, body.actor.pseudonym) ? people2[body.actor.pseudonym] : "",
    subjectKind: body.subject.kind,
    chatbot: body.subject.chatbot ?? "",
    subjectId: body.subject.id,
    data: canonicalJson(body.data),
    texts: Object.keys(texts).length === 0 ? "" : canonicalJson(
      Object.fromEntries(
        Object.entries(texts).map(([field, { text: text4 }]) => [field, text4])
      )
    ),
    demo: body.demo ? "true" : "",
    leafHash: toBase64(event.leafHash)
  };
  return row(columns.map((column) => cells[column]));
}
function csvCell(value) {
  const safe2 = /^[=+\-@\t\r\n\0']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe2) || safe2 !== value ? `"${safe2.replaceAll('"', '""')}"` : safe2;
}
function row(cells) {
  return `${cells.map(csvCell).join(",")}\r
`;
}
function actorId(actor) {
  switch (actor.kind) {
    case "user":
      return actor.pseudonym;
    case "pipeline":
      return actor.tokenId;
    default:
      return actor.subject;
  }
}

// plugins/chatbots-governance/src/export/writeExport.ts
async function* writeExport(header, events, hashing) {
  const hash = hashing.createSha256();
  const line = (text4) => {
    hash.update(utf8(`${text4}
`));
    return `${text4}
`;
  };
  yield line(headerLine(header));
  let next = header.from;
  for await (const event of events) {
    assertNext(event.seq, next);
    next += 1;
    yield line(eventLine(event, hashing.sha256));
  }
  if (next !== header.to) {
    throw gap(next);
  }
  const sha2562 = toHex(hash.digest());
  yield `${footerLine({ count: header.to - header.from, sha256: sha2562 })}
`;
}
async function* writeExportCsv(range, events) {
  yield csvHeaderRow();
  let next = range.from;
  for await (const event of events) {
    assertNext(event.seq, next);
    next += 1;
    yield csvRow(event);
  }
  if (next !== range.to) {
    throw gap(next);
  }
}
function assertNext(seq, expected) {
  if (seq !== expected) {
    throw gap(expected);
  }
}
function gap(seq) {
  return errorWithReason(
    "audit-range-invalid",
    `The export cannot go on: event ${seq} is not the next one`
  );
}

// plugins/chatbots-governance/src/permit/DsseEnvelope.ts
function preAuthEncoding(payloadType, payload) {
  const type = utf8(payloadType);
  return concatBytes(
    utf8(`DSSEv1 ${type.length} `),
    type,
    utf8(` ${payload.length} `),
    payload
  );
}
function toEnvelope(envelope) {
  return {
    payloadType: envelope.payloadType,
    payload: toBase64(envelope.payload),
    signatures: envelope.signatures.map(({ keyId, signature }) => ({
      keyid: keyId,
      sig: toBase64(signature)
    }))
  };
}

// plugins/chatbots-governance/src/permit/PermitStatement.ts
var PERMIT_STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
var PERMIT_PREDICATE_TYPE = "https://chatbot-portal.dev/permit/v1";
var PERMIT_PAYLOAD_TYPE = "application/vnd.in-toto+json";
function versionSubjectName(chatbot, version) {
  return `${chatbot} \xB7 ${version}`;
}

// plugins/chatbots-governance/src/permit/createPermit.ts
function permitKeyId(publicKey, sha2562) {
  return sha256Hex(publicKey, sha2562);
}
function createPermitStatement(options) {
  const { predicate, digest: digest3, artifacts } = options;
  for (const { digest: sha2562 } of [{ digest: digest3 }, ...artifacts]) {
    if (!isSha256Hex(sha2562)) {
      throw errorWithReason(
        "input-invalid",
        `'${sha2562}' is no SHA-256 digest`
      );
    }
  }
  const { replaces, fallbackDigest, ...required } = predicate;
  return {
    _type: PERMIT_STATEMENT_TYPE,
    subject: [
      {
        name: versionSubjectName(predicate.chatbot, predicate.version),
        digest: { sha256: digest3 }
      },
      ...artifacts.map((artifact) => ({
        name: artifact.name,
        digest: { sha256: artifact.digest }
      }))
    ],
    predicateType: PERMIT_PREDICATE_TYPE,
    predicate: {
      ...required,
      ...replaces === void 0 ? {} : { replaces },
      ...fallbackDigest === void 0 ? {} : { fallbackDigest }
    }
  };
}
async function createPermit(options) {
  const { keyId, sign: sign2 } = options.key;
  const payload = canonicalBytes(createPermitStatement(options));
  const signature = await sign2(preAuthEncoding(PERMIT_PAYLOAD_TYPE, payload));
  return toEnvelope({
    payloadType: PERMIT_PAYLOAD_TYPE,
    payload,
    signatures: [{ keyId, signature }]
  });
}

// plugins/chatbots-governance/src/versions/modelVersionDigest.ts
function modelVersionDigest(bundle2, sha2562) {
  return sha256Hex(canonicalBytes(canonicalBundle(bundle2)), sha2562);
}
function canonicalBundle(bundle2) {
  assertFields2(bundle2, "", [
    "source",
    "baseModel",
    "parameters",
    "prompts",
    "datasets",
    "hyperparameters",
    "artifacts"
  ]);
  const { source, baseModel, prompts: prompts2, datasets, artifacts } = bundle2;
  assertFields2(source, "source", ["repositoryId", "commit"]);
  assertText2(source.repositoryId, "source.repositoryId");
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(source.commit)) {
    throw invalid5("source.commit", "is not a full commit id");
  }
  assertFields2(baseModel, "baseModel", ["provider", "name"], ["revision"]);
  assertText2(baseModel.provider, "baseModel.provider");
  assertText2(baseModel.name, "baseModel.name");
  assertObject(bundle2.parameters, "parameters");
  assertObject(bundle2.hyperparameters, "hyperparameters");
  const { provider, name: name5, revision } = baseModel;
  return {
    source: { repositoryId: source.repositoryId, commit: source.commit },
    baseModel: {
      provider,
      name: name5,
      ...revision === void 0 ? {} : { revision }
    },
    parameters: bundle2.parameters,
    prompts: sorted2(prompts2, "prompts", ["name", "digest"]),
    datasets: sorted2(datasets, "datasets", ["name", "revision", "digest"]),
    hyperparameters: bundle2.hyperparameters,
    artifacts: sorted2(artifacts, "artifacts", [
      "name",
      "mediaType",
      "digest",
      "size"
    ])
  };
}
function sorted2(items, path, fields) {
  if (!Array.isArray(items)) {
    throw invalid5(path, "is not a list");
  }
  const names = /* @__PURE__ */ new Set();
  items.forEach((item, i) => {
    const at2 = `${path}[${i}]`;
    assertFields2(item, at2, fields);
    for (const field of fields) {
      const value = Reflect.get(item, field);
      if (field === "size") {
        assertSize(value, `${at2}.size`);
      } else {
        assertText2(value, `${at2}.${field}`);
      }
    }
    if (!isSha256Hex(item.digest)) {
      throw invalid5(`${at2}.digest`, "is not a SHA-256 in lower-case hex");
    }
    if (names.has(item.name)) {
      throw invalid5(`${at2}.name`, `repeats '${item.name}'`);
    }
    names.add(item.name);
  });
  return [...items].sort((a, b) => a.name < b.name ? -1 : 1);
}
function assertFields2(value, path, required, optional = []) {
  assertObject(value, path || "bundle");
  const prefix = path ? `${path}.` : "";
  for (const field of required) {
    if (Reflect.get(value, field) === void 0) {
      throw invalid5(`${prefix}${field}`, "is missing");
    }
  }
  for (const field of Object.keys(value)) {
    if (!required.includes(field) && !optional.includes(field)) {
      throw errorWithReason(
        "field-unknown",
        `The model version has no field '${prefix}${field}'`,
        { details: { path: `${prefix}${field}` } }
      );
    }
  }
}
function assertObject(value, path) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid5(path, "is not an object");
  }
}
function assertText2(value, path) {
  if (typeof value !== "string" || value === "") {
    throw invalid5(path, "is not a non-empty text");
  }
}
function assertSize(value, path) {
  if (!Number.isSafeInteger(value) || Number(value) < 0) {
    throw invalid5(path, "is not a number of bytes");
  }
}
function invalid5(path, problem) {
  return errorWithReason(
    "input-invalid",
    `The model version's ${path} ${problem}`,
    {
      details: { path }
    }
  );
}

// plugins/chatbots-backend/src/__testUtils__/registryFixtures.ts
var import_node_crypto = require("node:crypto");
var import_supertest = __toESM(require("supertest"));
function as(name5) {
  return import_backend_test_utils2.mockCredentials.user.header(`user:default/${name5}`);
}
function digestOf(text4) {
  return (0, import_node_crypto.createHash)("sha256").update(text4, "utf8").digest("hex");
}
function registration(overrides = {}) {
  const { name: name5 = "support-bot" } = overrides;
  return {
    name: name5,
    title: "Support bot",
    purpose: "Answers questions on refunds",
    owner: "group:default/chatbot-team",
    riskClass: "limited",
    repository: {
      host: "127.0.0.1:7008",
      id: `repository-of-${name5}`,
      ownerId: "7",
      url: `http://127.0.0.1:7008/chatbot-team/${name5}`
    },
    ...overrides
  };
}
function bundle(overrides = {}) {
  return {
    source: {
      repositoryId: "repository-of-support-bot",
      commit: digestOf("first commit").slice(0, 40)
    },
    baseModel: { provider: "local", name: "extractive", revision: "1" },
    parameters: { temperature: 0.2 },
    prompts: [{ name: "system.md", digest: digestOf("Answer from passages.") }],
    datasets: [
      { name: "knowledge", revision: "3", digest: digestOf("knowledge") }
    ],
    hyperparameters: { chunkSize: 512 },
    artifacts: [
      {
        name: "bot.tgz",
        mediaType: "application/gzip",
        digest: digestOf("archive"),
        size: 1234
      }
    ],
    ...overrides
  };
}
function versionReport(overrides = {}) {
  const reported = overrides.bundle ?? bundle();
  const person = { name: "Engineer", email: "engineer@example.com" };
  return {
    version: "1.0.0-aaaa-1",
    digest: modelVersionDigest(
      reported,
      (bytes) => (0, import_node_crypto.createHash)("sha256").update(bytes).digest()
    ),
    bundle: reported,
    run: { id: "1", attempt: 1, workflow: "ci", ref: "refs/heads/main" },
    commits: [
      {
        sha: reported.source.commit,
        parents: [],
        author: person,
        committer: person,
        summary: "Answer from passages"
      }
    ],
    ...overrides
  };
}
async function registerWithToken(server, overrides = {}) {
  const facts2 = registration(overrides);
  await (0, import_supertest.default)(server).post("/api/chatbots/v1/chatbots").set("Authorization", as("engineer")).send(facts2).expect(201);
  const { body } = await (0, import_supertest.default)(server).post(`/api/chatbots/v1/chatbots/${facts2.name}/tokens`).set("Authorization", as("engineer")).send({ purpose: "ci" }).expect(201);
  return body.token;
}

// plugins/chatbots-backend/src/__testUtils__/startChatbots.ts
var import_backend_test_utils4 = require("@backstage/backend-test-utils");
var import_testUtils = require("@backstage/plugin-catalog-node/testUtils");
var import_plugin_notifications_node2 = require("@backstage/plugin-notifications-node");
var import_plugin_signals_node2 = require("@backstage/plugin-signals-node");

// plugins/chatbots-backend/src/plugin.ts
var import_backend_plugin_api9 = require("@backstage/backend-plugin-api");
var import_plugin_catalog_node = require("@backstage/plugin-catalog-node");
var import_plugin_events_node = require("@backstage/plugin-events-node");
var import_plugin_notifications_node = require("@backstage/plugin-notifications-node");
var import_plugin_signals_node = require("@backstage/plugin-signals-node");

// plugins/chatbots-node/src/auditAnchors.ts
var import_backend_plugin_api = require("@backstage/backend-plugin-api");
var auditAnchorsExtensionPoint = (0, import_backend_plugin_api.createExtensionPoint)({
  id: "chatbots.audit-anchors"
});

// plugins/chatbots-node/src/signers.ts
var import_backend_plugin_api2 = require("@backstage/backend-plugin-api");
var signersExtensionPoint = (0, import_backend_plugin_api2.createExtensionPoint)({ id: "chatbots.signers" });

// plugins/chatbots-node/src/eventSinksExtensionPoint.ts
var import_backend_plugin_api3 = require("@backstage/backend-plugin-api");
var eventSinksExtensionPoint = (0, import_backend_plugin_api3.createExtensionPoint)({
  id: "chatbots.event-sinks"
});

// plugins/chatbots-node/src/checksExtensionPoint.ts
var import_backend_plugin_api4 = require("@backstage/backend-plugin-api");
var checksExtensionPoint = (0, import_backend_plugin_api4.createExtensionPoint)({
  id: "chatbots.checks"
});

// plugins/chatbots-node/src/scm/ScmHosts.ts
var LACKS = {
  runs: "tell the runs of workflows",
  "start-workflow": "start a workflow on request",
  secrets: "keep secrets for workflows",
  variables: "keep variables for workflows",
  protections: "protect branches by its API",
  "pull-requests": "open pull requests by its API",
  "identity-tokens": "give jobs an identity token",
  "machine-accounts": "tell machines from people"
};
var ScmHosts = class {
  #hosts = /* @__PURE__ */ new Map();
  /**
   * @param providers - what `scmHostServiceRef` gives
   * @throws an error that ends the start when two modules serve one host: which of them answers must not depend on chance
   */
  constructor(providers) {
    for (const host of providers.flatMap(({ hosts }) => hosts)) {
      const name5 = host.hostname.toLowerCase();
      const other = this.#hosts.get(name5);
      if (other) {
        throw new Error(
          `The git host '${name5}' is served as ${other.kind} and as ${host.kind}: name it once under integrations`
        );
      }
      this.#hosts.set(name5, host);
    }
  }
  /** Names of the hosts that are served, in order of their modules. */
  get hostnames() {
    return [...this.#hosts.keys()];
  }
  /** The host of a page or of an API. Throws `scm-host-unknown`. */
  byUrl(url) {
    return this.byHostname(hostOf(url));
  }
  /** The host of this name, with its port where it has one. Throws `scm-host-unknown`. */
  byHostname(hostname) {
    const host = this.#hosts.get(hostname.toLowerCase());
    if (!host) {
      throw errorWithReason(
        "scm-host-unknown",
        `No module serves the git host '${hostname}'`,
        { details: { host: hostname, served: this.hostnames } }
      );
    }
    return host;
  }
  /** Throws `scm-capability-missing` when the host lacks one of them. */
  static require(host, ...capabilities) {
    for (const capability of capabilities) {
      if (!host.capabilities.has(capability)) {
        throw errorWithReason(
          "scm-capability-missing",
          `${host.hostname} (${host.kind}) can't ${LACKS[capability]}`,
          { details: { host: host.hostname, capability } }
        );
      }
    }
  }
};
function hostOf(url) {
  try {
    const { protocol, host } = new URL(url);
    if (/^https?:$/.test(protocol)) {
      return host;
    }
  } catch {
  }
  throw errorWithReason(
    "scm-host-unknown",
    `'${url}' is no address of a git host`
  );
}

// plugins/chatbots-node/src/scm/defineScmHost.ts
var METHODS = {
  runs: ["runs"],
  "start-workflow": ["startWorkflow"],
  secrets: ["setSecret"],
  variables: ["setVariable"],
  protections: ["protections", "setProtections"],
  "pull-requests": ["openPullRequest", "comment"],
  "identity-tokens": [],
  "machine-accounts": []
};
var CAPABILITIES = Object.keys(METHODS);

// plugins/chatbots-node/src/scm/scmHostServiceRef.ts
var import_backend_plugin_api5 = require("@backstage/backend-plugin-api");
var scmHostServiceRef = (0, import_backend_plugin_api5.createServiceRef)({
  id: "chatbots.scm-hosts",
  scope: "root",
  multiton: true
});

// plugins/chatbots-node/src/alpha/assertDevelopmentOnly.ts
var import_node_net = require("node:net");
var import_errors5 = require("@backstage/errors");
var LOOPBACK = new import_node_net.BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
function isLoopbackHost(host) {
  const bare2 = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (bare2 === "localhost") {
    return true;
  }
  const version = (0, import_node_net.isIP)(bare2);
  return version !== 0 && LOOPBACK.check(bare2, version === 6 ? "ipv6" : "ipv4");
}
function readListenHost(config) {
  const listen = config.getOptional("backend.listen");
  if (typeof listen === "string") {
    return listen.match(/^(\[[^\]]+\]|[^:]+):\d+$/)?.[1];
  }
  const host = config.getOptional("backend.listen.host");
  return typeof host === "string" && host !== "" ? host : void 0;
}
function assertDevelopmentOnly(options) {
  const { config, nodeEnv, demo, remedy } = options;
  if (nodeEnv === "production") {
    throw new import_errors5.NotAllowedError(
      `${demo} refuses to start because NODE_ENV is 'production': ${remedy}`
    );
  }
  if (config.getOptionalString("auth.environment") === "production") {
    throw new import_errors5.NotAllowedError(
      `${demo} refuses to start because 'auth.environment' is 'production': ${remedy}`
    );
  }
  const host = readListenHost(config);
  if (host === void 0 || !isLoopbackHost(host)) {
    throw new import_errors5.NotAllowedError(
      `${demo} refuses to start because 'backend.listen' is ${host === void 0 ? "every interface" : `'${host}'`}, not a loopback address: ${remedy}, or listen on 127.0.0.1`
    );
  }
}

// plugins/chatbots-node/src/alpha/demoExtensionPoint.ts
var import_backend_plugin_api6 = require("@backstage/backend-plugin-api");
var demoExtensionPoint = (0, import_backend_plugin_api6.createExtensionPoint)({
  id: "chatbots.demo"
});

// plugins/chatbots-backend/src/audit/anchor/Anchorer.ts
var import_errors7 = require("@backstage/errors");

// packages/transparency-log/src/node.ts
var import_node_crypto2 = require("node:crypto");
function sha256(bytes) {
  return new Uint8Array((0, import_node_crypto2.createHash)("sha256").update(bytes).digest());
}
function sha256Text(text4) {
  return (0, import_node_crypto2.createHash)("sha256").update(text4, "utf8").digest("hex");
}
function verifyEd25519(publicKey, data, signature) {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = (0, import_node_crypto2.createPublicKey)({
    key: { kty: "OKP", crv: "Ed25519", x },
    format: "jwk"
  });
  return (0, import_node_crypto2.verify)(null, data, key, signature);
}

// plugins/chatbots-backend/src/database/dialect.ts
function isPostgres(knex) {
  return knex.client.config.client === "pg";
}
function lockRows(db, query) {
  return isPostgres(db) ? query.forUpdate() : query;
}
async function beginWrite(db) {
  if (!isPostgres(db)) {
    await db("audit_log").whereRaw("1 = 0").update({ size: 0 });
  }
}

// plugins/chatbots-backend/src/database/paginate.ts
var DEFAULT_LIMIT = 25;
var CHUNK = 100;
function newestFirst(column) {
  return {
    parts: [
      {
        name: "at",
        sql: column,
        type: "text",
        of: (row2) => String(row2[column])
      },
      { name: "id", sql: "id", type: "text", of: (row2) => row2.id }
    ],
    direction: "desc"
  };
}
async function paginate(query, order, { cursor, limit = DEFAULT_LIMIT }, keep) {
  const kept = [];
  const size = Math.max(limit + 1, keep ? CHUNK : 0);
  for await (const rows of readPages(query, order, {
    after: cursor ? decodeCursor(cursor, order) : void 0,
    size
  })) {
    kept.push(...keep ? rows.filter(keep) : rows);
    if (rows.length < size || kept.length > limit) {
      break;
    }
  }
  const items = kept.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...kept.length > limit && last !== void 0 ? { nextCursor: encodeCursor(last, order) } : {}
  };
}
async function* readPages(query, order, options) {
  const { size } = options;
  let { after } = options;
  for (; ; ) {
    const page = query.clone().orderByRaw(
      order.parts.map(({ sql }) => `${sql} ${order.direction}`).join(", ")
    ).limit(size);
    if (after !== void 0) {
      whereAfter(page, order, after);
    }
    const rows = await page;
    const last = rows.at(-1);
    if (last === void 0) {
      return;
    }
    yield rows;
    after = order.parts.map((part) => part.of(last));
  }
}
async function mapPage({ items, ...rest }, show2) {
  return { items: await show2(items), ...rest };
}
function whereAfter(query, { parts: parts2, direction }, after) {
  const columns2 = parts2.map(({ sql }) => sql).join(", ");
  const values = parts2.map(
    ({ type }) => type === "integer" ? "cast(? as bigint)" : "?"
  );
  query.whereRaw(
    `(${columns2}) ${direction === "asc" ? ">" : "<"} (${values.join(", ")})`,
    after
  );
}
function encodeCursor(row2, { parts: parts2, bound }) {
  const values = parts2.map((part) => [part.name, part.of(row2)]);
  return Buffer.from(
    JSON.stringify({ ...bound, ...Object.fromEntries(values) })
  ).toString("base64url");
}
function decodeCursor(cursor, { parts: parts2, bound = {} }) {
  const decoded = readObject(cursor);
  const values = parts2.map(({ name: name5, type }) => readValue(decoded[name5], type));
  if (Object.keys(decoded).length !== parts2.length + Object.keys(bound).length || Object.entries(bound).some(([name5, value]) => decoded[name5] !== value)) {
    throw invalid6();
  }
  return values;
}
function readObject(cursor) {
  let value;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw invalid6();
  }
  if (typeof value !== "object" || value === null) {
    throw invalid6();
  }
  return { ...value };
}
function readValue(value, type) {
  if (type === "text") {
    if (typeof value === "string" && !value.includes("\0")) {
      return value;
    }
  } else if (typeof value === "number" && (type === "number" || Number.isSafeInteger(value))) {
    return value;
  }
  throw invalid6();
}
function invalid6() {
  return errorWithReason(
    "cursor-invalid",
    "The cursor is not one of this list"
  );
}

// plugins/chatbots-backend/src/database/auditLog.ts
var BATCH = 200;
async function readLogRow(db) {
  return db("audit_log").where({ id: 1 }).first();
}
async function lockLogRow(db) {
  const [row2] = await lockRows(db, db("audit_log").where({ id: 1 }));
  return row2;
}
async function moveLogEnd(db, columns2) {
  await db("audit_log").where({ id: 1 }).update(columns2);
}
async function markLogUpgraded(db) {
  await db("audit_log").where({ id: 1 }).whereNotNull("legacy_until").update({ legacy_until: null });
}
async function readLogSize(db) {
  return Number((await readLogRow(db))?.size ?? 0);
}
async function findNodes(db, addresses) {
  const rows = addresses.length === 0 ? [] : await db("audit_nodes").whereIn(
    ["level", "position"],
    [...addresses.map((address) => [...address])]
  );
  return new Map(
    rows.map(({ level, position, hash }) => [`${level}/${position}`, hash])
  );
}
function createNodeReader(db) {
  return async (level, index) => {
    const row2 = await db("audit_nodes").where({ level, position: index }).first();
    if (!row2) {
      throw new Error(`The audit log has no node at level ${level}, ${index}`);
    }
    return Buffer.from(row2.hash, "base64");
  };
}
async function findHeldLeaves(db, hashes) {
  const held = await db("audit_nodes").whereRaw("level = 0").whereIn("hash", hashes).pluck("hash");
  return new Set(held);
}
async function insertNodes(db, nodes) {
  await db.batchInsert(
    "audit_nodes",
    nodes.map(({ level, index, hash }) => ({
      level,
      position: index,
      hash: Buffer.from(hash).toString("base64")
    })),
    BATCH
  );
}
async function putCheckpoint(db, row2) {
  await db("audit_checkpoints").insert(row2).onConflict("size").merge();
}
async function findNewestCheckpoint(db) {
  return db("audit_checkpoints").where("size", "<=", db("audit_log").where({ id: 1 }).select("size")).orderBy("size", "desc").first();
}
async function listAnchored(db, size) {
  return db("audit_anchors").where({ size }).orderBy("anchored_at");
}
async function insertAnchored(db, row2) {
  await db("audit_anchors").insert(row2).onConflict(["anchor", "size"]).ignore();
}

// plugins/chatbots-backend/src/database/Clock.ts
var systemClock = { now: () => /* @__PURE__ */ new Date() };
function toInstant(date) {
  return date.toISOString();
}

// plugins/chatbots-backend/src/database/Follower.ts
var import_errors6 = require("@backstage/errors");
var Follower = class {
  #name;
  #logger;
  #step;
  #current;
  #next;
  #stopped = false;
  constructor(options) {
    this.#name = options.name;
    this.#logger = options.logger;
    this.#step = options.step;
  }
  get isStopped() {
    return this.#stopped;
  }
  /** Asks for a run. Returns at once and never throws. */
  wake() {
    this.run().catch(() => void 0);
  }
  /** Resolves after a run that began after the call; rejects when that run failed. */
  run() {
    if (this.#next) {
      return this.#next;
    }
    if (!this.#current) {
      return this.#start();
    }
    this.#next = this.#current.catch(() => void 0).then(() => {
      this.#next = void 0;
      return this.#start();
    });
    return this.#next;
  }
  /** Resolves when nothing runs and nothing is asked for. */
  async idle() {
    while (this.#current || this.#next) {
      await (this.#next ?? this.#current)?.catch(() => void 0);
    }
  }
  /** Ends after the step that runs. Nothing runs any more. */
  async stop() {
    this.#stopped = true;
    await this.idle();
  }
  #start() {
    const run = this.#runSteps().finally(() => {
      this.#current = void 0;
    });
    this.#current = run;
    return run;
  }
  async #runSteps() {
    try {
      while (!this.#stopped && await this.#step()) {
      }
    } catch (error) {
      this.#logger.error(
        `${this.#name} failed; it is tried again at the next change`,
        (0, import_errors6.toError)(error)
      );
      throw error;
    }
  }
};

// plugins/chatbots-backend/src/withinTime.ts
async function withinTime(ask, ms = 1e4) {
  const abort = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`No answer within ${ms} ms`);
      reject(error);
      abort.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([ask(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

// plugins/chatbots-backend/src/audit/alarm/troubles.ts
function setAsideTrouble(events) {
  const reason = [...new Set(events.map((one) => one.reason))].join(", ");
  const isOne = events.length === 1;
  return {
    code: "audit-event-set-aside",
    what: events.map(({ id: id2 }) => `audit event ${id2}`),
    message: "not what the portal wrote, and not numbered",
    reason,
    title: `Audit log: ${events.length} ${isOne ? "event was" : "events were"} set aside`,
    description: `The portal did not write ${isOne ? "it" : "them"}: ${reason}`
  };
}
function unprovenTrouble(what) {
  return {
    code: "evidence-not-authenticated",
    what,
    message: "the log does not bear it out; nothing was approved, issued or activated",
    title: "Audit log: rows that the portal did not write",
    description: "The log does not bear them out, and nothing was approved, issued or activated"
  };
}
function anchorTrouble(anchor) {
  return {
    code: "anchor-contradicts-log",
    what: [`anchor ${anchor.id} at size ${anchor.size}`],
    message: "what it holds is not of this log, and it is given nothing more until that is mended",
    reason: anchor.reason,
    title: "Audit log: an anchor contradicts it",
    description: `What the anchor holds is not of this log: ${anchor.reason}`
  };
}

// plugins/chatbots-backend/src/audit/anchor/compareAnchor.ts
async function compareAnchor(knex, held, verifierKeys) {
  const signed = await verifyCheckpoint(
    held.note,
    verifierKeys,
    verifyEd25519
  ).catch(() => void 0);
  if (!signed || signed.size !== held.size) {
    return "anchor-unsigned";
  }
  if (signed.size > await readLogSize(knex)) {
    return "anchor-ahead";
  }
  return equalBytes(await rootAt(knex, signed.size), signed.root) ? void 0 : "anchor-differs";
}
async function rootAt(knex, size) {
  const frontier = await readFrontier(size, async (level, index) => {
    const nodes = await findNodes(knex, [[level, index]]);
    const hash = nodes.get(`${level}/${index}`);
    return hash === void 0 ? Buffer.alloc(32) : Buffer.from(hash, "base64");
  });
  return frontierRoot(frontier, sha256);
}

// plugins/chatbots-backend/src/audit/anchor/Anchorer.ts
var REREAD_MS = 6e4;
var TIMEOUT_MS = 3e4;
var Anchorer = class {
  #options;
  #follower;
  #states = /* @__PURE__ */ new Map();
  /** The contradiction that the alarm was last raised for, by anchor. */
  #alarmed = /* @__PURE__ */ new Map();
  /** The size that an anchor which can't be read was last given, by anchor. */
  #given = /* @__PURE__ */ new Map();
  #lastRun;
  constructor(options) {
    this.#options = options;
    this.#follower = new Follower({
      name: "Anchoring",
      logger: options.logger,
      step: async () => {
        await this.#runIfDue();
        return false;
      }
    });
  }
  /** Asks for a run, which happens when a new checkpoint was signed or the last run is a minute ago. Never throws. */
  wake() {
    this.#follower.wake();
  }
  /** Resolves when nothing is being anchored. */
  async idle() {
    await this.#follower.idle();
  }
  /** Ends after what is being anchored. */
  async stop() {
    await this.#follower.stop();
  }
  /** What each anchor holds, as this process read it last. */
  states() {
    return this.#options.anchors.map(
      ({ id: id2 }) => this.#states.get(id2) ?? {
        id: id2,
        state: "not-verified",
        problem: "anchor-not-read"
      }
    );
  }
  /** Brings every anchor up to date now. */
  async run() {
    const { clock, anchors } = this.#options;
    const newest2 = await this.#newestCheckpoint();
    this.#lastRun = { size: newest2?.size, at: clock.now().getTime() };
    await Promise.all(anchors.map((anchor) => this.#attend(anchor, newest2)));
  }
  async #runIfDue() {
    const { knex, clock, anchors } = this.#options;
    if (anchors.length === 0) {
      return;
    }
    const row2 = await findNewestCheckpoint(knex);
    const last = this.#lastRun;
    const isDue = !last || row2 && Number(row2.size) !== last.size || clock.now().getTime() - last.at >= REREAD_MS;
    if (isDue) {
      await this.run();
    }
  }
  /** Undefined where there is none yet, or where what stands there is not signed: garbage must not leave. */
  async #newestCheckpoint() {
    const { knex, logger, verifierKeys } = this.#options;
    const row2 = await findNewestCheckpoint(knex);
    if (!row2) {
      return void 0;
    }
    const size = Number(row2.size);
    const signed = await verifyCheckpoint(
      row2.note,
      verifierKeys,
      verifyEd25519
    ).catch(() => void 0);
    if (signed?.size !== size) {
      logger.error(
        `The checkpoint of size ${size} in the database is not signed by a key of the log, and not anchored`
      );
      return void 0;
    }
    return { size, note: row2.note };
  }
  async #attend(anchor, newest2) {
    const { knex, clock } = this.#options;
    let state = await this.#read(anchor);
    if (newest2 && this.#needs(state, newest2.size)) {
      if (await this.#give(anchor, newest2)) {
        this.#given.set(anchor.id, newest2.size);
        await insertAnchored(knex, {
          anchor: anchor.id,
          size: newest2.size,
          anchored_at: toInstant(clock.now())
        });
      }
      state = await this.#read(anchor);
    }
    this.#states.set(anchor.id, state);
    await this.#raiseIfContradicting(state);
  }
  #needs({ id: id2, state, size }, newest2) {
    switch (state) {
      case "verified":
        return size === void 0 || size < newest2;
      case "empty":
        return true;
      case "not-verified":
        return this.#given.get(id2) !== newest2;
      default:
        return false;
    }
  }
  async #give(anchor, checkpoint) {
    const { logger, timeoutMs = TIMEOUT_MS } = this.#options;
    try {
      await withinTime(() => anchor.anchor({ ...checkpoint }), timeoutMs);
      return true;
    } catch (error) {
      logger.error(
        `Anchor '${anchor.id}' did not take the checkpoint of size ${checkpoint.size}`,
        (0, import_errors7.toError)(error)
      );
      return false;
    }
  }
  async #read(anchor) {
    const { knex, clock, logger, verifierKeys } = this.#options;
    const { timeoutMs = TIMEOUT_MS } = this.#options;
    const { id: id2 } = anchor;
    try {
      const held = await withinTime(() => anchor.readLast(), timeoutMs);
      const readAt = toInstant(clock.now());
      if (!held) {
        return { id: id2, state: "empty", readAt };
      }
      const { size } = held;
      const problem = await compareAnchor(knex, held, verifierKeys);
      return problem ? { id: id2, state: "contradicts", size, problem, readAt } : { id: id2, state: "verified", size, readAt };
    } catch (error) {
      logger.warn(`Anchor '${id2}' can't be read back`, (0, import_errors7.toError)(error));
      return { id: id2, state: "not-verified", problem: "anchor-unreadable" };
    }
  }
  /** Once for each thing found: it is read again every minute. */
  async #raiseIfContradicting(status) {
    const { id: id2, state, size, problem } = status;
    const found = `${problem} ${size}`;
    if (state !== "contradicts") {
      this.#alarmed.delete(id2);
    } else if (this.#alarmed.get(id2) !== found) {
      this.#alarmed.set(id2, found);
      await this.#options.alarm.raise(
        anchorTrouble({ id: id2, size: size ?? 0, reason: problem ?? "" })
      );
    }
  }
};

// plugins/chatbots-backend/src/audit/export/AuditExportService.ts
var import_node_crypto5 = require("node:crypto");

// plugins/chatbots-backend/src/database/exportTickets.ts
async function insertExportTicket(db, row2) {
  await db("export_tickets").insert(row2);
}
async function useExportTicket(db, ticket) {
  const { hash, userRef, now } = ticket;
  const used = await db("export_tickets").where({ ticket_hash: hash, user_ref: userRef }).whereNull("used_at").where("expires_at", ">", now).update({ used_at: now });
  const row2 = used === 1 ? await db("export_tickets").where({ ticket_hash: hash }).first() : void 0;
  return row2?.request;
}
async function deleteExpiredTickets(db, now) {
  await db("export_tickets").where("expires_at", "<", now).delete();
}

// plugins/chatbots-backend/src/database/auditEvents.ts
async function insertAuditEvent(db, row2) {
  await db("audit_events").insert(row2);
}
async function findChatbotRevision(db, chatbot, types) {
  const [{ last, events, sequence }] = await db("audit_events").where({ chatbot }).whereIn("type", types).max({ last: "insert_id", sequence: "sequence" }).count({ events: "*" });
  return {
    revision: `${last ?? 0}/${events}`,
    sequence: Number(sequence ?? 0)
  };
}
async function findAuditEvent(db, sequence) {
  return db("audit_events").where({ sequence }).first();
}
async function listEventsAbout(db, about4) {
  const rows = await db("audit_events").where(
    (own) => own.whereIn("subject_id", about4.subjectIds).whereIn("type", about4.types)
  ).orWhereIn("type", about4.everyOf).orderBy("insert_id");
  const place2 = (row2) => row2.sequence === null ? Infinity : Number(row2.sequence);
  return rows.sort(
    (a, b) => place2(a) < place2(b) ? -1 : +(place2(a) > place2(b))
  );
}
async function findNumberedEvent(db, id2) {
  return db("audit_events").where({ id: id2 }).whereNotNull("sequence").first();
}
async function findFirstOfType(db, type) {
  return db("audit_events").where({ type }).whereNotNull("sequence").orderBy("sequence").first();
}
async function findLastOfChatbot(db, about4) {
  return db("audit_events").where({ chatbot: about4.chatbot }).whereIn("type", about4.types).where("sequence", "<=", about4.sequence).orderBy("sequence", "desc").first();
}
async function listLogFrom(db, options) {
  return db("audit_events").where("sequence", ">=", options.from).where("sequence", "<", db("audit_log").where({ id: 1 }).select("size")).orderBy("sequence").limit(options.limit);
}
async function listEventTypes(db) {
  const rows = await db("audit_events").distinct("type").orderBy("type");
  return rows.map(({ type }) => type);
}
async function findNumberRange(db, { from, to }) {
  const query = db("audit_events").whereNotNull("sequence");
  if (from) query.where("occurred_at", ">=", from);
  if (to) query.where("occurred_at", "<", to);
  const row2 = await query.min({ first: "sequence" }).max({ last: "sequence" }).first();
  return row2 && row2.first !== null ? { first: Number(row2.first), last: Number(row2.last) } : void 0;
}
async function listAuditEvents(db, filter, page) {
  return paginate(matching(db, filter), bySequence("desc"), page);
}
async function countAuditEvents(db, filter) {
  const [{ total }] = await matching(db, filter).count({ total: "*" });
  return Number(total);
}
function readNumberedEvents(db, range) {
  const query = db("audit_events").where("sequence", ">=", range.from).where("sequence", "<", range.below);
  return readPages(query, bySequence("asc"), { size: range.size });
}
function bySequence(direction) {
  return {
    parts: [
      {
        name: "sequence",
        sql: "sequence",
        type: "integer",
        of: (row2) => Number(row2.sequence)
      }
    ],
    direction
  };
}
function matching(db, { from, to, chatbot, type, actor }) {
  const query = db("audit_events").whereNotNull("sequence");
  if (from) query.where("occurred_at", ">=", toStored(from));
  if (to) query.where("occurred_at", "<", toStored(to));
  if (chatbot) query.where({ chatbot });
  if (type) query.where({ type });
  if (actor) {
    query.whereIn(
      "pseudonym",
      db("people").where({ user_ref: actor }).select("pseudonym")
    );
  }
  return query;
}
function toStored(instant2) {
  return new Date(instant2).toISOString();
}
async function measureNumbers(db) {
  const [row2] = await db("audit_events").whereNotNull("sequence").count({ events: "*" }).min({ first: "sequence" }).max({ last: "sequence" });
  const events = Number(row2.events);
  return events === 0 ? { events } : { events, first: Number(row2.first), last: Number(row2.last) };
}
async function listGaps(db, limit) {
  const afterGap = await db("audit_events as e").leftJoin(
    "audit_events as before",
    (join) => join.on("before.sequence", db.raw("e.sequence - 1"))
  ).whereNull("before.sequence").where("e.sequence", ">", 0).orderBy("e.sequence").limit(limit).select("e.sequence");
  return afterGap.map((row2) => Number(row2.sequence) - 1);
}

// plugins/chatbots-backend/src/audit/export/ExportRange.ts
async function resolveRange(knex, period) {
  const range = await findNumberRange(knex, period);
  if (!range) {
    throw errorWithReason(
      "audit-range-invalid",
      "Nothing happened in this period"
    );
  }
  return { from: range.first, to: range.last + 1 };
}
function utcPeriod({
  from,
  to
}) {
  return from || to ? {
    ...from ? { from: new Date(from).toISOString() } : {},
    ...to ? { to: new Date(to).toISOString() } : {}
  } : void 0;
}

// plugins/chatbots-backend/src/audit/export/ExportTickets.ts
var import_node_crypto3 = require("node:crypto");

// plugins/chatbots-backend/src/database/json.ts
function fromJson(text4) {
  return JSON.parse(text4);
}
function fromOptionalJson(text4) {
  return text4 === null ? void 0 : JSON.parse(text4);
}

// plugins/chatbots-backend/src/audit/export/ExportTickets.ts
var TICKET_LIFE_MS = 6e4;
async function issueTicket(work, ticket) {
  const value = (0, import_node_crypto3.randomBytes)(32).toString("base64url");
  await insertExportTicket(work.db, {
    ticket_hash: sha256Text(value),
    user_ref: ticket.userRef,
    request: JSON.stringify(ticket.order),
    expires_at: ticket.expiresAt
  });
  return value;
}
async function redeemTicket(work, ticket) {
  const request4 = await useExportTicket(work.db, {
    hash: sha256Text(ticket.value),
    userRef: ticket.userRef,
    now: toInstant(ticket.now)
  });
  if (request4 === void 0) {
    throw errorWithReason(
      "export-ticket-invalid",
      "The link was used before, is too old or is not yours"
    );
  }
  return fromJson(request4);
}

// plugins/chatbots-backend/src/database/auditTexts.ts
async function listAuditTexts(db, eventIds) {
  return db("audit_texts").whereIn("event_id", eventIds);
}
async function insertAuditTexts(db, rows) {
  if (rows.length > 0) {
    await db("audit_texts").insert([...rows]);
  }
}

// plugins/chatbots-backend/src/database/people.ts
var import_node_crypto4 = require("node:crypto");
async function readPeople(db, pseudonyms) {
  const query = db("people").whereNotNull("user_ref");
  if (pseudonyms !== void 0) {
    query.whereIn("pseudonym", pseudonyms);
  }
  const rows = await query.select("pseudonym", "user_ref");
  return new Map(
    rows.flatMap(
      ({ pseudonym, user_ref: ref }) => ref === null ? [] : [[pseudonym, ref]]
    )
  );
}
async function readPseudonyms(db, userRefs) {
  if (userRefs.length === 0) {
    return /* @__PURE__ */ new Map();
  }
  const rows = await db("people").whereIn("user_ref", userRefs).select("pseudonym", "user_ref");
  return new Map(
    rows.flatMap(
      ({ pseudonym, user_ref: ref }) => ref === null ? [] : [[ref, pseudonym]]
    )
  );
}
async function ensurePseudonyms(db, userRefs, now) {
  const refs = [...new Set(userRefs)].sort();
  let known = await readPseudonyms(db, refs);
  const unknown = refs.filter((ref) => !known.has(ref));
  if (unknown.length > 0) {
    await db("people").insert(
      unknown.map((ref) => ({
        pseudonym: (0, import_node_crypto4.randomUUID)(),
        user_ref: ref,
        created_at: now
      }))
    ).onConflict("user_ref").ignore();
    known = await readPseudonyms(db, refs);
  }
  return (userRef) => {
    const pseudonym = known.get(userRef);
    if (pseudonym === void 0) {
      throw new Error("A person has no pseudonym");
    }
    return pseudonym;
  };
}

// plugins/chatbots-backend/src/audit/export/readExportEvents.ts
var PAGE = 500;
async function* readExportEvents(knex, range, options) {
  const pages = readNumberedEvents(knex, {
    from: range.from,
    below: range.to,
    size: PAGE
  });
  for await (const rows of pages) {
    const reveals = options.reveal ? await revealsOf(knex, rows) : void 0;
    for (const row2 of rows) {
      const shown = reveals?.get(row2.id);
      yield {
        seq: Number(row2.sequence),
        body: row2.body,
        leafHash: Buffer.from(row2.leaf_hash, "base64"),
        ...shown ? { reveals: shown } : {}
      };
    }
  }
}
async function revealsOf(knex, rows) {
  const texts = await listAuditTexts(
    knex,
    rows.map(({ id: id2 }) => id2)
  );
  const pseudonyms = new Map(rows.map((row2) => [row2.id, pseudonymsOf(row2.body)]));
  const refs = await readPeople(knex, [
    ...new Set([...pseudonyms.values()].flat())
  ]);
  const reveals = /* @__PURE__ */ new Map();
  for (const { id: id2 } of rows) {
    const named2 = (pseudonyms.get(id2) ?? []).filter((one) => refs.has(one));
    const own = texts.filter(({ event_id }) => event_id === id2);
    if (named2.length > 0 || own.length > 0) {
      reveals.set(id2, {
        ...named2.length > 0 ? {
          people: Object.fromEntries(
            named2.map((one) => [one, refs.get(one) ?? ""])
          )
        } : {},
        ...own.length > 0 ? {
          texts: Object.fromEntries(
            own.map(({ field, text: text4, salt }) => [field, { text: text4, salt }])
          )
        } : {}
      });
    }
  }
  return reveals;
}
function pseudonymsOf(text4) {
  let body;
  try {
    body = JSON.parse(text4);
  } catch {
    return [];
  }
  const { actor, data } = body;
  return [
    ...actor?.kind === "user" ? [actor.pseudonym] : [],
    ...Object.values(data?.people ?? {}).flat()
  ];
}

// plugins/chatbots-backend/src/audit/export/AuditExportService.ts
var AuditExportService = class {
  #knex;
  #unitOfWork;
  #clock;
  #sequencer;
  #checkpointer;
  #origin;
  constructor(options) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#sequencer = options.sequencer;
    this.#checkpointer = options.checkpointer;
    this.#origin = options.origin;
  }
  /**
   * Fixes range and checkpoint, records that the export was asked for, and issues a link for each format.
   * Throws `audit-range-invalid` for a period without events.
   */
  async create(userRef, request4) {
    await this.#sequencer.drain();
    await this.#checkpointer.run().catch(() => void 0);
    const period = utcPeriod(request4);
    const range = await resolveRange(this.#knex, period ?? {});
    const checkpoint = await findNewestCheckpoint(this.#knex);
    if (!checkpoint || Number(checkpoint.size) < range.to) {
      throw errorWithReason(
        "checkpoint-unavailable",
        "No checkpoint covers the period yet"
      );
    }
    const now = this.#clock.now();
    const expiresAt2 = toInstant(new Date(now.getTime() + TICKET_LIFE_MS));
    const reveal = request4.reveal ?? false;
    const order = {
      ...range,
      ...period ? { period } : {},
      reveal,
      checkpoint: { size: Number(checkpoint.size), note: checkpoint.note }
    };
    const count3 = range.to - range.from;
    const [ndjson, csv] = await this.#unitOfWork.run(
      { actor: { kind: "user", userRef } },
      async (work) => {
        await deleteExpiredTickets(work.db, toInstant(now));
        await work.record({
          type: "audit.exported",
          subject: { kind: "audit-log", id: this.#origin },
          data: {
            fromSequence: range.from,
            toSequence: range.to,
            count: count3,
            reveal,
            checkpointSize: order.checkpoint.size,
            ...period
          }
        });
        const issue = (format) => issueTicket(work, {
          userRef,
          order: { ...order, format },
          expiresAt: expiresAt2
        });
        return [await issue("ndjson"), await issue("csv")];
      }
    );
    return {
      fromSequence: range.from,
      toSequence: range.to,
      count: count3,
      ndjson: `/v1/audit/downloads/${ndjson}`,
      csv: `/v1/audit/downloads/${csv}`,
      expiresAt: expiresAt2,
      checkpoint: {
        size: order.checkpoint.size,
        rootHash: checkpoint.root_hash,
        note: checkpoint.note,
        signedAt: checkpoint.signed_at
      }
    };
  }
  /** Uses a ticket up and opens the export. Throws `export-ticket-invalid`. */
  async open(userRef, ticket) {
    const order = await this.#unitOfWork.run(
      { actor: { kind: "user", userRef } },
      (work) => {
        work.unchanged();
        return redeemTicket(work, {
          value: ticket,
          userRef,
          now: this.#clock.now()
        });
      }
    );
    const name5 = `audit-${order.from}-${order.to - 1}`;
    const events = readExportEvents(this.#knex, order, order);
    return order.format === "csv" ? {
      fileName: `${name5}.csv`,
      mediaType: "text/csv; charset=utf-8",
      lines: writeExportCsv(order, events)
    } : {
      fileName: `${name5}.ndjson`,
      mediaType: "application/x-ndjson; charset=utf-8",
      lines: writeExport(
        {
          origin: this.#origin,
          from: order.from,
          to: order.to,
          ...order.period ? { period: order.period } : {},
          checkpoint: order.checkpoint.note,
          rangeProof: await rangeProof(
            order.from,
            order.to,
            order.checkpoint.size,
            createNodeReader(this.#knex),
            sha256
          )
        },
        events,
        { sha256, createSha256: () => (0, import_node_crypto5.createHash)("sha256") }
      )
    };
  }
};

// plugins/chatbots-backend/src/audit/alarm/AuditAlarm.ts
var import_errors8 = require("@backstage/errors");
var import_node_crypto6 = require("node:crypto");

// plugins/chatbots-backend/src/database/deliveries.ts
async function insertDeliveries(db, rows) {
  if (rows.length > 0) {
    await db("deliveries").insert([...rows]).onConflict(["message_id", "topic"]).ignore();
  }
}
async function takeDueDeliveries(db, options) {
  const query = db("deliveries").whereNull("delivered_at").where(
    (due) => due.whereNull("not_before").orWhere("not_before", "<=", options.now)
  ).orderBy("id").limit(options.limit);
  return isPostgres(db) ? query.forUpdate().skipLocked() : query;
}
async function updateDelivery(db, id2, columns2) {
  await db("deliveries").where({ id: id2 }).update(columns2);
}
async function deleteDelivered(db, before) {
  await db("deliveries").where("delivered_at", "<", before).delete();
}

// plugins/chatbots-backend/src/records/notices.ts
var import_zod25 = require("zod");
var NOTICE_TOPIC = "notice";
var notice = import_zod25.z.object({
  /** Entity refs. */
  recipients: import_zod25.z.array(import_zod25.z.string()).min(1),
  /** Entity refs of those who do not hear of it. */
  exclude: import_zod25.z.array(import_zod25.z.string()).default([]),
  title: import_zod25.z.string(),
  description: import_zod25.z.string().optional(),
  link: import_zod25.z.string(),
  severity: import_zod25.z.enum(["low", "normal", "high", "critical"]),
  topic: import_zod25.z.string(),
  /** Later news of the same scope take the place of earlier ones. */
  scope: import_zod25.z.string()
});
function parseNotice(payload) {
  return notice.parse(fromJson(payload));
}
function noticeDelivery(keys, options) {
  const { messageId, now } = options;
  const payload = JSON.stringify(options.notice);
  return {
    message_id: messageId,
    topic: NOTICE_TOPIC,
    payload,
    ...keys.sign(signedText(messageId, payload)),
    created_at: now
  };
}
function readNotice(keys, row2) {
  const payload = row2.payload ?? "";
  const problem = keys.verify(signedText(row2.message_id, payload), row2);
  if (problem) {
    throw new Error(`The portal did not write this notice (${problem})`);
  }
  return parseNotice(payload);
}
function signedText(messageId, payload) {
  return `${NOTICE_TOPIC} ${messageId} ${payload}`;
}

// plugins/chatbots-backend/src/audit/alarm/AuditAlarm.ts
var NAMED2 = 20;
var AuditAlarm = class {
  #options;
  /** What was notified of: a sweep finds the same every minute. */
  #notified = /* @__PURE__ */ new Set();
  constructor(options) {
    this.#options = options;
  }
  /** Asks for the notification, in the transaction that writes down the trouble. */
  async addNotice(db, trouble, now) {
    const { keys, recipients } = this.#options;
    if (recipients.length > 0) {
      const notice2 = this.#notice(trouble);
      await insertDeliveries(db, [
        noticeDelivery(keys, { messageId: (0, import_node_crypto6.randomUUID)(), now, notice: notice2 })
      ]);
    }
    trouble.what.forEach((what) => this.#notified.add(what));
  }
  /** Tells of a trouble; who was notified of it already is not notified again. Never throws. */
  async raise(trouble) {
    const { logger, auditor } = this.#options;
    const { code, reason } = trouble;
    const what = namesOf(trouble);
    const message = `${code}: ${what}: ${trouble.message}`;
    logger.error(message, { code, ...reason ? { reason } : {} });
    try {
      const event = await auditor.createEvent({
        eventId: code,
        severityLevel: "critical",
        meta: { what, ...reason ? { reason } : {} }
      });
      await event.fail({ error: new Error(message) });
      await this.#notify(trouble);
    } catch (error) {
      logger.warn(
        `Not everybody could be told of ${code}`,
        (0, import_errors8.toError)(error)
      );
    }
  }
  async #notify(trouble) {
    const { notifications, recipients } = this.#options;
    const news = trouble.what.filter((what) => !this.#notified.has(what));
    if (recipients.length === 0 || news.length === 0) {
      return;
    }
    const { title, description, link, severity, topic, scope } = this.#notice(trouble);
    await notifications.send({
      recipients: { type: "entity", entityRef: [...recipients] },
      payload: { title, description, link, severity, topic, scope }
    });
    news.forEach((what) => this.#notified.add(what));
  }
  #notice(trouble) {
    return {
      recipients: [...this.#options.recipients],
      exclude: [],
      title: trouble.title,
      description: `${trouble.description} (${namesOf(
        trouble
      )}). Somebody may have written to the database.`,
      link: "/chatbots/audit",
      severity: "critical",
      topic: "audit",
      scope: `audit:${safe(trouble.what[0])}`
    };
  }
};
function namesOf({ what }) {
  const more = what.length - NAMED2;
  return [
    ...what.slice(0, NAMED2).map(safe),
    ...more > 0 ? [`${more} more`] : []
  ].join(", ");
}
function safe(what) {
  return what.replace(/[^\w .:-]/g, "?").slice(0, 80);
}

// plugins/chatbots-backend/src/audit/authenticateEvent.ts
function authenticateEvent(row2, keys) {
  return keys.verify(row2.body, row2) ?? compareColumns(row2);
}
function compareColumns(row2) {
  let body;
  try {
    body = parseAuditEventText(row2.body);
  } catch {
    return "body-invalid";
  }
  if (differingColumns(row2, body).length > 0) {
    return "columns-differ";
  }
  return row2.leaf_hash === leafHashOf(row2.body) ? void 0 : "leaf-hash-differs";
}
function differingColumns(row2, body) {
  return Object.entries(eventColumns(body)).filter(([column, value]) => Reflect.get(row2, column) !== value).map(([column]) => column);
}
function eventColumns(body) {
  return {
    id: body.eventId,
    type: body.type,
    chatbot: body.subject.chatbot ?? null,
    subject_kind: body.subject.kind,
    subject_id: body.subject.id,
    actor_kind: body.actor.kind,
    pseudonym: body.actor.kind === "user" ? body.actor.pseudonym : null,
    occurred_at: body.occurredAt,
    recorded_at: body.recordedAt
  };
}
function leafHashOf(text4) {
  return Buffer.from(auditLeafHash(text4, sha256)).toString("base64");
}

// plugins/chatbots-backend/src/audit/evidence/LegacyProofs.ts
var LegacyProofs = class {
  #verifierKeys;
  /** Number and leaf of what was proven. */
  #proven = /* @__PURE__ */ new Set();
  constructor(options) {
    this.#verifierKeys = options.verifierKeys;
  }
  /** The events that are proven, of numbered ones. */
  async prove(db, rows) {
    const proven = /* @__PURE__ */ new Set();
    const open2 = [];
    for (const row2 of rows) {
      if (compareColumns(row2) === void 0) {
        if (this.#proven.has(keyOf2(row2))) {
          proven.add(row2);
        } else {
          open2.push(row2);
        }
      }
    }
    if (open2.length === 0) {
      return proven;
    }
    const checkpoint = await this.#newestCheckpoint(db);
    if (!checkpoint) {
      return proven;
    }
    const { size } = checkpoint;
    const covered = open2.filter((row2) => Number(row2.sequence) < size);
    const readNode = await loadNodes(db, covered.map(indexOf), size);
    for (const row2 of covered) {
      try {
        const index = indexOf(row2);
        const proof = await inclusionProof(index, size, readNode, sha256);
        const leafHash2 = Buffer.from(leafHashOf(row2.body), "base64");
        verifyInclusion({ ...checkpoint, leafHash: leafHash2, index, proof }, sha256);
        this.#proven.add(keyOf2(row2));
        proven.add(row2);
      } catch {
      }
    }
    return proven;
  }
  /** Undefined where no key of the log signed it. */
  async #newestCheckpoint(db) {
    const row2 = await findNewestCheckpoint(db);
    try {
      return row2 && await verifyCheckpoint(row2.note, this.#verifierKeys, verifyEd25519);
    } catch {
      return void 0;
    }
  }
};
async function loadNodes(db, indexes, size) {
  const addresses = /* @__PURE__ */ new Map();
  const noted = Buffer.alloc(32);
  for (const index of indexes) {
    await inclusionProof(
      index,
      size,
      (level, position) => {
        addresses.set(`${level}/${position}`, [level, position]);
        return noted;
      },
      sha256
    );
  }
  const nodes = await findNodes(db, [...addresses.values()]);
  return (level, position) => {
    const hash = nodes.get(`${level}/${position}`);
    if (hash === void 0) {
      throw new Error(`The audit log has no node at ${level}/${position}`);
    }
    return Buffer.from(hash, "base64");
  };
}
function indexOf(row2) {
  return Number(row2.sequence);
}
function keyOf2(row2) {
  return `${row2.sequence} ${leafHashOf(row2.body)}`;
}

// plugins/chatbots-backend/src/records/externalAnswers.ts
function askedDigest(binding) {
  return sha256Text(
    canonicalJson(bindingInput({ ...binding, answers: void 0 }))
  );
}
function externalRequestId(promotionId, system2, asked) {
  return `req_${sha256Text(canonicalJson([promotionId, system2, asked])).slice(
    0,
    32
  )}`;
}
function systemsAsked(rules) {
  return [
    ...new Set(
      rules.checks.flatMap(
        ({ type, system: system2 }) => type === "external" && typeof system2 === "string" ? system2 : []
      )
    )
  ];
}
function answerDigest(row2) {
  return sha256Text(
    canonicalJson({
      format: "chatbot-portal/external-answer/v1",
      promotionId: row2.promotion_id,
      system: row2.system,
      askedDigest: row2.asked_digest,
      status: row2.status,
      link: row2.link,
      reference: row2.reference,
      answeredBy: row2.answered_by,
      decidedAt: row2.decided_at,
      comment: row2.comment
    })
  );
}
function latestRows(rows) {
  return [...new Map(rows.map((row2) => [row2.system, row2])).values()];
}
function toExternalAnswer(row2) {
  return {
    id: row2.id,
    system: row2.system,
    status: row2.status,
    digest: answerDigest(row2),
    ...row2.link ? { link: row2.link } : {},
    ...row2.reference ? { reference: row2.reference } : {},
    ...row2.answered_by ? { answeredBy: row2.answered_by } : {},
    ...row2.decided_at ? { decidedAt: row2.decided_at } : {},
    ...row2.comment ? { comment: row2.comment } : {}
  };
}

// plugins/chatbots-backend/src/records/claims/answerClaims.ts
var ANSWER_EVIDENCE = ["promotion.answered"];
function answersClaim(counted) {
  const { promotionId, chatbot, askedDigest: askedDigest2, rows } = counted;
  const subject6 = { kind: "promotion", chatbot, id: promotionId };
  return {
    what: `answers of outside systems about promotion ${promotionId}`,
    subject: subject6,
    people: [],
    holds(testimony) {
      const told = /* @__PURE__ */ new Map();
      for (const event of testimony.of(subject6)) {
        if (event.type === "promotion.answered" && event.data.askedDigest === askedDigest2) {
          told.set(event.data.system, event);
        }
      }
      return told.size === rows.length && rows.every((row2) => isTold(row2, told.get(row2.system), testimony));
    }
  };
}
function isTold(row2, event, testimony) {
  return event !== void 0 && event.data.answerId === row2.id && event.data.askedDigest === row2.asked_digest && event.data.status === row2.status && event.data.sentAt === row2.sent_at && event.occurredAt === row2.answered_at && testimony.holdsText(event, "contentDigest", answerDigest(row2));
}

// plugins/chatbots-backend/src/records/evaluationDigests.ts
function evaluationIdentity(chatbot, report, run) {
  return digest2({
    chatbot,
    version: report.version,
    suite: report.suite,
    dataset: report.dataset.digest,
    judge: report.judge.digest,
    run: run.id,
    attempt: run.attempt ?? 1,
    deployment: report.deploymentId ?? ""
  });
}
function evaluationContent(report) {
  const {
    version,
    suite,
    dataset,
    judge,
    metrics,
    slices = [],
    samples: samples2 = [],
    deploymentId
  } = report;
  return digest2({
    version,
    suite,
    dataset,
    judge,
    metrics,
    slices: sortBy(
      slices,
      ({ metric, slice }) => JSON.stringify([metric, slice])
    ),
    samples: sortBy(samples2, ({ sampleId }) => sampleId),
    startedAt: toInstant(new Date(report.startedAt)),
    finishedAt: toInstant(new Date(report.finishedAt)),
    ...deploymentId === void 0 ? {} : { deploymentId }
  });
}
function sortBy(values, key) {
  const keyed = values.map((value) => ({ key: key(value), value }));
  keyed.sort((a, b) => {
    if (a.key === b.key) {
      return 0;
    }
    return a.key < b.key ? -1 : 1;
  });
  return keyed.map(({ value }) => value);
}
function digest2(value) {
  return sha256Hex(canonicalBytes(value), sha256);
}

// plugins/chatbots-backend/src/records/evaluationRows.ts
function evaluationRows(report, facts2) {
  const { dataset, judge, metrics, slices = [], samples: samples2 = [] } = report;
  return {
    evaluation: {
      ...facts2,
      suite: report.suite,
      dataset_name: dataset.name,
      dataset_revision: dataset.revision,
      dataset_digest: dataset.digest,
      judge_name: judge.name,
      judge_kind: judge.kind,
      judge_digest: judge.digest,
      sample_count: samples2.length,
      started_at: toInstant(new Date(report.startedAt)),
      finished_at: toInstant(new Date(report.finishedAt))
    },
    metrics: metrics.map((metric, position) => ({
      evaluation_id: facts2.id,
      name: metric.name,
      value: metric.value,
      direction: metric.direction,
      unit: metric.unit ?? null,
      sample_count: metric.sampleCount,
      standard_deviation: metric.standardDeviation ?? null,
      position
    })),
    slices: slices.map((slice) => ({
      evaluation_id: facts2.id,
      metric: slice.metric,
      slice: slice.slice,
      value: slice.value,
      sample_count: slice.sampleCount
    })),
    samples: failedFirst(samples2).map(
      (sample, position) => sampleRow(facts2.id, sample, position)
    )
  };
}
function failedFirst(samples2) {
  const rank = ({ passed }) => {
    if (passed === void 0) {
      return 1;
    }
    return passed ? 2 : 0;
  };
  return [...samples2].sort((a, b) => rank(a) - rank(b));
}
function sampleRow(evaluationId, sample, position) {
  return {
    evaluation_id: evaluationId,
    sample_id: sample.sampleId,
    position,
    slice: sample.slice ?? null,
    scores: JSON.stringify(sample.scores),
    passed: sample.passed ?? null,
    input: sample.input ?? null,
    expected: sample.expected ?? null,
    output: sample.output ?? null
  };
}
function contentOfEvidence(evidence, samples2) {
  const { version, suite, judge, slices, startedAt, finishedAt } = evidence;
  return {
    version,
    suite,
    dataset: {
      name: evidence.datasetName,
      revision: evidence.datasetRevision,
      digest: evidence.datasetDigest
    },
    judge,
    metrics: evidence.metrics,
    slices,
    samples: samples2.map(toSample),
    startedAt,
    finishedAt,
    ...evidence.deploymentId === void 0 ? {} : { deploymentId: evidence.deploymentId }
  };
}
function toSample(sample) {
  return {
    sampleId: sample.sample_id,
    scores: fromJson(sample.scores),
    ...present("slice", sample.slice),
    // SQLite has no booleans.
    ...present("passed", sample.passed === null ? null : !!sample.passed),
    ...present("input", sample.input),
    ...present("expected", sample.expected),
    ...present("output", sample.output)
  };
}
function present(name5, value) {
  return value === null ? {} : { [name5]: value };
}

// plugins/chatbots-backend/src/records/originFacts.ts
var ORIGIN_TEXTS = [
  "ref",
  "workflow",
  "workflowFile",
  "environment"
];
function originFacts(origin2) {
  const { ref, workflow, workflowFile, environment, ...rest } = origin2;
  const { event, protected: isProtected, ...hashed } = rest;
  return {
    data: {
      origin: hashed,
      runEvent: event ?? null,
      refProtected: isProtected ?? null
    },
    texts: {
      ...ref === void 0 ? {} : { ref },
      ...workflow === void 0 ? {} : { workflow },
      ...workflowFile === void 0 ? {} : { workflowFile },
      ...environment === void 0 ? {} : { environment }
    }
  };
}
function tellsOrigin(told, facts2) {
  return canonicalJson(told.origin) === canonicalJson(facts2.origin) && (told.runEvent ?? null) === facts2.runEvent && (told.refProtected ?? null) === facts2.refProtected;
}

// plugins/chatbots-backend/src/records/toldFacts.ts
function tells(event, fact2) {
  return !event.lacks.includes(fact2);
}
function isTold2(event, fact2, column) {
  const { data } = event;
  return !tells(event, fact2) || (data[fact2] ?? null) === column;
}
function isTakenBack(events, at2, decisionId) {
  const decided = events[at2];
  return events.some(
    (event, i) => event.type === "promotion.decision-withdrawn" && isTold2(event, "decisionId", decisionId) && (tells(event, "decisionId") || i > at2 && decided.type === "promotion.decided" && decided.data.bindingDigest === event.data.bindingDigest && personOf(decided) === personOf(event))
  );
}
function personOf({ actor }) {
  return actor.kind === "user" ? actor.pseudonym : void 0;
}

// plugins/chatbots-backend/src/records/claims/evaluationClaims.ts
var EVALUATION_EVIDENCE = [
  "evaluation.reported"
];
function evaluationClaim({
  evidence,
  samples: samples2,
  version
}) {
  const subject6 = {
    kind: "evaluation",
    chatbot: evidence.chatbot,
    id: evidence.id
  };
  return {
    what: `evaluation ${evidence.id}`,
    subject: subject6,
    people: [],
    holds: (testimony) => testimony.of(subject6).some((event) => {
      if (event.type !== "evaluation.reported") {
        return false;
      }
      const { data } = event;
      const origin2 = originFacts(evidence.origin);
      return data.version === version.version && data.digest === version.digest && isTold2(event, "versionId", version.id) && data.contentDigest === evidence.contentDigest && data.contentDigest === contentDigest(evidence, samples2) && data.deploymentId === evidence.deploymentId && data.stage === evidence.stage && event.occurredAt === evidence.reportedAt && tellsOrigin(data, origin2.data) && ORIGIN_TEXTS.every(
        (field) => testimony.holdsText(event, field, origin2.texts[field])
      );
    })
  };
}
function contentDigest(evidence, samples2) {
  try {
    return evaluationContent(contentOfEvidence(evidence, samples2));
  } catch {
    return void 0;
  }
}

// plugins/chatbots-backend/src/records/claims/policyClaims.ts
var POLICY_EVIDENCE = [
  "policy.proposed",
  "policy.approved",
  "policy.activated"
];
function policyInForceClaim(policy) {
  if (!policy) {
    return {
      what: "the absence of a policy",
      subject: subjectOf2(0),
      people: [],
      holds: ({ activations, areActivationsTampered }) => activations.length === 0 && !areActivationsTampered
    };
  }
  const { number: number3, digest: digest3 } = policy;
  const proposal = proposalClaim(policy);
  return {
    ...proposal,
    people: [],
    holds: (testimony) => isProposed(policy, testimony.of(proposal.subject)) && testimony.of(proposal.subject).some(
      (event) => event.type === "policy.activated" && isTold2(event, "digest", digest3)
    ) && !testimony.areActivationsTampered && !testimony.activations.some(({ data }) => data.replaces === number3)
  };
}
function proposalClaim(policy, proposedBy) {
  const subject6 = subjectOf2(policy.number);
  return {
    what: `policy ${policy.number}`,
    subject: subject6,
    people: proposedBy ? [proposedBy] : [],
    holds: (testimony) => isProposed(
      policy,
      testimony.of(subject6).filter(
        ({ actor }) => proposedBy === void 0 || (actor.kind === "user" ? proposedBy !== null && actor.pseudonym === testimony.pseudonymOf(proposedBy) : proposedBy === null)
      )
    )
  };
}
function policyApprovalClaims({ number: number3, digest: digest3 }, approvals2) {
  const subject6 = subjectOf2(number3);
  return approvals2.map((approval) => ({
    what: `an approval of policy ${number3}`,
    subject: subject6,
    people: [approval.user_ref],
    holds: (testimony) => testimony.of(subject6).some(
      ({ type, actor, data, occurredAt }) => type === "policy.approved" && "digest" in data && data.digest === digest3 && actor.kind === "user" && actor.pseudonym === testimony.pseudonymOf(approval.user_ref) && occurredAt === approval.approved_at
    )
  }));
}
function isProposed({ digest: digest3, text: text4 }, events) {
  return sha256Text(text4) === digest3 && events.some(
    (event) => event.type === "policy.proposed" && event.data.digest === digest3
  );
}
function subjectOf2(number3) {
  return { kind: "policy", id: String(number3) };
}

// plugins/chatbots-backend/src/records/promotions.ts
function toRecord(row2) {
  return {
    row: row2,
    id: row2.id,
    state: row2.state,
    binding: fromJson(row2.binding),
    rules: fromJson(row2.rules),
    requesters: fromJson(row2.requested_by),
    contributors: fromJson(row2.contributors),
    assessment: fromJson(row2.assessment),
    gate: fromJson(row2.gate)
  };
}
function toDecision(row2) {
  return {
    user: row2.user_ref,
    outcome: row2.outcome,
    bindingDigest: row2.binding_digest,
    decidedAt: row2.decided_at,
    ...row2.withdrawn_at === null ? {} : { withdrawnAt: row2.withdrawn_at }
  };
}
function assertOwnChatbot(actor, chatbot) {
  if (actor.chatbot !== chatbot) {
    throw errorWithReason(
      "token-foreign",
      `This pipeline token reports for '${actor.chatbot}' only`
    );
  }
}
function contributorFacts(contributors) {
  const unmapped = distinct(
    contributors.flatMap(
      ({ user: user3, unreported, identity, login }) => user3 || unreported ? [] : [login ? `login ${identity}` : identity]
    )
  );
  return {
    users: distinct(contributors.flatMap(({ user: user3 }) => user3 ?? [])),
    unmapped: unmapped.join("\n"),
    data: {
      unmapped: unmapped.length,
      unreported: contributors.some(({ unreported }) => unreported)
    }
  };
}
function distinct(values) {
  return [...new Set(values)].sort();
}

// plugins/chatbots-backend/src/records/claims/promotionClaims.ts
var ENDED = [
  "promotion.withdrawn",
  "promotion.rejected",
  "promotion.expired",
  "promotion.void",
  "promotion.superseded",
  "promotion.deploying"
];
var PROMOTION_EVIDENCE = [
  "promotion.requested",
  "promotion.rebound",
  "promotion.reopened",
  "promotion.approved",
  "promotion.decided",
  "promotion.decision-withdrawn",
  "promotion.released",
  ...ENDED
];
function openPromotionClaim(promotion) {
  const { row: row2 } = promotion;
  const subject6 = subjectOf3(promotion);
  return {
    what: `promotion ${row2.id}`,
    subject: subject6,
    people: [],
    holds(testimony) {
      const events = testimony.of(subject6);
      const requested = events.find(isOf("promotion.requested"));
      return !testimony.isTampered(subject6) && !events.some(({ type }) => ENDED.includes(type)) && requested !== void 0 && requested.data.version === row2.version && requested.data.digest === row2.digest && requested.data.stage === row2.stage && requested.data.strategy === row2.strategy && isTold2(requested, "versionId", row2.version_id) && hasExpiry(row2.expires_at, events) && isBound(promotion, events);
    }
  };
}
function promotionClaim(promotion, permit) {
  const { requesters, contributors } = promotion;
  const facts2 = contributorFacts(contributors);
  const open2 = openPromotionClaim(promotion);
  return {
    ...open2,
    people: [...requesters, ...facts2.users],
    holds(testimony) {
      const events = testimony.of(open2.subject);
      const requested = events.find(isOf("promotion.requested"));
      return open2.holds(testimony) && requested !== void 0 && requested.data.contributors.unmapped === facts2.data.unmapped && requested.data.contributors.unreported === facts2.data.unreported && areSame(requested.people.requesters, requesters, testimony) && areSame(requested.people.contributors, facts2.users, testimony) && isReleasedBy(permit, events);
    }
  };
}
function consumptionClaim(promotion, permit) {
  const subject6 = subjectOf3(promotion);
  return {
    what: `the use of permit ${permit.id}`,
    subject: subject6,
    people: [],
    holds: (testimony) => testimony.of(subject6).filter(isOf("promotion.deploying")).some(
      (event) => event.data.permitId === permit.id && event.data.deploymentId === permit.deployment_id && event.occurredAt === permit.consumed_at && (!tells(event, "idempotencyKey") || testimony.holdsText(
        event,
        "idempotencyKey",
        permit.idempotency_key ?? void 0
      ))
    )
  };
}
function bundleClaim(promotion, version) {
  return {
    what: `version ${version.id}`,
    subject: subjectOf3(promotion),
    people: [],
    holds: () => digestOf2(version) === promotion.row.digest
  };
}
function digestOf2({ bundle: bundle2 }) {
  try {
    return modelVersionDigest(fromJson(bundle2), sha256);
  } catch {
    return void 0;
  }
}
function decisionClaims(promotion, decisions) {
  const { row: row2 } = promotion;
  const subject6 = subjectOf3(promotion);
  return decisions.map((decision) => ({
    what: `decision ${decision.id}`,
    subject: subject6,
    people: [decision.user_ref],
    holds(testimony) {
      const person = testimony.pseudonymOf(decision.user_ref);
      const events = testimony.of(subject6);
      const at2 = events.findIndex(
        (event) => event.type === "promotion.decided" && person !== void 0 && personOf(event) === person && isTold2(event, "decisionId", decision.id) && event.data.decision === decision.outcome && event.data.bindingDigest === decision.binding_digest && event.data.version === row2.version && event.data.digest === row2.digest && event.data.stage === row2.stage && event.occurredAt === decision.decided_at
      );
      return at2 >= 0 && !isTakenBack(events, at2, decision.id);
    }
  }));
}
function isBound({ row: row2, binding, rules }, events) {
  return events.some(
    (event) => (event.type === "promotion.requested" || event.type === "promotion.rebound") && event.data.bindingDigest === row2.binding_digest
  ) && sha256Text(canonicalJson(bindingInput(binding))) === row2.binding_digest && sha256Text(canonicalJson(rulesDigestInput(rules))) === binding.rulesDigest && binding.chatbot === row2.chatbot && binding.version === row2.version && binding.digest === row2.digest && binding.stage === row2.stage && (binding.replaces ?? null) === row2.replaces_digest;
}
function hasExpiry(column, events) {
  const last = events.findLast(
    (event) => event.type === "promotion.requested" || event.type === "promotion.reopened" || event.type === "promotion.approved" || event.type === "promotion.released"
  );
  return last !== void 0 && isTold2(last, "expiresAt", column);
}
function isReleasedBy(permit, events) {
  const released = events.find(isOf("promotion.released"));
  if (!released || !permit) {
    return !released && !permit;
  }
  const { data } = released;
  return data.permitId === permit.id && data.keyId === permit.key_id && data.expiresAt === permit.expires_at && isTold2(released, "envelopeDigest", sha256Text(permit.envelope));
}
function areSame(pseudonyms, userRefs, testimony) {
  const named2 = userRefs.map((ref) => testimony.pseudonymOf(ref) ?? "");
  return JSON.stringify([...pseudonyms].sort()) === JSON.stringify(named2.sort());
}
function subjectOf3({ row: row2 }) {
  return { kind: "promotion", chatbot: row2.chatbot, id: row2.id };
}
function isOf(type) {
  return (event) => event.type === type;
}

// plugins/chatbots-backend/src/audit/evidence/readTestimony.ts
var TYPES = [
  ...ANSWER_EVIDENCE,
  ...PROMOTION_EVIDENCE,
  ...EVALUATION_EVIDENCE,
  ...POLICY_EVIDENCE
];
var TEXTS = [
  "ref",
  "workflow",
  "environment",
  "idempotencyKey",
  "contentDigest"
];
var EVERY = ["policy.activated", "log.upgraded"];
async function readTestimony(db, claims, options) {
  const rows = await listEventsAbout(db, {
    subjectIds: [...new Set(claims.map(({ subject: subject6 }) => subject6.id))],
    types: TYPES,
    everyOf: EVERY
  });
  const { events, tampered } = await authenticate(db, rows, options);
  const pseudonyms = await readPseudonyms(db, [
    ...new Set(claims.flatMap(({ people: people2 }) => people2))
  ]);
  const texts = await readTexts(db, events);
  const bySubject = /* @__PURE__ */ new Map();
  for (const event of events) {
    const key = keyOf3(event.subject);
    bySubject.set(key, [...bySubject.get(key) ?? [], event]);
  }
  return {
    of: (subject6) => bySubject.get(keyOf3(subject6)) ?? [],
    isTampered: (subject6) => tampered.has(keyOf3(subject6)),
    activations: events.filter((event) => event.type === "policy.activated"),
    areActivationsTampered: rows.some(
      ({ id: id2, type, sequence }) => type === "policy.activated" && sequence !== null && !events.some(({ eventId }) => eventId === id2)
    ),
    pseudonymOf: (userRef) => pseudonyms.get(userRef),
    holdsText(event, field, text4) {
      const told = Reflect.get(
        event.texts,
        field
      );
      if (!told || text4 === void 0) {
        return !told && text4 === void 0;
      }
      const salt = texts.get(`${event.eventId} ${field}`);
      return salt !== void 0 && verifyCommitment(told.commitment, { text: text4, salt }, sha256);
    }
  };
}
async function authenticate(db, rows, { keys, legacy }) {
  const authentic = /* @__PURE__ */ new Set();
  const old = [];
  let upgradedAt = Infinity;
  for (const row2 of rows) {
    if (row2.mac === null && row2.sequence !== null) {
      old.push(row2);
    } else if (authenticateEvent(row2, keys) === void 0) {
      authentic.add(row2);
      const event = readEvent(row2);
      if (event?.type === "log.upgraded") {
        upgradedAt = Math.min(upgradedAt, event.data.size);
      }
    }
  }
  const provable = old.filter((row2) => Number(row2.sequence) < upgradedAt);
  for (const row2 of await legacy.prove(db, provable)) {
    authentic.add(row2);
  }
  const events = [];
  const tampered = /* @__PURE__ */ new Set();
  for (const row2 of rows) {
    const event = authentic.has(row2) ? readEvent(row2) : void 0;
    if (event) {
      events.push(event);
    } else if (row2.sequence !== null) {
      tampered.add(
        keyOf3({
          kind: row2.subject_kind,
          id: row2.subject_id,
          ...row2.chatbot === null ? {} : { chatbot: row2.chatbot }
        })
      );
    }
  }
  return { events, tampered };
}
async function readTexts(db, events) {
  const ids = events.filter(({ texts }) => TEXTS.some((field) => field in texts)).map(({ eventId }) => eventId);
  const rows = ids.length === 0 ? [] : await listAuditTexts(db, ids);
  return new Map(
    rows.map(({ event_id, field, salt }) => [`${event_id} ${field}`, salt])
  );
}
function readEvent(row2) {
  try {
    const body = parseAuditEventText(row2.body);
    return readStoredEvent(body);
  } catch {
    return void 0;
  }
}
function keyOf3({
  kind,
  chatbot,
  id: id2
}) {
  return JSON.stringify([kind, chatbot ?? null, id2]);
}

// plugins/chatbots-backend/src/audit/evidence/LogEvidenceVerifier.ts
var LogEvidenceVerifier = class {
  #keys;
  #alarm;
  #legacy;
  constructor(options) {
    this.#keys = options.keys;
    this.#alarm = options.alarm;
    this.#legacy = new LegacyProofs(options);
  }
  /** Names what the log does not bear out, among the claims; nothing else counts. */
  async unproven(db, claims) {
    const testimony = await readTestimony(db, claims, {
      keys: this.#keys,
      legacy: this.#legacy
    });
    return claims.filter((claim) => !claim.holds(testimony)).map(({ what }) => what);
  }
  /** Tells of what was counted and is not in the log, after its command was refused. Never throws. */
  async raise(unproven) {
    await this.#alarm.raise(unprovenTrouble(unproven));
  }
};

// plugins/chatbots-backend/src/audit/query/summarizeEvent.ts
var WORDS = {
  "chatbot.registered": "Chatbot registered",
  "chatbot.facts-changed": "Chatbot facts changed",
  "token.issued": "Token issued",
  "token.exchanged": "Token exchanged",
  "token.revoked": "Token revoked",
  "version.reported": "Version reported",
  "evaluation.reported": "Evaluation reported",
  "policy.proposed": "Policy proposed",
  "policy.approved": "Policy approved",
  "policy.activated": "Policy activated",
  "promotion.requested": "Promotion requested",
  "promotion.reopened": "Promotion reopened",
  "promotion.rebound": "Promotion rebound",
  "promotion.answered": "Outside system answered",
  "promotion.decided": "Promotion decided",
  "promotion.decision-withdrawn": "Promotion decision withdrawn",
  "promotion.approved": "Promotion approved",
  "promotion.withdrawn": "Promotion withdrawn",
  "promotion.rejected": "Promotion rejected",
  "promotion.expired": "Promotion expired",
  "promotion.void": "Promotion void",
  "promotion.superseded": "Promotion superseded",
  "promotion.workflow-requested": "Deploy workflow requested",
  "promotion.workflow-started": "Deploy workflow started",
  "promotion.workflow-failed": "Deploy workflow not started",
  "promotion.released": "Promotion released",
  "promotion.deploying": "Promotion deploying",
  "deployment.step-reported": "Deployment step reported",
  "deployment.deployed": "Deployment deployed",
  "deployment.rolled-back": "Deployment rolled back",
  "deployment.failed": "Deployment failed",
  "promotion.deployed": "Promotion deployed",
  "promotion.rolled-back": "Promotion rolled back",
  "promotion.failed": "Promotion failed",
  "webhook.redelivered": "Webhook deliveries sent again",
  "audit.exported": "Audit exported",
  "log.upgraded": "Log upgraded"
};
function summarizeEvent({ type, subject: subject6, data }) {
  const about4 = [
    "chatbot" in subject6 ? subject6.chatbot : void 0,
    "version" in data ? data.version : void 0
  ].filter(Boolean).join(" \xB7 ");
  const stage = "stage" in data && data.stage ? ` \u2192 ${data.stage}` : "";
  const reason = "reasonCode" in data && data.reasonCode ? ` (${data.reasonCode})` : "";
  return `${WORDS[type]}${about4 ? `: ${about4}` : ""}${stage}${reason}`;
}

// plugins/chatbots-backend/src/audit/query/AuditEventView.ts
async function toAuditEvents(knex, rows) {
  const bodies = rows.map((row2) => readBody(row2));
  const pseudonyms = new Set(
    bodies.flatMap(
      (body) => body ? [
        ...pseudonymOf(body.actor),
        ...Object.values(body.data.people ?? {}).flat()
      ] : []
    )
  );
  const people2 = await readPeople(knex, [...pseudonyms]);
  const texts = /* @__PURE__ */ new Map();
  for (const text4 of await listAuditTexts(
    knex,
    rows.map(({ id: id2 }) => id2)
  )) {
    texts.set(text4.event_id, {
      ...texts.get(text4.event_id),
      [text4.field]: text4.text
    });
  }
  return rows.map((row2, i) => {
    const body = bodies[i];
    if (!body) {
      return unreadable(row2);
    }
    const { actor, subject: subject6, data, demo } = body;
    const named2 = Object.fromEntries(
      Object.entries(data.people ?? {}).map(([role, list]) => [
        role,
        list.map((pseudonym) => people2.get(pseudonym) ?? "erased")
      ])
    );
    const [ref] = pseudonymOf(actor).flatMap((one) => people2.get(one) ?? []);
    return {
      sequence: Number(row2.sequence),
      id: row2.id,
      type: row2.type,
      occurredAt: row2.occurred_at,
      recordedAt: row2.recorded_at,
      actor: { ...actor, ...ref ? { ref } : {} },
      subject: subject6,
      data: data.people ? { ...data, people: named2 } : data,
      texts: texts.get(row2.id),
      summary: summaryOf(body),
      demo
    };
  });
}
function readBody(row2) {
  try {
    return parseAuditEventText(row2.body);
  } catch {
    return void 0;
  }
}
function pseudonymOf(actor) {
  return actor.kind === "user" ? [actor.pseudonym] : [];
}
function summaryOf(body) {
  try {
    return summarizeEvent(readStoredEvent(body));
  } catch {
    return body.type;
  }
}
function unreadable(row2) {
  return {
    sequence: Number(row2.sequence),
    id: row2.id,
    type: row2.type,
    occurredAt: row2.occurred_at,
    recordedAt: row2.recorded_at,
    actor: { kind: row2.actor_kind },
    subject: {
      kind: row2.subject_kind,
      ...row2.chatbot === null ? {} : { chatbot: row2.chatbot },
      id: row2.subject_id
    },
    summary: row2.type
  };
}

// plugins/chatbots-backend/src/audit/query/AuditQueryService.ts
var base64 = (bytes) => Buffer.from(bytes).toString("base64");
var AuditQueryService = class {
  #knex;
  constructor(options) {
    this.#knex = options.knex;
  }
  /** Newest first. Only events that have a number: what has none yet is not part of the log. */
  async list(filter, page) {
    const events = await listAuditEvents(this.#knex, filter, page);
    return {
      ...await mapPage(events, (rows) => toAuditEvents(this.#knex, rows)),
      total: await countAuditEvents(this.#knex, filter)
    };
  }
  /** The event with its exact bytes, its proof under the newest checkpoint, and its neighbours. */
  async get(sequence) {
    const row2 = await findAuditEvent(this.#knex, sequence);
    if (!row2) {
      throw errorWithReason(
        "audit-event-unknown",
        `The audit log has no event ${sequence}`
      );
    }
    const [event] = await toAuditEvents(this.#knex, [row2]);
    const checkpoint = await findNewestCheckpoint(this.#knex);
    const size = checkpoint ? Number(checkpoint.size) : 0;
    const hashes = checkpoint && sequence < size ? await inclusionProof(
      sequence,
      size,
      createNodeReader(this.#knex),
      sha256
    ) : void 0;
    return {
      event,
      body: row2.body,
      leafHash: row2.leaf_hash,
      ...checkpoint && hashes ? {
        proof: {
          index: sequence,
          size,
          hashes: hashes.map(base64),
          checkpoint: checkpoint.note
        }
      } : {},
      ...sequence > 0 ? { previous: sequence - 1 } : {},
      ...sequence + 1 < size ? { next: sequence + 1 } : {}
    };
  }
  /** Shows that the log at `to` events is the log at `from` events, continued. */
  async consistency(from, to) {
    const checkpoint = await findNewestCheckpoint(this.#knex);
    const size = checkpoint ? Number(checkpoint.size) : 0;
    if (from > to || to > size) {
      throw errorWithReason(
        "audit-range-invalid",
        `A proof needs from <= to <= ${size}, the size of the log`
      );
    }
    const hashes = await consistencyProof(
      from,
      to,
      createNodeReader(this.#knex),
      sha256
    );
    return { from, to, hashes: hashes.map(base64) };
  }
  /** Types that occur, for a filter's choices. */
  async types() {
    return listEventTypes(this.#knex);
  }
};

// plugins/chatbots-backend/src/audit/sequence/logEnd.ts
function signEnd(end, keys) {
  return keys.sign(textOf3(end));
}
function assertEnd(end, log, keys) {
  const problem = keys.verify(textOf3(end), log);
  if (problem && !(problem === "mac-key-unknown" && keys.ephemeral)) {
    throw new Error(
      `audit-log-end-changed: the end of the log at size ${end.size} is not what the portal wrote (${problem}); nothing is numbered until it is`
    );
  }
}
var PAGE2 = 500;
async function assertLegacyLog(db, options) {
  const { log, verifierKeys, eventKeys } = options;
  const size = Number(log.size);
  let frontier = emptyFrontier;
  let upgraded = false;
  while (frontier.size < size) {
    const rows = await listLogFrom(db, { from: frontier.size, limit: PAGE2 });
    if (rows.length === 0) {
      break;
    }
    upgraded ||= rows.some(({ body }) => isUpgrade(body));
    const leaves = rows.map(
      ({ body }) => Buffer.from(leafHashOf(body), "base64")
    );
    frontier = appendLeaves(frontier, leaves, sha256).frontier;
  }
  const end = { size: frontier.size, root: frontierRoot(frontier, sha256) };
  const isVouchedFor = (
    // The events that this version numbered last may not be signed yet.
    eventKeys.verify(textOf3(end), log) === void 0 || await isSigned(db, end, verifierKeys)
  );
  if (upgraded || end.size !== size || !isVouchedFor) {
    throw new Error(
      `audit-log-end-changed: the log of size ${size} is said to be from before events had a MAC, and neither its newest checkpoint nor its end bears that out; nothing is numbered until it does`
    );
  }
}
async function isSigned(db, end, verifierKeys) {
  const newest2 = await findNewestCheckpoint(db);
  const signed = newest2 && await verifyCheckpoint(newest2.note, verifierKeys, verifyEd25519).catch(
    () => void 0
  );
  return signed?.size === end.size && equalBytes(signed.root, end.root);
}
function isUpgrade(body) {
  try {
    return parseAuditEventText(body).type === "log.upgraded";
  } catch {
    return false;
  }
}
function textOf3({ size, root }) {
  return `log end
${size}
${Buffer.from(root).toString("base64")}`;
}

// plugins/chatbots-backend/src/audit/sequence/Checkpointer.ts
var MAX_PAUSE_MS = 6e4;
var Checkpointer = class {
  #options;
  #follower;
  #listeners = /* @__PURE__ */ new Set();
  /** Size that is known to be signed. */
  #covered = 0;
  #failures = 0;
  #pausedUntil = 0;
  #failingSince;
  constructor(options) {
    this.#options = options;
    this.#follower = new Follower({
      name: "Signing a checkpoint",
      logger: options.logger,
      step: async () => {
        await this.#checkpointEnd();
        return false;
      }
    });
  }
  /** RFC 3339. Since when this process fails to sign; undefined while it does not. */
  get failingSince() {
    return this.#failingSince;
  }
  /** Calls back after the end of the log was found or made to have a checkpoint. */
  onSigned(listener) {
    this.#listeners.add(listener);
  }
  /** Asks for a run, unless the last ones failed and the next one is not due. Never throws. */
  wake() {
    if (this.#options.clock.now().getTime() >= this.#pausedUntil) {
      this.#follower.wake();
    }
  }
  /** Signs what has its number before the call. Rejects when it can't. */
  async run() {
    await this.#follower.run();
  }
  /** Ends after the signature that is being waited for. */
  async stop() {
    await this.#follower.stop();
  }
  async #checkpointEnd() {
    const { knex, clock, keys } = this.#options;
    const log = await readLogRow(knex);
    const size = Number(log?.size ?? 0);
    if (!log || size === 0 || size === this.#covered) {
      return;
    }
    try {
      const frontier = await readFrontier(size, createNodeReader(knex));
      const end = { size, root: frontierRoot(frontier, sha256) };
      if (!await isSigned(knex, end, keys.verifierKeys)) {
        assertEnd(end, log, this.#options.eventKeys);
        await this.#sign(end);
      }
    } catch (error) {
      this.#failures += 1;
      const now = clock.now();
      this.#failingSince ??= toInstant(now);
      this.#pausedUntil = now.getTime() + Math.min(MAX_PAUSE_MS, 500 * 2 ** this.#failures);
      throw error;
    }
    this.#covered = size;
    this.#failures = 0;
    this.#pausedUntil = 0;
    this.#failingSince = void 0;
    for (const listener of this.#listeners) {
      listener();
    }
  }
  async #sign(end) {
    const { knex, clock, keys } = this.#options;
    await putCheckpoint(knex, {
      size: end.size,
      root_hash: Buffer.from(end.root).toString("base64"),
      note: await signCheckpoint(end, keys.verifierKey, keys.signer.sign),
      signed_at: toInstant(clock.now())
    });
  }
};

// plugins/chatbots-backend/src/database/retryTransaction.ts
var import_promises = require("node:timers/promises");
var RETRYABLE = /* @__PURE__ */ new Set(["40001", "40P01", "SQLITE_BUSY"]);
var ATTEMPTS = 5;
async function retryTransaction(run) {
  for (let attempt2 = 1; ; attempt2 += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt2 >= ATTEMPTS || !isRetryable(error)) {
        throw error;
      }
      await (0, import_promises.setTimeout)(Math.random() * 20 * 2 ** attempt2);
    }
  }
}
function isRetryable(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" && RETRYABLE.has(error.code);
}

// plugins/chatbots-backend/src/database/unnumberedEvents.ts
function waiting(db) {
  return db("audit_events").whereNull("sequence").whereNull("set_aside_at");
}
async function findNewestInsertId(db) {
  const [{ newest: newest2 }] = await db("audit_events").max({ newest: "insert_id" });
  return newest2 ?? void 0;
}
async function isAnyWaiting(db, until2) {
  const query = waiting(db).first("insert_id");
  if (until2 !== void 0) {
    query.where("insert_id", "<=", until2);
  }
  return await query !== void 0;
}
async function countWaiting(db) {
  const [{ count: count3 }] = await waiting(db).count({ count: "*" });
  return Number(count3);
}
async function listWaiting(db, limit) {
  return waiting(db).orderBy("insert_id").limit(limit);
}
async function listWaitingWithoutMac(db, options) {
  return waiting(db).where("insert_id", "<=", options.until).whereNull("mac").orderBy("insert_id").limit(options.limit);
}
async function findWaiting(db, id2) {
  return waiting(db).where({ id: id2 }).first();
}
async function isAnyNumberedWithMac(db) {
  const row2 = await db("audit_events").whereNotNull("sequence").where((one) => one.whereNotNull("mac").orWhere({ type: "log.upgraded" })).first("id");
  return row2 !== void 0;
}
async function numberEvents(db, insertIds, first) {
  const rows = insertIds.map(() => "(cast(? as bigint), cast(? as bigint))").join(", ");
  const bindings = insertIds.flatMap((id2, i) => [Number(id2), first + i]);
  await db.raw(
    `update audit_events set sequence = numbers.column2
     from (values ${rows}) as numbers
     where audit_events.insert_id = numbers.column1`,
    bindings
  );
}
async function setAside(db, events, now) {
  for (const { id: id2, reason } of events) {
    await db("audit_events").where({ id: id2 }).update({ set_aside_at: now, set_aside_reason: reason });
  }
}
async function listSetAside(db, limit) {
  return db("audit_events").whereNotNull("set_aside_at").orderBy([
    { column: "set_aside_at", order: "desc" },
    { column: "insert_id", order: "desc" }
  ]).limit(limit);
}
async function countSetAside(db) {
  const [{ count: count3 }] = await db("audit_events").whereNotNull("set_aside_at").count({ count: "*" });
  return Number(count3);
}

// plugins/chatbots-backend/src/database/Actor.ts
var PORTAL = { kind: "service", subject: "portal" };

// plugins/chatbots-backend/src/audit/append/DatabaseAuditAppender.ts
var import_node_crypto7 = require("node:crypto");
var import_zod26 = require("zod");
var DatabaseAuditAppender = class {
  #keys;
  constructor(options) {
    this.#keys = options.keys;
  }
  async append(db, event, context) {
    await this.insert(db, event, context);
  }
  /** Writes the event and returns its id. */
  async insert(db, event, context) {
    assertShape(event);
    const id2 = (0, import_node_crypto7.randomUUID)();
    const { actor } = context;
    const people2 = event.people ?? {};
    const pseudonymOf2 = await ensurePseudonyms(
      db,
      [
        ...Object.values(people2).flat(),
        ...actor.kind === "user" ? [actor.userRef] : []
      ],
      context.recordedAt
    );
    const pseudonyms = Object.fromEntries(
      Object.entries(people2).map(([role, refs]) => [
        role,
        refs.map(pseudonymOf2)
      ])
    );
    const written = event.texts ?? {};
    const texts = Object.entries(written).map(([field, text5]) => {
      const salt = (0, import_node_crypto7.randomBytes)(32);
      const commitment2 = commitText(text5, salt, sha256);
      return { field, text: text5, salt: salt.toString("base64"), commitment: commitment2 };
    });
    const body = {
      schemaVersion: 1,
      eventId: id2,
      type: event.type,
      occurredAt: context.occurredAt,
      recordedAt: context.recordedAt,
      actor: actorFact(actor, pseudonymOf2),
      subject: event.subject,
      data: {
        ...event.data,
        ...event.people ? { people: pseudonyms } : {},
        ...texts.length > 0 ? {
          texts: Object.fromEntries(
            texts.map(({ field, commitment: commitment2 }) => [field, { commitment: commitment2 }])
          )
        } : {}
      },
      ...context.demo ? { demo: true } : {}
    };
    const text4 = auditEventText(body);
    await insertAuditEvent(db, {
      ...eventColumns(body),
      body: text4,
      leaf_hash: leafHashOf(text4),
      ...this.#keys.sign(text4)
    });
    await insertAuditTexts(
      db,
      texts.map(({ field, salt, text: plain2 }) => ({
        event_id: id2,
        field,
        salt,
        text: plain2
      }))
    );
    return id2;
  }
};
function assertShape(event) {
  const { error } = eventSchemas[event.type].safeParse(event);
  if (error) {
    throw errorWithReason(
      "audit-event-invalid",
      `The audit event is no ${event.type}: ${(0, import_zod26.prettifyError)(error)}`
    );
  }
}
function actorFact(actor, pseudonymOf2) {
  switch (actor.kind) {
    case "user":
      return { kind: actor.kind, pseudonym: pseudonymOf2(actor.userRef) };
    case "pipeline":
      return {
        kind: actor.kind,
        chatbot: actor.chatbot,
        tokenId: actor.tokenId
      };
    default:
      return { kind: actor.kind, subject: actor.subject };
  }
}

// plugins/chatbots-backend/src/audit/sequence/nextEvents.ts
var BATCH2 = 400;
async function isUpgradePending(db, log) {
  return log.legacy_until !== null && !await isAnyNumberedWithMac(db);
}
async function nextEvents(db, options) {
  const { log, isPending, keys, now } = options;
  if (!isPending) {
    const rows = await listWaiting(db, BATCH2);
    return rows.length > 0 ? { rows, keys, upgrades: false } : void 0;
  }
  const until2 = Number(log.legacy_until);
  const legacy = until2 > 0 ? await listWaitingWithoutMac(db, { until: until2, limit: BATCH2 }) : [];
  if (legacy.length > 0) {
    return { rows: legacy, keys: void 0, upgrades: false };
  }
  const size = Number(log.size);
  if (size === 0 && !await isAnyWaiting(db)) {
    return void 0;
  }
  const id2 = await new DatabaseAuditAppender({ keys }).insert(
    db,
    {
      type: "log.upgraded",
      subject: { kind: "audit-log", id: keys.origin },
      data: { size }
    },
    { actor: PORTAL, occurredAt: now, recordedAt: now, demo: false }
  );
  const row2 = await findWaiting(db, id2);
  return { rows: row2 ? [row2] : [], keys, upgrades: true };
}

// plugins/chatbots-backend/src/audit/sequence/sortEvents.ts
async function sortEvents(db, rows, keys) {
  const held = await findHeldLeaves(
    db,
    rows.map((row2) => row2.leaf_hash)
  );
  const sorted3 = { good: [], bad: [] };
  for (const row2 of rows) {
    const problem = keys ? authenticateEvent(row2, keys) : compareColumns(row2);
    const reason = problem ?? (held.has(row2.leaf_hash) ? "event-repeated" : void 0);
    if (reason) {
      sorted3.bad.push({ id: row2.id, reason });
    } else {
      sorted3.good.push(row2);
    }
  }
  return sorted3;
}

// plugins/chatbots-backend/src/audit/sequence/Sequencer.ts
var Sequencer = class {
  #options;
  #follower;
  #isUpgraded = false;
  #listeners = /* @__PURE__ */ new Set();
  constructor(options) {
    this.#options = options;
    this.#follower = new Follower({
      name: "Numbering audit events",
      logger: options.logger,
      step: async () => {
        await this.#numberCommitted();
        return false;
      }
    });
  }
  /** Calls back after new events were numbered, with the size of the log. */
  onSequenced(listener) {
    this.#listeners.add(listener);
  }
  /** Asks for a run. Never throws. */
  wake() {
    this.#follower.wake();
  }
  /** Waits until everything committed before the call has its number. */
  async drain() {
    await this.#follower.run();
  }
  /** Ends after the batch that is being numbered. */
  async stop() {
    await this.#follower.stop();
  }
  /** Numbers what is committed now. What comes meanwhile has a run of its own, so that this one ends under any load. */
  async #numberCommitted() {
    if (!await this.#isBehind()) {
      return;
    }
    const newest2 = await findNewestInsertId(this.#options.knex);
    let size;
    let isPending = false;
    do {
      const batch = await this.#runBatch();
      if (batch === void 0) {
        break;
      }
      if (batch.setAside.length > 0) {
        await this.#options.alarm.raise(setAsideTrouble(batch.setAside));
      }
      if (batch.numbered > 0) {
        size = batch.size;
      }
      isPending = batch.isPending;
    } while (!this.#follower.isStopped && (isPending || await this.#isBehind(newest2)));
    if (size !== void 0) {
      for (const listener of this.#listeners) {
        listener(size);
      }
    }
  }
  /** Asked without the lock, so that looking every second costs writers nothing. */
  async #isBehind(newest2) {
    const { knex } = this.#options;
    if (await isAnyWaiting(knex, newest2)) {
      return true;
    }
    return newest2 === void 0 && this.#needsUpgrade();
  }
  /** Whether a log from before there were MACs has yet to say from where on it has them. */
  async #needsUpgrade() {
    if (this.#isUpgraded) {
      return false;
    }
    const log = await readLogRow(this.#options.knex);
    this.#isUpgraded = log?.legacy_until === null;
    return !this.#isUpgraded && Number(log?.size) > 0;
  }
  /** Undefined when there was nothing to number. */
  async #runBatch() {
    const { knex, clock, verifierKeys, eventKeys: keys, alarm } = this.#options;
    return retryTransaction(
      () => knex.transaction(async (db) => {
        await beginWrite(db);
        const log = await lockLogRow(db);
        const now = toInstant(clock.now());
        const isPending = await isUpgradePending(db, log);
        const next = await nextEvents(db, { log, isPending, keys, now });
        if (!next) {
          return void 0;
        }
        if (isPending && Number(log.size) > 0) {
          await assertLegacyLog(db, { log, verifierKeys, eventKeys: keys });
        }
        const { good, bad } = await sortEvents(db, next.rows, next.keys);
        if (bad.length > 0) {
          await setAside(db, bad, now);
          await alarm.addNotice(db, setAsideTrouble(bad), now);
        }
        const size = good.length > 0 ? await this.#extend(db, { log, isPending, events: good }) : Number(log.size);
        if (next.upgrades || !isPending) {
          await markLogUpgraded(db);
        }
        return {
          size,
          numbered: good.length,
          setAside: bad,
          isPending: isPending && !next.upgrades
        };
      })
    );
  }
  /** Numbers events and extends the tree by them. Returns its size. */
  async #extend(db, options) {
    const { eventKeys } = this.#options;
    const { log, events } = options;
    const before = Number(log.size);
    const reached = await readFrontier(before, createNodeReader(db));
    if (!options.isPending || log.mac !== null) {
      const root = frontierRoot(reached, sha256);
      assertEnd({ size: before, root }, log, eventKeys);
    }
    await numberEvents(
      db,
      events.map((event) => event.insert_id),
      before
    );
    const { frontier, newNodes } = appendLeaves(
      reached,
      events.map((event) => Buffer.from(event.leaf_hash, "base64")),
      sha256
    );
    await insertNodes(db, newNodes);
    const end = { size: frontier.size, root: frontierRoot(frontier, sha256) };
    await moveLogEnd(db, { size: end.size, ...signEnd(end, eventKeys) });
    return end.size;
  }
};

// plugins/chatbots-backend/src/database/unprovenRows.ts
var PROMOTION = {
  kind: "promotion",
  id: "r.promotion_id",
  chatbot: "(select p.chatbot from promotions p where p.id = r.promotion_id limit 1)"
};
var POLICY = { kind: "policy", id: "cast(r.number as varchar(10))" };
var BY_PERSON = `(
  e.pseudonym = (select w.pseudonym from people w where w.user_ref = r.user_ref)
  or not exists (select 1 from people w where w.user_ref = r.user_ref)
)`;
var SOURCES = [
  {
    kind: "promotion",
    table: "promotions",
    id: "r.id",
    subject: { kind: "promotion", id: "r.id", chatbot: "r.chatbot" },
    at: "r.requested_at",
    type: "promotion.requested"
  },
  {
    kind: "decision",
    table: "decisions",
    id: "r.id",
    subject: PROMOTION,
    at: "r.decided_at",
    where: "r.withdrawn_at is null",
    type: "promotion.decided",
    named: "decisionId",
    and: `e.occurred_at = r.decided_at and ${BY_PERSON}`
  },
  {
    kind: "answer",
    table: "external_answers",
    id: "r.id",
    subject: PROMOTION,
    at: "r.answered_at",
    type: "promotion.answered",
    named: "answerId",
    and: "e.occurred_at = r.answered_at"
  },
  {
    kind: "permit",
    table: "permits",
    id: "r.id",
    subject: PROMOTION,
    at: "r.issued_at",
    type: "promotion.released",
    named: "permitId"
  },
  {
    kind: "permit-use",
    table: "permits",
    id: "r.id",
    subject: PROMOTION,
    at: "r.consumed_at",
    where: "r.consumed_at is not null",
    type: "promotion.deploying",
    named: "permitId"
  },
  {
    kind: "workflow",
    table: "workflow_dispatches",
    id: "r.id",
    subject: PROMOTION,
    at: "r.requested_at",
    type: "promotion.workflow-requested",
    named: "dispatchId"
  },
  {
    kind: "deployment",
    table: "deployments",
    id: "r.id",
    subject: { ...PROMOTION, chatbot: "r.chatbot" },
    at: "r.started_at",
    type: "promotion.deploying",
    named: "deploymentId"
  },
  {
    kind: "evaluation",
    table: "evaluations",
    id: "r.id",
    subject: { kind: "evaluation", id: "r.id", chatbot: "r.chatbot" },
    at: "r.reported_at",
    type: "evaluation.reported"
  },
  {
    kind: "policy",
    table: "policies",
    id: POLICY.id,
    subject: POLICY,
    at: "r.proposed_at",
    type: "policy.proposed"
  },
  {
    kind: "policy-activation",
    table: "policies",
    id: POLICY.id,
    subject: POLICY,
    at: "coalesce(r.activated_at, r.proposed_at)",
    where: "(r.active_key is not null or r.state <> 'proposed')",
    type: "policy.activated"
  },
  {
    kind: "policy-approval",
    table: "policy_approvals",
    id: "cast(r.policy_number as varchar(10))",
    subject: { kind: "policy", id: "cast(r.policy_number as varchar(10))" },
    at: "r.approved_at",
    type: "policy.approved",
    and: `e.occurred_at = r.approved_at and ${BY_PERSON}`
  }
];
async function findUnprovenRows(db, limit) {
  const position = isPostgres(db) ? "strpos" : "instr";
  const rows = await db.with(
    "unproven",
    db.raw(
      SOURCES.map((source) => withoutEvent(source, position)).join(
        "\nunion all\n"
      )
    )
  ).from("unproven").orderBy([
    { column: "at", order: "desc" },
    { column: "id", order: "asc" }
  ]).limit(limit).select("*", db.raw("count(*) over () as total"));
  return {
    count: Number(rows[0]?.total ?? 0),
    latest: rows.map(({ total: _, ...row2 }) => row2)
  };
}
function withoutEvent(source, position) {
  const { kind, subject: subject6, named: named2 } = source;
  const conditions = [
    `e.subject_id = ${subject6.id}`,
    `e.type = '${source.type}'`,
    "e.set_aside_at is null",
    ...source.and ? [source.and] : [],
    // Events of version 0.1, which have no MAC, name no decision.
    ...named2 ? [
      `(${position}(e.body, '"${named2}":"' || r.id || '"') > 0${named2 === "decisionId" ? " or e.mac is null" : ""})`
    ] : []
  ];
  return `select '${kind}' as kind, ${source.id} as id,
      '${subject6.kind}' as subject_kind, ${subject6.id} as subject_id,
      ${subject6.chatbot ?? "null"} as chatbot, ${source.at} as at
    from ${source.table} r
    where ${source.where ?? "1 = 1"} and (
      select e.id from audit_events e where ${conditions.join(" and ")} limit 1
    ) is null`;
}

// plugins/chatbots-backend/src/audit/status/AuditStatusService.ts
var MAX_GAPS = 20;
var MAX_LATEST = 5;
var AuditStatusService = class {
  #knex;
  #queries;
  #origin;
  #verifierKey;
  #fingerprint;
  #checkpointer;
  #anchorer;
  constructor(options) {
    this.#knex = options.knex;
    this.#queries = options.queries;
    this.#origin = options.origin;
    this.#verifierKey = options.verifierKey;
    this.#fingerprint = options.fingerprint;
    this.#checkpointer = options.checkpointer;
    this.#anchorer = options.anchorer;
  }
  async get() {
    const { events, gaps } = await this.#numbered();
    const checkpoint = await this.#latestCheckpoint();
    const { failingSince } = this.#checkpointer;
    return {
      events,
      unsequenced: await countWaiting(this.#knex),
      gaps,
      setAside: await this.#setAside(),
      unproven: await this.#unproven(),
      origin: this.#origin,
      checkpoint,
      uncheckpointed: await readLogSize(this.#knex) - (checkpoint?.size ?? 0),
      ...failingSince ? { signingFailingSince: failingSince } : {},
      anchors: await this.#anchors(),
      verifierKey: this.#verifierKey,
      fingerprint: this.#fingerprint,
      types: await this.#queries.types()
    };
  }
  /** Throws `audit-range-invalid` while the log is empty. */
  async checkpoint() {
    const checkpoint = await this.#latestCheckpoint();
    if (!checkpoint) {
      throw errorWithReason(
        "audit-range-invalid",
        "The log has no checkpoint yet: nothing has been recorded"
      );
    }
    return checkpoint;
  }
  async #latestCheckpoint() {
    const row2 = await findNewestCheckpoint(this.#knex);
    if (!row2) {
      return void 0;
    }
    const size = Number(row2.size);
    const holders = this.#anchorer.states().flatMap(
      (one) => one.state === "verified" && (one.size ?? 0) >= size ? one.id : []
    );
    const given = (await listAnchored(this.#knex, size)).filter(
      ({ anchor }) => holders.includes(anchor)
    );
    return {
      size,
      rootHash: row2.root_hash,
      note: row2.note,
      signedAt: row2.signed_at,
      anchors: holders,
      ...given.length > 0 ? { anchoredAt: given[0].anchored_at } : {}
    };
  }
  /** What each anchor holds; only of what was verified it is said since when. */
  async #anchors() {
    const told = [];
    for (const one of this.#anchorer.states()) {
      const given = one.state === "verified" && one.size !== void 0 ? await listAnchored(this.#knex, one.size) : [];
      const own = given.find(({ anchor }) => anchor === one.id);
      told.push({ ...one, ...own ? { givenAt: own.anchored_at } : {} });
    }
    return told;
  }
  /** Events that the sequencer refused to number, newest first. Their columns say what somebody else wrote. */
  async #setAside() {
    const latest = await listSetAside(this.#knex, MAX_LATEST);
    return {
      count: await countSetAside(this.#knex),
      latest: latest.map((row2) => ({
        id: short(row2.id),
        type: short(row2.type),
        reason: short(row2.set_aside_reason),
        recordedAt: short(row2.recorded_at),
        setAsideAt: short(row2.set_aside_at)
      }))
    };
  }
  /** Rows without an event, newest first. Their columns may say anything. */
  async #unproven() {
    const { count: count3, latest } = await findUnprovenRows(this.#knex, MAX_LATEST);
    return {
      count: count3,
      latest: latest.map((row2) => ({
        kind: row2.kind,
        id: short(row2.id),
        subject: {
          kind: row2.subject_kind,
          id: short(row2.subject_id),
          ...row2.chatbot === null ? {} : { chatbot: short(row2.chatbot) }
        },
        at: short(row2.at)
      }))
    };
  }
  /**
   * How many events have a number, and numbers below the log's size that none carries: something was removed from the table.
   * Where nothing was, count, first and last agree, and nothing is searched for.
   */
  async #numbered() {
    const size = await readLogSize(this.#knex);
    const { events, first = 0, last = -1 } = await measureNumbers(this.#knex);
    const complete = first === 0 && events === last + 1;
    return {
      events,
      gaps: [
        ...complete ? [] : await listGaps(this.#knex, MAX_GAPS),
        ...last < size - 1 ? [size - 1] : []
      ]
    };
  }
};
function short(text4) {
  return String(text4).slice(0, 100);
}

// plugins/chatbots-backend/src/audit/createAudit.ts
async function createAudit(context, options) {
  const { knex, unitOfWork, clock, logger, eventKeys } = context;
  const { logKeys, alarm } = options;
  const { signer, verifierKey, verifierKeys, publicKeys } = logKeys;
  const origin2 = verifierKey.name;
  const sequencer = new Sequencer({
    knex,
    clock,
    logger,
    verifierKeys,
    eventKeys,
    alarm
  });
  const checkpointer = new Checkpointer({
    knex,
    clock,
    logger,
    keys: logKeys,
    eventKeys
  });
  const anchorer = new Anchorer({
    knex,
    clock,
    logger,
    anchors: options.anchors,
    verifierKeys,
    alarm
  });
  sequencer.onSequenced(() => checkpointer.wake());
  checkpointer.onSigned(() => anchorer.wake());
  options.commits.follow(
    () => {
      sequencer.wake();
      checkpointer.wake();
      anchorer.wake();
    },
    async () => {
      await sequencer.stop();
      await checkpointer.stop();
      await anchorer.stop();
    }
  );
  const queries = new AuditQueryService({ knex });
  return {
    publicKeys,
    sequencer,
    queries,
    status: new AuditStatusService({
      knex,
      queries,
      origin: origin2,
      verifierKey: formatVerifierKey(verifierKey),
      fingerprint: signer.publicKey.fingerprint,
      checkpointer,
      anchorer
    }),
    exports: new AuditExportService({
      knex,
      unitOfWork,
      clock,
      sequencer,
      checkpointer,
      origin: origin2
    })
  };
}
function createEvidenceVerifier(context, { logKeys, alarm }) {
  return new LogEvidenceVerifier({
    keys: context.eventKeys,
    verifierKeys: logKeys.verifierKeys,
    alarm
  });
}
function createAlarm(context) {
  const recipients = context.config.getOptionalStringArray(
    "chatbots.audit.alarm.recipients"
  );
  return new AuditAlarm({
    ...context,
    keys: context.eventKeys,
    recipients: recipients ?? []
  });
}

// plugins/chatbots-backend/src/audit/anchor/FileAnchor.ts
var import_errors9 = require("@backstage/errors");
var import_node_fs = require("node:fs");
var import_promises2 = require("node:fs/promises");
var import_node_path = require("node:path");
var import_node_readline = require("node:readline");
var CHUNK2 = 4096;
var MAX_LINE = 1e6;
var FileAnchor = class {
  id = "file";
  #path;
  constructor(options) {
    this.#path = options.path;
  }
  async anchor(checkpoint) {
    await (0, import_promises2.mkdir)((0, import_node_path.dirname)(this.#path), { recursive: true });
    const file = await (0, import_promises2.open)(this.#path, "a+", 416);
    try {
      const { size, note } = checkpoint;
      const line = `${JSON.stringify({ size, note })}
`;
      await file.appendFile(await endsInLine(file) ? `
${line}` : line);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  async readLast() {
    const file = await ignoreMissing((0, import_promises2.open)(this.#path, "r"));
    try {
      const line = file && await readLastLine(file);
      return line ? parseLine(line) : void 0;
    } finally {
      await file?.close();
    }
  }
  async *readAll() {
    const file = await ignoreMissing((0, import_promises2.open)(this.#path, "r"));
    if (!file) {
      return;
    }
    await file.close();
    const input = (0, import_node_fs.createReadStream)(this.#path, "utf8");
    let broken;
    try {
      for await (const line of (0, import_node_readline.createInterface)({ input })) {
        if (line !== "") {
          broken = void 0;
          let checkpoint;
          try {
            checkpoint = parseLine(line);
          } catch (error) {
            broken = error;
          }
          if (checkpoint) {
            yield checkpoint;
          }
        }
      }
    } finally {
      input.destroy();
    }
    if (broken) {
      throw broken;
    }
  }
};
function addFileAnchor(anchors, config) {
  const path = config.getOptionalString("chatbots.audit.anchors.file.path");
  if (path) {
    anchors.addAnchor(new FileAnchor({ path }));
  }
}
async function endsInLine(file) {
  const { size } = await file.stat();
  if (size === 0) {
    return false;
  }
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== "\n";
}
async function readLastLine(file) {
  let { size: start } = await file.stat();
  let end = Buffer.alloc(0);
  while (start > 0) {
    const length = Math.min(CHUNK2, start);
    start -= length;
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
    end = Buffer.concat([buffer, end]);
    const text4 = end.toString("utf8").trimEnd();
    const newline = text4.lastIndexOf("\n");
    if (newline >= 0 || end.length > MAX_LINE) {
      return text4.slice(newline + 1);
    }
  }
  return end.toString("utf8").trimEnd() || void 0;
}
function parseLine(line) {
  const value = JSON.parse(line);
  if (typeof value === "object" && value !== null && "size" in value && Number.isSafeInteger(value.size) && "note" in value && typeof value.note === "string") {
    return { size: Number(value.size), note: value.note };
  }
  throw new Error("A line of the file is no checkpoint");
}
async function ignoreMissing(opened) {
  try {
    return await opened;
  } catch (error) {
    if ((0, import_errors9.isError)(error) && error.code === "ENOENT") {
      return void 0;
    }
    throw error;
  }
}

// plugins/chatbots-backend/src/audit/logKeys.ts
function toLogKeys({ signer, publicKeys }, origin2) {
  return {
    signer,
    verifierKey: toVerifierKey(signer.publicKey, origin2),
    verifierKeys: publicKeys.map((key) => toVerifierKey(key, origin2)),
    publicKeys: publicKeys.map((key, index) => {
      const verifierKey = toVerifierKey(key, origin2);
      return {
        use: "audit-log",
        keyId: verifierKey.keyId,
        algorithm: "Ed25519",
        publicKeyPem: key.pem,
        signs: index === 0,
        verifierKey: formatVerifierKey(verifierKey),
        fingerprint: key.fingerprint
      };
    })
  };
}
function toVerifierKey(key, origin2) {
  return createVerifierKey(origin2, key.bytes, sha256);
}
function logOrigin(config) {
  return config.getOptionalString("chatbots.audit.origin") ?? `${new URL(config.getString("backend.baseUrl")).host}/chatbots`;
}

// plugins/chatbots-backend/src/people/CatalogMembershipReader.ts
var import_catalog_model2 = require("@backstage/catalog-model");
var FIELDS = ["kind", "metadata.name", "metadata.namespace", "relations"];
var CatalogMembershipReader = class _CatalogMembershipReader {
  #catalog;
  #auth;
  static create(options) {
    return new _CatalogMembershipReader(options.catalog, options.auth);
  }
  constructor(catalog, auth) {
    this.#catalog = catalog;
    this.#auth = auth;
  }
  async groupsOf(userRef) {
    const groups = /* @__PURE__ */ new Set();
    const [user3] = await this.#read([normalize(userRef)]);
    let next = targets(user3, import_catalog_model2.RELATION_MEMBER_OF);
    while (next.length > 0) {
      const fresh = [...new Set(next)].filter((ref) => !groups.has(ref));
      for (const ref of fresh) {
        groups.add(ref);
      }
      const entities = fresh.length > 0 ? await this.#read(fresh) : [];
      next = entities.flatMap((entity) => targets(entity, import_catalog_model2.RELATION_CHILD_OF));
    }
    return groups;
  }
  async exists(entityRef) {
    const [entity] = await this.#read([normalize(entityRef)]);
    return entity !== void 0;
  }
  async #read(entityRefs) {
    try {
      const { items } = await withinTime(
        async () => this.#catalog.getEntitiesByRefs(
          { entityRefs, fields: FIELDS },
          { credentials: await this.#auth.getOwnServiceCredentials() }
        )
      );
      return items;
    } catch (cause) {
      throw errorWithReason(
        "membership-unavailable",
        "The catalog did not say who belongs to which group",
        { cause }
      );
    }
  }
};
function targets(entity, type) {
  return (entity?.relations ?? []).filter((relation) => relation.type === type).map((relation) => normalize(relation.targetRef));
}
function normalize(ref) {
  return (0, import_catalog_model2.stringifyEntityRef)((0, import_catalog_model2.parseEntityRef)(ref));
}

// plugins/chatbots-backend/src/people/CatalogUserMapper.ts
var import_catalog_model3 = require("@backstage/catalog-model");
var DEFAULT_LOGIN_ANNOTATIONS = [
  "github.com/user-login",
  "gitea.com/user-login",
  "gitlab.com/user-login"
];
var EMAIL = "spec.profile.email";
var BATCH3 = 50;
var CatalogUserMapper = class _CatalogUserMapper {
  #catalog;
  #auth;
  #annotations;
  static create(options) {
    return new _CatalogUserMapper(
      options.catalog,
      options.auth,
      options.loginAnnotations ?? DEFAULT_LOGIN_ANNOTATIONS
    );
  }
  constructor(catalog, auth, annotations) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#annotations = annotations;
  }
  async byLogin(logins) {
    return this.#map(
      logins,
      this.#annotations.map((name5) => `metadata.annotations.${name5}`),
      (user3) => this.#annotations.flatMap(
        (name5) => user3.metadata.annotations?.[name5] ?? []
      )
    );
  }
  async byEmail(emails) {
    return this.#map(emails, [EMAIL], (user3) => emailOf(user3) ?? []);
  }
  async #map(values, fields, valuesOf) {
    const wanted = [...new Set(values.filter((value) => value !== ""))];
    const owners = /* @__PURE__ */ new Map();
    for (let start = 0; start < wanted.length; start += BATCH3) {
      const batch = wanted.slice(start, start + BATCH3);
      for (const user3 of await this.#query(fields, batch)) {
        for (const value of [valuesOf(user3)].flat()) {
          const key = value.toLowerCase();
          owners.set(
            key,
            (owners.get(key) ?? /* @__PURE__ */ new Set()).add((0, import_catalog_model3.stringifyEntityRef)(user3))
          );
        }
      }
    }
    const mapped = /* @__PURE__ */ new Map();
    for (const value of wanted) {
      const [first, ...others] = owners.get(value.toLowerCase()) ?? [];
      if (first !== void 0 && others.length === 0) {
        mapped.set(value, first);
      }
    }
    return mapped;
  }
  async #query(fields, values) {
    try {
      const { items } = await withinTime(
        async () => this.#catalog.getEntities(
          {
            filter: fields.map((field) => ({ kind: "User", [field]: values })),
            fields: [
              "kind",
              "metadata.name",
              "metadata.namespace",
              "metadata.annotations",
              EMAIL
            ]
          },
          { credentials: await this.#auth.getOwnServiceCredentials() }
        )
      );
      return items;
    } catch (cause) {
      throw errorWithReason(
        "membership-unavailable",
        "The catalog did not say which users the identities belong to",
        { cause }
      );
    }
  }
};
function emailOf(user3) {
  const profile = user3.spec?.profile;
  if (typeof profile !== "object" || profile === null) {
    return void 0;
  }
  const email = Reflect.get(profile, "email");
  return typeof email === "string" ? email : void 0;
}

// plugins/chatbots-backend/src/people/MembershipReader.ts
async function isOwner(people2, userRef, owner) {
  return userRef === owner || (await people2.groupsOf(userRef)).has(owner);
}
async function assertOwner(people2, userRef, owner, what) {
  if (!await isOwner(people2, userRef, owner)) {
    throw errorWithReason(
      "not-allowed",
      `Only members of ${owner} may ${what}`
    );
  }
}

// plugins/chatbots-backend/src/authorization/AuthorizedAudit.ts
var AuthorizedAudit = class {
  #access;
  #services;
  constructor(options) {
    this.#access = options.access;
    this.#services = options.services;
  }
  async status(credentials) {
    await this.#assertMayRead(credentials);
    return this.#services.status.get();
  }
  async list(credentials, filter, page) {
    await this.#assertMayRead(credentials);
    return this.#services.queries.list(filter, page);
  }
  async get(credentials, sequence) {
    await this.#assertMayRead(credentials);
    return this.#services.queries.get(sequence);
  }
  async checkpoint(credentials) {
    await this.#assertMayRead(credentials);
    return this.#services.status.checkpoint();
  }
  async consistency(credentials, range) {
    await this.#assertMayRead(credentials);
    return this.#services.queries.consistency(range.from, range.to);
  }
  async createExport(credentials, request4) {
    await this.#assertMayExport(credentials);
    return this.#services.exports.create(
      credentials.principal.userEntityRef,
      request4
    );
  }
  /** Asked again here: a link must not outlive the right that it came from. */
  async openExport(credentials, ticket) {
    await this.#assertMayExport(credentials);
    return this.#services.exports.open(
      credentials.principal.userEntityRef,
      ticket
    );
  }
  #assertMayRead(credentials) {
    return this.#access.assertAllowed(
      credentials,
      auditReadPermission,
      "read the audit log"
    );
  }
  #assertMayExport(credentials) {
    return this.#access.assertAllowed(
      credentials,
      auditExportPermission,
      "export the audit log"
    );
  }
};

// plugins/chatbots-backend/src/authorization/AuthorizedChanges.ts
var AuthorizedChanges = class {
  #feed;
  #projections;
  constructor(options) {
    this.#feed = options.feed;
    this.#projections = options.projections;
  }
  async read(credentials, options) {
    assertService(credentials);
    return this.#feed.read(options);
  }
  async acknowledge(credentials, options) {
    assertService(credentials);
    await this.#feed.acknowledge(options);
  }
  async project(credentials, query) {
    assertService(credentials);
    return this.#projections.list(query);
  }
};
function assertService({ principal }) {
  if (Reflect.get(Object(principal), "type") !== "service") {
    throw errorWithReason(
      "not-allowed",
      "Only other plugins may follow changes"
    );
  }
}

// plugins/chatbots-backend/src/authorization/AuthorizedChatbots.ts
var AuthorizedChatbots = class {
  #access;
  #service;
  #views;
  #overviews;
  constructor(options) {
    this.#access = options.access;
    this.#service = options.service;
    this.#views = options.views;
    this.#overviews = options.overviews;
  }
  async register(registration2, credentials) {
    await this.#access.assertAllowed(
      credentials,
      chatbotRegisterPermission,
      "register chatbots"
    );
    return this.#service.register(registration2, {
      actor: { kind: "user", userRef: credentials.principal.userEntityRef }
    });
  }
  async changeFacts(chatbot, change2, credentials) {
    if (!await this.#access.isAdministrator(credentials)) {
      throw errorWithReason(
        "not-allowed",
        `Only administrators change a chatbot's owner, risk class or repository`,
        {
          hint: `Ask somebody with the permission ${chatbotAdministerPermission.name}.`
        }
      );
    }
    return this.#service.changeFacts(chatbot, change2, {
      actor: { kind: "user", userRef: credentials.principal.userEntityRef }
    });
  }
  async list(query, credentials) {
    return this.#views.list(query, await this.#access.viewer(credentials));
  }
  async overview(chatbot, credentials) {
    const viewer = await this.#access.viewer(credentials);
    return this.#overviews.get(chatbot, {
      ...viewer,
      administrator: await this.#access.isAdministrator(credentials)
    });
  }
};

// plugins/chatbots-backend/src/authorization/AuthorizedEvaluations.ts
var AuthorizedEvaluations = class {
  #access;
  #views;
  #trends;
  constructor(options) {
    this.#access = options.access;
    this.#views = options.views;
    this.#trends = options.trends;
  }
  async list(chatbot, query, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.list(chatbot, query, scope);
  }
  async get(id2, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.get(id2, scope);
  }
  async samples(id2, query, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.samples(id2, query, scope);
  }
  async trends(chatbot, query, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    return this.#trends.list(chatbot, query, scope);
  }
};

// plugins/chatbots-backend/src/database/ChatbotScope.ts
function whereInScope(query, scope, alias) {
  if (scope === void 0) {
    return;
  }
  if ("allOf" in scope) {
    for (const part of scope.allOf) {
      query.andWhere((group4) => whereInScope(group4, part, alias));
    }
  } else if ("anyOf" in scope) {
    query.andWhere((group4) => {
      for (const part of scope.anyOf) {
        group4.orWhere((inner) => whereInScope(inner, part, alias));
      }
    });
  } else if ("not" in scope) {
    query.whereNot((group4) => whereInScope(group4, scope.not, alias));
  } else {
    query.whereIn(`${alias}.${scope.column}`, [...scope.values]);
  }
}

// plugins/chatbots-backend/src/database/containsText.ts
function containsText(query, columns2, text4) {
  const pattern = `%${text4.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  query.where((group4) => {
    for (const column of columns2) {
      group4.orWhereRaw(`lower(${column}) like ? escape '\\'`, [pattern]);
    }
  });
}

// plugins/chatbots-backend/src/database/chatbots.ts
async function findChatbot(db, name5) {
  const row2 = await db("chatbots").where({ name: name5 }).first();
  if (!row2) {
    throw errorWithReason("chatbot-unknown", `There is no chatbot '${name5}'`);
  }
  return row2;
}
async function findVisibleChatbot(db, name5, scope) {
  const query = db("chatbots as c").where("c.name", name5);
  whereInScope(query, scope, "c");
  const row2 = await query.first("c.*");
  if (!row2) {
    throw errorWithReason("chatbot-unknown", `There is no chatbot '${name5}'`);
  }
  return row2;
}
async function findChatbotByRepository(db, host, repositoryId) {
  return db("chatbots").where({ repository_host: host, repository_id: repositoryId }).first();
}
async function lockChatbot(db, name5) {
  const row2 = await lockRows(db, db("chatbots").where({ name: name5 }).first());
  if (!row2) {
    throw errorWithReason("chatbot-unknown", `There is no chatbot '${name5}'`);
  }
  return row2;
}
async function lockChatbotOfPromotion(db, promotionId) {
  const name5 = db("promotions").where({ id: promotionId }).select("chatbot");
  const row2 = await lockRows(db, db("chatbots").whereIn("name", name5).first());
  if (!row2) {
    throw errorWithReason(
      "promotion-unknown",
      `There is no promotion ${promotionId}`
    );
  }
  return row2;
}
async function insertChatbot(db, row2) {
  const inserted = await db("chatbots").insert(row2).onConflict().ignore().returning("name");
  return inserted.length > 0;
}
var BY_NAME = {
  parts: [{ name: "name", sql: "name", type: "text", of: (row2) => row2.name }],
  direction: "asc"
};
async function* readChatbotNames(db, size) {
  const query = db("chatbots").select("name");
  for await (const rows of readPages(query, BY_NAME, { size })) {
    yield rows.map(({ name: name5 }) => name5);
  }
}
async function listChatbotsUnchangedAfter(db, { sequence, types }) {
  const later2 = db("audit_events").whereRaw("audit_events.chatbot = chatbots.name").where("sequence", ">", sequence).whereIn("type", types).select(db.raw("1"));
  const rows = await db("chatbots").whereNotExists(later2).orderBy("name").select("name");
  return rows.map(({ name: name5 }) => name5);
}
async function listChatbotsByName(db, name5, page) {
  const query = db("chatbots");
  if (name5 !== void 0) {
    query.where({ name: name5 });
  }
  return paginate(query, BY_NAME, page);
}
async function listChatbots(db, criteria, page) {
  const { sort, order } = page;
  const key = sortKey(sort, order);
  return paginate(
    matching2(db, criteria).select(
      "c.*",
      "s.*",
      db.raw(`${key.sql} as sort_key`)
    ),
    {
      parts: [
        { name: "key", ...key, of: (row2) => row2.sort_key },
        { name: "name", sql: "c.name", type: "text", of: (row2) => row2.name }
      ],
      direction: order,
      bound: { sort, order }
    },
    page
  );
}
async function countChatbots(db, criteria) {
  const [{ total }] = await matching2(db, criteria).count({ total: "*" });
  return Number(total);
}
function matching2(db, criteria) {
  const { scope, search, owner, riskClass, stage, verdict, names } = criteria;
  const query = db("chatbots as c").leftJoin(
    "chatbot_summaries as s",
    "s.chatbot",
    "c.name"
  );
  whereInScope(query, scope, "c");
  if (search !== void 0) {
    containsText(query, ["c.name", "c.title", "c.purpose", "c.owner"], search);
  }
  if (owner !== void 0) {
    query.where("c.owner", owner);
  }
  if (riskClass !== void 0) {
    query.where("c.risk_class", riskClass);
  }
  if (stage !== void 0) {
    query.whereExists(
      db("stages as st").select(db.raw("1")).whereRaw("st.chatbot = c.name").where("st.stage", stage)
    );
  }
  if (verdict !== void 0) {
    query.whereRaw(`coalesce(s.verdict, 'none') = ?`, [verdict]);
  }
  if (names !== void 0) {
    query.whereIn("c.name", [...names]);
  }
  return query;
}
function sortKey(sort, order) {
  switch (sort) {
    case "owner":
      return { sql: "c.owner", type: "text" };
    case "riskClass":
      return {
        sql: `case c.risk_class when 'minimal' then 0 when 'limited' then 1 else 2 end`,
        type: "integer"
      };
    case "quality":
      return {
        sql: `coalesce(s.quality_value, ${order === "asc" ? "1e300" : "-1e300"})`,
        type: "number"
      };
    case "updatedAt":
      return { sql: "c.updated_at", type: "text" };
    default:
      return { sql: "c.name", type: "text" };
  }
}
async function countChatbotStates(db, options) {
  const { scope, lastStage, needingMe } = options;
  const one = (condition) => `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const query = db("chatbots as c").leftJoin("chatbot_summaries as s", "s.chatbot", "c.name").select(db.raw("count(*) as total")).select(
    db.raw(
      `${one(
        "exists (select 1 from stages st where st.chatbot = c.name and st.stage = ?)"
      )} as in_production`,
      [lastStage]
    ),
    db.raw(
      `${one(
        `exists (select 1 from promotions p where p.chatbot = c.name and p.state = 'requested')`
      )} as waiting`
    ),
    db.raw(`${one(`s.verdict = 'fail'`)} as failing`),
    needingMe.length === 0 ? db.raw("0 as needs_me") : db.raw(
      `${one(
        `c.name in (${needingMe.map(() => "?").join(", ")})`
      )} as needs_me`,
      [...needingMe]
    )
  );
  whereInScope(query, scope, "c");
  const [row2] = await query;
  return {
    total: Number(row2.total),
    inProduction: Number(row2.in_production),
    waiting: Number(row2.waiting),
    failing: Number(row2.failing),
    needsMe: Number(row2.needs_me)
  };
}
async function findChatbotsByName(db, names) {
  return db("chatbots").whereIn("name", names);
}
async function updateChatbot(db, row2) {
  await db("chatbots").where({ name: row2.name }).update(row2);
}

// plugins/chatbots-backend/src/database/promotions.ts
var BEFORE_DEPLOYMENT2 = PROMOTION_STATES.filter(isBeforeDeployment);
async function findPromotion(db, id2) {
  const row2 = await db("promotions").where({ id: id2 }).first();
  if (!row2) {
    throw errorWithReason("promotion-unknown", `There is no promotion ${id2}`);
  }
  return row2;
}
async function insertPromotion(db, row2) {
  await db("promotions").insert(row2);
}
async function updatePromotion(db, id2, columns2) {
  await db("promotions").where({ id: id2 }).update(columns2);
}
async function listPromotions(db, criteria, page, keep) {
  const query = db("promotions");
  const { open: open2, chatbot, scope, state, stage, requested, requester } = criteria;
  if (chatbot) query.where({ chatbot });
  if (scope) {
    const visible = db("chatbots as c").select("c.name");
    whereInScope(visible, scope, "c");
    query.whereIn("chatbot", visible);
  }
  if (state) query.where({ state });
  if (stage) query.where({ stage });
  if (requested) query.where({ state: "requested" });
  if (requester) {
    containsText(query, ["requested_by"], JSON.stringify(requester));
  }
  if (open2 === true) query.whereNotNull("open_key");
  if (open2 === false) query.whereNull("open_key");
  return paginate(query, newestFirst("requested_at"), page, keep);
}
async function listOpenPromotions(db, options) {
  const { chatbots, stage } = options;
  const query = db("promotions").whereIn("chatbot", chatbots).whereNotNull("open_key");
  if (stage !== void 0) {
    query.where({ stage });
  }
  return query.orderBy("requested_at");
}
async function listRequestedPromotions(db) {
  return db("promotions").where({ state: "requested" });
}
async function listPromotionsByChange(db, options) {
  const { chatbot, open: open2, limit } = options;
  const query = db("promotions").where({ chatbot });
  if (open2) {
    query.whereNotNull("open_key");
  } else {
    query.whereNull("open_key");
  }
  if (limit !== void 0) {
    query.limit(limit);
  }
  return query.orderBy([
    { column: "updated_at", order: "desc" },
    { column: "id", order: "desc" }
  ]);
}
async function listPromotionsOfVersion(db, chatbot, version) {
  return db("promotions").where({ chatbot, version }).orderBy("requested_at", "desc");
}
async function listNewestPromotions(db, options) {
  const { chatbot, state, limit } = options;
  const query = db("promotions").where({ chatbot });
  if (state !== void 0) {
    query.where({ state });
  }
  return query.orderBy("requested_at", "desc").limit(limit);
}
async function listIdsBeforeDeployment(db, chatbot) {
  const query = db("promotions").whereIn("state", BEFORE_DEPLOYMENT2);
  if (chatbot !== void 0) {
    query.where({ chatbot });
  }
  const rows = await query.orderBy("requested_at").select("id");
  return rows.map(({ id: id2 }) => id2);
}
async function listChatbotsBeforeDeployment(db) {
  const rows = await db("promotions").whereIn("state", BEFORE_DEPLOYMENT2).distinct("chatbot").orderBy("chatbot");
  return rows.map(({ chatbot }) => chatbot);
}

// plugins/chatbots-backend/src/authorization/ChatbotAccess.ts
var import_plugin_permission_common2 = require("@backstage/plugin-permission-common");
var import_plugin_permission_node2 = require("@backstage/plugin-permission-node");

// plugins/chatbots-backend/src/authorization/chatbotRules.ts
var import_plugin_permission_node = require("@backstage/plugin-permission-node");
var import_zod27 = require("zod");
var chatbotResourceRef = (0, import_plugin_permission_node.createPermissionResourceRef)().with({ pluginId: "chatbots", resourceType: RESOURCE_TYPE_CHATBOT });
var hasOwner = (0, import_plugin_permission_node.createPermissionRule)({
  name: "HAS_OWNER",
  description: "Match chatbots that one of the given groups or users owns",
  resourceRef: chatbotResourceRef,
  paramsSchema: import_zod27.z.object({
    owners: import_zod27.z.array(import_zod27.z.string()).describe("Entity refs, for example group:default/support")
  }),
  apply: (chatbot, { owners }) => owners.includes(chatbot.owner),
  toQuery: ({ owners }) => ({ column: "owner", values: owners })
});
var hasRiskClass = (0, import_plugin_permission_node.createPermissionRule)({
  name: "HAS_RISK_CLASS",
  description: "Match chatbots of the given risk classes",
  resourceRef: chatbotResourceRef,
  paramsSchema: import_zod27.z.object({
    riskClasses: import_zod27.z.array(import_zod27.z.string()).describe("minimal, limited or high")
  }),
  apply: (chatbot, { riskClasses }) => riskClasses.includes(chatbot.risk_class),
  toQuery: ({ riskClasses }) => ({
    column: "risk_class",
    values: riskClasses
  })
});
var isNamed = (0, import_plugin_permission_node.createPermissionRule)({
  name: "IS_NAMED",
  description: "Match chatbots by their name",
  resourceRef: chatbotResourceRef,
  paramsSchema: import_zod27.z.object({
    names: import_zod27.z.array(import_zod27.z.string()).describe("Names of chatbots")
  }),
  apply: (chatbot, { names }) => names.includes(chatbot.name),
  toQuery: ({ names }) => ({ column: "name", values: names })
});

// plugins/chatbots-backend/src/authorization/ChatbotAccess.ts
var ChatbotAccess = class {
  #permissions;
  #enabled;
  #toScope;
  constructor(options) {
    this.#permissions = options.permissions;
    this.#enabled = options.enabled;
    this.#toScope = (0, import_plugin_permission_node2.createConditionTransformer)(
      options.permissionsRegistry.getPermissionRuleset(chatbotResourceRef)
    );
  }
  /** Who looks and what they may see. Throws `not-allowed` when that is nothing at all. */
  async viewer(credentials, permission = chatbotReadPermission) {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials }
    );
    if (decision.result === import_plugin_permission_common2.AuthorizeResult.DENY) {
      throw errorWithReason("not-allowed", "You may not see chatbots");
    }
    return {
      userRef: userRefOf(credentials),
      scope: decision.result === import_plugin_permission_common2.AuthorizeResult.CONDITIONAL ? this.#toScope(decision.conditions) : void 0
    };
  }
  /** Throws `not-allowed` unless the permission is granted. */
  async assertAllowed(credentials, permission, what) {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials
    });
    assertAllow(decision.result, what);
  }
  /** Throws `not-allowed` unless the permission is granted for the chatbot. */
  async assertAllowedOn(credentials, permission, chatbot, what) {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: chatbot }],
      { credentials }
    );
    assertAllow(decision.result, what);
  }
  /**
   * Whether the caller administers all chatbots.
   *
   * @remarks
   * With the permission framework switched off it grants everything to everybody. Then nobody is an administrator: a right
   * that overrules a group's membership must have been given by somebody.
   */
  async isAdministrator(credentials) {
    if (!this.#enabled) {
      return false;
    }
    const [decision] = await this.#permissions.authorize(
      [{ permission: chatbotAdministerPermission }],
      { credentials }
    );
    return decision.result === import_plugin_permission_common2.AuthorizeResult.ALLOW;
  }
};
function userRefOf(credentials) {
  const principal = credentials.principal;
  return principal.type === "user" ? principal.userEntityRef : void 0;
}
function assertAllow(result, what) {
  if (result !== import_plugin_permission_common2.AuthorizeResult.ALLOW) {
    throw errorWithReason("not-allowed", `You may not ${what}`);
  }
}

// plugins/chatbots-backend/src/authorization/AuthorizedGovernance.ts
var AuthorizedGovernance = class {
  #access;
  #services;
  #views;
  #knex;
  constructor(options) {
    this.#access = options.access;
    this.#services = options.services;
    this.#views = options.views;
    this.#knex = options.knex;
  }
  async request(credentials, chatbot, request4) {
    await this.#assertVisible(credentials, chatbot);
    await this.#access.assertAllowedOn(
      credentials,
      promotionRequestPermission,
      chatbot,
      "request promotions of this chatbot"
    );
    const { userEntityRef: userRef } = credentials.principal;
    const { id: id2 } = await this.#services.promotionService.request({
      ...request4,
      chatbot,
      actor: { kind: "user", userRef }
    });
    return this.#views.promotions.summary(id2, userRef);
  }
  async decide(credentials, promotionId, request4) {
    await this.#assertOn(credentials, promotionId, promotionDecidePermission);
    const { userEntityRef: userRef } = credentials.principal;
    await this.#services.promotionService.decide({
      ...request4,
      promotionId,
      userRef
    });
    return this.#views.promotions.summary(promotionId, userRef);
  }
  async withdraw(credentials, promotionId) {
    await this.#assertOn(credentials, promotionId, promotionRequestPermission);
    const { userEntityRef: userRef } = credentials.principal;
    await this.#services.promotionService.withdraw({ promotionId, userRef });
    return this.#views.promotions.summary(promotionId, userRef);
  }
  async withdrawDecision(credentials, promotionId) {
    await this.#assertOn(credentials, promotionId, promotionDecidePermission);
    const { userEntityRef: userRef } = credentials.principal;
    await this.#services.promotionService.withdrawDecision({
      promotionId,
      userRef
    });
    return this.#views.promotions.summary(promotionId, userRef);
  }
  async abandon(credentials, promotionId, comment) {
    await this.#assertOn(credentials, promotionId, promotionReadPermission);
    if (!await this.#access.isAdministrator(credentials)) {
      throw errorWithReason(
        "not-allowed",
        "Only an administrator of all chatbots can close a deployment"
      );
    }
    const { userEntityRef: userRef } = credentials.principal;
    await this.#services.deploymentService.abandon({
      promotionId,
      userRef,
      comment
    });
    return this.#views.promotions.summary(promotionId, userRef);
  }
  async startWorkflow(credentials, promotionId) {
    await this.#assertOn(credentials, promotionId, promotionRequestPermission);
    const { userEntityRef: userRef } = credentials.principal;
    return this.#services.workflows.start({ promotionId, userRef });
  }
  async list(credentials, filter, page) {
    const { userRef, scope } = await this.#access.viewer(
      credentials,
      promotionReadPermission
    );
    return this.#views.promotions.list({ ...filter, scope }, page, userRef);
  }
  async get(credentials, promotionId) {
    const { promotion, chatbot } = await this.#assertOn(
      credentials,
      promotionId,
      promotionReadPermission
    );
    const detail = await this.#views.promotions.get(
      promotion,
      chatbot,
      userRefOf(credentials)
    );
    return {
      ...detail,
      mayAbandon: nextState(detail.promotion.state, "abandon") !== void 0 && await this.#access.isAdministrator(credentials)
    };
  }
  async gates(credentials, chatbot, version, stage) {
    await this.#assertVisible(credentials, chatbot);
    return {
      items: await this.#services.gates.explain(chatbot, version, stage)
    };
  }
  async stages(credentials, chatbot, at2) {
    await this.#assertVisible(credentials, chatbot);
    return {
      items: await this.#views.stages.list(chatbot, at2),
      ...at2 ? { at: at2 } : {}
    };
  }
  async deployments(credentials, chatbot, options) {
    await this.#assertVisible(credentials, chatbot);
    return this.#views.deployments.list(chatbot, options);
  }
  async listPolicies(credentials, page) {
    await this.#access.assertAllowed(
      credentials,
      policyReadPermission,
      "read policies"
    );
    return this.#services.policies.list(page);
  }
  async proposePolicy(credentials, text4) {
    await this.#access.assertAllowed(
      credentials,
      policyProposePermission,
      "propose policies"
    );
    return this.#services.policies.propose(
      { kind: "user", userRef: credentials.principal.userEntityRef },
      text4
    );
  }
  async approvePolicy(credentials, number3) {
    await this.#access.assertAllowed(
      credentials,
      policyActivatePermission,
      "approve policies"
    );
    return this.#services.policies.approve(
      credentials.principal.userEntityRef,
      number3
    );
  }
  async #assertVisible(credentials, chatbot) {
    const { scope } = await this.#access.viewer(credentials);
    return findVisibleChatbot(this.#knex, chatbot, scope);
  }
  async #assertOn(credentials, promotionId, permission) {
    const promotion = await findPromotion(this.#knex, promotionId);
    const chatbot = await this.#assertVisible(credentials, promotion.chatbot);
    await this.#access.assertAllowedOn(
      credentials,
      permission,
      promotion.chatbot,
      "do this with promotions of this chatbot"
    );
    return { promotion, chatbot };
  }
};

// plugins/chatbots-backend/src/authorization/AuthorizedPipelineTokens.ts
var AuthorizedPipelineTokens = class {
  #access;
  #knex;
  #people;
  #service;
  constructor(options) {
    this.#access = options.access;
    this.#knex = options.knex;
    this.#people = options.people;
    this.#service = options.service;
  }
  async issue(chatbot, request4, credentials) {
    await this.#assertMayManage(chatbot, credentials);
    return this.#service.issue(chatbot, request4, contextOf(credentials));
  }
  async list(chatbot, credentials) {
    await this.#assertMayManage(chatbot, credentials);
    return { items: await this.#service.list(chatbot) };
  }
  async revoke(chatbot, tokenId, credentials) {
    await this.#assertMayManage(chatbot, credentials);
    await this.#service.revoke(chatbot, tokenId, contextOf(credentials));
  }
  async #assertMayManage(chatbot, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    const { owner } = await findVisibleChatbot(this.#knex, chatbot, scope);
    await this.#access.assertAllowedOn(
      credentials,
      tokenManagePermission,
      chatbot,
      "manage its pipeline tokens"
    );
    if (!await this.#access.isAdministrator(credentials)) {
      await assertOwner(
        this.#people,
        credentials.principal.userEntityRef,
        owner,
        "manage its pipeline tokens"
      );
    }
  }
};
function contextOf(credentials) {
  return {
    actor: { kind: "user", userRef: credentials.principal.userEntityRef }
  };
}

// plugins/chatbots-backend/src/authorization/AuthorizedVersions.ts
var AuthorizedVersions = class {
  #access;
  #knex;
  #views;
  #comparison;
  constructor(options) {
    this.#access = options.access;
    this.#knex = options.knex;
    this.#views = options.views;
    this.#comparison = options.comparison;
  }
  async list(chatbot, query, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.list(chatbot, query, scope);
  }
  async detail(chatbot, version, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    return this.#views.detail(chatbot, version, scope);
  }
  async compare(chatbot, versions, credentials) {
    const { scope } = await this.#access.viewer(credentials);
    await findVisibleChatbot(this.#knex, chatbot, scope);
    return this.#comparison.compare(chatbot, versions.base, versions.target);
  }
};

// plugins/chatbots-backend/src/authorization/AuthorizedWebhooks.ts
var AuthorizedWebhooks = class {
  #access;
  #service;
  constructor(options) {
    this.#access = options.access;
    this.#service = options.service;
  }
  async targets(credentials) {
    await this.#assertMayRead(credentials);
    return this.#service.targets();
  }
  async deliveries(credentials, filter, page) {
    await this.#assertMayRead(credentials);
    return this.#service.deliveries(filter, page);
  }
  async delivery(credentials, id2) {
    await this.#assertMayRead(credentials);
    return this.#service.delivery(id2);
  }
  async redeliver(credentials, deliveryId) {
    await this.#assertMayRedeliver(credentials);
    const { userEntityRef } = credentials.principal;
    return this.#service.redeliver(userEntityRef, deliveryId);
  }
  async redeliverFailed(credentials, target, request4) {
    await this.#assertMayRedeliver(credentials);
    const { userEntityRef } = credentials.principal;
    return this.#service.redeliverFailed(userEntityRef, target, request4);
  }
  #assertMayRead(credentials) {
    return this.#access.assertAllowed(
      credentials,
      webhookReadPermission,
      "see webhooks"
    );
  }
  /** The answer shows a delivery, so it takes both rights. */
  async #assertMayRedeliver(credentials) {
    await this.#assertMayRead(credentials);
    await this.#access.assertAllowed(
      credentials,
      webhookRedeliverPermission,
      "send deliveries again"
    );
  }
};

// plugins/chatbots-backend/src/database/evaluationMetrics.ts
async function listMetrics(db, evaluationIds) {
  return db("evaluation_metrics").whereIn("evaluation_id", evaluationIds).orderBy("position");
}
async function listSlices(db, evaluationIds) {
  return db("evaluation_slices").whereIn("evaluation_id", evaluationIds).orderBy(["metric", "slice"]);
}
async function readMetricSeries(db, versionIds, filter = {}) {
  const { suite, metric } = filter;
  const query = db.with(
    "ranked",
    (ranked) => ranked.from("evaluations as e").whereIn("e.version_id", [...versionIds]).modify((narrowed) => {
      if (suite !== void 0) {
        narrowed.where("e.suite", suite);
      }
    }).select(
      "e.id",
      "e.suite",
      "e.version_id",
      "e.finished_at",
      db.raw(
        `row_number() over (partition by e.version_id, e.suite
              order by case when e.deployment_id is null then 0 else 1 end,
                e.reported_at desc, e.id desc) as place`
      )
    )
  ).from("ranked as r").join("model_versions as v", "v.id", "r.version_id").join("evaluation_metrics as m", "m.evaluation_id", "r.id").where("r.place", 1).select(
    "r.suite",
    "m.name as metric",
    "m.unit",
    "m.direction",
    "m.value",
    "m.sample_count",
    "v.version",
    "v.id as version_id",
    "v.ordinal",
    "r.id as evaluation_id",
    "r.finished_at"
  ).orderBy(["r.suite", "m.position", "m.name", "v.ordinal"]);
  if (metric !== void 0) {
    query.where("m.name", metric);
  }
  return query;
}

// plugins/chatbots-backend/src/views/showEvaluations.ts
async function showEvaluations(db, rows) {
  const ids = rows.map(({ id: id2 }) => id2);
  const metrics = group2(await listMetrics(db, ids));
  const slices = group2(await listSlices(db, ids));
  return rows.map((row2) => ({
    id: row2.id,
    chatbot: row2.chatbot,
    version: row2.version,
    digest: row2.digest,
    suite: row2.suite,
    dataset: {
      name: row2.dataset_name,
      revision: row2.dataset_revision,
      digest: row2.dataset_digest
    },
    judge: {
      name: row2.judge_name,
      kind: row2.judge_kind,
      digest: row2.judge_digest
    },
    metrics: (metrics.get(row2.id) ?? []).map(toMetric),
    slices: (slices.get(row2.id) ?? []).map(toSlice),
    sampleCount: row2.sample_count,
    startedAt: row2.started_at,
    finishedAt: row2.finished_at,
    reportedAt: row2.reported_at,
    ...row2.deployment_id === null ? {} : { deploymentId: row2.deployment_id },
    ...row2.stage === null ? {} : { stage: row2.stage },
    origin: fromJson(row2.origin),
    run: fromJson(row2.run)
  }));
}
function toMetric(row2) {
  return {
    name: row2.name,
    value: row2.value,
    direction: row2.direction,
    ...row2.unit === null ? {} : { unit: row2.unit },
    sampleCount: row2.sample_count,
    ...row2.standard_deviation === null ? {} : { standardDeviation: row2.standard_deviation }
  };
}
function toSlice(row2) {
  return {
    slice: row2.slice,
    metric: row2.metric,
    value: row2.value,
    sampleCount: row2.sample_count
  };
}
function group2(rows) {
  const groups = /* @__PURE__ */ new Map();
  for (const row2 of rows) {
    const found = groups.get(row2.evaluation_id);
    if (found) {
      found.push(row2);
    } else {
      groups.set(row2.evaluation_id, [row2]);
    }
  }
  return groups;
}

// plugins/chatbots-backend/src/database/modelVersions.ts
async function findModelVersion(db, chatbot, version) {
  const row2 = await findModelVersionIfReported(db, chatbot, version);
  if (!row2) {
    throw errorWithReason(
      "version-unknown",
      `Chatbot '${chatbot}' has no version '${version}'`
    );
  }
  return row2;
}
async function findModelVersionIfReported(db, chatbot, version) {
  return db("model_versions").where({ chatbot, version }).first();
}
async function findModelVersionsByName(db, chatbot, versions) {
  const rows = await db("model_versions").where({ chatbot }).whereIn("version", versions);
  return new Map(rows.map((row2) => [row2.version, row2]));
}
async function findModelVersionById(db, id2) {
  return db("model_versions").where({ id: id2 }).first();
}
async function readBundles(db, ids) {
  const rows = await db("model_versions").whereIn("id", ids).select("id", "bundle");
  return new Map(
    rows.map(({ id: id2, bundle: bundle2 }) => [id2, fromJson(bundle2)])
  );
}
async function findModelVersionsByOrdinal(db, chatbot, ordinals) {
  const rows = await db("model_versions").where({ chatbot }).whereIn("ordinal", [...ordinals]);
  return new Map(rows.map((row2) => [row2.ordinal, row2]));
}
async function nextVersionOrdinal(db, chatbot) {
  const newest2 = await db("model_versions").where({ chatbot }).orderBy("ordinal", "desc").first("ordinal");
  return (newest2?.ordinal ?? 0) + 1;
}
async function insertModelVersion(db, row2) {
  await db("model_versions").insert(row2);
}
var BY_ORDINAL = {
  parts: [
    {
      name: "ordinal",
      sql: "ordinal",
      type: "integer",
      of: (row2) => row2.ordinal
    }
  ],
  direction: "desc"
};
async function listModelVersions(db, criteria, page) {
  return paginate(matching3(db, criteria), BY_ORDINAL, page);
}
async function countModelVersions(db, criteria) {
  const [{ total }] = await matching3(db, criteria).count({ total: "*" });
  return Number(total);
}
function matching3(db, criteria) {
  const query = db("model_versions").where({ chatbot: criteria.chatbot });
  if (criteria.search !== void 0) {
    containsText(query, ["version", "digest", "bundle"], criteria.search);
  }
  return query;
}
async function listNewestVersionIds(db, chatbot, limit) {
  const rows = await db("model_versions").where({ chatbot }).orderBy("ordinal", "desc").limit(limit).select("id");
  return rows.map(({ id: id2 }) => id2);
}
async function findModelVersionsById(db, ids) {
  return db("model_versions").whereIn("id", ids);
}
async function listNewestModelVersions(db, chatbot, limit) {
  return db("model_versions").where({ chatbot }).orderBy("ordinal", "desc").limit(limit);
}
async function listModelVersionsByName(db, options) {
  return db("model_versions").where({ chatbot: options.chatbot }).whereIn("version", options.versions).whereNotIn("id", options.exceptIds).orderBy("ordinal", "desc");
}
async function listReportsBetween(db, chatbot, options) {
  const { ordinals, limit } = options;
  return db("model_versions").where({ chatbot }).whereBetween("ordinal", [Math.min(...ordinals), Math.max(...ordinals)]).orderBy("ordinal", "desc").limit(limit).select("id", "bundle", "commits", "run");
}
async function listCommitsReportedWith(db, chatbot, options) {
  const rows = await db("model_versions").where({ chatbot }).where("commits", "like", `%"sha":"${options.sha}"%`).where("commits", "like", '%"parents":%').orderBy("ordinal", "desc").limit(options.limit).select("commits");
  return rows.flatMap(({ commits }) => fromJson(commits));
}

// plugins/chatbots-backend/src/database/commitHistory.ts
var MAX_LOOKUPS = 20;
var MAX_REPORTS = 2;
async function findCommitsSince(db, version, base) {
  const history = commitHistoryOf(version);
  const former = base && commitHistoryOf(base);
  const further = [];
  const asked = /* @__PURE__ */ new Set();
  let found = commitsSince(history, former);
  while (!found.complete && asked.size < MAX_LOOKUPS) {
    const sha = found.missing.find((one) => !asked.has(one));
    if (sha === void 0) {
      break;
    }
    asked.add(sha);
    further.push(
      ...await listCommitsReportedWith(db, version.chatbot, {
        sha,
        limit: MAX_REPORTS
      })
    );
    found = commitsSince(history, former, further);
  }
  return found;
}
function commitHistoryOf(row2) {
  return {
    source: fromJson(row2.bundle).source.commit,
    commits: fromJson(row2.commits)
  };
}
var MAX_VERSIONS = 200;
async function findRunActors(db, version, base, commits) {
  const between = await listReportsBetween(db, version.chatbot, {
    ordinals: [base?.ordinal ?? 0, version.ordinal],
    limit: MAX_VERSIONS
  });
  const built = new Set(commits.map(({ sha }) => sha));
  const runs = between.filter(
    (row2) => row2.id !== base?.id && built.has(commitHistoryOf(row2).source)
  ).map((row2) => row2.run);
  const actors2 = [version.run, ...runs].flatMap(
    (run) => fromJson(run).actor ?? []
  );
  return [...new Set(actors2)];
}

// plugins/chatbots-backend/src/views/toModelVersion.ts
function toReportedVersion(row2) {
  const modelCard = fromOptionalJson(row2.model_card);
  return {
    chatbot: row2.chatbot,
    version: row2.version,
    digest: row2.digest,
    bundle: fromJson(row2.bundle),
    ...modelCard ? { modelCard } : {},
    run: fromJson(row2.run),
    origin: fromJson(row2.origin),
    reportedAt: row2.reported_at,
    ...row2.demo ? { demo: true } : {}
  };
}
function toModelVersion(row2, around) {
  const bundle2 = fromJson(row2.bundle);
  const previous = around.previous ? fromJson(around.previous.bundle) : void 0;
  return {
    ...toReportedVersion(row2),
    commitUrl: commitUrl(around.repositoryUrl, bundle2.source.commit),
    stages: around.stages,
    verdict: around.verdict,
    changed: previous ? changedParts(previous, bundle2) : [],
    commitCount: commitsOf(row2, around.previous).length
  };
}
function commitUrl(repositoryUrl, commit) {
  return `${repositoryUrl.replace(/\/+$/, "")}/commit/${commit}`;
}
function commitsOf(row2, previous) {
  return commitsSince(
    commitHistoryOf(row2),
    previous && commitHistoryOf(previous)
  ).commits;
}

// plugins/chatbots-backend/src/authorization/PipelineReports.ts
var PipelineReports = class {
  #knex;
  #versions;
  #evaluations;
  constructor(options) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#evaluations = options.evaluations;
  }
  async version(report, actor) {
    const { record: record3, created } = await this.#versions.report(report, { actor });
    return { record: toReportedVersion(record3), created };
  }
  async evaluation(report, actor) {
    const { record: record3, created } = await this.#evaluations.report(report, {
      actor
    });
    const [evaluation] = await showEvaluations(this.#knex, [record3]);
    return { record: evaluation, created };
  }
};

// plugins/chatbots-backend/src/authorization/registerChatbotPermissions.ts
function registerChatbotPermissions(permissionsRegistry, knex) {
  permissionsRegistry.addPermissions([
    chatbotRegisterPermission,
    chatbotAdministerPermission,
    policyReadPermission,
    policyProposePermission,
    policyActivatePermission,
    webhookReadPermission,
    webhookRedeliverPermission
  ]);
  permissionsRegistry.addResourceType({
    resourceRef: chatbotResourceRef,
    permissions: [
      chatbotReadPermission,
      tokenManagePermission,
      promotionReadPermission,
      promotionRequestPermission,
      promotionDecidePermission
    ],
    rules: [hasOwner, hasRiskClass, isNamed],
    getResources: async (names) => {
      const rows = await findChatbotsByName(knex, names);
      const byName = new Map(rows.map((row2) => [row2.name, row2]));
      return names.map((name5) => byName.get(name5));
    }
  });
}

// plugins/chatbots-backend/src/authorization/createAuthorization.ts
function createAuthorization(context, areas) {
  const { knex, permissions, permissionsRegistry, config } = context;
  const { registry, governance, audit, views, changes, webhooks } = areas;
  registerChatbotPermissions(permissionsRegistry, knex);
  const access = new ChatbotAccess({
    permissions,
    permissionsRegistry,
    enabled: config.getOptionalBoolean("permission.enabled") ?? false
  });
  return {
    services: {
      chatbots: new AuthorizedChatbots({
        access,
        service: registry.chatbots,
        views: views.chatbots,
        overviews: views.overviews
      }),
      tokens: new AuthorizedPipelineTokens({
        access,
        knex,
        people: CatalogMembershipReader.create(context),
        service: registry.tokens
      }),
      versions: new AuthorizedVersions({
        access,
        knex,
        views: views.versions,
        comparison: views.comparison
      }),
      evaluations: new AuthorizedEvaluations({
        access,
        views: views.evaluations,
        trends: views.trends
      }),
      governance: new AuthorizedGovernance({
        access,
        services: governance,
        views,
        knex
      }),
      audit: new AuthorizedAudit({ access, services: audit }),
      changes: new AuthorizedChanges({
        feed: changes,
        projections: views.projections
      }),
      webhooks: new AuthorizedWebhooks({ access, service: webhooks })
    },
    pipelines: {
      pipelineAuthenticator: registry.pipelineAuthenticator,
      exchange: registry.exchange,
      promotionService: governance.promotionService,
      permits: governance.permits,
      deploymentService: governance.deploymentService,
      pipelinePromotions: views.pipelinePromotions,
      deployments: views.deployments,
      reports: new PipelineReports({
        knex,
        versions: registry.versions,
        evaluations: registry.evaluations
      })
    }
  };
}

// plugins/chatbots-backend/src/database/UnitOfWork.ts
var UnitOfWork = class _UnitOfWork {
  #knex;
  #clock;
  #audit;
  #afterCommit = /* @__PURE__ */ new Set();
  static create(options) {
    return new _UnitOfWork(options);
  }
  constructor(options) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#audit = options.audit;
  }
  /** Calls back after each commit that wrote something, in this process. */
  onCommit(listener) {
    this.#afterCommit.add(listener);
  }
  async run(context, work) {
    const { result, recorded } = await retryTransaction(
      () => this.#knex.transaction(async (db) => {
        await beginWrite(db);
        const scope = this.#scope(db, context);
        const value = await work(scope.work);
        const counts = scope.counts();
        if (counts.recorded === 0 && !counts.unchanged) {
          throw new Error(
            "A unit of work must record an audit event or say that it changed nothing"
          );
        }
        if (counts.recorded > 0 && isPostgres(this.#knex)) {
          await db.raw("select pg_notify(?, ?)", ["chatbots_committed", ""]);
        }
        return { result: value, recorded: counts.recorded };
      })
    );
    if (recorded > 0) {
      for (const listener of this.#afterCommit) {
        listener();
      }
    }
    return result;
  }
  #scope(db, context) {
    const recordedAt = toInstant(this.#clock.now());
    const occurredAt = context.occurredAt ? toInstant(context.occurredAt) : recordedAt;
    const demo = context.demo ?? false;
    let recorded = 0;
    let unchanged2 = false;
    const work = {
      db,
      now: occurredAt,
      actor: context.actor,
      demo,
      record: async (event) => {
        recorded += 1;
        await this.#audit.append(db, event, {
          actor: context.actor,
          occurredAt,
          recordedAt,
          demo
        });
      },
      unchanged: () => {
        unchanged2 = true;
      }
    };
    return { work, counts: () => ({ recorded, unchanged: unchanged2 }) };
  }
};

// plugins/chatbots-backend/src/database/connectDatabase.ts
var import_backend_plugin_api7 = require("@backstage/backend-plugin-api");
var migrations = (0, import_backend_plugin_api7.resolvePackagePath)(
  "@chatbot-portal/backstage-plugin-chatbots-backend",
  "migrations"
);
async function connectDatabase(database) {
  const knex = await database.getClient();
  if (knex.client.config.client.includes("sqlite")) {
    await knex.raw("PRAGMA journal_mode = WAL");
    await knex.raw("PRAGMA synchronous = FULL");
    await knex.raw("PRAGMA busy_timeout = 5000");
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrations });
  }
  return knex;
}

// plugins/chatbots-backend/src/database/isPassing.ts
var PASSING = /* @__PURE__ */ new Set([
  "40001",
  "40P01",
  "55P03",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "SQLITE_BUSY",
  "SQLITE_BUSY_SNAPSHOT"
]);
function isPassing(error) {
  return error instanceof Error && (error.name === "KnexTimeoutError" || error.message === "Connection terminated unexpectedly" || "code" in error && typeof error.code === "string" && PASSING.has(error.code));
}

// plugins/chatbots-backend/src/demo/createDemoPortal.ts
function createDemoPortal(context, { registry, governance, views }, signal) {
  const { knex } = context;
  const people2 = CatalogMembershipReader.create(context);
  return {
    signal,
    people: { groupsOf: (userRef) => people2.groupsOf(userRef) },
    registry: {
      async hasChatbot(name5) {
        return (await findChatbotsByName(knex, [name5])).length > 0;
      },
      async register(registration2, { userRef, occurredAt }) {
        await registry.chatbots.register(registration2, {
          actor: user(userRef),
          occurredAt,
          demo: true
        });
      },
      async reportVersion(report, { chatbot, occurredAt }) {
        await registry.versions.report(report, {
          actor: pipeline(chatbot),
          occurredAt,
          demo: true
        });
      },
      async reportEvaluation(report, { chatbot, occurredAt }) {
        await registry.evaluations.report(report, {
          actor: pipeline(chatbot),
          occurredAt,
          demo: true
        });
      }
    },
    promotions: {
      async request({ userRef, ...options }) {
        const { id: id2 } = await governance.promotionService.request({
          ...options,
          actor: user(userRef),
          demo: true
        });
        return id2;
      },
      async decide(options) {
        const { userRef, promotionId } = options;
        const { bindingDigest: bindingDigest2 } = await views.promotions.summary(
          promotionId,
          userRef
        );
        await governance.promotionService.decide({
          ...options,
          bindingDigest: bindingDigest2,
          demo: true
        });
      },
      async issuePermit({ chatbot, ...options }) {
        const { permitId } = await governance.permits.issue({
          ...options,
          actor: pipeline(chatbot),
          demo: true
        });
        return permitId;
      }
    },
    deployments: {
      async start({ chatbot, promotionId, permitId, run, occurredAt }) {
        const actor = pipeline(chatbot);
        const { digest: digest3 } = await views.pipelinePromotions.get(
          actor,
          promotionId
        );
        const { deploymentId } = await governance.permits.consume({
          actor,
          permitId,
          idempotencyKey: `${run.id}-${promotionId}`,
          digest: digest3,
          run,
          occurredAt,
          demo: true
        });
        return deploymentId;
      },
      async reportStep(step, { chatbot, deploymentId, occurredAt }) {
        await governance.deploymentService.reportStep(
          { actor: pipeline(chatbot), deploymentId, occurredAt, demo: true },
          step
        );
      },
      async reportOutcome(outcome, { chatbot, deploymentId, occurredAt }) {
        await governance.deploymentService.reportOutcome(
          { actor: pipeline(chatbot), deploymentId, occurredAt, demo: true },
          outcome
        );
      }
    }
  };
}
function user(userRef) {
  return { kind: "user", userRef };
}
function pipeline(chatbot) {
  return {
    kind: "pipeline",
    chatbot,
    tokenId: "demo",
    origin: { kind: "token" }
  };
}

// plugins/chatbots-backend/src/demo/DemoPlayback.ts
var import_errors10 = require("@backstage/errors");
var DemoPlayback = class {
  #history;
  #isPlaying = false;
  setHistory(history) {
    if (this.#history) {
      throw new Error("There are two example histories");
    }
    this.#history = history;
  }
  /** Whether the history is being played. */
  get isPlaying() {
    return this.#isPlaying;
  }
  /**
   * Ends the start of the backend in production, and with the history switched on where other machines can reach it. To be
   * called before anything is written.
   */
  assertAllowed(config, nodeEnv = process.env.NODE_ENV) {
    if (isSwitchedOn(config) || this.#history !== void 0 && nodeEnv === "production") {
      assertDevelopmentOnly({
        config,
        nodeEnv,
        demo: "The example history",
        remedy: "leave out the module 'chatbots-backend-module-demo' and 'chatbots.demo.history'"
      });
    }
  }
  /** Starts to play, if config asks for it. Returns at once: the start of the backend does not wait for the history. */
  start(options, createPortal) {
    const { config, logger, lifecycle } = options;
    this.assertAllowed(config);
    if (!isSwitchedOn(config)) {
      return;
    }
    if (!this.#history) {
      logger.warn(
        "Config chatbots.demo.history does nothing without the module 'chatbots-backend-module-demo'"
      );
      return;
    }
    const stop = new AbortController();
    lifecycle.addShutdownHook(() => stop.abort());
    this.#isPlaying = true;
    this.#history.play(createPortal(stop.signal)).catch((error) => {
      if (!stop.signal.aborted) {
        logger.error(
          "The example history was not completed; delete the data folder to begin anew",
          (0, import_errors10.toError)(error)
        );
      }
    }).finally(() => {
      this.#isPlaying = false;
    });
  }
};
function isSwitchedOn(config) {
  return config.getOptionalBoolean("chatbots.demo.history") ?? false;
}

// plugins/chatbots-backend/src/database/changeCursors.ts
async function findChangeCursor(db, consumer) {
  return db("change_cursors").where({ consumer }).first();
}
async function advanceChangeCursor(db, options) {
  const { consumer, cursor, revision, now } = options;
  await db("change_cursors").insert({ consumer, cursor: 0, revision: 0, updated_at: now }).onConflict("consumer").ignore();
  const acknowledged = await db("change_cursors").where({ consumer, revision }).update({ revision: revision + 1, updated_at: now });
  if (acknowledged === 0) {
    return false;
  }
  await db("change_cursors").where({ consumer }).where("cursor", "<", cursor).update({ cursor });
  return true;
}

// plugins/chatbots-backend/src/records/eventEffects.ts
var EVENT_EFFECTS = {
  "chatbot.registered": "chatbot",
  "chatbot.facts-changed": "gates",
  "token.issued": "nothing",
  "token.exchanged": "nothing",
  "token.revoked": "nothing",
  "version.reported": "gates",
  "evaluation.reported": "gates",
  "policy.proposed": "nothing",
  "policy.approved": "nothing",
  "policy.activated": "every-gate",
  "promotion.requested": "chatbot",
  "promotion.reopened": "chatbot",
  "promotion.rebound": "chatbot",
  "promotion.answered": "chatbot",
  "promotion.decided": "chatbot",
  "promotion.decision-withdrawn": "chatbot",
  "promotion.approved": "chatbot",
  "promotion.withdrawn": "chatbot",
  "promotion.rejected": "chatbot",
  "promotion.expired": "chatbot",
  "promotion.void": "chatbot",
  "promotion.superseded": "chatbot",
  "promotion.workflow-requested": "chatbot",
  "promotion.workflow-started": "chatbot",
  "promotion.workflow-failed": "chatbot",
  "promotion.released": "chatbot",
  // Opens the deployment.
  "promotion.deploying": "gates",
  "deployment.step-reported": "chatbot",
  "deployment.deployed": "gates",
  "deployment.rolled-back": "gates",
  "deployment.failed": "gates",
  "promotion.deployed": "chatbot",
  "promotion.rolled-back": "chatbot",
  "promotion.failed": "chatbot",
  "webhook.redelivered": "nothing",
  "audit.exported": "nothing",
  "log.upgraded": "nothing"
};
var GATE_EVENTS = typesOf("gates");
var CHATBOT_EVENTS = [...typesOf("chatbot"), ...GATE_EVENTS];
function typesOf(wanted) {
  return Object.entries(EVENT_EFFECTS).flatMap(
    ([type, effect]) => effect === wanted ? [type] : []
  );
}
function changedChatbot(event) {
  const { subject: subject6 } = event;
  const effect = EVENT_EFFECTS[event.type];
  return (effect === "chatbot" || effect === "gates") && "chatbot" in subject6 ? subject6.chatbot : void 0;
}

// plugins/chatbots-backend/src/followers/readFollowed.ts
var import_errors11 = require("@backstage/errors");
function readFollowed(row2, keys) {
  const problem = authenticateEvent(row2, keys);
  if (problem === "mac-key-unknown" && !keys.ephemeral) {
    throw new import_errors11.ServiceUnavailableError(
      `Event ${row2.sequence} of the log has a key that is not configured here: add it to chatbots.audit.eventKeys`
    );
  }
  if (problem) {
    return { problem };
  }
  try {
    return { event: readStoredEvent(parseAuditEventText(row2.body)) };
  } catch (error) {
    throw new import_errors11.ServiceUnavailableError(
      `Event ${row2.sequence} of the log, ${row2.type}, is of a newer version of the portal`,
      error
    );
  }
}

// plugins/chatbots-backend/src/followers/ChangeFeed.ts
var PAGE3 = 1e3;
var ChangeFeed = class {
  #knex;
  #unitOfWork;
  #clock;
  #eventKeys;
  constructor(options) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#eventKeys = options.eventKeys;
  }
  /**
   * About `limit` chatbots, each once, in the order of their first change. A policy that comes into force changes the gates of every
   * version anew, so it makes all of them due at once, however many they are.
   */
  async read(options) {
    const stored2 = await findChangeCursor(this.#knex, options.consumer);
    let cursor = Number(stored2?.cursor ?? 0);
    const revision = Number(stored2?.revision ?? 0);
    const chatbots = /* @__PURE__ */ new Set();
    const read = await this.#reader();
    for (; ; ) {
      const rows = await listLogFrom(this.#knex, {
        from: cursor,
        limit: PAGE3
      });
      for (const row2 of rows) {
        const sequence = Number(row2.sequence);
        const event = read(row2);
        if (event && EVENT_EFFECTS[event.type] === "every-gate") {
          const unchanged2 = await listChatbotsUnchangedAfter(this.#knex, {
            sequence,
            types: CHATBOT_EVENTS
          });
          unchanged2.forEach((name5) => chatbots.add(name5));
        }
        const chatbot = event && changedChatbot(event);
        if (chatbot !== void 0 && !chatbots.has(chatbot)) {
          if (chatbots.size >= options.limit) {
            return { chatbots: [...chatbots], cursor, revision, more: true };
          }
          chatbots.add(chatbot);
        }
        cursor = sequence + 1;
      }
      if (rows.length < PAGE3) {
        return { chatbots: [...chatbots], cursor, revision, more: false };
      }
    }
  }
  /** Reads what the portal wrote, and what stands in the log from before there were MACs. */
  async #reader() {
    const upgraded = await findFirstOfType(this.#knex, "log.upgraded");
    const legacyBelow = upgraded ? Number(upgraded.sequence) : Infinity;
    return (row2) => {
      if (row2.mac !== null) {
        const read = readFollowed(row2, this.#eventKeys);
        return "event" in read ? read.event : void 0;
      }
      return Number(row2.sequence) < legacyBelow ? readOld(row2) : void 0;
    };
  }
  /**
   * Stores how far a consumer came. Throws `conflicting-write` when another replica of it acknowledged since this one read: what
   * the two did in between may have crossed, so it has to be done again.
   */
  async acknowledge(options) {
    const { consumer, revision } = options;
    const now = toInstant(this.#clock.now());
    await this.#unitOfWork.run({ actor: PORTAL }, async (work) => {
      work.unchanged();
      const size = await readLogSize(work.db);
      const advanced = await advanceChangeCursor(work.db, {
        consumer,
        cursor: Math.min(options.cursor, size),
        revision,
        now
      });
      if (!advanced) {
        throw errorWithReason(
          "conflicting-write",
          `Another one followed the changes for ${consumer} at the same time`
        );
      }
    });
  }
};
function readOld(row2) {
  try {
    return readStoredEvent(parseAuditEventText(row2.body));
  } catch {
    return void 0;
  }
}

// plugins/chatbots-backend/src/followers/sinks/createEventsSink.ts
var EVENTS_SINK = "events";
function createEventsSink(events) {
  return {
    id: EVENTS_SINK,
    receive: (event) => events.publish({ topic: `chatbots.${event.type}`, eventPayload: event })
  };
}

// plugins/chatbots-backend/src/followers/sinks/EventSinks.ts
var EventSinks = class {
  #sinks = /* @__PURE__ */ new Map();
  addSink(sink) {
    const { id: id2, types } = sink;
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(id2)) {
      throw new Error(
        `'${id2}' is no id of an event sink: use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter`
      );
    }
    if (id2 === EVENTS_SINK || this.#sinks.has(id2)) {
      throw new Error(`There are two event sinks '${id2}'`);
    }
    const unknown = types?.find((type) => !isEventType(type));
    if (unknown !== void 0) {
      throw new Error(
        `The event sink '${id2}' asks for events of type '${unknown}', which there is not`
      );
    }
    this.#sinks.set(id2, sink);
  }
  list() {
    return [...this.#sinks.values()];
  }
};

// plugins/chatbots-backend/src/followers/sinks/webhooks/readWebhooks.ts
var import_catalog_model4 = require("@backstage/catalog-model");

// plugins/chatbots-backend/src/keys/CheckedSigner.ts
var import_errors12 = require("@backstage/errors");

// plugins/chatbots-backend/src/keys/PublicKey.ts
var import_node_crypto8 = require("node:crypto");
var PublicKey = class _PublicKey {
  /** Raw, 32 bytes. */
  bytes;
  /** SubjectPublicKeyInfo in PEM. */
  pem;
  /** Throws when the text is no Ed25519 public key in PEM. */
  static fromPem(pem) {
    if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem)) {
      throw new Error("is not a public key in PEM");
    }
    let key;
    try {
      key = (0, import_node_crypto8.createPublicKey)(pem);
    } catch {
      throw new Error("is not a public key in PEM");
    }
    if (key.asymmetricKeyType !== "ed25519") {
      throw new Error("is not an Ed25519 key");
    }
    return new _PublicKey(key);
  }
  constructor(key) {
    this.pem = String(key.export({ type: "spki", format: "pem" }));
    this.bytes = key.export({ type: "spki", format: "der" }).subarray(-32);
  }
  /** SHA-256 of the raw key, in hexadecimal: short enough to read over the phone. */
  get fingerprint() {
    return (0, import_node_crypto8.createHash)("sha256").update(this.bytes).digest("hex");
  }
};

// plugins/chatbots-backend/src/keys/CheckedSigner.ts
var TIMEOUT_MS2 = 1e4;
var CheckedSigner = class {
  id;
  publicKey;
  #signer;
  #logger;
  #timeoutMs;
  /** Throws when the signer's public key is no Ed25519 key in PEM. */
  constructor(options) {
    this.#signer = options.signer;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS2;
    this.id = options.signer.id;
    this.publicKey = PublicKey.fromPem(options.signer.publicKey);
  }
  /** Signs; 64 bytes come back that the public key verifies. Throws `signer-unavailable`. */
  sign = async (data) => {
    let signature;
    try {
      signature = Uint8Array.from(
        await withinTime(
          (signal) => this.#signer.sign(Uint8Array.from(data), { signal }),
          this.#timeoutMs
        )
      );
    } catch (error) {
      throw this.#refuse("did not sign", error);
    }
    if (signature.length !== 64 || !verifyEd25519(this.publicKey.bytes, data, signature)) {
      throw this.#refuse(
        "returned a signature that its public key does not verify"
      );
    }
    return signature;
  };
  #refuse(what, cause) {
    const message = `Signer '${this.id}' ${what}`;
    this.#logger.error(
      message,
      cause === void 0 ? void 0 : (0, import_errors12.toError)(cause)
    );
    return errorWithReason("signer-unavailable", message, { cause });
  }
};

// plugins/chatbots-backend/src/keys/EventKeys.ts
var import_node_crypto9 = require("node:crypto");
var KEY_BYTES = 32;
var ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
var EventKeys = class _EventKeys {
  /** Whether the key lives as long as the process: what an earlier process wrote has an unknown key. */
  ephemeral;
  /** Name of the log that the events belong to. */
  origin;
  #keys;
  #writing;
  /** Throws for no key, an id twice, an id or a secret of another form; never quotes a secret. */
  static create(options) {
    const keys = /* @__PURE__ */ new Map();
    for (const { id: id2, secret } of options.keys) {
      if (!ID.test(id2)) {
        throw new Error(
          "has an id that is not 1 to 40 letters, digits, dots, dashes and underscores"
        );
      }
      if (keys.has(id2)) {
        throw new Error(`has the id '${id2}' twice`);
      }
      const bytes = Buffer.from(secret.trim(), "base64");
      if (bytes.length !== KEY_BYTES || bytes.toString("base64") !== secret.trim()) {
        throw new Error(
          `has a secret of '${id2}' that is not the base64 of ${KEY_BYTES} bytes`
        );
      }
      keys.set(id2, bytes);
    }
    return new _EventKeys(options.origin, keys, false);
  }
  /** A key that lives as long as the process. */
  static generate(origin2) {
    const id2 = `process-${(0, import_node_crypto9.randomBytes)(8).toString("hex")}`;
    return new _EventKeys(origin2, /* @__PURE__ */ new Map([[id2, (0, import_node_crypto9.randomBytes)(KEY_BYTES)]]), true);
  }
  constructor(origin2, keys, ephemeral) {
    const [writing] = keys.keys();
    if (writing === void 0) {
      throw new Error("is an empty list");
    }
    this.origin = origin2;
    this.#keys = keys;
    this.#writing = writing;
    this.ephemeral = ephemeral;
  }
  /** The MAC of a text, by the first key. */
  sign(text4) {
    return {
      mac: this.#hmac(this.#writing, text4).toString("base64"),
      mac_key_id: this.#writing
    };
  }
  /** Undefined for a text that one of the keys vouches for. */
  verify(text4, given) {
    const { mac, mac_key_id: id2 } = given;
    if (typeof mac !== "string" || typeof id2 !== "string") {
      return "mac-missing";
    }
    if (!this.#keys.has(id2)) {
      return "mac-key-unknown";
    }
    const expected = this.#hmac(id2, text4);
    const actual = Buffer.from(mac, "base64");
    return actual.length === expected.length && (0, import_node_crypto9.timingSafeEqual)(actual, expected) ? void 0 : "mac-invalid";
  }
  #hmac(id2, text4) {
    const key = this.#keys.get(id2);
    if (!key) {
      throw new Error(`There is no key '${id2}'`);
    }
    return (0, import_node_crypto9.createHmac)("sha256", key).update(`${this.origin}\0${text4}`, "utf8").digest();
  }
};

// plugins/chatbots-backend/src/keys/loadEventKeys.ts
var PATH = "chatbots.audit.eventKeys";
var ADVICE = "make a secret with: openssl rand -base64 32";
function loadEventKeys(options) {
  const { config, logger, origin: origin2 } = options;
  const keys = readEventKeyEntries(config);
  if (keys) {
    return EventKeys.create({ origin: origin2, keys });
  }
  if (process.env.NODE_ENV === "production") {
    throw new Error(`Config ${PATH} is missing; ${ADVICE}`);
  }
  logger.warn(
    `Config ${PATH} is missing: a key was made for this process only`
  );
  return EventKeys.generate(origin2);
}
function readEventKeyEntries(config) {
  const keys = config.getOptionalConfigArray(PATH)?.map((entry) => ({
    id: entry.getString("id"),
    secret: entry.getString("secret")
  }));
  if (keys) {
    try {
      EventKeys.create({ origin: "", keys });
    } catch (error) {
      throw new Error(
        `Config ${PATH} ${error instanceof Error ? error.message : "cannot be read"}; ${ADVICE}`
      );
    }
  }
  return keys;
}

// plugins/chatbots-backend/src/keys/PemSigner.ts
var import_node_crypto10 = require("node:crypto");
var PemSigner = class _PemSigner {
  id;
  algorithm = "Ed25519";
  publicKey;
  #privateKey;
  /** Reads PKCS #8 in PEM. Throws without quoting the text when it is no Ed25519 key. */
  static fromPem(id2, pem) {
    let key;
    try {
      key = (0, import_node_crypto10.createPrivateKey)(pem);
    } catch {
      throw new Error("is not a private key in PEM");
    }
    if (key.asymmetricKeyType !== "ed25519") {
      throw new Error("is not an Ed25519 key");
    }
    return new _PemSigner(id2, key);
  }
  /** A signer whose key lives as long as the process. */
  static generate(id2) {
    return new _PemSigner(id2, (0, import_node_crypto10.generateKeyPairSync)("ed25519").privateKey);
  }
  constructor(id2, privateKey) {
    this.id = id2;
    this.#privateKey = privateKey;
    this.publicKey = String(
      (0, import_node_crypto10.createPublicKey)(privateKey).export({ type: "spki", format: "pem" })
    );
  }
  async sign(data) {
    return (0, import_node_crypto10.sign)(null, data, this.#privateKey);
  }
};

// plugins/chatbots-backend/src/keys/loadSigners.ts
var ADVICE2 = "make one with: openssl genpkey -algorithm ed25519";
function loadSigners(purpose, options) {
  const { config, logger, registry } = options;
  const path = `chatbots.${purpose}.signer`;
  const named2 = config.getOptionalString(path);
  const own = addOwnSigner(purpose, options, named2 !== void 0);
  const signer = registry.get(named2 ?? own, { path, logger });
  const others = readVerifyingKeys(purpose, config).filter(
    ({ pem }) => pem !== signer.publicKey.pem
  );
  return { signer, publicKeys: [signer.publicKey, ...others] };
}
function readOwnSigner(purpose, config) {
  const path = `chatbots.${purpose}.signingKey.privateKey`;
  const pem = config.getOptionalString(path);
  try {
    return pem ? PemSigner.fromPem(`pem-${purpose}`, pem) : void 0;
  } catch (error) {
    throw new Error(`Config ${path} ${messageOf(error)}; ${ADVICE2}`);
  }
}
function readVerifyingKeys(purpose, config) {
  const path = `chatbots.${purpose}.verifyingKeys`;
  return (config.getOptionalStringArray(path) ?? []).map((pem, index) => {
    try {
      return PublicKey.fromPem(pem);
    } catch (error) {
      throw new Error(`Config ${path}[${index}] ${messageOf(error)}`);
    }
  });
}
function addOwnSigner(purpose, options, isNamed2) {
  const { config, logger, registry } = options;
  const path = `chatbots.${purpose}.signingKey.privateKey`;
  let own = readOwnSigner(purpose, config);
  if (!own && !isNamed2) {
    if (process.env.NODE_ENV === "production") {
      throw new Error(
        `Config ${path} is missing, and chatbots.${purpose}.signer names no signer; ${ADVICE2}`
      );
    }
    logger.warn(
      `Config ${path} is missing: a key was made for this process only`
    );
    own = PemSigner.generate(`pem-${purpose}`);
  }
  if (own) {
    registry.addSigner(own);
  }
  return `pem-${purpose}`;
}
function messageOf(error) {
  return error instanceof Error ? error.message : "cannot be read";
}

// plugins/chatbots-backend/src/keys/SignerRegistry.ts
var SignerRegistry = class {
  #signers = /* @__PURE__ */ new Map();
  addSigner(signer) {
    const { id: id2, algorithm } = signer;
    if (typeof id2 !== "string" || !/^\S{1,100}$/.test(id2)) {
      throw new Error(
        "The id of a signer has 1 to 100 characters and no spaces"
      );
    }
    if (this.#signers.has(id2)) {
      throw new Error(`There are two signers '${id2}'`);
    }
    if (algorithm !== "Ed25519") {
      throw new Error(
        `Signer '${id2}' signs with '${algorithm}'; checkpoints and permits take Ed25519 only`
      );
    }
    try {
      PublicKey.fromPem(signer.publicKey);
    } catch (error) {
      throw new Error(
        `The public key of signer '${id2}' ${error instanceof Error ? error.message : "cannot be read"}`
      );
    }
    this.#signers.set(id2, signer);
  }
  /**
   * The signer of this id.
   *
   * @param path - where the configuration names it
   */
  get(id2, options) {
    const signer = this.#signers.get(id2);
    if (!signer) {
      const known = [...this.#signers.keys()].join(", ");
      throw new Error(
        `Config ${options.path} names the signer '${id2}', and no module added it; there are: ${known || "none"}`
      );
    }
    return new CheckedSigner({ signer, logger: options.logger });
  }
};

// plugins/chatbots-backend/src/keys/webhookSignature.ts
var import_node_buffer = require("node:buffer");
var import_standardwebhooks = require("standardwebhooks");
var PREFIX = "whsec_";
var SECRET_BYTES = { least: 24, most: 64 };
function readWebhookSecret(text4, problem) {
  const { least, most } = SECRET_BYTES;
  const refuse3 = (why) => problem(
    `needs a secret of whsec_ and the Base64 of ${least} to ${most} bytes, and ${why}: echo "whsec_$(openssl rand -base64 32)"`
  );
  if (!text4.startsWith(PREFIX)) {
    throw refuse3("it does not begin with whsec_");
  }
  const encoded = text4.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, "base64");
  const base642 = bytes.toString("base64");
  if (encoded !== base642 && encoded !== base642.replace(/=+$/, "")) {
    throw refuse3("what follows whsec_ is no Base64");
  }
  if (bytes.length < least || bytes.length > most) {
    throw refuse3(`it has ${bytes.length} bytes`);
  }
  return text4;
}
function signWebhook(secret, message) {
  const { id: id2, body, sentAt } = message;
  return {
    "webhook-id": id2,
    "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1e3)),
    "webhook-signature": new import_standardwebhooks.Webhook(secret).sign(id2, sentAt, body)
  };
}
function verifyWebhook(secret, headers, body) {
  const id2 = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signature = headers["webhook-signature"];
  if (typeof id2 !== "string" || typeof timestamp !== "string" || typeof signature !== "string" || !/^[\x21-\x7e]{1,200}$/.test(id2) || // The library reads digits as far as they go, and signs the number.
  !/^[1-9]\d{0,11}$/.test(timestamp) || // The library signs text, and other bytes that are none read alike.
  !(0, import_node_buffer.isUtf8)(body)) {
    return void 0;
  }
  try {
    new import_standardwebhooks.Webhook(secret).verify(
      body,
      {
        "webhook-id": id2,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature
      },
      { jsonParse: false }
    );
  } catch (error) {
    if (error instanceof import_standardwebhooks.WebhookVerificationError) {
      return void 0;
    }
    throw error;
  }
  return { id: id2, sentAt: new Date(Number(timestamp) * 1e3) };
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/addresses.ts
var dns = __toESM(require("node:dns"));
var import_ipaddr = __toESM(require("ipaddr.js"));
var AddressRefusedError = class extends Error {
};
function parseRange(text4) {
  return import_ipaddr.default.parseCIDR(text4);
}
function isLoopback(host) {
  return host === "localhost" || rangeOf(bare(host)) === "loopback";
}
function guardedLookup(allowed, resolve = dns.lookup) {
  return (hostname, options, callback) => resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, "");
      return;
    }
    const refused2 = addresses.find(
      ({ address: address2 }) => !mayConnect(hostname, address2, allowed)
    );
    if (refused2 || addresses.length === 0) {
      callback(
        new AddressRefusedError(
          "The host name resolves to an address that is not public"
        ),
        ""
      );
      return;
    }
    const [{ address, family }] = addresses;
    if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, address, family);
    }
  });
}
function mayConnect(hostname, address, allowed) {
  const range = rangeOf(address);
  if (isLoopback(hostname)) {
    return range === "loopback";
  }
  return range === "unicast" || allowed.some((one) => isIn(address, one));
}
function rangeOf(address) {
  return import_ipaddr.default.isValid(address) ? import_ipaddr.default.process(address).range() : void 0;
}
function isIn(address, range) {
  const parsed2 = import_ipaddr.default.process(address);
  const [network, bits] = range;
  return parsed2.kind() === network.kind() && parsed2.match(network, bits);
}
function bare(host) {
  return host.replace(/^\[(.*)\]$/, "$1");
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/readWebhooks.ts
var KEY = "chatbots.sinks.webhooks";
function readWebhooks(config) {
  const allowed = (config.getOptionalStringArray("chatbots.sinks.allowedAddresses") ?? []).map((text4) => {
    try {
      return parseRange(text4);
    } catch {
      throw new Error(
        `chatbots.sinks.allowedAddresses has '${text4}', which is no range of addresses such as 10.0.0.0/8`
      );
    }
  });
  const targets2 = (config.getOptionalConfigArray(KEY) ?? []).map(
    (one) => readTarget(one, allowed)
  );
  const ids = /* @__PURE__ */ new Set();
  for (const { id: id2 } of targets2) {
    if (ids.has(id2)) {
      throw new Error(`${KEY} has two targets '${id2}'`);
    }
    ids.add(id2);
  }
  return targets2;
}
function readTarget(config, allowed) {
  const id2 = config.getString("id");
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(id2)) {
    throw new Error(
      `${KEY} has the id '${id2}': use 1 to 30 lower-case letters, digits and hyphens, beginning with a letter`
    );
  }
  const problem = (why) => new Error(`The webhook '${id2}' in ${KEY} ${why}`);
  const types = config.getOptionalStringArray("types");
  const unknown = types?.find((type) => !isEventType(type));
  if (unknown !== void 0) {
    throw problem(`asks for events of type '${unknown}', which there is not`);
  }
  if (types?.length === 0) {
    throw problem("asks for no type of event: leave types out for all of them");
  }
  const owners = config.getOptionalStringArray("owners");
  if (owners?.length === 0) {
    throw problem("names no owner: leave owners out for all of them");
  }
  return {
    id: id2,
    url: readUrl(config.getString("url"), problem),
    secret: readWebhookSecret(config.getString("secret"), problem),
    ...types ? { types: types.filter(isEventType) } : {},
    ...owners ? { owners: owners.map((ref) => readOwner(ref, problem)) } : {},
    allowed
  };
}
function readUrl(text4, problem) {
  let url;
  try {
    url = new URL(text4);
  } catch {
    throw problem("has a url that is none");
  }
  const isSafe = url.protocol === "https:" || url.protocol === "http:" && isLoopback(url.hostname);
  if (!isSafe) {
    throw problem(
      `needs https: ${url.protocol}//${url.host} is not on this machine, so anybody on the way could read and change what is sent`
    );
  }
  if (url.username || url.password || url.hash) {
    throw problem("has a url with credentials or a fragment: leave them out");
  }
  return url;
}
function readOwner(text4, problem) {
  const ref = (0, import_catalog_model4.stringifyEntityRef)(
    (0, import_catalog_model4.parseEntityRef)(text4, {
      defaultKind: "group",
      defaultNamespace: "default"
    })
  );
  if (!/^[a-z]+:[^\s:/]+\/[^\s:/]+$/.test(ref)) {
    throw problem(`names the owner '${text4}', which is no entity ref`);
  }
  return ref;
}

// plugins/chatbots-backend/src/database/webhookDeliveries.ts
async function insertWebhookDelivery(db, row2) {
  await db("webhook_deliveries").insert({ ...row2, state: "pending" }).onConflict(["target", "event_id"]).ignore();
}
async function findDueWebhookDelivery(db, { target, now }) {
  return db("webhook_deliveries").where({ target, state: "pending" }).where("next_attempt_at", "<=", now).orderBy("sequence").first();
}
async function recordWebhookAttempt(db, { id: id2, attempts }, columns2) {
  await db("webhook_deliveries").where({ id: id2, attempts }).update({ ...columns2, attempts: attempts + 1 });
}
async function failWaitingWebhookDeliveries(db, target) {
  await db("webhook_deliveries").where({ target, state: "pending" }).whereExists(
    db("webhook_targets").where({ id: target }).whereNotNull("gone_at")
  ).update({ state: "failed", problem: "gone", next_attempt_at: null });
}
async function findWebhookDelivery(db, id2) {
  return db("webhook_deliveries").where({ id: id2 }).first();
}
async function listWebhookDeliveries(db, { target, state, type }, page) {
  const query = db("webhook_deliveries");
  if (target !== void 0) query.where({ target });
  if (state !== void 0) query.where({ state });
  if (type !== void 0) query.where({ type });
  return paginate(query, newestFirst("created_at"), page);
}
async function redeliverWebhookDeliveries(db, rows, { now, giveUpAt: giveUpAt2 }) {
  const query = db("webhook_deliveries");
  if ("id" in rows) {
    query.where({ id: rows.id });
  } else {
    query.where({ target: rows.target, state: "failed" }).where("created_at", ">=", rows.failedSince);
  }
  return query.update({
    state: "pending",
    failures: 0,
    next_attempt_at: now,
    give_up_at: giveUpAt2
  });
}
async function countWebhookDeliveries(db) {
  const rows = await db("webhook_deliveries").groupBy("target", "state").select("target", "state").count({ count: "*" }).max({ last: "last_attempt_at" });
  return rows.map(({ target, state, count: count3, last }) => ({
    target,
    state,
    count: Number(count3),
    lastAttemptAt: last ?? null
  }));
}
async function deleteWebhookDeliveries(db, before) {
  await db("webhook_deliveries").where("created_at", "<", before).delete();
}

// plugins/chatbots-backend/src/database/webhookTargets.ts
async function ensureWebhookTarget(db, { id: id2, urlDigest }) {
  await db("webhook_targets").insert({ id: id2, url_digest: urlDigest }).onConflict("id").ignore();
  await db("webhook_targets").where({ id: id2 }).whereNot({ url_digest: urlDigest }).update({ url_digest: urlDigest, gone_at: null, failing_since: null });
}
async function listWebhookTargets(db) {
  return db("webhook_targets");
}
async function claimWebhookTarget(db, options) {
  const { id: id2, by, now, until: until2 } = options;
  const claimed = await db("webhook_targets").where({ id: id2 }).where(
    (free) => free.whereNull("claimed_until").orWhere("claimed_until", "<=", now).orWhere({ claimed_by: by })
  ).update({ claimed_by: by, claimed_until: until2 });
  return claimed === 1;
}
async function releaseWebhookTarget(db, { id: id2, by }) {
  await db("webhook_targets").where({ id: id2, claimed_by: by }).update({ claimed_by: null, claimed_until: null });
}
async function markWebhookHealthy(db, id2) {
  await db("webhook_targets").where({ id: id2 }).update({ failing_since: null });
}
async function markWebhookFailing(db, { id: id2, now, gone }) {
  await db("webhook_targets").where({ id: id2 }).whereNull("failing_since").update({ failing_since: now });
  if (gone) {
    await db("webhook_targets").where({ id: id2 }).update({ gone_at: now });
  }
}
async function resumeWebhookTarget(db, id2) {
  await db("webhook_targets").where({ id: id2 }).update({ gone_at: null });
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/createWebhookSink.ts
var import_node_crypto11 = require("node:crypto");

// plugins/chatbots-backend/src/followers/sinks/webhooks/ownersAt.ts
var OWNING = [
  "chatbot.registered",
  "chatbot.facts-changed"
];
async function ownersAt(db, { chatbot, sequence }) {
  const row2 = await findLastOfChatbot(db, { chatbot, types: OWNING, sequence });
  if (!row2) {
    return [];
  }
  const event = readStoredEvent(parseAuditEventText(row2.body));
  if (event.type === "chatbot.registered") {
    return groupOrPeople(db, event.data.owner, event.people.owner);
  }
  if (event.type !== "chatbot.facts-changed") {
    return [];
  }
  const { before, after } = event.data;
  const { ownerBefore, ownerAfter } = event.people;
  const today = await groupOrPeople(db, after.owner, ownerAfter);
  return Number(row2.sequence) === sequence ? [...await groupOrPeople(db, before.owner, ownerBefore), ...today] : today;
}
async function groupOrPeople(db, group4, pseudonyms = []) {
  const people2 = await readPeople(db, pseudonyms);
  return [...group4 === void 0 ? [] : [group4], ...people2.values()];
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/createWebhookSink.ts
var TRY_MS = 24 * 60 * 6e4;
function giveUpAt(now) {
  return toInstant(new Date(now.getTime() + TRY_MS));
}
function createWebhookSink(target, { clock }) {
  return {
    // No module's sink has a colon in its id.
    id: `webhook:${target.id}`,
    types: target.types,
    async receive(event, db) {
      if (!await isFor(db, target, event)) {
        return;
      }
      const now = clock.now();
      await insertWebhookDelivery(db, {
        id: (0, import_node_crypto11.randomUUID)(),
        target: target.id,
        event_id: event.id,
        sequence: event.sequence,
        type: event.type,
        chatbot: chatbotOf(event) ?? null,
        created_at: toInstant(now),
        next_attempt_at: toInstant(now),
        give_up_at: giveUpAt(now)
      });
    }
  };
}
async function isFor(db, { types, owners }, event) {
  if (types && !types.includes(event.type)) {
    return false;
  }
  if (!owners) {
    return true;
  }
  const chatbot = chatbotOf(event);
  if (chatbot === void 0) {
    return false;
  }
  const { sequence } = event;
  const held = await ownersAt(db, { chatbot, sequence });
  const wanted = new Set(owners.map((ref) => ref.toLocaleLowerCase("en-US")));
  return held.some((ref) => wanted.has(ref.toLocaleLowerCase("en-US")));
}
function chatbotOf({ subject: subject6 }) {
  return "chatbot" in subject6 ? subject6.chatbot : void 0;
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/WebhookService.ts
var WebhookService = class {
  #knex;
  #unitOfWork;
  #clock;
  #targets;
  constructor(options) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#targets = options.targets;
  }
  /** The targets of the configuration, in its order. */
  async targets() {
    const rows = await listWebhookTargets(this.#knex);
    const counts = await countWebhookDeliveries(this.#knex);
    return {
      items: this.#targets.map(
        (target) => toTarget(target, {
          row: rows.find(({ id: id2 }) => id2 === target.id),
          counts: counts.filter((one) => one.target === target.id)
        })
      )
    };
  }
  /** One page of deliveries, newest first; those to targets that left the configuration among them. */
  async deliveries(filter, page) {
    return mapPage(
      await listWebhookDeliveries(this.#knex, filter, page),
      (rows) => rows.map(toDelivery)
    );
  }
  /** A delivery with the text that was sent last and its last attempts. Throws `webhook-delivery-unknown`. */
  async delivery(id2) {
    return toDetail(await this.#find(id2));
  }
  /** Sends one delivery again. Throws `webhook-delivery-unknown`, or `webhook-unknown` when its target left the configuration. */
  async redeliver(userRef, deliveryId) {
    const { target } = await this.#find(deliveryId);
    this.#assertTarget(target);
    await this.#redeliver(userRef, {
      target,
      rows: { id: deliveryId },
      facts: { deliveryId }
    });
    return this.delivery(deliveryId);
  }
  /** Sends what failed again, of the deliveries that were made since an instant. Throws `webhook-unknown`. */
  async redeliverFailed(userRef, target, { since }) {
    this.#assertTarget(target);
    const failedSince = toInstant(new Date(since));
    const deliveries = await this.#redeliver(userRef, {
      target,
      rows: { target, failedSince },
      facts: { since: failedSince }
    });
    return { deliveries };
  }
  async #redeliver(userRef, asked) {
    const { target, rows, facts: facts2 } = asked;
    const now = this.#clock.now();
    return this.#unitOfWork.run(
      { actor: { kind: "user", userRef } },
      async (work) => {
        const deliveries = await redeliverWebhookDeliveries(work.db, rows, {
          now: toInstant(now),
          giveUpAt: giveUpAt(now)
        });
        if (deliveries === 0) {
          work.unchanged();
          return 0;
        }
        await resumeWebhookTarget(work.db, target);
        await work.record({
          type: "webhook.redelivered",
          subject: { kind: "webhook", id: target },
          data: { deliveries, ...facts2 }
        });
        return deliveries;
      }
    );
  }
  async #find(id2) {
    const row2 = await findWebhookDelivery(this.#knex, id2);
    if (!row2) {
      throw errorWithReason(
        "webhook-delivery-unknown",
        `There is no delivery ${id2}`
      );
    }
    return row2;
  }
  #assertTarget(id2) {
    if (!this.#targets.some((target) => target.id === id2)) {
      throw errorWithReason(
        "webhook-unknown",
        `The configuration has no webhook '${id2}'`
      );
    }
  }
};
function toTarget({ id: id2, url, types, owners }, { row: row2, counts }) {
  const of = (state) => counts.find((one) => one.state === state);
  const lastDeliveredAt = of("delivered")?.lastAttemptAt ?? void 0;
  return {
    id: id2,
    // A query may hold a receiver's own token.
    url: `${url.origin}${url.pathname}`,
    ...types ? { types: [...types] } : {},
    ...owners ? { owners: [...owners] } : {},
    state: stateOf(row2, lastDeliveredAt),
    ...lastDeliveredAt ? { lastDeliveredAt } : {},
    ...row2?.failing_since ? { failingSince: row2.failing_since } : {},
    ...row2?.gone_at ? { goneAt: row2.gone_at } : {},
    outstanding: of("pending")?.count ?? 0,
    failed: of("failed")?.count ?? 0
  };
}
function stateOf(row2, lastDeliveredAt) {
  if (row2?.gone_at) {
    return "gone";
  }
  if (row2?.failing_since) {
    return "failing";
  }
  return lastDeliveredAt ? "healthy" : "unused";
}
function toDelivery(row2) {
  return {
    id: row2.id,
    target: row2.target,
    eventId: row2.event_id,
    sequence: Number(row2.sequence),
    type: row2.type,
    ...row2.chatbot ? { chatbot: row2.chatbot } : {},
    state: row2.state,
    createdAt: row2.created_at,
    attempts: row2.attempts,
    ...row2.last_attempt_at ? { lastAttemptAt: row2.last_attempt_at } : {},
    ...row2.next_attempt_at ? { nextAttemptAt: row2.next_attempt_at } : {},
    ...row2.response_status ? { responseStatus: row2.response_status } : {},
    ...row2.problem ? { problem: row2.problem } : {}
  };
}
function toDetail(row2) {
  return {
    delivery: toDelivery(row2),
    ...row2.body === null ? {} : { body: row2.body },
    history: fromJson(row2.history)
  };
}

// plugins/chatbots-backend/src/database/promptTexts.ts
async function findPromptTexts(db, chatbot, digests3) {
  const rows = await db("prompt_texts").where({ chatbot }).whereIn("digest", [...digests3]);
  return new Map(rows.map((row2) => [row2.digest, row2.text]));
}
async function insertPromptTexts(db, rows) {
  for (const row2 of rows) {
    await db("prompt_texts").insert(row2).onConflict(["chatbot", "digest"]).ignore();
  }
}

// plugins/chatbots-backend/src/database/evaluations.ts
var BATCH4 = 200;
async function insertEvaluation(db, rows) {
  await db("evaluations").insert(rows.evaluation);
  await insertAll(db, "evaluation_metrics", rows.metrics);
  await insertAll(db, "evaluation_slices", rows.slices);
  await insertAll(db, "evaluation_samples", rows.samples);
}
async function insertAll(db, table, rows) {
  for (let start = 0; start < rows.length; start += BATCH4) {
    await db(table).insert(rows.slice(start, start + BATCH4));
  }
}
async function findVisibleEvaluation(db, id2, scope) {
  const query = db("evaluations as e").join("chatbots as c", "c.name", "e.chatbot").where("e.id", id2);
  whereInScope(query, scope, "c");
  const row2 = await query.first("e.*");
  if (!row2) {
    throw errorWithReason(
      "evaluation-unknown",
      `There is no evaluation '${id2}'`
    );
  }
  return row2;
}
async function findEvaluationByIdentity(db, identityDigest) {
  return db("evaluations").where({ identity_digest: identityDigest }).first();
}
async function listEvaluationsOf(db, versionIds) {
  return db("evaluations").whereIn("version_id", versionIds).orderBy([
    { column: "reported_at", order: "desc" },
    { column: "id", order: "desc" }
  ]);
}
async function listEvaluations(db, criteria, page) {
  const query = db("evaluations").where({ chatbot: criteria.chatbot });
  if (criteria.version !== void 0) {
    query.where({ version: criteria.version });
  }
  if (criteria.suite !== void 0) {
    query.where({ suite: criteria.suite });
  }
  return paginate(query, newestFirst("reported_at"), page);
}
var ofEvaluation = (row2) => row2.evaluation_id;
async function loadEvaluations(db, versionIds) {
  const rows = await db("evaluations").whereIn("version_id", versionIds);
  if (rows.length === 0) {
    return /* @__PURE__ */ new Map();
  }
  const ids = rows.map((row2) => row2.id);
  const metrics = groupBy(await listMetrics(db, ids), ofEvaluation);
  const slices = groupBy(await listSlices(db, ids), ofEvaluation);
  const result = /* @__PURE__ */ new Map();
  for (const row2 of rows) {
    const list = result.get(row2.version_id) ?? [];
    list.push(
      toEvaluation(row2, metrics.get(row2.id) ?? [], slices.get(row2.id) ?? [])
    );
    result.set(row2.version_id, list);
  }
  return result;
}
function toEvaluation(row2, metrics, slices) {
  return {
    id: row2.id,
    contentDigest: row2.content_digest,
    chatbot: row2.chatbot,
    version: row2.version,
    versionDigest: row2.digest,
    suite: row2.suite,
    datasetName: row2.dataset_name,
    datasetRevision: row2.dataset_revision,
    datasetDigest: row2.dataset_digest,
    judge: {
      name: row2.judge_name,
      kind: row2.judge_kind,
      digest: row2.judge_digest
    },
    metrics: metrics.map((metric) => ({
      name: metric.name,
      value: metric.value,
      direction: metric.direction,
      sampleCount: metric.sample_count,
      ...metric.unit === null ? {} : { unit: metric.unit },
      ...metric.standard_deviation === null ? {} : { standardDeviation: metric.standard_deviation }
    })),
    slices: slices.map((slice) => ({
      slice: slice.slice,
      metric: slice.metric,
      value: slice.value,
      sampleCount: slice.sample_count
    })),
    hasSamples: row2.sample_count > 0,
    origin: JSON.parse(row2.origin),
    ...row2.stage === null ? {} : { stage: row2.stage },
    ...row2.deployment_id === null ? {} : { deploymentId: row2.deployment_id },
    startedAt: row2.started_at,
    finishedAt: row2.finished_at,
    reportedAt: row2.reported_at
  };
}
function groupBy(rows, key) {
  const groups = /* @__PURE__ */ new Map();
  for (const row2 of rows) {
    const group4 = groups.get(key(row2)) ?? [];
    group4.push(row2);
    groups.set(key(row2), group4);
  }
  return groups;
}

// plugins/chatbots-backend/src/database/evaluationSamples.ts
var BY_POSITION = {
  parts: [
    {
      name: "position",
      sql: "position",
      type: "integer",
      of: (row2) => row2.position
    }
  ],
  direction: "asc"
};
async function listEvaluationSamples(db, criteria, page) {
  return paginate(matching4(db, criteria), BY_POSITION, page);
}
async function countEvaluationSamples(db, criteria) {
  const [{ total }] = await matching4(db, criteria).count({ total: "*" });
  return Number(total);
}
function matching4(db, criteria) {
  const query = db("evaluation_samples").where({
    evaluation_id: criteria.evaluationId
  });
  if (criteria.slice !== void 0) {
    query.where({ slice: criteria.slice });
  }
  if (criteria.search !== void 0) {
    containsText(
      query,
      ["sample_id", "input", "expected", "output"],
      criteria.search
    );
  }
  return query;
}
async function listSamplesOf(db, evaluationIds) {
  return evaluationIds.length === 0 ? [] : db("evaluation_samples").whereIn("evaluation_id", evaluationIds);
}
async function loadSampleScores(db, evaluationIds) {
  if (evaluationIds.length === 0) {
    return {};
  }
  const rows = await db("evaluation_samples").whereIn("evaluation_id", evaluationIds).orderBy(["evaluation_id", "sample_id"]).select("evaluation_id", "sample_id", "scores");
  const result = {};
  for (const row2 of rows) {
    const scores = fromJson(row2.scores);
    result[row2.evaluation_id] ??= [];
    for (const [metric, score] of Object.entries(scores)) {
      result[row2.evaluation_id].push({
        sampleId: row2.sample_id,
        metric,
        score
      });
    }
  }
  return result;
}

// plugins/chatbots-backend/src/views/ComparisonService.ts
var ComparisonService = class {
  #knex;
  constructor(options) {
    this.#knex = options.knex;
  }
  /**
   * Compares a version with a base, or with nothing when it replaces nothing. Throws `chatbot-unknown` or
   * `version-unknown`.
   */
  async compare(chatbot, base, target) {
    return this.compareRows(
      await findChatbot(this.#knex, chatbot),
      base === void 0 ? void 0 : await findModelVersion(this.#knex, chatbot, base),
      await findModelVersion(this.#knex, chatbot, target)
    );
  }
  /** Compares versions that the caller has read. */
  async compareRows(chatbot, was, is) {
    const rows = was ? [is, was] : [is];
    const evaluations = await loadEvaluations(
      this.#knex,
      rows.map(({ id: id2 }) => id2)
    );
    const texts = await this.#promptTexts(chatbot.name, rows);
    const [comparable, baseline] = rows.map(
      (row2) => toComparable(row2, texts, evaluations.get(row2.id) ?? [])
    );
    const samples2 = await loadSampleScores(
      this.#knex,
      [comparable, baseline].flatMap((side) => side?.evaluations ?? []).filter(({ hasSamples }) => hasSamples).map(({ id: id2 }) => id2)
    );
    const [{ source: _source, ...comparison }] = compareVersions(
      baseline,
      [comparable],
      { samples: samples2 }
    );
    return {
      chatbot: chatbot.name,
      ...comparison,
      ...await commitsBetween(this.#knex, was, is, chatbot.repository_url)
    };
  }
  async #promptTexts(chatbot, rows) {
    const digests3 = rows.flatMap(
      (row2) => fromJson(row2.bundle).prompts.map(
        ({ digest: digest3 }) => digest3
      )
    );
    return findPromptTexts(this.#knex, chatbot, [...new Set(digests3)]);
  }
};
function toComparable(row2, texts, evaluations) {
  const bundle2 = fromJson(row2.bundle);
  const promptTexts = {};
  for (const { name: name5, digest: digest3 } of bundle2.prompts) {
    const text4 = texts.get(digest3);
    if (text4 !== void 0) {
      promptTexts[name5] = text4;
    }
  }
  return {
    version: row2.version,
    bundle: bundle2,
    promptTexts,
    evaluations: newest(evaluations)
  };
}
function newest(evaluations) {
  const found = /* @__PURE__ */ new Map();
  for (const evaluation of evaluations) {
    const { suite, datasetDigest, judge } = evaluation;
    const key = JSON.stringify([suite, datasetDigest, judge.digest]);
    const other = found.get(key);
    if (!other || other.reportedAt < evaluation.reportedAt) {
      found.set(key, evaluation);
    }
  }
  return [...found.values()];
}
async function commitsBetween(db, was, is, repositoryUrl) {
  const { commits, complete } = await findCommitsSince(db, is, was);
  const shown = {
    commits,
    // There are more than the reports show, or the base is on another branch.
    ...complete ? {} : { commitsTruncated: true }
  };
  if (!was) {
    return shown;
  }
  const from = commitHistoryOf(was).source;
  const to = commitHistoryOf(is).source;
  return {
    ...shown,
    compareUrl: `${repositoryUrl.replace(/\/+$/, "")}/compare/${from}...${to}`
  };
}

// plugins/chatbots-backend/src/database/chatbotSummaries.ts
async function findChatbotSummary(db, chatbot) {
  return db("chatbot_summaries").where({ chatbot }).first();
}
async function upsertChatbotSummary(db, row2) {
  await db("chatbot_summaries").insert(row2).onConflict("chatbot").merge();
}

// plugins/chatbots-backend/src/views/nextStage.ts
function nextStage(names, liveIn) {
  const reached = Math.max(0, ...liveIn.map((stage) => names.indexOf(stage)));
  return names[reached + 1];
}
function stagesOf(stages, version) {
  return stages.filter((stage) => stage.state !== "empty" && stage.version === version).map(({ stage }) => stage);
}
function gateStage(names, liveIn) {
  return nextStage(names, liveIn) ?? names.slice(1).at(-1);
}

// plugins/chatbots-backend/src/records/chatbots.ts
var import_catalog_model5 = require("@backstage/catalog-model");
function toChatbot(row2) {
  return {
    name: row2.name,
    namespace: row2.namespace,
    entityRef: (0, import_catalog_model5.stringifyEntityRef)({
      kind: "Component",
      namespace: row2.namespace,
      name: row2.name
    }),
    title: row2.title,
    ...row2.purpose === null ? {} : { purpose: row2.purpose },
    owner: row2.owner,
    riskClass: row2.risk_class,
    repository: {
      host: row2.repository_host,
      id: row2.repository_id,
      ...row2.repository_owner_id === null ? {} : { ownerId: row2.repository_owner_id },
      url: row2.repository_url
    },
    createdAt: row2.created_at,
    updatedAt: row2.updated_at,
    ...row2.demo ? { demo: true } : {}
  };
}
function hashedFacts(row2) {
  return {
    ...isPerson(row2.owner) ? {} : { owner: row2.owner },
    riskClass: row2.risk_class,
    repository: { host: row2.repository_host, id: row2.repository_id }
  };
}
function repositoryOwnerText(field, row2) {
  return row2.repository_owner_id === null ? {} : { [field]: row2.repository_owner_id };
}
function ownerPeople(role, owner) {
  return isPerson(owner) ? { [role]: [owner] } : {};
}
function isPerson(ref) {
  return ref.startsWith("user:");
}

// plugins/chatbots-backend/src/views/ChatbotOverviews.ts
var ChatbotOverviews = class {
  #knex;
  #people;
  #governance;
  constructor(options) {
    this.#knex = options.knex;
    this.#people = options.people;
    this.#governance = options.governance;
  }
  /** The chatbot with its stages and the next promotion. Throws `chatbot-unknown`. */
  async get(name5, viewer) {
    const row2 = await findVisibleChatbot(this.#knex, name5, viewer.scope);
    const [newest2] = await listNewestModelVersions(this.#knex, name5, 1);
    const stages = await this.#governance.stages.list(name5);
    const waiting2 = (await this.#governance.promotions.waiting([name5], viewer.userRef)).get(
      name5
    ) ?? [];
    const summary = await findChatbotSummary(this.#knex, name5);
    const quality = fromOptionalJson(summary?.quality ?? null);
    const member = await this.#membership(row2, viewer);
    const next = newest2 && await this.#next(row2.name, newest2.version, stages, waiting2, member);
    return {
      chatbot: toChatbot(row2),
      stages,
      ...quality ? { quality } : {},
      ...newest2 ? { latestVersion: newest2.version } : {},
      ...next ? { next } : {},
      waiting: waiting2,
      permissions: {
        mayRequest: member.allowed,
        mayManageTokens: viewer.userRef !== void 0 && (member.allowed || viewer.administrator)
      }
    };
  }
  async #next(chatbot, version, stages, waiting2, member) {
    const stage = nextStage(
      this.#governance.stages.names,
      stagesOf(stages, version)
    );
    if (stage === void 0) {
      return void 0;
    }
    const [gate] = await this.#governance.gates.explain(
      chatbot,
      version,
      stage
    );
    if (!gate) {
      return void 0;
    }
    const open2 = waiting2.find(
      (promotion) => promotion.stage === stage && promotion.version === version
    );
    const answer2 = member.allowed && open2 ? {
      allowed: false,
      reason: `The promotion of ${version} to ${stage} is open already`
    } : member;
    return {
      stage,
      version,
      gate,
      ...open2 ? { openPromotionId: open2.promotionId } : {},
      mayRequest: answer2.allowed,
      ...answer2.allowed ? {} : { mayRequestReason: answer2.reason }
    };
  }
  /** Whether the viewer belongs to the owner. The page is shown even when the catalog can't say. */
  async #membership(row2, viewer) {
    const { userRef } = viewer;
    if (userRef === void 0) {
      return { allowed: false, reason: "Only people request promotions here" };
    }
    try {
      return await isOwner(this.#people, userRef, row2.owner) ? { allowed: true } : {
        allowed: false,
        reason: `Only members of ${row2.owner} may request promotions`
      };
    } catch (error) {
      if (isErrorWithReason(error, "membership-unavailable")) {
        return {
          allowed: false,
          reason: "The catalog does not say at the moment who owns the chatbot"
        };
      }
      throw error;
    }
  }
};

// plugins/chatbots-backend/src/views/ChatbotViews.ts
var ChatbotViews = class {
  #knex;
  #governance;
  constructor(options) {
    this.#knex = options.knex;
    this.#governance = options.governance;
  }
  /** Chatbots that match, with counts over all that may be seen. Throws `cursor-invalid`. */
  async list(query, viewer) {
    const { stages, promotions } = this.#governance;
    const needingMe = viewer.userRef ? await promotions.chatbotsNeeding(viewer.userRef) : [];
    const criteria = {
      scope: viewer.scope,
      search: query.search,
      owner: query.owner?.toLocaleLowerCase("en-US"),
      riskClass: query.riskClass,
      stage: query.stage,
      verdict: query.verdict,
      names: query.needsMe ? needingMe : void 0
    };
    const page = await listChatbots(this.#knex, criteria, {
      sort: query.sort ?? "name",
      order: query.order ?? "asc",
      cursor: query.cursor,
      limit: query.limit
    });
    return {
      ...await mapPage(page, (rows) => this.#summaries(rows, viewer.userRef)),
      total: await countChatbots(this.#knex, criteria),
      counts: await countChatbotStates(this.#knex, {
        scope: viewer.scope,
        lastStage: stages.names.at(-1) ?? "",
        needingMe
      })
    };
  }
  async #summaries(rows, userRef) {
    const names = rows.map(({ name: name5 }) => name5);
    const stages = await this.#governance.stages.listMany(names);
    const waiting2 = await this.#governance.promotions.waiting(names, userRef);
    return rows.map((row2) => {
      const quality = fromOptionalJson(row2.quality);
      return {
        chatbot: toChatbot(row2),
        ...row2.latest_version === null ? {} : { latestVersion: row2.latest_version },
        stages: stages.get(row2.name) ?? [],
        ...quality ? { quality } : {},
        verdict: row2.verdict ?? "none",
        waiting: waiting2.get(row2.name) ?? [],
        failing: row2.failing === null ? [] : fromJson(row2.failing)
      };
    });
  }
};

// plugins/chatbots-backend/src/database/deployments.ts
async function findDeployment(db, id2) {
  return db("deployments").where({ id: id2 }).first();
}
async function findDeploymentOf(db, promotionId) {
  return db("deployments").where({ promotion_id: promotionId }).first();
}
async function findOpenDeploymentId(db, openKey) {
  const row2 = await db("deployments").where({ open_key: openKey }).first("id");
  return row2?.id;
}
async function findDeploymentIdsOf(db, promotionIds) {
  const rows = await db("deployments").whereIn("promotion_id", promotionIds).select("id", "promotion_id");
  return new Map(rows.map((row2) => [row2.promotion_id, row2.id]));
}
async function listDeployments(db, criteria, page) {
  const query = db("deployments").where({ chatbot: criteria.chatbot });
  if (criteria.stage) {
    query.where({ stage: criteria.stage });
  }
  return paginate(query, newestFirst("started_at"), page);
}
async function listDeploymentsOfVersion(db, chatbot, version) {
  return db("deployments").where({ chatbot, version }).orderBy("started_at", "desc");
}
async function listDeploymentsOfDigests(db, chatbots, digests3) {
  return db("deployments").whereIn("chatbot", chatbots).whereIn("digest", digests3);
}
async function listLiveDeployments(db, chatbots, at2) {
  const query = db("deployments").whereIn("chatbot", chatbots);
  if (at2 === void 0) {
    query.where(
      (current) => current.where({ state: "open" }).orWhere(
        (live) => live.where({ state: "deployed" }).whereNull("ended_at")
      )
    );
  } else {
    query.where("started_at", "<=", at2).where(
      (then) => then.whereNull("finished_at").orWhere("finished_at", ">", at2).orWhere(
        (live) => live.where({ state: "deployed" }).where(
          (notOver) => notOver.whereNull("ended_at").orWhere("ended_at", ">", at2)
        )
      )
    );
  }
  return query.orderBy("started_at");
}
async function insertDeployment(db, row2) {
  await db("deployments").insert(row2);
}
async function updateDeployment(db, id2, columns2) {
  await db("deployments").where({ id: id2 }).update(columns2);
}
async function endLiveDeployment(db, options) {
  const { chatbot, stage, now } = options;
  await db("deployments").where({ chatbot, stage, state: "deployed" }).whereNull("ended_at").update({ ended_at: now });
}
async function listDeploymentSteps(db, deploymentIds) {
  return db("deployment_steps").whereIn("deployment_id", deploymentIds).orderBy("sequence");
}
async function insertDeploymentStep(db, row2) {
  await db("deployment_steps").insert(row2);
}

// plugins/chatbots-backend/src/views/DatabaseDeploymentReader.ts
var DatabaseDeploymentReader = class {
  #knex;
  constructor(options) {
    this.#knex = options.knex;
  }
  /** Throws `deployment-unknown`. */
  async get(id2) {
    const row2 = await findDeployment(this.#knex, id2);
    if (!row2) {
      throw errorWithReason(
        "deployment-unknown",
        `There is no deployment ${id2}`
      );
    }
    return (await this.#withSteps([row2]))[0];
  }
  /** For a pipeline: its own chatbot's only. Throws `deployment-unknown` or `token-foreign`. */
  async getOwn(actor, id2) {
    const deployment = await this.get(id2);
    assertOwnChatbot(actor, deployment.chatbot);
    return deployment;
  }
  async list(chatbot, {
    stage,
    cursor,
    limit
  }) {
    const page = await listDeployments(
      this.#knex,
      { chatbot, stage },
      { cursor, limit }
    );
    return mapPage(page, (rows) => this.#withSteps(rows));
  }
  async ofVersion(chatbot, version) {
    return this.#withSteps(
      await listDeploymentsOfVersion(this.#knex, chatbot, version)
    );
  }
  async ofPromotion(promotionId) {
    const row2 = await findDeploymentOf(this.#knex, promotionId);
    return row2 ? (await this.#withSteps([row2]))[0] : void 0;
  }
  async #withSteps(rows) {
    const steps = await listDeploymentSteps(
      this.#knex,
      rows.map(({ id: id2 }) => id2)
    );
    return rows.map(
      (row2) => toDeployment(
        row2,
        steps.filter((step) => step.deployment_id === row2.id)
      )
    );
  }
};
function toDeployment(row2, steps) {
  const run = row2.run ? fromJson(row2.run) : void 0;
  return {
    id: row2.id,
    chatbot: row2.chatbot,
    version: row2.version,
    digest: row2.digest,
    stage: row2.stage,
    strategy: row2.strategy,
    state: row2.state,
    weight: row2.weight,
    promotionId: row2.promotion_id,
    approvedBy: fromJson(row2.approved_by),
    startedAt: row2.started_at,
    steps: steps.map((step) => ({
      sequence: step.sequence,
      name: step.name,
      weight: step.weight,
      status: step.status,
      reportedAt: step.reported_at,
      ...step.message ? { message: step.message } : {}
    })),
    ...row2.replaces_version ? { replaces: row2.replaces_version } : {},
    ...row2.fallback_digest ? { fallbackDigest: row2.fallback_digest } : {},
    ...row2.finished_at ? { finishedAt: row2.finished_at } : {},
    ...row2.message ? { message: row2.message } : {},
    ...run?.url ? { runUrl: run.url } : {}
  };
}

// plugins/chatbots-backend/src/views/DatabasePipelinePromotions.ts
var NEWEST = 100;
var DatabasePipelinePromotions = class {
  #knex;
  constructor(options) {
    this.#knex = options.knex;
  }
  async list(actor, state) {
    const rows = await listNewestPromotions(this.#knex, {
      chatbot: actor.chatbot,
      state,
      limit: NEWEST
    });
    return { items: await this.#toPromotions(rows) };
  }
  async get(actor, id2) {
    const row2 = await findPromotion(this.#knex, id2);
    assertOwnChatbot(actor, row2.chatbot);
    return (await this.#toPromotions([row2]))[0];
  }
  async #toPromotions(rows) {
    const bundles = await readBundles(
      this.#knex,
      rows.map((row2) => row2.version_id)
    );
    const deployments = await findDeploymentIdsOf(
      this.#knex,
      rows.map((row2) => row2.id)
    );
    return rows.map((row2) => {
      const deploymentId = deployments.get(row2.id);
      return {
        id: row2.id,
        chatbot: row2.chatbot,
        state: row2.state,
        stage: row2.stage,
        version: row2.version,
        digest: row2.digest,
        commit: bundles.get(row2.version_id)?.source.commit ?? "",
        strategy: row2.strategy,
        expiresAt: row2.expires_at,
        ...deploymentId ? { deploymentId } : {}
      };
    });
  }
};

// plugins/chatbots-backend/src/views/DatabaseStageService.ts
var DatabaseStageService = class {
  names;
  #knex;
  constructor(options) {
    this.#knex = options.knex;
    this.names = options.names;
  }
  async list(chatbot, at2) {
    const instant2 = at2 && toInstant(new Date(at2));
    const rows = await listLiveDeployments(this.#knex, [chatbot], instant2);
    return this.#toStatuses(rows, instant2);
  }
  async listMany(chatbots) {
    const rows = await listLiveDeployments(this.#knex, chatbots);
    return new Map(
      chatbots.map((name5) => [
        name5,
        this.#toStatuses(rows.filter((row2) => row2.chatbot === name5))
      ])
    );
  }
  #toStatuses(rows, at2) {
    const isOpen2 = (row2) => row2.finished_at === null || at2 !== void 0 && row2.finished_at > at2;
    return this.names.map((stage) => {
      const here = rows.filter((row2) => row2.stage === stage);
      const live = here.filter((row2) => !isOpen2(row2)).at(-1);
      const incoming = here.find(isOpen2);
      return {
        stage,
        state: toState(live, incoming),
        ...live ? {
          version: live.version,
          digest: live.digest,
          since: live.finished_at ?? live.started_at,
          deploymentId: live.id,
          promotionId: live.promotion_id,
          approvedBy: fromJson(live.approved_by),
          strategy: live.strategy
        } : {},
        ...incoming ? {
          incoming: {
            version: incoming.version,
            weight: incoming.weight,
            deploymentId: incoming.id
          }
        } : {}
      };
    });
  }
};
function toState(live, incoming) {
  if (incoming) {
    return "rolling-out";
  }
  return live ? "live" : "empty";
}

// plugins/chatbots-backend/src/views/EvaluationViews.ts
var EvaluationViews = class {
  #knex;
  constructor(options) {
    this.#knex = options.knex;
  }
  /** A chatbot's evaluations, newest first. Throws `chatbot-unknown` or `cursor-invalid`. */
  async list(chatbot, query, scope) {
    const { version, suite } = query;
    await findVisibleChatbot(this.#knex, chatbot, scope);
    const page = await listEvaluations(
      this.#knex,
      { chatbot, version, suite },
      query
    );
    return mapPage(page, (rows) => showEvaluations(this.#knex, rows));
  }
  /** One evaluation. Throws `evaluation-unknown`. */
  async get(id2, scope) {
    const row2 = await findVisibleEvaluation(this.#knex, id2, scope);
    const [evaluation] = await showEvaluations(this.#knex, [row2]);
    return evaluation;
  }
  /** The samples of an evaluation, failed first. Throws `evaluation-unknown` or `cursor-invalid`. */
  async samples(id2, query, scope) {
    const { search, slice } = query;
    await findVisibleEvaluation(this.#knex, id2, scope);
    const criteria = { evaluationId: id2, search, slice };
    const page = await listEvaluationSamples(this.#knex, criteria, query);
    return {
      ...await mapPage(page, (rows) => rows.map(toSample2)),
      total: await countEvaluationSamples(this.#knex, criteria)
    };
  }
};
function toSample2(row2) {
  return {
    sampleId: row2.sample_id,
    ...row2.slice === null ? {} : { slice: row2.slice },
    scores: fromJson(row2.scores),
    ...row2.passed === null ? {} : { passed: Boolean(row2.passed) },
    ...row2.input === null ? {} : { input: row2.input },
    ...row2.expected === null ? {} : { expected: row2.expected },
    ...row2.output === null ? {} : { output: row2.output }
  };
}

// plugins/chatbots-backend/src/views/GatesInForce.ts
var GatesInForce = class {
  #gates;
  constructor(options) {
    this.#gates = options.gates;
  }
  async explain(chatbot, version, stage) {
    return orWithoutPolicy(this.#gates.explain(chatbot, version, stage), []);
  }
  async evaluateAll(...question) {
    return orWithoutPolicy(this.#gates.evaluateAll(...question), []);
  }
  async headline(chatbot) {
    return orWithoutPolicy(this.#gates.headline(chatbot), void 0);
  }
  async thresholds(chatbot) {
    return orWithoutPolicy(this.#gates.thresholds(chatbot), []);
  }
};
async function orWithoutPolicy(answer2, none2) {
  try {
    return await answer2;
  } catch (error) {
    if (isErrorWithReason(error, "policy-not-active")) {
      return none2;
    }
    throw error;
  }
}

// plugins/chatbots-backend/src/views/ModelVersionViews.ts
var EVALUATIONS = 50;
var ModelVersionViews = class {
  #knex;
  #governance;
  constructor(options) {
    this.#knex = options.knex;
    this.#governance = options.governance;
  }
  /** A chatbot's versions, newest first. Throws `chatbot-unknown` or `cursor-invalid`. */
  async list(name5, query, scope) {
    const chatbot = await findVisibleChatbot(this.#knex, name5, scope);
    const criteria = { chatbot: name5, search: query.search };
    const page = await listModelVersions(this.#knex, criteria, query);
    return {
      ...await mapPage(page, (rows) => this.show(chatbot, rows)),
      total: await countModelVersions(this.#knex, criteria)
    };
  }
  /** Versions of one chatbot as the API shows them. */
  async show(chatbot, rows) {
    const previous = await findModelVersionsByOrdinal(
      this.#knex,
      chatbot.name,
      rows.map(({ ordinal }) => ordinal - 1)
    );
    const stages = await this.#governance.stages.list(chatbot.name);
    const verdicts = await this.#verdicts(chatbot.name, rows, stages);
    return rows.map(
      (row2) => toModelVersion(row2, {
        previous: previous.get(row2.ordinal - 1),
        stages: stagesOf(stages, row2.version),
        verdict: verdicts.get(row2.id) ?? "none",
        repositoryUrl: chatbot.repository_url
      })
    );
  }
  /** Everything about one version. Throws `chatbot-unknown` or `version-unknown`. */
  async detail(name5, version, scope) {
    const chatbot = await findVisibleChatbot(this.#knex, name5, scope);
    const row2 = await findModelVersion(this.#knex, name5, version);
    const [shown] = await this.show(chatbot, [row2]);
    const previous = (await findModelVersionsByOrdinal(this.#knex, name5, [row2.ordinal - 1])).get(row2.ordinal - 1);
    const { items: evaluations } = await listEvaluations(
      this.#knex,
      { chatbot: name5, version },
      { limit: EVALUATIONS }
    );
    const { gates, promotions, deployments } = this.#governance;
    return {
      version: shown,
      ...previous ? { previousVersion: previous.version } : {},
      prompts: await this.#prompts(row2),
      commits: commitsOf(row2, previous),
      gates: await gates.explain(name5, version),
      evaluations: await showEvaluations(this.#knex, evaluations),
      promotions: await promotions.ofVersion(name5, version),
      deployments: await deployments.ofVersion(name5, version)
    };
  }
  /** The verdict of each version at its next stage, or at the last one when it is there; by version id. */
  async #verdicts(chatbot, rows, stages) {
    const { names } = this.#governance.stages;
    return this.#governance.gates.verdicts(
      chatbot,
      rows.flatMap((version) => {
        const stage = gateStage(names, stagesOf(stages, version.version));
        return stage === void 0 ? [] : [{ version, stage }];
      })
    );
  }
  async #prompts(row2) {
    const { prompts: prompts2 } = fromJson(row2.bundle);
    const texts = await findPromptTexts(
      this.#knex,
      row2.chatbot,
      prompts2.map(({ digest: digest3 }) => digest3)
    );
    return prompts2.map((prompt) => {
      const text4 = texts.get(prompt.digest);
      return { ...prompt, ...text4 === void 0 ? {} : { text: text4 } };
    });
  }
};

// plugins/chatbots-backend/src/views/ProjectionService.ts
var PAGE4 = 20;
var DECIDED = 5;
var RETIRED = 10;
var ProjectionService = class {
  #knex;
  #versions;
  #stages;
  #promotions;
  #newestVersions;
  constructor(options) {
    this.#knex = options.knex;
    this.#versions = options.versions;
    this.#stages = options.stages;
    this.#promotions = options.promotions;
    this.#newestVersions = options.newestVersions;
  }
  /** One chatbot, or all of them page by page. A chatbot that there is not gives an empty list. */
  async list(query) {
    const page = await listChatbotsByName(this.#knex, query.chatbot, {
      cursor: query.cursor,
      limit: PAGE4
    });
    return mapPage(page, async (rows) => {
      const items = [];
      for (const row2 of rows) {
        items.push(await this.#project(row2));
      }
      return items;
    });
  }
  async #project(chatbot) {
    const stages = await this.#stages.list(chatbot.name);
    const versions = await this.#versionWindow(chatbot.name, stages);
    const evaluations = await this.#evaluationWindow(versions);
    const promotions = await this.#promotionWindow(chatbot.name);
    return {
      chatbot: toChatbot(chatbot),
      versions: await this.#versions.show(chatbot, versions.shown),
      evaluations: await showEvaluations(this.#knex, evaluations.shown),
      stages,
      promotions: await this.#promotions.toPromotions(
        promotions.shown,
        void 0
      ),
      retired: {
        versions: versions.retired.map(({ version, digest: digest3 }) => ({
          version,
          digest: digest3
        })),
        evaluations: evaluations.retired.map(({ id: id2, version, suite }) => ({
          id: id2,
          version,
          suite
        })),
        promotions: promotions.retired.map(({ id: id2, stage }) => ({ id: id2, stage }))
      }
    };
  }
  /** The newest versions and those that hold a stage or are on their way into one. */
  async #versionWindow(chatbot, stages) {
    const held = new Set(
      stages.flatMap(({ version, incoming }) => [
        ...version ? [version] : [],
        ...incoming ? [incoming.version] : []
      ])
    );
    const newest2 = await listNewestModelVersions(
      this.#knex,
      chatbot,
      // Versions that hold a stage may stand among those that left.
      this.#newestVersions + RETIRED + held.size
    );
    const older = await listModelVersionsByName(this.#knex, {
      chatbot,
      versions: [...held],
      exceptIds: newest2.map(({ id: id2 }) => id2)
    });
    const left = newest2.slice(this.#newestVersions);
    return {
      shown: [
        ...newest2.slice(0, this.#newestVersions),
        ...left.filter(({ version }) => held.has(version)),
        ...older
      ],
      retired: left.filter(({ version }) => !held.has(version)).slice(0, RETIRED)
    };
  }
  /** The latest evaluation per suite; what it took the place of, and all of a version that left, is retired. */
  async #evaluationWindow(versions) {
    const newestFirst2 = (rows) => listEvaluationsOf(
      this.#knex,
      rows.map(({ id: id2 }) => id2)
    );
    const { latest, rest } = latestPerSuite(await newestFirst2(versions.shown));
    const left = latestPerSuite(await newestFirst2(versions.retired));
    return {
      shown: latest,
      retired: [...rest.slice(0, RETIRED), ...left.latest]
    };
  }
  /** Open promotions and the last decided ones. */
  async #promotionWindow(chatbot) {
    const open2 = await listPromotionsByChange(this.#knex, {
      chatbot,
      open: true
    });
    const decided = await listPromotionsByChange(this.#knex, {
      chatbot,
      open: false,
      limit: DECIDED + RETIRED
    });
    return {
      shown: [...open2, ...decided.slice(0, DECIDED)],
      retired: decided.slice(DECIDED)
    };
  }
};
function latestPerSuite(rows) {
  const seen = /* @__PURE__ */ new Set();
  const latest = [];
  const rest = [];
  for (const row2 of rows) {
    const key = `${row2.version_id} ${row2.suite}`;
    (seen.has(key) ? rest : latest).push(row2);
    seen.add(key);
  }
  return { latest, rest };
}

// plugins/chatbots-backend/src/database/decisions.ts
async function listDecisions(db, promotionIds) {
  return db("decisions").whereIn("promotion_id", promotionIds).orderBy("decided_at");
}
async function listActiveDecisions(db, promotionId) {
  return db("decisions").where({ promotion_id: promotionId }).whereNull("withdrawn_at").orderBy("decided_at");
}
async function isDecided(db, promotionId) {
  const row2 = await db("decisions").where({ promotion_id: promotionId }).whereNull("withdrawn_at").first("id");
  return row2 !== void 0;
}
async function insertDecision(db, row2) {
  await db("decisions").insert(row2);
}
async function withdrawDecisionRow(db, id2, now) {
  await db("decisions").where({ id: id2 }).update({ withdrawn_at: now, active_key: null });
}

// plugins/chatbots-backend/src/database/externalAnswers.ts
async function listExternalAnswers(db, promotionIds) {
  return db("external_answers").whereIn("promotion_id", promotionIds).orderBy(["answered_at", "sent_at", "id"]);
}
async function listAnswersTo(db, promotionId, askedDigest2) {
  return db("external_answers").where({ promotion_id: promotionId, asked_digest: askedDigest2 }).orderBy(["sent_at", "answered_at", "id"]);
}
async function findAnswerByMessage(db, key) {
  const { promotion_id, system: system2, message_id } = key;
  return db("external_answers").where({ promotion_id, system: system2, message_id }).first();
}
async function insertExternalAnswer(db, row2) {
  await db("external_answers").insert(row2);
}

// plugins/chatbots-backend/src/views/promotionHistory.ts
var EVENT_OF = {
  requested: "promotion.requested",
  approved: "promotion.approved",
  released: "promotion.released",
  deploying: "promotion.deploying",
  deployed: "promotion.deployed",
  "rolled-back": "promotion.rolled-back",
  failed: "promotion.failed",
  withdrawn: "promotion.withdrawn",
  rejected: "promotion.rejected",
  expired: "promotion.expired",
  void: "promotion.void",
  superseded: "promotion.superseded"
};
function historyOf2({ row: row2, requesters, state }, around, version) {
  const { answers, decisions, dispatches, permit, deployment } = around;
  const entries = [
    ...dispatches.flatMap(dispatchEntries),
    ...answers.map(answerEntry)
  ];
  if (version.reportedAt) {
    entries.push({
      at: version.reportedAt,
      type: "version.reported",
      text: `Version ${row2.version} reported${version.run?.workflow ? ` by ${version.run.workflow}` : ""}`
    });
  }
  entries.push({
    at: row2.requested_at,
    type: "promotion.requested",
    ...requesters[0] ? { by: requesters[0] } : {},
    text: row2.comment ?? `Promotion to ${row2.stage} requested`
  });
  for (const one of decisions) {
    entries.push({
      at: one.decided_at,
      type: one.outcome === "approve" ? "decision.approve" : "decision.reject",
      by: one.user_ref,
      text: one.comment ?? (one.outcome === "approve" ? "Approved" : "Rejected")
    });
    if (one.withdrawn_at) {
      entries.push({
        at: one.withdrawn_at,
        type: "decision.withdrawn",
        by: one.user_ref,
        text: "Took the decision back"
      });
    }
  }
  if (row2.approved_at) {
    entries.push({
      at: row2.approved_at,
      type: "promotion.approved",
      text: "All checks and approvals complete"
    });
  }
  if (permit) {
    entries.push({
      at: permit.issued_at,
      type: "promotion.released",
      text: "Permit issued to the pipeline"
    });
  }
  if (deployment) {
    entries.push({
      at: deployment.startedAt,
      type: "deployment.opened",
      text: `Deployment started (${deployment.strategy})`
    });
    for (const step of deployment.steps) {
      entries.push({
        at: step.reportedAt,
        type: "deployment.step-reported",
        text: `${step.name}: ${step.weight} % ${step.status}`
      });
    }
  }
  if (row2.open_key === null) {
    entries.push({
      at: deployment?.finishedAt ?? row2.updated_at,
      type: EVENT_OF[state],
      text: row2.state_reason ? `Promotion ${state} (${row2.state_reason})` : `Promotion ${state}`
    });
  }
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
var ANSWERED = {
  approved: "approved it",
  refused: "refused it",
  pending: "has it and has not decided yet"
};
function answerEntry(row2) {
  const { system: system2, status, link, reference, comment } = row2;
  return {
    at: row2.answered_at,
    type: "promotion.answered",
    text: [
      `${system2} ${ANSWERED[status]}`,
      row2.answered_by ? ` (${row2.answered_by})` : "",
      comment ? `: ${comment}` : ""
    ].join(""),
    ...link ? { link: { title: reference ?? system2, url: link } } : {}
  };
}
function dispatchEntries(row2) {
  const { attempt: attempt2, state } = row2;
  const requested = {
    at: row2.requested_at,
    type: "promotion.workflow-requested",
    text: `Deploy workflow asked for (attempt ${attempt2})`
  };
  if (state === "requested") {
    return [requested];
  }
  const at2 = row2.ended_at ?? row2.requested_at;
  return [
    requested,
    state === "started" ? {
      at: at2,
      type: "promotion.workflow-started",
      text: `Deploy workflow started (attempt ${attempt2})`
    } : {
      at: at2,
      type: "promotion.workflow-failed",
      text: `Deploy workflow not started: ${row2.message} (${row2.reason_code})`
    }
  ];
}

// plugins/chatbots-backend/src/views/PromotionViews.ts
var PromotionViews = class {
  #knex;
  #memberships;
  constructor(options) {
    this.#knex = options.knex;
    this.#memberships = options.memberships;
  }
  /** Undefined when the catalog can't say: lists are shown without what needs it. */
  async viewer(userRef) {
    if (!userRef) {
      return void 0;
    }
    try {
      return {
        userRef,
        groups: [...await this.#memberships.groupsOf(userRef)]
      };
    } catch (error) {
      if (reasonOf(error)?.reason === "membership-unavailable") {
        return void 0;
      }
      throw error;
    }
  }
  async waiting(chatbots, viewerRef) {
    const rows = await listOpenPromotions(this.#knex, { chatbots });
    const promotions = await this.#forViewer(rows, viewerRef);
    const result = new Map(
      chatbots.map((name5) => [name5, []])
    );
    for (const promotion of promotions) {
      result.get(promotion.chatbot)?.push({
        promotionId: promotion.id,
        stage: promotion.stage,
        version: promotion.version,
        state: promotion.state,
        approvalsHave: sum(promotion.approvals.map((rule) => rule.have)),
        approvalsNeeded: sum(promotion.approvals.map((rule) => rule.needed)),
        mine: promotion.mayDecide ?? false
      });
    }
    return result;
  }
  async chatbotsNeeding(viewerRef) {
    const rows = await listRequestedPromotions(this.#knex);
    const promotions = await this.#forViewer(rows, viewerRef);
    return [
      ...new Set(
        promotions.filter((one) => one.mayDecide).map((one) => one.chatbot)
      )
    ];
  }
  async ofVersion(chatbot, version) {
    const rows = await listPromotionsOfVersion(this.#knex, chatbot, version);
    return this.toPromotions(rows, void 0);
  }
  /** Asks the catalog for the viewer's groups only where there is something to decide on. */
  async #forViewer(rows, viewerRef) {
    return rows.length === 0 ? [] : this.toPromotions(rows, await this.viewer(viewerRef));
  }
  /** Two queries, however many rows. */
  async toPromotions(rows, viewer) {
    const ids = rows.map(({ id: id2 }) => id2);
    const decisions = await listDecisions(this.#knex, ids);
    const deployments = await findDeploymentIdsOf(this.#knex, ids);
    return rows.map((row2) => {
      const record3 = toRecord(row2);
      const own = decisions.filter((one) => one.promotion_id === row2.id);
      return toPromotion(record3, own, deployments.get(row2.id), viewer);
    });
  }
};
function decidable(record3, decisions, viewer) {
  return mayDecide({
    user: viewer.userRef,
    groups: viewer.groups,
    state: record3.state,
    rules: record3.rules,
    requesters: record3.requesters,
    contributors: record3.contributors,
    decisions: decisions.filter(({ withdrawn_at }) => withdrawn_at === null).map(toDecision)
  });
}
function toPromotion(record3, decisions, deploymentId, viewer) {
  const { row: row2, assessment } = record3;
  return {
    id: row2.id,
    chatbot: row2.chatbot,
    version: row2.version,
    digest: row2.digest,
    stage: row2.stage,
    strategy: row2.strategy,
    state: record3.state,
    bindingDigest: row2.binding_digest,
    requestedBy: record3.requesters,
    requestedVia: row2.requested_via,
    requestedAt: row2.requested_at,
    expiresAt: row2.expires_at,
    updatedAt: row2.updated_at,
    decisions: decisions.map((one) => ({
      id: one.id,
      decision: one.outcome,
      by: one.user_ref,
      at: one.decided_at,
      ...one.comment ? { comment: one.comment } : {},
      ...one.withdrawn_at ? { withdrawnAt: one.withdrawn_at } : {}
    })),
    approvals: assessment.perRule,
    missing: record3.state === "requested" ? assessment.missing : [],
    ...row2.state_reason ? { stateReason: row2.state_reason } : {},
    ...row2.replaces_version ? { replaces: row2.replaces_version } : {},
    ...row2.comment ? { comment: row2.comment } : {},
    ...row2.summary ? { summary: row2.summary } : {},
    ...deploymentId ? { deploymentId } : {},
    ...viewer ? { mayDecide: decidable(record3, decisions, viewer).allowed } : {}
  };
}
function sum(numbers) {
  return numbers.reduce((total, number3) => total + number3, 0);
}

// plugins/chatbots-backend/src/database/permits.ts
async function findPermit(db, id2) {
  const row2 = await db("permits").where({ id: id2 }).first();
  if (!row2) {
    throw errorWithReason("permit-unknown", `There is no permit ${id2}`);
  }
  return row2;
}
async function findPermitOf(db, promotionId) {
  return db("permits").where({ promotion_id: promotionId }).first();
}
async function insertPermit(db, row2) {
  await db("permits").insert(row2);
}
async function markPermitConsumed(db, id2, columns2) {
  await db("permits").where({ id: id2 }).update(columns2);
}

// plugins/chatbots-backend/src/database/workflowDispatches.ts
async function insertWorkflowDispatch(db, row2) {
  await db("workflow_dispatches").insert(row2);
}
async function findLastWorkflowDispatch(db, promotionId) {
  return db("workflow_dispatches").where({ promotion_id: promotionId }).orderBy("attempt", "desc").first();
}
async function hasWorkflowDispatch(db, approvalId) {
  const row2 = await db("workflow_dispatches").where({ approval_id: approvalId }).first("id");
  return row2 !== void 0;
}
async function listWorkflowDispatches(db, promotionIds) {
  return db("workflow_dispatches").whereIn("promotion_id", promotionIds).orderBy(["promotion_id", "attempt"]);
}
async function listDueWorkflowDispatches(db, options) {
  return db("workflow_dispatches").where({ state: "requested" }).where(
    (due) => due.whereNull("not_before").orWhere("not_before", "<=", options.now)
  ).orderBy(["requested_at", "id"]).limit(options.limit);
}
async function claimWorkflowDispatch(db, { id: id2, tries }, until2) {
  const changed = await db("workflow_dispatches").where({ id: id2, tries, state: "requested" }).update({ tries: tries + 1, not_before: until2 });
  return changed === 1;
}
async function postponeWorkflowDispatch(db, id2, columns2) {
  await db("workflow_dispatches").where({ id: id2, state: "requested" }).update(columns2);
}
async function endWorkflowDispatch(db, id2, columns2) {
  const changed = await db("workflow_dispatches").where({ id: id2, state: "requested" }).update({ ...columns2, not_before: null });
  return changed === 1;
}

// plugins/chatbots-backend/src/records/workflows.ts
function toWorkflow(row2) {
  return {
    state: row2.state,
    attempt: row2.attempt,
    requestedAt: row2.requested_at,
    ...row2.ended_at ? { endedAt: row2.ended_at } : {},
    ...row2.run_url ? { url: row2.run_url } : {},
    ...row2.reason_code ? { reasonCode: row2.reason_code } : {},
    ...row2.message ? { reason: row2.message } : {}
  };
}

// plugins/chatbots-backend/src/views/mayStartWorkflow.ts
function mayStartWorkflow(options) {
  const { state, chatbot, last, viewer, hosts } = options;
  if (!impliesApproval(state) || !isBeforeDeployment(state)) {
    return refused("promotion-state", `The promotion is ${state}.`);
  }
  try {
    ScmHosts.require(
      hosts.byHostname(chatbot.repository_host),
      "start-workflow"
    );
  } catch (error) {
    const { reason, message } = reasonOf(error) ?? {
      reason: "scm-host-unknown",
      message: String(error)
    };
    return refused(reason, `${message}.`);
  }
  if (last?.state === "requested") {
    return refused("workflow-underway", "The portal is about to start it.");
  }
  if (viewer?.userRef !== chatbot.owner && !viewer?.groups.includes(chatbot.owner)) {
    return refused(
      "not-allowed",
      `Only members of ${chatbot.owner} may start it.`
    );
  }
  return { allowed: true, reason: "You belong to its owners." };
}
function refused(reasonCode2, reason) {
  return { allowed: false, reasonCode: reasonCode2, reason };
}

// plugins/chatbots-backend/src/views/PromotionQueries.ts
var PromotionQueries = class {
  #knex;
  #views;
  #comparer;
  #gates;
  #deployments;
  #scmHosts;
  constructor(options) {
    this.#knex = options.knex;
    this.#views = options.views;
    this.#comparer = options.comparer;
    this.#gates = options.gates;
    this.#deployments = options.deployments;
    this.#scmHosts = options.scmHosts;
  }
  /** Newest first. Who may decide depends on groups, so that view is filtered after reading the open ones, in chunks. */
  async list(filter, request4, userRef) {
    const viewer = await this.#views.viewer(userRef);
    const { view, ...criteria } = filter;
    const page = await listPromotions(
      this.#knex,
      {
        ...criteria,
        requested: view === "decide",
        // Narrows what is read; whether the person is among them, the list itself says.
        ...view === "requested" ? { requester: userRef } : {}
      },
      request4,
      (row2) => matchesPerson(row2, view, viewer, userRef)
    );
    return mapPage(page, async (rows) => {
      const promotions = await this.#views.toPromotions(rows, viewer);
      return view === "decide" ? promotions.filter((one) => one.mayDecide) : promotions;
    });
  }
  /** Everything about a promotion that the caller has read with its chatbot. */
  async get(row2, chatbot, userRef) {
    const { id: id2 } = row2;
    const record3 = toRecord(row2);
    const viewer = await this.#views.viewer(userRef);
    const decisions = await listDecisions(this.#knex, [id2]);
    const permit = await findPermitOf(this.#knex, id2);
    const deployment = await this.#deployments.ofPromotion(id2);
    const promotion = toPromotion(record3, decisions, deployment?.id, viewer);
    const dispatches = await listWorkflowDispatches(this.#knex, [id2]);
    const last = dispatches.at(-1);
    const answers = await listExternalAnswers(this.#knex, [id2]);
    const { version, replaced } = await this.#versions(row2);
    return {
      promotion,
      chatbot: toChatbot(chatbot),
      comparison: await this.#comparer.compareRows(chatbot, replaced, version),
      gate: await this.#gate(record3, { chatbot, version }, promotion),
      contributors: record3.contributors.map(({ identity, user: user3 }) => ({
        identity,
        ...user3 ? { userRef: user3 } : {}
      })),
      mayDecide: viewerMayDecide(record3, decisions, viewer, userRef),
      mayWithdraw: mayWithdraw(record3, userRef),
      mayWithdrawDecision: isDecidable(record3.state) && decisions.some(
        (one) => one.user_ref === userRef && one.withdrawn_at === null
      ),
      ...last ? { workflow: toWorkflow(last) } : {},
      mayStartWorkflow: mayStartWorkflow({
        state: record3.state,
        chatbot,
        last,
        viewer,
        hosts: this.#scmHosts
      }),
      ...deployment ? { deployment } : {},
      ...permit ? {
        permit: {
          permitId: permit.id,
          issuedAt: permit.issued_at,
          expiresAt: permit.expires_at,
          ...permit.consumed_at ? { consumedAt: permit.consumed_at } : {}
        }
      } : {},
      history: historyOf2(
        record3,
        { answers, decisions, dispatches, permit, deployment },
        {
          reportedAt: version.reported_at,
          run: fromJson(version.run)
        }
      )
    };
  }
  /** One promotion as lists show it. Throws `promotion-unknown`. */
  async summary(id2, userRef) {
    const [promotion] = await this.#views.toPromotions(
      [await findPromotion(this.#knex, id2)],
      await this.#views.viewer(userRef)
    );
    return promotion;
  }
  /** The version to promote and the one it replaces. Throws `version-unknown`. */
  async #versions({
    chatbot,
    version,
    replaces_version: replaces
  }) {
    const names = replaces === null ? [version] : [version, replaces];
    const found = await findModelVersionsByName(this.#knex, chatbot, names);
    const [row2, replaced] = names.map((name5) => {
      const one = found.get(name5);
      if (!one) {
        throw errorWithReason(
          "version-unknown",
          `Chatbot '${chatbot}' has no version '${name5}'`
        );
      }
      return one;
    });
    return { version: row2, replaced };
  }
  /** While it is open the checks are evaluated as of now; afterwards they stand as they were. */
  async #gate(record3, subject6, promotion) {
    const gate = isBeforeDeployment(record3.state) ? await this.#gates.ofPromotion(subject6, record3) : record3.gate;
    return { ...gate ?? record3.gate, approvals: promotion.approvals };
  }
};
function matchesPerson(row2, view, viewer, userRef) {
  const record3 = toRecord(row2);
  if (view === "requested") {
    return userRef !== void 0 && record3.requesters.includes(userRef);
  }
  if (view === "decide") {
    return viewer !== void 0 && decidable(record3, [], viewer).allowed;
  }
  return true;
}
function viewerMayDecide(record3, decisions, viewer, userRef) {
  if (viewer) {
    return decidable(record3, decisions, viewer);
  }
  return userRef ? {
    allowed: false,
    reasonCode: "membership-unavailable",
    reason: "The catalog can\u2019t say which groups you are in. Try again soon."
  } : {
    allowed: false,
    reasonCode: "user-required",
    reason: "Only people decide."
  };
}
function mayWithdraw({ state, requesters }, userRef) {
  if (!isBeforeDeployment(state)) {
    return {
      allowed: false,
      reasonCode: "promotion-state",
      reason: `The promotion is ${state}.`
    };
  }
  return userRef && requesters.includes(userRef) ? { allowed: true, reason: "You requested it." } : {
    allowed: false,
    reasonCode: "not-allowed",
    reason: "Only a requester can withdraw a request."
  };
}

// plugins/chatbots-backend/src/database/gateEvaluations.ts
async function listGateEvaluations(db, versionIds) {
  return db("gate_evaluations").whereIn("version_id", versionIds);
}
async function replaceGateEvaluations(db, chatbot, rows) {
  await db("gate_evaluations").where({ chatbot }).delete();
  if (rows.length > 0) {
    await db("gate_evaluations").insert([...rows]).onConflict(["version_id", "stage"]).merge();
  }
}
async function listChatbotsDue(db, now, limit) {
  const rows = await db("gate_evaluations").where("valid_until", "<=", now).groupBy("chatbot").orderByRaw("min(valid_until)").limit(limit).select("chatbot");
  return rows.map(({ chatbot }) => chatbot);
}
async function listEvaluatedRevisions(db, chatbot) {
  return db("gate_evaluations").where({ chatbot }).distinct("revision", "policy_number");
}

// plugins/chatbots-backend/src/database/policies.ts
async function findPolicy(db, number3) {
  const row2 = await db("policies").where({ number: number3 }).first();
  if (!row2) {
    throw errorWithReason("policy-unknown", `There is no policy ${number3}`);
  }
  return row2;
}
async function findActivePolicy(db) {
  return db("policies").where({ active_key: "active" }).first();
}
async function findActivePolicyNumber(db) {
  const row2 = await db("policies").where({ active_key: "active" }).first("number");
  return row2?.number;
}
async function lockActivePolicy(db) {
  return lockRows(db, db("policies").where({ active_key: "active" }).first());
}
async function findPolicyByDigest(db, digest3) {
  const row2 = await db("policies").where({ digest: digest3 }).first("number");
  return row2?.number;
}
var BY_NUMBER = {
  parts: [
    { name: "number", sql: "number", type: "integer", of: (row2) => row2.number }
  ],
  direction: "desc"
};
async function listPolicies(db, page) {
  return paginate(db("policies"), BY_NUMBER, page);
}
async function insertPolicy(db, row2) {
  const [{ number: number3 }] = await db("policies").insert({ ...row2, state: "proposed" }).returning("number");
  return number3;
}
async function activatePolicy(db, options) {
  const { number: number3, replaces, now } = options;
  if (replaces !== void 0) {
    await db("policies").where({ number: replaces }).update({ state: "retired", active_key: null });
  }
  await db("policies").where({ number: number3 }).update({ state: "active", active_key: "active", activated_at: now });
}
async function listPolicyApprovals(db, number3) {
  return db("policy_approvals").where({ policy_number: number3 }).orderBy("approved_at");
}
async function insertPolicyApproval(db, row2) {
  await db("policy_approvals").insert(row2);
}

// plugins/chatbots-backend/src/views/StoredGates.ts
var LIFE_MS = 24 * 60 * 60 * 1e3;
var REMEMBERED = 1e4;
var StoredGates = class {
  #options;
  #remembered = /* @__PURE__ */ new Map();
  #onLagging = () => {
  };
  constructor(options) {
    this.#options = options;
  }
  /** Calls back when somebody was told `pending`. The listener returns at once and never throws. */
  onLagging(listener) {
    this.#onLagging = listener;
  }
  async explain(chatbot, versionName, stage) {
    const { knex, gates, stages, lagging } = this.#options;
    const version = await findModelVersion(knex, chatbot, versionName);
    const today = await this.#today(chatbot);
    const stored2 = await this.#stored([version]);
    const targets2 = stage ? [stage] : stages.slice(1);
    const rows = targets2.flatMap((target) => {
      const row2 = stored2.get(keyOf4(version, target));
      return row2 ? [row2] : [];
    });
    const late = rows.filter((row2) => !stands(row2, today));
    if (stored2.size === 0 || late.length > 0 && lagging === "evaluate") {
      return gates.explain(chatbot, versionName, stage);
    }
    if (late.length > 0) {
      this.#onLagging(chatbot);
    }
    return rows.map((row2) => late.includes(row2) ? toPending(row2) : toGate(row2));
  }
  async verdicts(chatbot, versions) {
    const today = await this.#today(chatbot);
    const stored2 = await this.#stored(versions.map(({ version }) => version));
    const verdicts = /* @__PURE__ */ new Map();
    const rest = versions.filter(({ version, stage }) => {
      const key = keyOf4(version, stage);
      const row2 = stored2.get(key) ?? this.#remembered.get(key);
      if (row2 && stands(row2, today)) {
        verdicts.set(version.id, row2.verdict);
      } else if (stored2.has(key) && this.#options.lagging === "pending") {
        verdicts.set(version.id, "pending");
      }
      return !verdicts.has(version.id);
    });
    if ([...verdicts.values()].includes("pending")) {
      this.#onLagging(chatbot);
    }
    for (const row2 of await this.#evaluate(chatbot, rest)) {
      verdicts.set(row2.version_id, row2.verdict);
    }
    return verdicts;
  }
  headline(chatbot) {
    return this.#options.gates.headline(chatbot);
  }
  thresholds(chatbot) {
    return this.#options.gates.thresholds(chatbot);
  }
  async #today(chatbot) {
    const { knex, clock } = this.#options;
    return {
      policyNumber: await findActivePolicyNumber(knex),
      revision: (await findGateRevision(knex, chatbot)).revision,
      now: toInstant(clock.now())
    };
  }
  /** Read after today's revision: a row may be of a later one, and is then taken for out of date. */
  async #stored(versions) {
    const rows = await listGateEvaluations(
      this.#options.knex,
      versions.map(({ id: id2 }) => id2)
    );
    return new Map(rows.map((row2) => [`${row2.version_id} ${row2.stage}`, row2]));
  }
  async #evaluate(name5, versions) {
    const { knex, clock, gates } = this.#options;
    if (versions.length === 0) {
      return [];
    }
    const revision = await findGateRevision(knex, name5);
    const chatbot = await findChatbot(knex, name5);
    const evaluated = await gates.evaluateAll(chatbot, versions);
    return evaluated.map((one) => {
      const row2 = toGateEvaluationRow(one, revision, clock.now());
      this.#remember(keyOf4(one.version, row2.stage), row2);
      return row2;
    });
  }
  /** The last ones stay. */
  #remember(key, row2) {
    this.#remembered.delete(key);
    this.#remembered.set(key, { ...row2, checks: "", approvals: "" });
    if (this.#remembered.size > REMEMBERED) {
      const [oldest] = this.#remembered.keys();
      this.#remembered.delete(oldest);
    }
  }
};
async function findGateRevision(db, chatbot) {
  return findChatbotRevision(db, chatbot, GATE_EVENTS);
}
function toGateEvaluationRow({ version, rules, gate, holdsUntil }, { revision, sequence }, now) {
  const latest = now.getTime() + LIFE_MS;
  return {
    version_id: version.id,
    stage: gate.stage,
    chatbot: version.chatbot,
    verdict: gate.verdict,
    checks: JSON.stringify(gate.checks),
    approvals: JSON.stringify(gate.approvals),
    policy_number: gate.policyNumber ?? 0,
    rules_digest: sha256Text(canonicalJson(rulesDigestInput(rules))),
    revision,
    at_sequence: sequence,
    evaluated_at: toInstant(now),
    valid_until: toInstant(
      new Date(Math.min(holdsUntil?.getTime() ?? latest, latest))
    )
  };
}
function stands(row2, today) {
  return row2.revision === today.revision && row2.policy_number === today.policyNumber && row2.valid_until > today.now;
}
function keyOf4({ id: id2 }, stage) {
  return `${id2} ${stage}`;
}
function toGate(row2) {
  return {
    stage: row2.stage,
    verdict: row2.verdict,
    checks: fromJson(row2.checks),
    approvals: fromJson(row2.approvals),
    policyNumber: row2.policy_number,
    evaluatedAt: row2.evaluated_at,
    // 0 means that none was numbered yet: a gate needs a version, and no log begins with one.
    ...Number(row2.at_sequence) > 0 ? { atSequence: Number(row2.at_sequence) } : {}
  };
}
function toPending({ stage }) {
  return { stage, verdict: "pending", checks: [], approvals: [] };
}

// plugins/chatbots-backend/src/views/TrendService.ts
var TrendService = class {
  #knex;
  #governance;
  constructor(options) {
    this.#knex = options.knex;
    this.#governance = options.governance;
  }
  /** One series per suite and metric over the newest versions. Throws `chatbot-unknown`. */
  async list(chatbot, query, scope) {
    await findVisibleChatbot(this.#knex, chatbot, scope);
    const { suite, limit = DEFAULT_LIMIT } = query;
    const newest2 = new Set(
      await listNewestVersionIds(this.#knex, chatbot, limit)
    );
    const baseline = await this.#baseline(chatbot);
    const live = baseline ? await this.#versionId(chatbot, baseline.version) : void 0;
    const rows = await readMetricSeries(
      this.#knex,
      [...newest2, ...live && !newest2.has(live) ? [live] : []],
      { suite }
    );
    const series = groupBySeries(rows);
    const thresholds = await this.#governance.gates.thresholds(chatbot);
    const slices = await listSlices(
      this.#knex,
      [...series.values()].flatMap(
        (points) => shownOf(points, newest2).at(-1)?.evaluation_id ?? []
      )
    );
    const items = [...series.values()].flatMap((points) => {
      const shown = shownOf(points, newest2);
      const last = shown.at(-1);
      if (!last) {
        return [];
      }
      const threshold = thresholds.find(
        (one) => one.suite === last.suite && one.metric === last.metric
      );
      return toTrend(shown, last, {
        threshold: threshold?.min ?? threshold?.max,
        baseline: baselineOf(points, baseline),
        slices: slices.filter(
          (slice) => slice.evaluation_id === last.evaluation_id && slice.metric === last.metric
        )
      });
    });
    return { items };
  }
  /** What is live in the last stage that has something live; never the first, where everything is tried. */
  async #baseline(chatbot) {
    const stages = await this.#governance.stages.list(chatbot);
    for (const { stage, version } of stages.slice(1).reverse()) {
      if (version !== void 0) {
        return { stage, version };
      }
    }
    return void 0;
  }
  async #versionId(chatbot, version) {
    const row2 = await findModelVersionIfReported(this.#knex, chatbot, version);
    return row2?.id;
  }
};
function groupBySeries(rows) {
  const series = /* @__PURE__ */ new Map();
  for (const row2 of rows) {
    const key = JSON.stringify([row2.suite, row2.metric]);
    series.set(key, [...series.get(key) ?? [], row2]);
  }
  return series;
}
function shownOf(points, newest2) {
  return points.filter((point) => newest2.has(point.version_id));
}
function baselineOf(points, baseline) {
  const point = baseline && points.find(({ version }) => version === baseline.version);
  return point && baseline ? { ...baseline, value: point.value } : void 0;
}
function toTrend(points, last, around) {
  const { threshold, baseline } = around;
  const direction = last.direction;
  const worstSlice = worst(around.slices, direction);
  return {
    suite: last.suite,
    metric: last.metric,
    ...last.unit === null ? {} : { unit: last.unit },
    direction,
    points: points.map((point) => ({
      version: point.version,
      value: point.value,
      sampleCount: point.sample_count,
      finishedAt: point.finished_at,
      evaluationId: point.evaluation_id
    })),
    ...threshold === void 0 ? {} : { threshold },
    ...baseline ? { baseline } : {},
    ...worstSlice ? { worstSlice } : {}
  };
}
function worst(slices, direction) {
  const sign2 = direction === "higher-is-better" ? 1 : -1;
  const [first] = [...slices].sort((a, b) => sign2 * (a.value - b.value));
  return first && {
    slice: first.slice,
    metric: first.metric,
    value: first.value,
    sampleCount: first.sample_count
  };
}

// plugins/chatbots-backend/src/views/createViews.ts
var DEFAULT_NEWEST_VERSIONS = 10;
function newestVersionsOf(config) {
  return config.getOptionalNumber("chatbots.catalog.newestVersions") ?? DEFAULT_NEWEST_VERSIONS;
}
function createViews(context, services) {
  const { knex, config } = context;
  const { gates, comparison } = services;
  const people2 = CatalogMembershipReader.create(context);
  const stages = new DatabaseStageService({ knex, names: context.stages });
  const deployments = new DatabaseDeploymentReader({ knex });
  const promotions = new PromotionViews({ knex, memberships: people2 });
  const inForce = new GatesInForce({ gates });
  const read = { stages, promotions, deployments };
  const shown = new StoredGates({
    ...context,
    gates: inForce,
    lagging: "pending"
  });
  const pages = { ...read, gates: shown };
  const governance = {
    ...read,
    gates: new StoredGates({
      ...context,
      gates: inForce,
      lagging: "evaluate"
    })
  };
  return {
    chatbots: new ChatbotViews({ knex, governance: pages }),
    overviews: new ChatbotOverviews({ knex, people: people2, governance: pages }),
    versions: new ModelVersionViews({ knex, governance: pages }),
    evaluations: new EvaluationViews({ knex }),
    comparison,
    trends: new TrendService({ knex, governance: pages }),
    promotions: new PromotionQueries({
      knex,
      views: promotions,
      comparer: comparison,
      gates,
      deployments,
      scmHosts: context.scmHosts
    }),
    pipelinePromotions: new DatabasePipelinePromotions({ knex }),
    stages,
    deployments,
    projections: new ProjectionService({
      knex,
      stages,
      promotions,
      versions: new ModelVersionViews({ knex, governance }),
      newestVersions: newestVersionsOf(config)
    }),
    governance,
    onLagging: (listener) => shown.onLagging(listener)
  };
}

// plugins/chatbots-backend/src/followers/delivery/NotificationSender.ts
var CHANGED_TOPIC = "chatbots.changed";
var SIGNALS_CHANNEL = "chatbots";
var NotificationSender = class {
  #events;
  #signals;
  #notifications;
  constructor(options) {
    this.#events = options.events;
    this.#signals = options.signals;
    this.#notifications = options.notifications;
  }
  /** Tells other plugins that a chatbot changed. */
  async tellChanged(chatbot, messageId) {
    await this.#events.publish({
      topic: CHANGED_TOPIC,
      eventPayload: { chatbot, messageId }
    });
  }
  /**
   * Tells open pages that something changed. Not what: everybody who signed in may listen, and not everybody may know the
   * chatbot.
   */
  async tellPages() {
    await this.#signals.publish({
      recipients: { type: "broadcast" },
      channel: SIGNALS_CHANNEL,
      message: {}
    });
  }
  /** Sends a notification. */
  async notify({ recipients, exclude, ...payload }) {
    await this.#notifications.send({
      recipients: {
        type: "entity",
        entityRef: recipients,
        ...exclude.length > 0 ? { excludeEntityRef: exclude } : {}
      },
      payload
    });
  }
};

// plugins/chatbots-backend/src/followers/external/ExternalAsker.ts
var import_errors13 = require("@backstage/errors");

// plugins/chatbots-backend/src/database/externalRequests.ts
async function insertExternalRequests(db, rows) {
  if (rows.length > 0) {
    await db("external_requests").insert([...rows]).onConflict("id").ignore();
  }
}
async function findExternalRequest(db, id2) {
  return db("external_requests").where({ id: id2 }).first();
}
async function listDueExternalRequests(db, options) {
  return db("external_requests").whereNull("closed_at").where(
    (due) => due.whereNull("not_before").orWhere("not_before", "<=", options.now)
  ).orderBy("created_at").limit(options.limit);
}
async function takeExternalRequest(db, row2, until2) {
  const { id: id2, attempts, not_before } = row2;
  const taken = await db("external_requests").where({ id: id2, attempts, not_before }).whereNull("closed_at").update({ not_before: until2 });
  return taken === 1;
}
async function updateExternalRequest(db, id2, columns2) {
  await db("external_requests").where({ id: id2 }).update(columns2);
}

// plugins/chatbots-backend/src/governance/external/answerPromotion.ts
var import_node_crypto12 = require("node:crypto");
var import_zod28 = require("zod");

// plugins/chatbots-backend/src/governance/evidence/EvidenceVerifier.ts
async function assertProven(verifier, db, claims) {
  const unproven = await verifier.unproven(db, claims);
  if (unproven.length > 0) {
    throw errorWithReason(
      "evidence-not-authenticated",
      `The audit log does not bear out ${unproven.join(", ")}`,
      { details: { unproven } }
    );
  }
}
async function withAlarm(verifier, run) {
  try {
    return await run();
  } catch (error) {
    if (isErrorWithReason(error, "evidence-not-authenticated")) {
      const { unproven } = error.details ?? {};
      await verifier.raise(Array.isArray(unproven) ? unproven.map(String) : []);
    }
    throw error;
  }
}
async function assertReleaseProven(verifier, db, locked, { snapshot, decisions, permit }) {
  const { promotion, version } = locked;
  await assertProven(verifier, db, [
    policyInForceClaim(snapshot.policy),
    promotionClaim(promotion, permit),
    bundleClaim(promotion, version),
    ...decisionClaims(promotion, decisions),
    ...await evaluationClaims(db, locked, snapshot),
    ...answerClaims(locked, snapshot)
  ]);
}
async function assertEndProven(verifier, db, locked, rests) {
  const { gate, binding, answers, askedDigest: askedDigest2 } = rests ?? {};
  await assertProven(verifier, db, [
    openPromotionClaim(locked.promotion),
    ...rests ? [policyInForceClaim(rests.policy)] : [],
    ...gate && binding ? await evaluationClaims(db, locked, { gate, binding }) : [],
    ...askedDigest2 ? answerClaims(locked, { answers, askedDigest: askedDigest2 }) : []
  ]);
}
function answerClaims({ promotion: { row: row2 } }, { answers, askedDigest: askedDigest2 }) {
  return answers ? [
    answersClaim({
      promotionId: row2.id,
      chatbot: row2.chatbot,
      askedDigest: askedDigest2,
      rows: answers
    })
  ] : [];
}
async function evaluationClaims(db, { version }, snapshot) {
  const { baseline, evaluations } = snapshot.gate;
  const counted = snapshot.binding.evaluations.flatMap(
    ({ id: id2 }) => evaluations.get(id2) ?? []
  );
  const samples2 = await listSamplesOf(
    db,
    counted.flatMap(({ evidence }) => evidence.hasSamples ? evidence.id : [])
  );
  return counted.map(
    ({ evidence, versionId }) => evaluationClaim({
      evidence,
      samples: samples2.filter((one) => one.evaluation_id === evidence.id),
      version: versionId === version.id || !baseline ? version : { ...baseline, id: baseline.version_id }
    })
  );
}

// plugins/chatbots-backend/src/database/stages.ts
async function findStage(db, chatbot, stage) {
  return db("stages").where({ chatbot, stage }).first();
}
async function listStages(db, chatbots, stages) {
  return db("stages").whereIn("chatbot", chatbots).whereIn("stage", stages);
}
async function upsertStage(db, row2) {
  await db("stages").insert(row2).onConflict(["chatbot", "stage"]).merge();
}

// plugins/chatbots-backend/src/governance/gates/evaluateGates.ts
async function gatherGate(db, input, run) {
  const [evaluate] = await gatherGates(db, [input], run);
  return evaluate;
}
async function evaluateGates(db, all, run) {
  return (await gatherGates(db, all, run)).map((evaluate) => evaluate());
}
async function gatherGates(db, all, run) {
  const live = await loadLive(db, all);
  const evaluations = await loadEvaluations(db, [
    .../* @__PURE__ */ new Set([
      ...all.map(({ version }) => version.id),
      ...[...live.values()].map((row2) => row2.version_id)
    ])
  ]);
  const deployments = await loadDeployments(db, all);
  const inputs = all.map(({ version, rules, now, contributors }) => {
    const running = live.get(keyOf5(version.chatbot, rules.stage));
    const input = {
      rules,
      now,
      version: { name: version.version, digest: version.digest },
      evaluations: evaluations.get(version.id) ?? [],
      deployments: deployments.get(keyOf5(version.chatbot, version.digest)) ?? [],
      ...running ? {
        baseline: {
          version: running.version,
          digest: running.digest,
          evaluations: evaluations.get(running.version_id) ?? []
        }
      } : {},
      ...contributors ? { contributors } : {}
    };
    return { input, version, running };
  });
  const samples2 = await loadSampleScores(db, [
    ...new Set(inputs.flatMap(({ input }) => samplesNeeded2(input, run.checks)))
  ]);
  return inputs.map(({ input, version, running }) => (external) => {
    const results = evaluateChecks(
      { ...input, samples: samples2, ...external && { external } },
      run
    );
    return {
      results,
      verdict: verdictOf(results),
      holdsUntil: gateHoldsUntil(input, run.checks),
      baseline: running?.version_id === version.id ? void 0 : running,
      evaluationDigests: new Map(
        [...input.evaluations, ...input.baseline?.evaluations ?? []].map(
          ({ id: id2, contentDigest: contentDigest2 }) => [id2, contentDigest2]
        )
      ),
      evaluations: new Map(
        [version.id, ...running ? [running.version_id] : []].flatMap(
          (versionId) => (evaluations.get(versionId) ?? []).map(
            (evidence) => [evidence.id, { evidence, versionId }]
          )
        )
      )
    };
  });
}
function keyOf5(chatbot, what) {
  return `${chatbot} ${what}`;
}
async function loadLive(db, all) {
  const rows = await listStages(
    db,
    [...new Set(all.map((one) => one.version.chatbot))],
    [...new Set(all.map((one) => one.rules.stage))]
  );
  return new Map(rows.map((row2) => [keyOf5(row2.chatbot, row2.stage), row2]));
}
async function loadDeployments(db, all) {
  const rows = await listDeploymentsOfDigests(
    db,
    [...new Set(all.map((one) => one.version.chatbot))],
    [...new Set(all.map((one) => one.version.digest))]
  );
  const byVersion = /* @__PURE__ */ new Map();
  for (const row2 of rows) {
    const key = keyOf5(row2.chatbot, row2.digest);
    byVersion.set(key, [...byVersion.get(key) ?? [], toDeployment2(row2)]);
  }
  return byVersion;
}
function toDeployment2(row2) {
  return {
    id: row2.id,
    chatbot: row2.chatbot,
    version: row2.version,
    versionDigest: row2.digest,
    stage: row2.stage,
    promotionId: row2.promotion_id,
    strategy: row2.strategy,
    state: row2.state,
    steps: [],
    startedAt: row2.started_at,
    ...row2.fallback_digest === null ? {} : { replacesDigest: row2.fallback_digest },
    ...row2.finished_at === null ? {} : { finishedAt: row2.finished_at },
    ...row2.ended_at === null ? {} : { endedAt: row2.ended_at }
  };
}
function toApiCheck(result) {
  return {
    id: result.id,
    title: result.title,
    outcome: result.outcome,
    expected: result.expected,
    actual: result.actual,
    reason: result.reason,
    reasonCode: result.reasonCode,
    blocking: result.blocking,
    ...result.evaluationId ? { evaluationId: result.evaluationId } : {},
    ...result.links?.length ? { links: result.links } : {}
  };
}

// plugins/chatbots-backend/src/governance/policies/activePolicy.ts
var parsed = /* @__PURE__ */ new WeakMap();
async function activePolicy(db, checks) {
  const row2 = await findActivePolicy(db);
  if (!row2) {
    throw errorWithReason("policy-not-active", "No policy is in force yet");
  }
  const digest3 = sha256Text(row2.text);
  const texts = parsed.get(checks) ?? /* @__PURE__ */ new Map();
  parsed.set(checks, texts);
  let policy = texts.get(digest3);
  if (!policy) {
    policy = parsePolicy(row2.text, { checks, inForce: true });
    texts.set(digest3, policy);
  }
  const current = policy;
  return {
    number: row2.number,
    digest: row2.digest,
    text: row2.text,
    policy: current,
    rules: (stage, riskClass) => resolveRules(current, {
      stage,
      riskClass,
      checks
    })
  };
}

// plugins/chatbots-backend/src/governance/promotions/takeSnapshot.ts
async function takeSnapshot(db, options, run) {
  const { rules, promotionId } = options;
  const evaluate = await gatherGate(db, options, run);
  const gate = evaluate();
  const binding = bindingOf(options, gate);
  const asked = askedDigest(binding);
  const asks = readsAnswers(rules, run.checks);
  if (!asks || promotionId === void 0) {
    return { binding, ...digests2(binding, asked), gate, answers: void 0 };
  }
  const answers = latestRows(await listAnswersTo(db, promotionId, asked));
  const answered = evaluate(answers.map(toExternalAnswer));
  const bound = {
    // What was asked about, whatever the answers make of it.
    ...binding,
    // One that is pending decides nothing yet.
    answers: answers.filter(({ status }) => status !== "pending").map((row2) => ({
      id: row2.id,
      system: row2.system,
      digest: answerDigest(row2)
    }))
  };
  return { binding: bound, ...digests2(bound, asked), gate: answered, answers };
}
function readsAnswers(rules, checks) {
  return rules.checks.some(
    ({ type }) => checks.get(type)?.needs.includes("external")
  );
}
function digests2(binding, asked) {
  return {
    bindingDigest: sha256Text(canonicalJson(bindingInput(binding))),
    askedDigest: asked
  };
}
function bindingOf({
  chatbot,
  version,
  rules
}, gate) {
  return {
    chatbot: chatbot.name,
    digest: version.digest,
    version: version.version,
    stage: rules.stage,
    ...gate.baseline ? { replaces: gate.baseline.digest } : {},
    evaluations: evaluationsOf(gate.results).flatMap((id2) => {
      const digest3 = gate.evaluationDigests.get(id2);
      return digest3 ? [{ id: id2, digest: digest3 }] : [];
    }),
    owner: chatbot.owner,
    riskClass: chatbot.risk_class,
    repositoryId: `${chatbot.repository_host}/${chatbot.repository_id}`,
    rulesDigest: sha256Text(canonicalJson(rulesDigestInput(rules)))
  };
}

// plugins/chatbots-backend/src/governance/promotions/PromotionKeeper.ts
async function lockPromotion(work, promotionId) {
  const chatbot = await lockChatbotOfPromotion(work.db, promotionId);
  const row2 = await findPromotion(work.db, promotionId);
  const version = await findModelVersionById(work.db, row2.version_id);
  if (!version) {
    throw errorWithReason(
      "version-unknown",
      `Version '${row2.version}' is gone`
    );
  }
  return { chatbot, version, promotion: toRecord(row2) };
}
async function move(work, locked, { command, actor, columns: columns2, event }) {
  const { promotion } = locked;
  const { from, to } = assertTransition(promotion.state, command, actor);
  const told = event(transitionFacts(promotion.row, from));
  const row2 = {
    ...promotion.row,
    ...columns2,
    state: to,
    state_reason: "reasonCode" in told.data ? told.data.reasonCode ?? null : null,
    open_key: isOpen(to) ? promotion.row.open_key : null,
    updated_at: work.now
  };
  await updatePromotion(work.db, row2.id, row2);
  await work.record(told);
  return { ...locked, promotion: toRecord(row2) };
}
function transitionFacts(row2, from) {
  return {
    subject: { kind: "promotion", chatbot: row2.chatbot, id: row2.id },
    data: {
      version: row2.version,
      digest: row2.digest,
      stage: row2.stage,
      from,
      bindingDigest: row2.binding_digest
    }
  };
}
async function currentSnapshot(work, locked, { run }) {
  if (locked.snapshot) {
    return locked.snapshot;
  }
  const { chatbot, version, promotion } = locked;
  const policy = await activePolicy(work.db, run.checks);
  const rules = keepUnavailableVersions(
    policy.rules(promotion.row.stage, chatbot.risk_class),
    promotion.rules,
    run.checks
  );
  const snapshot = await takeSnapshot(
    work.db,
    {
      chatbot,
      version,
      contributors: promotion.contributors,
      rules,
      now: new Date(work.now),
      promotionId: promotion.id
    },
    run
  );
  return { ...snapshot, policy, rules, policyNumber: policy.number };
}
function toGate2(snapshot, stage, policyNumber) {
  return {
    stage,
    verdict: snapshot.gate.verdict,
    checks: snapshot.gate.results.map(toApiCheck),
    approvals: [],
    policyNumber
  };
}
async function refresh(work, locked, evidence) {
  const { promotion } = locked;
  const moved = async (along) => ({
    ...await move(work, locked, along),
    wrote: true
  });
  if (!isBeforeDeployment(promotion.state)) {
    return { ...locked, wrote: false };
  }
  if (promotion.row.expires_at <= work.now) {
    await assertEndProven(evidence, work.db, locked);
    return moved({
      command: "expire",
      actor: "portal",
      event: ({ subject: subject6, data }) => ({
        type: "promotion.expired",
        subject: subject6,
        data: { ...data, reasonCode: "approval-expired" }
      })
    });
  }
  const snapshot = await snapshotIfRuled(work, locked, evidence);
  if (!snapshot) {
    await assertEndProven(evidence, work.db, locked, {
      policy: await activePolicy(work.db, evidence.run.checks)
    });
    return moved({
      command: "void",
      actor: "portal",
      event: ({ subject: subject6, data }) => ({
        type: "promotion.void",
        subject: subject6,
        data: { ...data, reasonCode: "rules-changed" }
      })
    });
  }
  const reasons2 = diffBinding(promotion.binding, snapshot.binding);
  if (reasons2.length === 0) {
    return { ...locked, snapshot, wrote: false };
  }
  await assertEndProven(evidence, work.db, locked, snapshot);
  if (await isDecided(work.db, promotion.id) || promotion.state !== "requested" || reasons2.includes("replaces-changed")) {
    return moved({
      command: "void",
      actor: "portal",
      event: ({ subject: subject6, data }) => ({
        type: "promotion.void",
        subject: subject6,
        data: { ...data, reasonCode: reasons2[0], reasonCodes: reasons2 }
      })
    });
  }
  return rebind(work, locked, snapshot, reasons2);
}
async function snapshotIfRuled(work, locked, evidence) {
  try {
    return await currentSnapshot(work, locked, evidence);
  } catch (error) {
    if (reasonOf(error)?.reason === "stage-unknown") {
      return void 0;
    }
    throw error;
  }
}
async function rebind(work, locked, snapshot, reasons2) {
  const { rules, policyNumber } = snapshot;
  const { promotion } = locked;
  const columns2 = {
    binding: JSON.stringify(snapshot.binding),
    binding_digest: snapshot.bindingDigest,
    replaces_version: snapshot.gate.baseline?.version ?? null,
    replaces_digest: snapshot.gate.baseline?.digest ?? null,
    policy_number: policyNumber,
    rules: JSON.stringify(rules),
    gate: JSON.stringify(toGate2(snapshot, promotion.row.stage, policyNumber)),
    updated_at: work.now
  };
  await updatePromotion(work.db, promotion.id, columns2);
  await work.record({
    type: "promotion.rebound",
    subject: {
      kind: "promotion",
      chatbot: promotion.row.chatbot,
      id: promotion.id
    },
    data: {
      version: promotion.row.version,
      digest: promotion.row.digest,
      stage: promotion.row.stage,
      bindingDigest: snapshot.bindingDigest,
      policyNumber,
      ...columns2.replaces_digest ? { replaces: columns2.replaces_digest } : {},
      reasonCodes: reasons2
    }
  });
  return {
    ...locked,
    promotion: toRecord({ ...promotion.row, ...columns2 }),
    snapshot,
    wrote: true
  };
}
async function refreshOpen(work, chatbot, evidence) {
  for (const id2 of await listIdsBeforeDeployment(work.db, chatbot)) {
    try {
      await refresh(work, await lockPromotion(work, id2), evidence);
    } catch (error) {
      if (!isErrorWithReason(error, "evidence-not-authenticated")) {
        throw error;
      }
    }
  }
}

// plugins/chatbots-backend/src/governance/external/answerPromotion.ts
var text3 = (most) => import_zod28.z.string().min(1).max(most).refine((value) => !value.includes("\0"), { error: "must not hold NUL" });
var externalAnswerSchema = import_zod28.z.strictObject({
  id: text3(40),
  bindingDigest: import_zod28.z.string().regex(/^[0-9a-f]{64}$/),
  status: import_zod28.z.enum(EXTERNAL_STATUSES),
  link: import_zod28.z.url({ protocol: /^https$/ }).max(2e3).optional(),
  reference: text3(200).optional(),
  answeredBy: text3(200).optional(),
  decidedAt: import_zod28.z.iso.datetime({ offset: true }).transform((instant2) => toInstant(new Date(instant2))).optional(),
  comment: text3(1e3).optional()
});
async function answerPromotion({ unitOfWork, evidence }, options) {
  const parsed2 = externalAnswerSchema.safeParse(options.answer);
  if (!parsed2.success) {
    const [{ path, message }] = parsed2.error.issues;
    throw errorWithReason(
      "input-invalid",
      `The answer of ${options.system} is not valid: ${path.join(
        "."
      )} ${message}`
    );
  }
  const refused2 = await withAlarm(
    evidence,
    () => unitOfWork.run(
      { actor: { kind: "service", subject: `external:${options.system}` } },
      (work) => answer(work, { ...options, answer: parsed2.data }, evidence)
    )
  );
  if (refused2) {
    throw refused2;
  }
}
async function answer(work, options, evidence) {
  const { system: system2, messageId } = options;
  const { id: id2, bindingDigest: bindingDigest2 } = options.answer;
  const request4 = await findExternalRequest(work.db, id2);
  if (!request4 || request4.system !== system2) {
    throw errorWithReason(
      "promotion-unknown",
      `The portal did not ask ${system2} under the id '${id2}'`
    );
  }
  const locked = await refresh(
    work,
    await lockPromotion(work, request4.promotion_id),
    evidence
  );
  const refuse3 = (error) => {
    if (!locked.wrote) {
      work.unchanged();
    }
    return error;
  };
  const { promotion } = locked;
  const row2 = toRow(work, promotion.id, options);
  const known = await findAnswerByMessage(work.db, row2);
  if (known) {
    return answerDigest(known) === answerDigest(row2) ? unchanged(work, locked.wrote) : refuse3(
      errorWithReason(
        "answer-outdated",
        `The message '${messageId}' of ${system2} said something else before`
      )
    );
  }
  if (!isBeforeDeployment(promotion.state)) {
    return refuse3(
      errorWithReason(
        "promotion-state",
        `The promotion is ${promotion.state} and takes no answer any more`
      )
    );
  }
  const { askedDigest: askedDigest2 } = await currentSnapshot(work, locked, evidence);
  if (bindingDigest2 !== askedDigest2 || request4.asked_digest !== askedDigest2) {
    return refuse3(
      errorWithReason(
        "binding-changed",
        `${system2} answered about other facts than those of the promotion now; it is asked again`
      )
    );
  }
  const last = (await listAnswersTo(work.db, promotion.id, askedDigest2)).findLast((one) => one.system === system2);
  if (last && last.sent_at > row2.sent_at) {
    return refuse3(
      errorWithReason(
        "answer-outdated",
        `${system2} sent another answer later, at ${last.sent_at}`
      )
    );
  }
  await insertExternalAnswer(work.db, row2);
  await recordAnswer(work, locked.promotion.row, row2);
  const { chatbot, version } = locked;
  const next = await refresh(work, { chatbot, version, promotion }, evidence);
  if (isBeforeDeployment(next.promotion.state)) {
    const snapshot = await currentSnapshot(work, next, evidence);
    await updatePromotion(work.db, promotion.id, {
      gate: JSON.stringify(
        toGate2(snapshot, promotion.row.stage, snapshot.policyNumber)
      ),
      updated_at: work.now
    });
  }
  return void 0;
}
function unchanged(work, wrote) {
  if (!wrote) {
    work.unchanged();
  }
}
function toRow(work, promotionId, {
  system: system2,
  messageId,
  sentAt,
  answer: said
}) {
  return {
    id: (0, import_node_crypto12.randomUUID)(),
    promotion_id: promotionId,
    system: system2,
    asked_digest: said.bindingDigest,
    status: said.status,
    link: said.link ?? null,
    reference: said.reference ?? null,
    answered_by: said.answeredBy ?? null,
    decided_at: said.decidedAt ?? null,
    comment: said.comment ?? null,
    message_id: messageId,
    sent_at: toInstant(sentAt),
    answered_at: work.now
  };
}
async function recordAnswer(work, promotion, row2) {
  await work.record({
    type: "promotion.answered",
    subject: {
      kind: "promotion",
      chatbot: promotion.chatbot,
      id: row2.promotion_id
    },
    data: {
      version: promotion.version,
      digest: promotion.digest,
      stage: promotion.stage,
      answerId: row2.id,
      system: row2.system,
      status: row2.status,
      askedDigest: row2.asked_digest,
      sentAt: row2.sent_at,
      ...row2.decided_at ? { decidedAt: row2.decided_at } : {}
    },
    texts: {
      messageId: row2.message_id,
      contentDigest: answerDigest(row2),
      ...row2.link ? { link: row2.link } : {},
      ...row2.reference ? { reference: row2.reference } : {},
      ...row2.answered_by ? { answeredBy: row2.answered_by } : {},
      ...row2.comment ? { comment: row2.comment } : {}
    }
  });
}

// plugins/chatbots-backend/src/followers/backOff.ts
var TELLING = {
  firstMs: 2e3,
  factor: 2,
  longestMs: 10 * 6e4
};
function nextAttempt(failures, now, { firstMs, factor, longestMs } = TELLING) {
  const pause = Math.min(
    firstMs * factor ** Math.min(failures - 1, 20),
    longestMs
  );
  return toInstant(new Date(now.getTime() + pause));
}

// plugins/chatbots-backend/src/followers/external/callSystem.ts
var MAX_ANSWER_BYTES = 64 * 1024;
async function callSystem(call) {
  const { system: system2, method, url, id: id2, body, now } = call;
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/json",
      ...method === "POST" ? { "content-type": "application/json" } : {},
      ...signWebhook(system2.secret, { id: id2, body, sentAt: now })
    },
    ...method === "POST" ? { body } : {},
    // Elsewhere is not what config names.
    redirect: "manual",
    signal: AbortSignal.timeout(system2.timeoutMs)
  });
  if (response.status === 404 && method === "GET") {
    await response.body?.cancel();
    return void 0;
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${system2.id} answered ${response.status}`);
  }
  const text4 = await readBounded(response, system2.id);
  if (text4.trim() === "") {
    return void 0;
  }
  try {
    return JSON.parse(text4);
  } catch {
    throw new Error(`${system2.id} answered what is no JSON`);
  }
}
async function readBounded(response, system2) {
  const parts2 = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (; ; ) {
    const part = await reader?.read();
    if (!part || part.done) {
      return Buffer.concat(parts2).toString("utf8");
    }
    size += part.value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new Error(`${system2} answered more than ${MAX_ANSWER_BYTES} bytes`);
    }
    parts2.push(part.value);
  }
}

// plugins/chatbots-backend/src/followers/external/ExternalAsker.ts
var PAGE5 = 20;
var LEASE_MS = 3 * 6e4;
var ExternalAsker = class {
  #options;
  #follower;
  constructor(options) {
    this.#options = options;
    this.#follower = new Follower({
      name: "Asking outside systems",
      logger: options.logger,
      step: () => this.#step()
    });
  }
  /** Asks for a run. Never throws. */
  wake() {
    this.#follower.wake();
  }
  async stop() {
    await this.#follower.stop();
  }
  /** Notes whom to ask after promotions were requested, or bound to other facts. */
  async follow(db, events) {
    const promotionIds = new Set(
      events.flatMap(
        ({ type, subject: subject6, demo }) => (type === "promotion.requested" || type === "promotion.rebound") && demo !== true ? subject6.id : []
      )
    );
    for (const id2 of promotionIds) {
      const asking = await this.#read(id2);
      if (asking) {
        await insertExternalRequests(
          db,
          asking.systems.map((system2) => ({
            id: externalRequestId(id2, system2, asking.askedDigest),
            promotion_id: id2,
            system: system2,
            asked_digest: asking.askedDigest,
            created_at: toInstant(this.#options.clock.now())
          }))
        );
      }
    }
  }
  /** What a promotion asks; undefined for a row that is gone or can't be read any more, which fsck finds. */
  async #read(promotionId) {
    try {
      const record3 = toRecord(
        await findPromotion(this.#options.knex, promotionId)
      );
      return {
        record: record3,
        askedDigest: askedDigest(record3.binding),
        systems: systemsAsked(record3.rules)
      };
    } catch (error) {
      if (isErrorWithReason(error, "promotion-unknown") || error instanceof SyntaxError || error instanceof TypeError) {
        this.#options.logger.error(
          `Promotion ${promotionId} can't be read, and no outside system is asked about it`,
          (0, import_errors13.toError)(error)
        );
        return void 0;
      }
      throw error;
    }
  }
  async #step() {
    const { knex, clock } = this.#options;
    const now = clock.now();
    const rows = await listDueExternalRequests(knex, {
      now: toInstant(now),
      limit: PAGE5
    });
    const until2 = toInstant(new Date(now.getTime() + LEASE_MS));
    for (const row2 of rows) {
      if (await takeExternalRequest(knex, row2, until2)) {
        await updateExternalRequest(knex, row2.id, await this.#tryOne(row2));
      }
    }
    return rows.length === PAGE5;
  }
  /** What to write of a request after it was tried. */
  async #tryOne(row2) {
    const { clock, logger } = this.#options;
    try {
      return await this.#ask(row2);
    } catch (error) {
      logger.warn(
        `The outside system '${row2.system}' was not asked about promotion ${row2.promotion_id} (attempt ${row2.attempts + 1})`,
        (0, import_errors13.toError)(error)
      );
      const attempts = row2.attempts + 1;
      return { attempts, not_before: nextAttempt(attempts, clock.now()) };
    }
  }
  async #ask(row2) {
    const { knex, clock, systems, evidence } = this.#options;
    const now = clock.now();
    const closed = { closed_at: toInstant(now) };
    const asking = await this.#read(row2.promotion_id);
    if (!asking || !isBeforeDeployment(asking.record.state) || asking.askedDigest !== row2.asked_digest || !asking.systems.includes(row2.system)) {
      return closed;
    }
    const { record: record3 } = asking;
    const system2 = systems.get(row2.system);
    if (!system2) {
      throw new Error("It is not configured in chatbots.externalChecks");
    }
    const unproven = await evidence.unproven(knex, [
      openPromotionClaim(record3)
    ]);
    if (unproven.length > 0) {
      await evidence.raise(unproven);
      throw new Error(`The audit log does not bear out ${unproven.join(", ")}`);
    }
    if (row2.sent_at === null) {
      const body = JSON.stringify(this.#message(row2, record3));
      const answer3 = await callSystem({
        system: system2,
        method: "POST",
        url: system2.url,
        id: row2.id,
        body,
        now
      });
      const isFinal2 = await this.#take(row2, answer3);
      return {
        attempts: 0,
        sent_at: toInstant(now),
        ...system2.poll && !isFinal2 ? nextPoll(system2.poll, now) : closed
      };
    }
    if (!system2.poll) {
      return closed;
    }
    const url = system2.poll.url.replaceAll("{id}", encodeURIComponent(row2.id));
    const answer2 = await callSystem({
      system: system2,
      method: "GET",
      url,
      id: row2.id,
      body: "",
      now
    });
    const isFinal = await this.#take(row2, answer2);
    return {
      attempts: 0,
      ...isFinal ? closed : nextPoll(system2.poll, now)
    };
  }
  #message(row2, { row: promotion }) {
    const { apiUrl, appUrl } = this.#options;
    return {
      type: "promotion.requested",
      timestamp: row2.created_at,
      data: {
        id: row2.id,
        bindingDigest: row2.asked_digest,
        promotionId: promotion.id,
        chatbot: promotion.chatbot,
        version: promotion.version,
        digest: promotion.digest,
        stage: promotion.stage,
        strategy: promotion.strategy,
        requestedAt: promotion.requested_at,
        expiresAt: promotion.expires_at,
        promotionUrl: `${appUrl}/chatbots/promotions/${promotion.id}`,
        answerUrl: `${apiUrl}/external/v1/systems/${row2.system}/answers`
      }
    };
  }
  /** Records an answer that says something new. Returns whether the system has decided. */
  async #take(row2, answer2) {
    if (answer2 === void 0) {
      return false;
    }
    const { knex, clock } = this.#options;
    const content = sha256Text(canonicalJson(answer2));
    const messageId = `poll:${row2.id}:${content.slice(0, 32)}`;
    const answers = await listAnswersTo(
      knex,
      row2.promotion_id,
      row2.asked_digest
    );
    const last = answers.findLast((one) => one.system === row2.system);
    if (last?.message_id !== messageId) {
      try {
        await this.#options.answer({
          system: row2.system,
          messageId,
          sentAt: clock.now(),
          answer: answer2
        });
      } catch (error) {
        if (!isErrorWithReason(error, "promotion-state") && !isErrorWithReason(error, "binding-changed")) {
          throw error;
        }
      }
    }
    const parsed2 = externalAnswerSchema.safeParse(answer2);
    return parsed2.success && parsed2.data.status !== "pending";
  }
};
function nextPoll({ everyMs }, now) {
  return { not_before: toInstant(new Date(now.getTime() + everyMs)) };
}

// plugins/chatbots-backend/src/followers/refresh/ViewRefresher.ts
var import_errors14 = require("@backstage/errors");

// plugins/chatbots-backend/src/followers/refresh/refreshGates.ts
async function refreshGates(context, name5) {
  const { knex, unitOfWork, clock, gates, stages } = context;
  const revision = await findGateRevision(knex, name5);
  const chatbot = await findChatbot(knex, name5);
  const versions = await listKeptVersions(context, name5);
  const evaluated = await gates.evaluateAll(
    chatbot,
    versions.flatMap(
      (version) => stages.slice(1).map((stage) => ({ version, stage }))
    )
  );
  const rows = evaluated.map(
    (one) => toGateEvaluationRow(one, revision, clock.now())
  );
  await unitOfWork.run({ actor: PORTAL }, async (work) => {
    await replaceGateEvaluations(work.db, name5, rows);
    work.unchanged();
  });
}
async function listKeptVersions({ knex, stages, newestVersions }, chatbot) {
  const live = await listStages(knex, [chatbot], stages);
  const newest2 = await listNewestVersionIds(knex, chatbot, newestVersions);
  const ids = [...live.map((row2) => row2.version_id), ...newest2];
  return findModelVersionsById(knex, [...new Set(ids)]);
}

// plugins/chatbots-backend/src/followers/refresh/refreshSummary.ts
var POINTS = 10;
async function refreshSummary({ knex, unitOfWork, clock, governance }, chatbot) {
  const row2 = await summarize(knex, governance, {
    chatbot,
    now: toInstant(clock.now())
  });
  await unitOfWork.run({ actor: PORTAL }, async (work) => {
    await upsertChatbotSummary(work.db, row2);
    work.unchanged();
  });
}
async function summarize(knex, governance, options) {
  const { chatbot, now } = options;
  const [newest2] = await listNewestModelVersions(knex, chatbot, 1);
  const stages = await governance.stages.list(chatbot);
  const stage = newest2 && gateStage(governance.stages.names, stagesOf(stages, newest2.version));
  const [gate] = stage === void 0 ? [] : await governance.gates.explain(chatbot, newest2.version, stage);
  const quality = await qualityOf(knex, governance, chatbot);
  return {
    chatbot,
    latest_version: newest2?.version ?? null,
    next_stage: stage ?? null,
    verdict: gate && gate.verdict !== "pending" ? gate.verdict : "none",
    failing: JSON.stringify(gate ? failingReasons(gate) : []),
    quality: quality ? JSON.stringify(quality) : null,
    quality_value: quality?.latest ?? null,
    refreshed_at: now
  };
}
function failingReasons(gate) {
  return gate.checks.filter(({ outcome, blocking }) => outcome === "fail" && blocking).map(({ reason }) => reason);
}
async function qualityOf(knex, governance, chatbot) {
  const headline = await governance.gates.headline(chatbot);
  if (!headline) {
    return void 0;
  }
  const { suite, metric, threshold } = headline;
  const ids = await listNewestVersionIds(knex, chatbot, POINTS);
  const points = await readMetricSeries(knex, ids, { suite, metric });
  const last = points.at(-1);
  if (!last) {
    return void 0;
  }
  const previous = points.at(-2);
  return {
    suite,
    metric,
    direction: last.direction,
    points: points.map(({ value }) => value),
    latest: last.value,
    ...previous ? { previous: previous.value } : {},
    ...threshold === void 0 ? {} : { threshold }
  };
}

// plugins/chatbots-backend/src/followers/refresh/ViewRefresher.ts
var BATCH5 = 100;
var FIRST_PAUSE_MS = 1e3;
var LONGEST_PAUSE_MS = 6e4;
var ViewRefresher = class {
  #context;
  /** Chatbots to refresh, and whether their gates are too. */
  #due = /* @__PURE__ */ new Map();
  /** Chatbots that could not be refreshed: how often in a row, and when last, in milliseconds of the clock. */
  #failed = /* @__PURE__ */ new Map();
  #refreshing;
  #sweeping;
  constructor(context) {
    this.#context = context;
    const { logger } = context;
    this.#refreshing = new Follower({
      name: "Refreshing chatbots",
      logger,
      step: () => this.#refreshNext()
    });
    this.#sweeping = new Follower({
      name: "Refreshing all chatbots",
      logger,
      step: async () => {
        await this.refreshAll();
        return false;
      }
    });
  }
  /** Refreshes the chatbots that these events change. All of them, for a policy that comes into force, in the background. */
  async follow(events) {
    if (events.some(({ type }) => EVENT_EFFECTS[type] === "every-gate")) {
      this.#sweeping.wake();
    }
    for (const event of events) {
      const chatbot = changedChatbot(event);
      if (chatbot !== void 0) {
        this.#add(chatbot, { gates: EVENT_EFFECTS[event.type] === "gates" });
      }
    }
    await this.#run();
  }
  /**
   * Asks for a chatbot's gates to be evaluated soon, unless that has just failed: an open page asks each second. Returns at once
   * and never throws.
   */
  wake(chatbot) {
    if (this.#isPaused(chatbot)) {
      return;
    }
    this.#add(chatbot, { gates: true });
    this.#refreshing.wake();
  }
  /** Refreshes what does not stand any more because time went by. */
  async refreshDue() {
    const { knex, clock } = this.#context;
    const now = toInstant(clock.now());
    const tried = /* @__PURE__ */ new Set();
    for (; ; ) {
      const due = await listChatbotsDue(knex, now, BATCH5);
      const rest = due.filter((name5) => !tried.has(name5));
      if (rest.length === 0 || this.#refreshing.isStopped) {
        return;
      }
      for (const name5 of rest) {
        tried.add(name5);
        this.#add(name5, { gates: true });
      }
      await this.#run();
    }
  }
  /** Refreshes all summaries, and the gates that are of another revision or policy. */
  async refreshAll() {
    for await (const names of readChatbotNames(this.#context.knex, BATCH5)) {
      for (const name5 of names) {
        if (this.#refreshing.isStopped) {
          return;
        }
        this.#add(name5, { gates: await this.#isBehind(name5) });
        await this.#run();
      }
    }
  }
  /** Resolves when nothing is being refreshed. */
  async idle() {
    await this.#sweeping.idle();
    await this.#refreshing.idle();
  }
  /** Ends after the chatbot that is being refreshed. */
  async stop() {
    await this.#refreshing.stop();
    await this.#sweeping.stop();
  }
  #add(chatbot, { gates }) {
    this.#due.set(chatbot, {
      gates: gates || this.#due.get(chatbot)?.gates === true
    });
  }
  /** Resolves once everything that is due was tried. */
  async #run() {
    if (this.#due.size > 0) {
      await this.#refreshing.run();
    }
  }
  #isPaused(chatbot) {
    const failed = this.#failed.get(chatbot);
    if (!failed) {
      return false;
    }
    const pause = Math.min(
      FIRST_PAUSE_MS * 2 ** Math.min(failed.times - 1, 20),
      LONGEST_PAUSE_MS
    );
    return this.#context.clock.now().getTime() < failed.at + pause;
  }
  async #isBehind(chatbot) {
    const { knex } = this.#context;
    const policy = await findActivePolicyNumber(knex);
    const { revision } = await findGateRevision(knex, chatbot);
    const evaluated = await listEvaluatedRevisions(knex, chatbot);
    return evaluated.length === 0 || evaluated.some(
      (row2) => row2.revision !== revision || row2.policy_number !== policy
    );
  }
  async #refreshNext() {
    const [next] = this.#due;
    if (next !== void 0) {
      const [chatbot, { gates }] = next;
      this.#due.delete(chatbot);
      await this.#refreshOne(chatbot, gates);
    }
    return this.#due.size > 0;
  }
  /** What fails is left to the sweep, and holds up no other chatbot. */
  async #refreshOne(chatbot, gates) {
    try {
      if (gates) {
        await refreshGates(this.#context, chatbot);
      }
      await refreshSummary(this.#context, chatbot);
      this.#failed.delete(chatbot);
    } catch (error) {
      this.#failed.set(chatbot, {
        times: (this.#failed.get(chatbot)?.times ?? 0) + 1,
        at: this.#context.clock.now().getTime()
      });
      this.#context.logger.warn(
        `What pages show of ${chatbot} is behind`,
        (0, import_errors14.toError)(error)
      );
    }
  }
};

// plugins/chatbots-backend/src/followers/sinks/createSinkFollower.ts
var import_errors15 = require("@backstage/errors");

// plugins/chatbots-backend/src/database/followerCursors.ts
async function ensureCursor(db, options) {
  const { name: name5, now, start } = options;
  await db("follower_cursors").insert({
    name: name5,
    cursor: start === "first" ? 0 : db.raw("coalesce((select size from audit_log where id = 1), 0)"),
    updated_at: now
  }).onConflict("name").ignore();
}
async function findBehind(db, { name: name5, now }) {
  const behind = await db("follower_cursors").where({ name: name5 }).where("cursor", "<", db("audit_log").where({ id: 1 }).select("size")).where((due) => due.whereNull("not_before").orWhere("not_before", "<=", now)).first("cursor");
  return behind && Number(behind.cursor);
}
async function takeCursor(db, name5) {
  const query = db("follower_cursors").where({ name: name5 });
  const [row2] = await (isPostgres(db) ? query.forUpdate().skipLocked() : query);
  return row2 && {
    cursor: Number(row2.cursor),
    failures: row2.failures,
    notBefore: row2.not_before
  };
}
async function moveCursor(db, options) {
  const { name: name5, cursor, now, failures, notBefore } = options;
  await db("follower_cursors").where({ name: name5 }).update({ cursor, updated_at: now, failures, not_before: notBefore });
}

// plugins/chatbots-backend/src/followers/createLogFollower.ts
var PAGE6 = 200;
function createLogFollower(options) {
  const { name: name5, knex, clock, logger } = options;
  let hasCursor = false;
  return new Follower({
    name: `Following the log (${name5})`,
    logger,
    step: async () => {
      if (!hasCursor) {
        const { start = "first" } = options;
        await ensureCursor(knex, { name: name5, start, now: toInstant(clock.now()) });
        hasCursor = true;
      }
      const from = await findBehind(knex, {
        name: name5,
        now: toInstant(clock.now())
      });
      if (from === void 0) {
        return false;
      }
      const rows = await listLogFrom(knex, {
        from,
        limit: options.page ?? PAGE6
      });
      const moved = isPostgres(knex) ? await knex.transaction((db) => followPage(db, { from, rows }, options)) : await followPage(knex, { from, rows }, options);
      if (moved) {
        options.onFollowed?.();
      }
      return moved;
    }
  });
}
async function followPage(db, { from, rows }, options) {
  const { name: name5, clock, eventKeys, logger } = options;
  const taken = await takeCursor(db, name5);
  if (taken === void 0) {
    return false;
  }
  if (taken.cursor !== from) {
    return true;
  }
  if (taken.notBefore !== null && taken.notBefore > toInstant(clock.now())) {
    return false;
  }
  const last = rows.at(-1);
  if (!last) {
    return false;
  }
  const authentic = rows.flatMap((row2) => {
    if (row2.mac === null) {
      return [];
    }
    const read = readFollowed(row2, eventKeys);
    if ("problem" in read) {
      logger.error(
        `Event ${row2.sequence} of the log is not what the portal wrote (${read.problem}), and nothing follows it (${name5})`
      );
      return [];
    }
    return [{ ...read.event, sequence: Number(row2.sequence) }];
  });
  const failed = authentic.length > 0 ? await options.follow(db, authentic) : void 0;
  const now = clock.now();
  if (!failed) {
    await moveCursor(db, {
      name: name5,
      cursor: Number(last.sequence) + 1,
      now: toInstant(now),
      failures: 0,
      notBefore: null
    });
    return true;
  }
  const failures = failed.followed > 0 ? 1 : taken.failures + 1;
  const { sequence } = authentic[failed.followed];
  logger.warn(
    `Event ${sequence} of the log was not followed (${name5}, attempt ${failures})`,
    failed.error
  );
  await moveCursor(db, {
    name: name5,
    cursor: sequence,
    now: toInstant(now),
    failures,
    notBefore: nextAttempt(failures, now)
  });
  return false;
}

// plugins/chatbots-backend/src/followers/sinks/toSinkEvent.ts
function toSinkEvent(event) {
  const { eventId, sequence, type, occurredAt, recordedAt, demo } = event;
  const { actor, subject: subject6, data, people: people2 } = event;
  return {
    id: eventId,
    sequence,
    type,
    occurredAt,
    recordedAt,
    actor,
    subject: subject6,
    data,
    people: people2,
    ...demo ? { demo } : {}
  };
}

// plugins/chatbots-backend/src/followers/sinks/createSinkFollower.ts
var PAGE7 = 50;
var RECEIVE_MS = 3e4;
function createSinkFollower(sink, context) {
  const types = sink.types && new Set(sink.types);
  const wants = ({ type }) => !types || types.has(type);
  return createLogFollower({
    ...context,
    name: `sink:${sink.id}`,
    page: PAGE7,
    start: "next",
    follow: async (db, events) => {
      for (const [followed, event] of events.entries()) {
        try {
          if (wants(event)) {
            await withinTime(
              () => sink.receive(toSinkEvent(event), db),
              RECEIVE_MS
            );
          }
        } catch (error) {
          return { followed, error: (0, import_errors15.toError)(error) };
        }
      }
      return void 0;
    }
  });
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/WebhookRelay.ts
var import_node_crypto13 = require("node:crypto");

// plugins/chatbots-backend/src/followers/sinks/webhooks/sendWebhook.ts
var http = __toESM(require("node:http"));
var https = __toESM(require("node:https"));
var TIMEOUT_MS3 = 15e3;
var ANSWER_BYTES = 16 * 1024;
async function sendWebhook(target, message, options = {}) {
  const { url, allowed } = target;
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS3);
  const { request: request4 } = url.protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const sent = request4(url, {
      method: "POST",
      // A connection of its own: one that is kept open was looked up before.
      agent: false,
      lookup: guardedLookup(allowed, options.resolve),
      signal,
      headers: headersOf(target, message)
    });
    sent.on("response", (response) => {
      const result = resultOf(response.statusCode ?? 0);
      let bytes = 0;
      response.on("data", (chunk) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES) {
          response.destroy();
        }
      });
      response.on("error", () => resolve(result));
      response.on("close", () => resolve(result));
    });
    sent.on("error", (error) => resolve(failureOf(error, signal)));
    sent.end(message.body);
  });
}
function headersOf({ secret }, message) {
  return {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(message.body),
    "user-agent": "chatbot-portal",
    ...signWebhook(secret, message)
  };
}
function resultOf(status) {
  if (status >= 200 && status < 300) {
    return { status };
  }
  if (status >= 300 && status < 400) {
    return { status, problem: "redirect" };
  }
  return { status, problem: status === 410 ? "gone" : "status" };
}
function failureOf(error, signal) {
  if (error instanceof AddressRefusedError) {
    return { problem: "address-refused" };
  }
  if (signal.aborted) {
    return { problem: "timeout" };
  }
  const { code } = error;
  return {
    problem: "connection-failed",
    ...code && /^[A-Z0-9_]{1,60}$/.test(code) ? { detail: code } : {}
  };
}

// plugins/chatbots-backend/src/followers/sinks/webhooks/WebhookRelay.ts
var BACK_OFF = {
  firstMs: 5e3,
  factor: 4,
  longestMs: 4 * 60 * 6e4
};
var CLAIM_MS = 2 * TIMEOUT_MS3;
var KEPT_ATTEMPTS = 20;
var KEEP_MS = 30 * 24 * 60 * 6e4;
var WebhookRelay = class {
  #knex;
  #clock;
  #logger;
  #eventKeys;
  #target;
  #send;
  #follower;
  /** Names this process in a claim. */
  #claimant = (0, import_node_crypto13.randomUUID)();
  constructor(options) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#eventKeys = options.eventKeys;
    this.#target = options.target;
    this.#send = options.send ?? sendWebhook;
    this.#follower = new Follower({
      name: `Delivering to the webhook '${options.target.id}'`,
      logger: options.logger,
      step: () => this.#step()
    });
  }
  /** Makes the target's row. A target with another address than before begins anew. */
  async begin() {
    const { id: id2, url } = this.#target;
    await ensureWebhookTarget(this.#knex, {
      id: id2,
      urlDigest: sha256Text(url.href)
    });
  }
  /** Asks for a run. Never throws. */
  wake() {
    this.#follower.wake();
  }
  /** Delivers everything that is due. */
  async drain() {
    await this.#follower.run();
  }
  /** Ends after the delivery that is under way. */
  async stop() {
    await this.#follower.stop();
    await this.#release();
  }
  /** Delivers what is due first. Resolves to whether more may be due. */
  async #step() {
    if (!await this.#findDue() || !await this.#claim()) {
      return false;
    }
    await failWaitingWebhookDeliveries(this.#knex, this.#target.id);
    const row2 = await this.#findDue();
    if (row2) {
      await this.#deliver(row2);
    }
    if (!await this.#findDue()) {
      await this.#release();
      return false;
    }
    return true;
  }
  #findDue() {
    return findDueWebhookDelivery(this.#knex, {
      target: this.#target.id,
      now: toInstant(this.#clock.now())
    });
  }
  #claim() {
    const now = this.#clock.now();
    return claimWebhookTarget(this.#knex, {
      id: this.#target.id,
      by: this.#claimant,
      now: toInstant(now),
      until: toInstant(new Date(now.getTime() + CLAIM_MS))
    });
  }
  async #release() {
    const { id: id2 } = this.#target;
    await releaseWebhookTarget(this.#knex, { id: id2, by: this.#claimant });
  }
  async #deliver(row2) {
    const sentAt = this.#clock.now();
    const body = await this.#bodyOf(row2);
    if (typeof body !== "string") {
      await this.#record(row2, { sentAt, result: body, isFinal: true });
      return;
    }
    const started = performance.now();
    const message = { id: row2.event_id, body, sentAt };
    const result = await this.#send(this.#target, message);
    const milliseconds = Math.round(performance.now() - started);
    await this.#record(row2, {
      sentAt,
      result,
      milliseconds,
      body,
      isFinal: result.problem === "gone"
    });
    const { id: id2 } = this.#target;
    if (!result.problem) {
      await markWebhookHealthy(this.#knex, id2);
      return;
    }
    this.#logger.warn(
      `Event ${row2.event_id} was not delivered to the webhook '${id2}' (attempt ${row2.attempts + 1}): ${result.problem} ${result.detail ?? result.status ?? ""}`.trimEnd()
    );
    await markWebhookFailing(this.#knex, {
      id: id2,
      now: toInstant(sentAt),
      gone: result.problem === "gone"
    });
  }
  /** The text to send, or why there is none. */
  async #bodyOf(row2) {
    const stored2 = await findNumberedEvent(this.#knex, row2.event_id);
    const read = stored2 ? readFollowed(stored2, this.#eventKeys) : void 0;
    if (!stored2 || !read || "problem" in read) {
      return { problem: "event-not-authentic" };
    }
    const sequence = Number(stored2.sequence);
    const event = toSinkEvent({ ...read.event, sequence });
    return await isFor(this.#knex, this.#target, event) ? JSON.stringify({
      type: event.type,
      timestamp: event.occurredAt,
      data: event
    }) : { problem: "not-asked-for" };
  }
  async #record(row2, attempt2) {
    const { sentAt, result, milliseconds = 0, body, isFinal } = attempt2;
    const at2 = toInstant(sentAt);
    const kept = fromJson(row2.history);
    const one = { at: at2, milliseconds, ...result };
    const failures = result.problem ? row2.failures + 1 : 0;
    const next = nextAttempt(failures, sentAt, BACK_OFF);
    const isOver = isFinal || !result.problem || next > row2.give_up_at;
    await recordWebhookAttempt(this.#knex, row2, {
      ...stateAfter(result, isOver),
      failures,
      next_attempt_at: isOver ? null : next,
      last_attempt_at: at2,
      response_status: "status" in result ? result.status ?? null : null,
      problem: result.problem ?? null,
      ...body === void 0 ? {} : { body },
      history: JSON.stringify([...kept, one].slice(-KEPT_ATTEMPTS))
    });
  }
};
function stateAfter({ problem }, isOver) {
  if (!problem) {
    return { state: "delivered" };
  }
  return { state: isOver ? "failed" : "pending" };
}
async function pruneWebhookDeliveries(context) {
  const before = new Date(context.clock.now().getTime() - KEEP_MS);
  await deleteWebhookDeliveries(context.knex, toInstant(before));
}

// plugins/chatbots-backend/src/followers/sinks/startSinks.ts
async function startSinks(context, options) {
  const { waker, onSequenced } = options;
  const follow = (sink, onFollowed) => {
    const follower = createSinkFollower(sink, { ...context, onFollowed });
    waker.follow(
      () => follower.wake(),
      () => follower.stop()
    );
    onSequenced(() => follower.wake());
  };
  follow(createEventsSink(context.events));
  for (const sink of options.sinks) {
    const { id: id2, types } = sink;
    follow({ id: id2, types, receive: (event) => sink.receive(event) });
  }
  for (const target of options.webhooks) {
    const relay = new WebhookRelay({ ...context, target });
    await relay.begin();
    waker.follow(
      () => relay.wake(),
      () => relay.stop()
    );
    follow(createWebhookSink(target, context), () => relay.wake());
  }
  await context.scheduler.scheduleTask({
    id: "prune-webhook-deliveries",
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    scope: "global",
    fn: () => pruneWebhookDeliveries(context)
  });
}

// plugins/chatbots-backend/src/followers/delivery/DeliveryRelay.ts
var import_errors16 = require("@backstage/errors");

// plugins/chatbots-backend/src/followers/delivery/deliver.ts
var import_zod29 = require("zod");

// plugins/chatbots-backend/src/followers/delivery/announcements.ts
var ANNOUNCED = {
  "chatbot.registered": void 0,
  "chatbot.facts-changed": void 0,
  "token.issued": void 0,
  "token.exchanged": void 0,
  "token.revoked": void 0,
  "version.reported": void 0,
  "evaluation.reported": void 0,
  "policy.proposed": void 0,
  "policy.approved": void 0,
  "policy.activated": void 0,
  "promotion.requested": { to: "reviewers", title: "wants your approval" },
  "promotion.reopened": { to: "reviewers", title: "wants your approval" },
  "promotion.rebound": void 0,
  "promotion.answered": { to: "reviewers", title: "can be decided now" },
  "promotion.decided": void 0,
  "promotion.decision-withdrawn": void 0,
  "promotion.approved": { to: "requesters", title: "is approved" },
  "promotion.withdrawn": void 0,
  "promotion.rejected": {
    to: "requesters",
    title: "was rejected",
    urgent: true
  },
  "promotion.expired": { to: "requesters", title: "expired", urgent: true },
  "promotion.void": {
    to: "requesters",
    title: "is void: what it rests on changed",
    urgent: true
  },
  "promotion.superseded": void 0,
  "promotion.workflow-requested": void 0,
  "promotion.workflow-started": void 0,
  "promotion.workflow-failed": {
    to: "requesters",
    title: "is approved, but its deploy workflow did not start",
    urgent: true
  },
  "promotion.released": void 0,
  "promotion.deploying": void 0,
  "deployment.step-reported": void 0,
  "deployment.deployed": void 0,
  "deployment.rolled-back": void 0,
  "deployment.failed": void 0,
  "promotion.deployed": { to: "requesters", title: "is deployed" },
  "promotion.rolled-back": {
    to: "requesters",
    title: "was rolled back",
    urgent: true
  },
  "promotion.failed": {
    to: "requesters",
    title: "failed to deploy",
    urgent: true
  },
  "webhook.redelivered": void 0,
  "audit.exported": void 0,
  "log.upgraded": void 0
};
function isAnnounced({ type, demo }) {
  return ANNOUNCED[type] !== void 0 && demo !== true;
}
async function writeAnnouncement(db, event) {
  const { type, subject: subject6 } = event;
  const announcement = ANNOUNCED[type];
  if (!announcement || isMovedOn(event)) {
    return void 0;
  }
  const record3 = toRecord(await findPromotion(db, subject6.id));
  if (event.type === "promotion.answered" && !await isLastAnswer(db, record3, event.data.answerId)) {
    return void 0;
  }
  const { row: row2, rules, requesters } = record3;
  const chatbot = await findChatbot(db, row2.chatbot);
  const toReviewers = announcement.to === "reviewers";
  const recipients = toReviewers ? [...new Set(rules.approvals.map(({ group: group4 }) => group4))] : requesters;
  if (recipients.length === 0) {
    return void 0;
  }
  return {
    recipients,
    exclude: toReviewers ? requesters : [],
    title: `${chatbot.title} \xB7 ${row2.version} \u2192 ${row2.stage} ${announcement.title}`,
    description: row2.summary ?? "",
    link: `/chatbots/promotions/${row2.id}`,
    severity: announcement.urgent ? "high" : "normal",
    topic: "promotions",
    // Later news of a promotion take the place of earlier ones.
    scope: `promotion:${row2.id}`
  };
}
async function isLastAnswer(db, { row: row2, rules, state, binding }, answerId) {
  const asked = askedDigest(binding);
  const answers = (await listExternalAnswers(db, [row2.id])).filter(
    (one) => one.asked_digest === asked
  );
  const position = answers.findIndex(({ id: id2 }) => id2 === answerId);
  if (state !== "requested" || position < 0) {
    return false;
  }
  const systems = systemsAsked({
    checks: rules.checks.filter(
      ({ advisory, whenInconclusive }) => !advisory && whenInconclusive !== "allow"
    )
  });
  const isComplete = (count3) => {
    const decided = latestRows(answers.slice(0, count3)).filter(
      ({ status }) => status !== "pending"
    );
    return systems.every((id2) => decided.some(({ system: system2 }) => system2 === id2));
  };
  return isComplete(position + 1) && !isComplete(position);
}
function isMovedOn(event) {
  return event.type === "promotion.workflow-failed" && ["promotion-state", "workflow-underway"].includes(event.data.reasonCode);
}

// plugins/chatbots-backend/src/followers/delivery/deliver.ts
var CHANGED = "changed";
var ANNOUNCED2 = "announced";
var OUTBOX_MS = 7 * 24 * 60 * 6e4;
async function deliver(context, row2) {
  const { sender, eventKeys } = context;
  switch (row2.topic) {
    case CHANGED: {
      const event = await findAuthentic(context, row2.message_id);
      const chatbot = changedChatbot(event);
      if (chatbot !== void 0) {
        await sender.tellChanged(chatbot, event.eventId);
      }
      return sender.tellPages();
    }
    case ANNOUNCED2: {
      const event = await findAuthentic(context, row2.message_id);
      const notice2 = await writeAnnouncement(context.db, event);
      return notice2 && sender.notify(notice2);
    }
    case NOTICE_TOPIC:
      return sender.notify(readNotice(eventKeys, row2));
    case "outbox.changed":
    case "outbox.notification":
      await assertFromOutbox(context);
      return deliverMessage(sender, row2);
    default:
      throw new Error(`Nobody delivers messages of topic '${row2.topic}'`);
  }
}
async function findAuthentic({ db, eventKeys }, eventId) {
  const row2 = await findNumberedEvent(db, eventId);
  const read = row2 ? readFollowed(row2, eventKeys) : { problem: "no number" };
  if ("problem" in read) {
    throw new Error(`Its event is not of the log (${read.problem})`);
  }
  return read.event;
}
async function assertFromOutbox(context) {
  const { db, eventKeys, now } = context;
  const upgrade = await findFirstOfType(db, "log.upgraded");
  if (!upgrade) {
    return;
  }
  const read = readFollowed(upgrade, eventKeys);
  const isUpgradeOfOld = "event" in read && read.event.type === "log.upgraded" && read.event.data.size > 0 && now.getTime() <= Date.parse(read.event.recordedAt) + OUTBOX_MS;
  if (!isUpgradeOfOld) {
    throw new Error("Messages of an outbox are not delivered any more");
  }
}
async function deliverMessage(sender, { topic, payload, message_id: messageId }) {
  if (topic === "outbox.notification") {
    return sender.notify(parseNotice(payload ?? ""));
  }
  const { chatbot } = import_zod29.z.object({ chatbot: import_zod29.z.string() }).parse(fromJson(payload ?? ""));
  await sender.tellChanged(chatbot, messageId);
  return sender.tellPages();
}

// plugins/chatbots-backend/src/followers/delivery/DeliveryRelay.ts
var PAGE8 = 50;
var KEEP_MS2 = 7 * 24 * 60 * 6e4;
var DeliveryRelay = class {
  #knex;
  #clock;
  #logger;
  #eventKeys;
  #sender;
  #follower;
  constructor(options) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#eventKeys = options.eventKeys;
    this.#sender = options.sender;
    this.#follower = new Follower({
      name: "Delivering",
      logger: options.logger,
      step: async () => await this.#relayPage() === PAGE8
    });
  }
  /** Asks for a run. Never throws. */
  wake() {
    this.#follower.wake();
  }
  /** Delivers everything that is due. */
  async drain() {
    await this.#follower.run();
  }
  /** Ends after the page that is being delivered. */
  async stop() {
    await this.#follower.stop();
  }
  /** Removes what was delivered long ago. */
  async prune() {
    const before = new Date(this.#clock.now().getTime() - KEEP_MS2);
    await deleteDelivered(this.#knex, toInstant(before));
  }
  /** Returns how many deliveries it tried. */
  async #relayPage() {
    return isPostgres(this.#knex) ? this.#knex.transaction((db) => this.#tryPage(db)) : this.#tryPage(this.#knex);
  }
  async #tryPage(db) {
    const rows = await takeDueDeliveries(db, {
      now: toInstant(this.#clock.now()),
      limit: PAGE8
    });
    for (const row2 of rows) {
      await updateDelivery(db, row2.id, await this.#tryOne(row2));
    }
    return rows.length;
  }
  /** Reads beside the transaction, which must hold no more than deliveries while others are told. */
  async #tryOne(row2) {
    const now = this.#clock.now();
    const attempts = row2.attempts + 1;
    try {
      await deliver(
        {
          db: this.#knex,
          sender: this.#sender,
          eventKeys: this.#eventKeys,
          now
        },
        row2
      );
      return { attempts, delivered_at: toInstant(now) };
    } catch (error) {
      this.#logger.warn(
        `Message ${row2.message_id} of topic '${row2.topic}' was not delivered (attempt ${attempts})`,
        (0, import_errors16.toError)(error)
      );
      return { attempts, not_before: nextAttempt(attempts, now) };
    }
  }
};

// plugins/chatbots-backend/src/followers/delivery/tell.ts
var import_errors17 = require("@backstage/errors");
async function tellChanges(db, events, options) {
  const { sender, clock, logger } = options;
  const lastOf = /* @__PURE__ */ new Map();
  for (const event of events) {
    const chatbot = changedChatbot(event);
    if (chatbot !== void 0) {
      lastOf.delete(chatbot);
      lastOf.set(chatbot, event.eventId);
    }
  }
  const untold = /* @__PURE__ */ new Set();
  const attempt2 = async (messageId, tell) => {
    try {
      await tell();
    } catch (error) {
      logger.warn(
        `Message ${messageId} of topic '${CHANGED}' was not delivered (attempt 1)`,
        (0, import_errors17.toError)(error)
      );
      untold.add(messageId);
    }
  };
  let last;
  for (const [chatbot, messageId] of lastOf) {
    await attempt2(messageId, () => sender.tellChanged(chatbot, messageId));
    last = messageId;
  }
  if (last !== void 0) {
    await attempt2(last, () => sender.tellPages());
  }
  const now = clock.now();
  await insertDeliveries(
    db,
    [...untold].map((messageId) => ({
      message_id: messageId,
      topic: CHANGED,
      created_at: toInstant(now),
      attempts: 1,
      not_before: nextAttempt(1, now)
    }))
  );
}
async function addAnnouncements(db, events, clock) {
  await insertDeliveries(
    db,
    events.filter(isAnnounced).map(({ eventId }) => ({
      message_id: eventId,
      topic: ANNOUNCED2,
      created_at: toInstant(clock.now())
    }))
  );
}

// plugins/chatbots-backend/src/followers/workflows/WorkflowStarter.ts
var import_errors18 = require("@backstage/errors");

// plugins/chatbots-backend/src/governance/workflows/deployRun.ts
var DEPLOY_WORKFLOW = "deploy.yml";
var CLOCK_SKEW_MS = 10 * 6e4;
function waitsForWorkflow(state) {
  return impliesApproval(state) && isBeforeDeployment(state);
}
function hostForWorkflow(hosts, chatbot) {
  const host = hosts.byHostname(chatbot.repository_host);
  ScmHosts.require(host, "start-workflow");
  return host;
}
function openRepository(host, chatbot, signal) {
  return host.repository({
    url: chatbot.repository_url,
    id: chatbot.repository_id,
    signal
  });
}
function inputsOf(promotion, { attempt: attempt2 }) {
  const { id: id2, version, stage } = promotion;
  return { promotion: id2, version, stage, attempt: String(attempt2) };
}
async function findRun(host, repository, options) {
  const { dispatch, signal } = options;
  if (!host.capabilities.has("runs")) {
    return void 0;
  }
  const requestedAt = Date.parse(dispatch.requested_at);
  const runs = await host.runs(repository, {
    workflow: DEPLOY_WORKFLOW,
    since: new Date(requestedAt - CLOCK_SKEW_MS).toISOString(),
    signal
  });
  const title = titleOf(dispatch);
  return runs.find((run) => run.title.trim() === title);
}
function titleOf({ promotion_id: id2, attempt: attempt2 }) {
  return `promotion ${id2}, attempt ${attempt2}`;
}

// plugins/chatbots-backend/src/database/recordEvents.ts
async function listEventsOf(db, { kind, ids }, types) {
  return db("audit_events").where({ subject_kind: kind }).whereIn("type", types).whereIn("subject_id", ids).whereNull("set_aside_at").orderBy("sequence");
}

// plugins/chatbots-backend/src/followers/workflows/isAskedFor.ts
async function isAskedFor(options, row2) {
  const events = await listEventsOf(
    options.knex,
    { kind: "promotion", ids: [row2.promotion_id] },
    ["promotion.workflow-requested", "promotion.approved"]
  );
  const told = events.flatMap((one) => {
    if (one.sequence === null) {
      return [];
    }
    const read = readFollowed(one, options.eventKeys);
    return "event" in read ? [read.event] : [];
  });
  const isRequested = told.some(
    (event) => event.type === "promotion.workflow-requested" && event.data.dispatchId === row2.id && event.data.attempt === row2.attempt && event.data.approvalId === row2.approval_id
  );
  if (isRequested && told.some(({ type }) => type === "promotion.approved")) {
    return "yes";
  }
  return events.some(({ sequence }) => sequence === null) ? "unnumbered" : "forged";
}

// plugins/chatbots-backend/src/followers/workflows/recordOutcome.ts
var MAX_MESSAGE = 500;
async function recordStarted({ unitOfWork }, { row: row2, promotion, run }) {
  const url = run.url && /^https?:\/\//.test(run.url) ? run.url : void 0;
  await unitOfWork.run({ actor: PORTAL }, async (work) => {
    work.unchanged();
    const ended = await endWorkflowDispatch(work.db, row2.id, {
      state: "started",
      ended_at: work.now,
      run_id: run.id ?? null,
      run_url: url ?? null
    });
    if (ended) {
      await work.record({
        type: "promotion.workflow-started",
        ...aboutOf(row2, promotion, {
          runId: run.id ?? null,
          found: run.found
        }),
        texts: url === void 0 ? {} : { url }
      });
    }
  });
}
async function recordFailed({ unitOfWork }, { row: row2, promotion, reason }) {
  const message = reason.message.slice(0, MAX_MESSAGE);
  await unitOfWork.run({ actor: PORTAL }, async (work) => {
    work.unchanged();
    const ended = await endWorkflowDispatch(work.db, row2.id, {
      state: "failed",
      ended_at: work.now,
      reason_code: reason.reason,
      message
    });
    if (ended) {
      await work.record({
        type: "promotion.workflow-failed",
        ...aboutOf(row2, promotion, { reasonCode: reason.reason }),
        texts: { message }
      });
    }
  });
}
function aboutOf(row2, promotion, more) {
  const { id: id2, chatbot, version, digest: digest3, stage } = promotion;
  return {
    subject: { kind: "promotion", chatbot, id: id2 },
    data: {
      version,
      digest: digest3,
      stage,
      dispatchId: row2.id,
      attempt: row2.attempt,
      ...more
    }
  };
}

// plugins/chatbots-backend/src/followers/workflows/WorkflowStarter.ts
var PAGE9 = 20;
var TRY_MS2 = 9e4;
var LEASE_MS2 = 3 * 6e4;
var MAX_TRIES = 10;
var FIRST_PAUSE_MS2 = 2e3;
var NUMBER_PAUSE_MS = 1e3;
var WorkflowStarter = class {
  #options;
  #follower;
  constructor(options) {
    this.#options = options;
    this.#follower = new Follower({
      name: "Starting workflows",
      logger: options.logger,
      step: async () => await this.#startPage() === PAGE9
    });
  }
  /** Asks for a run. Never throws. */
  wake() {
    this.#follower.wake();
  }
  /** Starts everything that is due. */
  async drain() {
    await this.#follower.run();
  }
  /** Ends after what is under way. */
  async stop() {
    await this.#follower.stop();
  }
  /** Returns how many requests it took up. */
  async #startPage() {
    const { knex } = this.#options;
    const rows = await listDueWorkflowDispatches(knex, {
      now: this.#in(0),
      limit: PAGE9
    });
    let taken = 0;
    for (const row2 of rows) {
      if (!this.#follower.isStopped && await claimWorkflowDispatch(knex, row2, this.#in(LEASE_MS2))) {
        taken += 1;
        await this.#tryOne({ ...row2, tries: row2.tries + 1 });
      }
    }
    return taken;
  }
  async #tryOne(row2) {
    const { knex, logger } = this.#options;
    try {
      const asked = await isAskedFor(this.#options, row2);
      if (asked === "unnumbered") {
        await postponeWorkflowDispatch(knex, row2.id, {
          not_before: this.#in(NUMBER_PAUSE_MS),
          tries: row2.tries - 1
        });
        return;
      }
      if (asked === "forged") {
        logger.error(
          `The portal did not write the request ${row2.id} to start a workflow, and nothing is started`
        );
        await this.#rest(row2);
        return;
      }
      const promotion = await findPromotion(knex, row2.promotion_id);
      await recordStarted(this.#options, {
        row: row2,
        promotion,
        run: await this.#start(row2, promotion)
      });
    } catch (error) {
      await this.#afterFailure(row2, error);
    }
  }
  /** Finds the run of the request or starts it. */
  async #start(row2, promotion) {
    const { knex, hosts } = this.#options;
    const last = await findLastWorkflowDispatch(knex, promotion.id);
    if (last && last.id !== row2.id) {
      throw errorWithReason(
        "workflow-underway",
        `Attempt ${last.attempt} took its place`
      );
    }
    if (!waitsForWorkflow(promotion.state)) {
      throw errorWithReason(
        "promotion-state",
        `The promotion is ${promotion.state}: there is nothing to deploy`
      );
    }
    const chatbot = await findChatbot(knex, promotion.chatbot);
    const host = hostForWorkflow(hosts, chatbot);
    const signal = AbortSignal.timeout(TRY_MS2);
    const repository = await openRepository(host, chatbot, signal);
    const found = await findRun(host, repository, { dispatch: row2, signal });
    if (found) {
      return { id: found.id, url: found.url, found: true };
    }
    if (row2.tries > MAX_TRIES) {
      throw errorWithReason(
        "scm-unavailable",
        "Replicas died while they started it"
      );
    }
    const started = await host.startWorkflow(repository, {
      workflow: DEPLOY_WORKFLOW,
      inputs: inputsOf(promotion, row2),
      signal
    });
    return { ...started, found: false };
  }
  async #afterFailure(row2, error) {
    const { logger } = this.#options;
    logger.warn(
      `The deploy workflow of promotion ${row2.promotion_id} was not started (attempt ${row2.attempt}, try ${row2.tries})`,
      (0, import_errors18.toError)(error)
    );
    const reason = finalReason(error, row2.tries);
    try {
      if (reason) {
        const promotion = await findPromotion(
          this.#options.knex,
          row2.promotion_id
        );
        await recordFailed(this.#options, { row: row2, promotion, reason });
      } else {
        await this.#rest(row2);
      }
    } catch (failure) {
      logger.error(
        `What came of request ${row2.id} to start a workflow could not be noted`,
        (0, import_errors18.toError)(failure)
      );
    }
  }
  async #rest(row2) {
    const pause = FIRST_PAUSE_MS2 * 2 ** Math.min(row2.tries - 1, MAX_TRIES);
    await postponeWorkflowDispatch(this.#options.knex, row2.id, {
      not_before: this.#in(pause)
    });
  }
  #in(milliseconds) {
    const now = this.#options.clock.now().getTime();
    return toInstant(new Date(now + milliseconds));
  }
};
var FINAL = ["promotion-state", "workflow-underway"];
function finalReason(error, tries) {
  if (!isErrorWithReason(error)) {
    return tries < MAX_TRIES ? void 0 : errorWithReason(
      "scm-unavailable",
      "It could not be started; see the log"
    );
  }
  const isFinal = error.reason !== "scm-unavailable" && (error.reason.startsWith("scm-") || FINAL.includes(error.reason));
  return isFinal || tries >= MAX_TRIES ? error : void 0;
}

// plugins/chatbots-backend/src/followers/startFollowers.ts
async function startFollowers(context, options) {
  const refresher = await startRefreshing(context, options);
  await startDelivery(context, { ...options, refresher });
  await startSinks(context, options);
  startWorkflows(context, options);
}
async function startRefreshing(context, options) {
  const { config, lifecycle, scheduler } = context;
  const refresher = new ViewRefresher({
    ...context,
    gates: new GatesInForce(options),
    governance: options.views.governance,
    newestVersions: newestVersionsOf(config)
  });
  options.views.onLagging((chatbot) => refresher.wake(chatbot));
  await scheduler.scheduleTask({
    id: "renew-gate-evaluations",
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    scope: "global",
    fn: () => refresher.refreshDue()
  });
  await scheduler.scheduleTask({
    id: "refresh-chatbot-views",
    frequency: { minutes: 15 },
    timeout: { minutes: 10 },
    scope: "global",
    fn: () => refresher.refreshAll()
  });
  lifecycle.addShutdownHook(() => refresher.stop());
  return refresher;
}
async function startDelivery(context, options) {
  const { waker, refresher, onSequenced } = options;
  const sender = new NotificationSender(context);
  const relay = new DeliveryRelay({ ...context, sender });
  const asker = new ExternalAsker({
    ...context,
    systems: options.external.systems,
    evidence: options.evidence,
    answer: (answer2) => options.external.external.answer(answer2),
    apiUrl: await context.discovery.getExternalBaseUrl("chatbots"),
    appUrl: appUrlOf(context.config)
  });
  const followers = [
    createLogFollower({
      ...context,
      name: "external-checks",
      follow: (db, events) => asker.follow(db, events),
      onFollowed: () => asker.wake()
    }),
    createLogFollower({
      ...context,
      name: "changed",
      follow: async (db, events) => {
        await refresher.follow(events);
        await tellChanges(db, events, { ...context, sender });
      }
    }),
    createLogFollower({
      ...context,
      name: "notifications",
      follow: (db, events) => addAnnouncements(db, events, context.clock),
      onFollowed: () => relay.wake()
    })
  ];
  for (const follower of followers) {
    waker.follow(
      () => follower.wake(),
      () => follower.stop()
    );
    onSequenced(() => follower.wake());
  }
  waker.follow(
    () => relay.wake(),
    () => relay.stop()
  );
  waker.follow(
    () => asker.wake(),
    () => asker.stop()
  );
  await context.scheduler.scheduleTask({
    id: "prune-chatbot-deliveries",
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    scope: "global",
    fn: () => relay.prune()
  });
}
function appUrlOf(config) {
  const url = config.getOptionalString("app.baseUrl") ?? config.getString("backend.baseUrl");
  return url.replace(/\/+$/, "");
}
function startWorkflows(context, options) {
  const { waker, workflows, onSequenced } = options;
  const { scmHosts: hosts } = context;
  const isServed = hosts.hostnames.length > 0;
  const follower = createLogFollower({
    ...context,
    name: "workflows",
    follow: async (_db, events) => {
      for (const event of events) {
        if (isServed && event.type === "promotion.approved" && !event.demo) {
          await workflows.requestAfter(event);
        }
      }
    }
  });
  const starter = new WorkflowStarter({ ...context, hosts });
  for (const one of isServed ? [follower, starter] : [follower]) {
    waker.follow(
      () => one.wake(),
      () => one.stop()
    );
    onSequenced(() => one.wake());
  }
}

// plugins/chatbots-backend/src/followers/wake/listenForCommits.ts
var import_errors19 = require("@backstage/errors");
var CHANNEL = "chatbots_committed";
var RECONNECT_MS = 5e3;
function listenForCommits(options) {
  const { knex, logger, onCommit } = options;
  let connection;
  let retry;
  let stopped = false;
  const connect = async () => {
    const opened = await knex.client.acquireRawConnection();
    let lost = false;
    const reconnect = () => {
      if (!lost) {
        lost = true;
        connection = void 0;
        later2();
      }
    };
    opened.on("error", reconnect);
    opened.on("end", reconnect);
    opened.on("notification", onCommit);
    connection = opened;
    await opened.query(`listen ${CHANNEL}`);
    onCommit();
    if (stopped) {
      await opened.end();
    }
  };
  let connecting;
  const tryConnect = () => connect().catch((error) => {
    logger.warn(
      "Listening for commits of other replicas failed; they are noticed within a second",
      (0, import_errors19.toError)(error)
    );
    later2();
  });
  function later2() {
    if (!stopped) {
      clearTimeout(retry);
      retry = setTimeout(() => {
        connecting = tryConnect();
      }, RECONNECT_MS);
      retry.unref();
    }
  }
  connecting = tryConnect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await connecting;
      await connection?.end();
    }
  };
}

// plugins/chatbots-backend/src/followers/wake/CommitWaker.ts
var FALLBACK_MS = 1e3;
var CommitWaker = class _CommitWaker {
  #followers = /* @__PURE__ */ new Set();
  #stops = [];
  static create(options) {
    const { knex, unitOfWork, lifecycle, logger } = options;
    const waker = new _CommitWaker();
    const wake = () => waker.#wake();
    unitOfWork.onCommit(wake);
    const timer = setInterval(wake, FALLBACK_MS);
    timer.unref();
    const listener = isPostgres(knex) ? listenForCommits({ knex, logger, onCommit: wake }) : void 0;
    lifecycle.addShutdownHook(async () => {
      clearInterval(timer);
      await listener?.stop();
      waker.#followers.clear();
      for (const stop of waker.#stops) {
        await stop();
      }
    });
    return waker;
  }
  constructor() {
  }
  /**
   * Calls back after commits, possibly without need.
   *
   * @param wake - returns at once and never throws
   * @param stop - at shutdown; resolves when nothing runs any more
   */
  follow(wake, stop) {
    this.#followers.add(wake);
    this.#stops.push(stop);
    wake();
  }
  #wake() {
    for (const wake of this.#followers) {
      wake();
    }
  }
};

// plugins/chatbots-backend/src/governance/createGovernance.ts
var import_errors22 = require("@backstage/errors");

// plugins/chatbots-backend/src/governance/deployments/closeDeployment.ts
async function closeDeployment(work, locked, deployment, { outcome, message, command, actor, reason, evidence }) {
  if (outcome === "deployed") {
    await takeOver(work, deployment);
  }
  await updateDeployment(work.db, deployment.id, {
    state: outcome,
    open_key: null,
    weight: outcome === "deployed" ? 100 : 0,
    finished_at: work.now,
    message: message ?? null
  });
  await work.record(closingEvent(deployment, { outcome, message, reason }));
  await move(work, locked, {
    command,
    actor,
    event: (facts2) => endingEvent(facts2, deployment, { outcome, reason })
  });
  await refreshOpen(work, deployment.chatbot, evidence);
}
function closingEvent(deployment, { outcome, message, reason }) {
  const { chatbot, id: id2 } = deployment;
  const subject6 = { kind: "deployment", chatbot, id: id2 };
  const data = {
    promotionId: deployment.promotion_id,
    version: deployment.version,
    digest: deployment.digest,
    stage: deployment.stage,
    ...deployment.fallback_digest ? { replaces: deployment.fallback_digest } : {}
  };
  const texts = message ? { message } : {};
  if (outcome === "failed") {
    return {
      type: "deployment.failed",
      subject: subject6,
      data: { ...data, ...reason ? { reasonCode: reason } : {} },
      texts
    };
  }
  if (outcome === "rolled-back") {
    return { type: "deployment.rolled-back", subject: subject6, data, texts };
  }
  return { type: "deployment.deployed", subject: subject6, data, texts };
}
function endingEvent(facts2, deployment, { outcome, reason }) {
  const { subject: subject6 } = facts2;
  const data = { ...facts2.data, deploymentId: deployment.id };
  if (outcome === "failed") {
    return {
      type: "promotion.failed",
      subject: subject6,
      data: { ...data, ...reason ? { reasonCode: reason } : {} }
    };
  }
  if (outcome === "rolled-back") {
    return { type: "promotion.rolled-back", subject: subject6, data };
  }
  return { type: "promotion.deployed", subject: subject6, data };
}
async function takeOver(work, deployment) {
  const { chatbot, stage } = deployment;
  await endLiveDeployment(work.db, { chatbot, stage, now: work.now });
  await upsertStage(work.db, {
    chatbot,
    stage,
    version_id: deployment.version_id,
    version: deployment.version,
    digest: deployment.digest,
    deployment_id: deployment.id,
    since: work.now
  });
}

// plugins/chatbots-backend/src/governance/deployments/abandonDeployment.ts
async function abandonDeployment({ unitOfWork, evidence }, options) {
  const { userRef, promotionId, comment } = options;
  if (!comment.trim()) {
    throw errorWithReason(
      "comment-required",
      "Say why nothing more will be reported"
    );
  }
  await unitOfWork.run({ actor: { kind: "user", userRef } }, async (work) => {
    const locked = await lockPromotion(work, promotionId);
    const deployment = await findDeploymentOf(work.db, promotionId);
    if (deployment?.state !== "open") {
      throw errorWithReason(
        "promotion-state",
        `The promotion is ${locked.promotion.state}: no deployment is open`
      );
    }
    await closeDeployment(work, locked, deployment, {
      outcome: "failed",
      message: comment,
      command: "abandon",
      actor: "admin",
      reason: "deployment-abandoned",
      evidence
    });
  });
}

// plugins/chatbots-backend/src/governance/deployments/reportDeployment.ts
async function reportStep(unitOfWork, context, step) {
  await unitOfWork.run(context, async (work) => {
    const { deployment } = await holdDeployment(work, context);
    const before = await listDeploymentSteps(work.db, [deployment.id]);
    const same = before.find((row2) => row2.sequence === step.sequence);
    if (same) {
      if (same.name === step.name && same.weight === step.weight && same.status === step.status) {
        work.unchanged();
        return;
      }
      throw errorWithReason(
        "step-out-of-order",
        `Step ${step.sequence} was reported as '${same.name}' before`
      );
    }
    assertOpen(deployment);
    if (step.sequence !== before.length + 1) {
      throw errorWithReason(
        "step-out-of-order",
        `Step ${before.length + 1} comes next, not ${step.sequence}`
      );
    }
    await insertDeploymentStep(work.db, {
      deployment_id: deployment.id,
      sequence: step.sequence,
      name: step.name,
      weight: step.weight,
      status: step.status,
      message: step.message ?? null,
      reported_at: work.now
    });
    await updateDeployment(work.db, deployment.id, { weight: step.weight });
    await work.record({
      type: "deployment.step-reported",
      subject: {
        kind: "deployment",
        chatbot: deployment.chatbot,
        id: deployment.id
      },
      data: {
        promotionId: deployment.promotion_id,
        version: deployment.version,
        digest: deployment.digest,
        stage: deployment.stage,
        sequence: step.sequence,
        weight: step.weight,
        status: step.status
      },
      // Somebody's own words.
      texts: {
        step: step.name,
        ...step.message ? { message: step.message } : {}
      }
    });
  });
}
var COMMANDS = {
  deployed: "report-deployed",
  "rolled-back": "report-rolled-back",
  failed: "report-failed"
};
async function reportOutcome({ unitOfWork, evidence }, context, { outcome, message }) {
  await unitOfWork.run(context, async (work) => {
    const { deployment, locked } = await holdDeployment(work, context);
    if (deployment.state === outcome) {
      work.unchanged();
      return;
    }
    assertOpen(deployment);
    await closeDeployment(work, locked, deployment, {
      outcome,
      message,
      command: COMMANDS[outcome],
      actor: "pipeline",
      evidence
    });
  });
}
function assertOpen(deployment) {
  if (deployment.state !== "open") {
    throw errorWithReason(
      "deployment-closed",
      `The deployment is ${deployment.state} already`
    );
  }
}
async function holdDeployment(work, { actor, deploymentId }) {
  const find = () => findDeployment(work.db, deploymentId);
  const known = await find();
  if (!known) {
    throw errorWithReason(
      "deployment-unknown",
      `There is no deployment ${deploymentId}`
    );
  }
  assertOwnChatbot(actor, known.chatbot);
  const locked = await lockPromotion(work, known.promotion_id);
  return { deployment: await find() ?? known, locked };
}

// plugins/chatbots-backend/src/governance/external/ExternalAnswers.ts
function createExternalAnswers(options) {
  const { systems, answer: answer2 } = options;
  return {
    answer: answer2,
    verify(id2, headers, body) {
      const system2 = systems.get(id2);
      const message = system2 && verifyWebhook(system2.secret, headers, body);
      if (!message) {
        throw errorWithReason(
          "external-signature-invalid",
          "The request is not signed as the configured system signs, or is too old"
        );
      }
      return { system: id2, messageId: message.id, sentAt: message.sentAt };
    }
  };
}

// plugins/chatbots-backend/src/governance/external/readExternalSystems.ts
var import_config = require("@backstage/config");
var import_types = require("@backstage/types");
var KEY2 = "chatbots.externalChecks";
var ID2 = /^[a-z0-9][a-z0-9-]{0,39}$/;
var USUAL_TIMEOUT_MS = 1e4;
var LONGEST_TIMEOUT_MS = 6e4;
var SHORTEST_POLL_MS = 1e3;
function readExternalSystems(config) {
  const systems = /* @__PURE__ */ new Map();
  for (const one of config.getOptionalConfigArray(KEY2) ?? []) {
    const system2 = readSystem(one);
    if (systems.has(system2.id)) {
      throw new Error(`${KEY2} names the system '${system2.id}' twice`);
    }
    systems.set(system2.id, system2);
  }
  return systems;
}
function readSystem(config) {
  const id2 = config.getString("id");
  if (!ID2.test(id2)) {
    throw new Error(
      `${KEY2} has the id '${id2}', which is not of up to 40 lower-case letters, digits and hyphens`
    );
  }
  const secret = readWebhookSecret(
    config.getString("secret"),
    (why) => new Error(`The system '${id2}' in ${KEY2} ${why}`)
  );
  const timeoutMs = readMilliseconds(config, "timeout") ?? USUAL_TIMEOUT_MS;
  if (timeoutMs < 100 || timeoutMs > LONGEST_TIMEOUT_MS) {
    throw new Error(
      `The timeout of the system '${id2}' in ${KEY2} must be between 100 milliseconds and a minute`
    );
  }
  const poll = config.getOptionalConfig("poll");
  return {
    id: id2,
    url: safeUrl(config.getString("url"), id2),
    secret,
    timeoutMs,
    ...poll && { poll: readPoll(poll, id2) }
  };
}
function readPoll(config, id2) {
  const everyMs = readMilliseconds(config, "every") ?? 6e4;
  if (everyMs < SHORTEST_POLL_MS) {
    throw new Error(
      `The system '${id2}' in ${KEY2} can be polled once a second at most`
    );
  }
  return { url: safeUrl(config.getString("url"), id2), everyMs };
}
function readMilliseconds(config, key) {
  return config.has(key) ? (0, import_types.durationToMilliseconds)((0, import_config.readDurationFromConfig)(config, { key })) : void 0;
}
function safeUrl(text4, id2) {
  const { protocol, hostname, username, password } = new URL(text4);
  const isSafe = protocol === "https:" || protocol === "http:" && isLoopbackHost(hostname);
  if (!isSafe || username || password) {
    throw new Error(
      `The address of the system '${id2}' in ${KEY2} needs https and no credentials; http reaches this machine alone`
    );
  }
  return text4;
}

// plugins/chatbots-backend/src/governance/gates/DefaultGateService.ts
var BATCH6 = 10;
var DefaultGateService = class {
  #knex;
  #clock;
  #stages;
  #run;
  constructor(options) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#stages = options.stages;
    this.#run = options.run;
  }
  async explain(chatbotName, versionName, stage) {
    const chatbot = await findChatbot(this.#knex, chatbotName);
    const version = await findModelVersion(
      this.#knex,
      chatbotName,
      versionName
    );
    const targets2 = this.#stages.slice(1);
    if (stage && !targets2.includes(stage)) {
      throw errorWithReason(
        "stage-unknown",
        `Promotions lead to ${targets2.join(" or ")}, not to '${stage}'`
      );
    }
    const evaluated = await this.evaluateAll(
      chatbot,
      (stage ? [stage] : targets2).map((target) => ({ version, stage: target }))
    );
    return evaluated.map(({ gate }) => gate);
  }
  async evaluateAll(chatbot, versions) {
    const policy = await activePolicy(this.#knex, this.#run.checks);
    const now = this.#clock.now();
    const gated = versions.filter(({ stage }) => stage in policy.policy.stages);
    const evaluated = [];
    for (let from = 0; from < gated.length; from += BATCH6) {
      const batch = gated.slice(from, from + BATCH6).map((one) => ({
        version: one.version,
        rules: policy.rules(one.stage, chatbot.risk_class),
        now
      }));
      const gates = await evaluateGates(this.#knex, batch, this.#run);
      gates.forEach(({ results, verdict, holdsUntil }, i) => {
        const { version, rules } = batch[i];
        evaluated.push({
          version,
          rules,
          holdsUntil,
          gate: {
            stage: rules.stage,
            verdict,
            checks: results.map(toApiCheck),
            approvals: approvalsAsked(rules),
            policyNumber: policy.number
          }
        });
      });
    }
    return evaluated;
  }
  async ofPromotion({ chatbot, version }, promotion) {
    const policy = await activePolicy(this.#knex, this.#run.checks);
    const { stage } = promotion.row;
    if (!(stage in policy.policy.stages)) {
      return void 0;
    }
    const rules = keepUnavailableVersions(
      policy.rules(stage, chatbot.risk_class),
      promotion.rules,
      this.#run.checks
    );
    const { gate } = await takeSnapshot(
      this.#knex,
      {
        chatbot,
        version,
        rules,
        contributors: promotion.contributors,
        now: this.#clock.now(),
        promotionId: promotion.id
      },
      this.#run
    );
    return {
      stage,
      verdict: gate.verdict,
      checks: gate.results.map(toApiCheck),
      approvals: approvalsAsked(rules),
      policyNumber: policy.number
    };
  }
  async headline(chatbotName) {
    const { policy } = await activePolicy(this.#knex, this.#run.checks);
    if (!policy.headline) {
      return void 0;
    }
    const { suite, metric } = policy.headline;
    const thresholds = await this.thresholds(chatbotName);
    const threshold = thresholds.find(
      (check) => check.suite === suite && check.metric === metric
    );
    const bound = threshold?.min ?? threshold?.max;
    return {
      suite,
      metric,
      ...bound === void 0 ? {} : { threshold: bound }
    };
  }
  async thresholds(chatbotName) {
    const chatbot = await findChatbot(this.#knex, chatbotName);
    const policy = await activePolicy(this.#knex, this.#run.checks);
    const stage = [...this.#stages].reverse().find((name5) => name5 in policy.policy.stages);
    return stage ? thresholdsOf(policy.rules(stage, chatbot.risk_class), this.#run.checks) : [];
  }
};
function approvalsAsked(rules) {
  return assessApprovals({
    rules,
    requesters: [],
    contributors: [],
    decisions: [],
    memberships: {},
    bindingDigest: ""
  }).perRule;
}

// plugins/chatbots-backend/src/governance/permits/consumePermit.ts
var import_node_crypto14 = require("node:crypto");
async function consumePermit({ unitOfWork, evidence }, options) {
  const { actor, occurredAt, demo } = options;
  const result = await withAlarm(
    evidence,
    () => unitOfWork.run(
      { actor, occurredAt, demo },
      (work) => consume(work, options, evidence)
    )
  );
  if (result instanceof Error) {
    throw result;
  }
  return result;
}
async function consume(work, options, evidence) {
  const { actor, permitId, idempotencyKey, digest: digest3 } = options;
  const known = await findPermit(work.db, permitId);
  const found = await lockPromotion(work, known.promotion_id);
  assertOwnChatbot(actor, found.chatbot.name);
  const permit = await findPermit(work.db, permitId);
  if (digest3 !== found.version.digest) {
    throw errorWithReason(
      "permit-digest-mismatch",
      "The permit releases another digest than the one to deploy"
    );
  }
  if (permit.consumed_at !== null) {
    work.unchanged();
    if (permit.idempotency_key !== idempotencyKey || !permit.deployment_id) {
      return errorWithReason(
        "permit-consumed",
        "Another run consumed this permit"
      );
    }
    await assertProven(evidence, work.db, [
      consumptionClaim(found.promotion, permit)
    ]);
    return { deploymentId: permit.deployment_id, created: false };
  }
  const expired = permit.expires_at <= work.now;
  const locked = await refresh(work, found, evidence);
  const { promotion } = locked;
  if (expired || promotion.state !== "released") {
    if (!locked.wrote) {
      work.unchanged();
    }
    return expired ? errorWithReason(
      "permit-expired",
      `The permit expired at ${permit.expires_at}`
    ) : errorWithReason(
      promotion.state === "void" ? "promotion-void" : "promotion-state",
      `The promotion is ${promotion.state} (${promotion.row.state_reason ?? "no permit is in force"})`
    );
  }
  const openKey = `${promotion.row.chatbot}|${promotion.row.stage}`;
  const open2 = await findOpenDeploymentId(work.db, openKey);
  if (open2 !== void 0) {
    throw errorWithReason(
      "deployment-open",
      `Another deployment to ${promotion.row.stage} is open`,
      { details: { deploymentId: open2 } }
    );
  }
  const decisions = await listActiveDecisions(work.db, promotion.id);
  await assertReleaseProven(evidence, work.db, locked, {
    snapshot: await currentSnapshot(work, locked, evidence),
    decisions,
    permit
  });
  const approvals2 = decisions.filter(
    (decision) => decision.outcome === "approve"
  );
  const deployment = {
    id: (0, import_node_crypto14.randomUUID)(),
    chatbot: promotion.row.chatbot,
    stage: promotion.row.stage,
    version_id: promotion.row.version_id,
    version: promotion.row.version,
    digest: promotion.row.digest,
    promotion_id: promotion.id,
    strategy: promotion.row.strategy,
    state: "open",
    open_key: openKey,
    weight: 0,
    replaces_version: promotion.row.replaces_version,
    fallback_digest: promotion.row.replaces_digest,
    approved_by: JSON.stringify(approvals2.map((row2) => row2.user_ref)),
    run: options.run ? JSON.stringify(options.run) : null,
    message: null,
    started_at: work.now,
    finished_at: null,
    ended_at: null
  };
  await insertDeployment(work.db, deployment);
  await markPermitConsumed(work.db, permitId, {
    consumed_at: work.now,
    idempotency_key: idempotencyKey,
    deployment_id: deployment.id
  });
  await move(work, locked, {
    command: "consume-permit",
    actor: "pipeline",
    event: ({ subject: subject6, data }) => ({
      type: "promotion.deploying",
      subject: subject6,
      data: {
        ...data,
        permitId,
        deploymentId: deployment.id,
        strategy: deployment.strategy,
        ...deployment.replaces_version ? { replacesVersion: deployment.replaces_version } : {},
        ...deployment.fallback_digest ? { fallbackDigest: deployment.fallback_digest } : {}
      },
      people: { approvers: approvals2.map((row2) => row2.user_ref) },
      texts: {
        // A pipeline's own words.
        idempotencyKey,
        ...deployment.run ? { runDigest: sha256Text(deployment.run) } : {}
      }
    })
  });
  return { deploymentId: deployment.id, created: true };
}

// plugins/chatbots-backend/src/governance/promotions/decidePromotion.ts
var import_node_crypto16 = require("node:crypto");

// plugins/chatbots-backend/src/governance/promotions/requestPromotion.ts
var import_node_crypto15 = require("node:crypto");

// plugins/chatbots-backend/src/governance/promotions/involved.ts
async function historySince(db, version, replaced) {
  const { source, commits } = commitHistoryOf(version);
  if (!commits.some(({ sha }) => sha === source)) {
    return { commits, unreported: `commit ${short2(source)}` };
  }
  if (!replaced) {
    return { commits, unreported: void 0 };
  }
  const between = `commits between ${short2(
    commitHistoryOf(replaced).source
  )} and ${short2(source)}`;
  const since = await findCommitsSince(db, version, replaced);
  if (!since.complete) {
    return { commits: since.commits, unreported: at(between, since.missing) };
  }
  const undone = await findCommitsSince(db, replaced, version);
  return {
    commits: [...since.commits, ...undone.commits],
    unreported: undone.complete ? void 0 : at(between, undone.missing)
  };
}
async function resolveInvolved(options) {
  const { knex, version, replaced, users, userRef, runActor } = options;
  const { commits, unreported } = await historySince(knex, version, replaced);
  const people2 = commits.flatMap(({ author, committer, coAuthors = [] }) => [
    author,
    committer,
    ...coAuthors
  ]);
  const starters = await findRunActors(knex, version, replaced, commits);
  const logins = await users.byLogin([
    ...people2.flatMap(({ login }) => login ?? []),
    ...starters,
    ...runActor ? [runActor] : []
  ]);
  const emails = await users.byEmail(people2.map(({ email }) => email));
  const contributors = /* @__PURE__ */ new Map();
  const add = (contributor) => contributors.set(
    JSON.stringify([
      contributor.identity,
      contributor.login,
      contributor.user
    ]),
    contributor
  );
  for (const { email, login } of people2) {
    const identity = email.toLowerCase();
    const mapped = new Set(
      [login && logins.get(login), emails.get(email)].filter(isText)
    );
    mapped.forEach((user3) => add({ identity, user: user3 }));
    if (mapped.size === 0) {
      add({ identity });
    }
  }
  for (const login of starters) {
    const user3 = logins.get(login);
    add({ identity: login, login: true, ...user3 ? { user: user3 } : {} });
  }
  if (unreported) {
    add({ identity: unreported, unreported: true });
  }
  const requesters = userRef ? [userRef] : [];
  if (!userRef) {
    const starter = runActor ? logins.get(runActor) : void 0;
    if (starter) {
      requesters.push(starter);
    } else {
      add(
        runActor ? { identity: runActor, login: true } : { identity: "unknown run actor" }
      );
    }
    for (const { user: user3 } of contributors.values()) {
      if (user3 && !requesters.includes(user3)) {
        requesters.push(user3);
      }
    }
  }
  return {
    contributors: [...contributors.values()],
    requesters,
    since: replaced?.id
  };
}
function at(between, [missing]) {
  return missing ? `${between}, at or before ${short2(missing)}` : between;
}
function short2(sha) {
  return sha.slice(0, 12);
}
function isText(text4) {
  return text4 !== void 0 && text4 !== "";
}

// plugins/chatbots-backend/src/governance/promotions/requestPromotion.ts
async function requestPromotion(dependencies, options) {
  const { knex, unitOfWork, users, comparer, stages, evidence } = dependencies;
  const { actor, chatbot, stage } = options;
  if (stages.indexOf(stage) < 1) {
    throw errorWithReason(
      "stage-unknown",
      `Promotions lead to ${stages.slice(1).join(" or ")}, not to '${stage}'`
    );
  }
  const version = await findModelVersion(knex, chatbot, options.version);
  const replaced = await liveVersion(knex, chatbot, stage);
  const involved = await resolveInvolved({
    knex,
    version,
    replaced,
    users,
    ...actor.kind === "user" ? { userRef: actor.userRef } : {},
    ...options.runActor ? { runActor: options.runActor } : {}
  });
  const comparison = await comparer.compare(
    chatbot,
    replaced?.version,
    version.version
  );
  const summary = comparison.summary.slice(0, 3).join(", ");
  return withAlarm(
    evidence,
    () => unitOfWork.run(
      { actor, occurredAt: options.occurredAt, demo: options.demo },
      (work) => createPromotion(work, {
        ...options,
        version,
        involved,
        summary,
        evidence
      })
    )
  );
}
async function createPromotion(work, options) {
  const { version, involved, stage } = options;
  const chatbot = await lockChatbot(work.db, options.chatbot);
  const live = await liveVersion(work.db, chatbot.name, stage);
  if (live?.id !== involved.since) {
    throw errorWithReason(
      "conflicting-write",
      `What runs in ${stage} changed while the request was made; send it again`
    );
  }
  if (live?.id === version.id) {
    throw errorWithReason(
      "promotion-exists",
      `${version.version} runs in ${stage} already`
    );
  }
  const open2 = await listOpenPromotions(work.db, {
    chatbots: [chatbot.name],
    stage
  });
  for (const other of open2) {
    if (other.version_id === version.id) {
      if (options.actor.kind === "pipeline") {
        work.unchanged();
        return { id: other.id, created: false };
      }
      throw errorWithReason(
        "promotion-exists",
        `A promotion of ${version.version} to ${stage} is ${other.state} already`,
        { details: { promotionId: other.id } }
      );
    }
    if (other.state !== "deploying") {
      await move(work, await lockPromotion(work, other.id), {
        command: "supersede",
        actor: "portal",
        event: ({ subject: subject6, data }) => ({
          type: "promotion.superseded",
          subject: subject6,
          data: { ...data, reasonCode: "newer-promotion" }
        })
      });
    }
  }
  const policy = await activePolicy(work.db, options.evidence.run.checks);
  const rules = policy.rules(stage, chatbot.risk_class);
  const snapshot = await takeSnapshot(
    work.db,
    {
      chatbot,
      version,
      rules,
      contributors: involved.contributors,
      now: new Date(work.now)
    },
    options.evidence.run
  );
  const { perRule, missing } = assessApprovals({
    rules,
    requesters: involved.requesters,
    contributors: involved.contributors,
    decisions: [],
    memberships: {},
    bindingDigest: snapshot.bindingDigest
  });
  const strategy2 = options.strategy ?? usualStrategy(live !== void 0);
  const row2 = {
    id: (0, import_node_crypto15.randomUUID)(),
    chatbot: chatbot.name,
    version_id: version.id,
    version: version.version,
    digest: version.digest,
    stage,
    strategy: strategy2,
    state: "requested",
    state_reason: null,
    open_key: `${chatbot.name}|${stage}|${version.version}`,
    binding: JSON.stringify(snapshot.binding),
    binding_digest: snapshot.bindingDigest,
    replaces_version: snapshot.gate.baseline?.version ?? null,
    replaces_digest: snapshot.gate.baseline?.digest ?? null,
    policy_number: policy.number,
    rules: JSON.stringify(rules),
    requested_by: JSON.stringify(involved.requesters),
    contributors: JSON.stringify(involved.contributors),
    requested_via: options.actor.kind === "pipeline" ? "pipeline" : "person",
    comment: options.comment ?? null,
    summary: options.summary,
    assessment: JSON.stringify({ perRule, missing }),
    gate: JSON.stringify(toGate2(snapshot, stage, policy.number)),
    demo: work.demo,
    requested_at: work.now,
    expires_at: requestedUntil(work.now, rules.expiry.request),
    approved_at: null,
    updated_at: work.now
  };
  await insertPromotion(work.db, row2);
  const facts2 = contributorFacts(involved.contributors);
  await work.record({
    type: "promotion.requested",
    subject: { kind: "promotion", chatbot: chatbot.name, id: row2.id },
    data: {
      versionId: row2.version_id,
      version: row2.version,
      digest: row2.digest,
      stage,
      strategy: strategy2,
      expiresAt: row2.expires_at,
      bindingDigest: row2.binding_digest,
      policyNumber: policy.number,
      via: row2.requested_via,
      ...row2.replaces_digest ? { replaces: row2.replaces_digest } : {},
      contributors: facts2.data
    },
    people: { requesters: involved.requesters, contributors: facts2.users },
    texts: {
      summary: options.summary,
      ...options.comment ? { comment: options.comment } : {},
      ...facts2.unmapped ? { unmappedContributors: facts2.unmapped } : {}
    }
  });
  if (rules.approvals.length === 0 && !snapshot.gate.results.some(({ blocking }) => blocking)) {
    const locked = { chatbot, version, promotion: toRecord(row2) };
    await assertReleaseProven(options.evidence, work.db, locked, {
      snapshot: { ...snapshot, policy, rules, policyNumber: policy.number },
      decisions: []
    });
    const approval = approvalColumns(work.now, rules.expiry.approval);
    await move(work, locked, {
      command: "approve",
      actor: "portal",
      columns: approval,
      event: ({ subject: subject6, data }) => ({
        type: "promotion.approved",
        subject: subject6,
        data: { ...data, expiresAt: approval.expires_at }
      })
    });
  }
  return { id: row2.id, created: true };
}
function requestedUntil(requestedAt, lifetime) {
  return toInstant(new Date(Date.parse(requestedAt) + lifetime));
}
function approvalColumns(now, lifetime) {
  return {
    approved_at: now,
    expires_at: toInstant(new Date(Date.parse(now) + lifetime))
  };
}
async function liveVersion(db, chatbot, stage) {
  const live = await findStage(db, chatbot, stage);
  return live && findModelVersionById(db, live.version_id);
}

// plugins/chatbots-backend/src/governance/promotions/decidePromotion.ts
async function readGroups(memberships, userRefs) {
  const groups = {};
  for (const userRef of new Set(userRefs)) {
    groups[userRef] = [...await memberships.groupsOf(userRef)];
  }
  return groups;
}
async function decidePromotion({ knex, unitOfWork, memberships, evidence }, options) {
  const { userRef, decision, comment } = options;
  if (decision === "reject" && !comment?.trim()) {
    throw errorWithReason("comment-required", "Say why you reject it");
  }
  const groups = await readGroups(memberships, [
    userRef,
    ...await readDeciders(knex, options.promotionId)
  ]);
  for (; ; ) {
    const outcome = await withAlarm(
      evidence,
      () => unitOfWork.run(
        {
          actor: { kind: "user", userRef },
          occurredAt: options.occurredAt,
          demo: options.demo
        },
        (work) => decide(work, options, groups, evidence)
      )
    );
    if (outcome.unknown.length === 0) {
      if (outcome.refused) {
        throw outcome.refused;
      }
      return;
    }
    Object.assign(groups, await readGroups(memberships, outcome.unknown));
  }
}
async function decide(work, options, memberships, evidence) {
  const found = await lockPromotion(work, options.promotionId);
  const locked = await refresh(work, found, evidence);
  const { promotion } = locked;
  const refuse3 = (code, message) => {
    if (!locked.wrote) {
      work.unchanged();
    }
    return {
      unknown: [],
      refused: errorWithReason(code, message, {
        details: {
          state: promotion.state,
          bindingDigest: promotion.row.binding_digest
        }
      })
    };
  };
  if (promotion.state === "void" && found.promotion.state !== "void") {
    return refuse3(
      "promotion-void",
      `What this promotion rests on changed (${promotion.row.state_reason})`
    );
  }
  const decisions = await listActiveDecisions(work.db, promotion.id);
  const unknown = decisions.map(({ user_ref }) => user_ref).filter((user3) => !(user3 in memberships));
  if (unknown.length > 0) {
    if (!locked.wrote) {
      work.unchanged();
    }
    return { unknown };
  }
  const permission = mayDecide({
    user: options.userRef,
    outcome: options.decision,
    groups: memberships[options.userRef],
    state: promotion.state,
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision)
  });
  if (!permission.allowed) {
    return refuse3(
      permission.reasonCode ?? "not-an-approver",
      permission.reason
    );
  }
  if (options.bindingDigest !== promotion.row.binding_digest) {
    return refuse3(
      "binding-changed",
      "What you saw is not what would be approved now; look again and decide"
    );
  }
  const snapshot = await currentSnapshot(work, locked, evidence);
  const outstanding = snapshot.gate.results.find(
    ({ blocking, reasonCode: reasonCode2 }) => blocking && reasonCode2 === "answer-outstanding"
  );
  if (options.decision === "approve" && outstanding) {
    return refuse3("answer-outstanding", outstanding.reason);
  }
  await assertProven(evidence, work.db, [
    policyInForceClaim(snapshot.policy),
    promotionClaim(promotion)
  ]);
  await recordDecision(work, locked, options);
  if (options.decision === "reject") {
    await move(work, locked, {
      command: "reject",
      actor: "reviewer",
      event: ({ subject: subject6, data }) => ({
        type: "promotion.rejected",
        subject: subject6,
        data: { ...data, reasonCode: "rejected-by-reviewer" }
      })
    });
  } else {
    await approveIfComplete(work, locked, memberships, evidence);
  }
  return { unknown: [] };
}
async function recordDecision(work, { promotion }, { userRef, decision, comment }) {
  const row2 = {
    id: (0, import_node_crypto16.randomUUID)(),
    promotion_id: promotion.id,
    user_ref: userRef,
    outcome: decision,
    binding_digest: promotion.row.binding_digest,
    active_key: activeKey(promotion.id, userRef, promotion.row.binding_digest),
    comment: comment ?? null,
    decided_at: work.now,
    withdrawn_at: null
  };
  await insertDecision(work.db, row2);
  await work.record({
    type: "promotion.decided",
    subject: {
      kind: "promotion",
      chatbot: promotion.row.chatbot,
      id: promotion.id
    },
    data: {
      decisionId: row2.id,
      decision,
      version: promotion.row.version,
      digest: promotion.row.digest,
      stage: promotion.row.stage,
      bindingDigest: row2.binding_digest
    },
    texts: comment ? { comment } : {}
  });
}
function activeKey(promotionId, userRef, digest3) {
  return sha256Text(
    JSON.stringify([promotionId, userRef.toLowerCase(), digest3])
  );
}
async function approveIfComplete(work, locked, memberships, evidence) {
  const { promotion } = locked;
  const decisions = await listActiveDecisions(work.db, promotion.id);
  const assessment = assessApprovals({
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
    memberships,
    bindingDigest: promotion.row.binding_digest
  });
  const snapshot = await currentSnapshot(work, locked, evidence);
  const failing = snapshot.gate.results.filter(({ blocking }) => blocking);
  const columns2 = {
    assessment: JSON.stringify({
      perRule: assessment.perRule,
      missing: [...assessment.missing, ...failing.map(({ reason }) => reason)]
    })
  };
  const next = {
    ...locked,
    promotion: toRecord({ ...promotion.row, ...columns2 })
  };
  if (assessment.satisfied && failing.length === 0 && promotion.state === "requested") {
    await assertReleaseProven(evidence, work.db, locked, {
      snapshot,
      decisions
    });
    const approval = approvalColumns(work.now, promotion.rules.expiry.approval);
    return move(work, next, {
      command: "approve",
      actor: "portal",
      columns: { ...columns2, ...approval },
      event: ({ subject: subject6, data }) => ({
        type: "promotion.approved",
        subject: subject6,
        data: { ...data, expiresAt: approval.expires_at }
      })
    });
  }
  await updatePromotion(work.db, promotion.id, {
    ...columns2,
    updated_at: work.now
  });
  return next;
}
async function readDeciders(db, promotionId) {
  const rows = await listActiveDecisions(db, promotionId);
  return rows.map((row2) => row2.user_ref);
}

// plugins/chatbots-backend/src/governance/permits/signAhead.ts
var import_node_crypto17 = require("node:crypto");
async function signAhead(options, promotionId, occurredAt) {
  const { knex, clock, signer, portal } = options;
  const row2 = await findPromotion(knex, promotionId);
  const version = await findModelVersionById(knex, row2.version_id);
  if (row2.state !== "approved" || !version) {
    return void 0;
  }
  const locked = {
    chatbot: await findChatbot(knex, row2.chatbot),
    version,
    promotion: toRecord(row2)
  };
  const permit = parts(locked, {
    permitId: (0, import_node_crypto17.randomUUID)(),
    issuedAt: toInstant(occurredAt ?? clock.now()),
    portal
  });
  const keyId = permitKeyId(signer.publicKey.bytes, sha256);
  return {
    statement: createPermitStatement(permit),
    envelope: await createPermit({
      ...permit,
      key: { keyId, sign: signer.sign }
    }),
    keyId
  };
}
function saysNow({ statement }, locked, portal, now) {
  const { permitId, issuedAt, expiresAt: expiresAt2 } = statement.predicate;
  const expected = createPermitStatement(
    parts(locked, { permitId, issuedAt, portal })
  );
  return issuedAt <= now && now < expiresAt2 && canonicalJson(statement) === canonicalJson(expected);
}
function parts({ promotion, chatbot, version }, given) {
  const { row: row2, rules } = promotion;
  const expiresAt2 = Date.parse(given.issuedAt) + rules.expiry.permit;
  return {
    digest: version.digest,
    artifacts: fromJson(version.bundle).artifacts,
    predicate: {
      ...given,
      promotionId: promotion.id,
      chatbot: chatbot.name,
      repositoryId: chatbot.repository_id,
      version: version.version,
      stage: row2.stage,
      strategy: row2.strategy,
      bindingDigest: row2.binding_digest,
      expiresAt: toInstant(new Date(expiresAt2)),
      ...row2.replaces_digest ? { replaces: row2.replaces_digest, fallbackDigest: row2.replaces_digest } : {}
    }
  };
}

// plugins/chatbots-backend/src/governance/permits/issuePermit.ts
var ATTEMPTS2 = 3;
var CHANGED2 = /* @__PURE__ */ Symbol("changed");
async function issuePermit(dependencies, options) {
  const { knex, unitOfWork, memberships } = dependencies;
  const { actor, promotionId, occurredAt, demo } = options;
  const { chatbot } = await findPromotion(knex, promotionId);
  assertOwnChatbot(actor, chatbot);
  const groups = {};
  for (const user3 of await readDeciders(knex, promotionId)) {
    groups[user3] = [...await memberships.groupsOf(user3)];
  }
  let result = CHANGED2;
  for (let n = 0; n < ATTEMPTS2 && result === CHANGED2; n += 1) {
    const ahead = await signAhead(dependencies, promotionId, occurredAt);
    result = await withAlarm(
      dependencies.evidence,
      () => unitOfWork.run(
        { actor, occurredAt, demo },
        (work) => release(work, dependencies, { promotionId, groups, ahead })
      )
    );
  }
  if (result === CHANGED2) {
    throw errorWithReason(
      "conflicting-write",
      "What the permit says changed while it was signed"
    );
  }
  if (result instanceof Error) {
    throw result;
  }
  return {
    permitId: result.id,
    promotionId: result.promotion_id,
    envelope: fromJson(result.envelope),
    expiresAt: result.expires_at
  };
}
async function release(work, dependencies, options) {
  const { promotionId, groups, ahead } = options;
  const locked = await refresh(
    work,
    await lockPromotion(work, promotionId),
    dependencies.evidence
  );
  const { promotion } = locked;
  const unchanged2 = () => {
    if (!locked.wrote) {
      work.unchanged();
    }
  };
  if (promotion.state === "released") {
    unchanged2();
    const permit = await findPermitOf(work.db, promotionId);
    if (!permit) {
      return errorWithReason("permit-unknown", "The permit is gone");
    }
    await assertReleaseProven(dependencies.evidence, work.db, locked, {
      snapshot: await currentSnapshot(work, locked, dependencies.evidence),
      decisions: await listActiveDecisions(work.db, promotionId),
      permit
    });
    return permit;
  }
  if (promotion.state !== "approved") {
    unchanged2();
    return refusal2(locked);
  }
  const decisions = await listActiveDecisions(work.db, promotionId);
  const assessment = assessApprovals({
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
    memberships: groups,
    bindingDigest: promotion.row.binding_digest
  });
  if (!assessment.satisfied) {
    unchanged2();
    return errorWithReason(
      "quorum-missing",
      `Approvals no longer suffice: ${assessment.missing.join("; ")}`
    );
  }
  const snapshot = await currentSnapshot(work, locked, dependencies.evidence);
  const failing = snapshot.gate.results.filter(({ blocking }) => blocking);
  if (failing.length > 0) {
    unchanged2();
    return errorWithReason(
      "checks-not-passed",
      failing.map(({ reason }) => reason).join("; ")
    );
  }
  await assertReleaseProven(dependencies.evidence, work.db, locked, {
    snapshot,
    decisions
  });
  if (!ahead || !saysNow(ahead, locked, dependencies.portal, work.now)) {
    unchanged2();
    return CHANGED2;
  }
  return storePermit(work, locked, ahead);
}
function refusal2({ promotion }) {
  const { state, row: row2 } = promotion;
  switch (state) {
    case "void":
      return errorWithReason(
        "promotion-void",
        `What this promotion rests on changed (${row2.state_reason})`
      );
    case "expired":
      return errorWithReason(
        "approval-expired",
        "The approval was not used in time"
      );
    default:
      return impliesDeployment(state) ? errorWithReason(
        "permit-consumed",
        `The promotion is ${state} already`
      ) : errorWithReason(
        "promotion-state",
        `The promotion is ${state}, not approved`
      );
  }
}
async function storePermit(work, locked, ahead) {
  const { promotion } = locked;
  const { permitId, expiresAt: expiresAt2 } = ahead.statement.predicate;
  const { keyId } = ahead;
  const row2 = {
    id: permitId,
    promotion_id: promotion.id,
    envelope: JSON.stringify(ahead.envelope),
    key_id: keyId,
    issued_at: work.now,
    expires_at: expiresAt2,
    consumed_at: null,
    idempotency_key: null,
    deployment_id: null
  };
  await insertPermit(work.db, row2);
  await move(work, locked, {
    command: "issue-permit",
    actor: "pipeline",
    columns: { expires_at: expiresAt2 },
    event: ({ subject: subject6, data }) => ({
      type: "promotion.released",
      subject: subject6,
      data: {
        ...data,
        permitId,
        keyId,
        expiresAt: expiresAt2,
        envelopeDigest: sha256Text(row2.envelope)
      }
    })
  });
  return row2;
}

// plugins/chatbots-backend/src/governance/policies/DefaultPolicyService.ts
var import_backend_plugin_api8 = require("@backstage/backend-plugin-api");
var NO_ONE = [];
var DefaultPolicyService = class {
  #knex;
  #unitOfWork;
  #memberships;
  #stages;
  #evidence;
  #systems;
  constructor(options) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#memberships = options.memberships;
    this.#stages = options.stages;
    this.#evidence = options.evidence;
    this.#systems = options.systems;
  }
  async propose(actor, text4) {
    const { checks } = this.#evidence.run;
    assertSystemsKnown(
      parsePolicy(text4, { stages: this.#stages, checks }),
      this.#systems
    );
    const digest3 = sha256Text(text4);
    const created = await this.#retryOnce(
      () => withAlarm(
        this.#evidence,
        () => this.#unitOfWork.run({ actor }, async (work) => {
          await lockActivePolicy(work.db);
          const known = await findPolicyByDigest(work.db, digest3);
          if (known !== void 0) {
            work.unchanged();
            return { number: known, fresh: false };
          }
          const number3 = await proposePolicy(work, actor, text4, digest3);
          const proposal = await findPolicy(work.db, number3);
          await this.#activateIfComplete(work, proposal, {});
          return { number: number3, fresh: true };
        })
      )
    );
    return {
      policy: await this.#get(created.number),
      created: created.fresh
    };
  }
  async approve(userRef, number3) {
    const memberships = {};
    let unknown = [userRef];
    while (unknown.length > 0) {
      for (const user3 of unknown) {
        memberships[user3] = [...await this.#memberships.groupsOf(user3)];
      }
      unknown = await withAlarm(
        this.#evidence,
        () => this.#unitOfWork.run(
          { actor: { kind: "user", userRef } },
          (work) => this.#approve(work, userRef, number3, memberships)
        )
      );
    }
    return this.#get(number3);
  }
  /** Answers the approvers whose groups must be read first: somebody may have approved at the same moment. */
  async #approve(work, userRef, number3, memberships) {
    const active = await lockActivePolicy(work.db);
    const row2 = await findPolicy(work.db, number3);
    if (row2.state !== "proposed") {
      throw errorWithReason(
        "policy-decided",
        `Policy ${number3} is ${row2.state}`
      );
    }
    const rule = active && this.#inForce(active.text).activation;
    if (rule?.separationOfDuties.requester && row2.proposed_by === userRef) {
      throw errorWithReason(
        "self-approval",
        "You proposed this policy; somebody else has to approve"
      );
    }
    if (!rule?.approvals.some(({ group: group4 }) => memberships[userRef].includes(group4))) {
      throw errorWithReason(
        "not-an-approver",
        "The policy in force does not ask you to approve policies"
      );
    }
    const approvers = (await listPolicyApprovals(work.db, number3)).map(
      (approval) => approval.user_ref
    );
    const unknown = approvers.filter((user3) => !(user3 in memberships));
    if (unknown.length > 0 || approvers.includes(userRef)) {
      work.unchanged();
      return unknown;
    }
    await insertPolicyApproval(work.db, {
      policy_number: number3,
      user_ref: userRef,
      approved_at: work.now
    });
    await work.record({
      type: "policy.approved",
      subject: { kind: "policy", id: String(number3) },
      data: { digest: row2.digest }
    });
    await this.#activateIfComplete(work, row2, memberships);
    return [];
  }
  async list(page) {
    return mapPage(
      await listPolicies(this.#knex, page),
      (rows) => Promise.all(rows.map((row2) => this.#toPolicy(row2)))
    );
  }
  /** Two replicas that start together propose the same text; the slower one finds the faster one's row. */
  async #retryOnce(run) {
    try {
      return await run();
    } catch (error) {
      if ((0, import_backend_plugin_api8.isDatabaseConflictError)(error)) {
        return run();
      }
      throw error;
    }
  }
  /**
   * The first policy activates at once: there is none in force that could ask for more. Throws `evidence-not-authenticated` for
   * a policy or approvals that are not in the log.
   */
  async #activateIfComplete(work, proposal, memberships) {
    const { number: number3, digest: digest3, text: text4 } = proposal;
    const active = await findActivePolicy(work.db);
    const current = active && this.#inForce(active.text);
    const approvals2 = await listPolicyApprovals(work.db, number3);
    if (!assess(proposal, approvals2, current, memberships).satisfied) {
      return;
    }
    await assertProven(this.#evidence, work.db, [
      policyInForceClaim(active),
      proposalClaim(proposal, proposal.proposed_by),
      ...policyApprovalClaims(proposal, approvals2)
    ]);
    await activatePolicy(work.db, {
      number: number3,
      replaces: active?.number,
      now: work.now
    });
    const differences = diffPolicies(
      current,
      // Strict again: a module may be gone since it was proposed.
      parsePolicy(text4, { checks: this.#evidence.run.checks })
    );
    await work.record({
      type: "policy.activated",
      subject: { kind: "policy", id: String(number3) },
      data: {
        digest: digest3,
        changes: differences.length,
        ...active ? { replaces: active.number } : {}
      },
      // A policy names machine authors by their addresses and has words of its own: proven by commitment, beside the log.
      texts: { differences: JSON.stringify(differences) }
    });
    for (const chatbot of await listChatbotsBeforeDeployment(work.db)) {
      await refreshOpen(work, chatbot, this.#evidence);
    }
  }
  #inForce(text4) {
    return parsePolicy(text4, {
      checks: this.#evidence.run.checks,
      inForce: true
    });
  }
  async #get(number3) {
    return this.#toPolicy(await findPolicy(this.#knex, number3));
  }
  async #toPolicy(row2) {
    const approvals2 = await listPolicyApprovals(this.#knex, row2.number);
    return {
      number: row2.number,
      state: row2.state,
      digest: row2.digest,
      text: row2.text,
      proposedAt: row2.proposed_at,
      approvals: approvals2.map(({ user_ref }) => user_ref),
      ...row2.proposed_by ? { proposedBy: row2.proposed_by } : {},
      ...row2.activated_at ? { activatedAt: row2.activated_at } : {}
    };
  }
};
function assertSystemsKnown(policy, systems) {
  const asked = Object.values(policy.stages).flatMap((stage) => [stage, ...Object.values(stage.riskClasses ?? {})]).flatMap(({ checks = [] }) => systemsAsked({ checks }));
  const unknown = asked.find((system2) => !systems.includes(system2));
  if (unknown !== void 0) {
    throw errorWithReason(
      "policy-invalid",
      `A rule asks the outside system ${unknown}, which is not configured`,
      {
        hint: `Add it to chatbots.externalChecks; configured are ${systems.join(", ") || "none"}.`
      }
    );
  }
}
function assess({ number: number3 }, approvals2, current, memberships) {
  const bindingDigest2 = String(number3);
  return assessApprovals({
    rules: {
      approvals: current?.activation.approvals ?? [],
      separationOfDuties: { requester: false, contributors: false, bots: [] }
    },
    requesters: NO_ONE,
    contributors: [],
    decisions: approvals2.map((row2) => ({
      user: row2.user_ref,
      outcome: "approve",
      bindingDigest: bindingDigest2,
      decidedAt: row2.approved_at
    })),
    memberships,
    bindingDigest: bindingDigest2
  });
}
async function proposePolicy(work, actor, text4, digest3) {
  const number3 = await insertPolicy(work.db, {
    digest: digest3,
    text: text4,
    proposed_by: actor.kind === "user" ? actor.userRef : null,
    proposed_at: work.now
  });
  await work.record({
    type: "policy.proposed",
    subject: { kind: "policy", id: String(number3) },
    data: { digest: digest3 }
  });
  return number3;
}

// plugins/chatbots-backend/src/governance/policies/proposeFile.ts
var import_errors20 = require("@backstage/errors");
var import_promises3 = require("node:fs/promises");
async function proposeFile(path, options) {
  const { knex, logger, policies } = options;
  try {
    await policies.propose(PORTAL, await (0, import_promises3.readFile)(path, "utf8"));
  } catch (error) {
    const { message } = (0, import_errors20.toError)(error);
    const active = await findActivePolicyNumber(knex);
    if (active === void 0) {
      throw new Error(
        `The policy file ${path} can't be proposed, and no policy is in force: ${message}`
      );
    }
    logger.error(
      `The policy file ${path} was not proposed; policy ${active} stays in force: ${message}`
    );
  }
}
async function warnWithoutPolicy(knex, logger) {
  if (await findActivePolicyNumber(knex) === void 0) {
    logger.warn(
      "No policy is in force, so nothing can be promoted: name a file in chatbots.policy.file"
    );
  }
}

// plugins/chatbots-backend/src/governance/promotions/withdraw.ts
async function withdrawPromotion(unitOfWork, options) {
  const { userRef, promotionId } = options;
  await unitOfWork.run({ actor: { kind: "user", userRef } }, async (work) => {
    const locked = await lockPromotion(work, promotionId);
    if (!locked.promotion.requesters.includes(userRef)) {
      throw errorWithReason(
        "not-allowed",
        "Only a requester can withdraw a request"
      );
    }
    await move(work, locked, {
      command: "withdraw",
      actor: "requester",
      event: ({ subject: subject6, data }) => ({
        type: "promotion.withdrawn",
        subject: subject6,
        data
      })
    });
  });
}
async function withdrawDecision({ knex, unitOfWork, memberships, evidence }, options) {
  const { userRef, promotionId } = options;
  const groups = {};
  for (const user3 of await readDeciders(knex, promotionId)) {
    groups[user3] = [...await memberships.groupsOf(user3)];
  }
  await withAlarm(
    evidence,
    () => unitOfWork.run(
      { actor: { kind: "user", userRef } },
      (work) => takeBack(work, { userRef, promotionId, groups, evidence })
    )
  );
}
async function takeBack(work, options) {
  const { userRef, promotionId, groups, evidence } = options;
  const locked = await refresh(
    work,
    await lockPromotion(work, promotionId),
    evidence
  );
  const { promotion } = locked;
  const own = (await listActiveDecisions(work.db, promotion.id)).find(
    (decision) => decision.user_ref === userRef
  );
  if (!own) {
    throw errorWithReason(
      "decision-unknown",
      "You have no decision to take back"
    );
  }
  if (!isDecidable(promotion.state)) {
    throw errorWithReason(
      "promotion-state",
      `The promotion is ${promotion.state}: decisions stand`
    );
  }
  await withdrawDecisionRow(work.db, own.id, work.now);
  await work.record({
    type: "promotion.decision-withdrawn",
    subject: {
      kind: "promotion",
      chatbot: promotion.row.chatbot,
      id: promotion.id
    },
    data: {
      decisionId: own.id,
      version: promotion.row.version,
      digest: promotion.row.digest,
      stage: promotion.row.stage,
      bindingDigest: own.binding_digest
    }
  });
  const { satisfied, perRule, missing } = assess2(
    locked,
    await listActiveDecisions(work.db, promotion.id),
    groups
  );
  const columns2 = {
    assessment: JSON.stringify({ perRule, missing }),
    updated_at: work.now
  };
  if (promotion.state === "approved" && !satisfied) {
    const expiresAt2 = requestedUntil(
      promotion.row.requested_at,
      promotion.rules.expiry.request
    );
    await move(work, locked, {
      command: "withdraw-decision",
      actor: "reviewer",
      columns: { ...columns2, approved_at: null, expires_at: expiresAt2 },
      event: ({ subject: subject6, data }) => ({
        type: "promotion.reopened",
        subject: subject6,
        data: { ...data, expiresAt: expiresAt2 }
      })
    });
  } else {
    await updatePromotion(work.db, promotion.id, columns2);
  }
}
function assess2({ promotion }, decisions, memberships) {
  return assessApprovals({
    rules: promotion.rules,
    requesters: promotion.requesters,
    contributors: promotion.contributors,
    decisions: decisions.map(toDecision),
    memberships,
    bindingDigest: promotion.row.binding_digest
  });
}

// plugins/chatbots-backend/src/governance/promotions/PromotionService.ts
var PromotionService = class {
  #options;
  constructor(options) {
    this.#options = options;
  }
  /** Throws `chatbot-unknown`, `version-unknown`, `stage-unknown`, `promotion-exists` or `membership-unavailable`. */
  async request(options) {
    const { knex, memberships } = this.#options;
    if (options.actor.kind === "user") {
      const { owner } = await findChatbot(knex, options.chatbot);
      await assertOwner(
        memberships,
        options.actor.userRef,
        owner,
        "request promotions of its chatbots"
      );
    }
    return requestPromotion(this.#options, options);
  }
  /** Throws `promotion-unknown`, `promotion-void`, `binding-changed` and every reason of `mayDecide`. */
  async decide(options) {
    await decidePromotion(this.#options, options);
  }
  async withdraw(options) {
    await withdrawPromotion(this.#options.unitOfWork, options);
  }
  async withdrawDecision(options) {
    await withdrawDecision(this.#options, options);
  }
};

// plugins/chatbots-backend/src/governance/promotions/sweepPromotions.ts
var import_errors21 = require("@backstage/errors");
async function sweepPromotions(options) {
  const { knex, unitOfWork, memberships, logger, evidence } = options;
  for (const id2 of await listIdsBeforeDeployment(knex)) {
    try {
      const groups = {};
      for (const user3 of await readDeciders(knex, id2)) {
        groups[user3] = [...await memberships.groupsOf(user3)];
      }
      await withAlarm(
        evidence,
        () => unitOfWork.run({ actor: PORTAL }, async (work) => {
          work.unchanged();
          const locked = await refresh(
            work,
            await lockPromotion(work, id2),
            evidence
          );
          if (locked.promotion.state === "requested" && (Object.keys(groups).length > 0 || locked.promotion.rules.approvals.length === 0)) {
            await approveIfComplete(work, locked, groups, evidence);
          }
        })
      );
    } catch (error) {
      logger.warn(
        `Promotion ${id2} was not brought up to date`,
        (0, import_errors21.toError)(error)
      );
    }
  }
}

// plugins/chatbots-backend/src/governance/workflows/WorkflowService.ts
var import_node_crypto18 = require("node:crypto");
var PATIENCE_MS = 3e4;
var WorkflowService = class {
  #options;
  constructor(options) {
    this.#options = options;
  }
  /**
   * Asks for the workflow of a promotion for a member of the owning group. Throws `promotion-unknown`, `not-allowed`,
   * `promotion-state`, `workflow-underway`, and every `scm-*` of the host.
   */
  async start(options) {
    const { userRef, promotionId } = options;
    const { knex, memberships, unitOfWork } = this.#options;
    const promotion = await findPromotion(knex, promotionId);
    const chatbot = await findChatbot(knex, promotion.chatbot);
    await assertOwner(
      memberships,
      userRef,
      chatbot.owner,
      "start the deploy workflow of its chatbots"
    );
    const last = await findLastWorkflowDispatch(knex, promotionId);
    await this.#assertNotRunning(chatbot, last);
    const row2 = await unitOfWork.run(
      { actor: { kind: "user", userRef } },
      (work) => request2(work, { promotionId, after: last?.attempt ?? 0 })
    );
    return toWorkflow(row2);
  }
  /** Asks for the workflow of a promotion that was approved. Does nothing when it was asked for, or the approval is gone. */
  async requestAfter(approval) {
    const { id: promotionId } = approval.subject;
    await this.#options.unitOfWork.run({ actor: PORTAL }, async (work) => {
      await lockChatbotOfPromotion(work.db, promotionId);
      const { state } = await findPromotion(work.db, promotionId);
      if (await hasWorkflowDispatch(work.db, approval.eventId) || !waitsForWorkflow(state)) {
        work.unchanged();
        return;
      }
      const last = await findLastWorkflowDispatch(work.db, promotionId);
      await insert(work, {
        promotionId,
        attempt: (last?.attempt ?? 0) + 1,
        approvalId: approval.eventId
      });
    });
  }
  async #assertNotRunning(chatbot, last) {
    const host = hostForWorkflow(this.#options.hosts, chatbot);
    if (last?.state !== "started") {
      return;
    }
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const repository = await openRepository(host, chatbot, signal);
    const run = await findRun(host, repository, { dispatch: last, signal });
    if (run?.state === "waiting" || run?.state === "running") {
      throw errorWithReason(
        "workflow-underway",
        `Run ${run.id} of attempt ${last.attempt} has not ended`
      );
    }
  }
};
async function request2(work, { promotionId, after }) {
  await lockChatbotOfPromotion(work.db, promotionId);
  const { state } = await findPromotion(work.db, promotionId);
  if (!waitsForWorkflow(state)) {
    throw errorWithReason(
      "promotion-state",
      `The promotion is ${state}: there is nothing to deploy`
    );
  }
  const last = await findLastWorkflowDispatch(work.db, promotionId);
  if (last && (last.state === "requested" || last.attempt !== after)) {
    throw errorWithReason(
      "workflow-underway",
      `Attempt ${last.attempt} is ${last.state}`
    );
  }
  return insert(work, { promotionId, attempt: after + 1, approvalId: null });
}
async function insert(work, options) {
  const { promotionId, attempt: attempt2, approvalId } = options;
  const promotion = await findPromotion(work.db, promotionId);
  const row2 = {
    id: (0, import_node_crypto18.randomUUID)(),
    promotion_id: promotionId,
    attempt: attempt2,
    approval_id: approvalId,
    state: "requested",
    requested_at: work.now,
    tries: 0,
    not_before: null,
    ended_at: null,
    run_id: null,
    run_url: null,
    reason_code: null,
    message: null
  };
  await insertWorkflowDispatch(work.db, row2);
  await work.record({
    type: "promotion.workflow-requested",
    subject: { kind: "promotion", chatbot: promotion.chatbot, id: promotionId },
    data: {
      version: promotion.version,
      digest: promotion.digest,
      stage: promotion.stage,
      dispatchId: row2.id,
      attempt: attempt2,
      approvalId
    }
  });
  return row2;
}

// plugins/chatbots-backend/src/governance/createGovernance.ts
async function createGovernance(context, {
  comparer,
  evidence: verifier,
  checks,
  permitKeys
}) {
  const { knex, unitOfWork, clock, config, logger, stages } = context;
  const run = { checks, onFailure: logOnce(logger) };
  const evidence = {
    run,
    unproven: (db, claims) => verifier.unproven(db, claims),
    raise: (unproven) => verifier.raise(unproven)
  };
  const systems = readExternalSystems(config);
  const memberships = CatalogMembershipReader.create(context);
  const users = CatalogUserMapper.create(context);
  const gates = new DefaultGateService({ knex, clock, stages, run });
  const policies = new DefaultPolicyService({
    knex,
    unitOfWork,
    memberships,
    stages,
    evidence,
    systems: [...systems.keys()]
  });
  const policyFile = config.getOptionalString("chatbots.policy.file");
  if (policyFile) {
    await proposeFile(policyFile, { knex, logger, policies });
  } else {
    await warnWithoutPolicy(knex, logger);
  }
  const issuing = {
    knex,
    unitOfWork,
    memberships,
    clock,
    signer: permitKeys.signer,
    evidence,
    portal: config.getString("backend.baseUrl")
  };
  return {
    publicKeys: permitKeys.publicKeys.map((key, index) => ({
      use: "permit",
      keyId: permitKeyId(key.bytes, sha256),
      algorithm: "Ed25519",
      publicKeyPem: key.pem,
      signs: index === 0
    })),
    gates,
    policies,
    promotionService: new PromotionService({
      knex,
      unitOfWork,
      memberships,
      users,
      comparer,
      stages,
      evidence
    }),
    permits: {
      issue: (options) => issuePermit(issuing, options),
      consume: (options) => consumePermit({ unitOfWork, evidence }, options)
    },
    deploymentService: {
      reportStep: (report, step) => reportStep(unitOfWork, report, step),
      reportOutcome: (report, outcome) => reportOutcome({ unitOfWork, evidence }, report, outcome),
      abandon: (options) => abandonDeployment({ unitOfWork, evidence }, options)
    },
    systems,
    external: createExternalAnswers({
      systems,
      answer: (options) => answerPromotion({ unitOfWork, evidence }, options)
    }),
    workflows: new WorkflowService({
      knex,
      unitOfWork,
      memberships,
      hosts: context.scmHosts
    }),
    facts: {
      onFactsChanged: (work, { after }) => refreshOpen(work, after.name, evidence),
      onEvidenceReported: (work, chatbot) => refreshOpen(work, chatbot, evidence)
    },
    sweep: () => sweepPromotions({ knex, unitOfWork, memberships, logger, evidence })
  };
}
function logOnce(logger) {
  const told = /* @__PURE__ */ new Set();
  return (type, error) => {
    if (!told.has(type)) {
      told.add(type);
      logger.error(
        `The check '${type}' failed; rules of it are inconclusive until it is mended`,
        (0, import_errors22.toError)(error)
      );
    }
  };
}

// plugins/chatbots-backend/src/database/pipelineTokens.ts
async function findPipelineTokenByHash(db, hash) {
  return db("pipeline_tokens").where({ token_hash: hash }).first();
}
async function readPipelineTokenHash(db, id2) {
  const [hash] = await db("pipeline_tokens").where({ id: id2 }).pluck("token_hash");
  return hash;
}
async function listPipelineTokens(db, chatbot, now) {
  return db("pipeline_tokens").where({ chatbot }).where(
    (query) => query.where({ kind: "stored" }).orWhere(
      (working) => working.where({ revoked_at: null }).where("expires_at", ">", now)
    )
  ).orderBy([
    { column: "created_at", order: "desc" },
    { column: "id", order: "desc" }
  ]);
}
async function insertPipelineToken(db, row2) {
  await db("pipeline_tokens").insert(row2);
}
async function markPipelineTokenUsed(db, id2, now) {
  await db("pipeline_tokens").where({ id: id2 }).update({ last_used_at: now });
}
async function revokePipelineToken(db, options) {
  const { chatbot, id: id2, now } = options;
  const changed = await db("pipeline_tokens").where({ chatbot, id: id2, revoked_at: null }).update({ revoked_at: now });
  if (changed > 0) {
    return true;
  }
  const known = await db("pipeline_tokens").where({ chatbot, id: id2 }).first("id");
  if (!known) {
    throw errorWithReason(
      "token-unknown",
      `Chatbot '${chatbot}' has no pipeline token '${id2}'`
    );
  }
  return false;
}
async function revokePipelineTokens(db, options) {
  const { chatbot, purpose, now } = options;
  const revoked = await db("pipeline_tokens").where({ chatbot, revoked_at: null }).where("expires_at", ">", now).modify((query) => {
    if (purpose !== void 0) {
      query.where({ kind: "stored", purpose });
    }
  }).update({ revoked_at: now }).returning("id");
  return revoked.map(({ id: id2 }) => id2).sort();
}
async function deleteExpiredExchangedTokens(db, options) {
  await db("pipeline_tokens").where({ chatbot: options.chatbot, kind: "exchanged" }).where("expires_at", "<", options.before).delete();
}

// plugins/chatbots-backend/src/registry/chatbots/DefaultChatbotService.ts
var import_catalog_model6 = require("@backstage/catalog-model");
var OWNER_KINDS = /* @__PURE__ */ new Set(["group", "user"]);
var DefaultChatbotService = class {
  #unitOfWork;
  #people;
  #listener;
  constructor(options) {
    this.#unitOfWork = options.unitOfWork;
    this.#people = options.people;
    this.#listener = options.listener;
  }
  async register(registration2, context) {
    const owner = normalizeOwner(registration2.owner);
    if (context.actor.kind === "pipeline") {
      throw errorWithReason("user-required", "Pipelines register no chatbots");
    }
    if (context.actor.kind === "user") {
      await assertOwner(
        this.#people,
        context.actor.userRef,
        owner,
        "register a chatbot for it"
      );
    }
    return this.#unitOfWork.run(context, async (work) => {
      const row2 = newRow(registration2, owner, work);
      if (!await insertChatbot(work.db, row2)) {
        const existing = await existingOf(work, row2);
        work.unchanged();
        return { record: toChatbot(existing), created: false };
      }
      await work.record({
        type: "chatbot.registered",
        subject: { kind: "chatbot", chatbot: row2.name, id: row2.name },
        data: { namespace: row2.namespace, ...hashedFacts(row2) },
        people: ownerPeople("owner", row2.owner),
        texts: {
          title: row2.title,
          ...row2.purpose === null ? {} : { purpose: row2.purpose },
          ...repositoryOwnerText("repositoryOwner", row2),
          repositoryUrl: row2.repository_url
        }
      });
      return { record: toChatbot(row2), created: true };
    });
  }
  async changeFacts(chatbot, change2, context) {
    const owner = change2.owner === void 0 ? void 0 : normalizeOwner(change2.owner);
    if (owner !== void 0 && !await this.#people.exists(owner)) {
      throw errorWithReason("owner-unknown", `The catalog has no ${owner}`);
    }
    return this.#unitOfWork.run(context, async (work) => {
      const before = await lockChatbot(work.db, chatbot);
      const after = changedRow(before, { ...change2, owner }, work.now);
      if (sameFacts(before, after)) {
        work.unchanged();
        return toChatbot(before);
      }
      const moved = !sameRepository(before, after);
      if (moved) {
        await assertRepositoryFree(work, after);
      }
      await updateChatbot(work.db, after);
      const revokedTokens = moved ? await revokePipelineTokens(work.db, { chatbot, now: work.now }) : [];
      await work.record({
        type: "chatbot.facts-changed",
        subject: { kind: "chatbot", chatbot, id: chatbot },
        data: {
          before: hashedFacts(before),
          after: hashedFacts(after),
          revokedTokens
        },
        people: {
          ...ownerPeople("ownerBefore", before.owner),
          ...ownerPeople("ownerAfter", after.owner)
        },
        texts: {
          ...repositoryOwnerText("repositoryOwnerBefore", before),
          ...repositoryOwnerText("repositoryOwnerAfter", after),
          repositoryUrlBefore: before.repository_url,
          repositoryUrlAfter: after.repository_url
        }
      });
      await this.#listener.onFactsChanged(work, { before, after });
      return toChatbot(after);
    });
  }
};
function newRow(registration2, owner, work) {
  const { repository } = registration2;
  return {
    name: registration2.name,
    namespace: registration2.namespace ?? "default",
    title: registration2.title,
    purpose: registration2.purpose ?? null,
    owner,
    risk_class: registration2.riskClass,
    repository_host: hostOf2(repository),
    repository_id: repository.id,
    repository_owner_id: repository.ownerId ?? null,
    repository_url: repository.url,
    demo: work.demo,
    created_at: work.now,
    updated_at: work.now
  };
}
function changedRow(before, change2, now) {
  const { owner, riskClass, repository } = change2;
  return {
    ...before,
    owner: owner ?? before.owner,
    risk_class: riskClass ?? before.risk_class,
    ...repository ? {
      repository_host: hostOf2(repository),
      repository_id: repository.id,
      repository_owner_id: repository.ownerId ?? null,
      repository_url: repository.url
    } : {},
    updated_at: now
  };
}
function hostOf2(repository) {
  return repository.host.toLocaleLowerCase("en-US");
}
async function existingOf(work, row2) {
  await assertRepositoryFree(work, row2);
  const existing = await findChatbot(work.db, row2.name);
  const same = sameFacts(existing, row2) && existing.namespace === row2.namespace && existing.title === row2.title && existing.purpose === row2.purpose;
  if (!same) {
    throw errorWithReason(
      "chatbot-exists",
      `Another chatbot is named '${row2.name}' already`
    );
  }
  return existing;
}
async function assertRepositoryFree(work, row2) {
  const bound = await findChatbotByRepository(
    work.db,
    row2.repository_host,
    row2.repository_id
  );
  if (bound && bound.name !== row2.name) {
    throw errorWithReason(
      "repository-taken",
      `Repository ${row2.repository_id} of ${row2.repository_host} is bound to another chatbot`
    );
  }
}
function sameRepository(a, b) {
  return a.repository_host === b.repository_host && a.repository_id === b.repository_id && a.repository_owner_id === b.repository_owner_id;
}
function sameFacts(a, b) {
  return a.owner === b.owner && a.risk_class === b.risk_class && a.repository_url === b.repository_url && sameRepository(a, b);
}
function normalizeOwner(owner) {
  const ref = (0, import_catalog_model6.parseEntityRef)(owner);
  if (!OWNER_KINDS.has(ref.kind.toLocaleLowerCase("en-US"))) {
    throw errorWithReason(
      "owner-unknown",
      `'${owner}' is neither a group nor a user`
    );
  }
  return (0, import_catalog_model6.stringifyEntityRef)(ref);
}

// plugins/chatbots-backend/src/registry/evaluations/DefaultEvaluationService.ts
var import_node_crypto19 = require("node:crypto");

// plugins/chatbots-backend/src/registry/runFacts.ts
function effectiveRun(actor, run) {
  const { origin: origin2, login } = actor;
  if (origin2.kind !== "oidc") {
    return run;
  }
  return {
    ...run,
    ...origin2.runId === void 0 ? {} : { id: origin2.runId },
    ...origin2.runAttempt === void 0 ? {} : { attempt: origin2.runAttempt },
    ...origin2.workflow === void 0 ? {} : { workflow: origin2.workflow },
    ...origin2.ref === void 0 ? {} : { ref: origin2.ref },
    ...login === void 0 ? {} : { actor: login }
  };
}
function originOf(actor, run) {
  if (actor.origin.kind === "oidc") {
    return actor.origin;
  }
  return {
    kind: "token",
    ...run.ref === void 0 ? {} : { ref: run.ref },
    ...run.workflow === void 0 ? {} : { workflow: run.workflow },
    runId: run.id,
    ...run.attempt === void 0 ? {} : { runAttempt: run.attempt }
  };
}

// plugins/chatbots-backend/src/registry/evaluations/assertMetrics.ts
function assertMetrics(report) {
  const metrics = /* @__PURE__ */ new Map();
  for (const metric of report.metrics) {
    const at2 = `metric '${metric.name}'`;
    if (metrics.has(metric.name)) {
      throw invalid7(at2, "is reported twice");
    }
    metrics.set(metric.name, metric);
    assertValue(at2, metric.value, metric);
    if (metric.standardDeviation !== void 0 && !Number.isFinite(metric.standardDeviation)) {
      throw invalid7(at2, "has a standard deviation that is not finite");
    }
  }
  assertSlices(report.slices ?? [], metrics);
  assertSamples(report.samples ?? [], metrics);
}
function assertSlices(slices, metrics) {
  const seen = /* @__PURE__ */ new Set();
  for (const { slice, metric, value } of slices) {
    const at2 = `slice '${slice}' of metric '${metric}'`;
    const key = JSON.stringify([slice, metric]);
    if (seen.has(key)) {
      throw invalid7(at2, "is reported twice");
    }
    seen.add(key);
    assertValue(at2, value, metrics.get(metric));
  }
}
function assertSamples(samples2, metrics) {
  const seen = /* @__PURE__ */ new Set();
  for (const { sampleId, scores } of samples2) {
    if (seen.has(sampleId)) {
      throw invalid7(`sample '${sampleId}'`, "is reported twice");
    }
    seen.add(sampleId);
    for (const [metric, score] of Object.entries(scores)) {
      assertValue(
        `sample '${sampleId}' of metric '${metric}'`,
        score,
        metrics.get(metric)
      );
    }
  }
}
function assertValue(at2, value, metric) {
  if (!metric) {
    throw invalid7(at2, "is of a metric that the report does not have");
  }
  if (!Number.isFinite(value)) {
    throw invalid7(at2, "is not a finite number");
  }
  if (metric.unit === "ratio" && (value < 0 || value > 1)) {
    throw invalid7(at2, `is ${value}; a ratio lies between 0 and 1`);
  }
}
function invalid7(at2, problem) {
  return errorWithReason("metric-invalid", `The ${at2} ${problem}`, {
    details: { at: at2 }
  });
}

// plugins/chatbots-backend/src/registry/evaluations/DefaultEvaluationService.ts
var CLOCK_SKEW_MS2 = 5 * 60 * 1e3;
var DefaultEvaluationService = class {
  #unitOfWork;
  #clock;
  #listener;
  constructor(options) {
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#listener = options.listener;
  }
  async report(report, context) {
    assertMetrics(report);
    assertTimes(report, context.occurredAt ?? this.#clock.now());
    const { actor } = context;
    const run = effectiveRun(actor, report.run);
    const identity = evaluationIdentity(actor.chatbot, report, run);
    const content = evaluationContent(report);
    return this.#unitOfWork.run(context, async (work) => {
      await lockChatbot(work.db, actor.chatbot);
      const version = await versionOf(work, actor.chatbot, report);
      const existing = await findEvaluationByIdentity(work.db, identity);
      if (existing) {
        assertSameContent(existing, content);
        work.unchanged();
        return { record: existing, created: false };
      }
      const deployment = await deploymentOf(work, report, version);
      const rows = evaluationRows(report, {
        id: (0, import_node_crypto19.randomUUID)(),
        chatbot: actor.chatbot,
        version_id: version.id,
        version: version.version,
        digest: version.digest,
        deployment_id: deployment?.id ?? null,
        stage: deployment?.stage ?? null,
        identity_digest: identity,
        content_digest: content,
        run: JSON.stringify(run),
        origin: JSON.stringify(originOf(actor, run)),
        demo: work.demo,
        reported_at: work.now
      });
      await insertEvaluation(work.db, rows);
      await record(work, rows.evaluation, report);
      await this.#listener.onEvidenceReported(work, actor.chatbot);
      return { record: rows.evaluation, created: true };
    });
  }
};
function assertTimes(report, now) {
  const started = Date.parse(report.startedAt);
  const finished = Date.parse(report.finishedAt);
  if (finished < started) {
    throw errorWithReason("input-invalid", "finishedAt is before startedAt");
  }
  if (finished > now.getTime() + CLOCK_SKEW_MS2) {
    throw errorWithReason("input-invalid", "finishedAt lies in the future", {
      hint: "Set the pipeline's clock; a few minutes of skew are accepted."
    });
  }
}
async function versionOf(work, chatbot, report) {
  const version = await findModelVersion(work.db, chatbot, report.version);
  if (report.digest !== void 0 && report.digest !== version.digest) {
    throw errorWithReason(
      "digest-mismatch",
      `Version '${version.version}' has another digest than the one evaluated`,
      {
        hint: "Evaluate the bundle that was reported under this version name.",
        details: { recorded: version.digest, stated: report.digest }
      }
    );
  }
  return version;
}
function assertSameContent(existing, content) {
  if (existing.content_digest !== content) {
    throw errorWithReason(
      "evaluation-conflict",
      `This run was reported with other results as evaluation ${existing.id}`,
      {
        hint: "Report a new run; results of a run cannot be changed.",
        details: { evaluationId: existing.id }
      }
    );
  }
}
async function deploymentOf(work, report, version) {
  const { deploymentId } = report;
  if (deploymentId === void 0) {
    return void 0;
  }
  const deployment = await findDeployment(work.db, deploymentId);
  if (!deployment) {
    throw errorWithReason(
      "deployment-unknown",
      `There is no deployment '${deploymentId}'`
    );
  }
  if (deployment.chatbot !== version.chatbot) {
    throw errorWithReason(
      "token-foreign",
      "The deployment belongs to another chatbot than the pipeline token"
    );
  }
  if (deployment.version_id !== version.id) {
    throw errorWithReason(
      "digest-mismatch",
      `Deployment '${deploymentId}' runs another version than '${version.version}'`,
      { hint: "Report the version that the deployment answers with." }
    );
  }
  if (deployment.ended_at !== null) {
    throw errorWithReason(
      "deployment-closed",
      `Another version replaced deployment '${deploymentId}' at ${deployment.ended_at}`,
      {
        hint: "Report tests while the version runs; deploy it again to test it."
      }
    );
  }
  return deployment;
}
async function record(work, row2, report) {
  const facts2 = originFacts(JSON.parse(row2.origin));
  await work.record({
    type: "evaluation.reported",
    subject: { kind: "evaluation", chatbot: row2.chatbot, id: row2.id },
    data: {
      versionId: row2.version_id,
      version: row2.version,
      digest: row2.digest,
      suite: row2.suite,
      dataset: { ...report.dataset },
      judge: { ...report.judge },
      contentDigest: row2.content_digest,
      identityDigest: row2.identity_digest,
      metrics: report.metrics.map(({ name: name5, value, sampleCount }) => ({
        name: name5,
        value,
        sampleCount
      })),
      samples: row2.sample_count,
      ...row2.deployment_id === null ? {} : { deploymentId: row2.deployment_id },
      ...row2.stage === null ? {} : { stage: row2.stage },
      ...facts2.data
    },
    texts: { ...facts2.texts, runDigest: sha256Text(row2.run) }
  });
}

// plugins/chatbots-backend/src/registry/identity/IdentityTokenExchanger.ts
var IdentityTokenExchanger = class {
  #knex;
  #verifier;
  #tokens;
  constructor(options) {
    this.#knex = options.knex;
    this.#verifier = options.verifier;
    this.#tokens = options.tokens;
  }
  /**
   * Exchanges an ID token. Throws what verifying it throws, and `repository-mismatch` when the run's repository is not the
   * one of a chatbot by its ids, whatever its name.
   */
  async exchange(identityToken) {
    const { repository, origin: origin2, login } = await this.#verifier.verify(
      identityToken
    );
    const chatbot = await findChatbotByRepository(
      this.#knex,
      repository.host,
      repository.id
    );
    if (!chatbot) {
      throw errorWithReason(
        "repository-mismatch",
        `No chatbot is bound to repository ${repository.id} of ${repository.host}`
      );
    }
    const registered = chatbot.repository_owner_id;
    if (registered !== null && registered !== repository.ownerId) {
      throw errorWithReason(
        "repository-mismatch",
        `Repository ${repository.id} of ${repository.host} belongs to another owner than the one registered`
      );
    }
    return this.#tokens.exchange({
      chatbot: chatbot.name,
      repository,
      origin: origin2,
      ...login ? { login } : {}
    });
  }
};

// plugins/chatbots-backend/src/registry/identity/IdentityTokenVerifier.ts
var import_jose2 = require("jose");

// plugins/chatbots-backend/src/registry/identity/IssuerKeys.ts
var import_jose = require("jose");

// plugins/chatbots-backend/src/registry/identity/IssuerConfig.ts
var ACTIONS = {
  repositoryId: "repository_id",
  ownerId: "repository_owner_id",
  ref: "ref",
  event: "event_name",
  protected: "ref_protected",
  workflow: "workflow",
  workflowFile: "workflow_ref",
  environment: "environment",
  runId: "run_id",
  runAttempt: "run_attempt",
  actor: "actor"
};
var CLAIMS = {
  github: ACTIONS,
  gitea: ACTIONS,
  gitlab: {
    repositoryId: "project_id",
    ownerId: "namespace_id",
    ref: "ref",
    event: "pipeline_source",
    protected: "ref_protected",
    workflow: "ci_config_ref_uri",
    workflowFile: "ci_config_ref_uri",
    environment: "environment",
    runId: "pipeline_id",
    actor: "user_login"
  },
  generic: {}
};
var ACTIONS_EVENTS = ["push", "workflow_dispatch", "schedule", "release"];
var EVENTS = {
  github: ACTIONS_EVENTS,
  gitea: ACTIONS_EVENTS,
  gitlab: ["push", "web", "schedule", "api", "trigger"],
  generic: void 0
};
function readIssuers(config) {
  const issuers = (config.getOptionalConfigArray("chatbots.pipelines.oidc.issuers") ?? []).map(readIssuer);
  const names = /* @__PURE__ */ new Set();
  for (const { issuer } of issuers) {
    if (names.has(issuer)) {
      throw new Error(
        `chatbots.pipelines.oidc.issuers names the issuer '${issuer}' twice`
      );
    }
    names.add(issuer);
  }
  return issuers;
}
function readIssuer(config) {
  const issuer = config.getString("issuer");
  const jwksUri = config.getOptionalString("jwksUri");
  assertSafeUrl(issuer, "issuer");
  if (jwksUri !== void 0) {
    assertSafeUrl(jwksUri, "jwksUri");
  }
  const type = typeOf(config.getString("type"));
  const claims = {
    ...CLAIMS[type],
    ...config.getOptional("claims")
  };
  const allowedEvents = config.getOptionalStringArray("allowedEvents") ?? EVENTS[type];
  const requireProtectedRef = config.getOptionalBoolean("requireProtectedRef") ?? false;
  const workflows = config.getOptionalStringArray("workflows");
  const needed = [
    "repositoryId",
    ...allowedEvents ? ["event"] : [],
    ...requireProtectedRef ? ["protected"] : [],
    ...workflows ? ["workflowFile"] : []
  ];
  for (const name5 of needed) {
    if (claims[name5] === void 0) {
      throw new Error(
        `The issuer '${issuer}' of type ${type} needs claims.${name5}`
      );
    }
  }
  return {
    issuer,
    audience: config.getString("audience"),
    jwksUri,
    host: config.getString("host").toLocaleLowerCase("en-US"),
    type,
    claims,
    allowedRefs: config.getOptionalStringArray("allowedRefs"),
    allowedEvents,
    requireProtectedRef,
    workflows
  };
}
function typeOf(text4) {
  for (const type of ["github", "gitlab", "gitea", "generic"]) {
    if (text4 === type) {
      return type;
    }
  }
  throw new Error(
    `chatbots.pipelines.oidc knows the types github, gitlab, gitea and generic, not '${text4}'`
  );
}
var LOOPBACK2 = /* @__PURE__ */ new Set(["localhost", "127.0.0.1", "[::1]"]);
function assertSafeUrl(text4, what) {
  const { protocol, hostname } = new URL(text4);
  if (protocol !== "https:" && !(protocol === "http:" && LOOPBACK2.has(hostname))) {
    throw new Error(
      `The ${what} '${text4}' of an identity provider needs https`
    );
  }
}

// plugins/chatbots-backend/src/registry/identity/IssuerKeys.ts
var TIMEOUT_MS4 = 5e3;
var IssuerKeys = class {
  #issuer;
  #keys;
  constructor(issuer) {
    this.#issuer = issuer;
  }
  /** Throws `service-unavailable` when the issuer does not say where its keys are. */
  async get() {
    this.#keys ??= this.#find();
    try {
      return await this.#keys;
    } catch (error) {
      this.#keys = void 0;
      throw error;
    }
  }
  async #find() {
    const jwksUri = this.#issuer.jwksUri ?? await this.#discover();
    return (0, import_jose.createRemoteJWKSet)(new URL(jwksUri), {
      timeoutDuration: TIMEOUT_MS4
    });
  }
  /** OpenID Connect Discovery 1.0, sections 4.1 to 4.3. */
  async #discover() {
    const { issuer } = this.#issuer;
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    let metadata;
    try {
      const response = await fetch(url, {
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS4)
      });
      if (!response.ok) {
        throw new Error(`${url} answered ${response.status}`);
      }
      metadata = await response.json();
    } catch (cause) {
      throw errorWithReason(
        "service-unavailable",
        `The identity provider ${issuer} does not answer`,
        { cause }
      );
    }
    const { issuer: stated, jwks_uri: jwksUri } = Object(metadata);
    if (stated !== issuer || typeof jwksUri !== "string") {
      throw errorWithReason(
        "service-unavailable",
        `The identity provider ${issuer} describes itself as another one`
      );
    }
    assertSafeUrl(jwksUri, "jwks_uri");
    return jwksUri;
  }
};

// plugins/chatbots-backend/src/registry/identity/assertRunAllowed.ts
function assertRunAllowed(run, config) {
  const { allowedEvents, allowedRefs, requireProtectedRef, workflows } = config;
  const { ref, event, isProtected, file } = run;
  if (allowedEvents && !allowedEvents.some((allowed) => allowed === event)) {
    throw errorWithReason(
      "event-not-allowed",
      `Runs started by ${event ?? "no known event"} may not report`,
      { hint: `Report from a run started by ${allowedEvents.join(" or ")}.` }
    );
  }
  if (allowedRefs && !matches(allowedRefs, ref)) {
    throw errorWithReason(
      "ref-not-allowed",
      `Runs of ${ref ?? "no ref"} may not report`,
      { hint: `Run the pipeline from ${allowedRefs.join(" or ")}.` }
    );
  }
  if (requireProtectedRef && isProtected !== true) {
    throw errorWithReason(
      "ref-not-protected",
      `Its host does not say that ${ref ?? "the ref"} is protected`
    );
  }
  if (!workflows) {
    return;
  }
  if (!file || !workflows.includes(file.path)) {
    throw errorWithReason(
      "workflow-not-allowed",
      `The workflow file ${file?.path ?? "that nobody names"} may not report`,
      { hint: `Report from ${workflows.join(" or ")}.` }
    );
  }
  if (allowedRefs && !matches(allowedRefs, file.ref)) {
    throw errorWithReason(
      "workflow-not-allowed",
      `The workflow file as it is on ${file.ref ?? "no ref"} may not report`,
      {
        hint: `Run ${file.path} as it is on ${allowedRefs.join(" or ")}.`
      }
    );
  }
}
function matches(patterns, ref) {
  return patterns.some(
    (pattern) => pattern.endsWith("*") ? ref?.startsWith(pattern.slice(0, -1)) : ref === pattern
  );
}

// plugins/chatbots-backend/src/registry/identity/toVerifiedRun.ts
var MAX_CLAIM = 1e3;
function toVerifiedRun(payload, config) {
  const claim = (name5) => textOf4(payload, config.claims[name5]);
  const id2 = claim("repositoryId");
  if (id2 === void 0) {
    throw errorWithReason(
      "identity-token-invalid",
      `The identity token has no claim '${config.claims.repositoryId}'`
    );
  }
  assertOwnRun(payload, config, id2);
  const ref = refOf(payload, config, claim("ref"));
  const event = claim("event");
  const isProtected = truthOf(payload, config.claims.protected);
  const file = fileOf(payload, config, claim("workflowFile"));
  assertRunAllowed({ ref, event, isProtected, file }, config);
  const ownerId = claim("ownerId");
  const workflow = claim("workflow");
  const environment = claim("environment");
  const runId = claim("runId");
  const runAttempt = Number(claim("runAttempt"));
  const login = claim("actor");
  return {
    repository: { host: config.host, id: id2, ...ownerId ? { ownerId } : {} },
    origin: {
      kind: "oidc",
      issuer: config.issuer,
      ...ref ? { ref } : {},
      ...event ? { event } : {},
      ...isProtected === void 0 ? {} : { protected: isProtected },
      ...workflow ? { workflow } : {},
      ...file ? { workflowFile: file.path } : {},
      ...environment ? { environment } : {},
      ...runId ? { runId } : {},
      ...Number.isSafeInteger(runAttempt) && runAttempt > 0 ? { runAttempt } : {}
    },
    ...login ? { login } : {}
  };
}
function assertOwnRun(payload, config, id2) {
  const runsIn = config.type === "gitlab" ? textOf4(payload, "job_project_id") : void 0;
  if (runsIn !== void 0 && runsIn !== id2) {
    throw errorWithReason(
      "repository-mismatch",
      `The job runs in project ${runsIn} for project ${id2}`
    );
  }
}
function textOf4(payload, name5) {
  const value = name5 === void 0 ? void 0 : payload[name5];
  if (typeof value === "string" && value !== "") {
    if (value.length > MAX_CLAIM || value.includes("\0")) {
      throw errorWithReason(
        "identity-token-invalid",
        `The claim '${name5}' of the identity token has more than ${MAX_CLAIM} characters, or one that no text may have`
      );
    }
    return value;
  }
  return Number.isSafeInteger(value) ? String(value) : void 0;
}
function truthOf(payload, name5) {
  const value = name5 === void 0 ? void 0 : payload[name5];
  if (value === true || value === "true") {
    return true;
  }
  return value === false || value === "false" ? false : void 0;
}
function refOf(payload, config, ref) {
  if (config.type !== "gitlab" || ref === void 0) {
    return ref;
  }
  return payload.ref_type === "tag" ? `refs/tags/${ref}` : `refs/heads/${ref}`;
}
function fileOf(payload, config, claim) {
  if (claim === void 0) {
    return void 0;
  }
  const end = claim.lastIndexOf("@refs/");
  const whole = end < 0 ? claim : claim.slice(0, end);
  const isGitlab = config.type === "gitlab";
  const own = textOf4(payload, isGitlab ? "project_path" : "repository");
  const prefix = isGitlab ? `/${own}//` : `${own}/`;
  const at2 = isGitlab ? whole.indexOf(prefix) : 0;
  const isOwn = own !== void 0 && at2 >= 0 && whole.startsWith(prefix, at2) && !whole.slice(0, at2).includes("/");
  return {
    path: isOwn ? whole.slice(at2 + prefix.length) : whole,
    ...end < 0 ? {} : { ref: claim.slice(end + 1) }
  };
}

// plugins/chatbots-backend/src/registry/identity/IdentityTokenVerifier.ts
var ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519"
];
var TOLERANCE_S = 10;
var MOST_AT_ONCE = 4;
var MOST_CHARACTERS = { header: 2048, payload: 12288, signature: 2048 };
var IdentityTokenVerifier = class {
  #issuers;
  #clock;
  #verifying = 0;
  constructor(options) {
    this.#issuers = new Map(
      options.issuers.map((config) => [
        config.issuer,
        { config, keys: new IssuerKeys(config) }
      ])
    );
    this.#clock = options.clock;
  }
  /**
   * What the token proves. Throws `identity-token-issuer`, `exchange-busy`, `identity-token-audience`, `identity-token-expired`,
   * `identity-token-invalid`, what `toVerifiedRun` throws, or `service-unavailable` when the issuer's keys can't be read.
   */
  async verify(token) {
    assertBounded(token);
    const { config, keys } = this.#issuerOf(token);
    const payload = await this.#takePlace(
      () => this.#check(token, config, keys)
    );
    if (payload.aud !== config.audience && !isOnly(payload.aud, config)) {
      throw errorWithReason(
        "identity-token-audience",
        "The identity token is for several audiences"
      );
    }
    return toVerifiedRun(payload, config);
  }
  async #takePlace(verify2) {
    if (this.#verifying >= MOST_AT_ONCE) {
      throw errorWithReason(
        "exchange-busy",
        `${MOST_AT_ONCE} identity tokens are being verified already`
      );
    }
    this.#verifying += 1;
    try {
      return await verify2();
    } finally {
      this.#verifying -= 1;
    }
  }
  /** The issuer that the token names, before anything of it is believed. */
  #issuerOf(token) {
    let issuer;
    try {
      issuer = (0, import_jose2.decodeJwt)(token).iss;
    } catch (cause) {
      throw errorWithReason(
        "identity-token-invalid",
        "The identity token is not a JWT",
        { cause }
      );
    }
    const known = this.#issuers.get(issuer ?? "");
    if (!known) {
      throw errorWithReason(
        "identity-token-issuer",
        "The issuer of the identity token is not trusted here"
      );
    }
    return known;
  }
  async #check(token, config, keys) {
    const getKey = await keys.get();
    try {
      const { payload } = await (0, import_jose2.jwtVerify)(token, getKey, {
        issuer: config.issuer,
        audience: config.audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_S,
        currentDate: this.#clock.now(),
        requiredClaims: ["exp", "iat"]
      });
      return payload;
    } catch (cause) {
      throw explain(cause, config);
    }
  }
};
function assertBounded(token) {
  const [header, payload, signature, ...more] = token.split(".");
  const fits = (part, most) => part !== void 0 && part.length <= most;
  if (more.length > 0 || !fits(header, MOST_CHARACTERS.header) || !fits(payload, MOST_CHARACTERS.payload) || !fits(signature, MOST_CHARACTERS.signature)) {
    throw errorWithReason(
      "identity-token-invalid",
      "The identity token is not a JWT of a usual size"
    );
  }
}
function isOnly(audience, config) {
  return Array.isArray(audience) && audience.length === 1 && audience[0] === config.audience;
}
function explain(cause, config) {
  if (cause instanceof import_jose2.errors.JWTExpired) {
    return errorWithReason(
      "identity-token-expired",
      "The identity token has expired",
      {
        cause
      }
    );
  }
  if (cause instanceof import_jose2.errors.JWTClaimValidationFailed && cause.claim === "aud") {
    return errorWithReason(
      "identity-token-audience",
      "The identity token is for another audience",
      {
        hint: `Request the token for the audience '${config.audience}'.`,
        cause
      }
    );
  }
  if (cause instanceof import_jose2.errors.JWKSTimeout || !(cause instanceof import_jose2.errors.JOSEError) || cause.code === import_jose2.errors.JOSEError.code) {
    return errorWithReason(
      "service-unavailable",
      `The keys of ${config.issuer} can't be read at the moment`,
      { cause }
    );
  }
  return errorWithReason(
    "identity-token-invalid",
    "The identity token can not be verified",
    { cause }
  );
}

// plugins/chatbots-backend/src/registry/tokens/tokenValue.ts
var import_node_crypto20 = require("node:crypto");
var PREFIX2 = "cpt_";
var PATTERN = /^cpt_[A-Za-z0-9_-]{43}$/;
var SHOWN2 = PREFIX2.length + 8;
function newTokenValue() {
  return PREFIX2 + (0, import_node_crypto20.randomBytes)(32).toString("base64url");
}
function isTokenValue(text4) {
  return PATTERN.test(text4);
}
function hashToken(value) {
  return (0, import_node_crypto20.createHash)("sha256").update(value, "utf8").digest("hex");
}
function tokenPrefix(value) {
  return value.slice(0, SHOWN2);
}

// plugins/chatbots-backend/src/registry/tokens/DatabasePipelineAuthenticator.ts
var USE_PRECISION_MS = 5 * 60 * 1e3;
var DatabasePipelineAuthenticator = class {
  #knex;
  #unitOfWork;
  #clock;
  #logger;
  constructor(options) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }
  async authenticate(token) {
    const row2 = isTokenValue(token) ? await findPipelineTokenByHash(this.#knex, hashToken(token)) : void 0;
    if (!row2) {
      throw errorWithReason("token-invalid", "The pipeline token is unknown");
    }
    if (row2.revoked_at !== null) {
      throw errorWithReason(
        "token-revoked",
        `The pipeline token ${row2.prefix}\u2026 was revoked at ${row2.revoked_at}`
      );
    }
    const now = this.#clock.now();
    if (row2.expires_at <= toInstant(now)) {
      throw errorWithReason(
        "token-expired",
        `The pipeline token ${row2.prefix}\u2026 expired at ${row2.expires_at}`
      );
    }
    const stored2 = fromOptionalJson(row2.origin);
    const actor = {
      kind: "pipeline",
      chatbot: row2.chatbot,
      tokenId: row2.id,
      origin: stored2?.origin ?? { kind: "token" },
      ...stored2?.login ? { login: stored2.login } : {}
    };
    await this.#noteUse(row2, actor, now);
    return actor;
  }
  async #noteUse(row2, actor, now) {
    const last = row2.last_used_at === null ? 0 : Date.parse(row2.last_used_at);
    if (now.getTime() - last < USE_PRECISION_MS) {
      return;
    }
    try {
      await this.#unitOfWork.run({ actor }, async (work) => {
        await markPipelineTokenUsed(work.db, row2.id, toInstant(now));
        work.unchanged();
      });
    } catch (error) {
      this.#logger.warn("Could not note the use of a pipeline token", {
        tokenId: row2.id,
        error: String(error)
      });
    }
  }
};

// plugins/chatbots-backend/src/registry/tokens/DefaultPipelineTokenService.ts
var import_luxon = require("luxon");
var import_node_crypto21 = require("node:crypto");

// plugins/chatbots-backend/src/registry/tokens/PipelineTokenService.ts
function toPipelineToken(row2) {
  return {
    id: row2.id,
    purpose: row2.purpose,
    prefix: row2.prefix,
    createdAt: row2.created_at,
    createdBy: row2.created_by,
    expiresAt: row2.expires_at,
    ...row2.last_used_at === null ? {} : { lastUsedAt: row2.last_used_at },
    ...row2.revoked_at === null ? {} : { revokedAt: row2.revoked_at }
  };
}

// plugins/chatbots-backend/src/registry/tokens/DefaultPipelineTokenService.ts
var DEFAULT_DAYS = 90;
var EXCHANGED_MINUTES = 15;
var EXCHANGED_PURPOSE = "identity token";
var DefaultPipelineTokenService = class {
  #knex;
  #unitOfWork;
  #clock;
  constructor(options) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
  }
  async issue(chatbot, request4, context) {
    const { purpose, expiresInDays = DEFAULT_DAYS } = request4;
    const token = newTokenValue();
    return this.#unitOfWork.run(context, async (work) => {
      await lockChatbot(work.db, chatbot);
      const revokedTokens = await revokePipelineTokens(work.db, {
        chatbot,
        purpose,
        now: work.now
      });
      const row2 = newRow2(chatbot, token, work, {
        kind: "stored",
        purpose,
        lifetime: { days: expiresInDays }
      });
      await insertPipelineToken(work.db, row2);
      await work.record({
        type: "token.issued",
        subject: { kind: "pipeline-token", chatbot, id: row2.id },
        data: {
          tokenDigest: sha256Text(row2.token_hash),
          expiresAt: row2.expires_at,
          revokedTokens
        },
        // Somebody's own words, which may name people.
        texts: { purpose }
      });
      return { token, record: toPipelineToken(row2) };
    });
  }
  async exchange(identity) {
    const { chatbot, repository, origin: origin2, login } = identity;
    const token = newTokenValue();
    const id2 = (0, import_node_crypto21.randomUUID)();
    const actor = { kind: "pipeline", chatbot, tokenId: id2, origin: origin2 };
    return this.#unitOfWork.run({ actor }, async (work) => {
      const bound = await lockChatbot(work.db, chatbot);
      if (bound.repository_host !== repository.host || bound.repository_id !== repository.id) {
        throw errorWithReason(
          "repository-mismatch",
          `Chatbot '${chatbot}' is bound to another repository by now`
        );
      }
      const stored2 = { origin: origin2, ...login ? { login } : {} };
      const row2 = {
        ...newRow2(chatbot, token, work, {
          kind: "exchanged",
          purpose: EXCHANGED_PURPOSE,
          lifetime: { minutes: EXCHANGED_MINUTES }
        }),
        id: id2,
        created_by: origin2.issuer ?? "issuer",
        origin: JSON.stringify(stored2)
      };
      await deleteExpiredExchangedTokens(work.db, {
        chatbot,
        before: later(work.now, { days: -1 })
      });
      await insertPipelineToken(work.db, row2);
      const facts2 = originFacts(origin2);
      await work.record({
        type: "token.exchanged",
        subject: { kind: "pipeline-token", chatbot, id: id2 },
        data: {
          tokenDigest: sha256Text(row2.token_hash),
          expiresAt: row2.expires_at,
          ...facts2.data
        },
        texts: { ...facts2.texts, ...login ? { login } : {} }
      });
      return { token, expiresAt: row2.expires_at, chatbot };
    });
  }
  async list(chatbot) {
    await findChatbot(this.#knex, chatbot);
    const now = toInstant(this.#clock.now());
    const rows = await listPipelineTokens(this.#knex, chatbot, now);
    return rows.map(toPipelineToken);
  }
  async revoke(chatbot, tokenId, context) {
    await this.#unitOfWork.run(context, async (work) => {
      await lockChatbot(work.db, chatbot);
      const worked = await revokePipelineToken(work.db, {
        chatbot,
        id: tokenId,
        now: work.now
      });
      if (!worked) {
        work.unchanged();
        return;
      }
      await work.record({
        type: "token.revoked",
        subject: { kind: "pipeline-token", chatbot, id: tokenId },
        data: { tokenDigest: await tokenDigestOf(work, tokenId) }
      });
    });
  }
};
async function tokenDigestOf(work, id2) {
  return sha256Text(await readPipelineTokenHash(work.db, id2));
}
function newRow2(chatbot, token, work, options) {
  return {
    id: (0, import_node_crypto21.randomUUID)(),
    chatbot,
    kind: options.kind,
    purpose: options.purpose,
    prefix: tokenPrefix(token),
    token_hash: hashToken(token),
    origin: null,
    created_by: creator(work.actor),
    created_at: work.now,
    expires_at: later(work.now, options.lifetime),
    last_used_at: null,
    revoked_at: null
  };
}
function creator(actor) {
  switch (actor.kind) {
    case "user":
      return actor.userRef;
    case "pipeline":
      return `pipeline:${actor.tokenId}`;
    default:
      return actor.subject;
  }
}
function later(instant2, duration3) {
  return toInstant(
    import_luxon.DateTime.fromISO(instant2, { zone: "utc" }).plus(duration3).toJSDate()
  );
}

// plugins/chatbots-backend/src/registry/versions/DefaultModelVersionService.ts
var import_node_crypto22 = require("node:crypto");

// plugins/chatbots-backend/src/registry/versions/promptTextRows.ts
function promptTextRows(chatbot, bundle2, texts = []) {
  const digests3 = new Map(
    bundle2.prompts.map(({ name: name5, digest: digest3 }) => [name5, digest3])
  );
  const rows = /* @__PURE__ */ new Map();
  for (const { name: name5, text: text4 } of texts) {
    const digest3 = digests3.get(name5);
    if (digest3 === void 0) {
      throw errorWithReason(
        "input-invalid",
        `The bundle has no prompt '${name5}' that a text is given for`,
        { details: { path: "promptTexts", name: name5 } }
      );
    }
    const actual = sha256Hex(Buffer.from(text4, "utf8"), sha256);
    if (actual !== digest3) {
      throw errorWithReason(
        "digest-mismatch",
        `The text of prompt '${name5}' does not have the digest that the bundle states`,
        {
          hint: "Digest the exact bytes of the prompt file.",
          details: { name: name5, stated: digest3, actual }
        }
      );
    }
    rows.set(digest3, { chatbot, digest: digest3, text: text4 });
  }
  return [...rows.values()];
}

// plugins/chatbots-backend/src/registry/versions/DefaultModelVersionService.ts
var DefaultModelVersionService = class {
  #unitOfWork;
  constructor(options) {
    this.#unitOfWork = options.unitOfWork;
  }
  async report(report, context) {
    const { chatbot } = context.actor;
    const digest3 = modelVersionDigest(bundleOf(report), sha256);
    if (report.digest !== void 0 && report.digest !== digest3) {
      throw errorWithReason(
        "digest-mismatch",
        "The digest stated is not the digest of the bundle",
        { details: { stated: report.digest, actual: digest3 } }
      );
    }
    const prompts2 = promptTextRows(chatbot, report.bundle, report.promptTexts);
    return this.#unitOfWork.run(context, async (work) => {
      const { repository_id: repositoryId } = await lockChatbot(
        work.db,
        chatbot
      );
      if (report.bundle.source.repositoryId !== repositoryId) {
        throw errorWithReason(
          "repository-mismatch",
          `The bundle comes from repository ${report.bundle.source.repositoryId}, chatbot '${chatbot}' is bound to another`
        );
      }
      const existing = await findModelVersionIfReported(
        work.db,
        chatbot,
        report.version
      );
      if (existing) {
        assertSameDigest(existing, digest3);
        work.unchanged();
        return { record: existing, created: false };
      }
      const row2 = await newRow3(work, report, digest3, context);
      await insertModelVersion(work.db, row2);
      await insertPromptTexts(work.db, prompts2);
      await record2(work, row2, report, prompts2);
      return { record: row2, created: true };
    });
  }
};
function bundleOf(report) {
  return report.bundle;
}
function assertSameDigest(existing, digest3) {
  if (existing.digest !== digest3) {
    throw errorWithReason(
      "version-conflict",
      `Version '${existing.version}' exists with another digest`,
      { details: { recorded: existing.digest, reported: digest3 } }
    );
  }
}
async function newRow3(work, report, digest3, { actor }) {
  const run = effectiveRun(actor, report.run);
  return {
    id: (0, import_node_crypto22.randomUUID)(),
    chatbot: actor.chatbot,
    version: report.version,
    ordinal: await nextVersionOrdinal(work.db, actor.chatbot),
    digest: digest3,
    bundle: canonicalJson(canonicalBundle(bundleOf(report))),
    model_card: report.modelCard === void 0 ? null : JSON.stringify(report.modelCard),
    commits: JSON.stringify(report.commits),
    run: JSON.stringify(run),
    origin: JSON.stringify(originOf(actor, run)),
    demo: work.demo,
    reported_at: work.now
  };
}
async function record2(work, row2, { bundle: bundle2 }, prompts2) {
  const facts2 = originFacts(JSON.parse(row2.origin));
  await work.record({
    type: "version.reported",
    subject: { kind: "model-version", chatbot: row2.chatbot, id: row2.version },
    data: {
      versionId: row2.id,
      version: row2.version,
      digest: row2.digest,
      ordinal: row2.ordinal,
      source: {
        repositoryId: bundle2.source.repositoryId,
        commit: bundle2.source.commit
      },
      artifacts: bundle2.artifacts.map(({ name: name5, digest: digest3 }) => ({ name: name5, digest: digest3 })),
      promptTexts: prompts2.map((one) => one.digest).sort(),
      ...facts2.data
    },
    texts: {
      ...facts2.texts,
      commitsDigest: sha256Text(row2.commits),
      runDigest: sha256Text(row2.run),
      ...row2.model_card === null ? {} : { modelCardDigest: sha256Text(row2.model_card) }
    }
  });
}

// plugins/chatbots-backend/src/registry/createRegistry.ts
function createRegistry(context, { listener }) {
  const { knex, unitOfWork, clock, logger, config } = context;
  const tokens = new DefaultPipelineTokenService({ knex, unitOfWork, clock });
  return {
    pipelineAuthenticator: new DatabasePipelineAuthenticator({
      knex,
      unitOfWork,
      clock,
      logger
    }),
    exchange: new IdentityTokenExchanger({
      knex,
      verifier: new IdentityTokenVerifier({
        issuers: readIssuers(config),
        clock
      }),
      tokens
    }),
    chatbots: new DefaultChatbotService({
      unitOfWork,
      people: CatalogMembershipReader.create(context),
      listener
    }),
    tokens,
    versions: new DefaultModelVersionService({ unitOfWork }),
    evaluations: new DefaultEvaluationService({ unitOfWork, clock, listener })
  };
}

// plugins/chatbots-backend/src/router/createRouter.ts
var import_express_promise_router2 = __toESM(require("express-promise-router"));

// plugins/chatbots-backend/src/router/requireUser.ts
async function requireUser(httpAuth, req) {
  const { principal } = await httpAuth.credentials(req, {
    allow: ["user", "service"]
  });
  if (principal.type !== "user") {
    throw errorWithReason(
      "user-required",
      "Only a signed-in person can do this"
    );
  }
  return httpAuth.credentials(req, { allow: ["user"] });
}
async function requirePerson(httpAuth, req) {
  const credentials = await requireUser(httpAuth, req);
  if (credentials.principal.actor) {
    throw errorWithReason(
      "user-required",
      "Only the person can do this, no plugin in their name"
    );
  }
  return credentials;
}

// plugins/chatbots-backend/src/router/withAudit.ts
var import_errors23 = require("@backstage/errors");
async function withAudit(auditor, options, write) {
  const event = await auditor.createEvent({
    eventId: options.eventId,
    severityLevel: "medium",
    request: options.request,
    meta: options.meta
  });
  let result;
  try {
    result = await write();
  } catch (error) {
    await event.fail({ error: (0, import_errors23.toError)(error) });
    throw error;
  }
  await event.success();
  return result;
}

// plugins/chatbots-backend/src/router/audit/sendDownload.ts
var import_node_stream = require("node:stream");
var import_promises4 = require("node:stream/promises");
async function sendDownload(res, { fileName, mediaType, lines }) {
  res.setHeader("Content-Type", mediaType);
  res.setHeader("Content-Disposition", `attachment; filename="${fileName}"`);
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("X-Content-Type-Options", "nosniff");
  try {
    await (0, import_promises4.pipeline)(import_node_stream.Readable.from(lines), res);
  } catch (error) {
    if (!isClientGone(error)) {
      throw error;
    }
  }
}
function isClientGone(error) {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}

// plugins/chatbots-backend/src/router/audit/addAuditRoutes.ts
var PAGE10 = 50;
function addAuditRoutes(router, options) {
  const { auditor, httpAuth, publicKeys } = options;
  const { audit } = options.services;
  router.get("/.well-known/chatbot-portal/keys", async (_req, res) => {
    res.json({ keys: publicKeys });
  });
  router.get("/v1/audit/status", async (req, res) => {
    res.json(await audit.status(await httpAuth.credentials(req)));
  });
  router.get("/v1/audit/events", async (req, res) => {
    const { cursor, limit = PAGE10, ...filter } = req.query;
    res.json(
      await audit.list(await httpAuth.credentials(req), filter, {
        cursor,
        limit
      })
    );
  });
  router.get("/v1/audit/events/:sequence", async (req, res) => {
    const sequence = Number(req.params.sequence);
    res.json(await audit.get(await httpAuth.credentials(req), sequence));
  });
  router.get("/v1/audit/checkpoints/latest", async (req, res) => {
    res.json(await audit.checkpoint(await httpAuth.credentials(req)));
  });
  router.get("/v1/audit/proofs/consistency", async (req, res) => {
    res.json(
      await audit.consistency(await httpAuth.credentials(req), req.query)
    );
  });
  router.post("/v1/audit/exports", async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { from, to, reveal } = req.body;
    const created = await withAudit(
      auditor,
      {
        eventId: "audit-export",
        request: req,
        meta: {
          ...from ? { from } : {},
          ...to ? { to } : {},
          reveal: reveal ?? false
        }
      },
      () => audit.createExport(credentials, req.body)
    );
    res.status(201).json(created);
  });
  router.get("/v1/audit/downloads/:ticket", async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ["user"],
      allowLimitedAccess: true
    });
    await sendDownload(
      res,
      await audit.openExport(credentials, req.params.ticket)
    );
  });
}

// plugins/chatbots-backend/src/router/audit/addChangeRoutes.ts
var PAGE11 = 100;
function addChangeRoutes(router, { services: { changes }, httpAuth }) {
  router.get("/v1/changes/:consumer", async (req, res) => {
    const { limit = PAGE11 } = req.query;
    res.json(
      await changes.read(await httpAuth.credentials(req), {
        consumer: req.params.consumer,
        limit
      })
    );
  });
  router.put("/v1/changes/:consumer", async (req, res) => {
    await changes.acknowledge(await httpAuth.credentials(req), {
      consumer: req.params.consumer,
      cursor: req.body.cursor,
      revision: req.body.revision
    });
    res.status(204).end();
  });
  router.get("/v1/projection", async (req, res) => {
    res.json(await changes.project(await httpAuth.credentials(req), req.query));
  });
}

// plugins/chatbots-backend/src/router/createValidatedRouter.ts
var OpenApiValidator = __toESM(require("express-openapi-validator"));
var import_express_promise_router = __toESM(require("express-promise-router"));

// plugins/chatbots-backend/src/schema/generated/spec.ts
var spec = {
  openapi: "3.0.3",
  info: {
    title: "chatbots",
    version: "1",
    description: "REST API of Chatbot Portal. Pipelines speak to `/pipeline/v1/**` with a pipeline token; people and\nservices speak to `/v1/**` with Backstage credentials; systems outside the portal sign what they send to `/external/v1/**`. Only operations that answer stand here.\nLimits are part of the schemas. `x-body-limit` is the most bytes that an operation's body may have, inflated when it is\ncompressed; a longer one is refused with `body-too-large` before it is read, one of more than 64 levels with `body-too-deep`.\n",
    license: {
      name: "Apache-2.0",
      url: "http://www.apache.org/licenses/LICENSE-2.0.html"
    }
  },
  servers: [{ url: "/" }],
  tags: [
    { name: "pipeline" },
    { name: "external" },
    { name: "chatbots" },
    { name: "promotions" },
    { name: "policies" },
    { name: "audit" },
    { name: "changes" },
    { name: "webhooks" }
  ],
  paths: {
    "/.well-known/chatbot-portal/keys": {
      get: {
        operationId: "GetPublicKeys",
        tags: ["audit"],
        summary: "Public keys of permits and of the audit log. For display and bootstrap; verifiers pin them.",
        security: [],
        responses: {
          "200": {
            description: "Keys",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PublicKeys" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/token": {
      post: {
        operationId: "ExchangeIdentityToken",
        tags: ["pipeline"],
        summary: "Exchanges a pipeline's OIDC ID token for a pipeline token that lives for minutes.",
        security: [],
        "x-body-limit": 32768,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/IdentityTokenExchange" }
            }
          }
        },
        responses: {
          "200": {
            description: "A pipeline token",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ExchangedToken" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/external/v1/systems/{system}/answers": {
      post: {
        operationId: "AnswerExternalCheck",
        tags: ["external"],
        summary: "Takes what a system outside the portal answers about a promotion. The same message twice is one answer.",
        description: "Signed by the Standard Webhooks scheme with the secret that the portal shares with the system.",
        security: [],
        parameters: [
          {
            name: "system",
            in: "path",
            required: true,
            schema: { type: "string" }
          }
        ],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/ExternalAnswer" }
            }
          }
        },
        responses: {
          "200": { description: "The answer is recorded" },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/versions": {
      post: {
        operationId: "ReportModelVersion",
        tags: ["pipeline"],
        summary: "Reports a model version. The same report twice is one record.",
        security: [{ pipelineToken: [] }],
        "x-body-limit": 5242880,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/ModelVersionReport" }
            }
          }
        },
        responses: {
          "200": {
            description: "The version was known already",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ReportedModelVersion" }
              }
            }
          },
          "201": {
            description: "Recorded",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ReportedModelVersion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/evaluations": {
      post: {
        operationId: "ReportEvaluation",
        tags: ["pipeline"],
        summary: "Reports one run of a suite over a dataset against one model version.",
        security: [{ pipelineToken: [] }],
        "x-body-limit": 5242880,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/EvaluationReport" }
            }
          }
        },
        responses: {
          "200": {
            description: "The evaluation was known already",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Evaluation" }
              }
            }
          },
          "201": {
            description: "Recorded",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Evaluation" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/promotions": {
      get: {
        operationId: "ListPipelinePromotions",
        tags: ["pipeline"],
        summary: "Promotions of the token's chatbot, for the deploy job to find its work.",
        security: [{ pipelineToken: [] }],
        parameters: [
          {
            in: "query",
            name: "state",
            required: false,
            schema: { $ref: "#/components/schemas/PromotionState" }
          }
        ],
        responses: {
          "200": {
            description: "Promotions",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PipelinePromotionList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      },
      post: {
        operationId: "RequestPromotionAsPipeline",
        tags: ["pipeline"],
        summary: "Requests a promotion. It counts as requested by the person who started the run and by every contributor.",
        security: [{ pipelineToken: [] }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/PipelinePromotionRequest" }
            }
          }
        },
        responses: {
          "200": {
            description: "An open promotion of that version to that stage exists",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PipelinePromotion" }
              }
            }
          },
          "201": {
            description: "Requested",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PipelinePromotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/promotions/{promotionId}": {
      get: {
        operationId: "GetPipelinePromotion",
        tags: ["pipeline"],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        responses: {
          "200": {
            description: "The promotion",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PipelinePromotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/promotions/{promotionId}/permit": {
      post: {
        operationId: "FetchPermit",
        tags: ["pipeline"],
        summary: "Runs every check again and issues the permit, or returns the one issued. The promotion becomes released.",
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        responses: {
          "200": {
            description: "The permit",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Permit" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/permits/{permitId}/consume": {
      post: {
        operationId: "ConsumePermit",
        tags: ["pipeline"],
        summary: "Consumes the permit once and opens one deployment. The same key gets the same answer, another key 409.",
        security: [{ pipelineToken: [] }],
        parameters: [
          {
            in: "path",
            name: "permitId",
            required: true,
            schema: { $ref: "#/components/schemas/Id" }
          }
        ],
        "x-body-limit": 16384,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/PermitConsumption" }
            }
          }
        },
        responses: {
          "200": {
            description: "Consumed before with the same key",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Deployment" }
              }
            }
          },
          "201": {
            description: "The deployment that was opened",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Deployment" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/deployments/{deploymentId}": {
      get: {
        operationId: "GetPipelineDeployment",
        tags: ["pipeline"],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: "#/components/parameters/deploymentId" }],
        responses: {
          "200": {
            description: "The deployment with the steps reported so far",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Deployment" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/deployments/{deploymentId}/steps": {
      post: {
        operationId: "ReportDeploymentStep",
        tags: ["pipeline"],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: "#/components/parameters/deploymentId" }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/DeploymentStepReport" }
            }
          }
        },
        responses: {
          "200": {
            description: "The deployment",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Deployment" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/pipeline/v1/deployments/{deploymentId}/outcome": {
      post: {
        operationId: "ReportDeploymentOutcome",
        tags: ["pipeline"],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: "#/components/parameters/deploymentId" }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/DeploymentOutcomeReport" }
            }
          }
        },
        responses: {
          "200": {
            description: "The deployment",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Deployment" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots": {
      get: {
        operationId: "ListChatbots",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "search",
            required: false,
            schema: { type: "string", maxLength: 200 }
          },
          {
            in: "query",
            name: "owner",
            required: false,
            schema: { $ref: "#/components/schemas/EntityRef" }
          },
          {
            in: "query",
            name: "riskClass",
            required: false,
            schema: { $ref: "#/components/schemas/RiskClass" }
          },
          {
            in: "query",
            name: "stage",
            required: false,
            description: "Only chatbots with a version in this stage",
            schema: { $ref: "#/components/schemas/StageName" }
          },
          {
            in: "query",
            name: "verdict",
            required: false,
            schema: { $ref: "#/components/schemas/Verdict" }
          },
          {
            in: "query",
            name: "needsMe",
            required: false,
            description: "Only chatbots with a promotion that the caller may decide",
            schema: { type: "boolean" }
          },
          {
            in: "query",
            name: "sort",
            required: false,
            schema: {
              type: "string",
              enum: ["name", "owner", "riskClass", "quality", "updatedAt"]
            }
          },
          {
            in: "query",
            name: "order",
            required: false,
            schema: { type: "string", enum: ["asc", "desc"] }
          }
        ],
        responses: {
          "200": {
            description: "Chatbots",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ChatbotList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      },
      post: {
        operationId: "RegisterChatbot",
        tags: ["chatbots"],
        summary: "Registers a chatbot and binds its repository by immutable id. For members of the owning group.",
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/ChatbotRegistration" }
            }
          }
        },
        responses: {
          "200": {
            description: "Registered before with the same facts",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Chatbot" }
              }
            }
          },
          "201": {
            description: "Registered",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Chatbot" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}": {
      get: {
        operationId: "GetChatbot",
        tags: ["chatbots"],
        parameters: [{ $ref: "#/components/parameters/chatbot" }],
        responses: {
          "200": {
            description: "The chatbot with its stages and next promotion",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ChatbotOverview" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/facts": {
      put: {
        operationId: "ChangeChatbotFacts",
        tags: ["chatbots"],
        summary: "Changes owner, risk class or repository. Voids every open promotion of the chatbot. For administrators.",
        parameters: [{ $ref: "#/components/parameters/chatbot" }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/ChatbotFactsChange" }
            }
          }
        },
        responses: {
          "200": {
            description: "The chatbot",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Chatbot" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/tokens": {
      get: {
        operationId: "ListPipelineTokens",
        tags: ["chatbots"],
        parameters: [{ $ref: "#/components/parameters/chatbot" }],
        responses: {
          "200": {
            description: "Tokens, without their values",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PipelineTokenList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      },
      post: {
        operationId: "IssuePipelineToken",
        tags: ["chatbots"],
        summary: "Issues a stored pipeline token; its value is shown once. Revokes the token issued under the same purpose before.",
        parameters: [{ $ref: "#/components/parameters/chatbot" }],
        "x-body-limit": 16384,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/PipelineTokenRequest" }
            }
          }
        },
        responses: {
          "201": {
            description: "The token, with its value",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/IssuedPipelineToken" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/tokens/{tokenId}": {
      delete: {
        operationId: "RevokePipelineToken",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          {
            in: "path",
            name: "tokenId",
            required: true,
            schema: { $ref: "#/components/schemas/Id" }
          }
        ],
        responses: {
          "204": { description: "Revoked" },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/versions": {
      get: {
        operationId: "ListModelVersions",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "search",
            required: false,
            schema: { type: "string", maxLength: 200 }
          }
        ],
        responses: {
          "200": {
            description: "Versions, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ModelVersionList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/versions/{version}": {
      get: {
        operationId: "GetModelVersion",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          { $ref: "#/components/parameters/version" }
        ],
        responses: {
          "200": {
            description: "The version: model card, gates and lineage",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ModelVersionDetail" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/comparison": {
      get: {
        operationId: "CompareModelVersions",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          {
            in: "query",
            name: "base",
            required: true,
            schema: { $ref: "#/components/schemas/VersionName" }
          },
          {
            in: "query",
            name: "target",
            required: true,
            schema: { $ref: "#/components/schemas/VersionName" }
          }
        ],
        responses: {
          "200": {
            description: "What is different",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Comparison" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/evaluations": {
      get: {
        operationId: "ListEvaluations",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "version",
            required: false,
            schema: { $ref: "#/components/schemas/VersionName" }
          },
          {
            in: "query",
            name: "suite",
            required: false,
            schema: { $ref: "#/components/schemas/ShortName" }
          }
        ],
        responses: {
          "200": {
            description: "Evaluations, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/EvaluationList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/trends": {
      get: {
        operationId: "GetTrends",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          {
            in: "query",
            name: "suite",
            required: false,
            schema: { $ref: "#/components/schemas/ShortName" }
          },
          { $ref: "#/components/parameters/limit" }
        ],
        responses: {
          "200": {
            description: "One series per suite and metric",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/TrendList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/stages": {
      get: {
        operationId: "ListStages",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          {
            in: "query",
            name: "at",
            required: false,
            description: "An instant; now when absent",
            schema: { type: "string", format: "date-time" }
          }
        ],
        responses: {
          "200": {
            description: "Stages in order",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/StageList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/deployments": {
      get: {
        operationId: "ListDeployments",
        tags: ["chatbots"],
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "stage",
            required: false,
            schema: { $ref: "#/components/schemas/StageName" }
          }
        ],
        responses: {
          "200": {
            description: "Deployments, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/DeploymentList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/gates": {
      get: {
        operationId: "ExplainGates",
        tags: ["chatbots"],
        summary: "Which checks a promotion of the version to each stage would pass or fail now, each with a reason.",
        parameters: [
          { $ref: "#/components/parameters/chatbot" },
          {
            in: "query",
            name: "version",
            required: true,
            schema: { $ref: "#/components/schemas/VersionName" }
          },
          {
            in: "query",
            name: "stage",
            required: false,
            schema: { $ref: "#/components/schemas/StageName" }
          }
        ],
        responses: {
          "200": {
            description: "Gates",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/GateList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/chatbots/{chatbot}/promotions": {
      post: {
        operationId: "RequestPromotion",
        tags: ["promotions"],
        parameters: [{ $ref: "#/components/parameters/chatbot" }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/PromotionRequest" }
            }
          }
        },
        responses: {
          "201": {
            description: "Requested",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Promotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/evaluations/{evaluationId}": {
      get: {
        operationId: "GetEvaluation",
        tags: ["chatbots"],
        parameters: [
          {
            in: "path",
            name: "evaluationId",
            required: true,
            schema: { $ref: "#/components/schemas/Id" }
          }
        ],
        responses: {
          "200": {
            description: "The evaluation with metrics and slices",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Evaluation" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/evaluations/{evaluationId}/samples": {
      get: {
        operationId: "ListEvaluationSamples",
        tags: ["chatbots"],
        parameters: [
          {
            in: "path",
            name: "evaluationId",
            required: true,
            schema: { $ref: "#/components/schemas/Id" }
          },
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "search",
            required: false,
            schema: { type: "string", maxLength: 200 }
          },
          {
            in: "query",
            name: "slice",
            required: false,
            schema: { $ref: "#/components/schemas/ShortName" }
          }
        ],
        responses: {
          "200": {
            description: "Samples, failed first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/EvaluationSampleList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions": {
      get: {
        operationId: "ListPromotions",
        tags: ["promotions"],
        parameters: [
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "view",
            required: false,
            description: "Mine to decide, requested by me, or all",
            schema: { type: "string", enum: ["decide", "requested", "all"] }
          },
          {
            in: "query",
            name: "open",
            required: false,
            schema: { type: "boolean" }
          },
          {
            in: "query",
            name: "chatbot",
            required: false,
            schema: { $ref: "#/components/schemas/ChatbotName" }
          },
          {
            in: "query",
            name: "state",
            required: false,
            schema: { $ref: "#/components/schemas/PromotionState" }
          },
          {
            in: "query",
            name: "stage",
            required: false,
            schema: { $ref: "#/components/schemas/StageName" }
          }
        ],
        responses: {
          "200": {
            description: "Promotions, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PromotionList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions/{promotionId}": {
      get: {
        operationId: "GetPromotion",
        tags: ["promotions"],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        responses: {
          "200": {
            description: "The promotion, with what changes, what policy asks and whether the caller may decide",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PromotionDetail" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions/{promotionId}/decisions": {
      post: {
        operationId: "DecidePromotion",
        tags: ["promotions"],
        summary: "Approves or rejects. Bound to the digest the reviewer saw; another binding digest is refused with promotion-void.",
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/DecisionRequest" }
            }
          }
        },
        responses: {
          "201": {
            description: "The promotion after the decision",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Promotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions/{promotionId}/decisions/mine": {
      delete: {
        operationId: "WithdrawDecision",
        tags: ["promotions"],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        responses: {
          "200": {
            description: "The promotion",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Promotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions/{promotionId}/withdrawal": {
      post: {
        operationId: "WithdrawPromotion",
        tags: ["promotions"],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        responses: {
          "200": {
            description: "The promotion",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Promotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions/{promotionId}/abandonment": {
      post: {
        operationId: "AbandonDeployment",
        description: "Closes the open deployment of a promotion as failed when its pipeline will not report any more. For administrators of all chatbots.",
        tags: ["promotions"],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        "x-body-limit": 65536,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/AbandonmentRequest" }
            }
          }
        },
        responses: {
          "200": {
            description: "The promotion",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Promotion" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/promotions/{promotionId}/workflow": {
      post: {
        operationId: "StartWorkflow",
        description: "Asks the portal to start the deploy workflow of an approved promotion again, as the next attempt. For members of the owning group, once the attempt before has failed or its run has ended. The portal starts the first attempt itself.",
        tags: ["promotions"],
        parameters: [{ $ref: "#/components/parameters/promotionId" }],
        responses: {
          "202": {
            description: "The request; the promotion tells what becomes of it",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PromotionWorkflow" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/policies": {
      get: {
        operationId: "ListPolicies",
        tags: ["policies"],
        parameters: [
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" }
        ],
        responses: {
          "200": {
            description: "Policies, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/PolicyList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      },
      post: {
        operationId: "ProposePolicy",
        tags: ["policies"],
        "x-body-limit": 2097152,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/PolicyProposal" }
            }
          }
        },
        responses: {
          "200": {
            description: "The same text stands already",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Policy" }
              }
            }
          },
          "201": {
            description: "Proposed",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Policy" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/policies/{policyNumber}/approvals": {
      post: {
        operationId: "ApprovePolicy",
        tags: ["policies"],
        summary: "Approves a proposed policy; it becomes active once the policy in force is satisfied.",
        parameters: [
          {
            in: "path",
            name: "policyNumber",
            required: true,
            schema: { type: "integer", minimum: 1 }
          }
        ],
        responses: {
          "200": {
            description: "The policy",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Policy" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/status": {
      get: {
        operationId: "GetAuditStatus",
        tags: ["audit"],
        responses: {
          "200": {
            description: "The log's health",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/AuditStatus" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/events": {
      get: {
        operationId: "ListAuditEvents",
        tags: ["audit"],
        parameters: [
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "from",
            required: false,
            schema: { type: "string", format: "date-time" }
          },
          {
            in: "query",
            name: "to",
            required: false,
            schema: { type: "string", format: "date-time" }
          },
          {
            in: "query",
            name: "chatbot",
            required: false,
            schema: { $ref: "#/components/schemas/ChatbotName" }
          },
          {
            in: "query",
            name: "type",
            required: false,
            schema: { type: "string", maxLength: 100 }
          },
          {
            in: "query",
            name: "actor",
            required: false,
            schema: { $ref: "#/components/schemas/EntityRef" }
          }
        ],
        responses: {
          "200": {
            description: "Events, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/AuditEventList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/events/{sequence}": {
      get: {
        operationId: "GetAuditEvent",
        tags: ["audit"],
        parameters: [
          {
            in: "path",
            name: "sequence",
            required: true,
            schema: { type: "integer", minimum: 0 }
          }
        ],
        responses: {
          "200": {
            description: "The event with its canonical bytes and inclusion proof",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/AuditEventDetail" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/checkpoints/latest": {
      get: {
        operationId: "GetLatestCheckpoint",
        tags: ["audit"],
        responses: {
          "200": {
            description: "The latest signed checkpoint",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/LogCheckpoint" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/proofs/consistency": {
      get: {
        operationId: "GetConsistencyProof",
        tags: ["audit"],
        parameters: [
          {
            in: "query",
            name: "from",
            required: true,
            schema: { type: "integer", minimum: 0 }
          },
          {
            in: "query",
            name: "to",
            required: true,
            schema: { type: "integer", minimum: 0 }
          }
        ],
        responses: {
          "200": {
            description: "RFC 6962 consistency proof",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ConsistencyProof" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/exports": {
      post: {
        operationId: "CreateAuditExport",
        tags: ["audit"],
        summary: "Prepares an export of a period and returns one-time links that live for a minute.",
        "x-body-limit": 16384,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/AuditExportRequest" }
            }
          }
        },
        responses: {
          "201": {
            description: "Links",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/AuditExport" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/audit/downloads/{ticket}": {
      get: {
        operationId: "DownloadAuditExport",
        tags: ["audit"],
        summary: "Streams an export. The ticket works once, for the user it was issued to.",
        parameters: [
          {
            in: "path",
            name: "ticket",
            required: true,
            schema: { type: "string", pattern: "^[A-Za-z0-9_-]{43}$" }
          }
        ],
        responses: {
          "200": {
            description: "The export",
            content: {
              "application/x-ndjson": { schema: { type: "string" } },
              "text/csv": { schema: { type: "string" } }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/changes/{consumer}": {
      get: {
        operationId: "ReadChanges",
        tags: ["changes"],
        summary: "The change feed for one consumer, after its stored cursor. For service principals.",
        parameters: [
          { $ref: "#/components/parameters/consumer" },
          {
            in: "query",
            name: "limit",
            required: false,
            schema: { type: "integer", minimum: 1, maximum: 1e3 }
          }
        ],
        responses: {
          "200": {
            description: "Chatbots that changed and the cursor to acknowledge",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Changes" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      },
      put: {
        operationId: "AcknowledgeChanges",
        tags: ["changes"],
        summary: "Stores how far a consumer came, unless another replica of it did since it read. For service principals.",
        parameters: [{ $ref: "#/components/parameters/consumer" }],
        "x-body-limit": 16384,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/ChangesCursor" }
            }
          }
        },
        responses: {
          "204": { description: "Stored" },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/projection": {
      get: {
        operationId: "ReadProjection",
        tags: ["changes"],
        summary: "What the catalog shows of one chatbot, or of all in pages. For service principals.",
        parameters: [
          { $ref: "#/components/parameters/cursor" },
          {
            in: "query",
            name: "chatbot",
            required: false,
            schema: { $ref: "#/components/schemas/ChatbotName" }
          }
        ],
        responses: {
          "200": {
            description: "Projections",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/ProjectionList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/webhooks": {
      get: {
        operationId: "ListWebhooks",
        tags: ["webhooks"],
        summary: "The webhook targets of the configuration and how delivery to them goes.",
        responses: {
          "200": {
            description: "Targets",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/WebhookTargetList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/webhooks/deliveries": {
      get: {
        operationId: "ListWebhookDeliveries",
        tags: ["webhooks"],
        summary: "What is and was sent to webhooks; kept for 30 days.",
        parameters: [
          { $ref: "#/components/parameters/cursor" },
          { $ref: "#/components/parameters/limit" },
          {
            in: "query",
            name: "target",
            required: false,
            schema: { $ref: "#/components/schemas/WebhookId" }
          },
          {
            in: "query",
            name: "state",
            required: false,
            schema: { $ref: "#/components/schemas/WebhookDeliveryState" }
          },
          {
            in: "query",
            name: "type",
            required: false,
            schema: { type: "string", maxLength: 100 }
          }
        ],
        responses: {
          "200": {
            description: "Deliveries, newest first",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/WebhookDeliveryList" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/webhooks/deliveries/{deliveryId}": {
      get: {
        operationId: "GetWebhookDelivery",
        tags: ["webhooks"],
        summary: "A delivery with the text that was sent last and its last attempts.",
        parameters: [
          {
            in: "path",
            name: "deliveryId",
            required: true,
            schema: { type: "string", format: "uuid" }
          }
        ],
        responses: {
          "200": {
            description: "The delivery",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/WebhookDeliveryDetail" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/webhooks/deliveries/{deliveryId}/redeliver": {
      post: {
        operationId: "RedeliverWebhookDelivery",
        tags: ["webhooks"],
        summary: "Sends a delivery again, whatever became of it, with the same id.",
        parameters: [
          {
            in: "path",
            name: "deliveryId",
            required: true,
            schema: { type: "string", format: "uuid" }
          }
        ],
        responses: {
          "202": {
            description: "The delivery, which is sent as soon as its turn comes",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/WebhookDeliveryDetail" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    },
    "/v1/webhooks/{webhook}/redeliver": {
      post: {
        operationId: "RedeliverFailedWebhookDeliveries",
        tags: ["webhooks"],
        summary: "Sends every failed delivery to a target again that was made since an instant.",
        parameters: [
          {
            in: "path",
            name: "webhook",
            required: true,
            schema: { $ref: "#/components/schemas/WebhookId" }
          }
        ],
        "x-body-limit": 16384,
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/WebhookRedeliveryRequest" }
            }
          }
        },
        responses: {
          "202": {
            description: "How many are sent again",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/WebhookRedelivery" }
              }
            }
          },
          default: { $ref: "#/components/responses/Error" }
        }
      }
    }
  },
  components: {
    securitySchemes: {
      pipelineToken: {
        type: "http",
        scheme: "bearer",
        description: "A pipeline token (`cpt_\u2026`) of one chatbot"
      },
      backstage: { type: "http", scheme: "bearer", bearerFormat: "JWT" }
    },
    parameters: {
      chatbot: {
        in: "path",
        name: "chatbot",
        required: true,
        schema: { $ref: "#/components/schemas/ChatbotName" }
      },
      version: {
        in: "path",
        name: "version",
        required: true,
        schema: { $ref: "#/components/schemas/VersionName" }
      },
      promotionId: {
        in: "path",
        name: "promotionId",
        required: true,
        schema: { $ref: "#/components/schemas/Id" }
      },
      deploymentId: {
        in: "path",
        name: "deploymentId",
        required: true,
        schema: { $ref: "#/components/schemas/Id" }
      },
      consumer: {
        in: "path",
        name: "consumer",
        required: true,
        schema: { type: "string", pattern: "^[a-z][a-z0-9-]{0,49}$" }
      },
      cursor: {
        in: "query",
        name: "cursor",
        required: false,
        schema: { type: "string", maxLength: 500 }
      },
      limit: {
        in: "query",
        name: "limit",
        required: false,
        schema: { type: "integer", minimum: 1, maximum: 100 }
      }
    },
    responses: {
      Error: {
        description: "An error with a machine-readable reason code",
        content: {
          "application/json": {
            schema: { $ref: "#/components/schemas/Error" }
          }
        }
      }
    },
    schemas: {
      Error: {
        description: "What every failure answers",
        type: "object",
        required: ["error"],
        properties: {
          error: {
            type: "object",
            required: ["name", "message"],
            properties: {
              name: { type: "string" },
              message: { type: "string" },
              reason: {
                type: "string",
                description: "Reason code; the table stands in docs/reason-codes.md"
              },
              hint: { type: "string" },
              details: { type: "object", additionalProperties: true }
            }
          }
        },
        additionalProperties: true
      },
      Id: {
        description: "A UUID",
        type: "string",
        pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
      },
      ChatbotName: {
        description: "Name of a chatbot, and of its Component in the catalog",
        type: "string",
        maxLength: 50,
        pattern: "^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$"
      },
      VersionName: {
        description: "Name of a model version, unique within its chatbot",
        type: "string",
        maxLength: 63,
        pattern: "^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$"
      },
      ShortName: {
        description: "A name that a pipeline chose, fit to be shown",
        type: "string",
        maxLength: 100,
        pattern: "^[A-Za-z0-9][A-Za-z0-9 ._:/@+-]{0,99}$"
      },
      StageName: {
        description: "Name of a stage",
        type: "string",
        maxLength: 40,
        pattern: "^[a-z][a-z0-9-]{0,39}$"
      },
      EntityRef: {
        description: "A full entity reference of the catalog",
        type: "string",
        maxLength: 200,
        pattern: "^[a-zA-Z]+:[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$"
      },
      RiskClass: {
        description: "How much a chatbot can harm, in the words of the EU AI Act",
        type: "string",
        enum: ["minimal", "limited", "high"]
      },
      Verdict: {
        description: "What a set of checks comes to; none when there are no checks",
        type: "string",
        enum: ["pass", "fail", "inconclusive", "none"]
      },
      HistoryEntryType: {
        description: "What an entry in the history of a promotion tells",
        type: "string",
        enum: [
          "version.reported",
          "promotion.requested",
          "promotion.answered",
          "decision.approve",
          "decision.reject",
          "decision.withdrawn",
          "promotion.approved",
          "promotion.workflow-requested",
          "promotion.workflow-started",
          "promotion.workflow-failed",
          "promotion.released",
          "deployment.opened",
          "deployment.step-reported",
          "promotion.deploying",
          "promotion.deployed",
          "promotion.rolled-back",
          "promotion.failed",
          "promotion.withdrawn",
          "promotion.rejected",
          "promotion.expired",
          "promotion.void",
          "promotion.superseded"
        ]
      },
      GateVerdict: {
        description: "What a gate says, as pages show it; pending while what was evaluated last is out of date and a new evaluation is under way",
        type: "string",
        enum: ["pass", "fail", "inconclusive", "none", "pending"]
      },
      Sha256Digest: {
        description: "A SHA-256 digest, hexadecimal",
        type: "string",
        pattern: "^[0-9a-f]{64}$"
      },
      CommitSha: {
        description: "The full name of a commit, hexadecimal",
        type: "string",
        pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$"
      },
      PromotionState: {
        description: "Where a promotion stands; docs/states.md has every edge",
        type: "string",
        enum: [
          "requested",
          "approved",
          "released",
          "deploying",
          "deployed",
          "rolled-back",
          "failed",
          "withdrawn",
          "rejected",
          "expired",
          "void",
          "superseded"
        ]
      },
      Strategy: {
        description: "How a deployment brings a version into its stage",
        type: "string",
        enum: ["all-at-once", "blue-green", "canary"]
      },
      JsonMap: {
        description: "Free JSON, kept as it is",
        type: "object",
        additionalProperties: true,
        maxProperties: 200
      },
      PublicKey: {
        description: "A public key of the portal",
        type: "object",
        required: ["use", "keyId", "algorithm", "publicKeyPem", "signs"],
        properties: {
          use: { type: "string", enum: ["permit", "audit-log"] },
          signs: {
            description: "Whether the portal signs with it now; the others verify what is older or comes next",
            type: "boolean"
          },
          keyId: { type: "string" },
          algorithm: { type: "string", enum: ["Ed25519"] },
          publicKeyPem: { type: "string" },
          verifierKey: {
            type: "string",
            description: "C2SP verifier key of the audit log"
          },
          fingerprint: {
            type: "string",
            description: "SHA-256 of the raw public key, hexadecimal"
          }
        }
      },
      PublicKeys: {
        description: "Every public key that verifies permits or the audit log, former ones too",
        type: "object",
        required: ["keys"],
        properties: {
          keys: {
            type: "array",
            items: { $ref: "#/components/schemas/PublicKey" }
          }
        }
      },
      IdentityTokenExchange: {
        description: "The ID token that the CI system gave to the run",
        type: "object",
        additionalProperties: false,
        required: ["identityToken"],
        properties: {
          identityToken: { type: "string", minLength: 20, maxLength: 16384 }
        }
      },
      ExchangedToken: {
        description: "A pipeline token that lives for minutes",
        type: "object",
        required: ["token", "expiresAt", "chatbot"],
        properties: {
          token: { type: "string" },
          expiresAt: { type: "string", format: "date-time" },
          chatbot: { $ref: "#/components/schemas/ChatbotName" }
        }
      },
      PipelineRun: {
        type: "object",
        additionalProperties: false,
        required: ["id"],
        description: "The run that reports; with an exchanged token the claims of the identity token win",
        properties: {
          id: { type: "string", minLength: 1, maxLength: 100 },
          attempt: { type: "integer", minimum: 1, maximum: 1e4 },
          workflow: { type: "string", maxLength: 200 },
          ref: { type: "string", maxLength: 300 },
          actor: {
            type: "string",
            maxLength: 200,
            description: "SCM login of the person who started the run"
          },
          url: { type: "string", maxLength: 2e3, pattern: "^https?://" }
        }
      },
      ModelVersionBundle: {
        description: "What a model version is made of; its digest is taken over exactly this",
        type: "object",
        additionalProperties: false,
        required: [
          "source",
          "baseModel",
          "parameters",
          "prompts",
          "datasets",
          "hyperparameters",
          "artifacts"
        ],
        properties: {
          source: {
            type: "object",
            additionalProperties: false,
            required: ["repositoryId", "commit"],
            properties: {
              repositoryId: { type: "string", minLength: 1, maxLength: 200 },
              commit: { $ref: "#/components/schemas/CommitSha" }
            }
          },
          baseModel: {
            type: "object",
            additionalProperties: false,
            required: ["provider", "name"],
            properties: {
              provider: { type: "string", minLength: 1, maxLength: 100 },
              name: { type: "string", minLength: 1, maxLength: 200 },
              revision: { type: "string", maxLength: 200 }
            }
          },
          parameters: { $ref: "#/components/schemas/JsonMap" },
          prompts: {
            type: "array",
            maxItems: 100,
            items: {
              type: "object",
              additionalProperties: false,
              required: ["name", "digest"],
              properties: {
                name: { $ref: "#/components/schemas/ShortName" },
                digest: { $ref: "#/components/schemas/Sha256Digest" }
              }
            }
          },
          datasets: {
            type: "array",
            maxItems: 100,
            items: {
              type: "object",
              additionalProperties: false,
              required: ["name", "revision", "digest"],
              properties: {
                name: { $ref: "#/components/schemas/ShortName" },
                revision: { $ref: "#/components/schemas/ShortName" },
                digest: { $ref: "#/components/schemas/Sha256Digest" }
              }
            }
          },
          hyperparameters: { $ref: "#/components/schemas/JsonMap" },
          artifacts: {
            type: "array",
            minItems: 1,
            maxItems: 50,
            items: {
              type: "object",
              additionalProperties: false,
              required: ["name", "mediaType", "digest", "size"],
              properties: {
                name: { $ref: "#/components/schemas/ShortName" },
                mediaType: { type: "string", maxLength: 200 },
                digest: { $ref: "#/components/schemas/Sha256Digest" },
                size: { type: "integer", minimum: 0 }
              }
            }
          }
        }
      },
      Commit: {
        description: "A commit between the version replaced and this one",
        type: "object",
        additionalProperties: false,
        required: ["sha", "author", "committer"],
        properties: {
          sha: { $ref: "#/components/schemas/CommitSha" },
          parents: {
            type: "array",
            maxItems: 100,
            description: "All parents that the commit itself names. Leave it out where they are not known, as at the edge of a shallow clone: nobody is shown to be independent of what may be behind",
            items: { $ref: "#/components/schemas/CommitSha" }
          },
          author: { $ref: "#/components/schemas/CommitPerson" },
          committer: { $ref: "#/components/schemas/CommitPerson" },
          coAuthors: {
            type: "array",
            maxItems: 50,
            description: "Whom the trailers Co-authored-by of its message name",
            items: { $ref: "#/components/schemas/CommitPerson" }
          },
          summary: { type: "string", maxLength: 300 }
        }
      },
      CommitPerson: {
        description: "An author, co-author or committer as git names them",
        type: "object",
        additionalProperties: false,
        required: ["email"],
        properties: {
          name: { type: "string", maxLength: 200 },
          email: { type: "string", maxLength: 320 },
          login: { type: "string", maxLength: 200 }
        }
      },
      ModelCard: {
        description: "What people should know of a version; not part of its digest",
        type: "object",
        additionalProperties: false,
        properties: {
          purpose: { type: "string", maxLength: 4e3 },
          limits: { type: "string", maxLength: 4e3 },
          data: { type: "string", maxLength: 4e3 }
        }
      },
      ModelVersionReport: {
        description: "What a pipeline reports of a version it has built",
        type: "object",
        additionalProperties: false,
        required: ["version", "bundle", "run", "commits"],
        properties: {
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          bundle: { $ref: "#/components/schemas/ModelVersionBundle" },
          promptTexts: {
            type: "array",
            maxItems: 100,
            description: "Texts for reading and comparing; each must have the digest that the bundle states",
            items: {
              type: "object",
              additionalProperties: false,
              required: ["name", "text"],
              properties: {
                name: { $ref: "#/components/schemas/ShortName" },
                text: { type: "string", maxLength: 1e5 }
              }
            }
          },
          modelCard: { $ref: "#/components/schemas/ModelCard" },
          commits: {
            type: "array",
            maxItems: 200,
            description: "Commits reachable from the source commit, each before its parents",
            items: { $ref: "#/components/schemas/Commit" }
          },
          run: { $ref: "#/components/schemas/PipelineRun" },
          builtAt: { type: "string", format: "date-time" }
        }
      },
      Judge: {
        description: "Who or what scored the answers",
        type: "object",
        additionalProperties: false,
        required: ["name", "kind", "digest"],
        properties: {
          name: { $ref: "#/components/schemas/ShortName" },
          kind: { type: "string", enum: ["llm", "deterministic", "stand-in"] },
          digest: { $ref: "#/components/schemas/Sha256Digest" }
        }
      },
      Direction: {
        description: "Which way a metric gets better",
        type: "string",
        enum: ["higher-is-better", "lower-is-better"]
      },
      Metric: {
        description: "A score over all samples",
        type: "object",
        additionalProperties: false,
        required: ["name", "value", "direction", "sampleCount"],
        properties: {
          name: { $ref: "#/components/schemas/ShortName" },
          value: { type: "number" },
          direction: { $ref: "#/components/schemas/Direction" },
          unit: {
            type: "string",
            enum: ["ratio", "score", "ms", "s", "tokens", "count", "usd"],
            description: "A ratio lies between 0 and 1"
          },
          sampleCount: { type: "integer", minimum: 0, maximum: 1e7 },
          standardDeviation: { type: "number", minimum: 0 }
        }
      },
      MetricSlice: {
        description: "A score over part of the samples",
        type: "object",
        additionalProperties: false,
        required: ["slice", "metric", "value", "sampleCount"],
        properties: {
          slice: { $ref: "#/components/schemas/ShortName" },
          metric: { $ref: "#/components/schemas/ShortName" },
          value: { type: "number" },
          sampleCount: { type: "integer", minimum: 0, maximum: 1e7 }
        }
      },
      EvaluationSample: {
        description: "What one sample scored",
        type: "object",
        additionalProperties: false,
        required: ["sampleId", "scores"],
        properties: {
          sampleId: { $ref: "#/components/schemas/ShortName" },
          slice: { $ref: "#/components/schemas/ShortName" },
          scores: {
            type: "object",
            maxProperties: 50,
            additionalProperties: { type: "number" }
          },
          passed: { type: "boolean" },
          input: { type: "string", maxLength: 4e3 },
          expected: { type: "string", maxLength: 4e3 },
          output: { type: "string", maxLength: 8e3 }
        }
      },
      EvaluationReport: {
        description: "One run of a suite over a dataset against one model version",
        type: "object",
        additionalProperties: false,
        required: [
          "version",
          "suite",
          "dataset",
          "judge",
          "metrics",
          "startedAt",
          "finishedAt",
          "run"
        ],
        properties: {
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          suite: { $ref: "#/components/schemas/ShortName" },
          dataset: { $ref: "#/components/schemas/DatasetRef" },
          judge: { $ref: "#/components/schemas/Judge" },
          metrics: {
            type: "array",
            minItems: 1,
            maxItems: 100,
            items: { $ref: "#/components/schemas/Metric" }
          },
          slices: {
            type: "array",
            maxItems: 1e3,
            items: { $ref: "#/components/schemas/MetricSlice" }
          },
          samples: {
            type: "array",
            maxItems: 2e3,
            items: { $ref: "#/components/schemas/EvaluationSample" }
          },
          startedAt: { type: "string", format: "date-time" },
          finishedAt: { type: "string", format: "date-time" },
          deploymentId: { $ref: "#/components/schemas/Id" },
          run: { $ref: "#/components/schemas/PipelineRun" }
        }
      },
      DatasetRef: {
        description: "A dataset at one revision",
        type: "object",
        additionalProperties: false,
        required: ["name", "revision", "digest"],
        properties: {
          name: { $ref: "#/components/schemas/ShortName" },
          revision: { $ref: "#/components/schemas/ShortName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" }
        }
      },
      PipelinePromotionRequest: {
        description: "What a pipeline asks for",
        type: "object",
        additionalProperties: false,
        required: ["version", "stage", "run"],
        properties: {
          version: { $ref: "#/components/schemas/VersionName" },
          stage: { $ref: "#/components/schemas/StageName" },
          strategy: { $ref: "#/components/schemas/Strategy" },
          run: { $ref: "#/components/schemas/PipelineRun" }
        }
      },
      PipelinePromotion: {
        description: "A promotion as far as its pipeline needs to know it",
        type: "object",
        required: [
          "id",
          "chatbot",
          "state",
          "stage",
          "version",
          "digest",
          "commit",
          "strategy"
        ],
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          chatbot: { $ref: "#/components/schemas/ChatbotName" },
          state: { $ref: "#/components/schemas/PromotionState" },
          stage: { $ref: "#/components/schemas/StageName" },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          commit: { $ref: "#/components/schemas/CommitSha" },
          strategy: { $ref: "#/components/schemas/Strategy" },
          deploymentId: { $ref: "#/components/schemas/Id" },
          expiresAt: { type: "string", format: "date-time" }
        }
      },
      PipelinePromotionList: {
        description: "Promotions of the token's chatbot",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/PipelinePromotion" }
          }
        }
      },
      DsseEnvelope: {
        description: "A signed payload (DSSE)",
        type: "object",
        required: ["payloadType", "payload", "signatures"],
        properties: {
          payloadType: { type: "string" },
          payload: { type: "string" },
          signatures: {
            type: "array",
            items: {
              type: "object",
              required: ["keyid", "sig"],
              properties: {
                keyid: { type: "string" },
                sig: { type: "string" }
              }
            }
          }
        }
      },
      Permit: {
        description: "A signed statement that releases one digest to one stage, once",
        type: "object",
        required: ["permitId", "promotionId", "envelope", "expiresAt"],
        properties: {
          permitId: { $ref: "#/components/schemas/Id" },
          promotionId: { $ref: "#/components/schemas/Id" },
          envelope: { $ref: "#/components/schemas/DsseEnvelope" },
          expiresAt: { type: "string", format: "date-time" }
        }
      },
      PermitConsumption: {
        description: "Which use of the permit this is, and for which digest",
        type: "object",
        additionalProperties: false,
        required: ["idempotencyKey", "digest"],
        properties: {
          idempotencyKey: { type: "string", minLength: 1, maxLength: 200 },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          run: { $ref: "#/components/schemas/PipelineRun" }
        }
      },
      DeploymentStepReport: {
        description: "What one step of a deployment did",
        type: "object",
        additionalProperties: false,
        required: ["sequence", "name", "weight", "status"],
        properties: {
          sequence: { type: "integer", minimum: 1, maximum: 1e3 },
          name: { $ref: "#/components/schemas/ShortName" },
          weight: {
            type: "integer",
            minimum: 0,
            maximum: 100,
            description: "Per cent of traffic on the new version after this step"
          },
          status: { type: "string", enum: ["healthy", "unhealthy"] },
          message: { type: "string", maxLength: 1e3 }
        }
      },
      DeploymentOutcomeReport: {
        description: "How a deployment ended",
        type: "object",
        additionalProperties: false,
        required: ["outcome"],
        properties: {
          outcome: {
            type: "string",
            enum: ["deployed", "rolled-back", "failed"]
          },
          message: { type: "string", maxLength: 1e3 }
        }
      },
      DeploymentStep: {
        description: "A reported step of a deployment",
        type: "object",
        required: ["sequence", "name", "weight", "status", "reportedAt"],
        properties: {
          sequence: { type: "integer" },
          name: { type: "string" },
          weight: { type: "integer" },
          status: { type: "string", enum: ["healthy", "unhealthy"] },
          message: { type: "string" },
          reportedAt: { type: "string", format: "date-time" }
        }
      },
      Deployment: {
        description: "What a pipeline did with a permit",
        type: "object",
        required: [
          "id",
          "chatbot",
          "version",
          "digest",
          "stage",
          "strategy",
          "state",
          "promotionId",
          "startedAt",
          "steps"
        ],
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          chatbot: { $ref: "#/components/schemas/ChatbotName" },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          stage: { $ref: "#/components/schemas/StageName" },
          strategy: { $ref: "#/components/schemas/Strategy" },
          state: {
            type: "string",
            enum: ["open", "deployed", "rolled-back", "failed"]
          },
          weight: { type: "integer" },
          promotionId: { $ref: "#/components/schemas/Id" },
          replaces: { $ref: "#/components/schemas/VersionName" },
          fallbackDigest: { $ref: "#/components/schemas/Sha256Digest" },
          approvedBy: { type: "array", items: { type: "string" } },
          startedAt: { type: "string", format: "date-time" },
          finishedAt: { type: "string", format: "date-time" },
          message: { type: "string" },
          steps: {
            type: "array",
            items: { $ref: "#/components/schemas/DeploymentStep" }
          },
          runUrl: { type: "string" }
        }
      },
      DeploymentList: {
        description: "Deployments of a chatbot, newest first",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Deployment" }
          },
          nextCursor: { type: "string" }
        }
      },
      Repository: {
        description: "A repository by the immutable id that its host gave",
        type: "object",
        additionalProperties: false,
        required: ["id", "url", "host"],
        properties: {
          host: { type: "string", minLength: 1, maxLength: 200 },
          id: {
            type: "string",
            minLength: 1,
            maxLength: 200,
            description: "The immutable id that the host gives the repository"
          },
          ownerId: { type: "string", maxLength: 200 },
          url: {
            type: "string",
            maxLength: 2e3,
            pattern: "^https?://",
            description: "For display"
          }
        }
      },
      ChatbotRegistration: {
        description: "What is told of a new chatbot",
        type: "object",
        additionalProperties: false,
        required: ["name", "title", "owner", "riskClass", "repository"],
        properties: {
          name: { $ref: "#/components/schemas/ChatbotName" },
          namespace: {
            type: "string",
            maxLength: 63,
            pattern: "^[a-z0-9]+(-[a-z0-9]+)*$"
          },
          title: { type: "string", minLength: 1, maxLength: 100 },
          purpose: { type: "string", maxLength: 2e3 },
          owner: { $ref: "#/components/schemas/EntityRef" },
          riskClass: { $ref: "#/components/schemas/RiskClass" },
          repository: { $ref: "#/components/schemas/Repository" }
        }
      },
      ChatbotFactsChange: {
        description: "The facts of a chatbot as they shall be",
        type: "object",
        additionalProperties: false,
        minProperties: 1,
        properties: {
          owner: { $ref: "#/components/schemas/EntityRef" },
          riskClass: { $ref: "#/components/schemas/RiskClass" },
          repository: { $ref: "#/components/schemas/Repository" }
        }
      },
      Chatbot: {
        description: "A chatbot with the facts that the registry vouches for",
        type: "object",
        required: [
          "name",
          "namespace",
          "entityRef",
          "title",
          "owner",
          "riskClass",
          "repository",
          "createdAt",
          "updatedAt"
        ],
        properties: {
          name: { $ref: "#/components/schemas/ChatbotName" },
          namespace: { type: "string" },
          entityRef: { type: "string", description: "The Component" },
          title: { type: "string" },
          purpose: { type: "string" },
          owner: { $ref: "#/components/schemas/EntityRef" },
          riskClass: { $ref: "#/components/schemas/RiskClass" },
          repository: { $ref: "#/components/schemas/Repository" },
          createdAt: { type: "string", format: "date-time" },
          updatedAt: { type: "string", format: "date-time" },
          demo: { type: "boolean" }
        }
      },
      StageStatus: {
        description: "What runs in a stage",
        type: "object",
        required: ["stage", "state"],
        properties: {
          stage: { $ref: "#/components/schemas/StageName" },
          state: { type: "string", enum: ["empty", "live", "rolling-out"] },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          since: { type: "string", format: "date-time" },
          deploymentId: { $ref: "#/components/schemas/Id" },
          promotionId: { $ref: "#/components/schemas/Id" },
          approvedBy: { type: "array", items: { type: "string" } },
          strategy: { $ref: "#/components/schemas/Strategy" },
          incoming: {
            type: "object",
            description: "The version that is being rolled out",
            required: ["version", "weight", "deploymentId"],
            properties: {
              version: { $ref: "#/components/schemas/VersionName" },
              weight: { type: "integer" },
              deploymentId: { $ref: "#/components/schemas/Id" }
            }
          }
        }
      },
      StageList: {
        description: "The stages of a chatbot in order",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/StageStatus" }
          },
          at: { type: "string", format: "date-time" }
        }
      },
      Quality: {
        type: "object",
        required: ["metric", "suite", "points", "direction"],
        description: "The headline metric that the policy names, over the newest versions, oldest first",
        properties: {
          metric: { type: "string" },
          suite: { type: "string" },
          direction: { $ref: "#/components/schemas/Direction" },
          points: { type: "array", items: { type: "number" } },
          latest: { type: "number" },
          previous: { type: "number" },
          threshold: { type: "number" }
        }
      },
      Waiting: {
        description: "An open promotion, and what it still waits for",
        type: "object",
        required: [
          "promotionId",
          "stage",
          "version",
          "state",
          "approvalsHave",
          "approvalsNeeded",
          "mine"
        ],
        properties: {
          promotionId: { $ref: "#/components/schemas/Id" },
          stage: { type: "string" },
          version: { type: "string" },
          state: { $ref: "#/components/schemas/PromotionState" },
          approvalsHave: { type: "integer" },
          approvalsNeeded: { type: "integer" },
          mine: { type: "boolean" }
        }
      },
      ChatbotSummary: {
        description: "A chatbot as the model catalog lists it",
        type: "object",
        required: ["chatbot", "stages", "verdict", "waiting", "failing"],
        properties: {
          chatbot: { $ref: "#/components/schemas/Chatbot" },
          latestVersion: { type: "string" },
          stages: {
            type: "array",
            items: { $ref: "#/components/schemas/StageStatus" }
          },
          quality: { $ref: "#/components/schemas/Quality" },
          verdict: { $ref: "#/components/schemas/Verdict" },
          waiting: {
            type: "array",
            items: { $ref: "#/components/schemas/Waiting" }
          },
          failing: {
            type: "array",
            description: "Reasons of failing checks of the newest version at its next stage",
            items: { type: "string" }
          }
        }
      },
      ChatbotCounts: {
        description: "How many chatbots there are of each concern, before filters",
        type: "object",
        required: ["total", "inProduction", "waiting", "failing", "needsMe"],
        properties: {
          total: { type: "integer" },
          inProduction: { type: "integer" },
          waiting: { type: "integer" },
          failing: { type: "integer" },
          needsMe: { type: "integer" }
        }
      },
      ChatbotList: {
        description: "A page of the model catalog",
        type: "object",
        required: ["items", "counts", "total"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/ChatbotSummary" }
          },
          counts: { $ref: "#/components/schemas/ChatbotCounts" },
          total: {
            type: "integer",
            description: "Rows that match the filters"
          },
          nextCursor: { type: "string" }
        }
      },
      NextPromotion: {
        description: "The next stage for the newest version, and what its checks say",
        type: "object",
        required: ["stage", "version", "gate"],
        properties: {
          stage: { type: "string" },
          version: { type: "string" },
          gate: { $ref: "#/components/schemas/Gate" },
          openPromotionId: { $ref: "#/components/schemas/Id" },
          mayRequest: { type: "boolean" },
          mayRequestReason: { type: "string" }
        }
      },
      ChatbotOverview: {
        description: "A chatbot as its own page shows it",
        type: "object",
        required: ["chatbot", "stages", "waiting", "permissions"],
        properties: {
          chatbot: { $ref: "#/components/schemas/Chatbot" },
          stages: {
            type: "array",
            items: { $ref: "#/components/schemas/StageStatus" }
          },
          quality: { $ref: "#/components/schemas/Quality" },
          latestVersion: { type: "string" },
          next: { $ref: "#/components/schemas/NextPromotion" },
          waiting: {
            type: "array",
            items: { $ref: "#/components/schemas/Waiting" }
          },
          permissions: {
            type: "object",
            required: ["mayRequest", "mayManageTokens"],
            properties: {
              mayRequest: { type: "boolean" },
              mayManageTokens: { type: "boolean" }
            }
          }
        }
      },
      PipelineTokenRequest: {
        description: "What a new pipeline token is for",
        type: "object",
        additionalProperties: false,
        required: ["purpose"],
        properties: {
          purpose: { $ref: "#/components/schemas/ShortName" },
          expiresInDays: { type: "integer", minimum: 1, maximum: 365 }
        }
      },
      PipelineToken: {
        description: "A pipeline token without its value",
        type: "object",
        required: [
          "id",
          "purpose",
          "prefix",
          "createdAt",
          "createdBy",
          "expiresAt"
        ],
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          purpose: { type: "string" },
          prefix: { type: "string" },
          createdAt: { type: "string", format: "date-time" },
          createdBy: { type: "string" },
          expiresAt: { type: "string", format: "date-time" },
          lastUsedAt: { type: "string", format: "date-time" },
          revokedAt: { type: "string", format: "date-time" }
        }
      },
      PipelineTokenList: {
        description: "The pipeline tokens of a chatbot",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/PipelineToken" }
          }
        }
      },
      IssuedPipelineToken: {
        description: "A new pipeline token; the only answer that holds its value",
        type: "object",
        required: ["token", "record"],
        properties: {
          token: { type: "string" },
          record: { $ref: "#/components/schemas/PipelineToken" }
        }
      },
      ModelVersion: {
        description: "A model version",
        type: "object",
        required: [
          "chatbot",
          "version",
          "digest",
          "bundle",
          "reportedAt",
          "stages",
          "verdict",
          "changed"
        ],
        properties: {
          chatbot: { $ref: "#/components/schemas/ChatbotName" },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          bundle: { $ref: "#/components/schemas/ModelVersionBundle" },
          modelCard: { $ref: "#/components/schemas/ModelCard" },
          run: { $ref: "#/components/schemas/PipelineRun" },
          origin: { $ref: "#/components/schemas/Origin" },
          reportedAt: { type: "string", format: "date-time" },
          commitUrl: { type: "string" },
          stages: {
            type: "array",
            description: "Stages where it is live",
            items: { type: "string" }
          },
          verdict: { $ref: "#/components/schemas/GateVerdict" },
          changed: {
            type: "array",
            description: "What differs from the version before",
            items: {
              type: "string",
              enum: ["code", "prompt", "parameters", "data", "model"]
            }
          },
          commitCount: { type: "integer" },
          demo: { type: "boolean" }
        }
      },
      ReportedModelVersion: {
        description: "A model version as it was reported. How it stands at its gates is asked of them.",
        type: "object",
        required: [
          "chatbot",
          "version",
          "digest",
          "bundle",
          "run",
          "origin",
          "reportedAt"
        ],
        properties: {
          chatbot: { $ref: "#/components/schemas/ChatbotName" },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          bundle: { $ref: "#/components/schemas/ModelVersionBundle" },
          modelCard: { $ref: "#/components/schemas/ModelCard" },
          run: { $ref: "#/components/schemas/PipelineRun" },
          origin: { $ref: "#/components/schemas/Origin" },
          reportedAt: { type: "string", format: "date-time" },
          demo: { type: "boolean" }
        }
      },
      Origin: {
        description: "How a report came to the portal",
        type: "object",
        required: ["kind"],
        properties: {
          kind: { type: "string", enum: ["token", "oidc"] },
          issuer: { type: "string" },
          ref: { type: "string" },
          event: {
            type: "string",
            description: "What started the run, as its host calls it"
          },
          protected: {
            type: "boolean",
            description: "Whether the host protects the ref"
          },
          workflow: { type: "string" },
          workflowFile: {
            type: "string",
            description: "File that the workflow stands in, by its path"
          },
          environment: { type: "string" },
          runId: { type: "string" },
          runAttempt: { type: "integer" }
        }
      },
      ModelVersionList: {
        description: "Versions of a chatbot, newest first",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/ModelVersion" }
          },
          nextCursor: { type: "string" },
          total: { type: "integer" }
        }
      },
      ModelVersionDetail: {
        description: "A model version with what it is made of",
        type: "object",
        required: [
          "version",
          "prompts",
          "commits",
          "gates",
          "evaluations",
          "promotions",
          "deployments"
        ],
        properties: {
          version: { $ref: "#/components/schemas/ModelVersion" },
          previousVersion: { type: "string" },
          prompts: {
            type: "array",
            items: { $ref: "#/components/schemas/PromptText" }
          },
          commits: {
            type: "array",
            items: { $ref: "#/components/schemas/Commit" }
          },
          gates: {
            type: "array",
            items: { $ref: "#/components/schemas/Gate" }
          },
          evaluations: {
            type: "array",
            items: { $ref: "#/components/schemas/Evaluation" }
          },
          promotions: {
            type: "array",
            items: { $ref: "#/components/schemas/Promotion" }
          },
          deployments: {
            type: "array",
            items: { $ref: "#/components/schemas/Deployment" }
          }
        }
      },
      PromptText: {
        description: "A prompt of a version, with its text where that was reported",
        type: "object",
        required: ["name", "digest"],
        properties: {
          name: { type: "string" },
          digest: { type: "string" },
          text: { type: "string" }
        }
      },
      Evaluation: {
        description: "An evaluation",
        type: "object",
        required: [
          "id",
          "chatbot",
          "version",
          "digest",
          "suite",
          "dataset",
          "judge",
          "metrics",
          "slices",
          "sampleCount",
          "startedAt",
          "finishedAt",
          "reportedAt",
          "origin"
        ],
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          chatbot: { $ref: "#/components/schemas/ChatbotName" },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          suite: { type: "string" },
          dataset: { $ref: "#/components/schemas/DatasetRef" },
          judge: { $ref: "#/components/schemas/Judge" },
          metrics: {
            type: "array",
            items: { $ref: "#/components/schemas/Metric" }
          },
          slices: {
            type: "array",
            items: { $ref: "#/components/schemas/MetricSlice" }
          },
          sampleCount: {
            type: "integer",
            description: "Per-sample rows stored"
          },
          startedAt: { type: "string", format: "date-time" },
          finishedAt: { type: "string", format: "date-time" },
          reportedAt: { type: "string", format: "date-time" },
          deploymentId: { $ref: "#/components/schemas/Id" },
          stage: { type: "string" },
          origin: { $ref: "#/components/schemas/Origin" },
          run: { $ref: "#/components/schemas/PipelineRun" }
        }
      },
      EvaluationList: {
        description: "Evaluations of a chatbot, newest first",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Evaluation" }
          },
          nextCursor: { type: "string" }
        }
      },
      EvaluationSampleList: {
        description: "Samples of an evaluation",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/EvaluationSample" }
          },
          nextCursor: { type: "string" },
          total: { type: "integer" }
        }
      },
      TrendPoint: {
        description: "A metric's value for one version",
        type: "object",
        required: ["version", "value", "sampleCount", "finishedAt"],
        properties: {
          version: { type: "string" },
          value: { type: "number" },
          sampleCount: { type: "integer" },
          finishedAt: { type: "string", format: "date-time" },
          evaluationId: { type: "string" }
        }
      },
      Trend: {
        description: "A metric over the versions of a chatbot",
        type: "object",
        required: ["suite", "metric", "direction", "points"],
        properties: {
          suite: { type: "string" },
          metric: { type: "string" },
          unit: { type: "string" },
          direction: { $ref: "#/components/schemas/Direction" },
          points: {
            type: "array",
            description: "Oldest first",
            items: { $ref: "#/components/schemas/TrendPoint" }
          },
          threshold: { type: "number" },
          baseline: {
            type: "object",
            required: ["version", "stage", "value"],
            properties: {
              version: { type: "string" },
              stage: { type: "string" },
              value: { type: "number" }
            }
          },
          worstSlice: { $ref: "#/components/schemas/MetricSlice" }
        }
      },
      TrendList: {
        description: "Metrics over the versions of a chatbot",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Trend" }
          }
        }
      },
      Check: {
        description: "One rule's outcome, with what was expected and found",
        type: "object",
        required: [
          "id",
          "title",
          "outcome",
          "expected",
          "actual",
          "reason",
          "reasonCode",
          "blocking"
        ],
        properties: {
          id: { type: "string" },
          title: { type: "string" },
          outcome: {
            type: "string",
            enum: ["pass", "fail", "inconclusive", "not-applicable"]
          },
          expected: { type: "string" },
          actual: { type: "string" },
          reason: { type: "string" },
          reasonCode: { type: "string" },
          blocking: { type: "boolean" },
          evaluationId: { type: "string" },
          links: {
            description: "Pages outside the portal that say more",
            type: "array",
            items: {
              type: "object",
              required: ["title", "url"],
              properties: {
                title: { type: "string" },
                url: { type: "string" }
              }
            }
          }
        }
      },
      ExternalAnswer: {
        description: "What a system outside the portal answers about a promotion",
        type: "object",
        additionalProperties: false,
        required: ["id", "bindingDigest", "status"],
        properties: {
          id: {
            description: "Id of the request that it answers",
            type: "string",
            minLength: 1,
            maxLength: 40
          },
          bindingDigest: {
            description: "Digest of the facts that it was asked about, as the request had it",
            type: "string",
            pattern: "^[0-9a-f]{64}$"
          },
          status: { type: "string", enum: ["approved", "refused", "pending"] },
          link: {
            description: "Page of the ticket, https",
            type: "string",
            pattern: "^https://",
            maxLength: 2e3
          },
          reference: {
            description: "How the system names the ticket",
            type: "string",
            minLength: 1,
            maxLength: 200
          },
          answeredBy: {
            description: "Who answered, in the system's words",
            type: "string",
            minLength: 1,
            maxLength: 200
          },
          decidedAt: { type: "string", format: "date-time" },
          comment: { type: "string", minLength: 1, maxLength: 1e3 }
        }
      },
      ApprovalRuleStatus: {
        description: "Approvals that a group still owes",
        type: "object",
        required: ["group", "needed", "have", "by"],
        properties: {
          group: { type: "string" },
          needed: { type: "integer" },
          have: { type: "integer" },
          by: { type: "array", items: { type: "string" } }
        }
      },
      Gate: {
        description: "All checks and approvals between a version and a stage",
        type: "object",
        required: ["stage", "verdict", "checks", "approvals"],
        properties: {
          stage: { type: "string" },
          verdict: { $ref: "#/components/schemas/GateVerdict" },
          checks: {
            type: "array",
            items: { $ref: "#/components/schemas/Check" }
          },
          approvals: {
            type: "array",
            items: { $ref: "#/components/schemas/ApprovalRuleStatus" }
          },
          policyNumber: { type: "integer" },
          evaluatedAt: {
            description: "When it was evaluated; absent where that was for this answer",
            type: "string",
            format: "date-time"
          },
          atSequence: {
            description: "Number of the last numbered event of the audit log that the stored evaluation rests on; absent while none has a number",
            type: "integer"
          }
        }
      },
      GateList: {
        description: "The gates of a version",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Gate" }
          }
        }
      },
      ComparisonRow: {
        description: "One thing compared between two versions",
        type: "object",
        required: ["key", "label", "status", "verdict"],
        properties: {
          key: { type: "string" },
          label: { type: "string" },
          status: {
            type: "string",
            enum: ["same", "changed", "added", "missing", "incomparable"]
          },
          verdict: {
            type: "string",
            enum: ["better", "worse", "same", "unknown", "not-applicable"]
          },
          base: { type: "string" },
          target: { type: "string" },
          delta: { type: "number" },
          relativeDelta: { type: "number" },
          interval: {
            type: "array",
            description: "Confidence interval of the difference",
            items: { type: "number" },
            minItems: 2,
            maxItems: 2
          },
          direction: { $ref: "#/components/schemas/Direction" },
          unit: { type: "string" },
          suite: { type: "string" },
          slice: { type: "string" },
          note: { type: "string" }
        }
      },
      PromptComparison: {
        description: "One prompt compared between two versions",
        type: "object",
        required: ["name", "status"],
        properties: {
          name: { type: "string" },
          status: {
            type: "string",
            enum: ["same", "changed", "added", "missing"]
          },
          base: { type: "string" },
          target: { type: "string" },
          linesAdded: { type: "integer" },
          linesRemoved: { type: "integer" }
        }
      },
      Comparison: {
        description: "Two versions side by side",
        type: "object",
        required: [
          "chatbot",
          "target",
          "model",
          "prompts",
          "parameters",
          "datasets",
          "artifacts",
          "scores",
          "commits",
          "summary"
        ],
        properties: {
          chatbot: { type: "string" },
          base: {
            type: "string",
            description: "Absent when nothing is replaced"
          },
          target: { type: "string" },
          model: {
            type: "array",
            items: { $ref: "#/components/schemas/ComparisonRow" }
          },
          prompts: {
            type: "array",
            items: { $ref: "#/components/schemas/PromptComparison" }
          },
          parameters: {
            type: "array",
            items: { $ref: "#/components/schemas/ComparisonRow" }
          },
          datasets: {
            type: "array",
            items: { $ref: "#/components/schemas/ComparisonRow" }
          },
          artifacts: {
            type: "array",
            items: { $ref: "#/components/schemas/ComparisonRow" }
          },
          scores: {
            type: "array",
            items: { $ref: "#/components/schemas/ComparisonRow" }
          },
          commits: {
            type: "array",
            items: { $ref: "#/components/schemas/Commit" }
          },
          commitsTruncated: { type: "boolean" },
          compareUrl: { type: "string" },
          summary: {
            type: "array",
            description: "Facts for the summary sentence, most important first",
            items: { type: "string" }
          }
        }
      },
      PromotionRequest: {
        description: "Which version shall come to which stage",
        type: "object",
        additionalProperties: false,
        required: ["version", "stage"],
        properties: {
          version: { $ref: "#/components/schemas/VersionName" },
          stage: { $ref: "#/components/schemas/StageName" },
          strategy: {
            description: "canary when left out and a version runs in the stage, otherwise all-at-once",
            allOf: [{ $ref: "#/components/schemas/Strategy" }]
          },
          comment: { type: "string", maxLength: 2e3 }
        }
      },
      DecisionRequest: {
        description: "What a reviewer decides, bound to what they saw",
        type: "object",
        additionalProperties: false,
        required: ["decision", "bindingDigest"],
        properties: {
          decision: { type: "string", enum: ["approve", "reject"] },
          comment: { type: "string", maxLength: 4e3 },
          bindingDigest: { $ref: "#/components/schemas/Sha256Digest" }
        }
      },
      AbandonmentRequest: {
        description: "Why nobody waits for the outcome of a deployment any more",
        type: "object",
        additionalProperties: false,
        required: ["comment"],
        properties: {
          comment: { type: "string", minLength: 1, maxLength: 4e3 }
        }
      },
      Decision: {
        description: "What a reviewer decided",
        type: "object",
        required: ["id", "decision", "by", "at"],
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          decision: { type: "string", enum: ["approve", "reject"] },
          by: { type: "string" },
          comment: { type: "string" },
          at: { type: "string", format: "date-time" },
          withdrawnAt: { type: "string", format: "date-time" }
        }
      },
      Promotion: {
        description: "A promotion",
        type: "object",
        required: [
          "id",
          "chatbot",
          "version",
          "digest",
          "stage",
          "strategy",
          "state",
          "bindingDigest",
          "requestedAt",
          "expiresAt",
          "requestedBy",
          "decisions",
          "approvals"
        ],
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          chatbot: { $ref: "#/components/schemas/ChatbotName" },
          version: { $ref: "#/components/schemas/VersionName" },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          stage: { $ref: "#/components/schemas/StageName" },
          strategy: { $ref: "#/components/schemas/Strategy" },
          state: { $ref: "#/components/schemas/PromotionState" },
          stateReason: {
            type: "string",
            description: "Reason code of void, rejected, failed and the like"
          },
          bindingDigest: { $ref: "#/components/schemas/Sha256Digest" },
          replaces: { $ref: "#/components/schemas/VersionName" },
          requestedBy: {
            type: "array",
            description: "People the request counts as made by",
            items: { type: "string" }
          },
          requestedVia: { type: "string", enum: ["person", "pipeline"] },
          comment: { type: "string" },
          requestedAt: { type: "string", format: "date-time" },
          expiresAt: { type: "string", format: "date-time" },
          updatedAt: { type: "string", format: "date-time" },
          decisions: {
            type: "array",
            items: { $ref: "#/components/schemas/Decision" }
          },
          approvals: {
            type: "array",
            items: { $ref: "#/components/schemas/ApprovalRuleStatus" }
          },
          summary: { type: "string", description: "One line: what changes" },
          missing: {
            type: "array",
            description: "What is still needed",
            items: { type: "string" }
          },
          deploymentId: { $ref: "#/components/schemas/Id" },
          mayDecide: { type: "boolean" }
        }
      },
      PromotionList: {
        description: "A page of promotions",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Promotion" }
          },
          nextCursor: { type: "string" },
          total: { type: "integer" }
        }
      },
      MayDecide: {
        description: "Whether the person who asks may decide, and why not",
        type: "object",
        required: ["allowed", "reason"],
        properties: {
          allowed: { type: "boolean" },
          reasonCode: { type: "string" },
          reason: { type: "string" }
        }
      },
      PromotionWorkflow: {
        description: "The last request to start the deploy workflow of a promotion",
        type: "object",
        required: ["state", "attempt", "requestedAt"],
        properties: {
          state: {
            type: "string",
            description: "started once the git host has a run of it; how the run goes, its page tells",
            enum: ["requested", "started", "failed"]
          },
          attempt: { type: "integer", minimum: 1 },
          requestedAt: { type: "string", format: "date-time" },
          endedAt: { type: "string", format: "date-time" },
          url: { type: "string", description: "Page of the run" },
          reasonCode: { type: "string", description: "Why it was not started" },
          reason: { type: "string", description: "The same for people" }
        }
      },
      PromotionDetail: {
        description: "A promotion as its reviewers see it",
        type: "object",
        required: [
          "promotion",
          "chatbot",
          "comparison",
          "gate",
          "contributors",
          "mayDecide",
          "mayWithdraw",
          "mayStartWorkflow",
          "history"
        ],
        properties: {
          promotion: { $ref: "#/components/schemas/Promotion" },
          chatbot: { $ref: "#/components/schemas/Chatbot" },
          comparison: { $ref: "#/components/schemas/Comparison" },
          gate: { $ref: "#/components/schemas/Gate" },
          contributors: {
            type: "array",
            description: "Who had a hand in it. A person may be known by an address and by a login",
            items: {
              type: "object",
              required: ["identity"],
              properties: {
                identity: {
                  type: "string",
                  description: "E-mail address of a commit, or SCM login of who started a run"
                },
                userRef: { type: "string" }
              }
            }
          },
          mayDecide: { $ref: "#/components/schemas/MayDecide" },
          mayWithdraw: { $ref: "#/components/schemas/MayDecide" },
          mayWithdrawDecision: { type: "boolean" },
          workflow: { $ref: "#/components/schemas/PromotionWorkflow" },
          mayStartWorkflow: {
            description: "Whether the viewer may have the deploy workflow started; the reason code says what the git host lacks",
            allOf: [{ $ref: "#/components/schemas/MayDecide" }]
          },
          mayAbandon: {
            type: "boolean",
            description: "Whether the viewer may close the open deployment"
          },
          deployment: { $ref: "#/components/schemas/Deployment" },
          permit: {
            type: "object",
            required: ["permitId", "issuedAt", "expiresAt"],
            properties: {
              permitId: { type: "string" },
              issuedAt: { type: "string", format: "date-time" },
              expiresAt: { type: "string", format: "date-time" },
              consumedAt: { type: "string", format: "date-time" }
            }
          },
          history: {
            type: "array",
            items: {
              type: "object",
              required: ["at", "type", "text"],
              properties: {
                at: { type: "string", format: "date-time" },
                type: { $ref: "#/components/schemas/HistoryEntryType" },
                by: { type: "string" },
                text: { type: "string" },
                link: {
                  description: "Page outside the portal that says more",
                  type: "object",
                  required: ["title", "url"],
                  properties: {
                    title: { type: "string" },
                    url: { type: "string" }
                  }
                }
              }
            }
          }
        }
      },
      PolicyProposal: {
        description: "A policy to come into force",
        type: "object",
        additionalProperties: false,
        required: ["text"],
        properties: {
          text: { type: "string", minLength: 1, maxLength: 2e5 }
        }
      },
      Policy: {
        description: "A numbered policy",
        type: "object",
        required: ["number", "state", "digest", "text", "proposedAt"],
        properties: {
          number: { type: "integer" },
          state: { type: "string", enum: ["proposed", "active", "retired"] },
          digest: { $ref: "#/components/schemas/Sha256Digest" },
          text: { type: "string" },
          proposedAt: { type: "string", format: "date-time" },
          proposedBy: { type: "string" },
          activatedAt: { type: "string", format: "date-time" },
          approvals: { type: "array", items: { type: "string" } },
          missing: { type: "array", items: { type: "string" } }
        }
      },
      PolicyList: {
        description: "Policies, newest first",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Policy" }
          },
          nextCursor: { type: "string" }
        }
      },
      LogCheckpoint: {
        description: "The signed root of the audit log at a size",
        type: "object",
        required: ["size", "rootHash", "note", "signedAt"],
        properties: {
          size: { type: "integer" },
          rootHash: { type: "string" },
          note: { type: "string", description: "C2SP signed checkpoint" },
          signedAt: { type: "string", format: "date-time" },
          anchoredAt: { type: "string", format: "date-time" },
          anchors: { type: "array", items: { type: "string" } }
        }
      },
      AnchorStatus: {
        description: "What an anchor holds of the log, as the portal read it back last",
        type: "object",
        required: ["id", "state"],
        properties: {
          id: { type: "string" },
          state: {
            description: "verified: of this log. empty: nothing yet. not-verified: it could not be read. contradicts: not of this log",
            type: "string",
            enum: ["verified", "empty", "not-verified", "contradicts"]
          },
          size: {
            description: "Events that the checkpoint it holds covers",
            type: "integer"
          },
          problem: {
            description: "anchor-not-read, anchor-unreadable, anchor-unsigned, anchor-ahead or anchor-differs",
            type: "string"
          },
          readAt: { type: "string", format: "date-time" },
          givenAt: {
            description: "When the portal gave it that checkpoint",
            type: "string",
            format: "date-time"
          }
        }
      },
      AuditStatus: {
        description: "How the audit log is doing",
        type: "object",
        required: [
          "events",
          "unsequenced",
          "gaps",
          "setAside",
          "unproven",
          "origin",
          "uncheckpointed",
          "anchors",
          "verifierKey",
          "fingerprint"
        ],
        properties: {
          events: { type: "integer" },
          unsequenced: { type: "integer" },
          gaps: { type: "array", items: { type: "integer" } },
          setAside: {
            description: "Events that the portal did not write and never numbers",
            type: "object",
            required: ["count", "latest"],
            properties: {
              count: { type: "integer" },
              latest: {
                type: "array",
                items: { $ref: "#/components/schemas/SetAsideEvent" }
              }
            }
          },
          unproven: {
            description: "Rows that would count and that no event tells of",
            type: "object",
            required: ["count", "latest"],
            properties: {
              count: { type: "integer" },
              latest: {
                type: "array",
                items: { $ref: "#/components/schemas/UnprovenRow" }
              }
            }
          },
          origin: { type: "string" },
          checkpoint: { $ref: "#/components/schemas/LogCheckpoint" },
          uncheckpointed: {
            description: "Numbered events that no checkpoint covers yet",
            type: "integer"
          },
          signingFailingSince: {
            description: "Since when the signer of checkpoints fails; absent while it does not",
            type: "string",
            format: "date-time"
          },
          anchors: {
            type: "array",
            items: { $ref: "#/components/schemas/AnchorStatus" }
          },
          verifierKey: { type: "string" },
          fingerprint: { type: "string" },
          types: { type: "array", items: { type: "string" } }
        }
      },
      SetAsideEvent: {
        description: "An event that the portal did not write, as its row says",
        type: "object",
        required: ["id", "type", "reason", "recordedAt", "setAsideAt"],
        properties: {
          id: { type: "string" },
          type: { type: "string" },
          reason: {
            type: "string",
            description: "For example mac-missing, mac-invalid or columns-differ"
          },
          recordedAt: { type: "string" },
          setAsideAt: { type: "string" }
        }
      },
      UnprovenRow: {
        description: "A row that no event tells of, as it says",
        type: "object",
        required: ["kind", "id", "subject", "at"],
        properties: {
          kind: {
            type: "string",
            enum: [
              "promotion",
              "decision",
              "answer",
              "permit",
              "permit-use",
              "workflow",
              "deployment",
              "evaluation",
              "policy",
              "policy-activation",
              "policy-approval"
            ]
          },
          id: { type: "string", description: "Of a policy its number" },
          subject: {
            description: "What it belongs to, and its event would be about",
            type: "object",
            required: ["kind", "id"],
            properties: {
              kind: { type: "string" },
              chatbot: { type: "string" },
              id: { type: "string" }
            }
          },
          at: { type: "string", description: "When it says that it was made" }
        }
      },
      AuditEvent: {
        description: "A fact in the audit log, in readable form",
        type: "object",
        required: [
          "sequence",
          "id",
          "type",
          "occurredAt",
          "recordedAt",
          "actor",
          "subject",
          "summary"
        ],
        properties: {
          sequence: { type: "integer" },
          id: { type: "string" },
          type: { type: "string" },
          occurredAt: { type: "string", format: "date-time" },
          recordedAt: { type: "string", format: "date-time" },
          actor: {
            type: "object",
            required: ["kind"],
            properties: {
              kind: { type: "string", enum: ["user", "pipeline", "service"] },
              pseudonym: { type: "string" },
              ref: { type: "string", description: "Absent once erased" }
            }
          },
          subject: {
            type: "object",
            required: ["kind", "id"],
            properties: {
              kind: { type: "string" },
              chatbot: { type: "string" },
              id: { type: "string" }
            }
          },
          data: { type: "object", additionalProperties: true },
          texts: { type: "object", additionalProperties: { type: "string" } },
          summary: { type: "string" },
          demo: { type: "boolean" }
        }
      },
      AuditEventList: {
        description: "A page of audit events",
        type: "object",
        required: ["items", "total"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/AuditEvent" }
          },
          nextCursor: { type: "string" },
          total: { type: "integer" }
        }
      },
      AuditEventDetail: {
        description: "An audit event with the exact text that was hashed and its proof",
        type: "object",
        required: ["event", "body", "leafHash"],
        properties: {
          event: { $ref: "#/components/schemas/AuditEvent" },
          body: {
            type: "string",
            description: "The exact canonical text that is hashed"
          },
          leafHash: { type: "string", description: "Base64" },
          proof: {
            type: "object",
            required: ["index", "size", "hashes", "checkpoint"],
            properties: {
              index: { type: "integer" },
              size: { type: "integer" },
              hashes: { type: "array", items: { type: "string" } },
              checkpoint: { type: "string" }
            }
          },
          previous: { type: "integer" },
          next: { type: "integer" }
        }
      },
      ConsistencyProof: {
        description: "The hashes that show one log to be the beginning of a later one",
        type: "object",
        required: ["from", "to", "hashes"],
        properties: {
          from: { type: "integer" },
          to: { type: "integer" },
          hashes: { type: "array", items: { type: "string" } }
        }
      },
      AuditExportRequest: {
        description: "The period to export",
        type: "object",
        additionalProperties: false,
        properties: {
          from: { type: "string", format: "date-time" },
          to: { type: "string", format: "date-time" },
          reveal: {
            type: "boolean",
            description: "Include names and texts beside the hashed bytes"
          }
        }
      },
      AuditExport: {
        description: "An export that is ready, with its one-time links",
        type: "object",
        required: [
          "fromSequence",
          "toSequence",
          "count",
          "ndjson",
          "csv",
          "expiresAt"
        ],
        properties: {
          fromSequence: { type: "integer" },
          toSequence: { type: "integer", description: "Exclusive" },
          count: { type: "integer" },
          ndjson: { type: "string", description: "Path of the one-time link" },
          csv: { type: "string" },
          expiresAt: { type: "string", format: "date-time" },
          checkpoint: { $ref: "#/components/schemas/LogCheckpoint" }
        }
      },
      Changes: {
        description: "Chatbots that changed since the cursor",
        type: "object",
        required: ["chatbots", "cursor", "revision", "more"],
        properties: {
          chatbots: { type: "array", items: { type: "string" } },
          cursor: {
            type: "integer",
            description: "Audit sequence number to acknowledge"
          },
          revision: {
            type: "integer",
            description: "Of the stored cursor; sent back with the acknowledgement"
          },
          more: { type: "boolean" }
        }
      },
      ChangesCursor: {
        description: "Up to where a consumer has taken the changes",
        type: "object",
        additionalProperties: false,
        required: ["cursor", "revision"],
        properties: {
          cursor: { type: "integer", minimum: 0 },
          revision: {
            type: "integer",
            minimum: 0,
            description: "As it was read. When another one acknowledged meanwhile, the answer is 409 conflicting-write"
          }
        }
      },
      Projection: {
        description: "What the catalog shows of a chatbot",
        type: "object",
        required: [
          "chatbot",
          "versions",
          "evaluations",
          "stages",
          "promotions",
          "retired"
        ],
        properties: {
          chatbot: { $ref: "#/components/schemas/Chatbot" },
          versions: {
            type: "array",
            items: { $ref: "#/components/schemas/ModelVersion" }
          },
          evaluations: {
            type: "array",
            items: { $ref: "#/components/schemas/Evaluation" }
          },
          stages: {
            type: "array",
            items: { $ref: "#/components/schemas/StageStatus" }
          },
          promotions: {
            type: "array",
            items: { $ref: "#/components/schemas/Promotion" }
          },
          retired: {
            type: "object",
            description: "What left the window lately; removed from the catalog",
            required: ["versions", "evaluations", "promotions"],
            properties: {
              versions: {
                type: "array",
                items: {
                  type: "object",
                  required: ["version", "digest"],
                  properties: {
                    version: { type: "string" },
                    digest: { type: "string" }
                  }
                }
              },
              evaluations: {
                type: "array",
                items: {
                  type: "object",
                  required: ["id", "version", "suite"],
                  properties: {
                    id: { type: "string" },
                    version: { type: "string" },
                    suite: { type: "string" }
                  }
                }
              },
              promotions: {
                type: "array",
                items: {
                  type: "object",
                  required: ["id", "stage"],
                  properties: {
                    id: { type: "string" },
                    stage: { type: "string" }
                  }
                }
              }
            }
          }
        }
      },
      ProjectionList: {
        description: "A page of projections",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/Projection" }
          },
          nextCursor: { type: "string" }
        }
      },
      WebhookId: {
        description: "Id of a webhook target in the configuration",
        type: "string",
        maxLength: 40
      },
      WebhookDeliveryState: {
        description: "Whether a delivery is under way, arrived, or was given up",
        type: "string",
        enum: ["pending", "delivered", "failed"]
      },
      WebhookProblem: {
        description: "Why an attempt did not deliver: `address-refused` is a host name that resolves to an address that is not public,\n`connection-failed` no connection, `timeout` no answer in time, `redirect` an answer that leads elsewhere, `gone`\n410, `status` any other answer but success, `not-asked-for` an event that the target does not get by its\nconfiguration of now, and `event-not-authentic` an event that the portal did not write.\n",
        type: "string",
        enum: [
          "address-refused",
          "connection-failed",
          "timeout",
          "redirect",
          "gone",
          "status",
          "not-asked-for",
          "event-not-authentic"
        ]
      },
      WebhookTarget: {
        description: "A webhook target, and how delivery to it goes",
        type: "object",
        required: ["id", "url", "state", "outstanding", "failed"],
        properties: {
          id: { $ref: "#/components/schemas/WebhookId" },
          url: { type: "string", description: "Without its query" },
          types: { type: "array", items: { type: "string" } },
          owners: { type: "array", items: { type: "string" } },
          state: {
            type: "string",
            description: "`gone` once it answered 410: nothing is sent until somebody asks for a redelivery",
            enum: ["unused", "healthy", "failing", "gone"]
          },
          lastDeliveredAt: { type: "string", format: "date-time" },
          failingSince: { type: "string", format: "date-time" },
          goneAt: { type: "string", format: "date-time" },
          outstanding: { type: "integer", description: "Deliveries under way" },
          failed: {
            type: "integer",
            description: "Deliveries that were given up"
          }
        }
      },
      WebhookTargetList: {
        description: "The webhook targets of the configuration",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/WebhookTarget" }
          }
        }
      },
      WebhookDelivery: {
        description: "What is sent to a target because of one event",
        type: "object",
        required: [
          "id",
          "target",
          "eventId",
          "sequence",
          "type",
          "state",
          "createdAt",
          "attempts"
        ],
        properties: {
          id: { type: "string", format: "uuid" },
          target: { $ref: "#/components/schemas/WebhookId" },
          eventId: {
            type: "string",
            format: "uuid",
            description: "The `webhook-id` of every request"
          },
          sequence: { type: "integer", description: "Number of the event" },
          type: { type: "string" },
          chatbot: { type: "string" },
          state: { $ref: "#/components/schemas/WebhookDeliveryState" },
          createdAt: { type: "string", format: "date-time" },
          attempts: { type: "integer" },
          lastAttemptAt: { type: "string", format: "date-time" },
          nextAttemptAt: { type: "string", format: "date-time" },
          responseStatus: {
            type: "integer",
            description: "Of the last attempt"
          },
          problem: { $ref: "#/components/schemas/WebhookProblem" }
        }
      },
      WebhookDeliveryList: {
        description: "A page of deliveries",
        type: "object",
        required: ["items"],
        properties: {
          items: {
            type: "array",
            items: { $ref: "#/components/schemas/WebhookDelivery" }
          },
          nextCursor: { type: "string" }
        }
      },
      WebhookAttempt: {
        description: "One attempt to deliver",
        type: "object",
        required: ["at", "milliseconds"],
        properties: {
          at: { type: "string", format: "date-time" },
          milliseconds: { type: "integer" },
          status: { type: "integer", description: "HTTP status of the answer" },
          problem: { $ref: "#/components/schemas/WebhookProblem" },
          detail: {
            type: "string",
            description: "Code of the failed connection, for example ECONNREFUSED"
          }
        }
      },
      WebhookDeliveryDetail: {
        description: "A delivery with what was sent and its last attempts",
        type: "object",
        required: ["delivery", "history"],
        properties: {
          delivery: { $ref: "#/components/schemas/WebhookDelivery" },
          body: {
            type: "string",
            description: "The exact text that was sent last"
          },
          history: {
            type: "array",
            description: "The last 20 attempts, oldest first",
            items: { $ref: "#/components/schemas/WebhookAttempt" }
          }
        }
      },
      WebhookRedeliveryRequest: {
        description: "Which deliveries are sent again",
        type: "object",
        additionalProperties: false,
        required: ["since"],
        properties: {
          since: {
            type: "string",
            format: "date-time",
            description: "Failed deliveries that were made at or after it"
          }
        }
      },
      WebhookRedelivery: {
        description: "What a request to redeliver did",
        type: "object",
        required: ["deliveries"],
        properties: {
          deliveries: {
            type: "integer",
            description: "How many deliveries are sent again"
          }
        }
      }
    }
  },
  security: [{ backstage: [] }]
};

// plugins/chatbots-backend/src/router/body/bodyLimits.ts
function bodyLimits(document = spec) {
  return Object.entries(document.paths).flatMap(
    ([path, item]) => Object.entries(item).filter(([, { requestBody }]) => requestBody).map(([method, { operationId, "x-body-limit": limit }]) => {
      if (!Number.isSafeInteger(limit) || limit <= 0) {
        throw new Error(
          `Operation ${operationId} takes a body and has no x-body-limit`
        );
      }
      return {
        operationId,
        method,
        path,
        limit
      };
    })
  );
}
function bodyLimitOf(operationId) {
  const found = bodyLimits().find((entry) => entry.operationId === operationId);
  if (!found) {
    throw new Error(`Operation ${operationId} takes no body`);
  }
  return found.limit;
}

// plugins/chatbots-backend/src/router/body/parseJson.ts
var MAX_DEPTH2 = 64;
var QUOTE = 34;
var BACKSLASH = 92;
var OPENING = /* @__PURE__ */ new Set([91, 123]);
var CLOSING = /* @__PURE__ */ new Set([93, 125]);
function parseJson(bytes) {
  assertPlain(bytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw errorWithReason(
      "input-invalid",
      "The body is not valid JSON in UTF-8"
    );
  }
}
function assertPlain(bytes) {
  let depth = 0;
  for (let at2 = 0; at2 < bytes.length; at2 += 1) {
    const byte = bytes[at2];
    if (byte === QUOTE) {
      at2 = endOfText(bytes, at2 + 1);
    } else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > MAX_DEPTH2) {
        throw errorWithReason(
          "body-too-deep",
          `The body has more than ${MAX_DEPTH2} levels`
        );
      }
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
  }
}
function endOfText(bytes, begin) {
  let at2 = begin;
  while (at2 < bytes.length && bytes[at2] !== QUOTE) {
    if (bytes[at2] === BACKSLASH) {
      if (bytes.toString("latin1", at2, at2 + 6) === "\\u0000") {
        throw errorWithReason(
          "input-invalid",
          "The body holds the character U+0000, which no text may have"
        );
      }
      at2 += 1;
    }
    at2 += 1;
  }
  return at2;
}

// plugins/chatbots-backend/src/router/body/readBytes.ts
var import_node_util = require("node:util");
var import_node_zlib = require("node:zlib");
var import_raw_body = __toESM(require("raw-body"));
var JSON_TYPE = "application/json";
var MOST_DISCARDED = 8 * 1024 * 1024;
var LONGEST_DISCARD_MS = 5e3;
async function readBytes(req, limit) {
  if (!isJson(req.headers["content-type"])) {
    discardRest(req);
    throw errorWithReason(
      "body-unsupported",
      `The Content-Type of the body is not ${JSON_TYPE}`
    );
  }
  if (Number(req.headers["content-length"]) > limit) {
    discardRest(req);
    throw tooLarge(limit);
  }
  const inflater = createInflater(req);
  if (!inflater) {
    try {
      return await (0, import_raw_body.default)(req, { limit });
    } catch (error) {
      discardRest(req);
      throw explain2(error, limit);
    }
  }
  req.once("close", () => {
    if (!req.complete) {
      inflater.destroy(new Error("The sender went away"));
    }
  });
  try {
    return await (0, import_raw_body.default)(req.pipe(inflater), { limit });
  } catch (error) {
    throw explain2(error, limit);
  } finally {
    req.unpipe(inflater);
    inflater.destroy();
    discardRest(req);
  }
}
function isJson(header) {
  try {
    const { essence, params } = new import_node_util.MIMEType(header ?? "");
    const charset = params.get("charset")?.toLowerCase() ?? "utf-8";
    return essence === JSON_TYPE && ["utf-8", "utf8"].includes(charset);
  } catch {
    return false;
  }
}
function createInflater(req) {
  const encoding = req.headers["content-encoding"]?.toLowerCase() ?? "identity";
  switch (encoding) {
    case "identity":
      return void 0;
    case "gzip":
      return (0, import_node_zlib.createGunzip)();
    case "deflate":
      return (0, import_node_zlib.createInflate)();
    default:
      discardRest(req);
      throw errorWithReason(
        "body-unsupported",
        "The Content-Encoding of the body is not supported"
      );
  }
}
function discardRest(req) {
  if (req.complete && req.readableEnded) {
    return;
  }
  let left = MOST_DISCARDED;
  const timer = setTimeout(() => req.destroy(), LONGEST_DISCARD_MS).unref();
  req.on("data", (chunk) => {
    left -= chunk.length;
    if (left < 0) {
      req.destroy();
    }
  });
  req.once("close", () => clearTimeout(timer));
  req.resume();
}
function tooLarge(limit) {
  return errorWithReason(
    "body-too-large",
    `The body is larger than ${limit} bytes`,
    {
      hint: `Send at most ${limit} bytes to this operation, counted before compression.`,
      details: { limit }
    }
  );
}
function explain2(cause, limit) {
  if (Object(cause).type === "entity.too.large") {
    return tooLarge(limit);
  }
  return errorWithReason(
    "input-invalid",
    "The body ended early, or is not compressed as its Content-Encoding says",
    { cause }
  );
}

// plugins/chatbots-backend/src/router/body/addBodyReaders.ts
function addBodyReaders(router) {
  for (const { method, path, limit } of bodyLimits()) {
    router[method](path.replace(/\{(\w+)\}/g, ":$1"), (req, _res, next) => {
      readJson(req, limit).then((body) => {
        req.body = body;
        next();
      }, next);
    });
  }
  router.use((req, _res, next) => {
    if (req.headers["content-type"] !== void 0) {
      req.headers["content-type"] = "application/json";
    }
    next();
  });
}
async function readJson(req, limit) {
  if (req.body !== void 0) {
    return checkParsed(req.body, limit);
  }
  if (!hasBody(req)) {
    return {};
  }
  const bytes = await readBytes(req, limit);
  return bytes.length === 0 ? {} : parseJson(bytes);
}
function checkParsed(body, limit) {
  let text4;
  try {
    text4 = JSON.stringify(body);
  } catch (cause) {
    throw errorWithReason("body-too-deep", "The body is nested too deep", {
      cause
    });
  }
  const bytes = Buffer.from(text4);
  if (bytes.length > limit) {
    throw tooLarge(limit);
  }
  return parseJson(bytes);
}
function hasBody(req) {
  return req.headers["transfer-encoding"] !== void 0 || Number(req.headers["content-length"]) > 0;
}

// plugins/chatbots-backend/src/router/createValidatedRouter.ts
function createValidatedRouter() {
  const router = (0, import_express_promise_router.default)();
  router.use(refuseNul);
  addBodyReaders(router);
  router.use(
    OpenApiValidator.middleware({
      apiSpec: spec,
      validateRequests: {
        coerceTypes: false,
        allowUnknownQueryParameters: false
      },
      validateResponses: false,
      validateSecurity: false,
      validateApiSpec: false,
      ignoreUndocumented: true,
      useRequestUrl: true
    })
  );
  router.use(((error, req, res, next) => explainRejection(error, req, res, next)));
  return router;
}
var refuseNul = (req, _res, next) => {
  if (req.url.includes("%00")) {
    throw errorWithReason(
      "input-invalid",
      "The address holds the character U+0000, which no text may have"
    );
  }
  next();
};
function explainRejection(...[error, , , next]) {
  if (error?.status === void 0 || !Array.isArray(error.errors)) {
    next(error);
    return;
  }
  const violations = error.errors;
  next(
    errorWithReason(codeOf(violations), describe7(violations), {
      details: {
        violations: violations.slice(0, 20).map(({ path, message }) => ({
          path: path ?? "",
          message: message ?? ""
        }))
      }
    })
  );
}
function codeOf(violations) {
  return violations.some(
    ({ errorCode, message }) => errorCode?.startsWith("additionalProperties") || message?.startsWith("Unknown query parameter")
  ) ? "field-unknown" : "input-invalid";
}
function describe7(violations) {
  const first = violations.slice(0, 3).map(({ path, message }) => `${path} ${message}`.trim()).join("; ");
  const more = violations.length - 3;
  return more > 0 ? `${first}; and ${more} more` : first;
}

// plugins/chatbots-backend/src/router/external/addExternalRoutes.ts
var messages = /* @__PURE__ */ new WeakMap();
function requireSystem(external) {
  const limit = bodyLimitOf("AnswerExternalCheck");
  return (req, _res, next) => {
    readBytes(req, limit).then((bytes) => {
      const [, system2 = ""] = /^\/v1\/systems\/([^/]+)/.exec(req.path) ?? [];
      messages.set(req, external.verify(system2, req.headers, bytes));
      req.body = parseJson(bytes);
      next();
    }).catch(next);
  };
}
function addExternalRoutes(router, { external, auditor }) {
  router.post("/external/v1/systems/:system/answers", async (req, res) => {
    const message = messages.get(req);
    if (!message || message.system !== req.params.system) {
      throw new Error("The answer of a system was not verified");
    }
    await withAudit(
      auditor,
      { eventId: "promotion-answer", meta: { system: message.system } },
      () => external.answer({ ...message, answer: req.body })
    );
    res.status(200).end();
  });
}

// plugins/chatbots-backend/src/router/governance/addPolicyRoutes.ts
var PAGE12 = 25;
function addPolicyRoutes(router, { services: { governance }, httpAuth, auditor }) {
  router.get("/v1/policies", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { cursor, limit = PAGE12 } = req.query;
    res.json(await governance.listPolicies(credentials, { cursor, limit }));
  });
  router.post("/v1/policies", async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { policy, created } = await withAudit(
      auditor,
      {
        eventId: "policy-change",
        request: req,
        meta: { actionType: "propose" }
      },
      () => governance.proposePolicy(credentials, req.body.text)
    );
    res.status(created ? 201 : 200).json(policy);
  });
  router.post("/v1/policies/:policyNumber/approvals", async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { policyNumber } = req.params;
    const policy = await withAudit(
      auditor,
      {
        eventId: "policy-change",
        request: req,
        meta: { actionType: "approve", policyNumber }
      },
      () => governance.approvePolicy(credentials, Number(policyNumber))
    );
    res.json(policy);
  });
}

// plugins/chatbots-backend/src/router/governance/addPromotionRoutes.ts
var PAGE13 = 25;
function addPromotionRoutes(router, { services: { governance }, httpAuth, auditor }) {
  router.post("/v1/chatbots/:chatbot/promotions", async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { chatbot } = req.params;
    const { version, stage } = req.body;
    const promotion = await withAudit(
      auditor,
      {
        eventId: "promotion-request",
        request: req,
        meta: { chatbot, version, stage }
      },
      () => governance.request(credentials, chatbot, req.body)
    );
    res.status(201).json(promotion);
  });
  router.get("/v1/promotions", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { cursor, limit = PAGE13, ...filter } = req.query;
    res.json(await governance.list(credentials, filter, { cursor, limit }));
  });
  router.get("/v1/promotions/:promotionId", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await governance.get(credentials, req.params.promotionId));
  });
  router.post("/v1/promotions/:promotionId/decisions", async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { promotionId } = req.params;
    const promotion = await withAudit(
      auditor,
      {
        eventId: "promotion-decide",
        request: req,
        meta: { promotionId, actionType: req.body.decision }
      },
      () => governance.decide(credentials, promotionId, req.body)
    );
    res.status(201).json(promotion);
  });
  router.delete(
    "/v1/promotions/:promotionId/decisions/mine",
    async (req, res) => {
      const credentials = await requirePerson(httpAuth, req);
      const { promotionId } = req.params;
      const promotion = await withAudit(
        auditor,
        {
          eventId: "promotion-decide",
          request: req,
          meta: { promotionId, actionType: "withdraw-decision" }
        },
        () => governance.withdrawDecision(credentials, promotionId)
      );
      res.json(promotion);
    }
  );
  router.post("/v1/promotions/:promotionId/withdrawal", async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { promotionId } = req.params;
    const promotion = await withAudit(
      auditor,
      {
        eventId: "promotion-request",
        request: req,
        meta: { promotionId, actionType: "withdraw" }
      },
      () => governance.withdraw(credentials, promotionId)
    );
    res.json(promotion);
  });
  router.post("/v1/promotions/:promotionId/workflow", async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { promotionId } = req.params;
    const workflow = await withAudit(
      auditor,
      { eventId: "workflow-start", request: req, meta: { promotionId } },
      () => governance.startWorkflow(credentials, promotionId)
    );
    res.status(202).json(workflow);
  });
  router.post("/v1/promotions/:promotionId/abandonment", async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { promotionId } = req.params;
    const promotion = await withAudit(
      auditor,
      { eventId: "deployment-abandon", request: req, meta: { promotionId } },
      () => governance.abandon(credentials, promotionId, req.body.comment)
    );
    res.json(promotion);
  });
}

// plugins/chatbots-backend/src/router/pipelineActor.ts
var actors = /* @__PURE__ */ new WeakMap();
var EXCHANGE = "/v1/token";
function requirePipeline(authenticator) {
  return (req, _res, next) => {
    if (req.path === EXCHANGE) {
      next();
      return;
    }
    const [scheme, token] = (req.headers.authorization ?? "").split(" ");
    if (scheme.toLowerCase() !== "bearer" || !token) {
      next(
        errorWithReason(
          "token-missing",
          "Pipelines must send their pipeline token"
        )
      );
      return;
    }
    authenticator.authenticate(token).then((actor) => {
      actors.set(req, actor);
      next();
    }, next);
  };
}
function pipelineActor(req) {
  const actor = actors.get(req);
  if (!actor) {
    throw new Error("A pipeline route stands outside the pipelines prefix");
  }
  return actor;
}

// plugins/chatbots-backend/src/router/governance/addReleaseRoutes.ts
function addReleaseRoutes(router, { pipelines: services, auditor }) {
  router.get("/pipeline/v1/promotions", async (req, res) => {
    res.json(
      await services.pipelinePromotions.list(
        pipelineActor(req),
        req.query.state
      )
    );
  });
  router.post("/pipeline/v1/promotions", async (req, res) => {
    const actor = pipelineActor(req);
    const { run, ...request4 } = req.body;
    const { id: id2, created } = await withAudit(
      auditor,
      {
        eventId: "promotion-request",
        meta: { chatbot: actor.chatbot, ...request4 }
      },
      () => services.promotionService.request({
        ...request4,
        chatbot: actor.chatbot,
        actor,
        runActor: actor.login ?? run.actor
      })
    );
    res.status(created ? 201 : 200).json(await services.pipelinePromotions.get(actor, id2));
  });
  router.get("/pipeline/v1/promotions/:promotionId", async (req, res) => {
    res.json(
      await services.pipelinePromotions.get(
        pipelineActor(req),
        req.params.promotionId
      )
    );
  });
  router.post(
    "/pipeline/v1/promotions/:promotionId/permit",
    async (req, res) => {
      const actor = pipelineActor(req);
      const { promotionId } = req.params;
      const permit = await withAudit(
        auditor,
        {
          eventId: "permit-issue",
          meta: { chatbot: actor.chatbot, promotionId }
        },
        () => services.permits.issue({ actor, promotionId })
      );
      res.json(permit);
    }
  );
  router.post("/pipeline/v1/permits/:permitId/consume", async (req, res) => {
    const actor = pipelineActor(req);
    const { permitId } = req.params;
    const { deploymentId, created } = await withAudit(
      auditor,
      { eventId: "permit-consume", meta: { chatbot: actor.chatbot, permitId } },
      () => services.permits.consume({ ...req.body, actor, permitId })
    );
    res.status(created ? 201 : 200).json(await services.deployments.get(deploymentId));
  });
  router.get("/pipeline/v1/deployments/:deploymentId", async (req, res) => {
    res.json(
      await services.deployments.getOwn(
        pipelineActor(req),
        req.params.deploymentId
      )
    );
  });
  router.post(
    "/pipeline/v1/deployments/:deploymentId/steps",
    async (req, res) => {
      const actor = pipelineActor(req);
      const { deploymentId } = req.params;
      await withAudit(
        auditor,
        {
          eventId: "deployment-report",
          meta: { chatbot: actor.chatbot, deploymentId }
        },
        () => services.deploymentService.reportStep(
          { actor, deploymentId },
          req.body
        )
      );
      res.json(await services.deployments.get(deploymentId));
    }
  );
  router.post(
    "/pipeline/v1/deployments/:deploymentId/outcome",
    async (req, res) => {
      const actor = pipelineActor(req);
      const { deploymentId } = req.params;
      await withAudit(
        auditor,
        {
          eventId: "deployment-report",
          meta: { chatbot: actor.chatbot, deploymentId }
        },
        () => services.deploymentService.reportOutcome(
          { actor, deploymentId },
          req.body
        )
      );
      res.json(await services.deployments.get(deploymentId));
    }
  );
}

// plugins/chatbots-backend/src/router/governance/addStageRoutes.ts
var PAGE14 = 25;
function addStageRoutes(router, { services: { governance }, httpAuth }) {
  router.get("/v1/chatbots/:chatbot/stages", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await governance.stages(credentials, req.params.chatbot, req.query.at)
    );
  });
  router.get("/v1/chatbots/:chatbot/deployments", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { limit = PAGE14, ...options } = req.query;
    res.json(
      await governance.deployments(credentials, req.params.chatbot, {
        ...options,
        limit
      })
    );
  });
  router.get("/v1/chatbots/:chatbot/gates", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { version, stage } = req.query;
    res.json(
      await governance.gates(credentials, req.params.chatbot, version, stage)
    );
  });
}

// plugins/chatbots-backend/src/router/sanitizeErrors.ts
var import_errors24 = require("@backstage/errors");
var EXPECTED = /* @__PURE__ */ new Set([
  "InputError",
  "AuthenticationError",
  "NotAllowedError",
  "NotFoundError",
  "ConflictError",
  "NotImplementedError",
  "ServiceUnavailableError"
]);
var RETRY_AFTER_S = 1;
function sanitizeErrors(options) {
  return (thrown, req, res, next) => {
    const error = toErrorWithReason(thrown);
    if (isExpected(error)) {
      if (Object(error).statusCode === 429) {
        res.setHeader("Retry-After", RETRY_AFTER_S);
      }
      next(error);
      return;
    }
    options.logger.error(
      `${req.method} ${req.path} failed unexpectedly`,
      (0, import_errors24.toError)(error)
    );
    next(answerTo(error, options.isPassing(error)));
  };
}
function answerTo(error, isPassing2) {
  if (isPassing2) {
    return errorWithReason(
      "service-unavailable",
      "The database did not answer in time",
      {
        hint: "Send it again in a moment: what was recorded is found again, not done twice."
      }
    );
  }
  return isOfAnother(error) ? errorWithReason(
    "service-unavailable",
    "Another service of the portal did not answer"
  ) : errorWithReason("internal-error", "The portal failed at this request");
}
function isOfAnother(error) {
  return error instanceof Error && (error.name === "ResponseError" || error.name === "FetchError" || error.message === "fetch failed");
}
function isExpected(error) {
  if (!(error instanceof Error) || isOfAnother(error)) {
    return false;
  }
  const status = Reflect.get(error, "statusCode") ?? Reflect.get(error, "status");
  return EXPECTED.has(error.name) || typeof status === "number" && status < 500;
}

// plugins/chatbots-backend/src/router/registry/addChatbotRoutes.ts
function addChatbotRoutes(router, { services, httpAuth, auditor }) {
  router.get("/v1/chatbots", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await services.chatbots.list(req.query, credentials));
  });
  router.post("/v1/chatbots", async (req, res) => {
    const { name: name5, owner } = req.body;
    const { record: record3, created } = await withAudit(
      auditor,
      { eventId: "chatbot-register", request: req, meta: { name: name5, owner } },
      async () => services.chatbots.register(req.body, await requireUser(httpAuth, req))
    );
    res.status(created ? 201 : 200).json(record3);
  });
  router.get("/v1/chatbots/:chatbot", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await services.chatbots.overview(req.params.chatbot, credentials));
  });
  router.put("/v1/chatbots/:chatbot/facts", async (req, res) => {
    const { chatbot } = req.params;
    const record3 = await withAudit(
      auditor,
      {
        eventId: "chatbot-change-facts",
        request: req,
        meta: { chatbot, facts: Object.keys(req.body) }
      },
      async () => services.chatbots.changeFacts(
        chatbot,
        req.body,
        await requireUser(httpAuth, req)
      )
    );
    res.json(record3);
  });
}

// plugins/chatbots-backend/src/router/registry/addEvaluationRoutes.ts
function addEvaluationRoutes(router, { services, httpAuth }) {
  router.get("/v1/chatbots/:chatbot/evaluations", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.list(
        req.params.chatbot,
        req.query,
        credentials
      )
    );
  });
  router.get("/v1/evaluations/:evaluationId", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.get(req.params.evaluationId, credentials)
    );
  });
  router.get("/v1/evaluations/:evaluationId/samples", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.samples(
        req.params.evaluationId,
        req.query,
        credentials
      )
    );
  });
  router.get("/v1/chatbots/:chatbot/trends", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.trends(
        req.params.chatbot,
        req.query,
        credentials
      )
    );
  });
}

// plugins/chatbots-backend/src/router/registry/addReportRoutes.ts
function addReportRoutes(router, { pipelines, auditor }) {
  router.post("/pipeline/v1/token", async (req, res) => {
    const exchanged = await withAudit(
      auditor,
      { eventId: "token-exchange" },
      () => pipelines.exchange.exchange(req.body.identityToken)
    );
    res.setHeader("Cache-Control", "no-store");
    res.json(exchanged);
  });
  router.post("/pipeline/v1/versions", async (req, res) => {
    const actor = pipelineActor(req);
    const { chatbot, tokenId } = actor;
    const { record: record3, created } = await withAudit(
      auditor,
      {
        eventId: "version-report",
        meta: { chatbot, tokenId, version: req.body.version }
      },
      () => pipelines.reports.version(req.body, actor)
    );
    res.status(created ? 201 : 200).json(record3);
  });
  router.post("/pipeline/v1/evaluations", async (req, res) => {
    const actor = pipelineActor(req);
    const { chatbot, tokenId } = actor;
    const { version, suite } = req.body;
    const { record: record3, created } = await withAudit(
      auditor,
      {
        eventId: "evaluation-report",
        meta: { chatbot, tokenId, version, suite }
      },
      () => pipelines.reports.evaluation(req.body, actor)
    );
    res.status(created ? 201 : 200).json(record3);
  });
}

// plugins/chatbots-backend/src/router/registry/addTokenRoutes.ts
function addTokenRoutes(router, { services, httpAuth, auditor }) {
  router.get("/v1/chatbots/:chatbot/tokens", async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    res.json(await services.tokens.list(req.params.chatbot, credentials));
  });
  router.post("/v1/chatbots/:chatbot/tokens", async (req, res) => {
    const { chatbot } = req.params;
    const issued = await withAudit(
      auditor,
      {
        eventId: "token-issue",
        request: req,
        meta: { chatbot, purpose: req.body.purpose }
      },
      async () => services.tokens.issue(
        chatbot,
        req.body,
        await requireUser(httpAuth, req)
      )
    );
    res.setHeader("Cache-Control", "no-store");
    res.status(201).json(issued);
  });
  router.delete("/v1/chatbots/:chatbot/tokens/:tokenId", async (req, res) => {
    const { chatbot, tokenId } = req.params;
    await withAudit(
      auditor,
      { eventId: "token-revoke", request: req, meta: { chatbot, tokenId } },
      async () => services.tokens.revoke(
        chatbot,
        tokenId,
        await requireUser(httpAuth, req)
      )
    );
    res.status(204).end();
  });
}

// plugins/chatbots-backend/src/router/registry/addVersionRoutes.ts
function addVersionRoutes(router, { services, httpAuth }) {
  router.get("/v1/chatbots/:chatbot/versions", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.versions.list(req.params.chatbot, req.query, credentials)
    );
  });
  router.get("/v1/chatbots/:chatbot/versions/:version", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { chatbot, version } = req.params;
    res.json(await services.versions.detail(chatbot, version, credentials));
  });
  router.get("/v1/chatbots/:chatbot/comparison", async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.versions.compare(
        req.params.chatbot,
        req.query,
        credentials
      )
    );
  });
}

// plugins/chatbots-backend/src/router/webhooks/addWebhookRoutes.ts
function addWebhookRoutes(router, { services, httpAuth, auditor }) {
  const { webhooks } = services;
  router.get("/v1/webhooks", async (req, res) => {
    res.json(await webhooks.targets(await httpAuth.credentials(req)));
  });
  router.get("/v1/webhooks/deliveries", async (req, res) => {
    const { cursor, limit, ...filter } = req.query;
    res.json(
      await webhooks.deliveries(await httpAuth.credentials(req), filter, {
        cursor,
        limit
      })
    );
  });
  router.get("/v1/webhooks/deliveries/:deliveryId", async (req, res) => {
    res.json(
      await webhooks.delivery(
        await httpAuth.credentials(req),
        req.params.deliveryId
      )
    );
  });
  router.post(
    "/v1/webhooks/deliveries/:deliveryId/redeliver",
    async (req, res) => {
      const { deliveryId } = req.params;
      const credentials = await requireUser(httpAuth, req);
      const detail = await withAudit(
        auditor,
        { eventId: "webhook-redeliver", request: req, meta: { deliveryId } },
        () => webhooks.redeliver(credentials, deliveryId)
      );
      res.status(202).json(detail);
    }
  );
  router.post("/v1/webhooks/:webhook/redeliver", async (req, res) => {
    const { webhook } = req.params;
    const { since } = req.body;
    const credentials = await requireUser(httpAuth, req);
    const redelivery = await withAudit(
      auditor,
      { eventId: "webhook-redeliver", request: req, meta: { webhook, since } },
      () => webhooks.redeliverFailed(credentials, webhook, req.body)
    );
    res.status(202).json(redelivery);
  });
}

// plugins/chatbots-backend/src/router/createRouter.ts
var ROUTES = [
  addExternalRoutes,
  addReportRoutes,
  addChatbotRoutes,
  addTokenRoutes,
  addVersionRoutes,
  addEvaluationRoutes,
  addStageRoutes,
  addPromotionRoutes,
  addPolicyRoutes,
  addReleaseRoutes,
  addAuditRoutes,
  addChangeRoutes,
  addWebhookRoutes
];
function createRouter(options) {
  const root = (0, import_express_promise_router2.default)();
  root.use(
    "/pipeline",
    requirePipeline(options.pipelines.pipelineAuthenticator)
  );
  root.use("/external", requireSystem(options.external));
  const router = createValidatedRouter();
  for (const addRoutes of ROUTES) {
    addRoutes(router, options);
  }
  root.use(router);
  root.use(sanitizeErrors(options));
  return root;
}

// plugins/chatbots-backend/src/plugin.ts
var DEFAULT_STAGES = ["development", "staging", "production"];
var chatbotsPlugin = (0, import_backend_plugin_api9.createBackendPlugin)({
  pluginId: "chatbots",
  register(env) {
    const anchors = /* @__PURE__ */ new Map();
    const anchorPoint = {
      addAnchor(anchor) {
        if (anchors.has(anchor.id)) {
          throw new Error(`There are two audit anchors '${anchor.id}'`);
        }
        anchors.set(anchor.id, anchor);
      }
    };
    env.registerExtensionPoint(auditAnchorsExtensionPoint, anchorPoint);
    const signers = new SignerRegistry();
    env.registerExtensionPoint(signersExtensionPoint, signers);
    const sinks = new EventSinks();
    env.registerExtensionPoint(eventSinksExtensionPoint, sinks);
    const checks = new CheckRegistry();
    env.registerExtensionPoint(checksExtensionPoint, {
      addCheck(...definitions) {
        definitions.forEach((definition) => checks.add(definition));
      }
    });
    const demo = new DemoPlayback();
    env.registerExtensionPoint(demoExtensionPoint, demo);
    env.registerInit({
      deps: {
        auditor: import_backend_plugin_api9.coreServices.auditor,
        auth: import_backend_plugin_api9.coreServices.auth,
        catalog: import_plugin_catalog_node.catalogServiceRef,
        config: import_backend_plugin_api9.coreServices.rootConfig,
        database: import_backend_plugin_api9.coreServices.database,
        discovery: import_backend_plugin_api9.coreServices.discovery,
        events: import_plugin_events_node.eventsServiceRef,
        httpAuth: import_backend_plugin_api9.coreServices.httpAuth,
        httpRouter: import_backend_plugin_api9.coreServices.httpRouter,
        lifecycle: import_backend_plugin_api9.coreServices.lifecycle,
        logger: import_backend_plugin_api9.coreServices.logger,
        notifications: import_plugin_notifications_node.notificationService,
        permissions: import_backend_plugin_api9.coreServices.permissions,
        permissionsRegistry: import_backend_plugin_api9.coreServices.permissionsRegistry,
        scheduler: import_backend_plugin_api9.coreServices.scheduler,
        scmHosts: scmHostServiceRef,
        signals: import_plugin_signals_node.signalsServiceRef
      },
      async init({ database, httpAuth, httpRouter, scmHosts, ...services }) {
        demo.assertAllowed(services.config);
        const webhooks = readWebhooks(services.config);
        const knex = await connectDatabase(database);
        const clock = systemClock;
        const { config, logger } = services;
        const origin2 = logOrigin(config);
        const eventKeys = loadEventKeys({ config, logger, origin: origin2 });
        const unitOfWork = UnitOfWork.create({
          knex,
          clock,
          audit: new DatabaseAuditAppender({ keys: eventKeys })
        });
        const context = {
          knex,
          clock,
          unitOfWork,
          eventKeys,
          stages: services.config.getOptionalStringArray("chatbots.stages") ?? DEFAULT_STAGES,
          ...services,
          scmHosts: new ScmHosts(scmHosts)
        };
        addFileAnchor(anchorPoint, config);
        const signing = { config, logger, registry: signers };
        const permitKeys = loadSigners("permits", signing);
        const logKeys = toLogKeys(loadSigners("audit", signing), origin2);
        const alarm = createAlarm(context);
        const comparison = new ComparisonService({ knex });
        const evidence = createEvidenceVerifier(context, { logKeys, alarm });
        const governance = await createGovernance(context, {
          comparer: comparison,
          evidence,
          checks,
          permitKeys
        });
        const registry = createRegistry(context, {
          listener: governance.facts
        });
        const views = createViews(context, {
          gates: governance.gates,
          comparison
        });
        const waker = CommitWaker.create(context);
        const audit = await createAudit(context, {
          commits: waker,
          logKeys,
          alarm,
          anchors: [...anchors.values()]
        });
        await startFollowers(context, {
          waker,
          gates: governance.gates,
          external: governance,
          evidence,
          workflows: governance.workflows,
          views,
          sinks: sinks.list(),
          webhooks,
          onSequenced: (listener) => audit.sequencer.onSequenced(listener)
        });
        demo.start(
          context,
          (signal) => createDemoPortal(context, { registry, governance, views }, signal)
        );
        await services.scheduler.scheduleTask({
          id: "sweep-promotions",
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          scope: "global",
          // A sweep sees today's clock, and would let example approvals of weeks ago
          // expire before the history has deployed them.
          fn: async () => {
            if (!demo.isPlaying) {
              await governance.sweep();
            }
          }
        });
        httpRouter.addAuthPolicy({
          path: "/pipeline",
          allow: "unauthenticated"
        });
        httpRouter.addAuthPolicy({
          path: "/external",
          allow: "unauthenticated"
        });
        httpRouter.addAuthPolicy({
          path: "/.well-known/chatbot-portal",
          allow: "unauthenticated"
        });
        httpRouter.addAuthPolicy({
          path: "/v1/audit/downloads",
          allow: "user-cookie"
        });
        const { auditor } = services;
        httpRouter.use(
          createRouter({
            httpAuth,
            auditor,
            logger,
            isPassing,
            ...createAuthorization(context, {
              registry,
              governance,
              audit,
              views,
              changes: new ChangeFeed(context),
              webhooks: new WebhookService({ ...context, targets: webhooks })
            }),
            external: governance.external,
            publicKeys: [...governance.publicKeys, ...audit.publicKeys]
          })
        );
      }
    });
  }
});

// plugins/chatbots-backend/src/__testUtils__/eventKeys.ts
var import_backend_test_utils3 = require("@backstage/backend-test-utils");
var EVENT_KEYS = [
  { id: "test", secret: Buffer.alloc(32, 7).toString("base64") }
];
function withEventKeys(config = {}) {
  const chatbots = config.chatbots;
  return {
    ...config,
    chatbots: {
      ...chatbots,
      audit: {
        eventKeys: EVENT_KEYS,
        ...chatbots?.audit
      }
    }
  };
}

// plugins/chatbots-backend/src/__testUtils__/organisation.ts
function user2(name5, memberOf) {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "User",
    metadata: {
      name: name5,
      namespace: "default",
      annotations: { "gitea.com/user-login": name5 }
    },
    spec: { profile: { email: `${name5}@example.com` }, memberOf },
    relations: memberOf.map((team) => ({
      type: "memberOf",
      targetRef: `group:default/${team}`
    }))
  };
}
function group3(name5, parent) {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Group",
    metadata: { name: name5, namespace: "default" },
    spec: { type: "team", children: [], ...parent ? { parent } : {} },
    relations: parent ? [{ type: "childOf", targetRef: `group:default/${parent}` }] : []
  };
}
var organisation = [
  user2("engineer", ["chatbot-team"]),
  user2("reviewer-one", ["ai-governance", "release-managers"]),
  user2("reviewer-two", ["ai-governance"]),
  user2("lead", ["chatbot-team", "release-managers"]),
  user2("auditor", ["auditors"]),
  user2("platform-admin", ["platform"]),
  group3("chatbot-team"),
  group3("ai-governance"),
  group3("release-managers"),
  group3("auditors"),
  group3("platform")
];

// plugins/chatbots-backend/src/__testUtils__/startChatbots.ts
async function startChatbots(options) {
  const notifications = (0, import_backend_test_utils4.createServiceMock)(
    import_plugin_notifications_node2.notificationService,
    () => ({ send: jest.fn().mockResolvedValue(void 0) })
  )();
  const signals = (0, import_backend_test_utils4.createServiceMock)(import_plugin_signals_node2.signalsServiceRef, () => ({
    publish: jest.fn().mockResolvedValue(void 0)
  }))();
  const backend = await (0, import_backend_test_utils4.startTestBackend)({
    features: [
      chatbotsPlugin,
      import_backend_test_utils4.mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: "http://localhost:7007" },
          ...withEventKeys(options.config)
        }
      }),
      import_backend_test_utils4.mockServices.database.factory({ knex: options.knex }),
      options.catalog ?? import_testUtils.catalogServiceMock.factory({
        entities: options.entities ?? organisation
      }),
      notifications.factory,
      signals.factory,
      ...options.features ?? []
    ]
  });
  return { server: backend.server, backend, notifications, signals };
}

// plugins/chatbots-backend/src/__testUtils__/until.ts
var import_promises5 = require("node:timers/promises");
async function until(holds, milliseconds = 3e4) {
  const end = Date.now() + milliseconds;
  while (!await holds()) {
    if (Date.now() > end) {
      throw new Error(
        `What was waited for did not happen within ${milliseconds} ms`
      );
    }
    await (0, import_promises5.setTimeout)(50);
  }
}

// plugins/chatbots-backend/src/router/body/bodies.test.ts
var databases = createTestDatabases();
var CHUNK3 = Buffer.alloc(64 * 1024, " ");
var ENDLESS = 64 * 1024 * 1024;
var EXCHANGE2 = "/pipeline/v1/token";
var DEEP = "[".repeat(8e3) + "]".repeat(8e3);
describe("bodies of requests", () => {
  let portal;
  let token;
  beforeAll(async () => {
    portal = await startChatbots({ knex: await databases.init("SQLITE_3") });
    token = await registerWithToken(portal.server);
  });
  afterAll(() => portal.backend.stop());
  async function sendEndlessly(path, options = {}) {
    const { method = "post", headers = {}, most = ENDLESS } = options;
    const sender = (0, import_node_http.request)({
      port: portal.server.port(),
      host: "localhost",
      method,
      path: `/api/chatbots${path}`,
      headers: { "Content-Type": "application/json", ...headers },
      agent: false
    });
    sender.on("error", () => {
    });
    let answer2;
    const ended = new Promise((done) => {
      sender.once("response", (response) => {
        answer2 = response;
        done();
      });
      sender.once("close", () => done());
    });
    sender.flushHeaders();
    let sent = 0;
    while (!answer2 && sent < most && !sender.destroyed) {
      await Promise.race([
        new Promise((done) => {
          sender.write(CHUNK3, () => done());
        }),
        ended
      ]);
      sent += CHUNK3.length;
    }
    await until(() => answer2 !== void 0);
    const parts2 = [];
    answer2.on("data", (part) => parts2.push(part));
    await (0, import_node_events.once)(answer2, "end");
    sender.destroy();
    const body = JSON.parse(Buffer.concat(parts2).toString() || "{}");
    return {
      status: answer2.statusCode,
      reason: body.error?.reason,
      hint: body.error?.hint,
      sent
    };
  }
  function headersFor(path) {
    return path.startsWith("/pipeline") ? { Authorization: `Bearer ${token}` } : {};
  }
  const operations = bodyLimits().map((operation) => ({
    ...operation,
    url: operation.path.replace(/\{\w+\}/g, "x")
  }));
  it.each(operations)(
    "$operationId refuses a body by its declared length before any of it arrives",
    async ({ method, url, limit }) => {
      const answer2 = await sendEndlessly(url, {
        method,
        headers: { ...headersFor(url), "Content-Length": limit + 1 },
        most: 0
      });
      expect(answer2).toMatchObject({ status: 413, reason: "body-too-large" });
      expect(answer2.hint).toContain(`${limit} bytes`);
    }
  );
  it.each(operations)(
    "$operationId reads a body of exactly its limit",
    async ({ method, url, limit }) => {
      const { status } = await (0, import_supertest2.default)(portal.server)[method](`/api/chatbots${url}`).set({ "Content-Type": "application/json", ...headersFor(url) }).send(`{${" ".repeat(limit - 2)}}`);
      expect(status).toBeLessThan(500);
      expect(status).not.toBe(413);
    }
  );
  it.each(["/pipeline/v1/versions", EXCHANGE2])(
    "answers a body of unknown length at %s once it is too large, while it is still being sent",
    async (path) => {
      const answer2 = await sendEndlessly(path, { headers: headersFor(path) });
      expect(answer2).toMatchObject({ status: 413, reason: "body-too-large" });
      expect(answer2.sent).toBeLessThan(ENDLESS);
    }
  );
  it.each([
    ["a pipeline without a token", "/pipeline/v1/versions", {}],
    [
      "nobody",
      "/v1/chatbots",
      { Authorization: import_backend_test_utils5.mockCredentials.none.header() }
    ]
  ])(
    "refuses %s before it reads any of a body of 5 MB",
    async (_, path, headers) => {
      const answer2 = await sendEndlessly(path, {
        headers: { ...headers, "Content-Length": 5e6 },
        most: 0
      });
      expect(answer2.status).toBe(401);
    }
  );
  it("parses nothing of four bodies of 5 MB that arrive from nobody", async () => {
    const fields = Array.from({ length: 4e5 }, (_, n) => `"f${n}":1`);
    const large = `{${fields.join()}}`;
    const parse = jest.spyOn(JSON, "parse");
    const answers = await Promise.all(
      Array.from(
        { length: 4 },
        () => fetch(
          `http://localhost:${portal.server.port()}/api/chatbots${EXCHANGE2}`,
          {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: large
          }
        ).then(({ status }) => status)
      )
    );
    const longest = Math.max(
      ...parse.mock.calls.map(([text4]) => String(text4).length)
    );
    parse.mockRestore();
    expect(answers).toEqual([413, 413, 413, 413]);
    expect(longest).toBeLessThan(32 * 1024);
  });
  describe("sent to the exchange of tokens", () => {
    async function answerTo2(body, headers = {}) {
      const response = await fetch(
        `http://localhost:${portal.server.port()}/api/chatbots${EXCHANGE2}`,
        {
          method: "POST",
          headers: { "Content-Type": "application/json", ...headers },
          body
        }
      );
      const { error } = await response.json();
      return [response.status, error.reason];
    }
    it("are refused with 8,000 nested lists", async () => {
      expect(await answerTo2(DEEP)).toEqual([400, "body-too-deep"]);
    });
    it.each([
      ["gzip", import_node_zlib2.gzipSync],
      ["deflate", import_node_zlib2.deflateSync]
    ])("count inflated when they come by %s", async (encoding, compress) => {
      const bomb = compress(Buffer.alloc(10 * 1024 * 1024, " "));
      expect(bomb.length).toBeLessThan(32 * 1024);
      expect(await answerTo2(bomb, { "Content-Encoding": encoding })).toEqual([
        413,
        "body-too-large"
      ]);
      expect(
        await answerTo2(compress(DEEP), { "Content-Encoding": encoding })
      ).toEqual([400, "body-too-deep"]);
    });
    it("are refused when they are not compressed as they say", async () => {
      expect(
        await answerTo2('{"identityToken":"x"}', { "Content-Encoding": "gzip" })
      ).toEqual([400, "input-invalid"]);
      const whole = (0, import_node_zlib2.gzipSync)('{"identityToken":"x"}');
      expect(
        await answerTo2(whole.subarray(0, -9), { "Content-Encoding": "gzip" })
      ).toEqual([400, "input-invalid"]);
    });
    it.each([
      ["text/plain"],
      ["application/x-www-form-urlencoded"],
      ["application/json; charset=utf-16"],
      ["application/json, text/plain"],
      ["json"]
    ])("are refused as %s", async (type) => {
      expect(await answerTo2("{}", { "Content-Type": type })).toEqual([
        415,
        "body-unsupported"
      ]);
    });
    it("are refused in an encoding that nobody reads", async () => {
      expect(
        await answerTo2((0, import_node_zlib2.brotliCompressSync)("{}"), { "Content-Encoding": "br" })
      ).toEqual([415, "body-unsupported"]);
    });
  });
  it.each([
    ["gzip", import_node_zlib2.gzipSync],
    ["deflate", import_node_zlib2.deflateSync]
  ])("takes a report compressed by %s", async (encoding, compress) => {
    const version = `1.0.0-${encoding}`;
    const response = await fetch(
      `http://localhost:${portal.server.port()}/api/chatbots/pipeline/v1/versions`,
      {
        method: "POST",
        headers: {
          "Content-Type": "application/json; charset=UTF-8",
          "Content-Encoding": encoding,
          Authorization: `Bearer ${token}`
        },
        body: compress(JSON.stringify(versionReport({ version })))
      }
    );
    expect(response.status).toBeLessThan(300);
    expect(await response.json()).toMatchObject({ version });
  });
  it("leaves the body of an operation that takes none unread", async () => {
    const answer2 = await sendEndlessly("/.well-known/chatbot-portal/keys", {
      method: "get",
      headers: { "Content-Length": 5e6 },
      most: 0
    });
    expect(answer2.status).toBe(200);
  });
  it("takes a next request on the same connection after one was refused", async () => {
    const agent = new import_node_http.Agent({ keepAlive: true, maxSockets: 1 });
    const send = async (body) => {
      const sender = (0, import_node_http.request)({
        agent,
        port: portal.server.port(),
        host: "localhost",
        method: "POST",
        path: `/api/chatbots${EXCHANGE2}`,
        headers: { "Content-Type": "application/json" }
      });
      sender.write(body);
      sender.end();
      const [answer2] = await (0, import_node_events.once)(sender, "response");
      answer2.resume();
      await (0, import_node_events.once)(answer2, "end");
      return [answer2.statusCode, sender.reusedSocket];
    };
    expect(await send(Buffer.alloc(1024 * 1024, " "))).toEqual([413, false]);
    expect(await send(Buffer.from("{}"))).toEqual([400, true]);
    agent.destroy();
  });
});
describe("bodies that a parser of the app has read already", () => {
  const app = (0, import_express.default)();
  app.use(import_express.default.json({ limit: "10mb" }));
  addBodyReaders(app);
  app.post(EXCHANGE2, (req, res) => {
    res.json(req.body);
  });
  app.use(((error, _req, res, _next) => res.status(error.statusCode ?? 400).json(error.reason)));
  const send = async (body) => (await (0, import_supertest2.default)(app).post(EXCHANGE2).set("Content-Type", "application/json").send(body)).body;
  it("are held to the same limits", async () => {
    expect(await send('{"a":1}')).toEqual({ a: 1 });
    expect(await send(DEEP)).toBe("body-too-deep");
    expect(await send(JSON.stringify(["x".repeat(4e4)]))).toBe(
      "body-too-large"
    );
  });
});
describe("types of bodies", () => {
  const app = (0, import_express.default)();
  addBodyReaders(app);
  app.use((req, res) => {
    res.json(req.headers["content-type"] ?? null);
  });
  it.each([
    ["of an operation with a body", "post", EXCHANGE2],
    ["of any other request", "get", "/.well-known/chatbot-portal/keys"]
  ])(
    "reach the validator in one spelling, since it keeps a schema for each: %s",
    async (_, method, path) => {
      const { body } = await (0, import_supertest2.default)(app)[method](path).set("Content-Type", "application/json; charset=utf-8; any=thing");
      expect(body).toBe("application/json");
    }
  );
});
