import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { TrustedLocations } from '@chatbot-portal/backstage-plugin-chatbots-node';

/**
 * Warns in production when Users and Groups of every location decide.
 *
 * @remarks
 * Whoever may register a location could then register a Group that makes them a reviewer. Throws for a location in the
 * configuration that is none.
 */
export function warnOfUntrusted(config: Config, logger: LoggerService): void {
  const { areConfigured } = TrustedLocations.fromConfig(config);
  if (!areConfigured && process.env.NODE_ENV === 'production') {
    logger.warn(
      'Config chatbots.governance.trustedLocations is missing: Users and Groups of every location of the catalog decide, so whoever may register one can make themselves a reviewer, an administrator or an auditor. Name the locations of your organisation.',
    );
  }
}
