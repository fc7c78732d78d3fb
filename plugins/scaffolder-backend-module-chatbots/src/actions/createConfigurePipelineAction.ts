import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { openForPipeline, pickRepository } from '../host/pickRepository';
import { Portal } from '../Portal';
import { examples } from './createConfigurePipelineAction.examples';

/** Name of the variable by which pipelines find the portal. */
const PORTAL_URL = 'CHATBOT_PORTAL_URL';
/** Variables of one step at most. */
const MAX_VARIABLES = 50;

/** Writes the variables that the workflows of a repository need. Running it again writes the same again. */
export function createConfigurePipelineAction(options: {
  portal: Portal;
  hosts: ScmHosts;
  /** Address of the portal's backend. */
  portalUrl: string;
}) {
  const { portal, hosts, portalUrl } = options;
  return createTemplateAction({
    id: 'chatbots:pipeline:configure',
    description:
      'Writes the variables of a chatbot’s workflows into its repository: the address of the portal, and what else is given.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'Name of the chatbot' }),
        repoUrl: z =>
          z.string({
            description: 'Repository, as the repository picker gives it',
          }),
        variables: z =>
          z
            .record(
              z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/),
              z.string().max(10_000),
            )
            .describe(
              `Variables by name; ${PORTAL_URL} is the portal's address unless it is among them. No secrets: they can be read`,
            )
            .optional(),
      },
    },
    async handler(ctx) {
      const { name, repoUrl } = ctx.input;
      const variables = Object.entries({
        [PORTAL_URL]: portalUrl,
        ...ctx.input.variables,
      });
      if (variables.length > MAX_VARIABLES) {
        throw new Error(`More than ${MAX_VARIABLES} variables are not written`);
      }
      const picked = pickRepository(repoUrl, hosts);
      ScmHosts.require(picked.host, 'variables');
      if (ctx.isDryRun) {
        return;
      }
      const repository = await openForPipeline(portal, {
        name,
        picked,
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      for (const [variable, value] of variables) {
        await picked.host.setVariable(repository, {
          name: variable,
          value,
          signal: ctx.signal,
        });
      }
      ctx.logger.info(
        `Wrote ${variables
          .map(([variable]) => variable)
          .join(', ')} for ${name}`,
      );
    },
  });
}
