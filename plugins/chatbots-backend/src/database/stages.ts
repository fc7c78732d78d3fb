export interface StageRow {
  chatbot: string;
  stage: string;
  version_id: string;
  version: string;
  digest: string;
  deployment_id: string;
  since: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    stages: StageRow;
  }
}
