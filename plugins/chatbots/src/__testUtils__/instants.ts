/** Fixtures live near the present, so relative times read as in real use. */
const HOUR = 3_600_000;

/** The clock of the pages may have been read a moment before a fixture is made, and what is not over is not counted. */
const MOMENT = 2000;

/** An instant some hours and a moment before now, as ISO 8601. @internal */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * HOUR - MOMENT).toISOString();
}

/** An instant some hours after now, as ISO 8601. @internal */
export function hoursAhead(hours: number): string {
  return hoursAgo(-hours);
}

/** A digest that only a fixture can have. @internal */
export function digestOf(seed: string): string {
  const digits = Array.from(seed, character =>
    character.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('');
  return digits.repeat(Math.ceil(64 / digits.length)).slice(0, 64);
}

/** A UUID that only a fixture can have. @internal */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
