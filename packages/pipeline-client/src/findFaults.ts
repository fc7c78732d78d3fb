import {
  findNameFault,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { isWellFormed } from '@chatbot-portal/transparency-log';
import { HALF_PAIR, isJsonObject, NO_NUMBER } from './readJson';

/** Where a value stands in a report. @internal */
export type Path = ReadonlyArray<string | number>;

/** The limits of one value, as the API description gives them. @internal */
export interface Limits {
  type: string;
  properties?: Record<string, Limits>;
  additionalProperties?: Limits;
  items?: Limits;
  enum?: readonly string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
}

/** Something that the portal would refuse. @internal */
export interface Fault {
  path: Path;
  /** Words that go on after the path. */
  problem: string;
  /** A sentence. */
  hint: string;
  reason: 'input-invalid' | 'name-invalid' | 'evaluation-too-large';
}

const CHANGE_VALUE = 'Correct the value.';
const CUT = 'Cut it by characters, not by UTF-16 code units.';

/**
 * What of a value is outside of its limits. Fields that are missing and fields that the limits don't know are left to the portal: a
 * report may be looked at before it is whole, and by an older client.
 *
 * @internal
 */
export function* findFaults(
  value: unknown,
  limits: Limits,
  path: Path = [],
): Generator<Fault> {
  if (limits.type === 'string') {
    yield* ofText(value, limits, path);
  } else if (limits.type === 'number' || limits.type === 'integer') {
    yield* ofNumber(value, limits, path);
  } else if (limits.type === 'boolean') {
    if (typeof value !== 'boolean') {
      yield fault(path, 'is neither true nor false', CHANGE_VALUE);
    }
  } else if (limits.type === 'array') {
    yield* ofList(value, limits, path);
  } else {
    yield* ofObject(value, limits, path);
  }
}

/** The path in words: `samples[3].slice`. @internal */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

function* ofText(value: unknown, limits: Limits, path: Path): Generator<Fault> {
  const { minLength = 0, maxLength = Infinity } = limits;
  if (typeof value !== 'string') {
    yield fault(path, 'is no text', 'Write a text, or leave it out.');
  } else if (limits.format === 'name') {
    yield* ofName(value, path);
  } else if (!isWellFormed(value)) {
    yield fault(path, 'has half of a surrogate pair', HALF_PAIR);
  } else if (value.length < minLength) {
    yield fault(path, 'is empty', 'Leave it out where there is none.');
  } else if (value.length > maxLength && [...value].length > maxLength) {
    // Code points, as the portal counts them.
    const length = [...value].length;
    const problem = `has ${length} characters, and at most ${maxLength} are kept`;
    yield fault(path, problem, CUT);
  } else if (limits.enum && !limits.enum.includes(value)) {
    const words = limits.enum.join(', ');
    yield fault(path, `is none of ${words}`, CHANGE_VALUE);
  } else if (limits.format === 'date-time' && !parseInstant(value)) {
    const example = 'Write it as 2026-11-29T15:00:00Z.';
    yield fault(path, 'is no instant of the calendar', example);
  } else if (limits.pattern && !new RegExp(limits.pattern, 'u').test(value)) {
    yield fault(path, `does not match ${limits.pattern}`, CHANGE_VALUE);
  }
}

function* ofName(name: string, path: Path): Generator<Fault> {
  const found = findNameFault(name);
  if (found) {
    const hint = `In ${formatPath(path)}, ${found.remedy}.`;
    yield { path, problem: found.problem, hint, reason: 'name-invalid' };
  }
}

function* ofNumber(
  value: unknown,
  limits: Limits,
  path: Path,
): Generator<Fault> {
  const { minimum = -Infinity, maximum = Infinity } = limits;
  if (typeof value !== 'number') {
    yield fault(path, 'is no number', NO_NUMBER);
  } else if (!Number.isFinite(value)) {
    const problem = 'is NaN or infinite, which is no number of JSON';
    yield fault(path, problem, NO_NUMBER);
  } else if (limits.type === 'integer' && !Number.isInteger(value)) {
    yield fault(path, 'is no whole number', CHANGE_VALUE);
  } else if (value < minimum || value > maximum) {
    const bound =
      value < minimum ? `less than ${minimum}` : `more than ${maximum}`;
    yield fault(path, `is ${bound}`, CHANGE_VALUE);
  }
}

function* ofList(value: unknown, limits: Limits, path: Path): Generator<Fault> {
  const { items, minItems = 0, maxItems = Infinity } = limits;
  if (!Array.isArray(value)) {
    yield fault(path, 'is no list', 'Write a list, or leave it out.');
    return;
  }
  if (value.length < minItems || value.length > maxItems) {
    const [word, bound] =
      value.length < minItems ? ['least', minItems] : ['most', maxItems];
    const problem = `has ${value.length} items, and at ${word} ${bound} are taken`;
    yield fault(path, problem, CHANGE_VALUE);
  }
  for (const [index, item] of value.entries()) {
    if (items) {
      yield* findFaults(item, items, [...path, index]);
    }
  }
}

function* ofObject(
  value: unknown,
  limits: Limits,
  path: Path,
): Generator<Fault> {
  const { properties = {}, additionalProperties, maxProperties } = limits;
  if (!isJsonObject(value)) {
    yield fault(path, 'is no object', 'Write one value for each name.');
    return;
  }
  const entries = Object.entries(value);
  if (maxProperties !== undefined && entries.length > maxProperties) {
    const problem = `has ${entries.length} entries, and at most ${maxProperties} are taken`;
    yield fault(path, problem, CHANGE_VALUE);
  }
  for (const [name, part] of entries) {
    const at = [...path, name];
    if (additionalProperties) {
      // Maps of a report go by metric.
      yield* ofName(name, at);
      yield* findFaults(part, additionalProperties, at);
    } else if (Object.hasOwn(properties, name) && part !== undefined) {
      yield* findFaults(part, properties[name], at);
    }
  }
}

function fault(path: Path, problem: string, hint: string): Fault {
  return { path, problem, hint, reason: 'input-invalid' };
}
