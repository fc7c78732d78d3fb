import { CustomErrorBase } from '@backstage/errors';

/** The body is larger than the host takes (413). @internal */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
}

/** The request is understood but can't be carried out (422). @internal */
export class UnprocessableError extends CustomErrorBase {
  name = 'UnprocessableError' as const;
}

/** A pull request can't be merged as it is (405). @internal */
export class NotMergeableError extends CustomErrorBase {
  name = 'NotMergeableError' as const;
}
