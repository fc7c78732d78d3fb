export { canonicalBundle, modelVersionDigest } from './modelVersionDigest';
export type {
  ArtifactReference,
  BaseModel,
  DatasetReference,
  ModelVersionBundle,
  ModelVersionSource,
  PromptReference,
} from './ModelVersionBundle';
