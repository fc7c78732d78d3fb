import { ConflictError, NotFoundError } from '@backstage/errors';
import express, { type Request, type Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { GitWriter, type FileChange } from '../git/GitWriter';
import { UnprocessableError } from '../http/errors';
import { isBranchName, isTreePath } from '../store/names';
import { identityOf, repositoryOf } from './requestHelpers';
import { branchShape } from './shapes';

const personSchema = z.object({ name: z.string(), email: z.string() });

const optionsSchema = z.object({
  message: z.string().default(''),
  branch: z.string().optional(),
  new_branch: z.string().optional(),
  author: personSchema.optional(),
  committer: personSchema.optional(),
});

const operationSchema = z.object({
  operation: z.enum(['create', 'update', 'upload', 'delete']),
  path: z.string().min(1).max(500),
  content: z.string().default(''),
  sha: z.string().optional(),
});

type Operation = z.infer<typeof operationSchema>;

/** Changes of files and branches through the API. What a push may not do, it may not do either. @internal */
export function createFilesRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo';
  const json = express.json({ limit: '20mb' });
  const { baseUrl, pullService } = context;

  const change = async (
    request: Request,
    response: Response,
    operations: readonly Operation[],
  ) => {
    const record = repositoryOf(context, request, response, 'write');
    const options = optionsSchema.parse(request.body ?? {});
    const git = context.repositories.git(record.id);
    const from = options.branch || record.defaultBranch;
    const target = options.new_branch || from;
    if (!isBranchName(from) || !isBranchName(target)) {
      throw new UnprocessableError('The branch name is not valid');
    }
    const start = await git.resolveRef(`refs/heads/${from}`);
    if (!start && (await git.branches()).length > 0) {
      throw new NotFoundError(`branch does not exist [name: ${from}]`);
    }
    const before = await git.resolveRef(`refs/heads/${target}`);
    if (target !== from && before) {
      throw new UnprocessableError(
        `branch already exists [branch_name: ${target}]`,
      );
    }
    const files: FileChange[] = [];
    for (const { operation, path, content, sha } of operations) {
      if (!isTreePath(path) || path.split('/').includes('.git')) {
        throw new UnprocessableError(`path is malformed [path: ${path}]`);
      }
      const entry = start ? await git.entry(start, path) : undefined;
      if (operation === 'create' && entry) {
        throw new UnprocessableError(
          `repository file already exists [path: ${path}]`,
        );
      }
      if ((operation === 'update' || operation === 'delete') && !entry) {
        throw new NotFoundError(
          `repository file does not exist [path: ${path}]`,
        );
      }
      if (sha && entry && entry.sha !== sha) {
        throw new ConflictError(
          `sha does not match [given: ${sha}, expected: ${entry.sha}]`,
        );
      }
      files.push({
        path,
        ...(operation !== 'delete' && {
          content: Buffer.from(content, 'base64'),
        }),
      });
    }
    const identity = identityOf(response);
    const person = pullService.personOf(identity.name);
    const author = options.author ?? options.committer ?? person;
    const writer = new GitWriter(git);
    const commit = await writer.commitTree(
      await writer.changedTree(start, files),
      start ? [start] : [],
      options.message || `Update ${operations.map(o => o.path).join(', ')}`,
      author,
      options.committer ?? author,
    );
    await pullService.moveBranch(record, identity, target, before, commit);
    const api = `${baseUrl}/api/v1/repos/${record.owner}/${record.name}`;
    const contents = await Promise.all(
      files.map(async ({ path, content }) => {
        const entry = await git.entry(commit, path);
        return content === undefined
          ? null
          : {
              name: path.split('/').pop(),
              path,
              sha: entry?.sha,
              type: 'file',
              size: content.length,
              url: `${api}/contents/${path}?ref=${target}`,
              html_url: `${baseUrl}/${record.owner}/${record.name}/src/branch/${target}/${path}`,
            };
      }),
    );
    const { message, author: by } = await git.commit(commit);
    return {
      contents,
      commit: {
        sha: commit,
        url: `${api}/git/commits/${commit}`,
        html_url: `${baseUrl}/${record.owner}/${record.name}/commit/${commit}`,
        message,
        author: by,
      },
    };
  };

  router.post(`${base}/contents`, json, async (request, response) => {
    const { files } = z
      .object({ files: z.array(operationSchema).min(1).max(500) })
      .parse(request.body);
    const { contents, commit } = await change(request, response, files);
    response.status(201).json({ files: contents, commit });
  });

  const one = (operation: Operation['operation'], status: number) =>
    async function changeFile(request: Request, response: Response) {
      const file = operationSchema.parse({
        ...request.body,
        path: request.params.path,
        operation,
      });
      // An update without a hash creates what is not there yet.
      const isNew = operation === 'update' && !file.sha;
      const result = await change(request, response, [
        isNew ? { ...file, operation: 'upload' } : file,
      ]);
      const [content] = result.contents;
      response.status(status).json({ content, commit: result.commit });
    };

  router.post(`${base}/contents/:path(*)`, json, one('create', 201));
  router.put(`${base}/contents/:path(*)`, json, one('update', 200));
  router.delete(`${base}/contents/:path(*)`, json, one('delete', 200));

  router.post(`${base}/branches`, json, async (request, response) => {
    const record = repositoryOf(context, request, response, 'write');
    const input = z
      .object({
        new_branch_name: z.string(),
        old_branch_name: z.string().optional(),
        old_ref_name: z.string().optional(),
      })
      .parse(request.body);
    const name = input.new_branch_name;
    const git = context.repositories.git(record.id);
    if (!isBranchName(name)) {
      throw new UnprocessableError('The branch name is not valid');
    }
    const commit = await git.mustResolve(
      (
        input.old_ref_name ||
        input.old_branch_name ||
        record.defaultBranch
      ).replace(/^refs\/(heads|tags)\//, ''),
    );
    if (await git.resolveRef(`refs/heads/${name}`)) {
      throw new ConflictError('The branch already exists.');
    }
    const identity = identityOf(response);
    await pullService.moveBranch(record, identity, name, undefined, commit);
    response
      .status(201)
      .json(
        branchShape(
          baseUrl,
          record,
          name,
          await git.commit(commit),
          context.protections.inForce(record.id, name),
        ),
      );
  });

  router.delete(`${base}/branches/:branch(*)`, async (request, response) => {
    const record = repositoryOf(context, request, response, 'write');
    const name = request.params.branch;
    const git = context.repositories.git(record.id);
    const before = isBranchName(name)
      ? await git.resolveRef(`refs/heads/${name}`)
      : undefined;
    if (!before) {
      throw new NotFoundError("The target couldn't be found.");
    }
    await pullService.deleteBranch(record, identityOf(response), name, before);
    response.status(204).end();
  });

  return router;
}
