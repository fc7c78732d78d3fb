import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { BranchRules } from './git/BranchRules';
import { PushGuard } from './git/PushGuard';
import { PushSpool } from './git/PushSpool';
import type { RunnerContext } from './GitHostContext';
import type { GitHostOptions } from './GitHostOptions';
import { Authenticator } from './http/Authenticator';
import { createApp } from './http/createApp';
import { assertLoopback } from './http/loopback';
import { DeployedProcesses } from './runner/DeployedProcesses';
import { Runner } from './runner/Runner';
import { PullService } from './pulls/PullService';
import { AccountStore } from './store/AccountStore';
import { HostLock } from './store/HostLock';
import { PackageStore } from './store/PackageStore';
import { ProtectionStore } from './store/ProtectionStore';
import { PullStore } from './store/PullStore';
import { RepositoryStore } from './store/RepositoryStore';
import { RunStore } from './store/RunStore';
import { SecretStore } from './store/SecretStore';
import { StatusStore } from './store/StatusStore';
import { VariableStore } from './store/VariableStore';

/** A host that listens. @public */
export interface GitHost {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Ends running jobs (they are queued for the next start), deployed processes and open connections. */
  stop(): Promise<void>;
}

/**
 * Starts the git host and its runner.
 *
 * @param options - see {@link GitHostOptions}
 * @throws when the address is not loopback, the port is taken, or another host uses the folder
 * @public
 */
export async function startGitHost(options: GitHostOptions): Promise<GitHost> {
  const address = options.address ?? '127.0.0.1';
  assertLoopback(address);
  if (!isAbsolute(options.root)) {
    throw new Error('The root folder of the git host must be an absolute path');
  }
  if (options.password.length < 8) {
    throw new Error(
      'The password of the git host must have at least 8 characters',
    );
  }
  await mkdir(options.root, { recursive: true, mode: 0o700 });
  const lock = await HostLock.take(options.root);
  try {
    return await start(options, address, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function start(
  options: GitHostOptions,
  address: string,
  lock: HostLock,
): Promise<GitHost> {
  const { root, username = 'portal', password } = options;
  const log = options.log ?? (() => undefined);
  const limits = options.runner ?? {};
  const spool = await PushSpool.create(root);
  const repositories = await RepositoryStore.create(
    root,
    options.organizations ?? ['chatbot-team'],
  );
  const accounts = await AccountStore.create(
    root,
    username,
    options.accounts ?? [],
  );
  const server = createServer();
  await listen(server, options.port ?? 0, address);
  const { port } = server.address() as AddressInfo;
  const url = `http://${
    address.includes(':') ? `[${address}]` : address
  }:${port}`;

  try {
    const parts: RunnerContext = {
      baseUrl: url,
      username,
      portalUrl: options.portalUrl ?? 'http://localhost:7007',
      demoSignIn: options.demoSignIn ?? false,
      authenticator: await Authenticator.create({
        root,
        username,
        password,
        accounts,
      }),
      accounts,
      repositories,
      secrets: await SecretStore.create(root),
      variables: await VariableStore.create(root),
      statuses: await StatusStore.create(root),
      protections: await ProtectionStore.create(root),
      pulls: await PullStore.create(root),
      packages: await PackageStore.create(
        root,
        options.maxPackageBytes ?? 256 * 1024 * 1024,
      ),
      runs: await RunStore.create(root),
    };
    const runner = new Runner(parts, {
      root,
      spool,
      log,
      concurrency: limits.concurrency ?? 1,
      timeout: (limits.timeoutSeconds ?? 900) * 1000,
      maxLogBytes: limits.maxLogBytes ?? 10 * 1024 * 1024,
    });
    const rules = new BranchRules(parts);
    const guard = await PushGuard.create(spool.hooksFolder, rules);
    const pullService = new PullService({ ...parts, rules, runner, spool });
    const context = { ...parts, runner, rules, pullService };
    const deployed = DeployedProcesses.create(join(root, 'deployments'), log);
    server.on('request', createApp(context, { root, spool, guard, log }));
    await deployed.startAll();
    await runner.start();

    let stopped: Promise<void> | undefined;
    return {
      url,
      port,
      stop: () => {
        stopped ??= (async () => {
          const closed = new Promise(resolve => server.close(resolve));
          await runner.stop();
          await deployed.stopAll();
          server.closeAllConnections();
          await closed;
          await lock.release();
        })();
        return stopped;
      },
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

async function listen(
  server: Server,
  port: number,
  address: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is taken: stop what listens there, or set gitHost.port (GIT_HOST_PORT) to another one`,
            )
          : error,
      );
    });
    server.listen(port, address, resolve);
  });
}
