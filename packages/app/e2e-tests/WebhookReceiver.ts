import { randomBytes } from 'node:crypto';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** One request, as it came. */
interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks on this machine, which is dead until it listens. */
export class WebhookReceiver {
  /** Its target in the configuration of the portal. */
  readonly id = 'walk';
  readonly secret = `whsec_${randomBytes(32).toString('base64')}`;
  readonly #port: number;
  readonly #received: Received[] = [];
  #server: Server | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/hook`;
  }

  /** What the configuration of the portal says of it, for some types of events. */
  target(...types: string[]) {
    return { id: this.id, url: this.url, secret: this.secret, types };
  }

  async listen(): Promise<void> {
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', chunk => {
        body += chunk;
      });
      req.on('end', () => {
        this.#received.push({ headers: req.headers, body });
        res.writeHead(204).end();
      });
    });
    this.#server = server;
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(this.#port, '127.0.0.1', done);
    });
  }

  /** The payload that came under an id, verified as receivers do; undefined before it came. Throws for a signature that is wrong. */
  verified(webhookId: string): unknown {
    const received = this.#received.find(
      ({ headers }) => headers['webhook-id'] === webhookId,
    );
    return (
      received &&
      new Webhook(this.secret).verify(
        received.body,
        received.headers as Record<string, string>,
      )
    );
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server) {
      await new Promise<void>(done => {
        server.close(() => done());
        server.closeAllConnections();
      });
    }
  }
}
