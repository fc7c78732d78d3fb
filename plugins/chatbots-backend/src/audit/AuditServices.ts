import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { VerifierKey } from '@chatbot-portal/transparency-log';
import { AuditExportService } from './export/AuditExportService';
import { AuditQueryService } from './query/AuditQueryService';
import { Sequencer } from './sequence/Sequencer';
import { AuditStatusService } from './status/AuditStatusService';

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
