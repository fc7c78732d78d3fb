import { InputError } from '@backstage/errors';

/** A value of a workflow expression. @internal */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value };

/** What names in an expression stand for; unknown ones are null, as in Gitea. @internal */
export type Contexts = Record<string, Value>;

/** `success()` and its like; absent where a condition makes no sense. @internal */
export interface JobOutcome {
  failed: boolean;
  cancelled: boolean;
}

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>()[\],.]))/y;

/** A value as text, as it appears in an environment variable. @internal */
export function asText(value: Value): string {
  if (value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== 0 && value !== '';
}

function isEqual(a: Value, b: Value): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.toLowerCase() === b.toLowerCase();
  }
  return typeof a === typeof b ? a === b : asNumber(a) === asNumber(b);
}

function asNumber(value: Value): number {
  if (typeof value === 'string') {
    return value.trim() === '' ? 0 : Number(value);
  }
  return typeof value === 'object' && value !== null ? NaN : Number(value);
}

/** Reads and evaluates in one pass: expressions of workflows have no side effects. */
class ExpressionParser {
  readonly #tokens: string[] = [];
  readonly #text: string;
  readonly #contexts: Contexts;
  readonly #outcome: JobOutcome | undefined;
  #at = 0;

  constructor(text: string, contexts: Contexts, outcome?: JobOutcome) {
    this.#text = text.trim();
    this.#contexts = contexts;
    this.#outcome = outcome;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < this.#text.length) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(this.#text);
      if (!match) {
        throw this.#problem(this.#text.slice(from).trim());
      }
      this.#tokens.push(match[0].trim());
    }
  }

  parse(): Value {
    const value = this.#or();
    if (this.#at < this.#tokens.length) {
      throw this.#problem(this.#tokens[this.#at]);
    }
    return value;
  }

  #or(): Value {
    let left = this.#and();
    while (this.#take('||')) {
      const right = this.#and();
      left = isTrue(left) ? left : right;
    }
    return left;
  }

  #and(): Value {
    let left = this.#comparison();
    while (this.#take('&&')) {
      const right = this.#comparison();
      left = isTrue(left) ? right : left;
    }
    return left;
  }

  #comparison(): Value {
    const left = this.#unary();
    const sign = ['==', '!=', '<=', '>=', '<', '>'].find(known =>
      this.#take(known),
    );
    if (!sign) {
      return left;
    }
    const right = this.#unary();
    switch (sign) {
      case '==':
        return isEqual(left, right);
      case '!=':
        return !isEqual(left, right);
      case '<=':
        return asNumber(left) <= asNumber(right);
      case '>=':
        return asNumber(left) >= asNumber(right);
      case '<':
        return asNumber(left) < asNumber(right);
      default:
        return asNumber(left) > asNumber(right);
    }
  }

  #unary(): Value {
    return this.#take('!') ? !isTrue(this.#unary()) : this.#access();
  }

  #access(): Value {
    let value = this.#primary();
    for (;;) {
      if (this.#take('.')) {
        value = member(value, this.#next());
      } else if (this.#take('[')) {
        value = member(value, asText(this.#or()));
        this.#expect(']');
      } else {
        return value;
      }
    }
  }

  #primary(): Value {
    const token = this.#next();
    if (token === '(') {
      const value = this.#or();
      this.#expect(')');
      return value;
    }
    if (token.startsWith("'")) {
      return token.slice(1, -1).replaceAll("''", "'");
    }
    if (/^-?\d/.test(token)) {
      return Number(token);
    }
    if (!/^[A-Za-z_]/.test(token)) {
      throw this.#problem(token);
    }
    if (this.#take('(')) {
      return this.#call(token);
    }
    const literals: Record<string, Value> = {
      true: true,
      false: false,
      null: null,
    };
    return token in literals ? literals[token] : member(this.#contexts, token);
  }

  #call(name: string): Value {
    const given: Value[] = [];
    while (!this.#take(')')) {
      given.push(this.#or());
      if (!this.#take(',')) {
        this.#expect(')');
        break;
      }
    }
    const text = given.map(asText);
    const [first = '', second = ''] = text.map(part => part.toLowerCase());
    const outcome = this.#outcome ?? { failed: false, cancelled: false };
    switch (name.toLowerCase()) {
      case 'contains':
        return Array.isArray(given[0])
          ? given[0].some(item => isEqual(item, given[1] ?? null))
          : first.includes(second);
      case 'startswith':
        return first.startsWith(second);
      case 'endswith':
        return first.endsWith(second);
      case 'format':
        return text[0].replace(/\{(\d+)\}/g, (_m, at) => text[+at + 1] ?? '');
      case 'tojson':
        return JSON.stringify(given[0], undefined, 2);
      case 'success':
        return !outcome.failed && !outcome.cancelled;
      case 'failure':
        return outcome.failed;
      case 'cancelled':
        return outcome.cancelled;
      case 'always':
        return true;
      default:
        throw new InputError(`The function ${name} is not known to this host`);
    }
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) {
      throw this.#problem('its end');
    }
    this.#at += 1;
    return token;
  }

  #take(token: string): boolean {
    const isNext = this.#tokens[this.#at] === token;
    this.#at += isNext ? 1 : 0;
    return isNext;
  }

  #expect(token: string): void {
    if (!this.#take(token)) {
      throw this.#problem(this.#tokens[this.#at] ?? 'its end');
    }
  }

  #problem(where: string): InputError {
    return new InputError(
      `The expression ${this.#text} can't be read: unexpected ${where}`,
    );
  }
}

function member(value: Value, name: string): Value {
  if (value === null || typeof value !== 'object') {
    return null;
  }
  const wanted = name.toLowerCase();
  const found = Object.entries(value).find(
    ([known]) => known.toLowerCase() === wanted,
  );
  return found ? (found[1] as Value) : null;
}

/**
 * Replaces each `${{ … }}` of a text by its value. A small evaluator of its own: GitHub's library exists as an ES
 * module alone, which neither this package's start nor its tests can load.
 *
 * @internal
 */
export function interpolate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_match, expression: string) =>
    asText(evaluate(expression, contexts)),
  );
}

/** Whether a condition (`if:`) holds. Without a status function it holds only while nothing failed. @internal */
export function holds(
  condition: string | undefined,
  contexts: Contexts,
  outcome: JobOutcome,
): boolean {
  const expression = (condition ?? 'success()').replace(
    /^\s*\$\{\{(.*)\}\}\s*$/s,
    '$1',
  );
  const usesStatus = /\b(success|failure|always|cancelled)\s*\(/.test(
    expression,
  );
  const isDue = usesStatus || (!outcome.failed && !outcome.cancelled);
  return isDue && isTrue(evaluate(expression, contexts, outcome));
}

/** The value of one expression. @throws InputError when it can't be read. @internal */
export function evaluate(
  expression: string,
  contexts: Contexts,
  outcome?: JobOutcome,
): Value {
  const parser = new ExpressionParser(expression, contexts, outcome);
  return parser.parse();
}
