import { ChatbotsRouter, RouterOptions } from '../createRouter';

/** Adds the routes of the registry area. */
export function addRegistryRoutes(
  _router: ChatbotsRouter,
  _options: RouterOptions,
): void {}
