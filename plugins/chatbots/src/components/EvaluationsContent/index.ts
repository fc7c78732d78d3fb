export { EvaluationsContent } from './EvaluationsContent';
