import { describeScmHost } from '@chatbot-portal/backstage-plugin-chatbots-node/testUtils';
import { startGitea } from './__testUtils__/startGitea';
import { GiteaHost } from './GiteaHost';

describeScmHost('Gitea', async () => {
  const gitea = await startGitea();
  const redirectors: { stop(): Promise<void> }[] = [];
  const hostAt = ({ host, url }: { host: string; url: string }) =>
    new GiteaHost({
      host,
      baseUrl: url,
      username: 'portal',
      password: 'hunter2',
    });
  return {
    host: hostAt(gitea),
    repositoryUrl: `${gitea.url}/chatbots/support-bot`,
    branch: 'feature/x',
    async redirecting(to) {
      const other = await startGitea();
      redirectors.push(other);
      for (const line of [
        'GET /repos/some/repository',
        'PUT /repos/chatbots/support-bot/actions/secrets/CONTRACT',
      ]) {
        other.answers.set(line, {
          status: 307,
          headers: { Location: to },
        });
      }
      return hostAt(other);
    },
    async stop() {
      await Promise.all([gitea, ...redirectors].map(one => one.stop()));
    },
  };
});
