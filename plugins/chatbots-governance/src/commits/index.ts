export { commitsSince } from './commitsSince';
export type {
  CommitHistory,
  CommitsSince,
  HistoryCommit,
} from './CommitHistory';
