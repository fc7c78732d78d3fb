import { idempotencyKey, pipelineRun } from './pipelineRun';

describe('pipelineRun', () => {
  it('reads the variables of GitHub and Gitea', () => {
    expect(
      pipelineRun({
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_WORKFLOW: 'ci',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_ACTOR: 'engineer',
        GITHUB_SERVER_URL: 'http://127.0.0.1:7008',
        GITHUB_REPOSITORY: 'chatbot-team/faq-bot',
      }),
    ).toEqual({
      id: '7',
      attempt: 1,
      workflow: 'ci',
      ref: 'refs/heads/main',
      actor: 'engineer',
      url: 'http://127.0.0.1:7008/chatbot-team/faq-bot/actions/runs/7',
    });
  });

  it('reads those of GitLab, and none', () => {
    expect(
      pipelineRun({
        GITLAB_CI: 'true',
        CI_PIPELINE_ID: '9',
        CI_JOB_NAME: 'ci',
      }),
    ).toEqual({ id: '9', workflow: 'ci' });
    expect(pipelineRun({ GITHUB_RUN_ATTEMPT: 'x' })).toEqual({ id: 'local' });
  });

  it('makes one key for each attempt, and none without a run', () => {
    expect(
      idempotencyKey({ GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' }),
    ).toBe('7-2');
    expect(() => idempotencyKey({})).toThrow('The run has no id');
  });
});
