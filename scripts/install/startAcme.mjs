import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { REPOSITORY } from './chatbotStory.mjs';

/**
 * What a company has already, on a free loopback port: a signing service that keeps its key to itself, and a git host with one
 * repository. `{ config, publicKey, started, stop }`, where `config` is for the modules of the READMEs and `started` the workflows
 * that somebody started.
 */
export async function startAcme() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const token = randomUUID();
  const started = [];
  const { host, ...repository } = REPOSITORY;
  const { id, owner, name } = repository;

  function git(request, path, body) {
    if (request.headers.authorization !== `Bearer ${token}`) {
      return [401, {}];
    }
    if (path === `/repositories/by-path/${owner}/${name}`) {
      return [200, repository];
    }
    if (path === `/repositories/${id}/workflows/deploy.yml/runs`) {
      started.push(JSON.parse(body));
      const run = String(started.length);
      return [
        200,
        { id: run, url: `https://${host}/${owner}/${name}/runs/${run}` },
      ];
    }
    return [404, {}];
  }

  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const body = Buffer.concat(chunks);
    if (request.url === '/sign') {
      response.end(sign(null, body, privateKey));
      return;
    }
    const [status, answer] = git(
      request,
      request.url.replace(/^\/git/, ''),
      body,
    );
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    publicKey,
    started,
    config: {
      signer: {
        url: `${url}/sign`,
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
      },
      gitHost: { host, apiUrl: `${url}/git`, token },
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}
