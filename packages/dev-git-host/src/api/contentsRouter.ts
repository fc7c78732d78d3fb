import { InputError, NotFoundError } from '@backstage/errors';
import type { Request, Response } from 'express';
import Router from 'express-promise-router';
import type { GitHostContext } from '../GitHostContext';
import type { GitCommit } from '../git/GitCommit';
import type { TreeEntry } from '../git/GitRepository';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import { sendArchive } from './sendArchive';
import {
  pageOf,
  repositoryOf,
  sendPage,
  setPageHeaders,
} from './requestHelpers';
import { branchShape, commitShape } from './shapes';

/** The largest file that the contents API puts into JSON, in bytes; `raw` has no such limit. */
const MAX_CONTENTS_BYTES = 10 * 1024 * 1024;

/** Files, branches, commits and comparisons of one repository. @internal */
export function createContentsRouter(context: GitHostContext) {
  const router = Router();
  const open = (request: Request, response: Response) => {
    const record = repositoryOf(context, request, response);
    return { record, git: context.repositories.git(record.id) };
  };
  const shapeOf = (record: RepositoryRecord, commit: GitCommit) =>
    commitShape(context.baseUrl, record, commit, email =>
      context.accounts.findByEmail(email),
    );
  const refOf = (request: Request, record: RepositoryRecord) =>
    typeof request.query.ref === 'string' && request.query.ref !== ''
      ? request.query.ref
      : record.defaultBranch;
  const base = '/repos/:owner/:repo';

  router.get(`${base}/contents/:path(*)?`, async (request, response) => {
    const { record, git } = open(request, response);
    const ref = refOf(request, record);
    const commit = await git.mustResolve(ref);
    const path = (request.params.path ?? '').replace(/\/+$/, '');
    const entry = await git.entry(commit, path);
    if (!entry) {
      throw new NotFoundError('object does not exist');
    }
    const [last] = await git.commits({ from: commit, path, limit: 1 });
    const shape = (item: TreeEntry, content?: Buffer) => {
      const api = `${context.baseUrl}/api/v1/repos/${record.owner}/${record.name}`;
      const html = `${context.baseUrl}/${record.owner}/${record.name}/src/branch/${ref}/${item.path}`;
      const url = `${api}/contents/${item.path}?ref=${encodeURIComponent(ref)}`;
      const isFile = item.type === 'blob';
      return {
        name: item.name,
        path: item.path,
        sha: item.sha,
        last_commit_sha: last.sha,
        type: isFile ? 'file' : 'dir',
        size: item.size,
        encoding: content ? 'base64' : null,
        content: content ? content.toString('base64') : null,
        target: null,
        url,
        html_url: html,
        git_url: `${api}/git/${isFile ? 'blobs' : 'trees'}/${item.sha}`,
        download_url: isFile ? html.replace('/src/', '/raw/') : null,
        submodule_git_url: null,
        _links: { self: url, git: `${api}/git/blobs/${item.sha}`, html },
      };
    };
    if (entry.type === 'tree') {
      response.json((await git.list(commit, path)).map(item => shape(item)));
      return;
    }
    if (entry.size > MAX_CONTENTS_BYTES) {
      throw new InputError(
        'The file is too large for this address: read it through raw',
      );
    }
    response.set('Last-Modified', new Date(last.committer.date).toUTCString());
    response.json(shape(entry, await git.blob(entry.sha)));
  });

  router.get(`${base}/raw/:path(*)`, async (request, response) => {
    const { record, git } = open(request, response);
    const commit = await git.mustResolve(refOf(request, record));
    const entry = await git.entry(commit, request.params.path);
    if (entry?.type !== 'blob') {
      throw new NotFoundError('object does not exist');
    }
    response.set({
      ETag: `"${entry.sha}"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Type': 'application/octet-stream',
    });
    response.send(await git.blob(entry.sha));
  });

  router.get(`${base}/archive/:file(*)`, async (request, response) => {
    const { record, git } = open(request, response);
    const [, ref, format] =
      /^(.+)\.(tar\.gz|zip)$/.exec(request.params.file) ?? [];
    if (!ref) {
      throw new InputError('Only .tar.gz and .zip archives are made');
    }
    const commit = await git.mustResolve(ref);
    await sendArchive(
      git.archive(commit, format as 'tar.gz' | 'zip', record.name),
      `${record.name}-${commit.slice(0, 10)}.${format}`,
      response,
    );
  });

  router.get(`${base}/branches`, async (request, response) => {
    const { record, git } = open(request, response);
    const all = await git.branches();
    await sendPage(context, request, response, all, async ({ name, commit }) =>
      branchShape(
        context.baseUrl,
        record,
        name,
        await git.commit(commit),
        context.protections.inForce(record.id, name),
      ),
    );
  });

  router.get(`${base}/branches/:branch(*)`, async (request, response) => {
    const { record, git } = open(request, response);
    const found = (await git.branches()).find(
      ({ name }) => name === request.params.branch,
    );
    if (!found) {
      throw new NotFoundError('branch does not exist');
    }
    response.json(
      branchShape(
        context.baseUrl,
        record,
        found.name,
        await git.commit(found.commit),
        context.protections.inForce(record.id, found.name),
      ),
    );
  });

  router.get(`${base}/git/commits/:ref(*)`, async (request, response) => {
    const { record, git } = open(request, response);
    const commit = await git.mustResolve(request.params.ref);
    response.json(shapeOf(record, await git.commit(commit)));
  });

  router.get(`${base}/commits`, async (request, response) => {
    const { record, git } = open(request, response);
    const { page, skip, limit } = pageOf(request);
    const sha = String(request.query.sha || record.defaultBranch);
    const range = {
      from: await git.mustResolve(sha),
      excluding: request.query.not
        ? await git.mustResolve(String(request.query.not))
        : undefined,
      path: request.query.path ? String(request.query.path) : undefined,
    };
    const total = await git.countCommits(range);
    response.set({
      'X-Total': String(total),
      'X-Page': String(page),
      'X-PerPage': String(limit),
      'X-PageCount': String(Math.ceil(total / limit)),
      'X-HasMore': String(skip + limit < total),
    });
    setPageHeaders(context, request, response, total);
    const commits = await git.commits({ ...range, skip, limit });
    response.json(commits.map(found => shapeOf(record, found)));
  });

  router.get(`${base}/compare/:basehead(*)`, async (request, response) => {
    const { record, git } = open(request, response);
    const [, from, dots, to] =
      /^(.+?)(\.{2,3})(.+)$/.exec(request.params.basehead) ?? [];
    if (!dots) {
      throw new NotFoundError('compare needs base...head');
    }
    const [start, head] = await Promise.all([
      git.mustResolve(from),
      git.mustResolve(to),
    ]);
    // Two dots and three ask for the same commits here: what head has and base has not.
    const range = { from: head, excluding: start };
    const total = await git.countCommits(range);
    const commits = await git.commits({ ...range, limit: 1000 });
    response.json({
      total_commits: total,
      commits: commits.map(found => shapeOf(record, found)),
    });
  });

  return router;
}
