import { Config } from '@backstage/config';

/** Names the log; part of what is signed, so it must not change with the address people happen to use. */
export function logOrigin(config: Config): string {
  return (
    config.getOptionalString('chatbots.audit.origin') ??
    `${new URL(config.getString('backend.baseUrl')).host}/chatbots`
  );
}
