import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
import { PipelineActor } from '../database/Actor';
import { readInstant } from '../database/Clock';
import {
  DeploymentRow,
  DeploymentStepRow,
  findDeployment,
  findDeploymentOf,
  listDeploymentsOfVersion,
  listDeploymentSteps,
  listDeployments,
} from '../database/deployments';
import { assertOwnChatbot } from '../records/promotions';
import { deploymentAt } from './deploymentAt';
import { DeploymentReader } from './GovernanceViews';
import { mapPage } from '../database/paginate';

/** Reads deployments with their steps. */
export class DatabaseDeploymentReader implements DeploymentReader {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Throws `deployment-unknown`. */
  async get(id: string): Promise<Api.Deployment> {
    const row = await findDeployment(this.#knex, id);
    if (!row) {
      throw errorWithReason(
        'deployment-unknown',
        `There is no deployment ${id}`,
      );
    }
    return (await this.#withSteps([row]))[0];
  }

  /** For a pipeline: its own chatbot's only. Throws `deployment-unknown` or `token-foreign`. */
  async getOwn(actor: PipelineActor, id: string): Promise<Api.Deployment> {
    const deployment = await this.get(id);
    assertOwnChatbot(actor, deployment.chatbot);
    return deployment;
  }

  async list(
    chatbot: string,
    {
      stage,
      at,
      cursor,
      limit,
    }: { stage?: string; at?: string; cursor?: string; limit: number },
  ): Promise<Api.DeploymentList> {
    const instant = at && readInstant(at);
    const page = await listDeployments(
      this.#knex,
      { chatbot, stage, startedBy: instant },
      { cursor, limit },
    );
    return mapPage(page, rows => this.#withSteps(rows, instant));
  }

  async ofVersion(chatbot: string, version: string): Promise<Api.Deployment[]> {
    return this.#withSteps(
      await listDeploymentsOfVersion(this.#knex, chatbot, version),
    );
  }

  async ofPromotion(promotionId: string): Promise<Api.Deployment | undefined> {
    const row = await findDeploymentOf(this.#knex, promotionId);
    return row ? (await this.#withSteps([row]))[0] : undefined;
  }

  async #withSteps(
    rows: DeploymentRow[],
    at?: string,
  ): Promise<Api.Deployment[]> {
    const steps = await listDeploymentSteps(
      this.#knex,
      rows.map(({ id }) => id),
    );
    return rows.map(row => {
      const own = steps.filter(step => step.deployment_id === row.id);
      const shown = at ? deploymentAt(row, own, at) : { row, steps: own };
      return toDeployment(shown.row, shown.steps);
    });
  }
}

function toDeployment(
  row: DeploymentRow,
  steps: DeploymentStepRow[],
): Api.Deployment {
  const run = row.run ? fromJson<Api.PipelineRun>(row.run) : undefined;
  return {
    id: row.id,
    chatbot: row.chatbot,
    version: row.version,
    digest: row.digest,
    stage: row.stage,
    strategy: row.strategy,
    state: row.state,
    weight: row.weight,
    promotionId: row.promotion_id,
    approvedBy: fromJson(row.approved_by),
    startedAt: row.started_at,
    steps: steps.map(step => ({
      sequence: step.sequence,
      name: step.name,
      weight: step.weight,
      status: step.status,
      reportedAt: step.reported_at,
      ...(step.message ? { message: step.message } : {}),
    })),
    ...(row.replaces_version ? { replaces: row.replaces_version } : {}),
    ...(row.fallback_digest ? { fallbackDigest: row.fallback_digest } : {}),
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    ...(row.message ? { message: row.message } : {}),
    ...(run?.url ? { runUrl: run.url } : {}),
  };
}
