import { z } from 'zod';
import type { ReasonCode } from '../errors';

/** What an event of one type holds. Every schema is strict: an unknown field is refused. */
export interface EventDefinition {
  /** One sentence of meaning, for the generated page. */
  meaning: string;
  /** What it is about. */
  subject: z.ZodObject;
  /** Facts; hashed as they stand, so without personal data. */
  data: z.ZodObject;
  /** People by role, as entity refs; hashed as pseudonyms. */
  people: z.ZodObject;
  /** Free texts by field; hashed as salted commitments. */
  texts: z.ZodObject;
}

/** Definitions of one subject's events, by type. */
export type EventDefinitions = Record<string, EventDefinition>;

/** No people or no texts. */
export const none = z.strictObject({});

export const id = z.string().min(1);
export const name = z.string().min(1);
export const instant = z.iso.datetime();
export const count = z.int().min(0);
export const digest = z.string().regex(/^[0-9a-f]{64}$/, {
  error: 'must be a SHA-256 digest in lower-case hexadecimal',
});
export const people = z.array(z.string().min(1));
export const text = z.string();
/** One of the table of reason codes, whose words pages show; what an older portal recorded may be another. */
export const reasonCode = z.string().min(1) as unknown as z.ZodType<ReasonCode>;

/** A subject that belongs to a chatbot. */
export function subjectOf<K extends string>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), chatbot: name, id });
}

/** A subject that belongs to no chatbot. */
export function globalSubject<K extends string>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), id });
}

/**
 * Digest of a stored column that may name people. It stands among the texts: a plain hash of a name or an address can be
 * guessed, a salted commitment can't, and once salt and digest are erased nothing is left to guess from.
 */
export function columnDigest(column: string) {
  return digest.describe(`SHA-256 of the stored text of ${column}`);
}

/** Where a report comes from. Names that people give stand in {@link originTexts}. */
export const origin = z
  .strictObject({
    kind: z.enum(['token', 'oidc']),
    issuer: z.string().optional(),
    runId: z.string().optional(),
    runAttempt: z.int().optional(),
  })
  .describe('Where the report comes from; for oidc, verified claims');

/** Parts of an origin that were told later: beside it, so that bodies of before stay readable. */
export const originClaims = {
  runEvent: z
    .string()
    .nullable()
    .describe('What started the run, as its host calls it; a verified claim'),
  refProtected: z
    .boolean()
    .nullable()
    .describe('Whether the host protects the ref; a verified claim'),
};

/** Parts of an origin that people name, often after people. */
export const originTexts = {
  ref: text.optional().describe('Ref that the run was of'),
  workflow: text.optional().describe('Workflow of the run'),
  workflowFile: text.optional().describe('File that the workflow stands in'),
  environment: text.optional().describe('Environment that the run named'),
};
