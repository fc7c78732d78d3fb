import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { sha256Hex } from '@chatbot-portal/transparency-log';
import { PromptTextRow } from '../../database/promptTexts';
import { sha256 } from '@chatbot-portal/transparency-log/node';

/**
 * The prompt texts of a report, each checked against the digest that its bundle states: what a reviewer reads is what the
 * digest covers. Throws `digest-mismatch` or `input-invalid`.
 */
export function promptTextRows(
  chatbot: string,
  bundle: Api.ModelVersionBundle,
  texts: Api.ModelVersionReport['promptTexts'] = [],
): PromptTextRow[] {
  const digests = new Map(
    bundle.prompts.map(({ name, digest }) => [name, digest]),
  );
  const rows = new Map<string, PromptTextRow>();
  for (const { name, text } of texts) {
    const digest = digests.get(name);
    if (digest === undefined) {
      throw errorWithReason(
        'input-invalid',
        `The bundle has no prompt '${name}' that a text is given for`,
        { details: { path: 'promptTexts', name } },
      );
    }
    const actual = sha256Hex(Buffer.from(text, 'utf8'), sha256);
    if (actual !== digest) {
      throw errorWithReason(
        'digest-mismatch',
        `The text of prompt '${name}' does not have the digest that the bundle states`,
        {
          hint: 'Digest the exact bytes of the prompt file.',
          details: { name, stated: digest, actual },
        },
      );
    }
    rows.set(digest, { chatbot, digest, text });
  }
  return [...rows.values()];
}
