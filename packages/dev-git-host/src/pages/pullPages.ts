import express, { type IRouter, type Request, type Response } from 'express';
import type { GitHostContext } from '../GitHostContext';
import type { GitCommit } from '../git/GitCommit';
import type { GitRepository } from '../git/GitRepository';
import type { Identity } from '../http/Identity';
import type { PullState } from '../pulls/PullService';
import type { PullRecord } from '../store/PullStore';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { CommitStatus } from '../store/StatusStore';
import { html, pathTo, type Html } from './html';
import { commitList, repositoryHead } from './repositoryPages';
import { moment } from './runPages';

/** The largest difference that a page shows, in characters. */
const MAX_SHOWN = 512 * 1024;

interface Frame {
  open(
    request: Request,
    response: Response,
  ): { record: RepositoryRecord; git: GitRepository; name: string };
  send(response: Response, title: string, content: Html): void;
}

/** Pull requests for people: read them, write about them, merge them by a click. @internal */
export function createPullPages(
  router: IRouter,
  context: GitHostContext,
  { open, send }: Frame,
): void {
  const { pulls, pullService, statuses } = context;
  const form = express.urlencoded({ extended: false, limit: '200kb' });

  router.get('/:owner/:repo/pulls', (request, response) => {
    const { record, name } = open(request, response);
    send(
      response,
      `Pull requests of ${name}`,
      html`${repositoryHead(record, 'pulls')}${pullList(
        record,
        pulls.list(record.id),
      )}`,
    );
  });

  router.get('/:owner/:repo/pulls/:index(\\d+)', async (request, response) => {
    const { record, git } = open(request, response);
    const identity = response.locals.identity as Identity;
    const pull = pulls.find(record.id, Number(request.params.index));
    const state = await pullService.stateOf(record, pull);
    const { headCommit, mergeBase } = state;
    const known = headCommit !== undefined && mergeBase !== '';
    const detail = pullDetail(record, {
      pull,
      state,
      obstacle: await pullService.obstacle(record, pull, identity),
      commits: known
        ? await git.commits({ from: headCommit, excluding: mergeBase })
        : [],
      diff: known ? await git.diff(mergeBase, headCommit) : '',
      statuses: headCommit ? statuses.latest(record.id, headCommit) : [],
    });
    send(
      response,
      `${pull.title} (#${pull.number})`,
      html`${repositoryHead(record, 'pulls')}${detail}`,
    );
  });

  router.post(
    '/:owner/:repo/pulls/:index(\\d+)/merge',
    form,
    async (request, response) => {
      const { record } = open(request, response);
      const pull = pulls.find(record.id, Number(request.params.index));
      const identity = response.locals.identity as Identity;
      await pullService.merge(record, pull, identity, {
        style: 'merge',
        headCommit: String(request.body?.head_commit_id ?? ''),
      });
      response.redirect(303, pullPath(record, pull));
    },
  );

  router.post(
    '/:owner/:repo/issues/:index(\\d+)/comments',
    form,
    async (request, response) => {
      const { record } = open(request, response);
      const pull = pulls.find(record.id, Number(request.params.index));
      const text = String(request.body?.content ?? '').trim();
      if (text) {
        const { name } = response.locals.identity as Identity;
        await pulls.comment(pull, name, text);
      }
      response.redirect(303, pullPath(record, pull));
    },
  );
}

function pullPath(record: RepositoryRecord, pull: PullRecord): string {
  return pathTo(record.owner, record.name, 'pulls', pull.number);
}

function stateMark(pull: PullRecord): Html {
  if (pull.merged) {
    return html`<span class="status success">✓ Merged</span>`;
  }
  return pull.state === 'open'
    ? html`<span class="status running">○ Open</span>`
    : html`<span class="status failure">– Closed</span>`;
}

