export { StagesContent } from './StagesContent';
