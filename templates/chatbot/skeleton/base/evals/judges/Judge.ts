import type { Sample } from '../dataset.ts';
import type { Scores } from '../metrics.ts';
import type { Reply } from '../Reply.ts';

/** Scores answers. Its digest covers all that its scores depend on: scores of two digests are never compared. */
export interface Judge {
  name: string;
  kind: 'llm' | 'stand-in';
  /** SHA-256, hexadecimal. */
  digest: string;
  score(sample: Sample, reply: Reply): Promise<Scores>;
}
