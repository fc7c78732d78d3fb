export { runFsck } from './runFsck';
