import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { PayloadTooLargeError } from '../http/errors';
import { JsonDocument } from './JsonDocument';
import { assertPackagePart } from './names';

/** Where a file of the generic registry stands. @internal */
export interface PackageAddress {
  owner: string;
  package: string;
  version: string;
  file: string;
}

const linksSchema = z.record(z.string(), z.number());

type Links = z.infer<typeof linksSchema>;

/**
 * The generic package registry. A published file never changes: a second upload is a conflict, even at the same
 * moment, because the file system's `link` decides. A package belongs to the repository whose job published it first.
 *
 * @internal
 */
export class PackageStore {
  readonly #folder: string;
  readonly #uploads: string;
  readonly #maxBytes: number;
  readonly #links: JsonDocument<Links>;

  private constructor(
    root: string,
    maxBytes: number,
    links: JsonDocument<Links>,
  ) {
    this.#folder = join(root, 'packages');
    this.#uploads = join(root, 'uploads');
    this.#maxBytes = maxBytes;
    this.#links = links;
  }

  static async create(root: string, maxBytes: number): Promise<PackageStore> {
    const store = new PackageStore(
      root,
      maxBytes,
      await JsonDocument.open<Links>(
        join(root, 'state', 'packages.json'),
        linksSchema,
        {},
      ),
    );
    await rm(store.#uploads, { recursive: true, force: true });
    await mkdir(store.#uploads, { recursive: true });
    return store;
  }

  /** Stores a stream as a new file. `repositoryId` is the uploading job's repository, if a job uploads. */
  async put(
    address: PackageAddress,
    content: Readable,
    repositoryId?: number,
  ): Promise<void> {
    const file = this.#file(address);
    await this.#claim(address, repositoryId);
    if (await exists(file)) {
      throw new ConflictError('The package file exists already');
    }
    const temporary = join(this.#uploads, randomUUID());
    let size = 0;
    const limit = new Transform({
      transform: (chunk: Buffer, _encoding, callback) => {
        size += chunk.length;
        if (size > this.#maxBytes) {
          callback(
            new PayloadTooLargeError(
              `A package file holds at most ${this.#maxBytes} bytes`,
            ),
          );
        } else {
          callback(undefined, chunk);
        }
      },
    });
    try {
      await pipeline(
        content,
        limit,
        createWriteStream(temporary, { mode: 0o600, flush: true }),
      );
      await mkdir(dirname(file), { recursive: true });
      await link(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
        throw new ConflictError('The package file exists already');
      }
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** The path and size in bytes of a published file. */
  async get(
    address: PackageAddress,
    repositoryId?: number,
  ): Promise<{ path: string; size: number }> {
    const path = this.#file(address);
    const owned = this.#links.value[linkKey(address)];
    const foreign =
      repositoryId !== undefined &&
      owned !== undefined &&
      owned !== repositoryId;
    const found = foreign ? undefined : await stat(path).catch(() => undefined);
    if (!found?.isFile()) {
      throw new NotFoundError('package does not exist');
    }
    return { path, size: found.size };
  }

  /** The files of one version, for people. */
  async list(address: Omit<PackageAddress, 'file'>): Promise<string[]> {
    const folder = dirname(this.#file({ ...address, file: 'any' }));
    return (await readdir(folder).catch(() => [])).sort();
  }

  async #claim(address: PackageAddress, repositoryId?: number): Promise<void> {
    const key = linkKey(address);
    const owned = this.#links.value[key];
    if (repositoryId === undefined || owned === repositoryId) {
      return;
    }
    await this.#links.update(draft => {
      if (draft[key] !== undefined && draft[key] !== repositoryId) {
        throw new NotAllowedError('The package belongs to another repository');
      }
      draft[key] = repositoryId;
    });
  }

  #file(address: PackageAddress): string {
    assertPackagePart('owner', address.owner);
    assertPackagePart('package name', address.package);
    assertPackagePart('package version', address.version);
    assertPackagePart('file name', address.file);
    return join(
      this.#folder,
      address.owner.toLowerCase(),
      address.package,
      address.version,
      address.file,
    );
  }
}

function linkKey(address: PackageAddress): string {
  return `${address.owner.toLowerCase()}/${address.package}`;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
