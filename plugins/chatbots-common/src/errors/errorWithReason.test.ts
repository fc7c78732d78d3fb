import {
  ConflictError,
  InputError,
  NotFoundError,
  ResponseError,
  serializeError,
} from '@backstage/errors';
import { auditCodes } from './codes/auditCodes';
import { governanceCodes } from './codes/governanceCodes';
import { registryCodes } from './codes/registryCodes';
import { requestCodes } from './codes/requestCodes';
import { scmCodes } from './codes/scmCodes';
import { webhookCodes } from './codes/webhookCodes';
import { isReasonCode, reasonCodes, VOID_REASONS } from './reasonCodes';
import { reasonOf } from './reasonOf';
import { isErrorWithReason, errorWithReason } from './errorWithReason';

describe('reasonCodes', () => {
  it('lists each code in one area only', () => {
    const all = [
      requestCodes,
      registryCodes,
      governanceCodes,
      auditCodes,
      scmCodes,
      webhookCodes,
    ].flatMap(area => Object.keys(area));
    expect(all.length).toBeGreaterThan(70);
    expect(new Set(all).size).toBe(all.length);
    expect(Object.keys(reasonCodes).sort()).toEqual([...all].sort());
  });

  it('describes each code so that a reader knows what to do', () => {
    for (const [code, { title, hint }] of Object.entries(reasonCodes)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(title).toMatch(/^[A-Z][^.]{5,49}$/);
      expect(hint).toMatch(/^.{20,120}[.]$/);
    }
  });

  it('knows no code of the prototype', () => {
    expect(isReasonCode('toString')).toBe(false);
    expect(isReasonCode('self-approval')).toBe(true);
    expect(isReasonCode(undefined)).toBe(false);
  });

  it('has a conflict for each way a promotion becomes void', () => {
    for (const code of VOID_REASONS) {
      expect(reasonCodes[code].status).toBe(409);
    }
  });
});

describe('errorWithReason', () => {
  it('chooses the class that the error middleware maps to the status', () => {
    expect(errorWithReason('input-invalid', 'x')).toBeInstanceOf(InputError);
    expect(errorWithReason('token-invalid', 'x').name).toBe(
      'AuthenticationError',
    );
    expect(errorWithReason('self-approval', 'x').name).toBe('NotAllowedError');
    expect(errorWithReason('chatbot-unknown', 'x')).toBeInstanceOf(
      NotFoundError,
    );
    expect(errorWithReason('permit-consumed', 'x')).toBeInstanceOf(
      ConflictError,
    );
    expect(errorWithReason('membership-unavailable', 'x').name).toBe(
      'ServiceUnavailableError',
    );
  });

  it('carries the statuses that no class stands for', () => {
    expect(errorWithReason('body-too-large', 'x')).toMatchObject({
      name: 'InputError',
      statusCode: 413,
    });
    expect(errorWithReason('body-unsupported', 'x')).toMatchObject({
      statusCode: 415,
    });
    expect(errorWithReason('exchange-busy', 'x')).toMatchObject({
      name: 'ServiceUnavailableError',
      statusCode: 429,
    });
    expect(errorWithReason('policy-invalid', 'x')).toMatchObject({
      statusCode: 422,
    });
    expect(errorWithReason('input-invalid', 'x')).not.toHaveProperty(
      'statusCode',
    );
  });

  it('reaches the body of the response', () => {
    const body = serializeError(
      errorWithReason('version-conflict', 'Version 1.0.0 has another digest', {
        details: { version: '1.0.0' },
      }),
    );
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      name: 'ConflictError',
      message: 'Version 1.0.0 has another digest',
      reason: 'version-conflict',
      hint: reasonCodes['version-conflict'].hint,
      details: { version: '1.0.0' },
    });
  });

  it('keeps the cause for the log and out of the response', () => {
    const cause = new Error('connect to db.internal with password hunter2');
    const error = errorWithReason('membership-unavailable', 'No answer', {
      cause,
    });
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(serializeError(error))).not.toContain('hunter2');
  });

  it('lets the caller say a better hint', () => {
    expect(
      errorWithReason('stage-unknown', 'x', { hint: 'Use qa.' }).hint,
    ).toBe('Use qa.');
  });
});

describe('isErrorWithReason', () => {
  it('tells its own errors from others', () => {
    const error = errorWithReason('self-approval', 'x');
    expect(isErrorWithReason(error)).toBe(true);
    expect(isErrorWithReason(error, 'self-approval')).toBe(true);
    expect(isErrorWithReason(error, 'already-decided')).toBe(false);
    expect(isErrorWithReason(new Error('self-approval'))).toBe(false);
    expect(
      isErrorWithReason(
        Object.assign(new Error('x'), { reason: 'constructor' }),
      ),
    ).toBe(false);
    expect(isErrorWithReason({ reason: 'self-approval', hint: 'x' })).toBe(
      false,
    );
  });
});

describe('reasonOf', () => {
  it('reads an error, a response body and a ResponseError alike', async () => {
    const error = errorWithReason('self-approval', 'You asked for it', {
      hint: 'H.',
    });
    const expected = {
      reason: 'self-approval',
      title: 'Own request',
      message: 'You asked for it',
      hint: 'H.',
    };
    const body = {
      error: serializeError(error),
      response: { statusCode: 403 },
    };
    const responseError = await ResponseError.fromResponse(
      new Response(JSON.stringify(body), {
        status: 403,
        headers: { 'content-type': 'application/json' },
      }),
    );

    expect(reasonOf(error)).toEqual(expected);
    expect(reasonOf(body)).toEqual(expected);
    expect(reasonOf(responseError)).toEqual(expected);
  });

  it('invents nothing for failures without a reason', () => {
    expect(reasonOf(new Error('x'))).toBeUndefined();
    expect(reasonOf({ error: { reason: 'made-up' } })).toBeUndefined();
    expect(reasonOf('self-approval')).toBeUndefined();
    expect(reasonOf(undefined)).toBeUndefined();
  });
});
