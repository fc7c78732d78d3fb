import {
  errorWithReason,
  findNameFault,
  ReasonCode,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ErrorRequestHandler, Request } from 'express';
import { spec } from '../schema/generated/spec';

interface Violation {
  path?: string;
  message?: string;
  errorCode?: string;
}

/** What the validator says of a text that is no name: of its characters, or of their form. */
const NO_NAME = new Set([
  `must match pattern "${spec.components.schemas.ShortName.pattern}"`,
  'must match format "name"',
]);

/** The format `name` of the API document. The pattern beside it says the same to readers, but for the form NFC. */
export const names = {
  type: 'string' as const,
  validate: (text: string) => findNameFault(text) === undefined,
};

/** Gives what the validator refused a reason code, and says of a name which character keeps it from being one. */
export const explainRejection: ErrorRequestHandler = (
  error,
  req,
  _res,
  next,
) => {
  if (error?.status === undefined || !Array.isArray(error.errors)) {
    next(error);
    return;
  }
  const violations: Violation[] = error.errors;
  const named = violations.map(violation => ofName(violation, req));
  const explained = violations.map((violation, i) => ({
    path: violation.path ?? '',
    message: named[i]?.problem ?? violation.message ?? '',
  }));
  const hint = named.find(Boolean)?.hint;
  next(
    errorWithReason(
      hint === undefined ? codeOf(violations) : 'name-invalid',
      describe(explained),
      {
        ...(hint === undefined ? {} : { hint }),
        details: { violations: explained.slice(0, 20) },
      },
    ),
  );
};

/** What keeps a text from being a name, where that is what was refused. */
function ofName({ path = '', message = '' }: Violation, req: Request) {
  if (!NO_NAME.has(message)) {
    return undefined;
  }
  const text = valueAt(req, path);
  const fault = typeof text === 'string' ? findNameFault(text) : undefined;
  return (
    fault && { problem: fault.problem, hint: `In ${path}, ${fault.remedy}.` }
  );
}

/** The value at a JSON pointer into body, query or path of a request. */
function valueAt(req: Request, pointer: string): unknown {
  const [, place, ...steps] = pointer.split('/');
  const roots = { body: req.body, query: req.query, params: req.params };
  return steps
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' &&
        value !== null &&
        Object.hasOwn(value, step)
          ? Reflect.get(value, step)
          : undefined,
      Reflect.get(roots, place),
    );
}

function codeOf(violations: Violation[]): ReasonCode {
  return violations.some(
    ({ errorCode, message }) =>
      errorCode?.startsWith('additionalProperties') ||
      message?.startsWith('Unknown query parameter'),
  )
    ? 'field-unknown'
    : 'input-invalid';
}

function describe(violations: { path: string; message: string }[]): string {
  const first = violations
    .slice(0, 3)
    .map(({ path, message }) => `${path} ${message}`.trim())
    .join('; ');
  const more = violations.length - 3;
  return more > 0 ? `${first}; and ${more} more` : first;
}
