import { useNames, useTexts, type Names, type Texts } from '../../hooks';
import { sharedMessages } from '../../translations/shared';
import type { BindingChange } from './bindingChanges';

/** What changed since the page was opened, one line each. @internal */
export function BindingChangeList(props: {
  changes: readonly BindingChange[];
}) {
  const t = useTexts();
  const names = useNames();
  return (
    <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
      {props.changes.map(change => (
        <li key={`${change.field}/${change.name}`}>
          {textOf(t, names, change)}
        </li>
      ))}
    </ul>
  );
}

function textOf(t: Texts, names: Names, change: BindingChange): string {
  if (change.field === 'other') {
    return t('promotion.change.other');
  }
  return t('promotion.change.text', {
    name:
      change.field === 'check'
        ? t('promotion.change.field.check', { name: change.name ?? '' })
        : t(`promotion.change.field.${change.field}`),
    before: valueText(t, names, change.field, change.before),
    after: valueText(t, names, change.field, change.after),
  });
}

/** A fact as the rest of the page shows it; what has no words stands for itself. */
function valueText(
  t: Texts,
  names: Names,
  field: BindingChange['field'],
  value: string | undefined,
): string {
  if (value === undefined) {
    return t('promotion.change.missing');
  }
  switch (field) {
    case 'owner':
      return names.entity(value);
    case 'state':
      return isOf(sharedMessages.state, value)
        ? t(`shared.state.${value}`)
        : value;
    case 'check':
      return isOf(sharedMessages.outcome, value)
        ? t(`shared.outcome.${value}`)
        : value;
    case 'riskClass':
      return value === 'minimal' || value === 'limited' || value === 'high'
        ? t(`shared.risk.${value}`)
        : value;
    default:
      return value;
  }
}

function isOf<T extends object>(
  words: T,
  value: string,
): value is keyof T & string {
  return Object.hasOwn(words, value);
}
