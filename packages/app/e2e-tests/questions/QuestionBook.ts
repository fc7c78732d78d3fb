import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Examples } from '../pages/Examples';
import { PortalClient } from '../PortalClient';
import { PortalDatabase } from '../PortalDatabase';
import { auditQuestions } from './auditQuestions';
import { catalogQuestions } from './catalogQuestions';
import { chatbotQuestions } from './chatbotQuestions';
import { Known } from './Known';
import { promotionQuestions } from './promotionQuestions';
import { AskedShot, Question } from './Question';
import { stateQuestions } from './stateQuestions';
import { versionQuestions } from './versionQuestions';

const ASKED = new Map(
  [
    ...stateQuestions,
    ...catalogQuestions,
    ...chatbotQuestions,
    ...versionQuestions,
    ...promotionQuestions,
    ...auditQuestions,
  ].map(asked => [asked.shot, asked]),
);

/** The first screen of a page, and what is asked of it. */
interface AskedPicture {
  picture: string;
  page: string;
  person: string;
  questions: Question[];
}

/** Asks the database what readers of first screens are asked, and keeps questions and answers beside the pictures. */
export class QuestionBook {
  readonly folder: string;
  readonly #known: Known;
  readonly #pictures: AskedPicture[] = [];

  private constructor(folder: string, known: Known) {
    this.folder = folder;
    this.#known = known;
  }

  static async open(options: {
    folder: string;
    db: PortalDatabase;
    reader: PortalClient;
  }): Promise<QuestionBook> {
    const { folder, db, reader } = options;
    await mkdir(folder, { recursive: true });
    return new QuestionBook(folder, await Known.open(db, reader));
  }

  /** What is asked of a shot; nothing of most. */
  static asks(shot: string): AskedShot | undefined {
    return ASKED.get(shot);
  }

  /** Writes down what is asked of pictures that were just taken. */
  async note(asked: AskedShot, pictures: string[], examples: Examples) {
    const questions = await asked.ask(this.#known, examples);
    const { page, person } = asked;
    this.#pictures.push(
      ...pictures.map(picture => ({ picture, page, person, questions })),
    );
  }

  /** Writes all of it twice: with the answers, and for readers. */
  async close() {
    const pictures = this.#pictures.sort((a, b) =>
      a.picture.localeCompare(b.picture),
    );
    await this.#write('questions.json', pictures);
    await this.#write(
      'questions-without-answers.json',
      pictures.map(({ questions, ...picture }) => ({
        ...picture,
        questions: questions.map(({ answer, ...question }) => ({
          ...question,
          form: answer.form,
          ...(answer.form === 'choice' && { choices: answer.choices }),
        })),
      })),
    );
  }

  async #write(file: string, pictures: object[]) {
    await writeFile(
      join(this.folder, file),
      `${JSON.stringify(
        { at: new Date().toISOString(), pictures },
        null,
        2,
      )}\n`,
    );
  }
}
