export { CheckedSigner } from './CheckedSigner';
export { EventKeys } from './EventKeys';
export type { EventKeyEntry, Mac, MacProblem } from './EventKeys';
export { loadEventKeys, readEventKeyEntries } from './loadEventKeys';
export {
  loadSigners,
  readOwnSigner,
  readVerifyingKeys,
  type PurposeKeys,
} from './loadSigners';
export { PemSigner } from './PemSigner';
export { PublicKey } from './PublicKey';
export { SignerRegistry } from './SignerRegistry';
export {
  readWebhookSecret,
  signWebhook,
  verifyWebhook,
} from './webhookSignature';
