import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import { useTexts } from '../../hooks';
import { Digest } from '../shared';
import { HiddenSummary, isolated, TextLines, Written } from '../text';
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
      <Text>
        <Written>{name}</Written>
      </Text>
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
              ? t('version.card.hideTextOf', { name: isolated(name) })
              : t('version.card.showTextOf', { name: isolated(name) })
          }
          onPress={() => setOpen(!open)}
        >
          {open ? t('version.card.hideText') : t('version.card.showText')}
        </Button>
      )}
      <HiddenSummary text={text} />
      {open && text !== undefined && (
        <div className={styles.text}>
          <TextLines id={id} label={isolated(name)} text={text} />
        </div>
      )}
    </li>
  );
}
