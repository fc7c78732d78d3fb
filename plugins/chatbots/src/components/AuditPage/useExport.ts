import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useEffect, useRef, useState } from 'react';
import { useChatbotsCommand, type CommandProgress } from '../../hooks';
import { startDownload } from '../shared';

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
 * Prepares an export and starts its downloads; each link is used once. An
 * attempt without an answer is repeated under the same id, and recorded once.
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

  const fetchFile = async (
    from: Api.AuditExport,
    format: ExportFormat,
    { signal }: { signal: AbortSignal },
  ) => {
    await startDownload({ discoveryApi, fetchApi }, from[format], signal);
    if (!signal.aborted) {
      setStarted(before => [...before, format]);
    }
  };
  /** Of the export that has no answer yet. */
  const unanswered = useRef<{ requestId: string; asked: string }>();
  const command = useChatbotsCommand({
    send: async (api, step: Step, call) => {
      if ('format' in step) {
        await fetchFile(step.from, step.format, call);
        return;
      }
      setPrepared(undefined);
      setStarted([]);
      setExpired(false);
      const answer = await api.createAuditExport({ body: step.request }, call);
      if (call.signal.aborted) {
        return;
      }
      unanswered.current = undefined;
      setPrepared(answer);
      if (answer.count > 0) {
        await fetchFile(answer, 'ndjson', call);
      }
    },
  });

  return {
    command,
    prepared,
    started,
    expired,
    start: request => {
      const asked = JSON.stringify(request);
      if (unanswered.current?.asked !== asked) {
        unanswered.current = { requestId: randomId(), asked };
      }
      const { requestId } = unanswered.current;
      command.send({ request: { ...request, requestId } });
    },
    download: format => prepared && command.send({ from: prepared, format }),
  };
}

/** An id that nobody guesses; `crypto.randomUUID` is missing where the portal has no TLS. */
function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}
