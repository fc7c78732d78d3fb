import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Contributor } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import {
  commitHistoryOf,
  findCommitsSince,
  findRunActors,
} from '../../database/commitHistory';
import { ModelVersionRow } from '../../database/modelVersions';
import { UserMapper } from '../../people';

/** The people behind a version, mapped to catalog Users where they map. */
export interface InvolvedPeople {
  contributors: Contributor[];
  /** Users the request counts as made by. */
  requesters: string[];
  /** Id of the version that the commits were counted from; absent when none runs in the stage. */
  since: string | undefined;
}

interface History {
  commits: readonly Api.Commit[];
  /** Stands for the commits that the reports do not show. */
  unreported: string | undefined;
}

/**
 * What lies between the version that runs in the stage and this one, in either direction: those whose work is undone are not
 * independent either.
 *
 * @remarks
 * Where the reports do not show all of it, somebody may be missing. When nothing is replaced, nothing says where to begin: those
 * whose commits were reported count.
 */
async function historySince(
  db: Knex,
  version: ModelVersionRow,
  replaced: ModelVersionRow | undefined,
): Promise<History> {
  const { source, commits } = commitHistoryOf(version);
  if (!commits.some(({ sha }) => sha === source)) {
    return { commits, unreported: `commit ${short(source)}` };
  }
  if (!replaced) {
    return { commits, unreported: undefined };
  }
  const between = `commits between ${short(
    commitHistoryOf(replaced).source,
  )} and ${short(source)}`;
  const since = await findCommitsSince(db, version, replaced);
  if (!since.complete) {
    return { commits: since.commits, unreported: at(between, since.missing) };
  }
  const undone = await findCommitsSince(db, replaced, version);
  return {
    commits: [...since.commits, ...undone.commits],
    unreported: undone.complete ? undefined : at(between, undone.missing),
  };
}

/**
 * Maps authors, co-authors and committers, and those who started the runs, to catalog Users by SCM login or e-mail. Throws
 * `membership-unavailable` while the catalog can't answer.
 */
export async function resolveInvolved(options: {
  knex: Knex;
  version: ModelVersionRow;
  replaced: ModelVersionRow | undefined;
  users: UserMapper;
  /** Entity ref of the person who asks; absent for a pipeline. */
  userRef?: string;
  /** SCM login of the person who started the run that asks; for a pipeline. */
  runActor?: string;
}): Promise<InvolvedPeople> {
  const { knex, version, replaced, users, userRef, runActor } = options;
  const { commits, unreported } = await historySince(knex, version, replaced);
  const people = commits.flatMap(({ author, committer, coAuthors = [] }) => [
    author,
    committer,
    ...coAuthors,
  ]);
  const starters = await findRunActors(knex, version, replaced, commits);
  const logins = await users.byLogin([
    ...people.flatMap(({ login }) => login ?? []),
    ...starters,
    ...(runActor ? [runActor] : []),
  ]);
  const emails = await users.byEmail(people.map(({ email }) => email));
  const contributors = new Map<string, Contributor>();
  const add = (contributor: Contributor) =>
    contributors.set(
      JSON.stringify([
        contributor.identity,
        contributor.login,
        contributor.user,
      ]),
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
  for (const login of starters) {
    const user = logins.get(login);
    add({ identity: login, login: true, ...(user ? { user } : {}) });
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
      add(
        runActor
          ? { identity: runActor, login: true }
          : { identity: 'unknown run actor' },
      );
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

/** Names one place to look at; the others are often behind it. */
function at(between: string, [missing]: readonly string[]): string {
  return missing ? `${between}, at or before ${short(missing)}` : between;
}

function short(sha: string): string {
  return sha.slice(0, 12);
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
