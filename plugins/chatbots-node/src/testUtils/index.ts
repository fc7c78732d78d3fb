/**
 * Contract tests that modules run against what they bring. For tests only: they need Jest.
 *
 * @packageDocumentation
 */
export { describeScmHost, type ScmHostSubject } from './describeScmHost';
