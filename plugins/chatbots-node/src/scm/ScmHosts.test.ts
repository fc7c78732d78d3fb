import { ScmHost } from './ScmHost';
import { ScmHosts } from './ScmHosts';

const host = (hostname: string, kind = 'gitea') =>
  ({ kind, hostname, capabilities: new Set(['runs']) } as unknown as ScmHost);

describe('ScmHosts', () => {
  const git = host('git.example.com');
  const local = host('127.0.0.1:7008');
  const hosts = new ScmHosts([
    { kind: 'gitea', hosts: [git] },
    { kind: 'acme', hosts: [local] },
  ]);

  it.each([
    ['https://git.example.com/team/bot', git],
    ['https://GIT.example.com/team/bot.git', git],
    ['https://git.example.com./team/bot', git],
    ['https://git.example.com:443/team/bot', git],
    ['http://127.0.0.1:7008/team/bot', local],
  ])('finds the host of %s among several modules', (url, found) => {
    expect(hosts.byUrl(url)).toBe(found);
  });

  it.each([
    'https://git.example.com.evil.example/team/bot',
    'https://git.example.com:8443/team/bot',
    'http://127.0.0.1/team/bot',
    'https://git.example.com@evil.example/team/bot',
    'ssh://git.example.com/team/bot',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('refuses the host of %p, which nobody serves', url => {
    expect(() => hosts.byUrl(url)).toThrow(
      expect.objectContaining({ reason: 'scm-host-unknown' }),
    );
  });

  it('serves no host without modules', () => {
    expect(() => new ScmHosts([]).byHostname('git.example.com')).toThrow(
      "No module serves the git host 'git.example.com'",
    );
  });

  it('refuses to start with a host that two modules serve', () => {
    expect(
      () =>
        new ScmHosts([
          { kind: 'gitea', hosts: [git] },
          { kind: 'acme', hosts: [host('Git.example.com.', 'acme')] },
        ]),
    ).toThrow("The git host 'git.example.com' is served as gitea and as acme");
  });

  it('says which capability a host lacks', () => {
    expect(() => ScmHosts.require(git, 'runs')).not.toThrow();
    expect(() => ScmHosts.require(git, 'runs', 'start-workflow')).toThrow(
      expect.objectContaining({
        reason: 'scm-capability-missing',
        message: "git.example.com (gitea) can't start a workflow on request",
      }),
    );
  });
});
