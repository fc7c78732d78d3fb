import { Contributor } from './Contributor';
import { unmappedContributors } from './separationOfDuties';

const duties = { requester: true, contributors: true, bots: ['portal'] };

describe('unmappedContributors', () => {
  const isKnown = (contributor: Contributor) =>
    unmappedContributors(duties, [contributor]).length === 0;

  it('takes a machine’s login for the machine only from a run, never from a commit', () => {
    expect(isKnown({ identity: 'portal', login: true })).toBe(true);
    expect(isKnown({ identity: 'Portal', login: true })).toBe(true);
    expect(isKnown({ identity: 'portal' })).toBe(false);
  });

  it('takes nothing for a bot that stands for what no report shows', () => {
    expect(isKnown({ identity: 'portal', login: true, unreported: true })).toBe(
      false,
    );
  });
});
