import { createHash, randomBytes } from 'node:crypto';

/** Tells scanners and people what the value is. */
const PREFIX = 'cpt_';
const PATTERN = /^cpt_[A-Za-z0-9_-]{43}$/;
/** Enough to recognise a token by; 48 of its 256 random bits. */
const SHOWN = PREFIX.length + 8;

/** A new pipeline token: 256 random bits in base64url. */
export function newTokenValue(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

/** Whether a text has the form of a pipeline token. */
export function isTokenValue(text: string): boolean {
  return PATTERN.test(text);
}

/**
 * The hash by which a token is stored and found.
 *
 * @remarks
 * A plain SHA-256, no slow hash: the value has 256 random bits, so nobody can guess it from the hash. Finding by the hash
 * leaks nothing through timing, since an attacker can't steer the hash of a guess towards a stored one.
 */
export function hashToken(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('hex');
}

/** The first characters, to recognise a token by. */
export function tokenPrefix(value: string): string {
  return value.slice(0, SHOWN);
}
