export {
  CatalogMemberships,
  type IgnoredMember,
  type Membership,
} from './CatalogMemberships';
export { TrustedLocations } from './TrustedLocations';
