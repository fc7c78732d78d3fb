/**
 * What a reason code means to the client that receives it.
 *
 * @public
 */
export interface ReasonDescription {
  /**
   * The HTTP status. 422 is for a document that is well formed and of the right
   * shape, but says something that can't be accepted.
   */
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 409
    | 413
    | 415
    | 422
    | 429
    | 500
    | 503;
  /** A few words, fit for a heading. */
  readonly title: string;
  /** What the reader can do about it, in one sentence. */
  readonly hint: string;
}
