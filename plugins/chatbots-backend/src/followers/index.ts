export { ChangeFeed } from './ChangeFeed';
export { startFollowers } from './startFollowers';
export { CommitWaker } from './wake/CommitWaker';
