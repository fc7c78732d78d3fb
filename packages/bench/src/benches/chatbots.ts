import { PortalClient } from '../client/PortalClient';
import { registration, versionReport } from '../client/reports';
import { BenchContext } from './Bench';

/** A chatbot of the benches with its pipeline. */
export class BenchChatbot {
  readonly name: string;
  readonly pipeline: PortalClient;
  #reported = 0;

  /** Registers it as the engineer and issues its pipeline token. */
  static async register(
    { engineer, portal }: BenchContext,
    name: string,
  ): Promise<BenchChatbot> {
    await engineer.post('/api/chatbots/v1/chatbots', registration(name));
    const { token } = await engineer.post(
      `/api/chatbots/v1/chatbots/${name}/tokens`,
      { purpose: 'bench' },
    );
    return new BenchChatbot(name, PortalClient.create(portal.url, token));
  }

  private constructor(name: string, pipeline: PortalClient) {
    this.name = name;
    this.pipeline = pipeline;
  }

  get reported(): number {
    return this.#reported;
  }

  /** The report of the next version, not sent yet. */
  nextReport() {
    this.#reported += 1;
    return versionReport(this.name, this.#reported);
  }

  /** Reports a version that nobody reported before. */
  async reportVersion() {
    return this.pipeline.post(
      '/api/chatbots/pipeline/v1/versions',
      this.nextReport(),
    );
  }
}
