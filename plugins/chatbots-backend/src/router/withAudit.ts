import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';

/** What a write tells Backstage's auditor. */
export interface AuditOptions {
  /** Groups operations, in kebab-case: `chatbot-register`. */
  eventId: string;
  /** The request of a person; pipelines and outside systems have no Backstage credentials that the auditor could resolve. */
  request?: Parameters<HttpAuthService['credentials']>[0];
  /** Facts without secrets. */
  meta?: JsonObject;
}

/**
 * Reports a write to Backstage's auditor: that it was tried, and then either that it succeeded or that it failed.
 *
 * @remarks
 * The plugin's own log is the evidence; this channel is for those who watch all of Backstage in one place.
 */
export async function withAudit<T>(
  auditor: AuditorService,
  options: AuditOptions,
  write: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: options.eventId,
    severityLevel: 'medium',
    request: options.request,
    meta: options.meta,
  });
  let result: T;
  try {
    result = await write();
  } catch (error) {
    await event.fail({ error: toError(error) as Error });
    throw error;
  }
  await event.success();
  return result;
}
