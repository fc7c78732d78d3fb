/** @internal */
export interface Slot {
  group: string;
  count: number;
}

/**
 * Fills the rules with people so that as many approvals as possible count and nobody counts twice (maximum bipartite
 * matching by augmenting paths, Kuhn 1955).
 *
 * @remarks
 * Counting each rule by itself would let one person, member of two groups, stand in for two. Assigning people greedily would
 * refuse quorums that another assignment reaches.
 *
 * @returns for each rule the people who count for it, in the order of `people`.
 *
 * @internal
 */
export function matchApprovals(
  rules: readonly Slot[],
  people: readonly string[],
  isMember: (person: string, group: string) => boolean,
): string[][] {
  const seats: (string | undefined)[][] = rules.map(({ count }) =>
    // More seats than people can't be taken.
    new Array<string | undefined>(Math.min(count, people.length)).fill(
      undefined,
    ),
  );

  const seatPerson = (person: string, tried: Set<string>): boolean => {
    for (const [rule, row] of seats.entries()) {
      if (!isMember(person, rules[rule].group)) {
        continue;
      }
      for (const [seat, occupant] of row.entries()) {
        const key = `${rule}/${seat}`;
        if (tried.has(key)) {
          continue;
        }
        tried.add(key);
        if (occupant === undefined || seatPerson(occupant, tried)) {
          row[seat] = person;
          return true;
        }
      }
    }
    return false;
  };

  for (const person of people) {
    seatPerson(person, new Set());
  }
  return seats.map(row => people.filter(person => row.includes(person)));
}
