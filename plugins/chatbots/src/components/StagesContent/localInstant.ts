import { DateTime } from 'luxon';

/** An instant as a date and time field shows it, in the reader's zone. @internal */
export function toLocalField(instant: string | undefined): string {
  return instant
    ? DateTime.fromISO(instant).toFormat("yyyy-LL-dd'T'HH:mm")
    : '';
}

/** The instant that a date and time field means; undefined for an empty or half-typed one. @internal */
export function fromLocalField(text: string): string | undefined {
  const time = DateTime.fromISO(text);
  return text && time.isValid ? time.toUTC().toISO() ?? undefined : undefined;
}
