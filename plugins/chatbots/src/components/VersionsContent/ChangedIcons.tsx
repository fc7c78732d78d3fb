import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  RiBrainLine,
  RiChatQuoteLine,
  RiCodeLine,
  RiDatabase2Line,
  RiEqualizerLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useTexts } from '../../hooks';
import styles from './VersionsContent.module.css';

type Changed = Api.ModelVersion['changed'][number];

const ICONS: Record<Changed, RemixiconComponentType> = {
  code: RiCodeLine,
  prompt: RiChatQuoteLine,
  parameters: RiEqualizerLine,
  data: RiDatabase2Line,
  model: RiBrainLine,
};

/** What differs from the version before, as icons with words. @internal */
export function ChangedIcons(props: {
  changed: readonly Changed[];
  isFirst: boolean;
}) {
  const t = useTexts();
  if (props.changed.length === 0) {
    return (
      <span className={styles.muted}>
        {t(
          props.isFirst
            ? 'entity.versions.changedFirst'
            : 'entity.versions.changedNothing',
        )}
      </span>
    );
  }
  return (
    <span className={styles.inline}>
      {props.changed.map(part => {
        const Icon = ICONS[part];
        return (
          <span key={part} className={styles.changed}>
            <Icon size={16} aria-hidden />
            {t(`entity.versions.changed.${part}`)}
          </span>
        );
      })}
    </span>
  );
}
