import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  createPermit,
  createPermitStatement,
  DsseEnvelope,
  permitKeyId,
  PermitStatement,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { findChatbot } from '../../database/chatbots';
import { Clock, millisOf, toInstant } from '../../database/Clock';
import { fromJson } from '../../database/json';
import { findModelVersionById } from '../../database/modelVersions';
import { findPromotion } from '../../database/promotions';
import { CheckedSigner } from '../../keys';
import { LockedPromotion, toRecord } from '../../records/promotions';

/** A permit that was signed and is not issued: nobody has it but this process. */
export interface SignedAhead {
  statement: PermitStatement;
  envelope: DsseEnvelope;
  /** Id of the key that signed it. */
  keyId: string;
}

/**
 * Signs the permit of a promotion before the transaction that may issue it; undefined unless the promotion is approved.
 *
 * @remarks
 * Read without a lock, so it proves nothing: {@link saysNow} compares under the lock. Throws `signer-unavailable`.
 */
export async function signAhead(
  options: {
    knex: Knex;
    clock: Clock;
    signer: CheckedSigner;
    portal: string;
  },
  promotionId: string,
  /** Only for example histories. */
  occurredAt?: Date,
): Promise<SignedAhead | undefined> {
  const { knex, clock, signer, portal } = options;
  const row = await findPromotion(knex, promotionId);
  const version = await findModelVersionById(knex, row.version_id);
  if (row.state !== 'approved' || !version) {
    return undefined;
  }
  const locked: LockedPromotion = {
    chatbot: await findChatbot(knex, row.chatbot),
    version,
    promotion: toRecord(row),
  };
  const permit = parts(locked, {
    permitId: randomUUID(),
    issuedAt: toInstant(occurredAt ?? clock.now()),
    portal,
  });
  const keyId = permitKeyId(signer.publicKey.bytes, sha256);
  return {
    statement: createPermitStatement(permit),
    envelope: await createPermit({
      ...permit,
      key: { keyId, sign: signer.sign },
    }),
    keyId,
  };
}

/** Whether a signed permit says exactly what is true of a locked promotion, and has not expired. */
export function saysNow(
  { statement }: SignedAhead,
  locked: LockedPromotion,
  portal: string,
  now: string,
): boolean {
  const { permitId, issuedAt, expiresAt } = statement.predicate;
  const expected = createPermitStatement(
    parts(locked, { permitId, issuedAt, portal }),
  );
  return (
    issuedAt <= now &&
    now < expiresAt &&
    canonicalJson(statement) === canonicalJson(expected)
  );
}

/** Everything that a permit says. Its validity counts from when it was signed. */
function parts(
  { promotion, chatbot, version }: LockedPromotion,
  given: { permitId: string; issuedAt: string; portal: string },
) {
  const { row, rules } = promotion;
  return {
    digest: version.digest,
    artifacts: fromJson<Api.ModelVersionBundle>(version.bundle).artifacts,
    predicate: {
      ...given,
      promotionId: promotion.id,
      chatbot: chatbot.name,
      repositoryId: chatbot.repository_id,
      version: version.version,
      stage: row.stage,
      strategy: row.strategy,
      bindingDigest: row.binding_digest,
      expiresAt: toInstant(
        new Date(millisOf(given.issuedAt) + rules.expiry.permit),
      ),
      ...(row.replaces_digest
        ? { replaces: row.replaces_digest, fallbackDigest: row.replaces_digest }
        : {}),
    },
  };
}
