import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeAtomically } from '../DeploymentRecord.ts';
import { freePort, Processes } from './Processes.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';

const folder = temporaryFolder();
const routesPath = join(folder, 'routes.json');
const processes = Processes.create(folder);
const bots: Server[] = [];
let url = '';
let ports: number[] = [];

async function bot(name: string): Promise<number> {
  const server = createServer((request, response) => {
    request
      .resume()
      .on('end', () =>
        response.end(`${name} ${request.method} ${request.url}`),
      );
  });
  bots.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function route(...weights: number[]): void {
  writeAtomically(
    routesPath,
    JSON.stringify(
      weights.map((weight, i) => ({
        version: `v${i}`,
        port: ports[i],
        weight,
      })),
    ),
  );
}

async function share(requests: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let i = 0; i < requests; i++) {
    const response = await fetch(`${url}/api/chat?x=1`, {
      method: 'POST',
      body: 'hello',
    });
    const text = await response.text();
    counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
}

before(async () => {
  ports = [await bot('old'), await bot('new')];
  route(100, 0);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const args = [
    join(import.meta.dirname, 'router.ts'),
    routesPath,
    String(port),
  ];
  processes.ensure('router', { args, cwd: folder, env: {} });
  while (!(await fetch(`${url}/router/status`).catch(() => undefined))) {
    await sleep(50);
  }
});
after(async () => {
  await processes.stop('router');
  bots.forEach(server => server.close().closeAllConnections());
});

test('gives each version exactly its share, and follows a change of weights', async () => {
  assert.deepEqual(await share(10), { 'old POST /api/chat?x=1': 10 });
  route(90, 10);
  assert.deepEqual(await share(20), {
    'old POST /api/chat?x=1': 18,
    'new POST /api/chat?x=1': 2,
  });
  route(0, 100);
  assert.deepEqual(await share(5), { 'new POST /api/chat?x=1': 5 });
});

test('says which version answered, and 502 when none does', async () => {
  route(100, 0);
  assert.equal((await fetch(url)).headers.get('x-chatbot-version'), 'v0');
  const [, , deadPort] = [...ports, await freePort()];
  writeAtomically(
    routesPath,
    JSON.stringify([{ version: 'v9', port: deadPort, weight: 100 }]),
  );
  assert.equal((await fetch(url)).status, 502);
});

test('starts a process once, and stops only what it started', async () => {
  const running = processes.running('router');
  const args = running?.args ?? [];
  assert.equal(
    processes.ensure('router', { args, cwd: folder, env: {} }).pid,
    running?.pid,
  );
  const path = join(folder, 'processes', 'other.json');
  writeAtomically(path, JSON.stringify({ ...running, pid: process.pid }));
  await processes.stop('other');
  assert.equal(processes.running('other'), undefined);
});
