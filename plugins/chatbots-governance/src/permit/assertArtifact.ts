import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { PermitStatement, PermitSubject } from './PermitStatement';

/**
 * Refuses an artifact that the permitted version does not list.
 *
 * @param sha256 - of the bytes about to be started, 64 lower-case hex digits
 *
 * @returns the artifact as the permit names it
 *
 * @throws ConflictError with reason `artifact-mismatch`
 *
 * @public
 */
export function assertArtifact(
  statement: PermitStatement,
  sha256: string,
): PermitSubject {
  // The first subject is the version itself: its digest is over the bundle, not over bytes that could be started.
  const [, ...artifacts] = statement.subject;
  const found = artifacts.find(({ digest }) => digest.sha256 === sha256);
  if (!found) {
    throw errorWithReason(
      'artifact-mismatch',
      `${statement.subject[0].name} lists no artifact with SHA-256 ${sha256}`,
      {
        details: {
          actual: sha256,
          expected: artifacts.map(({ digest }) => digest.sha256),
        },
      },
    );
  }
  return found;
}
