import type { VerifyBytes, Sha256 } from '@chatbot-portal/transparency-log';

/**
 * What the pipeline's scripts need from the machine they run on. Passed in, so
 * that all they decide can be tested without one.
 *
 * @public
 */
export interface PipelineHost {
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>;
  /** Asks the network. */
  fetch: typeof fetch;
  /** Reads a file, relative to the working directory. */
  readFile(path: string): Promise<Uint8Array>;
  /** Writes a file, relative to the working directory. */
  writeFile(path: string, text: string): Promise<void>;
  /** SHA-256 of a file of any size, 64 hex digits. */
  hashFile(path: string): Promise<string>;
  /** Waits, in milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Writes a line for people. */
  log(line: string): void;
  /** Writes a line for the next program, such as JSON. */
  print(line: string): void;
  /** The clock. */
  now(): Date;
  /** SHA-256 of the platform. */
  sha256: Sha256;
  /** Signature check of the platform. */
  verify: VerifyBytes;
}
