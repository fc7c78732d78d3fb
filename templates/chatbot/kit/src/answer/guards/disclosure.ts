/** What a chatbot says about itself, as `chatbot.config.json` has it. */
export interface DisclosureConfig {
  /** The chatbot's name, put into the default texts. */
  title?: string;
  /** Own texts by language code, in place of the defaults. */
  texts?: Readonly<Record<string, string>>;
}

/** The disclosure in one language. */
export interface Disclosure {
  /** As configured, such as `de` or `de-AT`. */
  language: string;
  text: string;
}

interface Language {
  text: (title: string | undefined) => string;
  /** Words that say that it is a machine. */
  says: RegExp;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  en: {
    text: title =>
      `${
        title === undefined ? 'This is' : `${title} is`
      } an AI system: you are not writing with a person. Its answers are generated and can be wrong; check the passages they cite.`,
    says: /\bAI\b|artificial intelligence/i,
  },
  de: {
    text: title =>
      `${
        title === undefined ? 'Dies ist' : `${title} ist`
      } ein KI-System: Sie schreiben nicht mit einem Menschen. Die Antworten sind maschinell erzeugt und können falsch sein; prüfen Sie die angegebenen Stellen.`,
    says: /\bKI\b|künstliche[nr]? Intelligenz/i,
  },
  fr: {
    text: title =>
      `${
        title === undefined ? 'Ceci est' : `${title} est`
      } un système d’IA : vous n’écrivez pas à une personne. Ses réponses sont générées et peuvent être fausses ; vérifiez les passages cités.`,
    says: /\bIA\b|intelligence artificielle/i,
  },
  ja: {
    text: title =>
      `${
        title === undefined ? 'これは' : `${title}は`
      }AIシステムです。人間との会話ではありません。回答は自動生成され、誤りを含むことがあります。引用元をご確認ください。`,
    says: /AI|ＡＩ|人工知能/i,
  },
  es: {
    text: title =>
      `${
        title === undefined ? 'Este es' : `${title} es`
      } un sistema de IA: no está escribiendo con una persona. Sus respuestas son generadas y pueden ser erróneas; compruebe los pasajes citados.`,
    says: /\bIA\b|inteligencia artificial/i,
  },
};

/** Languages with a default text. */
export const DISCLOSURE_LANGUAGES = Object.keys(LANGUAGES);

/**
 * The disclosure in each language, to be given before the first message, in the page and in the API.
 *
 * People must be told, clearly and at the latest at the first interaction, that they interact with an AI system: Regulation (EU)
 * 2024/1689, Article 50, paragraphs 1 and 5. Whether a text satisfies that is the team's decision; own texts are taken as they are.
 *
 * @throws Error for a language that has neither an own text nor a default, and for an own text that is empty
 */
export function disclosureFor(
  languages: readonly string[],
  { title, texts = {} }: DisclosureConfig = {},
): Disclosure[] {
  if (languages.length === 0) {
    throw new Error(
      'A chatbot has at least one language: without one it discloses nothing',
    );
  }
  return languages.map(language => {
    const own = lookUp(texts, language);
    const text = own ?? lookUp(LANGUAGES, language)?.text(title);
    if (text === undefined) {
      throw new Error(
        `There is no default disclosure in ${JSON.stringify(
          language,
        )}: write one in disclosure.texts`,
      );
    }
    if (text.trim() === '') {
      throw new Error(
        `The disclosure in ${JSON.stringify(
          language,
        )} is empty: write it, or leave it out for the default`,
      );
    }
    return { language, text };
  });
}

/**
 * What is wrong with the disclosure that a running bot gives: languages without one, and texts that do not say that it is AI.
 *
 * For the metric behind the check `transparency`. Empty where nothing is wrong. In languages without a default, the words of any
 * known language count.
 */
export function disclosureProblems(
  given: readonly Disclosure[],
  languages: readonly string[],
): string[] {
  return languages.flatMap(language => {
    const text = given
      .find(one => one.language.toLowerCase() === language.toLowerCase())
      ?.text.trim();
    if (!text) {
      return [`There is no disclosure in ${language}`];
    }
    const known = lookUp(LANGUAGES, language);
    const says = known ? [known] : Object.values(LANGUAGES);
    return says.some(one => one.says.test(text))
      ? []
      : [`The disclosure in ${language} does not say that it is an AI system`];
  });
}

/** The entry for `de-AT`, or else for `de`. */
function lookUp<T>(
  entries: Readonly<Record<string, T>>,
  language: string,
): T | undefined {
  const wanted = language.toLowerCase();
  const entry = (name: string) =>
    Object.entries(entries).find(([key]) => key.toLowerCase() === name)?.[1];
  return entry(wanted) ?? entry(wanted.split('-')[0] ?? '');
}
