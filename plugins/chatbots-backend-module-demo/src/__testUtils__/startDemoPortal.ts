import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  createServiceMock,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import demoModule from '../index';

const EXAMPLES = resolve(__dirname, '../../../../examples');

/** Configuration with which the history is played. */
const DEMO_CONFIG: JsonObject = {
  backend: { baseUrl: 'http://localhost:7007', listen: '127.0.0.1:0' },
  chatbots: {
    policy: { file: resolve(EXAMPLES, 'policies/default.yaml') },
    governance: { registryReviewers: ['group:default/ai-governance'] },
    demo: { history: true },
  },
};

/** The people and groups of examples/org.yaml, with the relations that the catalog makes of them. */
const organisation: Entity[] = parseAllDocuments(
  readFileSync(resolve(EXAMPLES, 'org.yaml'), 'utf8'),
).map(document => {
  const entity: Entity = document.toJSON();
  const { memberOf = [], parent } = (entity.spec ?? {}) as {
    memberOf?: string[];
    parent?: string;
  };
  return {
    ...entity,
    metadata: { namespace: 'default', ...entity.metadata },
    relations: [
      ...memberOf.map(group => ({
        type: 'memberOf',
        targetRef: `group:default/${group}`,
      })),
      ...(parent
        ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
        : []),
    ],
  };
});

/** Starts the chatbots plugin, which tests bring, with this module on the example organisation. */
export async function startDemoPortal(options: {
  plugin: BackendFeature;
  config?: JsonObject;
  database?: DatabaseOptions;
  features?: BackendFeature[];
}) {
  return startTestBackend({
    features: [
      options.plugin,
      demoModule,
      ...(options.features ?? []),
      mockServices.rootConfig.factory({ data: options.config ?? DEMO_CONFIG }),
      ...(options.database
        ? [mockServices.database.factory(options.database)]
        : []),
      catalogServiceMock.factory({ entities: organisation }),
      createServiceMock(notificationService, () => ({ send: jest.fn() }))()
        .factory,
      createServiceMock(signalsServiceRef, () => ({ publish: jest.fn() }))()
        .factory,
    ],
  });
}

type DatabaseOptions = Parameters<typeof mockServices.database.factory>[0];
