import { ConfigReader } from '@backstage/config';
import { assertDevelopmentOnly, isLoopbackHost } from './assertDevelopmentOnly';

function assertWith(
  config: { listen?: unknown; environment?: string },
  nodeEnv: string | undefined = 'development',
) {
  assertDevelopmentOnly({
    nodeEnv,
    demo: 'The demo',
    remedy: 'leave it out',
    config: new ConfigReader({
      auth: { environment: config.environment ?? 'development' },
      backend: { listen: config.listen as string },
    }),
  });
}

describe('assertDevelopmentOnly', () => {
  it.each([
    '127.0.0.1:7007',
    'localhost:7007',
    '[::1]:7007',
    { host: '127.0.0.1', port: 7007 },
    { host: '127.8.8.8' },
    { host: '::1', port: 7007 },
    { host: 'localhost' },
  ])('allows development on %j', listen => {
    expect(() => assertWith({ listen })).not.toThrow();
  });

  it('refuses when NODE_ENV is production', () => {
    expect(() =>
      assertWith({ listen: '127.0.0.1:7007' }, 'production'),
    ).toThrow(
      "The demo refuses to start because NODE_ENV is 'production': leave it out",
    );
  });

  it('refuses when the auth environment is production', () => {
    expect(() =>
      assertWith({ listen: '127.0.0.1:7007', environment: 'production' }),
    ).toThrow("refuses to start because 'auth.environment' is 'production'");
  });

  it.each([
    undefined,
    ':7007',
    '7007',
    '0.0.0.0:7007',
    '[::]:7007',
    'portal.example:7007',
    '10.0.0.1:7007',
    { port: 7007 },
    { host: '', port: 7007 },
    { host: '0.0.0.0', port: 7007 },
    { host: '::', port: 7007 },
    { host: '128.0.0.1' },
    { host: '127.0.0.1.portal.example' },
  ])('refuses to listen on %j', listen => {
    expect(() => assertWith({ listen })).toThrow('refuses to start because ');
  });
});

describe('isLoopbackHost', () => {
  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '::1', '[::1]'])(
    'accepts %s',
    host => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each(['', 'portal.example', 'localhost.portal.example', '192.168.0.1'])(
    'rejects %p',
    host => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});
