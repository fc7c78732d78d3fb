import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { formatVerifierKey } from '@chatbot-portal/transparency-log';
import { PluginContext } from '../PluginContext';
import { Anchorer } from './anchor/Anchorer';
import { AuditExportService } from './export/AuditExportService';
import { AuditAlarm } from './alarm/AuditAlarm';
import { LogNames } from './continuation/readLogNames';
import { LogEvidenceVerifier } from './evidence/LogEvidenceVerifier';
import { LogKeys } from './logKeys';
import { AuditQueryService } from './query/AuditQueryService';
import { Checkpointer } from './sequence/Checkpointer';
import { Sequencer } from './sequence/Sequencer';
import { AuditStatusService } from './status/AuditStatusService';

/** Tells of commits, possibly without need; `stop` is called at shutdown. */
export interface CommitSignal {
  follow(wake: () => void, stop: () => Promise<void>): void;
}

/** The services of the audit log: sequence, checkpoint, prove, query, export. */
export interface AuditServices {
  /** The keys that verify checkpoints, as the API shows them. */
  publicKeys: readonly Api.PublicKey[];
  sequencer: Sequencer;
  queries: AuditQueryService;
  status: AuditStatusService;
  exports: AuditExportService;
}

/** Builds the audit log's services and starts numbering, signing and anchoring. */
export async function createAudit(
  context: PluginContext,
  options: {
    commits: CommitSignal;
    logKeys: LogKeys;
    alarm: AuditAlarm;
    names: LogNames;
    /** Has read every anchor. */
    anchorer: Anchorer;
  },
): Promise<AuditServices> {
  const { knex, unitOfWork, clock, logger, eventKeys, logGuard } = context;
  const { logKeys, alarm, anchorer } = options;
  const { signer, verifierKey, verifierKeys, publicKeys } = logKeys;
  const origin = verifierKey.name;

  const sequencer = new Sequencer({
    knex,
    clock,
    logger,
    verifierKeys,
    eventKeys,
    alarm,
    guard: logGuard,
  });
  const checkpointer = new Checkpointer({
    knex,
    clock,
    logger,
    keys: logKeys,
    eventKeys,
    guard: logGuard,
  });
  sequencer.onSequenced(() => checkpointer.wake());
  checkpointer.onSigned(() => anchorer.wake());
  options.commits.follow(
    () => {
      sequencer.wake();
      // What was left when a process ended or a signer or an anchor failed.
      checkpointer.wake();
      anchorer.wake();
    },
    async () => {
      await sequencer.stop();
      await checkpointer.stop();
      await anchorer.stop();
    },
  );

  const queries = new AuditQueryService({ knex });
  return {
    publicKeys,
    sequencer,
    queries,
    status: new AuditStatusService({
      knex,
      queries,
      origin,
      verifierKey: formatVerifierKey(verifierKey),
      fingerprint: signer.publicKey.fingerprint,
      checkpointer,
      anchorer,
      guard: logGuard,
      names: options.names,
    }),
    exports: new AuditExportService({
      knex,
      unitOfWork,
      clock,
      sequencer,
      checkpointer,
      origin,
    }),
  };
}

/** Builds what tells other areas whether rows are what the portal recorded. */
export function createEvidenceVerifier(
  context: PluginContext,
  { logKeys, alarm }: { logKeys: LogKeys; alarm: AuditAlarm },
): LogEvidenceVerifier {
  return new LogEvidenceVerifier({
    keys: context.eventKeys,
    verifierKeys: logKeys.verifierKeys,
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
