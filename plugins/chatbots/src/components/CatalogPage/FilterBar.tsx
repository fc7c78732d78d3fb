import { SearchField, Select, Switch } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { useTexts } from '../../hooks';
import styles from './CatalogPage.module.css';
import {
  CATALOG_SORTS,
  USUAL_ORDER,
  type CatalogFilters,
} from './catalogFilters';
import { ownerName, type OwnerNames } from './useOwners';

const ANY = '';
const TYPING_MILLISECONDS = 300;

/** Props of {@link FilterBar}. @internal */
export interface FilterBarProps {
  /** Where there is little room, all but the search is folded. */
  isWide: boolean;
  filters: CatalogFilters;
  owners: readonly string[];
  names: OwnerNames;
  stages: readonly string[];
  onChange: (changes: Partial<CatalogFilters>) => void;
}

/** Search and filters; what is set shows as chips below. @internal */
export function FilterBar(props: FilterBarProps) {
  const { isWide, filters, owners, names, stages, onChange } = props;
  const t = useTexts();

  const select = (
    name: 'owner' | 'stage' | 'risk' | 'verdict',
    values: readonly { value: string; label: string }[],
  ) => (
    <Select
      className={styles.select}
      label={t(`catalog.filter.${name}`)}
      options={[{ value: ANY, label: t('catalog.filter.any') }, ...values]}
      value={filters[name] ?? ANY}
      onChange={value => onChange({ [name]: value || undefined })}
    />
  );

  const more = (
    <>
      {select(
        'owner',
        owners.map(value => ({ value, label: ownerName(names, value) })),
      )}
      {select(
        'stage',
        stages.map(value => ({ value, label: value })),
      )}
      {select(
        'risk',
        (['minimal', 'limited', 'high'] as const).map(value => ({
          value,
          label: t(`shared.risk.${value}`),
        })),
      )}
      {select(
        'verdict',
        (['pass', 'fail', 'inconclusive', 'none'] as const).map(value => ({
          value,
          label: t(`shared.outcome.${value}`),
        })),
      )}
      <Select
        className={styles.select}
        label={t('catalog.sort.label')}
        options={CATALOG_SORTS.map(value => ({
          value,
          label: t(`catalog.sort.${value}`),
        }))}
        value={filters.sort}
        onChange={value => {
          const sort = CATALOG_SORTS.find(name => name === value) ?? 'name';
          onChange({ sort, order: USUAL_ORDER[sort] });
        }}
      />
      <Switch
        className={styles.needsMe}
        label={t('catalog.filter.needsMe')}
        isSelected={filters.needsMe}
        onChange={needsMe => onChange({ needsMe })}
      />
    </>
  );

  return (
    <div className={styles.filters} role="search">
      <DelayedSearch
        value={filters.search ?? ''}
        onChange={search => onChange({ search: search || undefined })}
      />
      {isWide ? (
        more
      ) : (
        <details className={styles.more}>
          <summary>{t('catalog.filter.more')}</summary>
          <div className={styles.filters}>{more}</div>
        </details>
      )}
    </div>
  );
}

/** Each letter would be a request; the field waits until typing pauses. */
function DelayedSearch(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const t = useTexts();
  const [typed, setTyped] = useState(value);

  // The URL may change by other means, as by "clear all filters".
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  return (
    <SearchField
      className={styles.search}
      label={t('catalog.filter.search')}
      placeholder={t('catalog.filter.searchPlaceholder')}
      size="small"
      value={typed}
      onChange={setTyped}
    />
  );
}
