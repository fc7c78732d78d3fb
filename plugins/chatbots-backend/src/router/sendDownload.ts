import { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditDownload } from '../audit';

/**
 * Sends a file as fast as the client takes it. When the client leaves, reading stops; when reading fails, the connection is
 * cut, so that what arrived can't pass for the whole.
 */
export async function sendDownload(
  res: Response,
  { fileName, mediaType, lines }: AuditDownload,
): Promise<void> {
  res.setHeader('Content-Type', mediaType);
  res.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  try {
    await pipeline(Readable.from(lines), res);
  } catch (error) {
    if (!isClientGone(error)) {
      throw error;
    }
  }
}

function isClientGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
