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
 * anchor MUST keep what it was given apart from that database, and SHOULD be writable by appending only.
 *
 * @public
 */
export interface AuditAnchor {
  /** Names the anchor in the log's status; unique, stable, at most 100 characters. */
  readonly id: string;

  /**
   * Keeps a checkpoint. MUST return only once it is durable, and MUST accept the same checkpoint again: anchoring happens
   * at least once. Throws when it could not; it is tried again with the next checkpoint.
   */
  anchor(checkpoint: AnchoredCheckpoint): Promise<void>;

  /**
   * The checkpoints kept, oldest first, for `fsck` to compare with the log. Absent where the place can't be read back.
   */
  readAll?(): AsyncIterable<AnchoredCheckpoint>;
}
