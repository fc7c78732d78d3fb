export { CatalogMembershipReader } from './CatalogMembershipReader';
export { CatalogUserMapper } from './CatalogUserMapper';
export type { MembershipReader } from './MembershipReader';
export type { UserMapper } from './UserMapper';
