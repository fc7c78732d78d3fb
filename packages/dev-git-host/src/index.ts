export { startGitHost, type GitHost } from './GitHost';
export type { GitHostOptions, RunnerSettings } from './GitHostOptions';
