/**
 * A seeded pseudo-random generator: xoshiro128** 1.1 by David Blackman and Sebastiano Vigna
 * (https://prng.di.unimi.it/xoshiro128starstar.c), its state filled by splitmix32-style mixing of one 32-bit seed.
 *
 * @remarks
 * Two replicas, an auditor and a browser must draw the same numbers from the same seed, so the platform's generator is of
 * no use here. Not for secrets.
 *
 * @public
 */
export class SeededRandom {
  readonly #state: Uint32Array;

  private constructor(state: Uint32Array) {
    this.#state = state;
  }

  /**
   * The same seed gives the same numbers everywhere.
   *
   * @param seed - a 32-bit unsigned integer, or any text, which is hashed to one
   */
  static create(seed: number | string): SeededRandom {
    let mixed = typeof seed === 'string' ? hashSeed(seed) : checkSeed(seed);
    const state = new Uint32Array(4);
    for (let i = 0; i < 4; i++) {
      // The finaliser of MurmurHash3 over a Weyl sequence: never yields the all-zero state, the generator's one bad state,
      // because the four inputs differ and the mixing is a bijection.
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let word = mixed;
      word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
      word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
      state[i] = word ^ (word >>> 16);
    }
    return new SeededRandom(state);
  }

  /**
   * Starts from a given state; for comparing with the reference implementation.
   *
   * @internal
   */
  static fromState(
    state: readonly [number, number, number, number],
  ): SeededRandom {
    return new SeededRandom(Uint32Array.from(state));
  }

  /** The next 32 random bits as an unsigned integer. */
  next(): number {
    const s = this.#state;
    const scrambled = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return scrambled;
  }

  /**
   * A uniform integer from 0 to `bound - 1`, without modulo bias.
   *
   * @param bound - from 1 to 2^32
   */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`A bound from 1 to 2^32 is needed, not ${bound}`);
    }
    const fair = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const drawn = this.next();
      if (drawn < fair) {
        return drawn % bound;
      }
    }
  }
}

function checkSeed(seed: number): number {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`A seed from 0 to 2^32 - 1 is needed, not ${seed}`);
  }
  return seed;
}

/** FNV-1a, 32 bits, over the UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
