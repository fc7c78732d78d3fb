import { Button } from '@backstage/ui';
import { useId } from 'react';
import { useTexts } from '../../hooks';
import { fromLocalField, toLocalField } from './localInstant';
import styles from './StagesContent.module.css';

/** Props of {@link InstantPicker}. @internal */
export interface InstantPickerProps {
  /** ISO 8601; undefined means now. */
  at: string | undefined;
  onChange: (at: string | undefined) => void;
}

/** Chooses an instant of the past, or now. @internal */
export function InstantPicker(props: InstantPickerProps) {
  const { at, onChange } = props;
  const t = useTexts();
  const id = useId();
  return (
    <div className={styles.inline}>
      <label htmlFor={id}>{t('entity.stages.showAt')}</label>
      <input
        id={id}
        type="datetime-local"
        className={styles.instant}
        aria-describedby={`${id}-help`}
        max={toLocalField(new Date().toISOString())}
        value={toLocalField(at)}
        onChange={event => onChange(fromLocalField(event.target.value))}
      />
      <span id={`${id}-help`} className={styles.muted}>
        {t('entity.stages.showAtHelp')}
      </span>
      {at && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => onChange(undefined)}
        >
          {t('entity.stages.now')}
        </Button>
      )}
    </div>
  );
}
