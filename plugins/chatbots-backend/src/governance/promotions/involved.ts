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

/**
 * The commits between the version that runs in the stage and this one. When the reported history does not reach back to the
 * former, all of it counts: too many people asked to stay out is safe, too few is not.
 */
export function commitsSince(
  version: ModelVersionRow,
  replaced: ModelVersionRow | undefined,
): { commits: Api.Commit[]; truncated: boolean } {
  const commits = fromJson<Api.Commit[]>(version.commits);
  if (!replaced) {
    return { commits, truncated: false };
  }
  const base = fromJson<Api.ModelVersionBundle>(replaced.bundle).source.commit;
  const end = commits.findIndex(commit => commit.sha === base);
  return end === -1
    ? { commits, truncated: true }
    : { commits: commits.slice(0, end), truncated: false };
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
  const people = commitsSince(version, replaced).commits.flatMap(
    ({ author, committer }) => [author, committer],
  );
  const logins = await users.byLogin([
    ...people.flatMap(({ login }) => login ?? []),
    ...(runActor ? [runActor] : []),
  ]);
  const emails = await users.byEmail(people.map(({ email }) => email));
  const byIdentity = new Map<string, Contributor>();
  for (const { email, login } of people) {
    const user = (login && logins.get(login)) ?? emails.get(email);
    byIdentity.set(email.toLowerCase(), {
      identity: email.toLowerCase(),
      ...(user ? { user } : {}),
    });
  }
  const requesters = userRef ? [userRef] : [];
  if (!userRef) {
    const starter = runActor ? logins.get(runActor) : undefined;
    if (starter) {
      requesters.push(starter);
    } else {
      // Nobody can be shown to be independent of a request that nobody can be named for.
      const identity = runActor ?? 'unknown run actor';
      byIdentity.set(identity, { identity });
    }
    for (const { user } of byIdentity.values()) {
      if (user && !requesters.includes(user)) {
        requesters.push(user);
      }
    }
  }
  return {
    contributors: [...byIdentity.values()],
    requesters,
    since: replaced?.id,
  };
}
