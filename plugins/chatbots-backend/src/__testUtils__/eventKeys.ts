import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { AuditAlarm } from '../audit/alarm/AuditAlarm';
import { LogEvidenceVerifier } from '../audit/evidence/LogEvidenceVerifier';
import { toVerifierKey } from '../audit/logKeys';
import { EventKeys, PemSigner, PublicKey } from '../keys';
import { builtInChecks } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Evidence } from '../governance/evidence/EvidenceVerifier';

/** The value of `chatbots.audit.eventKeys` in tests. */
export const EVENT_KEYS = [
  { id: 'test', secret: Buffer.alloc(32, 7).toString('base64') },
];

/** The keys that a plugin under test has, for whatever writes or checks events beside it. */
export function testEventKeys(origin = 'localhost:7007/chatbots'): EventKeys {
  return EventKeys.create({ origin, keys: EVENT_KEYS });
}

/** Who accepts what is proposed of chatbots in tests, as in the examples. */
export const REGISTRY_REVIEWERS = ['group:default/ai-governance'];

/**
 * A configuration with {@link EVENT_KEYS} and {@link REGISTRY_REVIEWERS}, unless it names its own: processes that share a database
 * share the keys.
 */
export function withEventKeys(config: JsonObject = {}): JsonObject {
  const chatbots = config.chatbots as JsonObject | undefined;
  return {
    ...config,
    chatbots: {
      ...chatbots,
      governance: {
        registryReviewers: REGISTRY_REVIEWERS,
        ...(chatbots?.governance as JsonObject | undefined),
      },
      audit: {
        eventKeys: EVENT_KEYS,
        ...(chatbots?.audit as JsonObject | undefined),
      },
    },
  };
}

/** An alarm that nobody hears but the test. */
export function testAlarm(
  options: {
    logger?: LoggerService;
    auditor?: AuditorService;
    notifications?: NotificationService;
    keys?: EventKeys;
    recipients?: string[];
  } = {},
): AuditAlarm {
  return new AuditAlarm({
    logger: mockServices.logger.mock(),
    auditor: mockServices.auditor.mock(),
    notifications: { send: async () => {} },
    keys: testEventKeys(),
    recipients: [],
    ...options,
  });
}

/** What tells a command beside the plugin whether its rows are in the log. */
export function testEvidence(): Evidence {
  const keys = testEventKeys();
  const verifier = new LogEvidenceVerifier({
    keys,
    verifierKeys: [
      toVerifierKey(
        PublicKey.fromPem(PemSigner.generate('test').publicKey),
        keys.origin,
      ),
    ],
    alarm: testAlarm(),
  });
  return {
    run: { checks: builtInChecks },
    unproven: (db, claims) => verifier.unproven(db, claims),
    raise: unproven => verifier.raise(unproven),
  };
}
