import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { GitHostContext } from '../GitHostContext';
import { UnprocessableError } from '../http/errors';
import { ruleSchema, type Protection } from '../store/ProtectionStore';
import { repositoryOf } from './requestHelpers';

const bodySchema = ruleSchema.partial().extend({
  rule_name: z.string().optional(),
  branch_name: z.string().optional(),
});

/** Branch protections, as their repository's administrators see and change them. @internal */
export function createProtectionsRouter(context: GitHostContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/branch_protections';
  const { protections, accounts } = context;

  const shape = ({ repositoryId: _id, ...rule }: Protection) => ({
    branch_name: rule.rule_name,
    ...rule,
  });

  const ruleOf = (body: unknown) => {
    const {
      rule_name: ruleName,
      branch_name: branchName,
      ...rule
    } = bodySchema.parse(body);
    for (const [field, value] of Object.entries(rule)) {
      if (/_usernames?$/.test(field)) {
        for (const login of value as string[]) {
          if (!accounts.find(login)) {
            throw new UnprocessableError(
              `user does not exist [uid: 0, name: ${login}]`,
            );
          }
        }
      }
    }
    return { name: ruleName || branchName || '', rule };
  };

  router.get(base, (request, response) => {
    const { id } = repositoryOf(context, request, response, 'admin');
    response.json(protections.list(id).map(shape));
  });

  router.post(base, express.json(), async (request, response) => {
    const { id } = repositoryOf(context, request, response, 'admin');
    const { name, rule } = ruleOf(request.body);
    response.status(201).json(shape(await protections.add(id, name, rule)));
  });

  router.get(`${base}/:name(*)`, (request, response) => {
    const { id } = repositoryOf(context, request, response, 'admin');
    response.json(shape(protections.find(id, request.params.name)));
  });

  router.patch(
    `${base}/:name(*)`,
    express.json(),
    async (request, response) => {
      const { id } = repositoryOf(context, request, response, 'admin');
      const { rule } = ruleOf(request.body);
      const changed = await protections.change(id, request.params.name, rule);
      response.json(shape(changed));
    },
  );

  router.delete(`${base}/:name(*)`, async (request, response) => {
    const { id } = repositoryOf(context, request, response, 'admin');
    const { rule_name: name } = protections.find(id, request.params.name);
    await protections.remove(id, name);
    response.status(204).end();
  });

  return router;
}
