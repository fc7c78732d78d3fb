export { createTestBot, type TestBot } from './createTestBot.ts';
export { findingOnly } from './createTestGraph.ts';
