import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { Texts } from '../../hooks';

/** Who did it where no person's name is kept: by pseudonym once it is erased. @internal */
export function actorText(t: Texts, actor: Api.AuditEvent['actor']): string {
  if (actor.kind === 'user') {
    return t('audit.events.erased', { pseudonym: actor.pseudonym ?? '?' });
  }
  return actor.kind === 'pipeline'
    ? t('audit.events.pipeline')
    : t('audit.events.service');
}
