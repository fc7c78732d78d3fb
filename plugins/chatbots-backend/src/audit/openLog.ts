import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { PluginContext } from '../PluginContext';
import { AuditAlarm } from './alarm/AuditAlarm';
import { behindTrouble } from './alarm/troubles';
import { AnchorHistory } from './anchor/AnchorHistory';
import { Anchorer } from './anchor/Anchorer';
import { LogNames } from './continuation/readLogNames';
import { LogKeys } from './logKeys';

/**
 * Compares the log with its anchors before anything is written, and has writes refused while it is not what they hold.
 *
 * @throws Error for an anchor that holds another log
 */
export async function openLog(
  context: PluginContext,
  options: {
    names: LogNames;
    logKeys: LogKeys;
    alarm: AuditAlarm;
    anchors: readonly AuditAnchor[];
  },
): Promise<Anchorer> {
  const { logGuard: guard } = context;
  const { alarm } = options;
  guard.onBehind(behind => {
    // It logs by itself whom it could not tell.
    alarm.raise(behindTrouble(behind)).catch(() => undefined);
  });
  const anchorer = new Anchorer({
    ...context,
    ...options,
    verifierKeys: options.logKeys.verifierKeys,
    guard,
    history: new AnchorHistory(context),
  });
  await anchorer.readBack();
  return anchorer;
}
