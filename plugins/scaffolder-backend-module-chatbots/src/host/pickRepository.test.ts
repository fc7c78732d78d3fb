import { startWorld, World } from '../__testUtils__/startWorld';
import { pickRepository } from './pickRepository';

describe('pickRepository', () => {
  let world: World;

  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.loopback.stop());

  const pick = (query: string) =>
    pickRepository(`${world.loopback.host}?${query}`, world.hosts);

  it('finds host and page of what the picker gives', () => {
    expect(pick('owner=chatbots&repo=support-bot')).toMatchObject({
      host: { hostname: world.loopback.host },
      url: `${world.loopback.url}/chatbots/support-bot`,
    });
  });

  it.each([
    ['an owner that climbs', 'owner=..&repo=support-bot'],
    ['a repository that climbs', 'owner=chatbots&repo=..'],
    ['a repository that is the folder', 'owner=chatbots&repo=.'],
    ['a group that climbs', 'owner=chatbots%2F..%2Fadmin&repo=support-bot'],
    ['a repository with a slash', 'owner=chatbots&repo=a%2F..%2F..%2Fadmin'],
    ['a repository with a query', 'owner=chatbots&repo=a%3Fb'],
    ['a repository with a fragment', 'owner=chatbots&repo=a%23b'],
    ['an encoded climb', 'owner=chatbots&repo=%252e%252e'],
    ['a backslash', 'owner=chatbots&repo=..%5Cadmin'],
    ['no owner', 'repo=support-bot'],
    ['no repository', 'owner=chatbots'],
    ['a line break', 'owner=chatbots&repo=a%0D%0Ab'],
  ])('refuses %s', (_, query) => {
    expect(() => pick(query)).toThrow(
      /is not of the form <host>\?owner=<owner>&repo=<repository>/,
    );
  });

  it('refuses what is no address', () => {
    expect(() => pickRepository('', world.hosts)).toThrow(/is not of the form/);
  });

  it.each([
    'git.example.com?owner=chatbots&repo=support-bot',
    '127.0.0.1?owner=chatbots&repo=support-bot',
    'portal@git.example.com?owner=chatbots&repo=support-bot',
  ])('refuses the host of %s, which no module serves', repoUrl => {
    expect(() => pickRepository(repoUrl, world.hosts)).toThrow(
      expect.objectContaining({ reason: 'scm-host-unknown' }),
    );
  });
});
