export {
  canonicalBundle,
  modelVersionDigest,
  type ModelVersionBundle,
} from './modelVersionDigest';
