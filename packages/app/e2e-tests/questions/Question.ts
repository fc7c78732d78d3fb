import { Examples } from '../pages/Examples';
import { Known, Spellings } from './Known';

/** What a reader should answer. `scripts/lib/reading.mjs` compares, and reads each form in its own way. */
export type Expected =
  | { form: 'text'; spellings: Spellings }
  | { form: 'choice'; value: string; choices: string[] }
  | { form: 'number'; value: number }
  /** All of them and no other of `outOf`, in any order. */
  | { form: 'list'; values: Spellings[]; outOf: Spellings[] }
  /** For how long something has been so, or how long it takes still. */
  | { form: 'age'; seconds: number };

/** What the person of a page wants to know of its first screen. */
export interface Question {
  /** Within its page. */
  id: string;
  question: string;
  answer: Expected;
}

/** A shot whose first screen is read, and what it is asked. */
export interface AskedShot {
  /** Name of the shot. */
  shot: string;
  /** The page, as people call it. */
  page: string;
  /** Who asks, and in which state the page is. */
  person: string;
  /** Read in dark colours too. */
  dark?: boolean;
  /** The questions, with answers from the database as it is now. */
  ask: (known: Known, examples: Examples) => Promise<Question[]>;
}

export const text = (...spellings: Spellings): Expected => ({
  form: 'text',
  spellings,
});

export const number = (value: number): Expected => ({ form: 'number', value });

export const list = (values: Spellings[], outOf: Spellings[]): Expected => ({
  form: 'list',
  values,
  outOf,
});

/** The time between an instant and now. */
export const age = (instant: string): Expected => ({
  form: 'age',
  seconds: Math.round(Math.abs(Date.now() - Date.parse(instant)) / 1000),
});

export const choice = (value: string, ...choices: string[]): Expected => ({
  form: 'choice',
  value,
  choices,
});

export const yesOrNo = (value: boolean): Expected =>
  choice(value ? 'yes' : 'no', 'yes', 'no');
