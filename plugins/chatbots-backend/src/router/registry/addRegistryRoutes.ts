import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { addChatbotRoutes } from './addChatbotRoutes';
import { addEvaluationRoutes } from './addEvaluationRoutes';
import { addReportRoutes } from './addReportRoutes';
import { addTokenRoutes } from './addTokenRoutes';
import { addVersionRoutes } from './addVersionRoutes';

/** Adds the routes of the registry area. */
export function addRegistryRoutes(
  router: ChatbotsRouter,
  options: RouterOptions,
): void {
  addReportRoutes(router, options);
  addChatbotRoutes(router, options);
  addTokenRoutes(router, options);
  addVersionRoutes(router, options);
  addEvaluationRoutes(router, options);
}
