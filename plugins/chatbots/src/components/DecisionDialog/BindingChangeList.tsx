import { useTexts, type Texts } from '../../hooks';
import type { BindingChange } from './bindingChanges';

/** What changed since the page was opened, one line each. @internal */
export function BindingChangeList(props: {
  changes: readonly BindingChange[];
}) {
  const t = useTexts();
  return (
    <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
      {props.changes.map(change => (
        <li key={`${change.field}/${change.name}`}>{textOf(t, change)}</li>
      ))}
    </ul>
  );
}

function textOf(t: Texts, change: BindingChange): string {
  if (change.field === 'other') {
    return t('promotion.change.other');
  }
  return t('promotion.change.text', {
    name:
      change.field === 'check'
        ? t('promotion.change.field.check', { name: change.name ?? '' })
        : t(`promotion.change.field.${change.field}`),
    before: change.before ?? t('promotion.change.missing'),
    after: change.after ?? t('promotion.change.missing'),
  });
}
