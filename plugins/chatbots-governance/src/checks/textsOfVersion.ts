import type { ModelVersionBundle } from '../versions/modelVersionDigest';
import type { CheckedText } from './CheckInput';

/** A part of a name that needs no quotes. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * What people read of a version beside its prompts, each text with its place: values and names of its parameters and
 * hyperparameters, and the model card.
 *
 * @public
 */
export function textsOfVersion(
  bundle: Pick<ModelVersionBundle, 'parameters' | 'hyperparameters'>,
  modelCard: Readonly<Record<string, unknown>> = {},
): CheckedText[] {
  return [
    ...textsIn('parameters', bundle.parameters),
    ...textsIn('hyperparameters', bundle.hyperparameters),
    ...Object.entries(modelCard).flatMap(([part, text]) =>
      typeof text === 'string' ? [{ place: `model card, ${part}`, text }] : [],
    ),
  ];
}

function textsIn(place: string, value: unknown): CheckedText[] {
  if (typeof value === 'string') {
    return [{ place, text: value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => textsIn(`${place}[${index}]`, one));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, one]) => [
    { place: `a name in ${place}`, text: name },
    ...textsIn(
      PLAIN.test(name)
        ? `${place}.${name}`
        : `${place}[${JSON.stringify(name)}]`,
      one,
    ),
  ]);
}
