import { mockServices } from '@backstage/backend-test-utils';
import { readIssuers } from './IssuerConfig';
import { toVerifiedRun } from './toVerifiedRun';

function issuer(type: string, more: object = {}) {
  const [config] = readIssuers(
    mockServices.rootConfig({
      data: {
        chatbots: {
          pipelines: {
            oidc: {
              issuers: [
                {
                  issuer: 'https://git.example.com',
                  audience: 'portal',
                  host: 'Git.Example.com',
                  type,
                  ...more,
                },
              ],
            },
          },
        },
      },
    }),
  );
  return config;
}

describe('toVerifiedRun', () => {
  const gitlab = {
    project_id: '42',
    project_path: 'somebody/else',
    namespace_id: 7,
    ref: 'main',
    ref_type: 'branch',
    ref_protected: 'false',
    pipeline_source: 'push',
    pipeline_id: '9',
    user_login: 'engineer',
  };

  it.each(['git.example.com.', 'GIT.example.com:443'])(
    'finds the repositories of an issuer whose host is configured as %s',
    host => {
      expect(toVerifiedRun(gitlab, issuer('gitlab', { host }))).toMatchObject({
        repository: { host: 'git.example.com' },
      });
    },
  );

  it('refuses to start with an issuer whose host is none', () => {
    expect(() => issuer('gitlab', { host: 'https://git.example.com' })).toThrow(
      'no name of a git host',
    );
  });

  it('reads what GitLab states, by immutable ids', () => {
    expect(toVerifiedRun(gitlab, issuer('gitlab'))).toEqual({
      repository: { host: 'git.example.com', id: '42', ownerId: '7' },
      origin: {
        kind: 'oidc',
        issuer: 'https://git.example.com',
        ref: 'refs/heads/main',
        event: 'push',
        protected: false,
        runId: '9',
      },
      login: 'engineer',
    });
  });

  it('takes no tag for a branch of the same name', () => {
    const branch = issuer('gitlab', { allowedRefs: ['refs/heads/main'] });
    expect(toVerifiedRun(gitlab, branch).origin).toMatchObject({
      ref: 'refs/heads/main',
    });
    expect(() => toVerifiedRun({ ...gitlab, ref_type: 'tag' }, branch)).toThrow(
      expect.objectContaining({ reason: 'ref-not-allowed' }),
    );
    expect(() => toVerifiedRun({ ...gitlab, ref: undefined }, branch)).toThrow(
      expect.objectContaining({ reason: 'ref-not-allowed' }),
    );
  });

  it('knows no repository by its name alone', () => {
    const { project_id: _id, ...named } = gitlab;
    expect(() => toVerifiedRun(named, issuer('gitlab'))).toThrow(
      expect.objectContaining({ reason: 'identity-token-invalid' }),
    );
  });

  it('refuses the merge request of a fork, which runs in another project', () => {
    expect(() =>
      toVerifiedRun({ ...gitlab, job_project_id: '7' }, issuer('gitlab')),
    ).toThrow(expect.objectContaining({ reason: 'repository-mismatch' }));
    expect(
      toVerifiedRun({ ...gitlab, job_project_id: '42' }, issuer('gitlab'))
        .repository.id,
    ).toBe('42');
  });

  it.each([
    ['an event', { pipeline_source: undefined }, {}, 'event-not-allowed'],
    [
      'a protected ref',
      { ref_protected: undefined },
      { requireProtectedRef: true },
      'ref-not-protected',
    ],
    [
      'a workflow file',
      { ci_config_ref_uri: null },
      { workflows: ['.gitlab-ci.yml'] },
      'workflow-not-allowed',
    ],
  ])(
    'refuses a run that does not tell of %s where config asks for it',
    (_, claims, more, reason) => {
      expect(() =>
        toVerifiedRun({ ...gitlab, ...claims }, issuer('gitlab', more)),
      ).toThrow(expect.objectContaining({ reason }));
    },
  );

  it.each<[string, 'github' | 'gitlab', string]>([
    [
      'of another repository',
      'github',
      'other/repo/.github/workflows/ci.yml@refs/heads/main',
    ],
    [
      'that another branch changed',
      'github',
      'team/bot/.github/workflows/ci.yml@refs/heads/evil',
    ],
    [
      'whose name ends like a ref',
      'github',
      'team/bot/.github/workflows/ci.yml@refs/heads/main@refs/heads/main',
    ],
    ['without a ref', 'github', 'team/bot/.github/workflows/ci.yml'],
    [
      'of another project',
      'gitlab',
      'git.example.com/evil/team/bot//.github/workflows/ci.yml@refs/heads/main',
    ],
  ])('takes no workflow file %s for the allowed one', (_, type, file) => {
    const claims = {
      ...(type === 'github'
        ? {
            repository_id: '42',
            repository: 'team/bot',
            ref: 'refs/heads/main',
            event_name: 'push',
            workflow_ref: file,
          }
        : { ...gitlab, project_path: 'team/bot', ci_config_ref_uri: file }),
    };
    const strict = issuer(type, {
      allowedRefs: ['refs/heads/main*'],
      workflows: ['.github/workflows/ci.yml'],
    });
    expect(() => toVerifiedRun(claims, strict)).toThrow(
      expect.objectContaining({ reason: 'workflow-not-allowed' }),
    );
  });

  it.each([
    ['longer than 1,000 characters', 'x'.repeat(1001)],
    ['with U+0000', 'a\0b'],
  ])('refuses a claim %s', (_, user_login) => {
    expect(() =>
      toVerifiedRun({ ...gitlab, user_login }, issuer('gitlab')),
    ).toThrow(expect.objectContaining({ reason: 'identity-token-invalid' }));
  });

  it.each([
    ['allowedEvents', { allowedEvents: ['push'] }, 'event'],
    ['requireProtectedRef', { requireProtectedRef: true }, 'protected'],
    ['workflows', { workflows: ['ci.yml'] }, 'workflowFile'],
  ])(
    'does not start with %s of an issuer whose claim nobody names',
    (_, more, claim) => {
      const claims = { repositoryId: 'repo' };
      expect(issuer('generic', { claims }).allowedEvents).toBeUndefined();
      expect(() => issuer('generic', { claims, ...more })).toThrow(
        `needs claims.${claim}`,
      );
    },
  );

  it.each([
    ['https://github.example.com/_services/token', 'github'],
    ['https://token.actions.githubusercontent.com/octo-enterprise', 'github'],
    ['https://gitlab.example.com', 'gitlab'],
  ])('reads what %s states by the claims of its type', (url, type) => {
    const config = issuer(type, { issuer: url, host: new URL(url).host });
    const claims =
      type === 'github'
        ? { repository_id: '42', ref: 'refs/heads/main', event_name: 'push' }
        : gitlab;
    expect(toVerifiedRun(claims, config).origin).toMatchObject({
      issuer: url,
      ref: 'refs/heads/main',
      event: 'push',
    });
  });
});
