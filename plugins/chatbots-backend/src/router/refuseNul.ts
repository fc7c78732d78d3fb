import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { RequestHandler } from 'express';

/** PostgreSQL keeps no text with this character in it, so it is refused here rather than by the database. */
const NUL = '\0';

/** Refuses a request whose address or body holds the character U+0000. */
export const refuseNul: RequestHandler = (req, _res, next) => {
  if (req.url.includes('%00') || holdsNul(req.body)) {
    throw errorWithReason(
      'input-invalid',
      'The request holds the character U+0000, which no text may have',
    );
  }
  next();
};

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes(NUL);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.entries(value).some(
    ([key, inner]) => key.includes(NUL) || holdsNul(inner),
  );
}
