import { toError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { isErrorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { assertBound, pickRepository } from '../host/pickRepository';
import { Portal } from '../Portal';
import { examples } from './createIssuePipelineTokenAction.examples';

/** One token per chatbot comes from templates: issuing it again revokes the one before. */
const PURPOSE = 'scaffolder';
const DEFAULT_SECRET = 'CHATBOT_PORTAL_TOKEN';

/**
 * Issues a pipeline token and writes it into the host's secret store, in one step.
 *
 * @remarks
 * The value is neither an output nor a checkpoint: both are stored with the task. So a task that is recovered in the middle
 * issues another token, and the portal revokes the first in the same transaction.
 */
export function createIssuePipelineTokenAction(options: {
  portal: Portal;
  hosts: ScmHosts;
}) {
  const { portal, hosts } = options;
  return createTemplateAction({
    id: 'chatbots:pipeline-token:issue',
    description:
      'Issues a pipeline token for a chatbot and writes it into the secret store of its repository. The token is never shown.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'Name of the chatbot' }),
        repoUrl: z =>
          z.string({
            description: 'Repository, as the repository picker gives it',
          }),
        secretName: z =>
          z
            .string({ description: 'Name of the secret' })
            .regex(/^[A-Z][A-Z0-9_]{0,99}$/)
            .default(DEFAULT_SECRET),
      },
      output: {
        tokenId: z =>
          z
            .string({
              description:
                'Id of the token, by which it is revoked; none where jobs prove who they are',
            })
            .optional(),
      },
    },
    async handler(ctx) {
      // The schema's default is for the form: the scaffolder does not fill it in.
      const { name, repoUrl, secretName = DEFAULT_SECRET } = ctx.input;
      const { host, url } = pickRepository(repoUrl, hosts);
      if (host.capabilities.has('identity-tokens')) {
        ctx.logger.info(
          `Jobs of ${host.hostname} prove who they are: no token is stored there`,
        );
        return;
      }
      ScmHosts.require(host, 'secrets');
      if (ctx.isDryRun) {
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const repository = await host.repository({ url, signal: ctx.signal });
      // The secret is written with the portal's own credentials: a template must not choose where a chatbot's token goes.
      await assertBound(portal, { name, credentials, repository });
      const { token, record } = await portal.client.issuePipelineToken(
        { path: { chatbot: name }, body: { purpose: PURPOSE } },
        await portal.onBehalfOf(credentials),
      );
      try {
        await host.setSecret(repository, {
          name: secretName,
          value: token,
          signal: ctx.signal,
        });
      } catch (error) {
        throw await revoked(error, async () =>
          portal.client.revokePipelineToken(
            { path: { chatbot: name, tokenId: record.id } },
            await portal.onBehalfOf(credentials),
          ),
        );
      }
      ctx.logger.info(
        `Wrote the secret ${secretName} for ${name}; the token ${record.id} expires on ${record.expiresAt}`,
      );
      ctx.output('tokenId', record.id);
    },
  });
}

/** A token that nobody holds must not stay good. Says nothing of the host's answer but its status or reason. */
async function revoked(
  failure: unknown,
  revoke: () => Promise<void>,
): Promise<Error> {
  const answer = answerOf(failure);
  const message = `The host did not take the secret (${answer})`;
  try {
    await revoke();
  } catch (error) {
    return new Error(
      `${message}, and the token could not be revoked (${
        toError(error).name
      }). Revoke it in the portal, then run the task again.`,
    );
  }
  return new Error(`${message}; the token was revoked. Run the task again.`);
}

function answerOf(failure: unknown): string {
  if (!isErrorWithReason(failure)) {
    return toError(failure).name;
  }
  const { reason, details } = failure;
  return details?.status ? `HTTP ${details.status}` : reason;
}
