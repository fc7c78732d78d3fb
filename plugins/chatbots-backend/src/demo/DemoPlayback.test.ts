import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { DemoPortal } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { DemoPlayback } from './DemoPlayback';

const ON = {
  backend: { listen: '127.0.0.1:7007' },
  chatbots: { demo: { history: true } },
};

function setUp(data: JsonObject) {
  const options = {
    config: mockServices.rootConfig({ data }),
    logger: mockServices.logger.mock(),
    lifecycle: mockServices.lifecycle.mock(),
  };
  const play = jest.fn(async (_: DemoPortal) => {});
  const createPortal = jest.fn(
    (signal: AbortSignal) => ({ signal } as DemoPortal),
  );
  return { demo: new DemoPlayback(), options, play, createPortal };
}

describe('DemoPlayback', () => {
  it('is playing until the history ends, so that the sweep waits', async () => {
    const { demo, options, createPortal } = setUp(ON);
    let end = () => {};
    const played = new Promise<void>(resolve => {
      end = resolve;
    });
    demo.setHistory({ play: () => played });

    demo.start(options, createPortal);

    expect(demo.isPlaying).toBe(true);
    end();
    await new Promise(setImmediate);
    expect(demo.isPlaying).toBe(false);
  });

  it('ends its playing when the history fails, and says so', async () => {
    const { demo, options, createPortal } = setUp(ON);
    demo.setHistory({ play: () => Promise.reject(new Error('no policy')) });

    demo.start(options, createPortal);
    await new Promise(setImmediate);

    expect(demo.isPlaying).toBe(false);
    expect(options.logger.error).toHaveBeenCalledWith(
      expect.stringContaining('was not completed'),
      expect.objectContaining({ message: 'no policy' }),
    );
  });

  it('tells the history that the backend stops', () => {
    const { demo, options, play, createPortal } = setUp(ON);
    demo.setHistory({ play });
    demo.start(options, createPortal);
    const [{ signal }] = play.mock.calls[0];
    expect(signal.aborted).toBe(false);

    options.lifecycle.addShutdownHook.mock.calls[0][0]();

    expect(signal.aborted).toBe(true);
  });

  it('hands out no services unless config asks for the history', () => {
    const { demo, options, play, createPortal } = setUp({
      backend: { listen: '127.0.0.1:7007' },
    });
    demo.setHistory({ play });

    demo.start(options, createPortal);

    expect(createPortal).not.toHaveBeenCalled();
    expect(play).not.toHaveBeenCalled();
    expect(demo.isPlaying).toBe(false);
  });

  it('warns of a history that no module brings', () => {
    const { demo, options, createPortal } = setUp(ON);

    demo.start(options, createPortal);

    expect(createPortal).not.toHaveBeenCalled();
    expect(options.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('chatbots-backend-module-demo'),
    );
  });

  it('hands out no services on a listener that others can reach', () => {
    const { demo, options, play, createPortal } = setUp({
      ...ON,
      backend: { listen: ':7007' },
    });
    demo.setHistory({ play });

    expect(() => demo.start(options, createPortal)).toThrow(
      "The example history refuses to start because 'backend.listen' is every interface",
    );
    expect(createPortal).not.toHaveBeenCalled();
  });

  it('refuses production with a history, whatever config says', () => {
    const { demo, options, play } = setUp({});
    demo.setHistory({ play });

    expect(() => demo.assertAllowed(options.config, 'production')).toThrow(
      "The example history refuses to start because NODE_ENV is 'production': leave out the module",
    );
    expect(() =>
      demo.assertAllowed(options.config, 'development'),
    ).not.toThrow();
  });

  it('refuses production with the config, whatever modules there are', () => {
    const { demo, options } = setUp(ON);

    expect(() => demo.assertAllowed(options.config, 'production')).toThrow(
      'The example history refuses to start',
    );
  });

  it('refuses a second history', () => {
    const { demo, play } = setUp(ON);
    demo.setHistory({ play });

    expect(() => demo.setHistory({ play })).toThrow('two example histories');
  });
});
