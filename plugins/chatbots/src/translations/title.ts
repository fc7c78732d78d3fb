/** Titles of pages and tabs. @internal */
export const titleMessages = {
  chatbots: 'Chatbots',
  approvals: 'Approvals',
  audit: 'Audit',
  versions: 'Versions',
  evaluations: 'Evaluations',
  stages: 'Stages',
} as const;
