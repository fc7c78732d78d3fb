import { CustomErrorBase } from '@backstage/errors';

/** The body is larger than the host takes (413). @internal */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
}
