/** How long a name that could not be told is not asked for again, in milliseconds. */
const AGAIN_AFTER = 30_000;
/** Names that are asked for together. */
const BATCH = 50;

/**
 * What things are called, for all parts of a page: each name is asked for once,
 * together with the others that the page shows.
 *
 * @internal
 */
export class NameStore<T> {
  readonly #load: (keys: string[]) => Promise<ReadonlyMap<string, T>>;
  readonly #known = new Map<string, T>();
  readonly #askedAt = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #wanted: string[] = [];
  #version = 0;

  /** @param load - names by key; those that it leaves out, or all when it fails, are not known. */
  constructor(load: (keys: string[]) => Promise<ReadonlyMap<string, T>>) {
    this.#load = load;
  }

  /** What is known of a key. One that is not is asked for, and {@link subscribe} tells when it is. */
  get(key: string): T | undefined {
    const known = this.#known.get(key);
    const askedAt = this.#askedAt.get(key) ?? -Infinity;
    if (known === undefined && Date.now() - askedAt > AGAIN_AFTER) {
      this.#askedAt.set(key, Date.now());
      this.#wanted.push(key);
      if (this.#wanted.length === 1) {
        // Once the whole page has said what it shows.
        queueMicrotask(() => this.#ask());
      }
    }
    return known;
  }

  /** Keeps what an answer told along with other things. */
  learn(names: ReadonlyMap<string, T>): void {
    for (const [key, name] of names) {
      this.#known.set(key, name);
    }
    if (names.size > 0) {
      this.#version += 1;
      this.#listeners.forEach(listener => listener());
    }
  }

  /** Grows with each name that becomes known. */
  readonly version = () => this.#version;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #ask(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (let start = 0; start < wanted.length; start += BATCH) {
      this.#load(wanted.slice(start, start + BATCH)).then(
        names => this.learn(names),
        // The names in links are shown meanwhile, and it is asked again later.
        () => {},
      );
    }
  }
}
