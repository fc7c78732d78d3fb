import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { LONGEST } from './longestNames';

const ROOT = resolve(__dirname, '../../../..');
/** Backstage reads configuration from variables of this form; it replaces the list in the file. */
const LOCATIONS = 'APP_CONFIG_catalog_locations';
const TRUSTED = 'APP_CONFIG_chatbots_governance_trustedLocations';

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: LONGEST.group, title: LONGEST.groupTitle },
    spec: {
      type: 'team',
      profile: { displayName: LONGEST.groupTitle },
      children: [],
      members: ['engineer', 'lead'],
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: LONGEST.chatbot,
      title: LONGEST.title,
      description: LONGEST.purpose,
      annotations: { 'chatbot-portal.io/chatbot': LONGEST.chatbot },
    },
    spec: {
      type: 'chatbot',
      lifecycle: 'production',
      owner: `group:default/${LONGEST.group}`,
    },
  },
];

/**
 * Writes the catalog's side of the chatbot with the longest names, and answers the environment in which a portal reads it beside
 * everything that its configuration names.
 */
export async function longestCatalog(
  folder: string,
): Promise<Record<string, string>> {
  const target = join(folder, 'longest.yaml');
  await writeFile(target, entities.map(each => stringify(each)).join('---\n'));
  const config = parse(await readFile(join(ROOT, 'app-config.yaml'), 'utf8'));
  const locations = [
    ...config.catalog.locations,
    { type: 'file', target, rules: [{ allow: ['Group', 'Component'] }] },
  ];
  const trusted = [
    ...config.chatbots.governance.trustedLocations,
    `file:${target}`,
  ];
  return {
    [LOCATIONS]: JSON.stringify(locations),
    [TRUSTED]: JSON.stringify(trusted),
  };
}
