import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { findActivePolicyNumber } from '../../database/policies';

/** Says at start that nothing can be promoted while no policy is in force, and how to put one in force. */
export async function warnWithoutPolicy(
  knex: Knex,
  logger: LoggerService,
): Promise<void> {
  if ((await findActivePolicyNumber(knex)) === undefined) {
    logger.warn(
      'No policy is in force, so nothing can be promoted: name a file in chatbots.policy.file',
    );
  }
}
