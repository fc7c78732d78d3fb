import {
  createHmac,
  createSecretKey,
  KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Bytes of a key that authenticates events. */
const KEY_BYTES = 32;

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** A MAC and the key it was made with, as the columns of a table. */
export interface Mac {
  mac: string;
  mac_key_id: string;
}

/** A key as config names it: its id, and the base64 of 32 random bytes. */
export interface EventKeyEntry {
  id: string;
  secret: string;
}

/** A name that the log had, and the number of the first event that was written under another one. */
export interface FormerName {
  origin: string;
  below: number;
}

/** Why a MAC does not vouch for its text. */
export type MacProblem = 'mac-missing' | 'mac-key-unknown' | 'mac-invalid';

/**
 * The keys that authenticate audit events: HMAC-SHA-256 over the log's origin, a zero byte and the text.
 *
 * @remarks
 * They lie outside the database, so whoever can write the database alone can't make an event that counts. The first key
 * writes, all verify. The origin keeps the events of one portal from being valid in another that has the same key. A log that was
 * continued under another name has events of both: {@link EventKeys.of} tells by the number which name an event was written under,
 * so that none of the old name is taken for a new one.
 */
export class EventKeys {
  /** Whether the key lives as long as the process: what an earlier process wrote has an unknown key. */
  readonly ephemeral: boolean;
  /** Name of the log that the events belong to. */
  readonly origin: string;
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #writing: string;
  /** Keys under the names of before, oldest first. */
  readonly #former: readonly { below: number; keys: EventKeys }[];

  /** Throws for no key, an id twice, an id or a secret of another form; never quotes a secret. */
  static create(options: {
    origin: string;
    keys: readonly EventKeyEntry[];
    /** Names that the log had before, oldest first. */
    former?: readonly FormerName[];
  }): EventKeys {
    const keys = new Map<string, KeyObject>();
    for (const { id, secret } of options.keys) {
      if (!ID.test(id)) {
        throw new Error(
          'has an id that is not 1 to 40 letters, digits, dots, dashes and underscores',
        );
      }
      if (keys.has(id)) {
        throw new Error(`has the id '${id}' twice`);
      }
      const bytes = Buffer.from(secret.trim(), 'base64');
      if (
        bytes.length !== KEY_BYTES ||
        bytes.toString('base64') !== secret.trim()
      ) {
        throw new Error(
          `has a secret of '${id}' that is not the base64 of ${KEY_BYTES} bytes`,
        );
      }
      keys.set(id, createSecretKey(bytes));
    }
    return new EventKeys(options.origin, keys, false, options.former);
  }

  /** A key that lives as long as the process. */
  static generate(origin: string): EventKeys {
    const id = `process-${randomBytes(8).toString('hex')}`;
    return new EventKeys(
      origin,
      new Map([[id, createSecretKey(randomBytes(KEY_BYTES))]]),
      true,
    );
  }

  private constructor(
    origin: string,
    keys: ReadonlyMap<string, KeyObject>,
    ephemeral: boolean,
    former: readonly FormerName[] = [],
  ) {
    const [writing] = keys.keys();
    if (writing === undefined) {
      throw new Error('is an empty list');
    }
    this.origin = origin;
    this.#keys = keys;
    this.#writing = writing;
    this.ephemeral = ephemeral;
    this.#former = former.map(({ origin: name, below }) => ({
      below,
      keys: new EventKeys(name, keys, ephemeral),
    }));
  }

  /**
   * The keys under the name that the log had when an event got its number.
   *
   * @param sequence - null for an event that has none yet
   */
  of(sequence: number | string | null): EventKeys {
    if (sequence === null) {
      return this;
    }
    const number = Number(sequence);
    return this.#former.find(({ below }) => number < below)?.keys ?? this;
  }

  /** The MAC of a text, by the first key. */
  sign(text: string): Mac {
    return {
      mac: this.#hmac(this.#writing, text).toString('base64'),
      mac_key_id: this.#writing,
    };
  }

  /** Undefined for a text that one of the keys vouches for. */
  verify(
    text: string,
    given: { mac: unknown; mac_key_id: unknown },
  ): MacProblem | undefined {
    const { mac, mac_key_id: id } = given;
    if (typeof mac !== 'string' || typeof id !== 'string') {
      return 'mac-missing';
    }
    if (!this.#keys.has(id)) {
      return 'mac-key-unknown';
    }
    const expected = this.#hmac(id, text);
    const actual = Buffer.from(mac, 'base64');
    return actual.length === expected.length &&
      timingSafeEqual(actual, expected)
      ? undefined
      : 'mac-invalid';
  }

  #hmac(id: string, text: string): Buffer {
    const key = this.#keys.get(id);
    if (!key) {
      throw new Error(`There is no key '${id}'`);
    }
    return createHmac('sha256', key)
      .update(`${this.origin}\0${text}`, 'utf8')
      .digest();
  }
}
