import {
  cutText,
  findNameFault,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * How one piece of page state is read from and written to the URL. `parse`
 * gets whatever a person typed or an old link holds, so it must answer with a
 * safe value for anything.
 *
 * @internal
 */
export interface QueryCodec<T> {
  parse(raw: string | undefined): T;
  /** undefined leaves the parameter out, which keeps default addresses short. */
  serialize(value: T): string | undefined;
}

/** One of a few words; anything else is the fallback. @internal */
export function oneOf<T extends string>(
  allowed: readonly T[],
  fallback: T,
): QueryCodec<T> {
  return {
    parse: raw => allowed.find(value => value === raw) ?? fallback,
    serialize: value => (value === fallback ? undefined : value),
  };
}

/** One of a few words, or nothing. @internal */
export function optionalOneOf<T extends string>(
  allowed: readonly T[],
): QueryCodec<T | undefined> {
  return {
    parse: raw => allowed.find(value => value === raw),
    serialize: value => value,
  };
}

/**
 * Free text, cut to the length that the API takes.
 *
 * @param pattern - what the API would refuse is read as absent
 * @internal
 */
export function optionalText(
  maxLength: number,
  pattern?: RegExp,
): QueryCodec<string | undefined> {
  return {
    parse: raw => {
      const text = raw && cutText(raw, maxLength);
      return text && (pattern?.test(text) ?? true) ? text : undefined;
    },
    serialize: value => value || undefined,
  };
}

/** Yes or no; only `true` is yes. @internal */
export const flag: QueryCodec<boolean> = {
  parse: raw => raw === 'true',
  serialize: value => (value ? 'true' : undefined),
};

/** An ISO 8601 instant; anything else is read as absent. @internal */
export const optionalInstant: QueryCodec<string | undefined> = {
  parse: raw =>
    // A plus that nobody encoded arrives as a blank.
    parseInstant(raw?.replaceAll(' ', '+') ?? '')?.toISOString(),
  serialize: value => value,
};

/** The name of a suite, topic or metric, in any script, or nothing. @internal */
export const optionalName: QueryCodec<string | undefined> = {
  parse: raw =>
    raw === undefined || findNameFault(raw) !== undefined ? undefined : raw,
  serialize: value => value,
};
