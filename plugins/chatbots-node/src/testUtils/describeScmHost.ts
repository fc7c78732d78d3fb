import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ScmCapability, ScmHost, ScmRepository } from '../scm';

/**
 * A host to test, with a repository on it that may be changed.
 *
 * @public
 */
export interface ScmHostSubject {
  /** With credentials that may do everything in the repository. */
  host: ScmHost;
  /**
   * Page of a repository whose default branch has at least two commits, and whose file `deploy.yml` is a workflow with the
   * trigger `workflow_dispatch` and the inputs `promotion` and `attempt`, named `promotion <promotion>, attempt <attempt>`.
   */
  repositoryUrl: string;
  /** A branch there that is ahead of the default one. */
  branch: string;
  /** The same kind of host, at a server that redirects each request to this address. */
  redirecting(to: string): Promise<ScmHost>;
  /** Stops everything. */
  stop(): Promise<void>;
}

/**
 * Tests what a module for git hosts owes to its callers. A capability that the host lacks is not tested.
 *
 * @param name - of the host, for the titles
 * @param start - starts a host and a repository; called once
 * @public
 */
export function describeScmHost(
  name: string,
  start: () => Promise<ScmHostSubject>,
): void {
  describe(`the contract of a git host: ${name}`, () => {
    let subject: ScmHostSubject;
    let repository: ScmRepository;

    beforeAll(async () => {
      subject = await start();
      repository = await subject.host.repository({
        url: subject.repositoryUrl,
      });
    });
    afterAll(() => subject.stop());

    const can = (capability: ScmCapability) =>
      subject.host.capabilities.has(capability);

    it('names the host as its addresses do', () => {
      const { kind, hostname, baseUrl } = subject.host;
      expect(kind).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(hostname).toBe(new URL(subject.repositoryUrl).host.toLowerCase());
      expect(subject.repositoryUrl).toMatch(`${baseUrl}/`);
    });

    it('reads a repository with the ids that never change', async () => {
      expect(repository.host).toBe(subject.host.hostname);
      expect(repository.id).toMatch(/^\S+$/);
      expect(repository.url).toMatch(/^https?:/);
      expect(repository.right).toBe('admin');
      expect(
        await subject.host.repository({
          url: subject.repositoryUrl,
          id: repository.id,
        }),
      ).toEqual(repository);
    });

    it('finds a repository by its id where it has moved', async () => {
      const url = new URL(subject.repositoryUrl);
      url.pathname = url.pathname.replace(/[^/]+$/, 'the-name-of-before');
      const found = await subject.host.repository({
        url: url.href,
        id: repository.id,
      });
      expect(found.id).toBe(repository.id);
      expect(found.name).toBe(repository.name);
    });

    it('refuses another repository at the same address', async () => {
      expect(
        await reasonOf(
          subject.host.repository({
            url: subject.repositoryUrl,
            id: '987654321',
          }),
        ),
      ).toBe('scm-repository-changed');
    });

    it('says that a repository is unknown', async () => {
      const url = new URL(subject.repositoryUrl);
      url.pathname = url.pathname.replace(/[^/]+$/, 'no-such-repository');
      expect(await reasonOf(subject.host.repository({ url: url.href }))).toBe(
        'scm-repository-unknown',
      );
    });

    it('reads the commits of a range, newest first, and no more than asked for', async () => {
      const { defaultBranch } = repository;
      const all = await subject.host.commits(repository, {
        head: defaultBranch,
        limit: 1000,
      });
      expect(all.complete).toBe(true);
      expect(all.commits.length).toBeGreaterThan(1);
      const [newest, before] = all.commits;
      expect(newest.sha).toMatch(/^[0-9a-f]{40,64}$/);
      expect(newest.parents).toContain(before.sha);
      expect(newest.author.email).toContain('@');

      const one = await subject.host.commits(repository, {
        head: defaultBranch,
        limit: 1,
      });
      expect(one).toEqual({ commits: [newest], complete: false });

      const range = await subject.host.commits(repository, {
        base: before.sha,
        head: newest.sha,
        limit: 10,
      });
      expect(range.commits.map(({ sha }) => sha)).toEqual([newest.sha]);
      expect(range.complete).toBe(true);
    });

    it('starts a workflow once per call, and finds the run by its title', async () => {
      if (!can('start-workflow') || !can('runs')) {
        return;
      }
      const { host } = subject;
      const since = new Date(Date.now() - 60_000).toISOString();
      const started = await host.startWorkflow(repository, {
        workflow: 'deploy.yml',
        inputs: { promotion: 'contract', attempt: '1' },
      });
      const found = (
        await host.runs(repository, { workflow: 'deploy.yml', since })
      ).filter(({ title }) => title === 'promotion contract, attempt 1');
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({
        workflow: 'deploy.yml',
        event: 'workflow_dispatch',
        attempt: 1,
      });
      // The portal links no page elsewhere.
      expect(new URL(found[0].url).origin).toBe(new URL(host.baseUrl).origin);
      if (started) {
        expect(started).toEqual({ id: found[0].id, url: found[0].url });
      }
      const ofCommit = await host.runs(repository, { sha: found[0].sha });
      expect(ofCommit.map(({ id }) => id)).toContain(found[0].id);
    });

    it('says that a workflow can not be started', async () => {
      if (can('start-workflow')) {
        expect(
          await reasonOf(
            subject.host.startWorkflow(repository, {
              workflow: 'no-such-workflow.yml',
              inputs: {},
            }),
          ),
        ).toBe('scm-workflow-unknown');
      }
    });

    it('writes secrets and variables again and again', async () => {
      const { host } = subject;
      for (const value of ['first value', 'second value']) {
        if (can('secrets')) {
          await host.setSecret(repository, { name: 'CONTRACT', value });
        }
        if (can('variables')) {
          await host.setVariable(repository, { name: 'CONTRACT', value });
        }
      }
    });

    it('reads the protection of a branch as it was written', async () => {
      if (!can('protections')) {
        return;
      }
      const { host } = subject;
      const protection = {
        branch: subject.branch,
        directPush: false,
        requiredApprovals: 2,
        dismissStaleApprovals: true,
        statusChecks: ['ci'],
        bindsAdministrators: true,
      };
      for (const requiredApprovals of [1, 2]) {
        await host.setProtections(repository, {
          protection: { ...protection, requiredApprovals },
        });
      }
      expect(await host.protections(repository)).toContainEqual(protection);
    });

    it('opens one pull request for the same branches, and comments on it', async () => {
      if (!can('pull-requests')) {
        return;
      }
      const { host, branch } = subject;
      const open = () =>
        host.openPullRequest(repository, {
          title: 'What the contract asks for',
          body: 'Opened by a test.',
          head: branch,
          base: repository.defaultBranch,
        });
      const first = await open();
      expect(first.url).toMatch(/^https?:/);
      expect(await open()).toEqual(first);
      await host.comment(repository, { number: first.number, body: 'Seen.' });
    });

    it('follows no redirect to another host', async () => {
      const seen: unknown[] = [];
      const elsewhere = createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.end('{}');
      });
      await new Promise<void>(resolve =>
        elsewhere.listen(0, '127.0.0.1', resolve),
      );
      try {
        const { port } = elsewhere.address() as AddressInfo;
        const host = await subject.redirecting(`http://127.0.0.1:${port}`);
        const url = `http://${host.hostname}/some/repository`;
        expect(await reasonOf(host.repository({ url }))).toMatch(/^scm-/);
        const moved = { ...repository, host: host.hostname };
        expect(
          await reasonOf(
            host.setSecret(moved, { name: 'CONTRACT', value: 'secret' }),
          ),
        ).toMatch(/^scm-/);
        expect(seen).toEqual([]);
      } finally {
        await new Promise(resolve => elsewhere.close(resolve));
      }
    });
  });
}

/** The reason code that a call fails with. */
async function reasonOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
  } catch (error) {
    return isErrorWithReason(error) ? error.reason : String(error);
  }
  return undefined;
}
