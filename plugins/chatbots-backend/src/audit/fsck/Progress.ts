/** What is being checked. @public */
export type FsckPhase =
  | 'anchors'
  | 'events'
  | 'proposals'
  | 'chatbots'
  | 'policies'
  | 'tokens'
  | 'versions'
  | 'evaluations'
  | 'promotions'
  | 'deployments'
  | 'stages';

/** How far a check is. @public */
export interface FsckProgress {
  /** What is being checked. */
  phase: FsckPhase;
  /** Events or rows checked in this phase. */
  done: number;
  /** How many there are, where that is known. */
  of?: number;
  /** Rate since the phase began, in events or rows a second. */
  perSecond: number;
}

/** Tells how far a check is, after each batch. */
export class Progress {
  readonly #tell: (progress: FsckProgress) => void;
  #phase: FsckPhase = 'anchors';
  #done = 0;
  #of: number | undefined;
  #began = 0;

  constructor(tell: (progress: FsckProgress) => void = () => {}) {
    this.#tell = tell;
  }

  begin(phase: FsckPhase, of?: number): void {
    this.#phase = phase;
    this.#done = 0;
    this.#of = of;
    this.#began = performance.now();
    this.advance(0);
  }

  /** Notes a batch. */
  advance(count: number): void {
    this.#done += count;
    const seconds = (performance.now() - this.#began) / 1000;
    this.#tell({
      phase: this.#phase,
      done: this.#done,
      ...(this.#of === undefined ? {} : { of: this.#of }),
      perSecond: seconds > 0 ? Math.round(this.#done / seconds) : 0,
    });
  }
}
