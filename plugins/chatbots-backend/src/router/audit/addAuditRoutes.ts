import { ChatbotsRouter, RouterOptions } from '../createRouter';

/** Adds the routes of the audit area. */
export function addAuditRoutes(
  _router: ChatbotsRouter,
  _options: RouterOptions,
): void {}
