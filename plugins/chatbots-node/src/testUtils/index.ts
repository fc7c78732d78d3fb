/**
 * Contract tests that a module runs against what it adds. For test files of Jest only.
 *
 * @packageDocumentation
 */
export { describeEventSink, type EventSinkContract } from './describeEventSink';
export { sampleSinkEvents } from './sampleSinkEvents';
