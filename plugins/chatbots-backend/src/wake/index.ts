export { CommitWaker } from './CommitWaker';
