import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, renderTemplate } from './renderTemplate.mjs';

const FOLDER = '.github/workflows';

/** The workflows of a generated repository, `[path, text]`. */
export async function renderWorkflows() {
  const repository = mkdtempSync(join(tmpdir(), 'chatbot-workflows-'));
  try {
    await renderTemplate(repository, answers);
    return readdirSync(join(repository, FOLDER))
      .sort()
      .map(file => [
        `${FOLDER}/${file}`,
        readFileSync(join(repository, FOLDER, file), 'utf8'),
      ]);
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

/** A workflow that says something else in one place. */
export function changed([path, text], from, to) {
  const other = text.replace(from, to);
  if (other === text) {
    throw new Error(`${path} does not say ${from}`);
  }
  return [path, other];
}
