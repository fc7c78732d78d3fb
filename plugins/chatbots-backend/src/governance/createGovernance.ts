import { PluginContext } from '../PluginContext';
import { GovernanceServices } from './GovernanceServices';

/** Builds governance. */
export async function createGovernance(
  _context: PluginContext,
): Promise<GovernanceServices> {
  return {};
}
