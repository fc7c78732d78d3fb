import { ensureAppBuilt } from '../lib/appBuild.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { countTests } from '../lib/tap.mjs';
import { ensureTool } from '../lib/systemTools.mjs';

/** A real browser does each person's job against a real backend, on SQLite and on PostgreSQL. */
export const lane = {
  name: 'browser',
  // It walks on both databases at once, with a portal, a host and a browser each.
  round: 4,
  async run({ toolchain, yarn }) {
    const chromium = await ensureTool({
      name: 'chromium',
      commands: ['chromium', 'chromium-browser', 'google-chrome'],
      aptPackage: 'chromium',
    });
    if (chromium.missing) {
      return chromium.missing;
    }
    await ensureAppBuilt(toolchain);
    const postgres = await startPostgres();
    try {
      return countTests(
        await yarn(['e2e'], {
          env: {
            CHROMIUM_PATH: chromium.file,
            E2E_POSTGRES_URL: postgres.url,
          },
        }),
      );
    } finally {
      await postgres.stop();
    }
  },
};
