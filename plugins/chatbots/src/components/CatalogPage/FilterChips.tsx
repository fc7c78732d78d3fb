import { Button, Tag, TagGroup } from '@backstage/ui';
import { useTexts, type Texts } from '../../hooks';
import styles from './CatalogPage.module.css';
import {
  FILTER_NAMES,
  NO_FILTERS,
  type CatalogFilters,
  type FilterName,
} from './catalogFilters';
import { ownerName, type OwnerNames } from './useOwners';

/** Props of {@link FilterChips}. @internal */
export interface FilterChipsProps {
  filters: CatalogFilters;
  names: OwnerNames;
  onChange: (changes: Partial<CatalogFilters>) => void;
}

/** What is filtered, each with a button that removes it. @internal */
export function FilterChips(props: FilterChipsProps) {
  const { filters, names, onChange } = props;
  const t = useTexts();
  const set = FILTER_NAMES.filter(name => filters[name]);
  if (set.length === 0) {
    return null;
  }
  return (
    <div className={styles.inline}>
      <TagGroup
        aria-label={t('catalog.filter.active')}
        onRemove={keys =>
          onChange(Object.fromEntries([...keys].map(key => [key, undefined])))
        }
      >
        {set.map(name => (
          <Tag
            key={name}
            id={name}
            textValue={chipText(t, filters, name, names)}
          >
            {chipText(t, filters, name, names)}
          </Tag>
        ))}
      </TagGroup>
      <Button
        size="small"
        variant="tertiary"
        onPress={() => onChange(NO_FILTERS)}
      >
        {t('catalog.filter.clear')}
      </Button>
    </div>
  );
}

function chipText(
  t: Texts,
  filters: CatalogFilters,
  name: FilterName,
  names: OwnerNames,
): string {
  const label = t(`catalog.filter.${name}`);
  const value = chipValue(t, filters, name, names);
  return value ? t('catalog.filter.chip', { filter: label, value }) : label;
}

function chipValue(
  t: Texts,
  filters: CatalogFilters,
  name: FilterName,
  names: OwnerNames,
): string | undefined {
  switch (name) {
    case 'risk':
      return filters.risk && t(`shared.risk.${filters.risk}`);
    case 'verdict':
      return filters.verdict && t(`shared.outcome.${filters.verdict}`);
    case 'owner':
      return filters.owner && ownerName(names, filters.owner);
    case 'stuck':
    case 'needsMe':
      return undefined;
    default:
      return filters[name];
  }
}
