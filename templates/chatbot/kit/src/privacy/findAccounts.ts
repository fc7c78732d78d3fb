import validator from 'validator';
import type { Candidate } from './span.ts';

const IBAN_START = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/g;
const IBAN_BODY = /^[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/;
/** An IBAN has 15 to 34 characters (ISO 13616). */
const SHORTEST_IBAN = 15;

/** Finds bank accounts with the check digits of ISO 13616, also in lower case and in groups. */
export function findIbans(text: string): Candidate[] {
  const found: Candidate[] = [];
  let from = 0;
  for (const { index: start } of text.matchAll(IBAN_START)) {
    if (start < from) {
      continue;
    }
    const body = IBAN_BODY.exec(text.slice(start, start + 68))?.[0] ?? '';
    // The words behind it look like its groups: shorter ends are tried.
    const iban = ends(body, SHORTEST_IBAN).find(end => validator.isIBAN(end));
    if (iban !== undefined) {
      from = start + iban.length;
      found.push({
        kind: 'iban',
        start,
        end: from,
        value: iban.replace(/[ -]/g, '').toUpperCase(),
      });
    }
  }
  return found;
}

const DIGITS = /(?<![A-Za-z0-9]|\d[.,])\d(?:[ -]?\d){12,}(?![A-Za-z]|[.,]\d)/g;
/** How cards are printed: groups of four, or 4-6-5 and 4-6-4. */
const PRINTED =
  /(?<!\d)(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5})(?!\d)/g;

/** Finds payment cards by issuer and check digit (ISO/IEC 7812), as printed or as one number of 13 to 19 digits. */
export function findCards(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: run, index } of text.matchAll(DIGITS)) {
    const whole = run.length <= 37 && validator.isCreditCard(run);
    const parts = whole ? [{ 0: run, index: 0 }] : run.matchAll(PRINTED);
    for (const { 0: printed, index: offset } of parts) {
      // Three digits behind sixteen may be the card's code.
      const part = [printed, printed.slice(0, 19)].find(
        number => whole || validator.isCreditCard(number),
      );
      if (part !== undefined) {
        found.push({
          kind: 'card',
          start: index + offset,
          end: index + offset + part.length,
          value: part.replace(/\D/g, ''),
        });
      }
    }
  }
  return found;
}

/** Locales of `validator` for the tax numbers of a country. */
const TAX_LOCALES = new Map(
  (
    'bg-BG cs-CZ de-AT de-DE dk-DK el-CY el-GR en-CA en-GB en-IE en-US es-AR es-ES et-EE fi-FI fr-BE fr-FR fr-LU hr-HR ' +
    'hu-HU it-IT lt-LT lv-LV mt-MT nl-NL pl-PL pt-BR pt-PT ro-RO sk-SK sl-SI sv-SE uk-UA'
  )
    .split(' ')
    .map(locale => [locale.slice(3), locale]),
);

/** Words that say that a tax number follows. */
const TAX_LABEL =
  /\b(?:tax(?:payer)?[ -]?(?:id|identification|number|no|reference)|taxpayer|tin|itin|ein|utr|steuer[ -]?(?:id|ident|nummer|nr)|id-?nr|identifikationsnummer|num[ée]ro fiscal|identifiant fiscal|spi|nif|nie|dni|codice fiscale|partita iva|bsn|pesel|nip|personnummer|cpf|cnpj|cuit|oib|cnp)/gi;
/** What may stand between the word and the number. A line end ends it. */
const TAX_VALUE =
  /^[^\d\n]{0,40}?(?<![\p{L}\p{N}])([A-Za-z]{0,6}\d[A-Za-z0-9]{0,15}(?:[ ./-][A-Za-z0-9]{1,12}){0,5})/u;

/**
 * Finds tax numbers of the countries, behind a word that announces one.
 *
 * The word is needed: several countries' numbers are nine or ten digits without a check digit.
 */
export function findTaxIds(
  text: string,
  countries: readonly string[],
): Candidate[] {
  const locales = countries.flatMap(country => TAX_LOCALES.get(country) ?? []);
  if (locales.length === 0) {
    return [];
  }
  const found: Candidate[] = [];
  for (const label of text.matchAll(TAX_LABEL)) {
    const from = label.index + label[0].length;
    const match = TAX_VALUE.exec(text.slice(from, from + 96));
    const body = match?.[1] ?? '';
    const number = ends(body, 7).find(end =>
      locales.some(locale => isTaxId(end, locale)),
    );
    if (match !== null && number !== undefined) {
      const start = from + match[0].length - body.length;
      found.push({
        kind: 'tax-id',
        start,
        end: start + number.length,
        value: number.replace(/[^A-Za-z0-9]/g, '').toUpperCase(),
      });
    }
  }
  return found;
}

function isTaxId(text: string, locale: string): boolean {
  return (
    validator.isTaxID(text, locale) ||
    validator.isTaxID(text.replace(/[^A-Za-z0-9]/g, ''), locale)
  );
}

/** A text and its shorter ends, longest first, cut where a group ends and the rest is long enough. */
function ends(body: string, fewest: number): string[] {
  return [...body.matchAll(/[A-Za-z0-9](?![A-Za-z0-9])/g)]
    .map(({ index }) => body.slice(0, index + 1))
    .filter(end => end.replace(/[^A-Za-z0-9]/g, '').length >= fewest)
    .reverse();
}
