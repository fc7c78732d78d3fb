import {
  Api,
  Contributor,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { fromJson } from '../../database';
import { ModelVersionRow } from '../../database/tables';
import { UserMapper } from '../../people';

/** The people behind a version, mapped to catalog Users where they map. */
export interface Involved {
  contributors: Contributor[];
  /** Users the request counts as made by. */
  requesters: string[];
  /** Id of the version that the commits were counted from; absent when none runs in the stage. */
  since: string | undefined;
}

interface History {
  commits: Api.Commit[];
  /** Stands for the commits that the reports do not show. */
  unreported: string | undefined;
}

/**
 * What lies between the version that runs in the stage and this one: the commits reported with this one and not with the former.
 *
 * @remarks
 * A list of commits is in order of time, so what was merged late stands behind the commit of the former and is found only by
 * comparing both lists. When they share nothing, a shallow clone has cut the list or the history was rewritten: all that was
 * reported counts, and somebody may be missing.
 */
function historySince(
  version: ModelVersionRow,
  replaced: ModelVersionRow | undefined,
): History {
  const commits = fromJson<Api.Commit[]>(version.commits);
  const source = sourceOf(version);
  if (!commits.some(({ sha }) => sha === source)) {
    return { commits, unreported: `commit ${short(source)}` };
  }
  if (!replaced) {
    return { commits, unreported: undefined };
  }
  const former = fromJson<Api.Commit[]>(replaced.commits);
  const known = shasOf(former).add(sourceOf(replaced));
  const since = commits.filter(({ sha }) => !known.has(sha));
  if (since.length === 0) {
    // Back to an older version: those whose work is undone are not independent either.
    const kept = shasOf(commits);
    return {
      commits: former.filter(({ sha }) => !kept.has(sha)),
      unreported: undefined,
    };
  }
  return {
    commits: since,
    unreported:
      since.length < commits.length
        ? undefined
        : `commits between ${short(sourceOf(replaced))} and ${short(source)}`,
  };
}

/**
 * Maps authors and committers, and the person who started the run, to catalog Users by SCM login or e-mail. Throws
 * `membership-unavailable` while the catalog can't answer.
 */
export async function resolveInvolved(options: {
  version: ModelVersionRow;
  replaced: ModelVersionRow | undefined;
  users: UserMapper;
  /** Entity ref of the person who asks; absent for a pipeline. */
  userRef?: string;
  /** SCM login of the person who started the run; for a pipeline. */
  runActor?: string;
}): Promise<Involved> {
  const { version, replaced, users, userRef, runActor } = options;
  const { commits, unreported } = historySince(version, replaced);
  const people = commits.flatMap(({ author, committer }) => [
    author,
    committer,
  ]);
  const logins = await users.byLogin([
    ...people.flatMap(({ login }) => login ?? []),
    ...(runActor ? [runActor] : []),
  ]);
  const emails = await users.byEmail(people.map(({ email }) => email));
  const contributors = new Map<string, Contributor>();
  const add = (contributor: Contributor) =>
    contributors.set(
      JSON.stringify([contributor.identity, contributor.user]),
      contributor,
    );
  for (const { email, login } of people) {
    const identity = email.toLowerCase();
    // Login and address may belong to two people, and both had their hands in it.
    const mapped = new Set(
      [login && logins.get(login), emails.get(email)].filter(isText),
    );
    mapped.forEach(user => add({ identity, user }));
    if (mapped.size === 0) {
      add({ identity });
    }
  }
  if (unreported) {
    add({ identity: unreported, unreported: true });
  }
  const requesters = userRef ? [userRef] : [];
  if (!userRef) {
    const starter = runActor ? logins.get(runActor) : undefined;
    if (starter) {
      requesters.push(starter);
    } else {
      // Nobody can be shown to be independent of a request that nobody can be named for.
      add({ identity: runActor ?? 'unknown run actor' });
    }
    for (const { user } of contributors.values()) {
      if (user && !requesters.includes(user)) {
        requesters.push(user);
      }
    }
  }
  return {
    contributors: [...contributors.values()],
    requesters,
    since: replaced?.id,
  };
}

function sourceOf(version: ModelVersionRow): string {
  return fromJson<Api.ModelVersionBundle>(version.bundle).source.commit;
}

function shasOf(commits: readonly Api.Commit[]): Set<string> {
  return new Set(commits.map(({ sha }) => sha));
}

function short(sha: string): string {
  return sha.slice(0, 12);
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
