import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { openForPipeline, pickRepository } from '../host/pickRepository';
import { Portal } from '../Portal';
import { examples } from './createStartPipelineAction.examples';

const DEFAULT_WORKFLOW = 'ci.yml';

/**
 * Starts a workflow of a chatbot's repository.
 *
 * @remarks
 * A checkpoint keeps the run that was started: a task that is recovered after it starts no second one. One that died between the
 * host's answer and the checkpoint does.
 */
export function createStartPipelineAction(options: {
  portal: Portal;
  hosts: ScmHosts;
}) {
  const { portal, hosts } = options;
  return createTemplateAction({
    id: 'chatbots:pipeline:start',
    description:
      'Starts a workflow of a chatbot’s repository, as a person would by hand.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'Name of the chatbot' }),
        repoUrl: z =>
          z.string({
            description: 'Repository, as the repository picker gives it',
          }),
        workflow: z =>
          z
            .string({ description: 'File of the workflow' })
            .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/)
            .default(DEFAULT_WORKFLOW),
        ref: z =>
          z
            .string({ description: 'Branch; the default branch without one' })
            .optional(),
        inputs: z =>
          z
            .record(z.string(), z.string().max(1000))
            .describe('Inputs of the workflow')
            .optional(),
      },
      output: {
        runId: z =>
          z
            .string({ description: 'Id of the run, where the host tells it' })
            .optional(),
        runUrl: z =>
          z
            .string({ description: 'Page of the run, where the host tells it' })
            .optional(),
      },
    },
    async handler(ctx) {
      const { name, repoUrl, ref, inputs = {} } = ctx.input;
      // The schema's default is for the form: the scaffolder does not fill it in.
      const { workflow = DEFAULT_WORKFLOW } = ctx.input;
      const picked = pickRepository(repoUrl, hosts);
      ScmHosts.require(picked.host, 'start-workflow');
      if (ctx.isDryRun) {
        return;
      }
      const repository = await openForPipeline(portal, {
        name,
        picked,
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      const run = await ctx.checkpoint({
        // Everything that makes it another start.
        key: `chatbots.pipeline.start:${JSON.stringify([
          repository.id,
          workflow,
          ref ?? null,
          inputs,
        ])}`,
        fn: async () =>
          (await picked.host.startWorkflow(repository, {
            workflow,
            ...(ref === undefined ? {} : { ref }),
            inputs,
            signal: ctx.signal,
          })) ?? null,
      });
      ctx.logger.info(
        `Started ${workflow} of ${name}${run ? `: ${run.url}` : ''}`,
      );
      if (run) {
        ctx.output('runId', run.id);
        ctx.output('runUrl', run.url);
      }
    },
  });
}
