import { Button, Select, Switch } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useTexts } from '../../hooks';
import styles from './sections.module.css';

/** Props of {@link VersionPickers}. @internal */
export interface VersionPickersProps {
  /** Versions to choose from, newest first. */
  versions: readonly string[];
  base?: string;
  target?: string;
  onlyDifferences: boolean;
  onChange: (
    change: Partial<{ base: string; target: string; all: boolean }>,
  ) => void;
}

/** Which two versions, in which order, and how much of the difference. @internal */
export function VersionPickers(props: VersionPickersProps) {
  const t = useTexts();
  const { base, target, onChange } = props;
  // A version from the URL may lie on a later page of the list.
  const names = [...new Set([...props.versions, base, target])];
  const options = names.flatMap(name =>
    name === undefined ? [] : [{ id: name, label: name }],
  );
  return (
    <div className={styles.pickers}>
      <Select
        className={styles.picker}
        label={t('version.compare.base')}
        placeholder={t('version.compare.choose')}
        options={options}
        value={base ?? null}
        onChange={value => onChange({ base: String(value) })}
      />
      <Button
        variant="secondary"
        iconStart={<RiArrowLeftRightLine aria-hidden="true" />}
        isDisabled={base === undefined || target === undefined}
        onPress={() =>
          base && target && onChange({ base: target, target: base })
        }
      >
        {t('version.compare.swap')}
      </Button>
      <Select
        className={styles.picker}
        label={t('version.compare.target')}
        placeholder={t('version.compare.choose')}
        options={options}
        value={target ?? null}
        onChange={value => onChange({ target: String(value) })}
      />
      <Switch
        label={t('version.compare.onlyDifferences')}
        isSelected={props.onlyDifferences}
        onChange={selected => onChange({ all: !selected })}
      />
    </div>
  );
}
