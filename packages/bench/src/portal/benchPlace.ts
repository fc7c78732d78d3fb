import { createServer } from 'node:net';
import { BenchPlace } from './benchConfig';

/** A free port, and what `scripts/bench.mjs` has prepared: a folder, and a server unless SQLite is to be measured. */
export async function benchPlace(): Promise<BenchPlace> {
  const { BENCH_FOLDER: folder, BENCH_DATABASE_URL: databaseUrl } = process.env;
  if (!folder) {
    throw new Error('Start the benches with: yarn bench');
  }
  return {
    port: await freePort(),
    folder,
    ...(databaseUrl ? { databaseUrl } : {}),
  };
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? done(address.port)
          : fail(new Error('No port was given')),
      );
    });
  });
}
