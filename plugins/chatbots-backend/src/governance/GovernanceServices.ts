/** The services of governance: policies, gates, promotions, permits, deployments and stages. */
export interface GovernanceServices {}
