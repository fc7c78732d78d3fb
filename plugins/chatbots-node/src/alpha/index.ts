/**
 * For demo modules only: the extension point of the example history, and the guard that keeps demos in development.
 *
 * @packageDocumentation
 */
export { assertDevelopmentOnly, isLoopbackHost } from './assertDevelopmentOnly';
export {
  demoExtensionPoint,
  type DemoDeployments,
  type DemoExtensionPoint,
  type DemoHistory,
  type DemoPeople,
  type DemoPortal,
  type DemoPromotions,
  type DemoRegistry,
} from './demoExtensionPoint';
