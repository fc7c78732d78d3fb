import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { addPolicyRoutes } from './addPolicyRoutes';
import { addPromotionRoutes } from './addPromotionRoutes';
import { addReleaseRoutes } from './addReleaseRoutes';
import { addStageRoutes } from './addStageRoutes';

/** Adds the routes of policies, promotions, releases and stages. */
export function addGovernanceRoutes(
  router: ChatbotsRouter,
  options: RouterOptions,
): void {
  addStageRoutes(router, options);
  addPromotionRoutes(router, options);
  addPolicyRoutes(router, options);
  addReleaseRoutes(router, options);
}
