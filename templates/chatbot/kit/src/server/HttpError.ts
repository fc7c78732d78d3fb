/** An answer other than success, with a code that a client can act on. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  private constructor(
    status: number,
    code: string,
    message: string,
    retryAfterSeconds?: number,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static create(
    status: number,
    code: string,
    message: string,
    retryAfterSeconds?: number,
  ): HttpError {
    return new HttpError(status, code, message, retryAfterSeconds);
  }
}
