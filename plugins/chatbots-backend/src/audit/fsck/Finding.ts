/** Something in the database that is not as the log and its signatures say. @public */
export interface Finding {
  /** What kind of thing it is. */
  code:
    | 'event-missing'
    | 'event-changed'
    | 'event-columns'
    | 'event-unreadable'
    | 'event-unauthenticated'
    | 'event-set-aside'
    | 'text-changed'
    | 'text-stray'
    | 'node-wrong'
    | 'root-differs'
    | 'checkpoint-unsigned'
    | 'checkpoint-wrong'
    | 'log-cut'
    | 'log-size'
    | 'log-end-changed'
    | 'export-differs'
    | 'log-origin'
    | 'anchor-unsigned'
    | 'anchor-differs'
    | 'anchor-unreadable'
    | 'anchor-emptied'
    | 'record-missing'
    | 'version-changed'
    | 'evaluation-changed'
    | 'chatbot-facts'
    | 'facts-proposal'
    | 'policy-changed'
    | 'stage-differs'
    | 'search-words'
    | 'token-changed'
    | 'deployment-changed'
    | 'promotion-state'
    | 'promotion-binding'
    | 'promotion-request'
    | 'promotion-people'
    | 'promotion-answers'
    | 'promotion-decisions'
    | 'promotion-unapproved'
    | 'promotion-permit'
    | 'promotion-deployment'
    | 'promotion-workflow';
  /** What was found, for a person. */
  message: string;
  /** The event it is about. */
  sequence?: number;
  /** The promotion it is about. */
  promotionId?: string;
}

/** Findings named of each kind; those beyond are counted. */
const NAMED = 1000;

/** Takes findings as they are made, and keeps no more of them than people read. */
export class Findings {
  readonly #named: Finding[] = [];
  readonly #counts = new Map<Finding['code'], number>();

  add(finding: Finding): void {
    const count = (this.#counts.get(finding.code) ?? 0) + 1;
    this.#counts.set(finding.code, count);
    if (count <= NAMED) {
      this.#named.push(finding);
    }
  }

  /** In the order in which they were made, then how many more of each kind there are. */
  list(): Finding[] {
    const more = [...this.#counts].filter(([, count]) => count > NAMED);
    return [
      ...this.#named,
      ...more.map(([code, count]) => ({
        code,
        message: `${count - NAMED} more findings of this kind`,
      })),
    ];
  }
}
