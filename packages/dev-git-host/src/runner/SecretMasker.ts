import { StringDecoder } from 'node:string_decoder';

const MASK = '***';
/** Parts of a secret shorter than this are not masked on their own: they would blank harmless text. */
const MIN_PART_LENGTH = 6;

/** The forms in which a secret may show up in a log, the plain one first. @internal */
export function formsOf(secret: string): string[] {
  const forms = new Set<string>([secret, secret.trim()]);
  const addPart = (part: string) => {
    if (part.length >= MIN_PART_LENGTH) {
      forms.add(part);
    }
  };
  for (const line of secret.split(/\r?\n/)) {
    addPart(line.trim());
  }
  forms.add(encodeURIComponent(secret));
  forms.add(JSON.stringify(secret).slice(1, -1));
  addPart(Buffer.from(secret).toString('hex'));
  // Base64 depends on where the secret starts inside the encoded bytes: three ways. Edge characters also carry bits
  // of the neighbours and are left out.
  const bytes = Buffer.from(secret);
  for (let shift = 0; shift < 3; shift += 1) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString(
      'base64',
    );
    const start = shift === 0 ? 0 : shift + 1;
    const body = encoded.replace(/=+$/, '');
    const inner = body.slice(
      start,
      (bytes.length + shift) % 3 === 0 ? undefined : -1,
    );
    for (const form of shift === 0 ? [encoded, body, inner] : [inner]) {
      addPart(form);
      addPart(form.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  forms.delete('');
  return [...forms];
}

/**
 * Replaces secrets in one stream of output by `***`, also where a secret is split across chunks: text that may be the
 * beginning of a secret is held back until more arrives or the stream ends.
 *
 * @internal
 */
export class SecretMasker {
  readonly #forms: string[];
  readonly #longest: number;
  readonly #decoder = new StringDecoder('utf8');
  #held = '';
  /** How many characters at the start of the held text belong to a secret whose mask is written already. */
  #covered = 0;

  private constructor(forms: string[]) {
    this.#forms = forms;
    this.#longest = Math.max(0, ...forms.map(form => form.length));
  }

  static create(secrets: readonly string[]): SecretMasker {
    return new SecretMasker([...new Set(secrets.flatMap(formsOf))]);
  }

  /** The text that is safe to write after one more chunk. */
  write(chunk: Buffer | string): string {
    this.#held +=
      typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
    return this.#take(this.#boundary());
  }

  /** What was held back, at the end of the stream. */
  end(): string {
    this.#held += this.#decoder.end();
    return this.#take(this.#held.length);
  }

  /** Masks a whole text. */
  static mask(text: string, secrets: readonly string[]): string {
    const masker = SecretMasker.create(secrets);
    return masker.write(text) + masker.end();
  }

  /** The first place from which the held text could still grow into a secret. */
  #boundary(): number {
    const text = this.#held;
    for (
      let at = Math.max(0, text.length - this.#longest + 1);
      at < text.length;
      at += 1
    ) {
      const tail = text.slice(at);
      if (
        this.#forms.some(
          form => form.length > tail.length && form.startsWith(tail),
        )
      ) {
        return at;
      }
    }
    return text.length;
  }

  #take(boundary: number): string {
    const text = this.#held;
    let output = '';
    let at = 0;
    for (const [start, end] of this.#intervals(text)) {
      if (start >= boundary) {
        break;
      }
      output += text.slice(at, start);
      // A covered stretch at the very start was masked by the previous chunk.
      output += start === 0 && this.#covered > 0 ? '' : MASK;
      at = end;
    }
    if (at < boundary) {
      output += text.slice(at, boundary);
    }
    this.#held = text.slice(boundary);
    this.#covered = Math.max(0, at - boundary);
    return output;
  }

  /** Where secrets stand; overlapping ones joined, so that no end of the second survives the first's mask. */
  #intervals(text: string): Array<[number, number]> {
    const found: Array<[number, number]> = [];
    if (this.#covered > 0) {
      found.push([0, this.#covered]);
    }
    for (const form of this.#forms) {
      for (
        let at = text.indexOf(form);
        at >= 0;
        at = text.indexOf(form, at + 1)
      ) {
        found.push([at, at + form.length]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const joined: Array<[number, number]> = [];
    for (const [start, end] of found) {
      const last = joined.at(-1);
      if (last && start < last[1]) {
        last[1] = Math.max(last[1], end);
      } else {
        joined.push([start, end]);
      }
    }
    return joined;
  }
}
