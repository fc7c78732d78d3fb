/** What is wrong with a value, as a key of the texts. @internal */
export type FieldRule =
  | 'missing'
  | 'unknown'
  | 'tooLong'
  | 'tooShort'
  | 'form'
  | 'choice'
  | 'invalid';

/** A field of a refused request, in words for a person. @internal */
export interface FieldProblem {
  /** The field's name, like "pipeline run". */
  field: string;
  rule: FieldRule;
}

/** The validator's English, which quotes patterns and pointers, by what it means. */
const RULES: [RegExp, FieldRule][] = [
  [/required/, 'missing'],
  [/additional|unknown/i, 'unknown'],
  [/NOT have more than|<=/, 'tooLong'],
  [/NOT have fewer than|>=/, 'tooShort'],
  [/pattern|format/, 'form'],
  [/allowed values|constant/, 'choice'],
];

/**
 * What a refused request had wrong, without the patterns and pointers of the
 * validator: those are for programs.
 *
 * @param violations - `details.violations` of the backend's refusal
 * @internal
 */
export function fieldProblems(violations: unknown): FieldProblem[] {
  if (!Array.isArray(violations)) {
    return [];
  }
  return violations.flatMap(violation => {
    const { path, message } = (violation ?? {}) as Record<string, unknown>;
    if (typeof path !== 'string' || typeof message !== 'string') {
      return [];
    }
    const rule = RULES.find(([words]) => words.test(message))?.[1] ?? 'invalid';
    return [{ field: fieldName(path), rule }];
  });
}

/** The last name on the way to a value, in words. */
function fieldName(path: string): string {
  const name = path
    .split('/')
    .filter(part => part !== '' && !/^\d+$/.test(part))
    .at(-1);
  return (name ?? path)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLocaleLowerCase('en-US');
}
