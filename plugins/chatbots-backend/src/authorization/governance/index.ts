export { AuthorizedGovernance } from './AuthorizedGovernance';
