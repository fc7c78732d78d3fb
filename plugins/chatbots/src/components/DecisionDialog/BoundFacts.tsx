import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useNames, useTexts } from '../../hooks';
import { FactList } from '../shared';

/** What a decision names: the version by its whole digest, the stage, and what it replaces. @internal */
export function BoundFacts(props: { promotion: Api.Promotion }) {
  const t = useTexts();
  const names = useNames();
  const { chatbot, version, digest, stage, replaces } = props.promotion;
  return (
    <FactList
      facts={[
        {
          label: t('promotion.dialog.version'),
          value: t('shared.version.label', {
            chatbot: names.chatbot(chatbot),
            version,
          }),
        },
        { label: t('promotion.dialog.digest'), value: digest },
        { label: t('promotion.dialog.stage'), value: stage },
        {
          label: t('promotion.dialog.replaces'),
          value: replaces ?? t('promotion.dialog.replacesNothing'),
        },
      ]}
    />
  );
}
