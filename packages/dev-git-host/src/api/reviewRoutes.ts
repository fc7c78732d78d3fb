import express, { type IRouter, type Request, type Response } from 'express';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { UnprocessableError } from '../http/errors';
import type { PullRecord, ReviewRecord } from '../store/PullStore';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import { identityOf, sendPage } from './requestHelpers';
import { userShape } from './shapes';

const reviewSchema = z.object({
  event: z.enum(['APPROVED', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().max(65_536).default(''),
  commit_id: z.string().optional(),
});

type Open = (
  request: Request,
  response: Response,
) => { record: RepositoryRecord; pull: PullRecord };

/** Reviews of pull requests, which branch protections count. @internal */
export function createReviewRoutes(
  router: IRouter,
  context: GitHostContext,
  open: Open,
): void {
  const path = '/repos/:owner/:repo/pulls/:index(\\d+)/reviews';
  const { baseUrl, pulls, pullService } = context;

  const shape = (
    record: RepositoryRecord,
    pull: PullRecord,
    review: ReviewRecord,
    headCommit?: string,
  ) => {
    const url = `${baseUrl}/${record.owner}/${record.name}/pulls/${pull.number}`;
    return {
      id: review.id,
      user: userShape(baseUrl, review.login),
      team: null,
      state: review.state,
      body: review.body,
      commit_id: review.commit,
      stale: review.commit !== headCommit,
      official: true,
      dismissed: false,
      comments_count: 0,
      submitted_at: review.createdAt,
      updated_at: review.createdAt,
      html_url: `${url}#issuecomment-${review.id}`,
      pull_request_url: url,
    };
  };

  router.get(path, async (request, response) => {
    const { record, pull } = open(request, response);
    const { headCommit } = await pullService.stateOf(record, pull);
    await sendPage(context, request, response, pull.reviews, review =>
      shape(record, pull, review, headCommit),
    );
  });

  router.post(path, express.json(), async (request, response) => {
    const { record, pull } = open(request, response);
    const { event, body, commit_id: commit } = reviewSchema.parse(request.body);
    const { name } = identityOf(response);
    if (event !== 'COMMENT' && name === pull.poster) {
      throw new UnprocessableError(
        `${
          event === 'APPROVED' ? 'approve' : 'reject'
        } your own pull is not allowed`,
      );
    }
    const { headCommit = '' } = await pullService.stateOf(record, pull);
    const review = await pulls.review(pull, {
      login: name,
      state: event,
      body,
      commit: commit || headCommit,
    });
    response.json(shape(record, pull, review, headCommit));
  });
}
