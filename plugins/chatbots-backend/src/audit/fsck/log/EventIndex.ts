/** Bits of a key that hold the number of an event: enough for 33 million. */
const NUMBER_BITS = 25;
const NUMBERS = 2 ** NUMBER_BITS;

/** Bits that are left of what a number holds exactly. */
const HASHES = 2 ** 28;

/** A place in a file, in bytes. */
export interface Place {
  at: number;
  length: number;
}

/** A list of numbers that takes eight bytes for each. */
class Numbers {
  #values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#values[index];
  }

  take(): Float64Array<ArrayBuffer> {
    return this.#values.slice(0, this.length);
  }
}

/** Finds the places of events by what they are about, and holds a few numbers for each. */
export class EventIndex {
  readonly #keys = new Numbers();
  readonly #places = new Numbers();
  #sorted = new Float64Array();

  /** Number of events. */
  get size(): number {
    return this.#places.length / 2;
  }

  /** Adds the next event. */
  add({ at, length }: Place, keys: readonly string[]): void {
    const number = this.size;
    if (number >= NUMBERS) {
      throw new Error(`The export has more than ${NUMBERS} events`);
    }
    this.#places.push(at);
    this.#places.push(length);
    for (const key of keys) {
      this.#keys.push(hashOf(key) * NUMBERS + number);
    }
  }

  /** To be called once, after the last event. */
  sort(): void {
    this.#sorted = this.#keys.take().sort();
  }

  /** Places of all events with one of some keys, in order; another one may be among them. */
  find(keys: readonly string[]): Place[] {
    const numbers = new Set<number>();
    for (const key of keys) {
      const first = hashOf(key) * NUMBERS;
      for (
        let i = this.#lowerBound(first);
        this.#sorted[i] < first + NUMBERS;
        i += 1
      ) {
        numbers.add(this.#sorted[i] - first);
      }
    }
    return [...numbers]
      .sort((a, b) => a - b)
      .map(number => ({
        at: this.#places.at(2 * number),
        length: this.#places.at(2 * number + 1),
      }));
  }

  /** Place of the first that is not smaller. */
  #lowerBound(value: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

/** FNV-1a, folded: keys that share a hash are told apart by who reads the events. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % HASHES;
}
