/** Words in which people write small numbers. */
const NUMBERS = new Map(
  [
    ['no', 'none', 'zero', 'nothing'],
    ['one', 'a', 'an'],
    ['two'],
    ['three'],
    ['four'],
    ['five'],
    ['six'],
    ['seven'],
    ['eight'],
    ['nine'],
    ['ten'],
  ].flatMap((words, value) => words.map(word => [word, value])),
);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  [/^(s|secs?|seconds?)$/, 1],
  [/^(m|mins?|minutes?)$/, MINUTE],
  [/^(h|hrs?|hours?)$/, HOUR],
  [/^(d|days?)$/, DAY],
  [/^weeks?$/, 7 * DAY],
  [/^months?$/, 30 * DAY],
];
/** Pictures of one page are taken one after the other, and the database is asked after them. */
const SLACK_SECONDS = 90;
/** What is said to have lasted a unit lasted at least this part of it. */
const LEAST_OF_UNIT = 0.4;
/** A value that is rounded to fewer decimals is another value. */
const LEAST_DECIMALS = 2;

const YES = new Set(['yes', 'true', 'y']);
const NO = new Set(['no', 'not', 'none', 'false', 'n']);

/** A text without what does not matter: case, blanks, signs, hyphens for blanks. Dots within numbers stay. */
export function plain(text) {
  return String(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(→|->|=>)/g, ' to ')
    .replace(/[‘’']/g, '')
    .replace(/[^\p{L}\p{N}.%]+/gu, ' ')
    .replace(/\.(?![\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function says(answer, spellings) {
  return spellings.some(spelling =>
    ` ${answer} `.includes(` ${plain(spelling)} `),
  );
}

function without(answer, spellings) {
  return spellings.reduce(
    (rest, spelling) => ` ${rest} `.replaceAll(` ${plain(spelling)} `, ' | '),
    answer,
  );
}

function numberIn(answer) {
  for (const word of answer.replaceAll('%', ' ').split(' ')) {
    if (/^\d+(\.\d+)?$/.test(word)) {
      return { value: Number(word), decimals: word.split('.')[1]?.length ?? 0 };
    }
    if (NUMBERS.has(word)) {
      return { value: NUMBERS.get(word), decimals: 0 };
    }
  }
  return undefined;
}

function isNumber(answer, value) {
  const found = numberIn(answer);
  if (!found || found.value === value) {
    return Boolean(found);
  }
  return (
    found.decimals >= LEAST_DECIMALS &&
    Number(value.toFixed(found.decimals)) === found.value
  );
}

function isAge(answer, seconds) {
  const words = answer
    .replace(/(\d)([a-z])/g, '$1 $2')
    .replace('just now', '1 second')
    .split(' ');
  const parts = words.flatMap((word, index) => {
    const count = numberIn(words[index - 1] ?? '');
    const unit = UNITS.find(([name]) => name.test(word))?.[1];
    return unit && count ? [{ unit, seconds: unit * count.value }] : [];
  });
  if (parts.length === 0) {
    return false;
  }
  const unit = Math.min(...parts.map(part => part.unit));
  const said = parts.reduce((sum, part) => sum + part.seconds, 0);
  return (
    seconds + SLACK_SECONDS >= unit * LEAST_OF_UNIT &&
    Math.abs(said - seconds) <= unit + SLACK_SECONDS
  );
}

function isChoice(answer, { value, choices }) {
  if (choices.length === 2 && choices.includes('yes')) {
    const [first] = answer.split(' ');
    return (value === 'yes' ? YES : NO).has(first);
  }
  return (
    says(answer, [value]) &&
    !choices.some(choice => choice !== value && says(answer, [choice]))
  );
}

function isList(answer, { values, outOf }) {
  const rest = values.reduce(without, answer);
  const others = outOf.filter(
    spellings => !values.some(([first]) => first === spellings[0]),
  );
  return (
    values.every(spellings => says(answer, spellings)) &&
    !others.some(spellings => says(rest, spellings))
  );
}

/** Whether an answer says what was expected, however it is spelled. */
export function isRight(expected, answer) {
  const said = plain(answer ?? '');
  if (said === '') {
    return false;
  }
  switch (expected.form) {
    case 'text':
      return says(said, expected.spellings);
    case 'choice':
      return isChoice(said, expected);
    case 'number':
      return isNumber(said, expected.value);
    case 'list':
      return isList(said, expected);
    case 'age':
      return isAge(said, expected.seconds);
    default:
      throw new Error(`Nobody knows how to read '${expected.form}'`);
  }
}

/** What was expected, as people read it. */
export function expectedText(expected) {
  switch (expected.form) {
    case 'text':
      return expected.spellings[0];
    case 'list':
      return expected.values.map(([first]) => first).join(', ') || 'none';
    case 'age':
      return ageText(expected.seconds);
    default:
      return String(expected.value);
  }
}

function ageText(seconds) {
  const [unit, name] = [
    [DAY, 'days'],
    [HOUR, 'hours'],
    [MINUTE, 'minutes'],
    [1, 'seconds'],
  ].find(([length]) => seconds >= 2 * length) ?? [1, 'seconds'];
  return `${Math.floor(seconds / unit)} ${name}`;
}
