import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { RunRecord, RunStatus } from '../store/RunRecord';
import { html, pathTo, type Html } from './html';

const WORDS: Record<RunStatus, string> = {
  'waiting-for-secrets': '○ Waiting for secrets',
  queued: '○ Queued',
  running: '◐ Running',
  success: '✓ Succeeded',
  failure: '✗ Failed',
  'timed-out': '✗ Timed out',
  cancelled: '– Cancelled',
  interrupted: '! Interrupted',
};

/** Whether a page about these runs will change by itself. @internal */
export function isMoving(runs: readonly RunRecord[]): boolean {
  return runs.some(
    run =>
      run.status === 'waiting-for-secrets' ||
      run.status === 'queued' ||
      run.status === 'running',
  );
}

/** A state in words and colour. @internal */
export function statusMark(status: RunStatus): Html {
  return html`<span class="status ${status}">${WORDS[status]}</span>`;
}

/** How long something took, or takes so far. @internal */
export function duration(from?: string, to?: string): string {
  if (!from) {
    return '';
  }
  const seconds = Math.round(
    ((to ? Date.parse(to) : Date.now()) - Date.parse(from)) / 1000,
  );
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A moment, in UTC. @internal */
export function moment(iso: string): Html {
  return html`<time class="soft" datetime="${iso}"
    >${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC</time
  >`;
}

/** The list of runs. @internal */
export function runList(
  record: RepositoryRecord,
  runs: readonly RunRecord[],
): Html {
  if (runs.length === 0) {
    return html`<div class="card padded">
      <p>
        No pipeline has run yet. A push to
        <code>${record.defaultBranch}</code> starts one.
      </p>
    </div>`;
  }
  return html`<ul class="rows card">
    ${runs.map(
      run => html`<li>
        ${statusMark(run.status)}
        <span class="grow"
          ><a
            href="${pathTo(
              record.owner,
              record.name,
              'actions',
              'runs',
              run.id,
            )}"
            >#${run.id} ${run.title}</a
          >
          <br /><span class="soft"
            >${run.kind} · ${run.event} · ${run.actor} ·
            <code>${run.commit.slice(0, 10)}</code></span
          ></span
        >
        <span class="soft">${duration(run.startedAt, run.finishedAt)}</span
        >${moment(run.createdAt)}
      </li>`,
    )}
  </ul>`;
}

/** One run with its steps and log. @internal */
export function runDetail(
  record: RepositoryRecord,
  run: RunRecord,
  log: { text: string; cut: boolean },
): Html {
  const path = pathTo(record.owner, record.name, 'actions', 'runs', run.id);
  const ended = !isMoving([run]);
  return html`<h1>#${run.id} ${run.title}</h1>
    <p>
      ${statusMark(run.status)}
      <span class="soft"
        >${run.kind} · ${run.event} · ${run.actor} · attempt ${run.attempt} ·
        ${duration(run.startedAt, run.finishedAt)}</span
      >
    </p>
    ${run.promotion &&
    html`<p>
      Promotion <code>${run.promotion.id}</code> to
      <strong>${run.promotion.stage}</strong>${run.promotion.version &&
      html`, version <code>${run.promotion.version}</code>`}
    </p>`}
    <p>
      Commit
      <a href="${pathTo(record.owner, record.name, 'commit', run.commit)}"
        ><code>${run.commit}</code></a
      >
    </p>
    ${run.reason && html`<p role="status">${run.reason}</p>`}
    ${ended
      ? html`<form method="post" action="${path}/rerun">
          <button>Run again</button>
        </form>`
      : undefined}
    <h2>Steps</h2>
    <ol class="rows card">
      ${run.steps.map(
        step => html`<li>
          ${statusMark(step.status)}<span class="grow">${step.name}</span>
          <span class="soft">${duration(step.startedAt, step.finishedAt)}</span>
        </li>`,
      )}${run.steps.length === 0
        ? html`<li>Nothing has started yet.</li>`
        : undefined}
    </ol>
    <h2 id="log">Log</h2>
    <div class="card">
      ${log.cut
        ? html`<p class="padded soft">The beginning is left out.</p>`
        : undefined}
      <pre tabindex="0" aria-labelledby="log">
${log.text || 'Empty so far.'}</pre
      >
    </div>`;
}
