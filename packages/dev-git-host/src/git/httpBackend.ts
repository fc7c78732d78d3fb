import type { Request, Response } from 'express';
import { spawn } from 'node:child_process';
import { gitEnvironment } from './runGit';

/** The largest head (status line and headers) that the CGI may answer, in bytes. */
const MAX_HEAD_BYTES = 64 * 1024;
/** Time for one transfer, in milliseconds. */
const TRANSFER_TIMEOUT_MS = 15 * 60_000;
/** The largest push, in bytes. */
const MAX_PUSH_BYTES = 512 * 1024 * 1024;

/** What one transfer needs. @internal */
export interface HttpBackendCall {
  /** Folder of all bare repositories. */
  projectRoot: string;
  /** `/<id>.git/info/refs` and the like: never made of names from the address. */
  pathInfo: string;
  /** Who pushes; git hands it to hooks. */
  user: string;
  hooksFolder: string;
  /** What hooks get beside git's own variables. */
  env: Record<string, string>;
}

/** Settings that hold for every transfer, whatever a repository's own file says. */
function backendConfig(hooksFolder: string): Record<string, string> {
  const settings = [
    ['core.hooksPath', hooksFolder],
    ['receive.maxInputSize', String(MAX_PUSH_BYTES)],
    ['receive.fsckObjects', 'true'],
    ['receive.autogc', 'false'],
    ['safe.directory', '*'],
  ];
  const environment: Record<string, string> = {
    GIT_CONFIG_COUNT: String(settings.length),
  };
  settings.forEach(([key, value], at) => {
    environment[`GIT_CONFIG_KEY_${at}`] = key;
    environment[`GIT_CONFIG_VALUE_${at}`] = value;
  });
  return environment;
}

/**
 * Speaks git's smart HTTP by handing the request to `git http-backend` (CGI, RFC 3875).
 *
 * Resolves when git has ended, also when the client left early: a push whose body arrived in full is finished, so that
 * its pipeline starts; one that broke off ends in git's own error and changes nothing.
 *
 * @internal
 */
export async function httpBackend(
  call: HttpBackendCall,
  request: Request,
  response: Response,
): Promise<void> {
  const header = (name: string) => request.get(name) ?? '';
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      ...backendConfig(call.hooksFolder),
      ...call.env,
      GIT_PROJECT_ROOT: call.projectRoot,
      GIT_HTTP_EXPORT_ALL: '1',
      GATEWAY_INTERFACE: 'CGI/1.1',
      SERVER_PROTOCOL: 'HTTP/1.1',
      REQUEST_METHOD: request.method,
      PATH_INFO: call.pathInfo,
      QUERY_STRING: request.originalUrl.split('?')[1] ?? '',
      REMOTE_USER: call.user,
      REMOTE_ADDR: '127.0.0.1',
      CONTENT_TYPE: header('content-type'),
      // No CONTENT_LENGTH: git reads to the end of the stream. Told a length, it would wait in a busy loop, for ever, for the
      // rest of a body that broke off, even after this process is gone.
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), TRANSFER_TIMEOUT_MS);
  // Git may close its input before it has read all, for example when it refuses a push.
  child.stdin.on('error', () => request.unpipe(child.stdin));
  request.on('aborted', () => child.stdin.destroy());
  request.pipe(child.stdin);
  let problem = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problem = (problem + chunk.toString()).slice(-1000);
  });

  let head: Buffer | undefined = Buffer.alloc(0);
  const forward = (chunk: Buffer) => {
    if (!response.destroyed && !response.write(chunk)) {
      child.stdout.pause();
    }
  };
  response.on('drain', () => child.stdout.resume());
  response.on('close', () => child.stdout.resume());
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      forward(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = /\r?\n\r?\n/.exec(head.toString('latin1'));
    if (end) {
      const body = head.subarray(end.index + end[0].length);
      writeHead(head.subarray(0, end.index).toString('latin1'), response);
      head = undefined;
      if (body.length > 0) {
        forward(body);
      }
    } else if (head.length > MAX_HEAD_BYTES) {
      child.kill('SIGKILL');
    }
  });

  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  }).finally(() => clearTimeout(timer));
  if (head === undefined) {
    response.end();
  } else if (!response.destroyed) {
    throw new Error(`git http-backend answered nothing: ${problem.trim()}`);
  }
}

function writeHead(head: string, response: Response): void {
  response.status(200);
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (/^status$/i.test(name)) {
      response.status(Number.parseInt(value, 10) || 500);
    } else if (colon > 0) {
      response.setHeader(name, value);
    }
  }
}
