import type { ReasonDescription } from './ReasonDescription';

/** Reasons that concern chatbots and what their pipelines report. @internal */
export const registryCodes = {
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
} as const satisfies Record<string, ReasonDescription>;
