import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  EventType,
  isEventType,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { readWebhookSecret } from '../../../keys';
import { parseRange, isLoopback, AddressRange } from './addresses';

const KEY = 'chatbots.sinks.webhooks';

/** A webhook of the configuration. */
export interface WebhookTarget {
  id: string;
  url: URL;
  /** `whsec_` and Base64. */
  secret: string;
  /** Types of events that it gets; all when absent. */
  types?: readonly EventType[];
  /** Entity refs: it gets events of chatbots that one of them owned at the time, and no others; all when absent. */
  owners?: readonly string[];
  /** Addresses besides public ones that its host name may resolve to. */
  allowed: readonly AddressRange[];
}

/** Reads the webhooks of the configuration. Throws at start for one that could not be delivered to safely. */
export function readWebhooks(config: RootConfigService): WebhookTarget[] {
  const allowed = (
    config.getOptionalStringArray('chatbots.sinks.allowedAddresses') ?? []
  ).map(text => {
    try {
      return parseRange(text);
    } catch {
      throw new Error(
        `chatbots.sinks.allowedAddresses has '${text}', which is no range of addresses such as 10.0.0.0/8`,
      );
    }
  });
  const targets = (config.getOptionalConfigArray(KEY) ?? []).map(one =>
    readTarget(one, allowed),
  );
  const ids = new Set<string>();
  for (const { id } of targets) {
    if (ids.has(id)) {
      throw new Error(`${KEY} has two targets '${id}'`);
    }
    ids.add(id);
  }
  return targets;
}

function readTarget(
  config: Config,
  allowed: readonly AddressRange[],
): WebhookTarget {
  const id = config.getString('id');
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(id)) {
    throw new Error(
      `${KEY} has the id '${id}': use 1 to 30 lower-case letters, digits and hyphens, beginning with a letter`,
    );
  }
  const problem = (why: string) =>
    new Error(`The webhook '${id}' in ${KEY} ${why}`);
  const types = config.getOptionalStringArray('types');
  const unknown = types?.find(type => !isEventType(type));
  if (unknown !== undefined) {
    throw problem(`asks for events of type '${unknown}', which there is not`);
  }
  if (types?.length === 0) {
    throw problem('asks for no type of event: leave types out for all of them');
  }
  const owners = config.getOptionalStringArray('owners');
  if (owners?.length === 0) {
    throw problem('names no owner: leave owners out for all of them');
  }
  return {
    id,
    url: readUrl(config.getString('url'), problem),
    secret: readWebhookSecret(config.getString('secret'), problem),
    ...(types ? { types: types.filter(isEventType) } : {}),
    ...(owners ? { owners: owners.map(ref => readOwner(ref, problem)) } : {}),
    allowed,
  };
}

function readUrl(text: string, problem: (why: string) => Error): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw problem('has a url that is none');
  }
  const isSafe =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe) {
    throw problem(
      `needs https: ${url.protocol}//${url.host} is not on this machine, so anybody on the way could read and change what is sent`,
    );
  }
  if (url.username || url.password || url.hash) {
    throw problem('has a url with credentials or a fragment: leave them out');
  }
  return url;
}

function readOwner(text: string, problem: (why: string) => Error): string {
  const ref = stringifyEntityRef(
    parseEntityRef(text, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );
  if (!/^[a-z]+:[^\s:/]+\/[^\s:/]+$/.test(ref)) {
    throw problem(`names the owner '${text}', which is no entity ref`);
  }
  return ref;
}
