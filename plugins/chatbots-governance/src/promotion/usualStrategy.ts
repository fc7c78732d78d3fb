import { DeploymentStrategy } from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * How a version comes into a stage when whoever asks does not say: in steps where people use the version that runs there,
 * at once where nobody has anything to lose yet.
 *
 * @param replaces - whether a version runs in the stage
 *
 * @public
 */
export function usualStrategy(replaces: boolean): DeploymentStrategy {
  return replaces ? 'canary' : 'all-at-once';
}
