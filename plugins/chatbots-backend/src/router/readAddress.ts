import {
  errorWithReason,
  parseInstant,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { RequestHandler } from 'express';
import type { middleware } from 'express-openapi-validator';
import { spec } from '../schema/generated/spec';

type SerDes = NonNullable<Parameters<typeof middleware>[0]['serDes']>[number];

interface Parameter {
  in: string;
  name: string;
  schema: { $ref?: string; format?: string };
  allowReserved?: boolean;
}

interface Document {
  paths: Record<string, Record<string, { parameters?: object[] }>>;
  components: { parameters: Record<string, object> };
}

/** The API document as the validator reads it: a query needs no `%3A` for the colon of an instant or of a reference. */
export function lenientDocument(): object {
  const document = structuredClone<unknown>(spec) as Document;
  for (const parameter of queryParameters(document)) {
    parameter.allowReserved = true;
  }
  return document;
}

/**
 * Reads every instant that the API takes, in bodies and queries, and hands it on in the one form in which instants are stored.
 *
 * @remarks
 * The validator has a format of its own for these, which knows no calendar: it let pass what `Date` then moves or refuses.
 */
export const instants: SerDes = {
  format: 'date-time',
  deserialize: text => {
    const instant = parseInstant(text);
    if (!instant) {
      throw new Error(
        'is no instant of the calendar: write it as RFC 3339 does, such as 2026-11-29T15:00:00Z',
      );
    }
    return instant.toISOString();
  },
  serialize: instant => String(instant),
};

/**
 * Refuses an address that holds what no text may have: U+0000, which PostgreSQL keeps nowhere, or percent-encoded bytes that are no
 * UTF-8, such as half of a surrogate pair. The parser of queries would take those as they are written.
 */
export const refuseUnreadable: RequestHandler = (req, _res, next) => {
  let text: string;
  try {
    text = decodeURIComponent(req.url);
  } catch {
    throw errorWithReason(
      'input-invalid',
      'The address is not percent-encoded UTF-8',
      { hint: 'Write a percent sign as %25, and every character in UTF-8.' },
    );
  }
  if (text.includes('\0')) {
    throw errorWithReason(
      'input-invalid',
      'The address holds the character U+0000, which no text may have',
    );
  }
  next();
};

/** Queries that hold an instant or the name of a version. */
const WITHOUT_BLANKS = new Set(
  queryParameters(spec as unknown as Document)
    .filter(
      ({ schema }) =>
        schema.format === 'date-time' ||
        schema.$ref === '#/components/schemas/VersionName',
    )
    .map(({ name }) => name),
);

/** Makes a plus of the blank that it became in a query, where no blank can be meant: in `…T15:00:00+01:00` and `1.0.0+build`. */
export const keepPlus: RequestHandler = (req, _res, next) => {
  for (const name of WITHOUT_BLANKS) {
    const value = req.query[name];
    if (typeof value === 'string') {
      req.query[name] = value.replaceAll(' ', '+');
    }
  }
  next();
};

function queryParameters({ paths, components }: Document): Parameter[] {
  return [
    ...Object.values(components.parameters),
    ...Object.values(paths).flatMap(path =>
      Object.values(path).flatMap(({ parameters = [] }) => parameters),
    ),
  ].filter(
    (parameter): parameter is Parameter =>
      Reflect.get(parameter, 'in') === 'query',
  );
}
