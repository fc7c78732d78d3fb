import { walkMainJob } from './walkMainJob';

walkMainJob('PostgreSQL, by mouse', async () => {
  const databaseUrl = process.env.E2E_POSTGRES_URL;
  if (!databaseUrl) {
    throw new Error(
      'E2E_POSTGRES_URL names no server: `node scripts/ci.mjs browser` starts an empty one',
    );
  }
  return { databaseUrl, by: 'mouse' };
});
