import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { commandLane } from '../lib/lanes.mjs';
import { ensureSecrets } from '../lib/secrets.mjs';

/** A value for every variable that a file names without a default. */
function placeholders(file) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(match => match[1]);
  return Object.fromEntries(names.map(name => [name, 'placeholder']));
}

/** Both configurations fit the schemas of all packages that read them. */
export const lane = commandLane('config', async ({ yarn }) => {
  const data = mkdtempSync(join(tmpdir(), 'chatbot-portal-config-'));
  try {
    ensureSecrets(join(data, 'keys'));
    const check = file =>
      yarn(['backstage-cli', 'config:check', '--strict', '--config', file], {
        env: { ...placeholders(file), PORTAL_DATA_DIR: data },
      });
    const development = await check('app-config.yaml');
    const production = await check('app-config.production.yaml');
    return {
      code: development.code || production.code,
      output: `${development.output}${production.output}`,
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
