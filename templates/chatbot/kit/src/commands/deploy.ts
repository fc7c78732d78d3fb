import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchArchive } from '../release/artifacts.ts';
import { readRunContext } from '../release/runContext.ts';
import { deployPromotion } from '../deploy/deployPromotion.ts';
import { DeploymentRecords } from '../deploy/DeploymentRecord.ts';
import { LocalTarget } from '../deploy/local/LocalTarget.ts';
import { connectPortal } from '../deploy/Portal.ts';
import { smokeTest, testDeployment } from '../deploy/postDeployment.ts';

/** Handed to the bot; everything else of the job's environment stays with the job. */
const BOT_VARIABLES = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_BASE_URL',
  'CHATBOT_API_KEYS',
  'CHATBOT_BEHIND_PROXY',
  'CONVERSATION_DATABASE_URL',
  'LIMITS_DATABASE_URL',
];

/** `chatbot deploy`: brings the promotion PROMOTION_ID to STAGE on this machine; with VERSION, that version only. */
export async function deploy(root: string): Promise<void> {
  const { env } = process;
  const promotionId = required(env, 'PROMOTION_ID', /^[0-9a-f-]{36}$/);
  const stage = required(env, 'STAGE', /^[a-z][a-z0-9-]{0,39}$/);
  const stateFolder = stateFolderOf(root, env);
  const { artifacts } = readRunContext(root, env);
  if (artifacts === undefined) {
    throw new Error(
      'ARTIFACT_REPOSITORY_URL and GITHUB_REPOSITORY must say where the archive is',
    );
  }
  const portal = connectPortal();
  const botEnvironment = Object.fromEntries(
    BOT_VARIABLES.flatMap(name => (env[name] ? [[name, env[name]]] : [])),
  );
  const downloads = mkdtempSync(join(tmpdir(), 'chatbot-archive-'));
  const deployed = await deployPromotion(
    {
      promotionId,
      stage,
      ...(env.VERSION && { version: env.VERSION }),
      idempotencyKey: `${env.GITHUB_RUN_ID || 'local'}-${
        env.GITHUB_RUN_ATTEMPT || '1'
      }`,
    },
    {
      portal,
      target: LocalTarget.create(stage, stateFolder, botEnvironment),
      records: DeploymentRecords.create(stateFolder),
      download: async version => {
        const path = join(downloads, 'chatbot.tgz');
        writeFileSync(path, await fetchArchive(artifacts, version));
        return path;
      },
      smokeTest: url => smokeTest(root, url, env),
      settle: () => sleep(Number(env.DEPLOY_STEP_SECONDS || 2) * 1000),
      log: line => console.log(line),
    },
  ).finally(() => rmSync(downloads, { recursive: true, force: true }));
  console.log(`${deployed.version} answers at ${deployed.url}`);
  if (!(await testDeployment(root, deployed, portal, env))) {
    throw new Error(
      'The bot is deployed, but the tests against it fall short of evals/thresholds.json',
    );
  }
}

/** What the target remembers. The next checkout of a pipeline cleans its folder, and with it all that runs would be lost track of. */
function stateFolderOf(root: string, env: NodeJS.ProcessEnv): string {
  const folder = resolve(root, env.DEPLOY_STATE_DIR || '.deploy');
  const path = relative(root, folder);
  if (env.CI && !path.startsWith('..') && !isAbsolute(path)) {
    throw Object.assign(
      new Error(
        `${
          env.DEPLOY_STATE_DIR
            ? 'DEPLOY_STATE_DIR is inside the checkout'
            : 'DEPLOY_STATE_DIR is not set'
        }: the next job would clean away what this one deployed`,
      ),
      {
        hint: 'Set the variable DEPLOY_STATE_DIR to a folder of the runner that outlives the job, outside the checkout.',
      },
    );
  }
  return folder;
}

function required(
  env: NodeJS.ProcessEnv,
  name: string,
  pattern: RegExp,
): string {
  const value = env[name] ?? '';
  if (!pattern.test(value)) {
    throw new Error(`${name} is not set, or not as it should be`);
  }
  return value;
}
