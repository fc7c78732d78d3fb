import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
import { PipelineActor } from '../database/Actor';
import { PromotionRow } from '../database/promotions';
import { assertOwnChatbot, findPromotion } from '../records/promotions';

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
    state?: string,
  ): Promise<Api.PipelinePromotionList> {
    const query = this.#knex('promotions').where({
      chatbot: actor.chatbot,
    });
    if (state) {
      query.where({ state });
    }
    const rows = await query.orderBy('requested_at', 'desc').limit(NEWEST);
    return { items: await this.#toPromotions(rows) };
  }

  async get(actor: PipelineActor, id: string): Promise<Api.PipelinePromotion> {
    const row = await findPromotion(this.#knex, id);
    assertOwnChatbot(actor, row.chatbot);
    return (await this.#toPromotions([row]))[0];
  }

  async #toPromotions(rows: PromotionRow[]): Promise<Api.PipelinePromotion[]> {
    const versions = await this.#knex('model_versions')
      .whereIn(
        'id',
        rows.map(row => row.version_id),
      )
      .select('id', 'bundle');
    const commits = new Map(
      versions.map(version => [
        version.id,
        fromJson<Api.ModelVersionBundle>(version.bundle).source.commit,
      ]),
    );
    const deployments = await this.#knex('deployments')
      .whereIn(
        'promotion_id',
        rows.map(row => row.id),
      )
      .select('id', 'promotion_id');
    return rows.map(row => {
      const deployment = deployments.find(one => one.promotion_id === row.id);
      return {
        id: row.id,
        chatbot: row.chatbot,
        state: row.state as Api.PromotionState,
        stage: row.stage,
        version: row.version,
        digest: row.digest,
        commit: commits.get(row.version_id) ?? '',
        strategy: row.strategy as Api.Strategy,
        expiresAt: row.expires_at,
        ...(deployment ? { deploymentId: deployment.id } : {}),
      };
    });
  }
}
