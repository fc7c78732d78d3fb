import { z } from 'zod';
import { parseDuration } from './duration';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/@+-]{0,99}$/, {
  error: 'must be a name of up to 100 letters, digits and ._:/@+-',
});

const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'must be a duration such as P7D, PT1H, 3d or 36h',
    });
    return z.NEVER;
  }
  return milliseconds;
});

// Adding zero turns -0, which has no canonical form, into 0.
const number = z.number().transform(value => value + 0);

/**
 * Schemas of fields that rules share, so that the same field means and refuses the same in every check.
 *
 * @public
 */
export const policyFields = {
  /** Name of a suite, metric or dataset. */
  name,
  /** A duration such as `P7D` or `36h`; read as milliseconds. */
  duration,
  /** A finite number. */
  number,
  /** Between 0 and 1, both excluded. */
  confidence: z.number().gt(0).lt(1),
  /** A number of samples, at least 1. */
  samples: z.int().min(1).max(10_000_000),
};
