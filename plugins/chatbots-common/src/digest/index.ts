export { canonicalBytes, canonicalJson } from './canonicalJson';
export { isSha256Hex, sha256Hex } from './encoding';
export { canonicalBundle, modelVersionDigest } from './modelVersionDigest';
export type {
  ArtifactReference,
  BaseModel,
  DatasetReference,
  ModelVersionBundle,
  ModelVersionSource,
  PromptReference,
} from './ModelVersionBundle';
export type { Sha256, Sha256Stream } from './Sha256';
