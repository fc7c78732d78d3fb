import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { isLoopbackHost } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { readWebhookSecret } from '../../keys';

/** A system outside the portal that promotions are put to, such as a change board. */
export interface ExternalSystem {
  /** What policies call it. */
  id: string;
  /** Where it takes requests. */
  url: string;
  /** `whsec_` and Base64; signs what it is sent, and what it sends. */
  secret: string;
  /** How long it may take to answer a request, in milliseconds. */
  timeoutMs: number;
  /** Where and how often it is asked again, for a system that can't call back. */
  poll?: { url: string; everyMs: number };
}

const KEY = 'chatbots.externalChecks';
const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const USUAL_TIMEOUT_MS = 10_000;
const LONGEST_TIMEOUT_MS = 60_000;
const SHORTEST_POLL_MS = 1000;

/** Reads the systems that config names. Throws at start for one that could not be asked safely. */
export function readExternalSystems(
  config: RootConfigService,
): Map<string, ExternalSystem> {
  const systems = new Map<string, ExternalSystem>();
  for (const one of config.getOptionalConfigArray(KEY) ?? []) {
    const system = readSystem(one);
    if (systems.has(system.id)) {
      throw new Error(`${KEY} names the system '${system.id}' twice`);
    }
    systems.set(system.id, system);
  }
  return systems;
}

function readSystem(config: Config): ExternalSystem {
  const id = config.getString('id');
  if (!ID.test(id)) {
    throw new Error(
      `${KEY} has the id '${id}', which is not of up to 40 lower-case letters, digits and hyphens`,
    );
  }
  const secret = readWebhookSecret(
    config.getString('secret'),
    why => new Error(`The system '${id}' in ${KEY} ${why}`),
  );
  const timeoutMs = readMilliseconds(config, 'timeout') ?? USUAL_TIMEOUT_MS;
  if (timeoutMs < 100 || timeoutMs > LONGEST_TIMEOUT_MS) {
    throw new Error(
      `The timeout of the system '${id}' in ${KEY} must be between 100 milliseconds and a minute`,
    );
  }
  const poll = config.getOptionalConfig('poll');
  return {
    id,
    url: safeUrl(config.getString('url'), id),
    secret,
    timeoutMs,
    ...(poll && { poll: readPoll(poll, id) }),
  };
}

function readPoll(config: Config, id: string): ExternalSystem['poll'] {
  const everyMs = readMilliseconds(config, 'every') ?? 60_000;
  if (everyMs < SHORTEST_POLL_MS) {
    throw new Error(
      `The system '${id}' in ${KEY} can be polled once a second at most`,
    );
  }
  return { url: safeUrl(config.getString('url'), id), everyMs };
}

function readMilliseconds(config: Config, key: string): number | undefined {
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : undefined;
}

/** Plain HTTP reaches no further than this machine; credentials in an address would be logged. */
function safeUrl(text: string, id: string): string {
  const { protocol, hostname, username, password } = new URL(text);
  const isSafe =
    protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
  if (!isSafe || username || password) {
    throw new Error(
      `The address of the system '${id}' in ${KEY} needs https and no credentials; http reaches this machine alone`,
    );
  }
  return text;
}
