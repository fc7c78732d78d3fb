import type { ExportContinuation } from './continuation';
import type { ExportPeriod } from './ExportPeriod';

/**
 * What {@link verifyExport} found.
 *
 * @public
 */
export interface ExportVerification {
  /** True when there is no problem at all, and no held checkpoint was left unproven. */
  valid: boolean;
  /** The first hundred of what is wrong. */
  problems: ExportProblem[];
  /** How many problems were found in all. */
  problemCount: number;
  /** What the export says of itself; absent when its first line can't be read. */
  range?: {
    origin: string;
    /** First sequence number. */
    from: number;
    /** Sequence number after the last. */
    to: number;
    /** What the portal says it was asked for. Nothing proves that the range is everything of it. */
    period?: ExportPeriod;
  };
  /** The checkpoint, once its signature was found to hold. Compare it with those you hold. */
  checkpoint?: {
    size: number;
    /** 64 hex digits. */
    root: string;
    /** Key id of the verifier key that signed. */
    keyId: string;
  };
  /** What became of the held checkpoint; absent when none was given, or when the export has none that holds. */
  held?: HeldVerification;
  /** Names that the log had before, as events of the export say; absent where none does. */
  continuations?: ExportContinuation[];
  /** Lines that hold an event. */
  events: number;
  /** Events of the range that occurred outside of its period; absent when it has none. */
  outsidePeriod?: number;
  /** Revealed texts that agree with their commitments. */
  textsProven: number;
  /** Pseudonyms that the portal says the names of; nothing proves these. */
  peopleStated: number;
  /** Rows of the CSV that agree with the NDJSON; absent when none was given. */
  csvRows?: number;
}

/**
 * How a checkpoint that the auditor holds stands to the export's.
 *
 * @public
 */
export interface HeldVerification {
  /**
   * `proven`: the held log is the beginning of the exported one. `continued`: it is the
   * one that an event of the export names as lost in part and continued under another
   * name. `contradicted`: it is neither, which is a problem as well. `unproven`: nothing
   * given tells.
   */
  status: 'proven' | 'continued' | 'contradicted' | 'unproven';
  /** By what it was proven or contradicted, or what is missing; for a person. */
  message: string;
}

/**
 * Something that is not as it was when the log was signed.
 *
 * @public
 */
export interface ExportProblem {
  /**
   * `tree`: the events together do not give the signed root. `checkpoint`: the held
   * checkpoint contradicts the export's.
   */
  at: 'header' | 'event' | 'footer' | 'tree' | 'csv' | 'checkpoint';
  /** The event, for `event` and `csv`. */
  seq?: number;
  /** The line of the NDJSON file, from 1. */
  line?: number;
  /** What is wrong, for a person. */
  message: string;
}

/** Collects what was found. @internal */
export class Problems {
  static readonly MAX = 100;

  readonly list: ExportProblem[] = [];
  count = 0;

  static create(): Problems {
    return new Problems();
  }

  private constructor() {
    // Made by create, as everything here.
  }

  add(problem: ExportProblem): void {
    this.count += 1;
    if (this.list.length < Problems.MAX) {
      this.list.push(problem);
    }
  }

  /** Runs a step; what it throws is a problem there. */
  guard<T>(
    where: Omit<ExportProblem, 'message'>,
    step: () => T,
  ): T | undefined {
    try {
      return step();
    } catch (error) {
      this.add({ ...where, message: messageOf(error) });
      return undefined;
    }
  }
}

/** @internal */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
