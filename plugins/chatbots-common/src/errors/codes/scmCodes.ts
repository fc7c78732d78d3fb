import type { ReasonDescription } from './ReasonDescription';

/** Reasons that concern git hosts and the workflows that run there. @internal */
export const scmCodes = {
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
} as const satisfies Record<string, ReasonDescription>;
