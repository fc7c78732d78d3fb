import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { run } from '../lib/run.mjs';

/**
 * A registry of packed packages on a free loopback port: `{ url, stop }`. So the
 * lines of a README are run as they stand, before anything is published.
 */
export async function startRegistry(packages) {
  const entries = new Map();
  for (const { name, tarball } of packages) {
    entries.set(name, await readEntry(name, tarball));
  }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url).slice(1);
    const [name, file] = path.split('/-/');
    const entry = entries.get(name);
    if (!entry || (file && file !== entry.file)) {
      response.writeHead(404).end();
    } else if (file) {
      response.end(entry.bytes);
    } else {
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify(describe(entry, `http://${request.headers.host}`)),
      );
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}

async function readEntry(name, tarball) {
  const { code, output } = await run('tar', [
    '-xzOf',
    tarball,
    'package/package.json',
  ]);
  if (code !== 0) {
    throw new Error(`${tarball} can't be read: ${output}`);
  }
  const manifest = JSON.parse(output);
  return {
    manifest,
    bytes: await readFile(tarball),
    file: `${name.split('/').at(-1)}-${manifest.version}.tgz`,
  };
}

/** What a registry answers about a package with one version. */
function describe({ manifest, bytes, file }, url) {
  const { name, version } = manifest;
  const digest = (algorithm, encoding) =>
    createHash(algorithm).update(bytes).digest(encoding);
  const dist = {
    tarball: `${url}/${name}/-/${file}`,
    shasum: digest('sha1', 'hex'),
    integrity: `sha512-${digest('sha512', 'base64')}`,
  };
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
  };
}
