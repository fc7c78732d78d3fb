import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';

const OWNER_KINDS = new Set(['group', 'user']);

/** The one spelling of an owner's entity ref. Throws `owner-unknown` for a kind that can't own. */
export function normalizeOwner(owner: string): string {
  const ref = parseEntityRef(owner);
  if (!OWNER_KINDS.has(ref.kind.toLocaleLowerCase('en-US'))) {
    throw reasoned('owner-unknown', `'${owner}' is neither a group nor a user`);
  }
  return stringifyEntityRef(ref);
}
