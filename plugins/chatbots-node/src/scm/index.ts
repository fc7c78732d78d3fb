export { defineScmHost, type ScmHostDefinition } from './defineScmHost';
export type { ScmCallOptions, ScmHost } from './ScmHost';
export { scmHostServiceRef, type ScmHostProvider } from './scmHostServiceRef';
export { ScmHosts } from './ScmHosts';
export type {
  ScmAccount,
  ScmCapability,
  ScmCommit,
  ScmCommitPerson,
  ScmCommitRange,
  ScmProtection,
  ScmRepository,
  ScmRun,
} from './types';
