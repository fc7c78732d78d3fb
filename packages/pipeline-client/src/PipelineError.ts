/**
 * Why a pipeline's request failed, as far as the portal told.
 *
 * @public
 */
export class PipelineError extends Error {
  /** Tells it from other errors across packages. */
  override readonly name = 'PipelineError';
  /** Reason code, when the answer had one. */
  readonly reason: string | undefined;
  /** What to do about it, when the answer said so. */
  readonly hint: string | undefined;
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;

  /** From what is known; every fact may be missing. */
  static create(
    message: string,
    facts: { reason?: string; hint?: string; status?: number } = {},
  ): PipelineError {
    return new PipelineError(message, facts);
  }

  private constructor(
    message: string,
    facts: { reason?: string; hint?: string; status?: number },
  ) {
    super(message);
    this.reason = facts.reason;
    this.hint = facts.hint;
    this.status = facts.status;
  }
}

/**
 * The lines that tell a person what went wrong: reason and message, then the hint.
 *
 * @public
 */
export function describeFailure(error: unknown): string[] {
  const fields: Record<string, unknown> =
    typeof error === 'object' && error !== null
      ? Object.fromEntries(
          ['message', 'reason', 'hint'].map(name => [
            name,
            Reflect.get(error, name),
          ]),
        )
      : { message: String(error) };
  const { message, reason, hint } = fields;
  return [
    `error  ${typeof reason === 'string' ? `${reason}: ` : ''}${message}`,
    ...(typeof hint === 'string' ? [`hint   ${hint}`] : []),
  ].map(plain);
}

/** Without control characters: what a server answers must not steer a terminal. */
function plain(line: string): string {
  return line.replace(/\p{Cc}+/gu, ' ');
}
