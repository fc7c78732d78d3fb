import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { AuditAnchor } from './AuditAnchor';

/**
 * Takes anchors from modules.
 *
 * @public
 */
export interface AuditAnchorsExtensionPoint {
  /** Adds an anchor. Throws when one with the same id was added before. */
  addAnchor(anchor: AuditAnchor): void;
}

/**
 * Where modules of the chatbots plugin add anchors for audit checkpoints.
 *
 * @public
 */
export const auditAnchorsExtensionPoint =
  createExtensionPoint<AuditAnchorsExtensionPoint>({
    id: 'chatbots.audit-anchors',
  });
