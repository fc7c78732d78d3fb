import { ChatbotsRouter, RouterOptions } from '../createRouter';

/** Adds the routes of the governance area. */
export function addGovernanceRoutes(
  _router: ChatbotsRouter,
  _options: RouterOptions,
): void {}
