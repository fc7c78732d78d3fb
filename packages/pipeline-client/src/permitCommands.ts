import type { JsonObject } from '@backstage/types';
import {
  assertArtifact,
  verifyPermit,
  type PermitStatement,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { parseArguments, usage, type Arguments } from './parseArguments';
import { parsePermitKeys } from './parsePermitKeys';
import { PipelineClient } from './PipelineClient';
import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';
import { idempotencyKey } from './pipelineRun';
import { readJson, readText } from './readJson';
import { runCommand, type Command } from './runCommand';
import { fieldOf } from './sendJson';

/** Where the scaffolded repository keeps the portal's public keys. */
const KEYS_FILE = '.chatbot-portal/keys.json';
const CONFIG_FILE = '.chatbot-portal/config.json';
const PERMIT_FILE = 'permit.json';

/**
 * What the permit must say, and where the pinned keys are.
 *
 * @public
 */
export interface PermitCheck {
  /** Name of the stage that is about to be deployed to. */
  stage: string;
  /** Name of the chatbot; from `.chatbot-portal/config.json` when absent. */
  chatbot?: string;
  /** The promotion that was asked for, when known. */
  promotionId?: string;
  /** Digest of the model version, when known apart from the permit. */
  digest?: string;
  /** File of pinned keys, `.chatbot-portal/keys.json` when absent. */
  keysFile?: string;
}

/**
 * Verifies a permit with the keys pinned in the repository, without the network.
 *
 * @public
 */
export async function verifyPermitOffline(
  envelope: unknown,
  check: PermitCheck,
  host: PipelineHost,
): Promise<PermitStatement> {
  const keysFile = check.keysFile ?? KEYS_FILE;
  const keys = await readText(
    keysFile,
    host,
    'Commit the public keys that the portal publishes for permits.',
  );
  const { stage, promotionId, digest } = check;
  return verifyPermit(
    envelope,
    parsePermitKeys(keys, host.sha256),
    {
      now: host.now(),
      chatbot: check.chatbot ?? (await configuredChatbot(host)),
      stage,
      ...(promotionId ? { promotionId } : {}),
      ...(digest ? { digest } : {}),
    },
    host.verify,
  );
}

/**
 * Fetches the permit of a promotion and verifies it offline.
 *
 * @public
 */
export async function fetchPermit(
  check: PermitCheck & { promotionId: string },
  client: PipelineClient,
  host: PipelineHost,
): Promise<{ envelope: unknown; statement: PermitStatement }> {
  const envelope = fieldOf(
    await client.fetchPermit(check.promotionId),
    'envelope',
  );
  return {
    envelope,
    statement: await verifyPermitOffline(envelope, check, host),
  };
}

/**
 * Consumes a verified permit once and opens its deployment.
 *
 * @param key - which use this is; that of the run's attempt when absent
 *
 * @returns the deployment
 *
 * @public
 */
export async function consumePermit(
  statement: PermitStatement,
  client: PipelineClient,
  host: PipelineHost,
  key = idempotencyKey(host.env),
): Promise<unknown> {
  return client.consumePermit(statement.predicate.permitId, {
    idempotencyKey: key,
    digest: statement.subject[0].digest.sha256,
  });
}

const checkOptions = ['promotion', 'stage', 'chatbot', 'digest', 'keys'];
const checkUsage =
  '[--promotion <id>] [--stage <stage>] [--chatbot <name>] [--digest <sha256>] [--keys <file>]';

const commands: Record<string, Command> = {
  fetch: {
    usage: `${checkUsage} [--out <file>]`,
    summary: `Fetches the permit, verifies it offline and writes it to ${PERMIT_FILE}.`,
    async run(args, host) {
      const { options } = parseArguments(args, [...checkOptions, 'out']);
      const check = checkOf(options, host);
      const { promotionId } = check;
      if (!promotionId) {
        throw usage('Neither --promotion nor PROMOTION_ID is set');
      }
      const client = PipelineClient.create({ host });
      const { envelope, statement } = await fetchPermit(
        { ...check, promotionId },
        client,
        host,
      );
      await host.writeFile(
        options.out ?? PERMIT_FILE,
        `${JSON.stringify(envelope, undefined, 2)}\n`,
      );
      tell(statement, host);
    },
  },
  verify: {
    usage: `[<${PERMIT_FILE}>] ${checkUsage}`,
    summary: 'Verifies a permit offline.',
    async run(args, host) {
      tell((await readPermit(args, host)).statement, host);
    },
  },
  consume: {
    usage: `[<${PERMIT_FILE}>] ${checkUsage} [--key <key>]`,
    summary: 'Verifies a permit, consumes it once and prints the deployment.',
    async run(args, host) {
      const { statement, options } = await readPermit(args, host, ['key']);
      const deployment = await consumePermit(
        statement,
        PipelineClient.create({ host }),
        host,
        options.key ?? idempotencyKey(host.env),
      );
      host.log(`opened deployment ${fieldOf(deployment, 'id')}`);
      host.print(JSON.stringify(deployment));
    },
  },
  'hash-artifact': {
    usage: `<artifact> [<${PERMIT_FILE}>] ${checkUsage}`,
    summary: 'Refuses an artifact that the permitted version does not list.',
    async run(args, host) {
      const { positional } = parseArguments(args, checkOptions);
      const [artifact] = positional;
      if (!artifact) {
        throw usage('No artifact is named');
      }
      const { statement } = await readPermit(args, host, [], 1);
      const sha256 = await host.hashFile(artifact).catch(() => {
        throw PipelineError.create(`${artifact} cannot be read`);
      });
      const { name } = assertArtifact(statement, sha256);
      host.log(`${artifact} is ${name} of ${statement.subject[0].name}`);
      host.print(sha256);
    },
  },
};

/**
 * `chatbot permit`: fetches the permit of an approved promotion, verifies it offline,
 * consumes it once and refuses an artifact that it does not release.
 *
 * @returns the exit code
 *
 * @public
 */
export function runPermitCommand(
  args: readonly string[],
  host: PipelineHost,
): Promise<number> {
  return runCommand('chatbot permit', commands, args, host);
}

function checkOf(
  options: Arguments['options'],
  { env }: PipelineHost,
): PermitCheck {
  const stage = options.stage ?? env.STAGE;
  if (!stage) {
    throw usage('Neither --stage nor STAGE is set');
  }
  return {
    stage,
    promotionId: options.promotion ?? env.PROMOTION_ID,
    chatbot: options.chatbot,
    digest: options.digest,
    keysFile: options.keys,
  };
}

async function readPermit(
  args: readonly string[],
  host: PipelineHost,
  more: readonly string[] = [],
  at = 0,
): Promise<{ statement: PermitStatement; options: Arguments['options'] }> {
  const { positional, options } = parseArguments(args, [
    ...checkOptions,
    ...more,
  ]);
  const envelope: JsonObject = await readJson(
    positional[at] ?? PERMIT_FILE,
    host,
  );
  return {
    statement: await verifyPermitOffline(
      envelope,
      checkOf(options, host),
      host,
    ),
    options,
  };
}

async function configuredChatbot(host: PipelineHost): Promise<string> {
  const { chatbot } = await readJson(CONFIG_FILE, host);
  if (typeof chatbot !== 'string') {
    throw PipelineError.create(`${CONFIG_FILE} names no chatbot`);
  }
  return chatbot;
}

function tell({ subject, predicate }: PermitStatement, host: PipelineHost) {
  host.log(
    `permit ${predicate.permitId} releases ${subject[0].name} to ${predicate.stage} until ${predicate.expiresAt}`,
  );
  host.print(
    JSON.stringify({ digest: subject[0].digest.sha256, ...predicate }),
  );
}
