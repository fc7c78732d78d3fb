export { CatalogMembershipReader } from './CatalogMembershipReader';
export { CatalogUserMapper, type UserMapper } from './CatalogUserMapper';
export {
  assertOwner,
  isOwner,
  type MembershipReader,
} from './MembershipReader';
export { readRegistryReviewers } from './readRegistryReviewers';
