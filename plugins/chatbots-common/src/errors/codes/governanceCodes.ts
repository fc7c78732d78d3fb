import type { ReasonDescription } from './ReasonDescription';

/** Reasons that concern policies, promotions, decisions and permits. @internal */
export const governanceCodes = {
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
} as const satisfies Record<string, ReasonDescription>;
