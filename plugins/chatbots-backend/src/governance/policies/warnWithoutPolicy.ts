import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Says at start that nothing can be promoted while no policy is in force, and how to put one in force. */
export async function warnWithoutPolicy(
  knex: Knex,
  logger: LoggerService,
): Promise<void> {
  const active = await knex('policies')
    .where({ active_key: 'active' })
    .first('number');
  if (!active) {
    logger.warn(
      'No policy is in force, so nothing can be promoted: name a file in chatbots.policy.file',
    );
  }
}
