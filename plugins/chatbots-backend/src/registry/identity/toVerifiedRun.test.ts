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
});
