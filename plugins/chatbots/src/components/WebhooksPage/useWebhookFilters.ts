import { useMemo } from 'react';
import { useUrlQuery } from '../../hooks';

/** States of a delivery. @internal */
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;

/** Filters of the deliveries, as the URL keeps them and the API takes them. @internal */
export interface WebhookFilters {
  target?: string;
  state?: (typeof DELIVERY_STATES)[number];
  type?: string;
}

/** The page's filters and the open delivery, which live in the URL. @internal */
export function useWebhookFilters(): {
  filters: WebhookFilters;
  change: (filters: Partial<WebhookFilters>) => void;
  delivery: string | undefined;
  close: () => void;
  hrefOf: (deliveryId: string) => string;
} {
  const { query, patch } = useUrlQuery();
  return useMemo(() => {
    const target = query.get('target') || undefined;
    const state = DELIVERY_STATES.find(one => one === query.get('state'));
    const type = query.get('type') || undefined;
    const raw = query.get('delivery') ?? '';
    return {
      filters: {
        ...(target && { target }),
        ...(state && { state }),
        ...(type && { type }),
      },
      change: filters => patch({ ...filters }),
      delivery: /^[0-9a-f-]{36}$/.test(raw) ? raw : undefined,
      close: () => patch({ delivery: undefined }),
      hrefOf: deliveryId => {
        const next = new URLSearchParams(query);
        next.set('delivery', deliveryId);
        return `?${next}`;
      },
    };
  }, [query, patch]);
}
