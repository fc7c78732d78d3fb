import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';
import { substitute, yamlScalar } from './yamlScalar.mjs';

/** Later files win, as in Backstage. */
const FILES = ['app-config.yaml', 'app-config.local.yaml'];

function configured(path) {
  let value;
  for (const file of FILES) {
    const fullPath = join(ROOT, file);
    if (existsSync(fullPath)) {
      value = yamlScalar(readFileSync(fullPath, 'utf8'), path) ?? value;
    }
  }
  return value === undefined ? undefined : substitute(value, process.env);
}

function port(text, key) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw new Problem(
      `'${key}' is '${text}', which is no port`,
      'set it to a number from 1 to 65535 in app-config.yaml',
    );
  }
  return number;
}

/** Where the portal and the local git host listen, from the configuration. */
export function readSettings() {
  const portalPort = port(
    configured(['backend', 'listen', 'port']) ?? '7007',
    'backend.listen.port',
  );
  const gitHostUrl =
    configured(['integrations', 'gitea', 'baseUrl']) ?? 'http://127.0.0.1:7008';
  const gitHostPort = port(
    URL.canParse(gitHostUrl) ? new URL(gitHostUrl).port || '80' : gitHostUrl,
    'integrations.gitea[0].baseUrl',
  );
  return {
    portalPort,
    portalUrl:
      configured(['app', 'baseUrl']) ?? `http://localhost:${portalPort}`,
    gitHostPort,
    gitHostUrl,
  };
}
