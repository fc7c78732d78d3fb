import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { readTextFile } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { PORTAL } from '../../database/Actor';
import { findActivePolicyNumber } from '../../database/policies';
import { PolicyService } from './DefaultPolicyService';

/**
 * Proposes the policy file that config names.
 *
 * @remarks
 * The file is a proposal; the row in force is what counts. So a file that can't be read or is broken keeps a portal from
 * starting only while no policy is in force. Later it is an error in the log, and the policy in force stays.
 */
export async function proposeFile(
  path: string,
  options: { knex: Knex; logger: LoggerService; policies: PolicyService },
): Promise<void> {
  const { knex, logger, policies } = options;
  try {
    await policies.propose(PORTAL, await readTextFile(path));
  } catch (error) {
    const { message } = toError(error);
    if (isErrorWithReason(error, 'log-behind-anchor')) {
      // The portal starts, to be read.
      logger.error(`The policy file ${path} was not proposed: ${message}`);
      return;
    }
    const active = await findActivePolicyNumber(knex);
    if (active === undefined) {
      throw new Error(
        `The policy file ${path} can't be proposed, and no policy is in force: ${message}`,
      );
    }
    logger.error(
      `The policy file ${path} was not proposed; policy ${active} stays in force: ${message}`,
    );
  }
}

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
