import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { foldText } from '../text/foldText.ts';
import { AllowList } from './AllowList.ts';
import { findCards, findIbans, findTaxIds } from './findAccounts.ts';
import { findAddresses, findEmails } from './findContacts.ts';
import { findPhones } from './findPhones.ts';
import { SentenceGate } from './SentenceGate.ts';
import { joinSpans, type Kind, type Span } from './span.ts';

/** Which personal data is looked for. */
export interface PersonalDataSettings {
  /** ISO 3166-1 codes of the countries whose telephone and tax numbers are read without a country code. */
  countries: readonly string[];
  /** The team's own contacts, which stay readable; see {@link AllowList.create}. */
  allow?: readonly string[];
}

/** A text after masking. */
export interface MaskedText {
  /** The text, with a mark such as `[email removed]` in each place. */
  text: string;
  /** How many of each kind were masked. */
  found: Partial<Record<Kind, number>>;
  /** Where they stood in the text as given, in order. */
  spans: Span[];
}

/** A masked text that comes in pieces. */
export interface MaskedStream {
  /** Takes the next piece. */
  push(text: string): void;
  /** Passes on what was held back. */
  end(): void;
}

/**
 * Masks e-mail addresses, bank accounts, payment cards, tax numbers, telephone numbers and IP addresses.
 *
 * Names, birth dates and postal addresses are not found, nor is every number: a masked text is not free of personal data. What is
 * found of the labelled set, and what is masked wrongly, is printed by `measurePersonalData`.
 *
 * One of it serves everything that leaves the bot: question and history before the provider, log lines, stored feedback, answers.
 */
export class PersonalData {
  readonly #countries: readonly CountryCode[];
  readonly #allowed: AllowList;

  private constructor(countries: readonly CountryCode[], allowed: AllowList) {
    this.#countries = countries;
    this.#allowed = allowed;
  }

  /** @throws Error that names a country or an allowed contact that cannot be read */
  static create({ countries, allow = [] }: PersonalDataSettings): PersonalData {
    const known = countries.map(country => {
      if (!isSupportedCountry(country)) {
        throw new Error(
          `The country ${JSON.stringify(
            country,
          )} is unknown; write its ISO 3166-1 code in capitals, such as DE`,
        );
      }
      return country;
    });
    return new PersonalData(known, AllowList.create(allow, known));
  }

  /** Masks a text. Time grows with its length: every candidate is bounded, and so is the number of telephones that are parsed. */
  mask(text: string): MaskedText {
    const folded = foldText(text);
    const candidates = [
      ...findEmails(folded.text),
      ...findIbans(folded.text),
      ...findCards(folded.text),
      ...findTaxIds(folded.text, this.#countries),
      ...findPhones(folded.text, this.#countries),
      ...findAddresses(folded.text),
    ];
    const spans = joinSpans(
      candidates.filter(candidate => !this.#allowed.has(candidate)),
    ).map(({ kind, start, end }) => ({
      kind,
      start: folded.originalStart(start),
      end: folded.originalEnd(end),
    }));
    const found: MaskedText['found'] = {};
    const parts: string[] = [];
    let at = 0;
    for (const { kind, start, end } of spans) {
      found[kind] = (found[kind] ?? 0) + 1;
      parts.push(text.slice(at, start), `[${kind} removed]`);
      at = end;
    }
    parts.push(text.slice(at));
    return { text: parts.join(''), found, spans };
  }

  /** Masks a text that comes in pieces, sentence by sentence: an address must not be cut in two. */
  stream(onSentence: (sentence: MaskedText) => void): MaskedStream {
    return SentenceGate.create(sentence => onSentence(this.mask(sentence)));
  }
}
