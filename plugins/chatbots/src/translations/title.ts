/** Titles of pages and tabs. @internal */
export const titleMessages = {
  chatbots: 'Chatbots',
  approvals: 'Approvals',
  audit: 'Audit',
  webhooks: 'Webhooks',
  versions: 'Versions',
  evaluations: 'Evaluations',
  stages: 'Stages',
} as const;
