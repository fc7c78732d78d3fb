import { eventually, TestHost, tinyProject } from '../testing/TestHost';

jest.setTimeout(120_000);

const CONFIG = '.chatbot-portal/config.json';
const requiring = (...requiredSecrets: string[]) => ({
  ...tinyProject({
    ci: "console.log('HAS', Boolean(process.env.FIRST), Boolean(process.env.SECOND))",
  }),
  [CONFIG]: JSON.stringify({ requiredSecrets }),
});

describe('a pipeline that requires secrets', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start();
  });
  afterAll(async () => {
    await host.remove();
  });

  const waitingRun = (repository: string) =>
    eventually(async () => {
      const runs = await host.runs(repository);
      return runs.find(run => run.status === 'waiting');
    });

  it('waits until the last of them is stored, says so, and then starts by itself', async () => {
    await host.publish('patient', requiring('FIRST', 'SECOND'));
    const run = await waitingRun('patient');
    const page = `/chatbot-team/patient/actions/runs/${run.id}`;
    let text = await (await host.fetch(page)).text();
    expect(text).toContain('Waiting for secrets');
    expect(text).toContain('once the repository has FIRST, SECOND');

    await host.putSecret('patient', 'first', 'value-of-the-first');
    text = await (await host.fetch(page)).text();
    expect(text).toContain('Waiting for secrets');

    await host.putSecret('patient', 'SECOND', 'value-of-the-second');
    const [ended] = await host.endedRuns('patient', 1);
    expect([ended.id, ended.conclusion]).toEqual([run.id, 'success']);
    expect(await host.log('patient', run.id)).toContain('HAS true true\n');
    text = await (await host.fetch(page)).text();
    expect(text).not.toContain('once the repository has');
  });

  it('lets others run meanwhile, and is remembered when the host starts again', async () => {
    await host.publish('blocked', requiring('FIRST'));
    await waitingRun('blocked');
    await host.publish('free', tinyProject({}));
    await host.endedRuns('free', 1);

    await host.stop();
    await host.start();
    await waitingRun('blocked');
    await host.putSecret('blocked', 'FIRST', 'value-of-the-first');

    const [ended] = await host.endedRuns('blocked', 1);
    expect(ended.conclusion).toBe('success');
  });

  it.each([
    ['that is no JSON', '{'],
    ['whose list is no list', '{"requiredSecrets":"FIRST"}'],
    ['without a list', '{}'],
  ])('starts at once with a configuration %s', async (what, text) => {
    const name = `plain-${what.length}`;
    await host.publish(name, { ...tinyProject({}), [CONFIG]: text });

    const [ended] = await host.endedRuns(name, 1);
    expect(ended.conclusion).toBe('success');
  });
});
