import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { PipelineActor } from '../database/Actor';
import {
  PromotionRow,
  listNewestPromotions,
  findPromotion,
} from '../database/promotions';
import { assertOwnChatbot } from '../records/promotions';
import { readBundles } from '../database/modelVersions';
import { findDeploymentIdsOf } from '../database/deployments';

/** More than a deploy job ever has to look at. */
const NEWEST = 100;

/** Promotions as a pipeline sees them: its own chatbot's only. */
export class DatabasePipelinePromotions {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    actor: PipelineActor,
    state?: Api.PromotionState,
  ): Promise<Api.PipelinePromotionList> {
    const rows = await listNewestPromotions(this.#knex, {
      chatbot: actor.chatbot,
      state,
      limit: NEWEST,
    });
    return { items: await this.#toPromotions(rows) };
  }

  async get(actor: PipelineActor, id: string): Promise<Api.PipelinePromotion> {
    const row = await findPromotion(this.#knex, id);
    assertOwnChatbot(actor, row.chatbot);
    return (await this.#toPromotions([row]))[0];
  }

  async #toPromotions(rows: PromotionRow[]): Promise<Api.PipelinePromotion[]> {
    const bundles = await readBundles(
      this.#knex,
      rows.map(row => row.version_id),
    );
    const deployments = await findDeploymentIdsOf(
      this.#knex,
      rows.map(row => row.id),
    );
    return rows.map(row => {
      const deploymentId = deployments.get(row.id);
      return {
        id: row.id,
        chatbot: row.chatbot,
        state: row.state,
        stage: row.stage,
        version: row.version,
        digest: row.digest,
        commit: bundles.get(row.version_id)?.source.commit ?? '',
        strategy: row.strategy,
        expiresAt: row.expires_at,
        ...(deploymentId ? { deploymentId } : {}),
      };
    });
  }
}
