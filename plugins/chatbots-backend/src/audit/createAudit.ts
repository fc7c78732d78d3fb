import { PluginContext } from '../PluginContext';
import { AuditServices } from './AuditServices';

/** Builds the audit log's services. */
export async function createAudit(
  _context: PluginContext,
): Promise<AuditServices> {
  return {};
}
