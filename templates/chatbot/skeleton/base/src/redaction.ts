/** What is found in a text and replaced. */
export type PersonalDataKind = 'email' | 'iban' | 'card' | 'phone';

const PATTERNS: Record<PersonalDataKind, RegExp> = {
  email: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu,
  iban: /\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b/g,
  card: /\b\d(?:[ -]?\d){12,18}\b/g,
  phone: /(?:\+|\b00)\d{1,3}(?:[\s./()-]{0,2}\d){6,13}\b/g,
};

/** A text without the kinds of personal data that have a pattern, and what was taken out. Names have none. */
export interface Redaction {
  text: string;
  found: Partial<Record<PersonalDataKind, number>>;
}

/**
 * Replaces e-mail addresses, bank accounts, payment cards and telephone numbers.
 *
 * The order matters: a card number must not be half eaten by the telephone pattern.
 */
export function redactPersonalData(text: string): Redaction {
  const found: Redaction['found'] = {};
  let redacted = text;
  for (const kind of ['email', 'iban', 'card', 'phone'] as const) {
    redacted = redacted.replace(PATTERNS[kind], match => {
      if (kind === 'card' && !passesLuhn(match)) {
        return match;
      }
      found[kind] = (found[kind] ?? 0) + 1;
      return `[${kind} removed]`;
    });
  }
  return { text: redacted, found };
}

/** The check digit of payment cards (ISO/IEC 7812-1), so that order numbers stay readable. */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
