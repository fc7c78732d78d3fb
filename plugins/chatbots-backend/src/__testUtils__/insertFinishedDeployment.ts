import { Knex } from 'knex';
import { ModelVersionRow } from '../database/modelVersions';
import { PromotionRow } from '../database/promotions';
import { digestOf } from './registryFixtures';

/**
 * Puts a finished deployment where a consumed permit would have left one. For tests of what reads deployments; how they
 * come about is tested with permits.
 */
export async function insertFinishedDeployment(
  knex: Knex,
  options: {
    id: string;
    version: ModelVersionRow;
    stage: string;
    /** Of another chatbot than the version's, to try what should not be possible. */
    chatbot?: string;
  },
): Promise<void> {
  const { id, version, stage, chatbot = version.chatbot } = options;
  const at = version.reported_at;
  const [policy] = await knex('policies')
    .insert({
      state: 'retired',
      digest: digestOf(id),
      text: '',
      proposed_at: at,
    })
    .returning('number');
  const facts = {
    chatbot,
    version_id: version.id,
    version: version.version,
    digest: version.digest,
    stage,
    strategy: 'canary' as const,
  };
  const promotion: Partial<PromotionRow> = {
    ...facts,
    id,
    state: 'deployed',
    binding: '{}',
    binding_digest: version.digest,
    policy_number: policy.number,
    rules: '{}',
    requested_by: '[]',
    contributors: '[]',
    requested_via: 'person',
    requested_at: at,
    expires_at: at,
    updated_at: at,
    assessment: '{}',
    gate: '[]',
  };
  await knex('promotions').insert(promotion);
  await knex('deployments').insert({
    ...facts,
    id,
    promotion_id: id,
    state: 'deployed',
    weight: 100,
    approved_by: '[]',
    started_at: at,
    finished_at: at,
  });
  await knex('stages')
    .insert({
      chatbot,
      stage,
      version_id: version.id,
      version: version.version,
      digest: version.digest,
      deployment_id: id,
      since: at,
    })
    .onConflict(['chatbot', 'stage'])
    .merge();
}
