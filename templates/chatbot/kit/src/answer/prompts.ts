import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REWRITE_PROMPT } from '../conversation/rewriteQuestion.ts';
import { sha256 } from '../text/digest.ts';
import { readText } from '../text/readText.ts';

/** What the system prompt is told of the bot. */
export interface BotWords {
  /** Who asks. */
  audience: string;
  /** What to reply when the passages hold no answer. */
  refusal: string;
}

/** What a template may refer to, per prompt. */
export interface PromptValues {
  system: BotWords;
  answer: { passages: string; question: string };
  /** Makes a follow-up question stand alone. */
  rewrite: { history: string; question: string };
}

const NAMES = ['system', 'answer', 'rewrite'] as const;

/** Texts of prompts; the kit has one of its own for `rewrite`. */
export type PromptTexts = Record<'system' | 'answer', string> & {
  rewrite?: string | undefined;
};

/** A prompt as read from its file. */
export interface PromptFile {
  /** What it is for: the same in every version, so that two versions of a prompt can be compared. */
  name: keyof PromptValues;
  /** Its file, which names the version; nothing where the text is the kit's own. */
  file?: string;
  text: string;
  /** SHA-256 of the file's bytes. */
  digest: string;
}

/** The prompts of one model version, rendered with exactly the values they need. */
export class Prompts {
  readonly #files: Record<keyof PromptValues, PromptFile>;

  private constructor(files: Record<keyof PromptValues, PromptFile>) {
    this.#files = files;
  }

  /**
   * Reads the prompts in force: of each, the file of the highest version, `system.v2.md` before `system.v1.md`. A new version is a new
   * file, so that history keeps what was said to the model. Without a file for `rewrite`, the kit's own text is in force.
   *
   * @throws Error where a prompt is missing, and with the place in a file that is no UTF-8
   */
  static fromFolder(folder: string): Prompts {
    const present = readdirSync(folder);
    const files = {
      system: required(present, 'system'),
      answer: required(present, 'answer'),
      rewrite: newest(present, 'rewrite'),
    };
    const text = (file: string) => readText(join(folder, file));
    return Prompts.fromTexts(
      {
        system: text(files.system),
        answer: text(files.answer),
        rewrite: files.rewrite && text(files.rewrite),
      },
      files,
    );
  }

  /** @param files - names of the files that the texts are from */
  static fromTexts(
    texts: PromptTexts,
    files: PromptTexts = { system: 'system.v1.md', answer: 'answer.v1.md' },
  ): Prompts {
    const prompt = (
      name: keyof PromptValues,
      text: string,
      file: string | undefined,
    ): PromptFile => ({
      name,
      ...(file && { file }),
      text,
      digest: sha256(text),
    });
    const { system, answer, rewrite = REWRITE_PROMPT } = texts;
    return new Prompts({
      system: prompt('system', system, files.system),
      answer: prompt('answer', answer, files.answer),
      rewrite: prompt('rewrite', rewrite, files.rewrite),
    });
  }

  /** All files, in a stable order. */
  files(): PromptFile[] {
    return NAMES.map(name => this.#files[name]);
  }

  /**
   * Fills a prompt. Values are inserted as they are: a `{{…}}` or `$&` inside a value stays text. In the template, `\\{{name}}` is
   * the text `{{name}}`, and `\\\\{{name}}` a backslash before a value.
   *
   * @throws Error when the template names a value that does not exist
   */
  render<K extends keyof PromptValues>(
    name: K,
    values: PromptValues[K],
  ): string {
    const given = new Map<string, string>(Object.entries(values));
    return this.#files[name].text.replace(
      /(\\*)(\{\{\s*(\w+)\s*\}\})/g,
      (_, backslashes: string, braces: string, key: string) => {
        const kept = '\\'.repeat(Math.floor(backslashes.length / 2));
        if (backslashes.length % 2 === 1) {
          return kept + braces;
        }
        const value = given.get(key);
        if (value === undefined) {
          throw new Error(
            `The prompt ${
              this.#files[name].file ?? name
            } names an unknown value: ${key}`,
          );
        }
        return kept + value;
      },
    );
  }
}

function required(files: string[], name: keyof PromptValues): string {
  const file = newest(files, name);
  if (file === undefined) {
    throw new Error(
      `There is no prompt ${name}: the folder of prompts needs a file ${name}.v1.md`,
    );
  }
  return file;
}

function newest(files: string[], name: keyof PromptValues): string | undefined {
  const versions = files
    .map(file => /^(\w+)\.v(\d+)\.md$/.exec(file))
    .filter(found => found?.[1] === name)
    .map(found => Number(found![2]))
    .sort((a, b) => b - a);
  return versions.length === 0 ? undefined : `${name}.v${versions[0]}.md`;
}
