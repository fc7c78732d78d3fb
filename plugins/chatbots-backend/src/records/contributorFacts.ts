import { Contributor } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** What the log keeps of a promotion's contributors. */
export interface ContributorFacts {
  /** Entity refs of those who are known. */
  users: string[];
  /** How the others are named, one a line: addresses and logins, so no part of the hashed bytes. */
  unmapped: string;
  /** Hashed as they stand, so that they outlive the names. */
  data: { unmapped: number; unreported: boolean };
}

/** Tells the known from the unknown, in an order that does not depend on the contributors'. */
export function contributorFacts(
  contributors: readonly Contributor[],
): ContributorFacts {
  const unmapped = distinct(
    contributors.flatMap(({ user, unreported, identity, login }) =>
      user || unreported ? [] : [login ? `login ${identity}` : identity],
    ),
  );
  return {
    users: distinct(contributors.flatMap(({ user }) => user ?? [])),
    unmapped: unmapped.join('\n'),
    data: {
      unmapped: unmapped.length,
      unreported: contributors.some(({ unreported }) => unreported),
    },
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
