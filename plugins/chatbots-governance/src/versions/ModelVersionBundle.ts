import type { JsonObject } from '@backstage/types';

/**
 * Everything that makes a model version what it is, and nothing else: no time, no
 * run id, no URL. Its digest names it.
 *
 * @public
 */
export interface ModelVersionBundle {
  /** The commit it was built from. */
  source: ModelVersionSource;
  /** The language model that answers. */
  baseModel: BaseModel;
  /** How the model is called, such as temperature. */
  parameters: JsonObject;
  /** The prompts, each name once. */
  prompts: PromptReference[];
  /** The datasets it retrieves from or was tuned with, each name once. */
  datasets: DatasetReference[];
  /** How it was tuned or indexed, such as the chunk size. */
  hyperparameters: JsonObject;
  /** Everything that can be deployed, each name once. */
  artifacts: ArtifactReference[];
}

/** A commit of a repository. @public */
export interface ModelVersionSource {
  /** The immutable id that the git host gave; a name can be taken over. */
  repositoryId: string;
  /** The full object name: 40 or 64 lower-case hexadecimal digits. */
  commit: string;
}

/** A model as its provider names it. @public */
export interface BaseModel {
  /** For example `openai`. */
  provider: string;
  /** The model's name at the provider. */
  name: string;
  /** The provider's exact revision, where it has one. */
  revision?: string;
}

/** A prompt file. @public */
export interface PromptReference {
  /** Names it among the prompts of the version. */
  name: string;
  /** SHA-256 of its bytes: 64 lower-case hexadecimal digits. */
  digest: string;
}

/** A dataset at one revision. @public */
export interface DatasetReference {
  /** Names it among the datasets of the version. */
  name: string;
  /** Changes whenever the content does. */
  revision: string;
  /** SHA-256 of its bytes: 64 lower-case hexadecimal digits. */
  digest: string;
}

/** An image or archive. @public */
export interface ArtifactReference {
  /** Names it among the artifacts of the version. */
  name: string;
  /** Such as `application/gzip` or `application/vnd.oci.image.manifest.v1+json`. */
  mediaType: string;
  /** SHA-256 of its bytes, or the image's manifest digest: 64 lower-case hexadecimal digits. */
  digest: string;
  /** In bytes. */
  size: number;
}
