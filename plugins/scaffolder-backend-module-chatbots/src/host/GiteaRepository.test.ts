import { startLoopback } from '../__testUtils__/startLoopback';
import {
  HOST_CREDENTIALS,
  REPOSITORY,
  startWorld,
  World,
} from '../__testUtils__/startWorld';
import { GiteaRepository } from './GiteaRepository';

jest.setTimeout(30_000);

describe('GiteaRepository', () => {
  let world: World;

  beforeEach(async () => {
    world = await startWorld();
  });

  afterEach(() => world.loopback.stop());

  const open = (query: string) =>
    GiteaRepository.fromRepoUrl(
      `${world.loopback.host}?${query}`,
      world.integrations,
    );

  it('reads what the registry binds, with the credentials of the integration', async () => {
    await expect(
      open('owner=chatbots&repo=support-bot').readFacts(),
    ).resolves.toEqual({
      host: world.loopback.host,
      id: '42',
      ownerId: '7',
      url: `${world.loopback.url}/chatbots/support-bot`,
    });
    expect(world.loopback.seen).toEqual([
      { line: `GET ${REPOSITORY}`, authorization: HOST_CREDENTIALS },
    ]);
  });

  it.each([
    ['an owner that climbs', 'owner=..&repo=support-bot'],
    ['a repository that climbs', 'owner=chatbots&repo=..'],
    ['a repository that is the folder', 'owner=chatbots&repo=.'],
    ['an owner with a slash', 'owner=chatbots%2F..%2Fadmin&repo=support-bot'],
    ['a repository with a slash', 'owner=chatbots&repo=a%2F..%2F..%2Fadmin'],
    ['a repository with a query', 'owner=chatbots&repo=a%3Fb'],
    ['a repository with a fragment', 'owner=chatbots&repo=a%23b'],
    ['an encoded climb', 'owner=chatbots&repo=%252e%252e'],
    ['a backslash', 'owner=chatbots&repo=..%5Cadmin'],
    ['no owner', 'repo=support-bot'],
    ['no repository', 'owner=chatbots'],
    ['a line break', 'owner=chatbots&repo=a%0D%0Ab'],
  ])('refuses %s', (_, query) => {
    expect(() => open(query)).toThrow(
      /is not of the form <host>\?owner=<owner>&repo=<repository>/,
    );
  });

  it.each([
    'git.example.com?owner=chatbots&repo=support-bot',
    '127.0.0.1?owner=chatbots&repo=support-bot',
    'portal@git.example.com?owner=chatbots&repo=support-bot',
  ])('refuses the host of %s, which no integration names', repoUrl => {
    expect(() =>
      GiteaRepository.fromRepoUrl(repoUrl, world.integrations),
    ).toThrow(/No Gitea integration is configured/);
  });

  it('refuses what is no address', () => {
    expect(() => GiteaRepository.fromRepoUrl('', world.integrations)).toThrow(
      /is not of the form/,
    );
  });

  it.each([301, 302, 307, 308])(
    'does not follow a redirect (%d) with its credentials',
    async status => {
      const elsewhere = await startLoopback();
      try {
        elsewhere.answers.set(`GET ${REPOSITORY}`, () => ({
          body: { id: 666, html_url: 'https://elsewhere.example.com' },
        }));
        world.loopback.answers.set(`GET ${REPOSITORY}`, () => ({
          status,
          headers: { Location: `${elsewhere.url}${REPOSITORY}` },
        }));
        await expect(
          open('owner=chatbots&repo=support-bot').readFacts(),
        ).rejects.toThrow('fetch failed');
        expect(elsewhere.lines()).toEqual([]);
      } finally {
        await elsewhere.stop();
      }
    },
  );

  it.each([
    ['nothing', {}],
    ['an id that is text', { id: '42', html_url: 'https://x' }],
    ['an id of zero', { id: 0, html_url: 'https://x' }],
    ['no address', { id: 42 }],
  ])('binds nothing when the host answers %s', async (_, body) => {
    world.loopback.answers.set(`GET ${REPOSITORY}`, () => ({ body }));
    await expect(
      open('owner=chatbots&repo=support-bot').readFacts(),
    ).rejects.toThrow(/did not answer as Gitea does/);
  });

  it('says so when the host refuses', async () => {
    world.loopback.answers.set(`GET ${REPOSITORY}`, () => ({ status: 403 }));
    await expect(
      open('owner=chatbots&repo=support-bot').readFacts(),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  });
});
