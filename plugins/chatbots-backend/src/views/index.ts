export { ComparisonService } from './ComparisonService';
export {
  createViews,
  newestVersionsOf,
  type ViewServices,
} from './createViews';
