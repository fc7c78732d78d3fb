import { ensureAppBuilt } from '../lib/appBuild.mjs';
import { ensureTool } from '../lib/systemTools.mjs';
import { countTests } from '../lib/tap.mjs';

/** Every page in every state is photographed, wide and narrow, light and dark, and judged by axe. */
export const lane = {
  name: 'pages',
  // Its pages wait more than they work, and so do the installation's downloads.
  round: 5,
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
    return countTests(
      await yarn(['screenshots'], { env: { CHROMIUM_PATH: chromium.file } }),
    );
  },
};
