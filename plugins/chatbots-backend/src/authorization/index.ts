export {
  createAuthorization,
  type AuthorizedServices,
  type PipelineServices,
} from './createAuthorization';
