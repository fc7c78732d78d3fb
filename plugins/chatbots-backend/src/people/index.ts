export { CatalogMembershipReader } from './CatalogMembershipReader';
export { createNameReader, type NameReader } from './createNameReader';
export { CatalogUserMapper, type UserMapper } from './CatalogUserMapper';
export {
  assertOwner,
  isOwner,
  type MembershipReader,
  tellIgnored,
  withIgnored,
} from './MembershipReader';
export { readRegistryReviewers } from './readRegistryReviewers';
export { warnOfUntrusted } from './warnOfUntrusted';
