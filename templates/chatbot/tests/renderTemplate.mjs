import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
// Their CommonJS builds: what the ESM builds import is not always ESM.
const { ConfigReader } = require('@backstage/config');
const { ScmIntegrations } = require('@backstage/integration');
const {
  createFetchTemplateAction,
} = require('@backstage/plugin-scaffolder-backend');

/** Where template.yaml and its skeletons are. */
export const templateFolder = join(import.meta.dirname, '..');

/** Answers to the form that every test can start from. */
export const answers = {
  name: 'demo-bot',
  title: 'Demo bot',
  owner: 'group:default/chatbot-team',
  purpose: 'Answers questions about the handbook.',
  riskClass: 'limited',
  provider: 'local',
  retrieval: 'keyword',
  judge: 'lexical',
  ci: 'github-actions',
  infrastructure: 'terraform',
};

async function readTemplate() {
  const text = await readFile(join(templateFolder, 'template.yaml'), 'utf8');
  return parse(text, { merge: true }).spec;
}

/** The steps of the template. */
export async function templateSteps() {
  return (await readTemplate()).steps;
}

/** The questions of the form that pick a layer, each with the values it offers. */
export async function formChoices() {
  const { parameters, steps } = await readTemplate();
  const pickLayers = steps
    .filter(({ action }) => action === 'fetch:template')
    .map(step => `${step.if} ${step.input.url}`)
    .join();
  const fields = parameters.flatMap(page => Object.entries(page.properties));
  return Object.fromEntries(
    fields
      .filter(([name]) => pickLayers.includes(`parameters.${name} `))
      .map(([name, field]) => [name, field.enum]),
  );
}

/** Renders every `fetch:template` step that the answers ask for, by the scaffolder's own action. */
export async function renderTemplate(folder, parameters) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const values = {
    ...parameters,
    repositoryOwner: 'chatbots',
    ownerName: parameters.owner.split('/').at(-1),
    repositoryUrl: `http://127.0.0.1:7008/chatbots/${parameters.name}`,
  };
  const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
  const action = createFetchTemplateAction({ integrations, reader: {} });
  const layers = [];
  for (const { id, input, action: name } of await templateSteps()) {
    const wanted =
      (id !== 'fetch-model' || parameters.provider !== 'local') &&
      (id !== 'fetch-retrieval' || parameters.retrieval === 'hybrid') &&
      (id !== 'fetch-judge' || parameters.judge === 'ragas') &&
      (id !== 'fetch-infrastructure' ||
        parameters.infrastructure === 'terraform');
    if (name !== 'fetch:template' || !wanted) {
      continue;
    }
    const url = input.url.replace(
      /\$\{\{ parameters\.(\w+) \}\}/g,
      (_, key) => parameters[key],
    );
    layers.push(url);
    await action.handler({
      input: { ...input, url, values },
      workspacePath: folder,
      createTemporaryDirectory: () =>
        mkdtemp(join(tmpdir(), 'chatbot-template-')),
      templateInfo: {
        baseUrl: pathToFileURL(join(templateFolder, 'template.yaml')).href,
      },
      logger: {
        info() {},
        debug() {},
        warn: console.warn,
        error: console.error,
      },
    });
  }
  return layers;
}
