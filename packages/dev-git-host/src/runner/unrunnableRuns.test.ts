import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RunStore } from '../store/RunStore';
import { TestHost, tinyProject } from '../testing/TestHost';

jest.setTimeout(60_000);

const COMMIT = 'a'.repeat(40);

describe('a run that can not be run', () => {
  let portal: Server;
  let host: TestHost;

  beforeAll(async () => {
    portal = createServer((_request, response) => {
      const promotion = { id: 'p-1', state: 'approved', stage: 'staging' };
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({ items: [{ ...promotion, commit: COMMIT }] }),
      );
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
  afterEach(() => jest.restoreAllMocks());

  it('fails with a reason when its commit is not in the repository, and the next one runs', async () => {
    await host.createRepository('moved');
    await host.putSecret('moved', 'CHATBOT_PORTAL_TOKEN', 'token-of-moved');
    const [run] = await host.endedRuns('moved', 1);
    expect(run).toMatchObject({ head_sha: COMMIT, conclusion: 'failure' });
    const reason = `The commit ${COMMIT} is not in the repository`;
    expect(await host.log('moved', run.id)).toBe(`${reason}\n`);
    const page = `/chatbot-team/moved/actions/runs/${run.id}`;
    expect(await (await host.fetch(page)).text()).toContain(reason);

    await host.publish('next', tinyProject({}));
    const [next] = await host.endedRuns('next', 1);
    expect(next.conclusion).toBe('success');
  });

  it('keeps nobody waiting when its record can not be written, and runs at the next start', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device'), {
      code: 'ENOSPC',
    });
    const { change } = RunStore.prototype;
    let refused: number | undefined;
    let refusals = 0;
    jest
      .spyOn(RunStore.prototype, 'change')
      .mockImplementation(async function changeOrRefuse(
        this: RunStore,
        id,
        changes,
      ) {
        refused ??= id;
        if (id === refused) {
          refusals += 1;
          throw full;
        }
        return change.call(this, id, changes);
      });
    await host.publish('full', tinyProject({}));
    await host.publish('other', tinyProject({}));
    const [other] = await host.endedRuns('other', 1);
    expect(other.conclusion).toBe('success');
    expect(refusals).toBeLessThanOrEqual(2);
    expect(host.lines.join()).toContain('could not be recorded');

    jest.restoreAllMocks();
    await host.stop();
    await host.start();
    const [run] = await host.endedRuns('full', 1);
    expect([run.id, run.conclusion]).toEqual([refused, 'success']);
  });
});
