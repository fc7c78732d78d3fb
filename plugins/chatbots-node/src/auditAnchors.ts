import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * A signed checkpoint of the audit log, as it leaves the portal.
 *
 * @public
 */
export interface AnchoredCheckpoint {
  /** Number of events it covers. */
  size: number;
  /** The signed note (C2SP tlog-checkpoint), exactly as signed. */
  note: string;
}

/**
 * A place outside the portal's database that keeps checkpoints.
 *
 * @remarks
 * A checkpoint in the database that it vouches for proves nothing: whoever rewrites the events rewrites the checkpoint. An
 * anchor MUST keep what it was given apart from that database, and SHOULD be writable by appending only. The portal reads it
 * back, and believes what it holds, never what the database says that it holds.
 *
 * @public
 */
export interface AuditAnchor {
  /** Names the anchor in the log's status; unique, stable, at most 100 characters. */
  readonly id: string;

  /**
   * Keeps a checkpoint. MUST return only once it is durable, and MUST accept the same checkpoint again, since anchoring
   * happens at least once. Throws when it could not keep it; it is tried again. It has 30 seconds.
   */
  anchor(checkpoint: AnchoredCheckpoint): Promise<void>;

  /**
   * The checkpoint that was kept last, read from where it is kept and not from memory. Undefined where none was kept yet; once
   * one was, undefined raises the alarm.
   * Throws when the place can't be read, which the portal shows as *not verified*. It has 30 seconds.
   */
  readLast(): Promise<AnchoredCheckpoint | undefined>;

  /**
   * The checkpoints kept, oldest first, for `chatbots-fsck` to compare with the log. Absent where only the last can be read.
   */
  readAll?(): AsyncIterable<AnchoredCheckpoint>;
}

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
