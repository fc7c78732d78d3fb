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
    | 'node-wrong'
    | 'root-differs'
    | 'checkpoint-unsigned'
    | 'checkpoint-wrong'
    | 'log-cut'
    | 'log-size'
    | 'anchor-unsigned'
    | 'anchor-differs'
    | 'anchor-unreadable'
    | 'record-missing'
    | 'version-changed'
    | 'evaluation-changed'
    | 'chatbot-facts'
    | 'facts-proposal'
    | 'policy-changed'
    | 'stage-differs'
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
