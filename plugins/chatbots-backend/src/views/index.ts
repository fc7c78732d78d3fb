export { ComparisonService } from './ComparisonService';
export {
  createViews,
  newestVersionsOf,
  rolloutSilenceOf,
  type ViewServices,
} from './createViews';
