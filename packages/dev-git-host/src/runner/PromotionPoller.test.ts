import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, TestHost, tinyProject } from '../testing/TestHost';

jest.setTimeout(120_000);

describe('deploy jobs', () => {
  let portal: Server;
  let host: TestHost;
  let items: Array<Record<string, unknown>>;
  let asked: string[];

  beforeAll(async () => {
    items = [];
    asked = [];
    portal = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.setHeader('Content-Type', 'application/json');
      response.statusCode =
        request.headers.authorization === 'Bearer pt-1' ? 200 : 401;
      response.end(JSON.stringify({ items }));
    });
    await new Promise<void>(resolve => portal.listen(0, '127.0.0.1', resolve));
    const { port } = portal.address() as AddressInfo;
    host = await TestHost.start({
      portalUrl: `http://127.0.0.1:${port}`,
      runner: { pollSeconds: 0.1 },
    });
  });
  afterAll(async () => {
    await host.remove();
    portal.close();
  });

  it('run once for each approved promotion, at its commit, and again only when asked', async () => {
    const deploy =
      "console.log('DEPLOY ' + process.env.PROMOTION_ID + ' ' + process.env.STAGE + ' ' + process.env.GITHUB_SHA); process.exit(1)";
    const folder = await host.publish('bot', tinyProject({ deploy }));
    const first = await host.git(folder, 'rev-parse', 'HEAD');
    await host.commit(
      folder,
      { 'deploy.mjs': "console.log('of another commit')" },
      'Later',
    );
    await host.git(folder, 'push', '--quiet', host.gitUrl('bot'), 'HEAD:main');
    await host.endedRuns('bot', 2);
    expect(asked).toEqual([]);
    await host.putSecret('bot', 'CHATBOT_PORTAL_TOKEN', 'pt-1');
    items = [
      {
        id: 'p-1',
        state: 'approved',
        stage: 'staging',
        version: '1.0.0',
        digest: 'd',
        commit: first,
        strategy: 'canary',
        chatbot: 'bot',
      },
    ];
    const [run] = await host.endedRuns('bot', 3);
    expect(run).toMatchObject({
      promotion_id: 'p-1',
      head_sha: first,
      conclusion: 'failure',
    });
    expect(await host.log('bot', run.id)).toContain(
      `DEPLOY p-1 staging ${first}\n`,
    );
    expect(asked[0]).toBe(
      '/api/chatbots/pipeline/v1/promotions?state=approved Bearer pt-1',
    );
    const polls = asked.length;
    await eventually(async () => asked.length > polls + 3);
    expect(await host.runs('bot')).toHaveLength(3);
    const again = await host.fetch(
      `/api/v1/repos/chatbot-team/bot/actions/runs/${run.id}/rerun`,
      { method: 'POST' },
    );
    expect(again.status).toBe(201);
    const [second] = await host.endedRuns('bot', 4);
    expect(second).toMatchObject({
      promotion_id: 'p-1',
      run_attempt: 2,
      event: 'rerun',
    });
  });

  it('are not started by answers of another shape', async () => {
    const before = await host.runs('bot');
    items = [
      {
        id: 'p-2',
        state: 'requested',
        stage: 'staging',
        commit: 'a'.repeat(40),
      },
      {
        id: 'p-3',
        state: 'approved',
        stage: 'staging',
        commit: '--upload-pack=x',
      },
    ];
    await eventually(async () =>
      host.lines.some(line => line.startsWith('Promotions of')),
    );
    expect(await host.runs('bot')).toHaveLength(before.length);
    expect(host.lines.join()).not.toContain('pt-1');
  });
});
