import { createHash, timingSafeEqual } from 'node:crypto';

/** Hex SHA-256 of a text. @internal */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares two texts in a time that depends on neither. @internal */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(a).digest(),
    createHash('sha256').update(b).digest(),
  );
}
