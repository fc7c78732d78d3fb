import {
  errorWithReason,
  parseRepositoryUrl,
  RepositoryAddress,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ScmRepository } from '@chatbot-portal/backstage-plugin-chatbots-node';

/** Names of owners and repositories as Gitea allows them; nothing that could climb out of a path. */
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** Owner and name of a repository's page. Throws `scm-repository-unknown` for an address that is none on this host. */
export function repositoryAt(
  url: string,
  { hostname, base }: { hostname: string; base: URL },
): { owner: string; name: string } {
  const prefix = base.pathname.split('/').filter(one => one !== '');
  const address = addressOf(url);
  const below = address?.segments.slice(0, prefix.length);
  const [owner = '', name = '', ...rest] =
    address?.segments.slice(prefix.length) ?? [];
  if (
    address?.host !== hostname ||
    below?.join('/') !== prefix.join('/') ||
    !SEGMENT.test(owner) ||
    !SEGMENT.test(name) ||
    rest.length > 0
  ) {
    const path = [...prefix, '<owner>', '<repository>'].join('/');
    throw errorWithReason(
      'scm-repository-unknown',
      `'${url}' is no page of a repository on ${hostname}`,
      { hint: `Use https://${hostname}/${path}.` },
    );
  }
  return { owner, name };
}

function addressOf(url: string): RepositoryAddress | undefined {
  try {
    return parseRepositoryUrl(url);
  } catch {
    return undefined;
  }
}

/** Path of something of a repository in the API. */
export function pathOf({ owner, name }: ScmRepository, rest: string): string {
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(
    name,
  )}${rest}`;
}

/** A ref in a path: its slashes stay. */
export function encodeRef(ref: string): string {
  return ref.split('/').map(encodeURIComponent).join('/');
}
