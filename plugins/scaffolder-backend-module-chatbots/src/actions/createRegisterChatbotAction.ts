import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { pickRepository } from '../host/pickRepository';
import { Portal } from '../Portal';
import { examples } from './createRegisterChatbotAction.examples';

/** Registers a chatbot as the person who runs the task and binds its repository by the id the host gave it. */
export function createRegisterChatbotAction(options: {
  portal: Portal;
  hosts: ScmHosts;
}) {
  const { portal, hosts } = options;
  return createTemplateAction({
    id: 'chatbots:chatbot:register',
    description:
      'Registers a chatbot with Chatbot Portal. Running it again with the same facts changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string({ description: 'Name of the chatbot' })
            .regex(/^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$/),
        title: z => z.string({ description: 'What people read' }).max(100),
        owner: z => z.string({ description: 'Entity ref of the owning group' }),
        riskClass: z =>
          z.enum(['minimal', 'limited', 'high'], {
            description: 'Risk class, in the words of the EU AI Act',
          }),
        purpose: z =>
          z
            .string({ description: 'What it is for, and for whom' })
            .max(2000)
            .optional(),
        repoUrl: z =>
          z.string({
            description: 'Repository, as the repository picker gives it',
          }),
        componentRef: z =>
          z
            .string({ description: 'Entity ref of the registered Component' })
            .optional(),
      },
      output: {
        chatbot: z => z.string({ description: 'Name of the chatbot' }),
        entityRef: z =>
          z.string({ description: 'Entity ref of its Component' }),
      },
    },
    async handler(ctx) {
      const { name, title, riskClass, purpose, repoUrl } = ctx.input;
      const owner = stringifyEntityRef(
        parseEntityRef(ctx.input.owner, { defaultKind: 'Group' }),
      );
      const picked = pickRepository(repoUrl, hosts);
      if (ctx.isDryRun) {
        ctx.output('chatbot', name);
        ctx.output('entityRef', `component:default/${name}`);
        return;
      }
      const namespace = namespaceOf(ctx.input.componentRef, name);
      const { host, id, ownerId, url } = await picked.host.repository({
        url: picked.url,
        signal: ctx.signal,
      });
      const chatbot = await portal.client.registerChatbot(
        {
          body: {
            name,
            namespace,
            title,
            owner,
            riskClass,
            ...(purpose ? { purpose } : {}),
            repository: { host, id, url, ...(ownerId ? { ownerId } : {}) },
          },
        },
        await portal.onBehalfOf(await ctx.getInitiatorCredentials()),
      );
      ctx.logger.info(
        `Registered ${name}, bound to repository ${id} on ${host}`,
      );
      ctx.output('chatbot', chatbot.name);
      ctx.output('entityRef', chatbot.entityRef);
    },
  });
}

/** The registry's entity ref is made of name and namespace: a Component of another name would never be found. */
function namespaceOf(componentRef: string | undefined, name: string): string {
  if (!componentRef) {
    return DEFAULT_NAMESPACE;
  }
  const component = parseEntityRef(componentRef, { defaultKind: 'Component' });
  if (
    component.kind.toLocaleLowerCase('en-US') !== 'component' ||
    component.name !== name
  ) {
    throw new InputError(
      `The chatbot '${name}' needs a Component of that name, not '${componentRef}'`,
    );
  }
  return component.namespace;
}
