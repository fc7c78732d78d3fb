import { NotFoundError } from '@backstage/errors';
import express, { type Request, type Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import type { CommentRecord, PullRecord } from '../store/PullStore';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import { createReviewRoutes } from './reviewRoutes';
import { identityOf, repositoryOf, sendPage } from './requestHelpers';
import { commitShape, repositoryShape, userShape } from './shapes';

const newPullSchema = z.object({
  head: z.string().min(1),
  base: z.string().min(1),
  title: z.string().min(1).max(255),
  body: z.string().default(''),
});

const changeSchema = z.object({
  title: z.string().min(1).max(255).optional(),
  body: z.string().optional(),
  state: z.enum(['open', 'closed']).optional(),
});

/** Gitea takes both spellings of these names. */
const mergeSchema = z.object({
  do: z.string().optional(),
  Do: z.string().optional(),
  merge_title_field: z.string().optional(),
  MergeTitleField: z.string().optional(),
  merge_message_field: z.string().optional(),
  MergeMessageField: z.string().optional(),
  head_commit_id: z.string().optional(),
  force_merge: z.boolean().optional(),
  delete_branch_after_merge: z.boolean().optional(),
});

/** Pull requests and the comments on them. @internal */
export function createPullsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo';
  const { baseUrl, pulls, pullService } = context;

  const shape = async (record: RepositoryRecord, pull: PullRecord) => {
    const state = await pullService.stateOf(record, pull);
    const url = `${baseUrl}/${record.owner}/${record.name}/pulls/${pull.number}`;
    const side = (name: string, sha = '') => ({
      label: name,
      ref: name,
      sha,
      repo_id: record.id,
      repo: repositoryShape(baseUrl, record, false),
    });
    const sum = (of: 'additions' | 'deletions') =>
      state.files.reduce((total, file) => total + file[of], 0);
    return {
      id: pull.id,
      url,
      number: pull.number,
      user: userShape(baseUrl, pull.poster),
      title: pull.title,
      body: pull.body,
      labels: [],
      milestone: null,
      assignee: null,
      assignees: [],
      requested_reviewers: [],
      requested_reviewers_teams: [],
      state: pull.state,
      draft: /^(WIP:|\[WIP\])/i.test(pull.title),
      is_locked: false,
      comments: pull.comments.length,
      additions: sum('additions'),
      deletions: sum('deletions'),
      changed_files: state.files.length,
      html_url: url,
      diff_url: `${url}.diff`,
      patch_url: `${url}.patch`,
      mergeable: state.isMergeable,
      merged: pull.merged !== undefined,
      merged_at: pull.merged?.at ?? null,
      merge_commit_sha: pull.merged?.commit ?? null,
      merged_by: pull.merged ? userShape(baseUrl, pull.merged.by) : null,
      allow_maintainer_edit: false,
      base: side(pull.base, state.baseCommit),
      head: side(pull.head, state.headCommit),
      merge_base: state.mergeBase,
      due_date: null,
      created_at: pull.createdAt,
      updated_at: pull.updatedAt,
      closed_at: pull.closedAt ?? null,
      pin_order: 0,
    };
  };

  const open = (
    request: Request,
    response: Response,
    needed: 'read' | 'write' = 'read',
  ) => {
    const record = repositoryOf(context, request, response, needed);
    const pull = pulls.find(record.id, Number(request.params.index));
    return { record, pull, git: context.repositories.git(record.id) };
  };

  router.get(`${base}/pulls`, async (request, response) => {
    const record = repositoryOf(context, request, response);
    const { state = 'open', poster, base_branch: wanted } = request.query;
    const all = pulls
      .list(record.id)
      .filter(
        pull =>
          (state === 'all' || pull.state === state) &&
          (!poster || pull.poster === poster) &&
          (!wanted || pull.base === wanted),
      );
    await sendPage(context, request, response, all, pull =>
      shape(record, pull),
    );
  });

  router.post(`${base}/pulls`, express.json(), async (request, response) => {
    const record = repositoryOf(context, request, response);
    const input = newPullSchema.parse(request.body);
    const { name } = identityOf(response);
    const pull = await pullService.open(record, name, input);
    response.status(201).json(await shape(record, pull));
  });

  router.get(`${base}/pulls/:index(\\d+)`, async (request, response) => {
    const { record, pull } = open(request, response);
    response.json(await shape(record, pull));
  });

  router.patch(
    `${base}/pulls/:index(\\d+)`,
    express.json(),
    async (request, response) => {
      const { record, pull } = open(request, response, 'write');
      const { title, body, state } = changeSchema.parse(request.body);
      let changed = await pulls.update(pull, draft => {
        draft.title = title ?? draft.title;
        draft.body = body ?? draft.body;
      });
      if (state) {
        changed = await pullService.setState(record, changed, state);
      }
      response.status(201).json(await shape(record, changed));
    },
  );

  router.get(
    `${base}/pulls/:index(\\d+).:kind(diff|patch)`,
    async (request, response) => {
      const { record, pull, git } = open(request, response);
      const { mergeBase, headCommit } = await pullService.stateOf(record, pull);
      response
        .type('text/plain')
        .send(headCommit ? await git.diff(mergeBase, headCommit) : '');
    },
  );

  router.get(`${base}/pulls/:index(\\d+)/files`, async (request, response) => {
    const { record, pull } = open(request, response);
    const { files, headCommit } = await pullService.stateOf(record, pull);
    const page = `${baseUrl}/${record.owner}/${record.name}`;
    await sendPage(context, request, response, files, file => ({
      filename: file.path,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      changes: file.additions + file.deletions,
      html_url: `${page}/src/commit/${headCommit}/${file.path}`,
      contents_url: `${baseUrl}/api/v1/repos/${record.owner}/${record.name}/contents/${file.path}?ref=${headCommit}`,
      raw_url: `${page}/raw/commit/${headCommit}/${file.path}`,
    }));
  });

  router.get(
    `${base}/pulls/:index(\\d+)/commits`,
    async (request, response) => {
      const { record, pull, git } = open(request, response);
      const { mergeBase, headCommit } = await pullService.stateOf(record, pull);
      const commits = headCommit
        ? await git.commits({
            from: headCommit,
            excluding: mergeBase,
            limit: 1000,
          })
        : [];
      await sendPage(context, request, response, commits, commit =>
        commitShape(baseUrl, record, commit, email =>
          context.accounts.findByEmail(email),
        ),
      );
    },
  );

  router.get(`${base}/pulls/:index(\\d+)/merge`, (request, response) => {
    const { pull } = open(request, response);
    if (!pull.merged) {
      throw new NotFoundError("The target couldn't be found.");
    }
    response.status(204).end();
  });

  router.post(
    `${base}/pulls/:index(\\d+)/merge`,
    express.json(),
    async (request, response) => {
      const { record, pull } = open(request, response);
      const input = mergeSchema.parse(request.body ?? {});
      await pullService.merge(record, pull, identityOf(response), {
        style: input.do ?? input.Do ?? 'merge',
        title: input.merge_title_field ?? input.MergeTitleField,
        message: input.merge_message_field ?? input.MergeMessageField,
        headCommit: input.head_commit_id,
        force: input.force_merge,
        deleteBranch: input.delete_branch_after_merge,
      });
      response.status(200).end();
    },
  );

  const commentShape = (
    record: RepositoryRecord,
    pull: PullRecord,
    comment: CommentRecord,
  ) => {
    const url = `${baseUrl}/${record.owner}/${record.name}/pulls/${pull.number}`;
    return {
      id: comment.id,
      html_url: `${url}#issuecomment-${comment.id}`,
      pull_request_url: url,
      issue_url: '',
      user: userShape(baseUrl, comment.poster),
      original_author: '',
      original_author_id: 0,
      body: comment.body,
      assets: [],
      created_at: comment.createdAt,
      updated_at: comment.updatedAt,
    };
  };

  const bodySchema = z.object({ body: z.string().min(1).max(65_536) });

  router.get(
    `${base}/issues/:index(\\d+)/comments`,
    async (request, response) => {
      const { record, pull } = open(request, response);
      await sendPage(context, request, response, pull.comments, comment =>
        commentShape(record, pull, comment),
      );
    },
  );

  router.post(
    `${base}/issues/:index(\\d+)/comments`,
    express.json(),
    async (request, response) => {
      const { record, pull } = open(request, response);
      const { body } = bodySchema.parse(request.body);
      const { name } = identityOf(response);
      const comment = await pulls.comment(pull, name, body);
      response.status(201).json(commentShape(record, pull, comment));
    },
  );

  router.get(`${base}/issues/comments/:id(\\d+)`, (request, response) => {
    const record = repositoryOf(context, request, response);
    const found = pulls.findComment(record.id, Number(request.params.id));
    response.json(commentShape(record, found.pull, found.comment));
  });

  router.patch(
    `${base}/issues/comments/:id(\\d+)`,
    express.json(),
    async (request, response) => {
      const record = repositoryOf(context, request, response, 'write');
      const { body } = bodySchema.parse(request.body);
      const id = Number(request.params.id);
      const { pull } = pulls.findComment(record.id, id);
      await pulls.update(pull, draft => {
        for (const comment of draft.comments.filter(c => c.id === id)) {
          comment.body = body;
          comment.updatedAt = new Date().toISOString();
        }
      });
      const found = pulls.findComment(record.id, id);
      response.json(commentShape(record, found.pull, found.comment));
    },
  );

  createReviewRoutes(router, context, open);
  return router;
}
