import express from 'express';
import { createServer, IncomingHttpHeaders } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request that the stand-in got. */
export interface Seen {
  line: string;
  authorization?: string;
  body?: unknown;
}

/** A stand-in that answers as Gitea 1.27 documents, with one repository. */
export interface Gitea {
  url: string;
  host: string;
  seen: Seen[];
  /** Answers this request otherwise, by its line without the query. */
  answers: Map<
    string,
    { status: number; body?: unknown; headers?: Record<string, string> }
  >;
  /** Runs that were started. */
  runs: Record<string, unknown>[];
  stop(): Promise<void>;
}

/** Credentials that every request must carry. */
export const CREDENTIALS = `basic ${Buffer.from('portal:hunter2').toString(
  'base64',
)}`;
const REPOSITORY_ID = 42;
const SHAS = ['c', 'b', 'a'].map(letter => letter.repeat(40));

/** Starts the stand-in on loopback. */
export async function startGitea(): Promise<Gitea> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  const gitea: Gitea = {
    url,
    host,
    seen: [],
    answers: new Map(),
    runs: [],
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  app.use(express.json());
  app.use((request, response, next) => {
    const line = `${request.method} ${request.path.replace('/api/v1', '')}`;
    gitea.seen.push({
      line,
      ...credentialsOf(request.headers),
      ...(Object.keys(request.body ?? {}).length ? { body: request.body } : {}),
    });
    const other = gitea.answers.get(line);
    if (other) {
      const { status, headers = {}, body = {} } = other;
      response.status(status).set(headers).json(body);
    } else if (request.headers.authorization !== CREDENTIALS) {
      response.status(401).json({ message: 'Unauthorized' });
    } else {
      next();
    }
  });
  addRepository(app, gitea);
  return gitea;
}

function credentialsOf({ authorization }: IncomingHttpHeaders) {
  return authorization === undefined ? {} : { authorization };
}

function addRepository(app: express.Express, gitea: Gitea): void {
  const base = '/api/v1/repos/chatbots/support-bot';
  const repository = {
    id: REPOSITORY_ID,
    name: 'support-bot',
    html_url: `${gitea.url}/chatbots/support-bot`,
    default_branch: 'main',
    owner: { id: 7, login: 'chatbots' },
    permissions: { admin: true, push: true, pull: true },
  };
  app.get(base, (_, response) => response.json(repository));
  app.get(`/api/v1/repositories/${REPOSITORY_ID}`, (_, response) =>
    response.json(repository),
  );

  const commits = SHAS.map((sha, at) => ({
    sha,
    parents: SHAS.slice(at + 1, at + 2).map(parent => ({ sha: parent })),
    author: { id: 3, login: 'engineer' },
    committer: at === 0 ? { id: -2, login: 'gitea-actions' } : null,
    commit: {
      message: `Commit ${at}`,
      author: { name: 'Engineer', email: 'engineer@example.com' },
      committer: { name: 'Bot', email: 'teabot@gitea.io' },
      verification: { verified: at === 1, reason: '' },
    },
  }));
  app.get(`${base}/commits`, (request, response) =>
    response.json(pageOf(commits, request.query)),
  );
  app.get(`${base}/compare/*`, (request, response) => {
    const [from, to] = decodeURIComponent(request.path)
      .split('/compare/')[1]
      .split('...');
    const range = commits.slice(SHAS.indexOf(to), SHAS.indexOf(from));
    response.json({ total_commits: range.length, commits: range });
  });

  app.post(
    `${base}/actions/workflows/:file/dispatches`,
    (request, response) => {
      const { file } = request.params;
      if (file !== 'deploy.yml') {
        response.status(404).json({ message: 'workflow not found' });
        return;
      }
      const { promotion, attempt } = request.body.inputs;
      const id = gitea.runs.length + 1;
      gitea.runs.unshift({
        id,
        html_url: `${gitea.url}/chatbots/support-bot/actions/runs/${id}`,
        display_title: `promotion ${promotion}, attempt ${attempt}`,
        path: `${file}@refs/heads/main`,
        event: 'workflow_dispatch',
        head_sha: SHAS[0],
        run_attempt: 0,
        status: 'queued',
        created_at: new Date().toISOString(),
        started_at: '1970-01-01T00:00:00Z',
      });
      response.json({
        workflow_run_id: id,
        run_url: `${gitea.url}${base}/actions/runs/${id}`,
        html_url: gitea.runs[0].html_url,
      });
    },
  );
  app.get(`${base}/actions/runs`, (request, response) => {
    const { head_sha: sha } = request.query;
    const found = gitea.runs.filter(run => !sha || run.head_sha === sha);
    response.json({
      total_count: found.length,
      workflow_runs: pageOf(found, request.query),
    });
  });
  app.put(`${base}/actions/secrets/:name`, (_, response) =>
    response.status(201).end(),
  );

  const variables = new Map<string, string>();
  app.put(`${base}/actions/variables/:name`, (request, response) => {
    const { name } = request.params;
    const status = variables.has(name) ? 204 : 404;
    if (status === 204) {
      variables.set(name, request.body.value);
    }
    response.status(status).end();
  });
  app.post(`${base}/actions/variables/:name`, (request, response) => {
    variables.set(request.params.name, request.body.value);
    response.status(201).end();
  });

  const protections = new Map<string, object>();
  app.get(`${base}/branch_protections`, (_, response) =>
    response.json([...protections.values()]),
  );
  app.patch(`${base}/branch_protections/:name`, (request, response) => {
    const { name } = request.params;
    const found = protections.get(name);
    if (found) {
      protections.set(name, { ...found, ...request.body });
    }
    response.status(found ? 200 : 404).json(found ?? {});
  });
  app.post(`${base}/branch_protections`, (request, response) => {
    protections.set(request.body.rule_name, request.body);
    response.status(201).json(request.body);
  });

  const pulls: Record<string, unknown>[] = [];
  app.get(`${base}/pulls`, (request, response) =>
    response.json(pageOf(pulls, request.query)),
  );
  app.post(`${base}/pulls`, (request, response) => {
    if (pulls.length > 0) {
      response.status(409).json({ message: 'pull request already exists' });
      return;
    }
    pulls.push({
      number: 5,
      html_url: `${gitea.url}/chatbots/support-bot/pulls/5`,
      head: { ref: request.body.head },
      base: { ref: request.body.base },
    });
    response.status(201).json(pulls[0]);
  });
  app.post(`${base}/issues/:number/comments`, (_, response) =>
    response.status(201).json({ id: 1 }),
  );
  app.use((_, response) => response.status(404).json({ message: 'Not found' }));
}

function pageOf<T>(all: readonly T[], query: express.Request['query']): T[] {
  const limit = Number(query.limit ?? 30);
  return all.slice((Number(query.page ?? 1) - 1) * limit).slice(0, limit);
}
