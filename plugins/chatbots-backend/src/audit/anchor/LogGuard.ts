import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { WriteGuard } from '../../database/UnitOfWork';

/** Why nothing is written. */
export type LogBehind = Api.LogBehindAnchor;

/** What an anchor is known to hold of the log. */
export interface HeldSize {
  size: number;
  root: Uint8Array;
}

/**
 * Refuses writes while the log is shorter than what an anchor holds of it, or of other events.
 *
 * @remarks
 * An older database that was put back would otherwise go on from where it was: two logs of one name, each signed. What anchors
 * hold is kept in memory, so that a write asks nothing of the database. It is told anew at the start, with each checkpoint and
 * every minute. The sequencer and the checkpointer compare it with what they read anyway, so that a log that is put back under a
 * running process is seen with its first event, and nothing is numbered or signed on top of it.
 */
export class LogGuard implements WriteGuard {
  readonly #listeners = new Set<(behind: LogBehind) => void>();
  readonly #now: () => Date;
  readonly #held = new Map<string, HeldSize>();
  #behind: LogBehind | undefined;

  constructor(options: { now?: () => Date } = {}) {
    this.#now = options.now ?? (() => new Date());
  }

  /** Why nothing is written; undefined while everything is. */
  get behind(): LogBehind | undefined {
    return this.#behind;
  }

  get isOpen(): boolean {
    return this.#behind === undefined;
  }

  /** Calls back when writes begin to be refused. */
  onBehind(listener: (behind: LogBehind) => void): void {
    this.#listeners.add(listener);
  }

  /** Throws `log-behind-anchor` while nothing may be written. */
  assertWritable(): void {
    const behind = this.#behind;
    if (behind) {
      throw errorWithReason(
        'log-behind-anchor',
        behind.problem === 'anchor-ahead'
          ? `The audit log has ${behind.size} events, and anchor '${behind.anchor}' holds ${behind.anchoredSize} of them: an older database was put back`
          : `The audit log is not the one that anchor '${behind.anchor}' holds ${behind.anchoredSize} events of`,
        { details: { ...behind } },
      );
    }
  }

  /** The largest of what anchors are known to hold. */
  get held(): (HeldSize & { anchor: string }) | undefined {
    return [...this.#held]
      .map(([anchor, held]) => ({ anchor, ...held }))
      .sort((a, b) => b.size - a.size)
      .at(0);
  }

  /** Takes what an anchor holds of the log, once that is verified. */
  noteHeld(anchor: string, held: HeldSize): void {
    const before = this.#held.get(anchor);
    if (!before || before.size < held.size) {
      this.#held.set(anchor, held);
    }
  }

  /**
   * Takes the length of the log, as somebody just read it.
   *
   * @returns whether the log is as long as what anchors hold
   */
  noteLength(size: number): boolean {
    const { held } = this;
    if (held && size < held.size) {
      this.#refuse({
        anchor: held.anchor,
        problem: 'anchor-ahead',
        anchoredSize: held.size,
        size,
      });
    }
    return this.#behind === undefined;
  }

  /** Takes that the log has another root than what an anchor holds. */
  noteDifference(size: number): void {
    const { held } = this;
    this.#refuse({
      anchor: held?.anchor ?? '',
      problem: 'anchor-differs',
      anchoredSize: held?.size ?? 0,
      size,
    });
  }

  /** Takes what all anchors were found to hold, and how long the log was then. */
  told(states: readonly Api.AnchorStatus[], size: number): void {
    const contradicting = states.find(
      ({ problem }) =>
        problem === 'anchor-ahead' || problem === 'anchor-differs',
    );
    if (contradicting) {
      this.#refuse({
        anchor: contradicting.id,
        problem:
          contradicting.problem === 'anchor-ahead'
            ? 'anchor-ahead'
            : 'anchor-differs',
        anchoredSize: contradicting.size ?? 0,
        size,
      });
      return;
    }
    const { held } = this;
    if (held && size < held.size) {
      this.noteLength(size);
    } else if (
      this.#behind &&
      states.some(
        ({ id, state }) => state === 'verified' && id === this.#behind?.anchor,
      )
    ) {
      // What was missing is back.
      this.#behind = undefined;
    }
  }

  #refuse(behind: Omit<LogBehind, 'since'>): void {
    const before = this.#behind;
    const since = before?.since ?? this.#now().toISOString();
    this.#behind = { ...behind, since };
    if (!before) {
      for (const listener of this.#listeners) {
        listener(this.#behind);
      }
    }
  }
}
