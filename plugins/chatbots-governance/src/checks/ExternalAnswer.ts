/**
 * How a system outside the portal answered.
 *
 * @public
 */
export const EXTERNAL_STATUSES = ['approved', 'refused', 'pending'] as const;

/**
 * What a system outside the portal, such as a change board, last answered about a promotion as it stands.
 *
 * @public
 */
export interface ExternalAnswer {
  /** Id of the answer's record. */
  id: string;
  /** The configured system that answered. */
  system: string;
  /** How it answered. */
  status: (typeof EXTERNAL_STATUSES)[number];
  /** SHA-256 of the answer's content, in lower-case hexadecimal. */
  digest: string;
  /** Page of the ticket or request, https. */
  link?: string;
  /** How the system names it, such as `CHG-1042`. */
  reference?: string;
  /** Who answered, in the system's words. */
  answeredBy?: string;
  /** When it was decided there, RFC 3339. */
  decidedAt?: string;
  /** What was said, in the system's words. */
  comment?: string;
}
