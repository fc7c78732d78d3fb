import { NotFoundError } from '@backstage/errors';
import type { Request, Response } from 'express';
import Router from 'express-promise-router';
import type { GitHostContext } from '../GitHostContext';
import { hasAccess, type Identity } from '../http/Identity';
import type { JobRecord, RunRecord } from '../store/RunRecord';
import { html, pathTo, type Html } from './html';
import { page } from './page';
import { createPullPages } from './pullPages';
import * as views from './repositoryPages';
import { isMoving, runDetail, runList } from './runPages';
import { STYLES } from './styles';

/** The largest text that a page shows of a file, a change or a log, in bytes. */
const MAX_SHOWN_BYTES = 512 * 1024;
const REFRESH_SECONDS = 3;
const PAGE_SIZE = 50;
/** Stands for the jobs of a workflow that could not be read. */
const BROKEN_JOB: JobRecord = {
  key: '',
  name: 'Workflow',
  labels: [],
  status: 'failure',
  steps: [],
};

/** The pages for people. Whoever is not signed in is sent to the sign-in page, whether the page exists or not. @internal */
export function createPagesRouter(context: GitHostContext) {
  const router = Router();
  const { repositories, runs } = context;

  router.get('/assets/styles.css', (_request, response) => {
    response.type('css').send(STYLES);
  });

  router.use((request, response, next) => {
    const identity =
      context.authenticator.fromHeader(request) ??
      context.authenticator.fromCookie(request);
    if (!identity) {
      response.redirect(
        303,
        `/user/login?redirect_to=${encodeURIComponent(request.originalUrl)}`,
      );
      return;
    }
    response.locals.identity = identity;
    next();
  });

  const send = (
    response: Response,
    title: string,
    content: Html,
    refresh = false,
  ) => {
    const identity = response.locals.identity as Identity;
    response.type('html').send(
      page({
        title,
        content,
        refreshSeconds: refresh ? REFRESH_SECONDS : undefined,
        signedInAs: identity.name,
      }),
    );
  };

  const open = (request: Request, response: Response) => {
    const { owner, repo } = request.params;
    const record = repositories.find(owner, repo);
    if (
      !record ||
      !hasAccess(response.locals.identity as Identity, record, 'read')
    ) {
      throw new NotFoundError('The repository does not exist.');
    }
    return {
      record,
      git: repositories.git(record.id),
      name: `${record.owner}/${record.name}`,
    };
  };

  router.get('/', (_request, response) => {
    const items = repositories
      .list()
      .filter(record =>
        hasAccess(response.locals.identity as Identity, record, 'read'),
      )
      .map(record => ({ record, last: runs.list(record.id).at(0) }));
    const moving = isMoving(items.flatMap(({ last }) => last ?? []));
    send(response, 'Repositories', views.repositoryList(items), moving);
  });

  router.get('/:owner/:repo/actions', (request, response) => {
    const { record, name } = open(request, response);
    const all = runs.list(record.id).slice(0, PAGE_SIZE);
    send(
      response,
      `Runs of ${name}`,
      html`${views.repositoryHead(record, 'runs')}${runList(record, all)}`,
      isMoving(all),
    );
  });

  const openRun = (request: Request, response: Response) => {
    const { record, name } = open(request, response);
    const run = runs.find(Number(request.params.run));
    if (run?.repositoryId !== record.id) {
      throw new NotFoundError('The run does not exist.');
    }
    return { record, run, name };
  };

  const jobsOf = (run: RunRecord) =>
    Promise.all(
      (run.jobs.length > 0 ? run.jobs : [BROKEN_JOB]).map(
        async (job, index) => ({
          job,
          log: await runs.readLog(
            runs.logFile(run.id, run.attempt, index),
            MAX_SHOWN_BYTES,
          ),
        }),
      ),
    );

  router.get(
    [
      '/:owner/:repo/actions/runs/:run(\\d+)',
      '/:owner/:repo/actions/runs/:run(\\d+)/jobs/:job(\\d+)',
    ],
    async (request, response) => {
      const { record, run, name } = openRun(request, response);
      const detail = runDetail(record, run, await jobsOf(run));
      send(
        response,
        `Run ${run.id} of ${name}`,
        html`${views.repositoryHead(record, 'runs')}${detail}`,
        isMoving([run]),
      );
    },
  );

  router.post(
    '/:owner/:repo/actions/runs/:run(\\d+)/rerun',
    async (request, response) => {
      const { record, run } = openRun(request, response);
      const identity = response.locals.identity as Identity;
      if (!hasAccess(identity, record, 'write')) {
        throw new NotFoundError('The run does not exist.');
      }
      const again = await context.runner.rerun(run, identity.name);
      response.redirect(
        303,
        pathTo(record.owner, record.name, 'actions', 'runs', again.id),
      );
    },
  );

  createPullPages(router, context, { open, send });

  router.get(
    '/:owner/:repo/commits/branch/:branch(*)',
    async (request, response) => {
      const { record, git, name } = open(request, response);
      const from = await git.resolve(request.params.branch);
      const commits = from ? await git.commits({ from, limit: PAGE_SIZE }) : [];
      send(
        response,
        `Commits of ${name}`,
        html`${views.repositoryHead(record, 'commits')}${views.commitList(
          record,
          commits,
        )}`,
      );
    },
  );

  router.get(
    '/:owner/:repo/commit/:sha([0-9a-f]{7,40})',
    async (request, response) => {
      const { record, git, name } = open(request, response);
      const commit = await git.commit(
        await git.mustResolve(request.params.sha),
      );
      const changes = (await git.show(commit.sha)).slice(0, MAX_SHOWN_BYTES);
      send(
        response,
        `${commit.sha.slice(0, 10)} of ${name}`,
        html`${views.repositoryHead(record, 'commits')}${views.commitDetail(
          commit,
          changes,
        )}`,
      );
    },
  );

  /** A branch's name may hold slashes: the longest branch that the address begins with is meant. */
  const locate = async (request: Request, response: Response) => {
    const opened = open(request, response);
    const { kind, rest } = request.params;
    const parts = rest.split('/').filter(Boolean);
    for (let taken = parts.length; taken > 0; taken -= 1) {
      const ref = parts.slice(0, taken).join('/');
      const isKind = kind === 'commit' ? taken === 1 : true;
      const commit = isKind ? await opened.git.resolve(ref) : undefined;
      if (commit) {
        const path = parts.slice(taken).join('/');
        const entry = await opened.git.entry(commit, path);
        if (entry) {
          return { ...opened, commit, path, entry, ref: `${kind}/${ref}` };
        }
      }
    }
    throw new NotFoundError('The file does not exist.');
  };

  router.get(
    '/:owner/:repo/raw/:kind(branch|commit)/:rest(*)',
    async (request, response) => {
      const { git, entry } = await locate(request, response);
      if (entry.type !== 'blob') {
        throw new NotFoundError('The file does not exist.');
      }
      // As plain text only: a file of a repository must not act as a page of this host.
      response.type('text/plain').send(await git.blob(entry.sha));
    },
  );

  router.get(
    '/:owner/:repo/src/:kind(branch|commit)/:rest(*)',
    async (request, response) => {
      const located = await locate(request, response);
      await sendEntry(response, located);
    },
  );

  router.get('/:owner/:repo', async (request, response) => {
    const { record, git, name } = open(request, response);
    const commit = await git.resolve(record.defaultBranch);
    if (!commit) {
      const content = views.emptyRepository(
        record,
        `${context.baseUrl}/${name}.git`,
      );
      send(
        response,
        name,
        html`${views.repositoryHead(record, 'files')}${content}`,
      );
      return;
    }
    const entry = { type: 'tree' } as const;
    const ref = `branch/${record.defaultBranch}`;
    await sendEntry(response, {
      record,
      git,
      name,
      commit,
      path: '',
      entry,
      ref,
    });
  });

  async function sendEntry(
    response: Response,
    located: ReturnType<typeof open> & {
      commit: string;
      path: string;
      ref: string;
      entry: { type: string; sha?: string; size?: number };
    },
  ) {
    const { record, git, name, commit, path, ref, entry } = located;
    let content: Html;
    if (entry.type === 'tree') {
      const entries = await git.list(commit, path);
      const found = entries.find(
        item =>
          item.type === 'blob' && /^readme(\.md|\.txt)?$/i.test(item.name),
      );
      const text = found && (await readText(git, found));
      const readme =
        found && text !== undefined ? { name: found.name, text } : undefined;
      content = views.folder({ record, ref, path, entries, readme });
    } else {
      content = views.file({
        record,
        ref,
        path,
        text: await readText(git, entry),
      });
    }
    send(
      response,
      `${path || name}`,
      html`${views.repositoryHead(record, 'files')}${content}`,
    );
  }

  return router;
}

async function readText(
  git: { blob(sha: string): Promise<Buffer> },
  entry: { type: string; sha?: string; size?: number },
): Promise<string | undefined> {
  if (
    entry.type !== 'blob' ||
    !entry.sha ||
    (entry.size ?? 0) > MAX_SHOWN_BYTES
  ) {
    return undefined;
  }
  const bytes = await git.blob(entry.sha);
  return bytes.includes(0) ? undefined : bytes.toString();
}
