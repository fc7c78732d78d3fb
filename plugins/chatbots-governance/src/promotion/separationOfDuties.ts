import { SeparationOfDuties } from '../policy';
import { Contributor } from './Contributor';

/**
 * Who had a hand in what is to be promoted.
 *
 * @public
 */
export interface Involved {
  /** Entity refs of the people the request counts as made by. */
  requesters: readonly string[];
  /** Those behind the commits between the version replaced and this one. */
  contributors: readonly Contributor[];
}

/**
 * The contributors that map to no user and are no bot of the policy. While there is one, nobody can be shown to be independent.
 *
 * @public
 */
export function unmappedContributors(
  duties: SeparationOfDuties,
  contributors: readonly Contributor[],
): Contributor[] {
  if (!duties.contributors) {
    return [];
  }
  const bots = new Set(duties.bots);
  // Git takes any text for an address: one that is merely a bot's login must not pass for the bot.
  const isBot = ({ identity, login }: Contributor) =>
    (login || identity.includes('@')) &&
    bots.has(identity.toLocaleLowerCase('en-US'));
  return contributors.filter(
    contributor =>
      contributor.unreported ||
      (contributor.user === undefined && !isBot(contributor)),
  );
}

/**
 * Why a user may not approve, or undefined when nothing in their involvement forbids it.
 *
 * @public
 */
export function involvementOf(
  user: string,
  duties: SeparationOfDuties,
  { requesters, contributors }: Involved,
): 'self-approval' | 'contributor-approval' | undefined {
  if (duties.requester && requesters.some(ref => sameRef(ref, user))) {
    return 'self-approval';
  }
  if (
    duties.contributors &&
    contributors.some(
      contributor => contributor.user && sameRef(contributor.user, user),
    )
  ) {
    return 'contributor-approval';
  }
  return undefined;
}

/**
 * Whether two entity refs name one entity: they compare without regard to case, so that a person counts once.
 *
 * @public
 */
export function sameRef(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}

/**
 * The name in an entity ref, for where nobody knows what people call it: `group:default/ai-governance` is `ai-governance`, and
 * another namespace stays visible.
 *
 * @public
 */
export function shortName(ref: string): string {
  return ref.replace(/^[a-z]+:(?:default\/)?/i, '');
}
