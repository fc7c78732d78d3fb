export interface DeploymentRow {
  id: string;
  chatbot: string;
  stage: string;
  version_id: string;
  version: string;
  digest: string;
  promotion_id: string;
  strategy: string;
  state: 'open' | 'deployed' | 'rolled-back' | 'failed';
  open_key: string | null;
  weight: number;
  replaces_version: string | null;
  fallback_digest: string | null;
  approved_by: string;
  run: string | null;
  message: string | null;
  started_at: string;
  finished_at: string | null;
  ended_at: string | null;
}

export interface DeploymentStepRow {
  deployment_id: string;
  sequence: number;
  name: string;
  weight: number;
  status: 'healthy' | 'unhealthy';
  message: string | null;
  reported_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    deployments: DeploymentRow;
    deployment_steps: DeploymentStepRow;
  }
}
