import type { ReasonDescription } from './ReasonDescription';

/** Reasons that concern the request itself or who sends it. @internal */
export const requestCodes = {
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
} as const satisfies Record<string, ReasonDescription>;
