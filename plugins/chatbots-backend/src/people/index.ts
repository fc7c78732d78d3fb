export { CatalogMembershipReader } from './CatalogMembershipReader';
export {
  CatalogUserMapper,
  DEFAULT_LOGIN_ANNOTATIONS,
} from './CatalogUserMapper';
export type { MembershipReader } from './MembershipReader';
export type { UserMapper } from './UserMapper';