function pullList(record: RepositoryRecord, pulls: readonly PullRecord[]) {
  if (pulls.length === 0) {
    return html`<div class="card padded">
      <p>There is no pull request yet.</p>
    </div>`;
  }
  return html`<ul class="rows card">
    ${pulls.map(
      pull => html`<li>
        ${stateMark(pull)}
        <span class="grow"
          ><a href="${pullPath(record, pull)}">#${pull.number} ${pull.title}</a
          ><br /><span class="soft"
            >${pull.poster} · ${pull.head} into ${pull.base}</span
          ></span
        >${moment(pull.createdAt)}
      </li>`,
    )}
  </ul>`;
}

function pullDetail(
  record: RepositoryRecord,
  view: {
    pull: PullRecord;
    state: PullState;
    obstacle: string | undefined;
    commits: readonly GitCommit[];
    diff: string;
    statuses: readonly CommitStatus[];
  },
): Html {
  const { pull, state, commits, diff, statuses } = view;
  return html`<h1>${pull.title} <span class="soft">#${pull.number}</span></h1>
    <p>
      ${stateMark(pull)}
      <span class="soft"
        >${pull.poster} · <code>${pull.head}</code> into
        <code>${pull.base}</code> ·</span
      >
      ${moment(pull.createdAt)}
    </p>
    ${pull.body &&
    html`<div class="card"><pre tabindex="0">${pull.body}</pre></div>`}
    ${statuses.length > 0
      ? html`<h2>Checks</h2>
          <ul class="rows card">
            ${statuses.map(
              status => html`<li>
                <span class="status">${status.state}</span
                ><span class="grow">${status.context}</span
                ><span class="soft">${status.description}</span>
              </li>`,
            )}
          </ul>`
      : undefined}
    ${mergeBox(record, pull, state, view.obstacle)}
    <h2>Comments</h2>
    <ul class="rows card">
      ${pull.comments.map(
        comment => html`<li id="issuecomment-${comment.id}">
          <div class="grow">
            <strong>${comment.poster}</strong>
            <pre>${comment.body}</pre>
          </div>
          ${moment(comment.createdAt)}
        </li>`,
      )}${pull.comments.length === 0 ? html`<li>None yet.</li>` : undefined}
    </ul>
    <form
      method="post"
      action="${pathTo(
        record.owner,
        record.name,
        'issues',
        pull.number,
        'comments',
      )}"
    >
      <label for="content">Comment</label>
      <textarea id="content" name="content" rows="3" required></textarea>
      <div class="actions"><button>Comment</button></div>
    </form>
    <h2>Commits</h2>
    ${commitList(record, commits)}
    <h2>Files changed: ${state.files.length}</h2>
    <ul class="rows card">
      ${state.files.map(
        file => html`<li>
          <span class="grow"><code>${file.path}</code></span
          ><span class="soft"
            >${file.status}, +${file.additions} −${file.deletions}</span
          >
        </li>`,
      )}
    </ul>
    <div class="card">
      <pre tabindex="0">${diff.slice(0, MAX_SHOWN) || 'No differences.'}</pre>
    </div>`;
}

function mergeBox(
  record: RepositoryRecord,
  pull: PullRecord,
  state: PullState,
  obstacle: string | undefined,
): Html | undefined {
  if (pull.merged) {
    const { by, at, commit } = pull.merged;
    return html`<p role="status">
      Merged by ${by} as
      <a href="${pathTo(record.owner, record.name, 'commit', commit)}"
        ><code>${commit.slice(0, 10)}</code></a
      >
      ${moment(at)}
    </p>`;
  }
  if (pull.state === 'closed') {
    return undefined;
  }
  if (state.conflicts.length > 0) {
    return html`<p role="status" class="failure">
      This pull request has changes that conflict with the target branch:
      ${state.conflicts.join(', ')}
    </p>`;
  }
  if (obstacle) {
    return html`<p role="status" class="failure">${obstacle}</p>`;
  }
  return html`<form method="post" action="${pullPath(record, pull)}/merge">
    <input
      type="hidden"
      name="head_commit_id"
      value="${state.headCommit ?? ''}"
    />
    <button class="main">Merge pull request</button>
  </form>`;
}
