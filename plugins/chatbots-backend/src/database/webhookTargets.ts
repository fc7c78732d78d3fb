import { Knex } from 'knex';

/** How delivery to a webhook of the configuration goes. */
export interface WebhookTargetRow {
  id: string;
  /** SHA-256 of the address that the rest is about. */
  url_digest: string;
  /** When it answered 410 Gone; nothing is sent from then on. */
  gone_at: string | null;
  failing_since: string | null;
  /** The process that delivers to it. */
  claimed_by: string | null;
  claimed_until: string | null;
}

declare module 'knex/types/tables' {
  interface Tables {
    webhook_targets: WebhookTargetRow;
  }
}

/** Makes the row of a target, or begins it anew when its address changed. */
export async function ensureWebhookTarget(
  db: Knex,
  { id, urlDigest }: { id: string; urlDigest: string },
): Promise<void> {
  await db('webhook_targets')
    .insert({ id, url_digest: urlDigest })
    .onConflict('id')
    .ignore();
  await db('webhook_targets')
    .where({ id })
    .whereNot({ url_digest: urlDigest })
    .update({ url_digest: urlDigest, gone_at: null, failing_since: null });
}

/** All targets that were ever configured. */
export async function listWebhookTargets(
  db: Knex,
): Promise<WebhookTargetRow[]> {
  return db('webhook_targets');
}

/**
 * Makes one process the one that delivers to a target, for a while. One statement decides, so of two processes one gets it.
 *
 * @returns false while another process has it
 */
export async function claimWebhookTarget(
  db: Knex,
  options: { id: string; by: string; now: string; until: string },
): Promise<boolean> {
  const { id, by, now, until } = options;
  const claimed = await db('webhook_targets')
    .where({ id })
    .where(free =>
      free
        .whereNull('claimed_until')
        .orWhere('claimed_until', '<=', now)
        .orWhere({ claimed_by: by }),
    )
    .update({ claimed_by: by, claimed_until: until });
  return claimed === 1;
}

/** Lets other processes deliver to a target. */
export async function releaseWebhookTarget(
  db: Knex,
  { id, by }: { id: string; by: string },
): Promise<void> {
  await db('webhook_targets')
    .where({ id, claimed_by: by })
    .update({ claimed_by: null, claimed_until: null });
}

/** Writes down that delivery works. */
export async function markWebhookHealthy(db: Knex, id: string): Promise<void> {
  await db('webhook_targets').where({ id }).update({ failing_since: null });
}

/** Writes down that delivery fails, since now unless it failed before. */
export async function markWebhookFailing(
  db: Knex,
  { id, now, gone }: { id: string; now: string; gone: boolean },
): Promise<void> {
  await db('webhook_targets')
    .where({ id })
    .whereNull('failing_since')
    .update({ failing_since: now });
  if (gone) {
    await db('webhook_targets').where({ id }).update({ gone_at: now });
  }
}

/** Lets a target that answered 410 Gone get deliveries again. */
export async function resumeWebhookTarget(db: Knex, id: string): Promise<void> {
  await db('webhook_targets').where({ id }).update({ gone_at: null });
}
