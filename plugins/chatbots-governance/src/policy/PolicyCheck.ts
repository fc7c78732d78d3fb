/**
 * What every check in a policy has.
 *
 * @public
 */
export type PolicyCheckBase = {
  /** Unique within the stage; results and overrides refer to it. */
  id: string;
  /** Shown in place of the generated title. */
  title?: string;
  /** Whether an inconclusive outcome keeps the promotion from being approved. Default `block`. */
  whenInconclusive?: 'block' | 'allow';
  /** Shown, but never in the way. Default false. */
  advisory?: boolean;
  /**
   * Why the registered check can't read this rule any more. Written by the reader of the policy in force; no policy may name it.
   */
  unreadable?: string;
};

/**
 * One check of a policy. Its type names the definition that reads and evaluates it; the other fields are the definition's own.
 *
 * @public
 */
export type PolicyCheck = PolicyCheckBase & {
  /** Name of the check's type, such as `threshold` or `acme:budget`. */
  type: string;
  /** Fields that the type declares. */
  [field: string]: unknown;
};
