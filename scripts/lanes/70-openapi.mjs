import { join } from 'node:path';
import { commandLane } from '../lib/lanes.mjs';
import { ROOT } from '../lib/paths.mjs';

/** The API description is a valid OpenAPI document. */
export const lane = commandLane('openapi', ({ yarn }) =>
  yarn(
    [
      'run',
      '--top-level',
      'backstage-repo-tools',
      'package',
      'schema',
      'openapi',
      'validate',
    ],
    { cwd: join(ROOT, 'plugins/chatbots-backend') },
  ),
);
