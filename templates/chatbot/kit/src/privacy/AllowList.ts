import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import type { CountryCode } from 'libphonenumber-js/max';
import validator from 'validator';
import { foldText } from '../text/foldText.ts';
import { normalEmail } from './findContacts.ts';
import { parsePhone } from './findPhones.ts';
import type { Candidate } from './span.ts';

/** The team's own contacts, which stay readable. Compared in normal form, so that notation does not matter. */
export class AllowList {
  readonly #values: ReadonlySet<string>;
  readonly #domains: ReadonlySet<string>;
  readonly #parents: readonly string[];
  readonly #networks: BlockList;

  private constructor(
    values: ReadonlySet<string>,
    domains: ReadonlySet<string>,
    parents: readonly string[],
    networks: BlockList,
  ) {
    this.#values = values;
    this.#domains = domains;
    this.#parents = parents;
    this.#networks = networks;
  }

  /**
   * Reads the entries: e-mail addresses, whole domains (`example.org`; `*.example.org` for what is below it), telephone numbers in
   * any notation, bank accounts, IP addresses and networks (`192.0.2.0/24`).
   *
   * @throws Error that names the entry that is none of these
   */
  static create(
    entries: readonly string[],
    countries: readonly CountryCode[],
  ): AllowList {
    const values = new Set<string>();
    const domains = new Set<string>();
    const parents: string[] = [];
    const networks = new BlockList();
    entries.forEach((entry, i) => {
      const text = foldText(entry).text.trim();
      const [network = '', prefix] = text.split('/');
      const domain = domainToASCII(text.replace(/^(?:\*\.|@)/, ''));
      const phones = [undefined, ...countries].flatMap(
        country => parsePhone(text, country)?.value ?? [],
      );
      if (validator.isEmail(text)) {
        values.add(normalEmail(text));
      } else if (validator.isIBAN(text)) {
        values.add(text.replace(/[ -]/g, '').toUpperCase());
      } else if (validator.isIP(text)) {
        networks.addAddress(text, isIPv6(text) ? 'ipv6' : 'ipv4');
      } else if (validator.isIPRange(text)) {
        networks.addSubnet(
          network,
          Number(prefix),
          isIPv4(network) ? 'ipv4' : 'ipv6',
        );
      } else if (/[a-z]/i.test(text) && validator.isFQDN(domain)) {
        if (text.startsWith('*.')) {
          parents.push(`.${domain}`);
        } else {
          domains.add(domain);
        }
      } else if (phones.length > 0) {
        phones.forEach(phone => values.add(phone));
      } else {
        throw new Error(
          `Entry ${i + 1} of the allow list, ${JSON.stringify(
            entry,
          )}, is no e-mail address, domain, telephone number, bank account or IP address; write a telephone number with its country code, such as +49`,
        );
      }
    });
    return new AllowList(values, domains, parents, networks);
  }

  /** Whether the team wants this to stay readable. */
  has({ kind, value }: Candidate): boolean {
    if (kind === 'ip') {
      return this.#networks.check(value, isIPv6(value) ? 'ipv6' : 'ipv4');
    }
    const domain = kind === 'email' ? value.slice(value.indexOf('@') + 1) : '';
    return (
      this.#values.has(value) ||
      this.#domains.has(domain) ||
      (domain !== '' && this.#parents.some(parent => domain.endsWith(parent)))
    );
  }
}
