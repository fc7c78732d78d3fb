import { BenchPortal } from '../portal/startPortal';
import { PortalClient } from '../client/PortalClient';
import { BenchLine } from '../report/BenchLine';

/** What a bench measures with. */
export interface BenchContext {
  portal: BenchPortal;
  /** Events in the log that is checked. */
  events: number;
  engineer: PortalClient;
  auditor: PortalClient;
  /** Says what is going on, beside the table. */
  say(line: string): void;
}

/** Measures one thing, ours and the baseline in turns. */
export interface Bench {
  /** For `--only`. */
  name: string;
  run(context: BenchContext): Promise<BenchLine[]>;
}
