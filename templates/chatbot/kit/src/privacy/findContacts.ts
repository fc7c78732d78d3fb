import { domainToASCII } from 'node:url';
import validator from 'validator';
import type { Candidate } from './span.ts';

/** Letters of scripts that put blanks between words. In the others an address touches the words around it. */
const SPACED =
  '(?:(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\u30fc])[\\p{L}\\p{M}\\p{N}])';
const LOCAL = new RegExp(`(?:${SPACED}|[_.%+'~-]){1,64}$`, 'u');
const LOCAL_ANY = /[\p{L}\p{M}\p{N}_.%+'~-]{1,64}$/u;
const DOMAIN = new RegExp(`^(?:${SPACED}|[.-]){3,253}`, 'u');
const DOMAIN_ANY = /^[\p{L}\p{M}\p{N}.-]{3,253}/u;
const AT = /@| ?[([{](?:at|ät|@)[)\]}] ?/gi;
const DOT = / ?[([{](?:dot|punkt|point|\.)[)\]}] ?/gi;
/** Characters that are looked at before and behind an at sign: the longest local part and domain (RFC 5321). */
const REACH = { before: 64, behind: 253 };

/** An e-mail address as the allow list compares it: lower case, the domain in ASCII. */
export function normalEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  return `${address.slice(0, at).toLowerCase()}@${
    domainToASCII(domain) || domain
  }`;
}

/** Finds e-mail addresses, also with `(at)` and `(dot)`: one library call at most for each at sign. */
export function findEmails(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(AT)) {
    const before = text.slice(
      Math.max(0, match.index - REACH.before),
      match.index,
    );
    const behindAt = match.index + match[0].length;
    const behind = text.slice(behindAt, behindAt + REACH.behind);
    const local = (LOCAL.exec(before) ?? LOCAL_ANY.exec(before))?.[0].replace(
      /^[^\p{L}\p{M}\p{N}_]+/u,
      '',
    );
    const domain = domainAt(behind, match[0] !== '@');
    if (!local || domain === undefined) {
      continue;
    }
    const address = `${local}@${domain.name}`;
    // `git@host:path` is a place, not a person.
    const isRepository =
      local === 'git' && /^[:/]\S/.test(behind.slice(domain.length));
    if (!isRepository && validator.isEmail(address)) {
      found.push({
        kind: 'email',
        start: match.index - local.length,
        end: behindAt + domain.length,
        value: normalEmail(address),
      });
    }
  }
  return found;
}

function domainAt(
  behind: string,
  written: boolean,
): { name: string; length: number } | undefined {
  if (written) {
    // The written form may have written dots too.
    const words =
      /^[\p{L}\p{N}-]{1,63}(?:(?:\.| ?[([{](?:dot|punkt|point|\.)[)\]}] ?)[\p{L}\p{N}-]{1,63}){1,5}/iu.exec(
        behind,
      )?.[0];
    return words === undefined
      ? undefined
      : { name: words.replace(DOT, '.'), length: words.length };
  }
  const run = (DOMAIN.exec(behind) ?? DOMAIN_ANY.exec(behind))?.[0];
  const name = run?.replace(/[.-]+$/, '');
  return name?.includes('.') ? { name, length: name.length } : undefined;
}

const V4 = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
const V6 =
  /(?<![\w:.])[\da-f]{3,4}:[\da-f:]{2,40}(?:\.\d{1,3}){0,3}(?![\w:])/gi;
/** Words before four numbers with dots that make them a version or a section. */
const NO_ADDRESS_AFTER =
  /(?:\bv|version|release|build|firmware|section|chapter|clause|article|abschnitt|kapitel|ziffer|artikel|punkt|§|バージョン|版|第)[\s.:]*$/i;
/** Addresses that name no one: this host, everything, masks. */
const NO_ONE = /^(?:0\.|127\.|255\.)/;

/** Finds IP addresses, except those of the own host, masks, and numbers that a word before calls a version or a section. */
export function findAddresses(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(V4)) {
    const before = text.slice(Math.max(0, match.index - 16), match.index);
    if (
      !NO_ONE.test(match[0]) &&
      !NO_ADDRESS_AFTER.test(before) &&
      validator.isIP(match[0], 4)
    ) {
      found.push(address(match.index, match[0]));
    }
  }
  for (const match of text.matchAll(V6)) {
    const value = match[0].replace(/:$/, '');
    if (/\d/.test(value) && validator.isIP(value, 6)) {
      found.push(address(match.index, value));
    }
  }
  return found;
}

function address(start: number, value: string): Candidate {
  return {
    kind: 'ip',
    start,
    end: start + value.length,
    value: value.toLowerCase(),
  };
}
