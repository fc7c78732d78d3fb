import { RunStore } from '../store/RunStore';
import { TestHost, tinyProject } from '../testing/TestHost';

jest.setTimeout(60_000);

describe('a run that can not be run', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start();
  });
  afterAll(() => host.remove());
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['is no YAML', 'on: [push', /The workflow ci.yml can't be read: /],
    [
      'names a job that is not there',
      'on: push\njobs: { a: { needs: b, steps: [] } }',
      /its job b does not exist/,
    ],
    [
      'uses an action of the network',
      'on: push\njobs: { a: { steps: [{ uses: someone/else@v1 }] } }',
      /This runner does not know someone\/else@v1/,
    ],
  ])('fails with a reason when its file %s', async (what, text, reason) => {
    const name = what.replaceAll(' ', '-');
    const files = { '.github/workflows/ci.yml': text };
    await host.publish(name, { ...tinyProject({}), ...files });
    const [run] = await host.endedRuns(name, 1);
    expect(run.conclusion).toBe('failure');
    const page = `/chatbot-team/${name}/actions/runs/${run.id}`;
    const shown = await (await host.fetch(page)).text();
    expect(shown.replaceAll('&#39;', "'")).toMatch(reason);
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
