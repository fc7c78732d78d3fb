import { toError } from '@backstage/errors';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useEffect, useState } from 'react';
import { chatbotsApiRef } from '../../api';
import { startDownload } from './startDownload';

/** The two files of an export. @internal */
export type ExportFormat = 'ndjson' | 'csv';

/** Where an export stands. @internal */
export interface ExportProgress {
  preparing: boolean;
  prepared?: Api.AuditExport;
  /** Files whose one-time link has been used. */
  started: readonly ExportFormat[];
  /** The links live for a minute. */
  expired: boolean;
  error?: Error;
  start: (request: Api.AuditExportRequest) => Promise<void>;
  download: (format: ExportFormat) => Promise<void>;
}

/** Prepares an export and starts its downloads; each link is used once. @internal */
export function useExport(): ExportProgress {
  const api = useApi(chatbotsApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [preparing, setPreparing] = useState(false);
  const [prepared, setPrepared] = useState<Api.AuditExport>();
  const [started, setStarted] = useState<readonly ExportFormat[]>([]);
  const [expired, setExpired] = useState(false);
  const [error, setError] = useState<Error>();

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
  const attempt = async (work: () => Promise<void>) => {
    setPreparing(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(toError(failure));
    } finally {
      setPreparing(false);
    }
  };

  return {
    preparing,
    prepared,
    started,
    expired,
    error,
    start: request =>
      attempt(async () => {
        setPrepared(undefined);
        setStarted([]);
        setExpired(false);
        const answer = await api.createAuditExport({ body: request });
        setPrepared(answer);
        if (answer.count > 0) {
          await fetchFile(answer, 'ndjson');
        }
      }),
    download: format =>
      attempt(async () => {
        if (prepared) {
          await fetchFile(prepared, format);
        }
      }),
  };
}
