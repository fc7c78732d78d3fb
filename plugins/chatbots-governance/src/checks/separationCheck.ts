import { SeparationOfDuties } from '../policy';
import { Contributor, unmappedContributors } from '../promotion';
import { CheckFinding } from './CheckDefinition';

/** @internal */
export function separationCheck(
  duties: SeparationOfDuties,
  contributors: readonly Contributor[],
): CheckFinding {
  const unmapped = unmappedContributors(duties, contributors);
  const described = {
    title: 'Separation of duties',
    expected: 'every contributor is known as a user',
  };
  if (unmapped.length === 0) {
    // An address and a login of one person are two identities.
    const known = new Set(contributors.map(one => one.user ?? one.identity));
    return {
      ...described,
      outcome: 'pass',
      actual: `${known.size} ${
        known.size === 1 ? 'contributor' : 'contributors'
      } known`,
      reason: 'Every contributor is known, so reviewers can be told apart',
      reasonCode: 'rule-met',
    };
  }
  const names = unmapped.map(({ identity }) => identity).join(', ');
  if (unmapped.some(({ unreported }) => unreported)) {
    return {
      ...described,
      outcome: 'inconclusive',
      actual: `no report of ${names}`,
      reason: `No report shows who made ${names}, so nobody can be shown to be independent; report the version from a full clone, each commit with its parents`,
      reasonCode: 'contributor-unmapped',
    };
  }
  return {
    ...described,
    outcome: 'inconclusive',
    actual: names,
    reason: `${names} ${
      unmapped.length === 1 ? 'maps' : 'map'
    } to no catalog user, so nobody can be shown to be independent; add the SCM login or the verified e-mail to their user, or name the bot in the policy`,
    reasonCode: 'contributor-unmapped',
  };
}
