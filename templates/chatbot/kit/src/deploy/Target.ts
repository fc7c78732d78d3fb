/** What is to run, as the permit names it. */
export interface Release {
  version: string;
  /** The model version's digest, which `/version` answers. */
  digest: string;
  commit: string;
  /** SHA-256 of the archive, checked against the permit. */
  archiveDigest: string;
  archivePath: string;
}

/** Where a bot runs. The rollout tells it what to do and knows nothing of how. */
export interface Target {
  /** Makes everything ready that can fail before the permit is used up. */
  prepare(release: Release): Promise<void>;
  /** Starts the release beside the one that runs, without traffic. Called again after a crash, it starts nothing twice. */
  start(release: Release): Promise<void>;
  /** Gives the release this share of the traffic, in per cent. */
  shift(release: Release, weight: number): Promise<void>;
  /** Throws with the reason unless the release answers as itself. */
  assertHealthy(release: Release): Promise<void>;
  /** Throws with the reason unless users reach this release and no other. */
  assertInPlace(release: Release): Promise<void>;
  /** Address of the release alone, for tests before it gets traffic. */
  directUrl(release: Release): Promise<string>;
  /** Address that users have. */
  publicUrl(): Promise<string>;
  /** Ends the release that ran before. */
  finish(release: Release): Promise<void>;
  /** Gives all traffic back to the release that ran before and ends this one. False when there is none to return to. */
  rollBack(release: Release): Promise<boolean>;
}
