import { commandLane } from '../lib/lanes.mjs';

/** The API description is a valid OpenAPI document. */
export const lane = commandLane('openapi', ({ yarn }) =>
  yarn([
    'workspace',
    '@chatbot-portal/backstage-plugin-chatbots-backend',
    'exec',
    'backstage-repo-tools',
    'package',
    'schema',
    'openapi',
    'validate',
  ]),
);
