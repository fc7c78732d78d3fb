import type { GitCommit } from '../git/GitCommit';
import type { TreeEntry } from '../git/GitRepository';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { RunRecord } from '../store/RunRecord';
import { html, pathTo, type Html } from './html';
import { moment, statusMark } from './runPages';

/** The tabs over everything of one repository. @internal */
export function repositoryHead(
  record: RepositoryRecord,
  current: 'files' | 'commits' | 'pulls' | 'runs',
): Html {
  const base = pathTo(record.owner, record.name);
  const tabs = [
    ['files', base, 'Files'],
    [
      'commits',
      `${base}/commits/branch${pathTo(record.defaultBranch)}`,
      'Commits',
    ],
    ['pulls', `${base}/pulls`, 'Pull requests'],
    ['runs', `${base}/actions`, 'Actions'],
  ];
  return html`<h1><a href="${base}">${record.owner}/${record.name}</a></h1>
    ${record.description && html`<p class="soft">${record.description}</p>`}
    <nav class="tabs" aria-label="Repository">
      ${tabs.map(
        ([id, target, text]) =>
          html`<a
            href="${target}"
            ${id === current ? html` aria-current="page"` : undefined}
            >${text}</a
          >`,
      )}
    </nav>`;
}

/** All repositories with their last run. @internal */
export function repositoryList(
  items: ReadonlyArray<{ record: RepositoryRecord; last?: RunRecord }>,
): Html {
  if (items.length === 0) {
    return html`<h1>Repositories</h1>
      <div class="card padded">
        <p>
          There is no repository yet. Create one from a template in the portal.
        </p>
      </div>`;
  }
  return html`<h1>Repositories</h1>
    <ul class="rows card">
      ${items.map(
        ({ record, last }) => html`<li>
          <span class="grow">
            <a href="${pathTo(record.owner, record.name)}"
              >${record.owner}/${record.name}</a
            >
            <br /><span class="soft"
              >${record.description || 'No description'}</span
            ></span
          >
          ${last
            ? html`<a
                href="${pathTo(
                  record.owner,
                  record.name,
                  'actions',
                  'runs',
                  last.id,
                )}"
                >${statusMark(last.status)}</a
              >`
            : html`<span class="soft">No run yet</span>`}${moment(
            record.updatedAt,
          )}
        </li>`,
      )}
    </ul>`;
}

/** A folder of a commit, and its README as text. @internal */
export function folder(options: {
  record: RepositoryRecord;
  /** `branch/<name>` or `commit/<hash>`: the part of the address that names the state. */
  ref: string;
  path: string;
  entries: readonly TreeEntry[];
  readme?: { name: string; text: string };
}): Html {
  const { record, ref, path, entries, readme } = options;
  const at = (inner: string) =>
    pathTo(record.owner, record.name, 'src', ref, inner);
  const parent = path.split('/').slice(0, -1).join('/');
  return html`${path && html`<h2>${path}</h2>`}
    <ul class="rows card">
      ${path && html`<li><a href="${at(parent)}">..</a></li>`}${entries.map(
        entry =>
          html`<li>
            <span class="grow"
              ><a href="${at(entry.path)}"
                >${entry.name}${entry.type === 'tree' ? '/' : ''}</a
              ></span
            ><span class="soft"
              >${entry.type === 'blob' ? `${entry.size} bytes` : ''}</span
            >
          </li>`,
      )}
    </ul>
    ${readme &&
    html`<h2>${readme.name}</h2>
      <div class="card"><pre tabindex="0">${readme.text}</pre></div>`}`;
}

/** One file as text. @internal */
export function file(options: {
  record: RepositoryRecord;
  ref: string;
  path: string;
  text?: string;
}): Html {
  const { record, ref, path, text } = options;
  return html`<h2>${path}</h2>
    <p>
      <a href="${pathTo(record.owner, record.name, 'raw', ref, path)}">Raw</a>
    </p>
    <div class="card">
      ${text === undefined
        ? html`<p class="padded">
            This file is not text, or is too long to show here.
          </p>`
        : html`<pre tabindex="0">${text}</pre>`}
    </div>`;
}

/** How to fill a repository that has no commit. @internal */
export function emptyRepository(
  record: RepositoryRecord,
  cloneUrl: string,
): Html {
  return html`<div class="card padded">
    <p>
      This repository is empty. Push its first commit to
      <code>${record.defaultBranch}</code>:
    </p>
    <pre>git push ${cloneUrl} HEAD:${record.defaultBranch}</pre>
  </div>`;
}

/** Commits, newest first. @internal */
export function commitList(
  record: RepositoryRecord,
  commits: readonly GitCommit[],
): Html {
  return html`<ul class="rows card">
    ${commits.map(
      commit => html`<li>
        <span class="grow">
          <a href="${pathTo(record.owner, record.name, 'commit', commit.sha)}"
            >${commit.message.split('\n', 1)[0] || '(no message)'}</a
          ><br /><span class="soft"
            >${commit.author.name} &lt;${commit.author.email}&gt;</span
          ></span
        >
        <code>${commit.sha.slice(0, 10)}</code>${moment(commit.committer.date)}
      </li>`,
    )}
  </ul>`;
}

/** One commit and what it changed. @internal */
export function commitDetail(commit: GitCommit, changes: string): Html {
  return html`<h2>${commit.message.split('\n', 1)[0]}</h2>
    <p><code>${commit.sha}</code></p>
    <p class="soft">
      ${commit.author.name} &lt;${commit.author.email}&gt; ·
      ${moment(commit.author.date)}
    </p>
    <div class="card"><pre tabindex="0">${commit.message}</pre></div>
    <h2>Changes</h2>
    <div class="card"><pre tabindex="0">${changes || 'None.'}</pre></div>`;
}
