import type { Sample } from '../dataset.ts';
import type { Reasons, Scores } from '../metrics.ts';
import type { Reply } from '../Reply.ts';

/** What a judge says of one answer: a reason of a metric that it did not score is an error. */
export interface Judgement {
  scores: Scores;
  reasons?: Reasons;
}

/** Scores answers. Its digest covers all that its scores depend on: scores of two digests are never compared. */
export interface Judge {
  name: string;
  kind: 'llm' | 'stand-in';
  /** SHA-256, hexadecimal. */
  digest: string;
  score(sample: Sample, reply: Reply): Promise<Judgement>;
}
