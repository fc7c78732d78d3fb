export type { Finding } from './Finding';
export { runFsck, type FsckOptions } from './runFsck';
