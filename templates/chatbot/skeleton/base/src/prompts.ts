import { join } from 'node:path';
import { sha256 } from './text/digest.ts';
import { readText } from './text/readText.ts';

/** The prompt files in force. A new version is a new file, so that history keeps what was said to the model. */
export const PROMPT_FILES = {
  system: 'system.v1.md',
  answer: 'answer.v1.md',
} as const;

/** What a template may refer to, per prompt. */
export interface PromptValues {
  system: { refusal: string };
  answer: { passages: string; question: string };
}

/** A prompt as read from its file. */
export interface PromptFile {
  /** What it is for: the same in every version, so that two versions of a prompt can be compared. */
  name: keyof PromptValues;
  /** Its file, which names the version. */
  file: string;
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

  /** Reads the prompts in force; throws where a file is no UTF-8, and says where in it. */
  static fromFolder(folder: string): Prompts {
    const read = (name: keyof PromptValues): string =>
      readText(join(folder, PROMPT_FILES[name]));
    return Prompts.fromTexts({
      system: read('system'),
      answer: read('answer'),
    });
  }

  static fromTexts(texts: Record<keyof PromptValues, string>): Prompts {
    const prompt = (name: keyof PromptValues): PromptFile => ({
      name,
      file: PROMPT_FILES[name],
      text: texts[name],
      digest: sha256(texts[name]),
    });
    return new Prompts({
      system: prompt('system'),
      answer: prompt('answer'),
    });
  }

  /** All files, in a stable order. */
  files(): PromptFile[] {
    return [this.#files.system, this.#files.answer];
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
              this.#files[name].file
            } names an unknown value: ${key}`,
          );
        }
        return kept + value;
      },
    );
  }
}
