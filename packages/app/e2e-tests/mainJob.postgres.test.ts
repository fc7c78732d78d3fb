import { walkMainJob } from './walkMainJob';

walkMainJob('PostgreSQL', async () => {
  const databaseUrl = process.env.E2E_POSTGRES_URL;
  if (!databaseUrl) {
    throw new Error(
      'E2E_POSTGRES_URL names no server: `node scripts/ci.mjs browser` starts an empty one',
    );
  }
  return { databaseUrl };
});
