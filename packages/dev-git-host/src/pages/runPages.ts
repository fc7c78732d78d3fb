import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { JobRecord, RunRecord, RunStatus } from '../store/RunRecord';
import { html, pathTo, type Html } from './html';

const WORDS: Record<RunStatus, string> = {
  queued: '○ Queued',
  running: '◐ Running',
  success: '✓ Succeeded',
  failure: '✗ Failed',
  skipped: '– Skipped',
  'timed-out': '✗ Timed out',
  cancelled: '– Cancelled',
  interrupted: '! Interrupted',
};

/** Whether a page about these runs will change by itself. @internal */
export function isMoving(runs: readonly RunRecord[]): boolean {
  return runs.some(run => run.status === 'queued' || run.status === 'running');
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
        No workflow has run yet. A push starts those of the repository that say
        so.
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
            >${run.workflowName} · ${run.event} · ${run.actor} ·
            <code>${run.commit.slice(0, 10)}</code></span
          ></span
        >
        <span class="soft">${duration(run.startedAt, run.finishedAt)}</span
        >${moment(run.createdAt)}
      </li>`,
    )}
  </ul>`;
}

/** A job of a run and the end of its log. @internal */
export interface JobView {
  job: JobRecord;
  log: { text: string; cut: boolean };
}

/** One run with its jobs, their steps and logs. @internal */
export function runDetail(
  record: RepositoryRecord,
  run: RunRecord,
  jobs: readonly JobView[],
): Html {
  const path = pathTo(record.owner, record.name, 'actions', 'runs', run.id);
  const ended = !isMoving([run]);
  return html`<h1>#${run.id} ${run.title}</h1>
    <p>
      ${statusMark(run.status)}
      <span class="soft"
        >${run.workflowName} · ${run.event} · ${run.actor} · attempt
        ${run.attempt} · ${duration(run.startedAt, run.finishedAt)}</span
      >
    </p>
    <p>
      Commit
      <a href="${pathTo(record.owner, record.name, 'commit', run.commit)}"
        ><code>${run.commit}</code></a
      >
    </p>
    ${run.inputs && inputList(run.inputs.eventInputs)}
    ${run.reason && html`<p role="status">${run.reason}</p>`}
    ${ended
      ? html`<form method="post" action="${path}/rerun">
          <button>Run again</button>
        </form>`
      : undefined}
    ${jobs.map(jobDetail)}`;
}

function inputList(inputs: Record<string, string>): Html {
  return html`<ul class="rows card">
    ${Object.entries(inputs).map(
      ([name, value]) =>
        html`<li>
          <span class="soft">${name}</span
          ><span class="grow"><code>${value}</code></span>
        </li>`,
    )}
  </ul>`;
}

function jobDetail({ job, log }: JobView, index: number): Html {
  return html`<h2 id="job-${index}">${job.name}</h2>
    <p>
      ${statusMark(job.status)}
      <span class="soft">${duration(job.startedAt, job.finishedAt)}</span>
    </p>
    <ol class="rows card">
      ${job.steps.map(
        step => html`<li>
          ${statusMark(step.status)}<span class="grow">${step.name}</span>
          <span class="soft">${duration(step.startedAt, step.finishedAt)}</span>
        </li>`,
      )}${job.steps.length === 0
        ? html`<li>
            ${job.status === 'skipped'
              ? 'Its condition did not hold.'
              : 'Nothing has started yet.'}
          </li>`
        : undefined}
    </ol>
    ${job.status === 'skipped'
      ? undefined
      : html`<div class="card">
          ${log.cut
            ? html`<p class="padded soft">The beginning is left out.</p>`
            : undefined}
          <pre tabindex="0" aria-labelledby="job-${index}">
${log.text || 'Empty so far.'}</pre
          >
        </div>`}`;
}
