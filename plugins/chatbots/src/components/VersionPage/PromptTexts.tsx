import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import { useTexts } from '../../hooks';
import { Digest } from '../shared';
import styles from './version.module.css';

/** The prompts, with their texts on demand. @internal */
export function PromptTexts(props: { prompts: readonly Api.PromptText[] }) {
  const t = useTexts();
  return props.prompts.length === 0 ? (
    <Text color="secondary">{t('version.card.none')}</Text>
  ) : (
    <ul className={styles.list}>
      {props.prompts.map(prompt => (
        <PromptEntry key={prompt.name} prompt={prompt} />
      ))}
    </ul>
  );
}

function PromptEntry(props: { prompt: Api.PromptText }) {
  const t = useTexts();
  const { name, digest, text } = props.prompt;
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.item}>
      <Text>{name}</Text>
      <Digest digest={digest} />
      {text === undefined ? (
        <Text color="secondary">{t('version.card.textMissing')}</Text>
      ) : (
        <Button
          variant="tertiary"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={
            open
              ? t('version.card.hideTextOf', { name })
              : t('version.card.showTextOf', { name })
          }
          onPress={() => setOpen(!open)}
        >
          {open ? t('version.card.hideText') : t('version.card.showText')}
        </Button>
      )}
      {open && text !== undefined && (
        <pre id={id} className={styles.text} role="region" aria-label={name}>
          {text}
        </pre>
      )}
    </li>
  );
}
