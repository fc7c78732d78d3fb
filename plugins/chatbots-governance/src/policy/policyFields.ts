import { findNameFault } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import { parseDuration } from './duration';

const name = z.string().superRefine((text, context) => {
  const fault = findNameFault(text);
  if (fault) {
    context.addIssue({
      code: 'custom',
      message: `${fault.problem}: ${fault.remedy}`,
    });
  }
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
  /** Name of a suite, metric or dataset, in any script, as reports take it. */
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
