import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { fromJson } from '../../database';
import { originFacts } from '../../records/originFacts';
import { KeptTexts } from './KeptTexts';

/** Whether a column holds the origin that an event tells of; what can't be read any more is none. */
export function hasOrigin(
  event: StoredEvent<
    'version.reported' | 'evaluation.reported' | 'token.exchanged'
  >,
  column: string,
  texts: KeptTexts,
): boolean {
  try {
    const { data, texts: named } = originFacts(fromJson<Api.Origin>(column));
    return (
      canonicalJson(data.origin) === canonicalJson(event.data.origin) &&
      texts.holds(event, 'ref', named.ref) &&
      texts.holds(event, 'workflow', named.workflow) &&
      texts.holds(event, 'environment', named.environment)
    );
  } catch {
    return false;
  }
}
