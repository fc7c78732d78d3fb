import { useTexts } from '../../hooks';
import { EmptyState } from '../shared';

/** An entity of one of our kinds that the portal did not write. @internal */
export function NamelessEntity() {
  const t = useTexts();
  return (
    <EmptyState
      title={t('entity.kinds.unknown.title')}
      description={t('entity.kinds.unknown.description')}
    />
  );
}
