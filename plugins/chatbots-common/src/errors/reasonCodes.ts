import {
  auditCodes,
  governanceCodes,
  registryCodes,
  requestCodes,
  webhookCodes,
  scmCodes,
  type ReasonDescription,
} from './codes';

/** Keeps the names in the type, and drops the texts from it. */
function tableOf<Code extends string>(
  table: Record<Code, ReasonDescription>,
): Readonly<Record<Code, ReasonDescription>> {
  return Object.freeze(table);
}

/**
 * Every reason code with its HTTP status, title and default hint.
 *
 * @public
 */
export const reasonCodes = tableOf({
  ...requestCodes,
  ...registryCodes,
  ...governanceCodes,
  ...auditCodes,
  ...webhookCodes,
  ...scmCodes,
});

/**
 * A machine-readable reason. The union is closed: a new reason gets a line in
 * `errors/codes`, and clients may branch on it.
 *
 * @public
 */
export type ReasonCode = keyof typeof reasonCodes;

/**
 * The codes that tell why a promotion and all its decisions became void.
 *
 * @public
 */
export const VOID_REASONS = [
  'digest-changed',
  'evaluations-changed',
  'owner-changed',
  'risk-class-changed',
  'repository-changed',
  'rules-changed',
  'replaces-changed',
  'answers-changed',
] as const satisfies readonly ReasonCode[];

/**
 * One of {@link VOID_REASONS}.
 *
 * @public
 */
export type VoidReason = (typeof VOID_REASONS)[number];

/**
 * Whether a string is a known reason code.
 *
 * @public
 */
export function isReasonCode(value: unknown): value is ReasonCode {
  return typeof value === 'string' && Object.hasOwn(reasonCodes, value);
}

/**
 * What a reason code says, in a few words that can follow others: `Evaluations changed` as `evaluations changed`.
 *
 * @returns the code itself where it is not known, as from a newer portal
 *
 * @public
 */
export function describeReason(code: string): string {
  if (!isReasonCode(code)) {
    return code;
  }
  const { title } = reasonCodes[code];
  // A name, such as CI, keeps its letters.
  return /^[A-Z][a-z ]/.test(title)
    ? title[0].toLocaleLowerCase('en-US') + title.slice(1)
    : title;
}
