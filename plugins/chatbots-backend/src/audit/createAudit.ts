import { RootConfigService } from '@backstage/backend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  VerifierKey,
  formatVerifierKey,
} from '@chatbot-portal/transparency-log';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { PluginContext } from '../PluginContext';
import { Anchorer } from './anchor/Anchorer';
import { FileAnchor } from './anchor/FileAnchor';
import { AuditExportService } from './export/AuditExportService';
import { AuditAlarm } from './alarm/AuditAlarm';
import { LogEvidenceVerifier } from './evidence/LogEvidenceVerifier';
import { LogKey } from './logKey';
import { AuditQueryService } from './query/AuditQueryService';
import { Sequencer } from './sequence/Sequencer';
import { AuditStatusService, fingerprint } from './status/AuditStatusService';

/** Tells of commits, possibly without need; `stop` is called at shutdown. */
export interface CommitSignal {
  follow(wake: () => void, stop: () => Promise<void>): void;
}

/** The services of the audit log: sequence, checkpoint, prove, query, export. */
export interface AuditServices {
  /** The key that signs checkpoints, as the API shows it. */
  publicKey: Api.PublicKey;
  verifierKey: VerifierKey;
  sequencer: Sequencer;
  queries: AuditQueryService;
  status: AuditStatusService;
  exports: AuditExportService;
}

/** Builds the audit log's services and starts numbering and anchoring. */
export async function createAudit(
  context: PluginContext,
  options: {
    commits: CommitSignal;
    logKey: LogKey;
    alarm: AuditAlarm;
    /** Anchors of modules, beside the file that config may name. */
    anchors: readonly AuditAnchor[];
  },
): Promise<AuditServices> {
  const { knex, unitOfWork, clock, config, logger, eventKeys } = context;
  const { signingKey, verifierKey } = options.logKey;
  const origin = verifierKey.name;
  const verifierKeyLine = formatVerifierKey(verifierKey);

  const sequencer = new Sequencer({
    knex,
    clock,
    logger,
    signingKey,
    verifierKey,
    eventKeys,
    alarm: options.alarm,
  });
  const anchorer = new Anchorer({
    knex,
    clock,
    logger,
    anchors: [...fileAnchors(config), ...options.anchors],
  });
  sequencer.onSequenced(() => anchorer.wake());
  // A checkpoint that no anchor took before the last stop.
  anchorer.wake();
  options.commits.follow(
    () => sequencer.wake(),
    async () => {
      await sequencer.stop();
      await anchorer.stop();
    },
  );

  const queries = new AuditQueryService({ knex });
  return {
    publicKey: {
      use: 'audit-log',
      keyId: verifierKey.keyId,
      algorithm: 'Ed25519',
      publicKeyPem: signingKey.publicKeyPem,
      verifierKey: verifierKeyLine,
      fingerprint: fingerprint(signingKey),
    },
    verifierKey,
    sequencer,
    queries,
    status: new AuditStatusService({
      knex,
      queries,
      origin,
      verifierKey: verifierKeyLine,
      signingKey,
    }),
    exports: new AuditExportService({
      knex,
      unitOfWork,
      clock,
      sequencer,
      origin,
    }),
  };
}

/** Builds what tells other areas whether rows are what the portal recorded. */
export function createEvidenceVerifier(
  context: PluginContext,
  { logKey, alarm }: { logKey: LogKey; alarm: AuditAlarm },
): LogEvidenceVerifier {
  return new LogEvidenceVerifier({
    keys: context.eventKeys,
    verifierKey: logKey.verifierKey,
    alarm,
  });
}

/** Builds what tells of rows that the portal did not write. */
export function createAlarm(context: PluginContext): AuditAlarm {
  const recipients = context.config.getOptionalStringArray(
    'chatbots.audit.alarm.recipients',
  );
  return new AuditAlarm({
    ...context,
    keys: context.eventKeys,
    recipients: recipients ?? [],
  });
}

function fileAnchors(config: RootConfigService): AuditAnchor[] {
  const path = config.getOptionalString('chatbots.audit.anchors.file.path');
  return path ? [new FileAnchor({ path })] : [];
}
