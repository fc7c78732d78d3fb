import { PluginContext } from '../PluginContext';

/** Starts the relay that empties the outbox after each commit. */
export async function startDelivery(_context: PluginContext): Promise<void> {}
