import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Portal } from '../Portal';
import { examples } from './createPinPermitKeysAction.examples';

/** Writes the portal's public permit keys into the new repository, where its deploy job checks permits against them. */
export function createPinPermitKeysAction(options: { portal: Portal }) {
  return createTemplateAction({
    id: 'chatbots:permit-keys:pin',
    description:
      'Writes the public keys of permits into the workspace, so that the deploy job verifies permits offline.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string({ description: 'File to write, relative to the workspace' })
            .default('.chatbot-portal/keys.json'),
      },
    },
    async handler(ctx) {
      const target = resolveSafeChildPath(
        ctx.workspacePath,
        ctx.input.path ?? '.chatbot-portal/keys.json',
      );
      const { keys } = await options.portal.client.getPublicKeys({
        signal: ctx.signal,
      });
      const permitKeys = keys.filter(key => key.use === 'permit');
      if (permitKeys.length === 0) {
        throw new Error(
          'The portal has no permit keys; a repository without them could never deploy',
        );
      }
      await mkdir(dirname(target), { recursive: true });
      await writeFile(
        target,
        `${JSON.stringify({ keys: permitKeys }, undefined, 2)}\n`,
      );
    },
  });
}
