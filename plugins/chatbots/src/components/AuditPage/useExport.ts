import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useEffect, useState } from 'react';
import { useChatbotsCommand, type CommandProgress } from '../../hooks';
import { startDownload } from './startDownload';

/** The two files of an export. @internal */
export type ExportFormat = 'ndjson' | 'csv';

/** Where an export stands. @internal */
export interface ExportProgress {
  command: CommandProgress;
  prepared?: Api.AuditExport;
  /** Files whose one-time link has been used. */
  started: readonly ExportFormat[];
  /** The links live for a minute. */
  expired: boolean;
  start: (request: Api.AuditExportRequest) => void;
  download: (format: ExportFormat) => void;
}

type Step =
  | { request: Api.AuditExportRequest }
  | { from: Api.AuditExport; format: ExportFormat };

/**
 * Prepares an export and starts its downloads; each link is used once. What is
 * prepared a second time is another export, and changes nothing.
 *
 * @internal
 */
export function useExport(): ExportProgress {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [prepared, setPrepared] = useState<Api.AuditExport>();
  const [started, setStarted] = useState<readonly ExportFormat[]>([]);
  const [expired, setExpired] = useState(false);

  useEffect(() => {
    if (!prepared) {
      return undefined;
    }
    const left = Date.parse(prepared.expiresAt) - Date.now();
    const timer = setTimeout(() => setExpired(true), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [prepared]);

  const fetchFile = async (from: Api.AuditExport, format: ExportFormat) => {
    await startDownload({ discoveryApi, fetchApi }, from[format]);
    setStarted(before => [...before, format]);
  };
  const command = useChatbotsCommand({
    send: async (api, step: Step, call) => {
      if ('format' in step) {
        await fetchFile(step.from, step.format);
        return;
      }
      setPrepared(undefined);
      setStarted([]);
      setExpired(false);
      const answer = await api.createAuditExport({ body: step.request }, call);
      setPrepared(answer);
      if (answer.count > 0) {
        await fetchFile(answer, 'ndjson');
      }
    },
  });

  return {
    command,
    prepared,
    started,
    expired,
    start: request => command.send({ request }),
    download: format => prepared && command.send({ from: prepared, format }),
  };
}
