const IPTC = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** How an answer came to be: terms of the IPTC vocabulary "Digital Source Type", which C2PA and schema.org use too. */
export const DIGITAL_SOURCE_TYPES = {
  /** Made by a model that was trained. */
  trained: `${IPTC}trainedAlgorithmicMedia`,
  /** Made by a program without a trained model, such as the offline one that quotes sentences. */
  algorithmic: `${IPTC}algorithmicMedia`,
} as const;

/** The mark of a generated answer: the field `generated` of the API's answer. */
export interface GeneratedMark {
  /** The chatbot, with its version: `handbook 1.4.0`. */
  by: string;
  /** The model, as the bundle names it. */
  model: string;
  provider: string;
  /** One of {@link DIGITAL_SOURCE_TYPES}. */
  digitalSourceType: string;
}

/**
 * Marks a generated answer for machines.
 *
 * Generated text must be marked in a machine-readable format and detectable as generated: Regulation (EU) 2024/1689, Article 50,
 * paragraph 2. The mark is in the field of the JSON and at the element of the page. It is lost where somebody copies
 * the words alone: there is no watermark in the text. A fixed text, such as the refusal, is not generated.
 */
export function generatedMark(parts: {
  title: string;
  version: string;
  provider: string;
  model: string;
  /** Whether the model was trained; false for the offline one. */
  trained: boolean;
}): GeneratedMark {
  return {
    by: `${parts.title} ${parts.version}`,
    model: parts.model,
    provider: parts.provider,
    digitalSourceType:
      DIGITAL_SOURCE_TYPES[parts.trained ? 'trained' : 'algorithmic'],
  };
}

/** The mark as one `meta` element, for a page whose answers are generated: the widget, the chat page. */
export function generatedMeta({ digitalSourceType }: GeneratedMark): {
  name: string;
  content: string;
} {
  return { name: 'digital-source-type', content: digitalSourceType };
}

/** Whether a value of an API is the mark of a generated answer: for the metric behind the check `transparency`. */
export function isGeneratedMark(value: unknown): value is GeneratedMark {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const mark = value as Partial<Record<keyof GeneratedMark, unknown>>;
  const types: readonly unknown[] = Object.values(DIGITAL_SOURCE_TYPES);
  return (
    [mark.by, mark.model, mark.provider].every(
      text => typeof text === 'string' && text.trim() !== '',
    ) && types.includes(mark.digitalSourceType)
  );
}
