export { mean, standardDeviation } from './moments';
export {
  bootstrapMean,
  pairedBootstrap,
  type BootstrapOptions,
  type BootstrapResult,
} from './pairedBootstrap';
export { wilsonInterval, type WilsonIntervalOptions } from './wilsonInterval';
