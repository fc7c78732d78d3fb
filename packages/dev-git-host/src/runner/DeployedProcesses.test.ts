import { spawn, type ChildProcess } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../testing/TestHost';
import { DeployedProcesses } from './DeployedProcesses';
import { startTimeOf } from './processIdentity';

jest.setTimeout(30_000);

const STAY = [
  '-e',
  "process.on('SIGHUP',()=>{}); setInterval(()=>{}, 1000); console.log('up', process.env.NAME)",
];

describe('DeployedProcesses', () => {
  let root: string;
  let folder: string;
  let lines: string[];
  const started: ChildProcess[] = [];

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'deployed-')));
    folder = join(root, '7');
    lines = [];
    await mkdir(join(folder, 'processes'), { recursive: true });
  });
  afterEach(async () => {
    for (const child of started.splice(0)) {
      child.kill('SIGKILL');
    }
    await rm(root, { recursive: true, force: true });
  });

  async function bot(): Promise<{ pid: number; startedAt: number }> {
    const child = spawn(process.execPath, STAY, {
      detached: true,
      stdio: 'ignore',
    });
    started.push(child);
    const pid = child.pid as number;
    return { pid, startedAt: (await startTimeOf(pid)) as number };
  }

  const describeProcess = (pid: number, startedAt: number, change = {}) =>
    writeFile(
      join(folder, 'processes', 'bot.json'),
      JSON.stringify({
        pid,
        startedAt: new Date(startedAt).toISOString(),
        command: process.execPath,
        args: STAY,
        cwd: folder,
        env: { NAME: 'bot-a' },
        log: join(folder, 'bot.log'),
        ...change,
      }),
    );

  const described = async () =>
    JSON.parse(await readFile(join(folder, 'processes', 'bot.json'), 'utf8'));
  const processes = () =>
    DeployedProcesses.create(root, line => lines.push(line));

  it('stops a described process with the host and starts it again with the next', async () => {
    const { pid, startedAt } = await bot();
    await describeProcess(pid, startedAt);
    await processes().startAll();
    expect((await described()).pid).toBe(pid);
    await processes().stopAll();
    expect(await startTimeOf(pid)).toBeUndefined();
    await processes().startAll();
    const next = await described();
    expect(next.pid).not.toBe(pid);
    await eventually(async () =>
      (await readFile(join(folder, 'bot.log'), 'utf8')).includes('up bot-a'),
    );
    await processes().stopAll();
    expect(await startTimeOf(next.pid)).toBeUndefined();
  });

  it('never touches a process that took over the number', async () => {
    const { pid, startedAt } = await bot();
    await describeProcess(pid, startedAt - 60_000);
    await writeFile(
      join(folder, 'told.pid'),
      `${pid}\n${new Date(startedAt - 60_000).toISOString()}\n`,
    );
    await writeFile(join(folder, 'plain.pid'), `${pid}\n`);
    const past = new Date(startedAt - 10_000);
    await utimes(join(folder, 'plain.pid'), past, past);
    await processes().stopAll();
    expect(await startTimeOf(pid)).toBe(startedAt);
  });

  it('stops the process of a plain pid file', async () => {
    const { pid } = await bot();
    await mkdir(join(folder, 'staging'));
    await writeFile(join(folder, 'staging', 'router.pid'), String(pid));
    await processes().stopAll();
    expect(await startTimeOf(pid)).toBeUndefined();
  });

  it('starts nothing outside its folder and survives damaged descriptions', async () => {
    await describeProcess(2 ** 22, Date.now(), { cwd: tmpdir() });
    await writeFile(join(folder, 'processes', 'broken.json'), '{');
    await processes().startAll();
    expect((await described()).pid).toBe(2 ** 22);
    expect(lines.join()).toMatch(/outside DEPLOY_STATE_DIR/);
    expect(lines.join()).toMatch(/broken.json is no process description/);
  });
});
