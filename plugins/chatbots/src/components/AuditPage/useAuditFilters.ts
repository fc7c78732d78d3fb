import { useMemo } from 'react';
import { useUrlQuery } from '../../hooks';
import { filtersOf, type AuditFilters } from './auditFilters';

/** The page's filters and the open event, which live in the URL. @internal */
export function useAuditFilters(): {
  filters: AuditFilters;
  change: (filters: Partial<AuditFilters>) => void;
  event: number | undefined;
  openEvent: (sequence: number | undefined) => void;
  eventHref: (sequence: number) => string;
} {
  const { query, patch } = useUrlQuery();
  return useMemo(() => {
    const raw = query.get('event') ?? '';
    return {
      filters: filtersOf(query),
      change: filters => patch({ ...filters }),
      event: /^\d{1,15}$/.test(raw) ? Number(raw) : undefined,
      openEvent: sequence =>
        patch({ event: sequence === undefined ? undefined : String(sequence) }),
      eventHref: sequence => {
        const next = new URLSearchParams(query);
        next.set('event', String(sequence));
        return `?${next}`;
      },
    };
  }, [query, patch]);
}
