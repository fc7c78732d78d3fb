/** What the catalog allows for a name. */
const LONGEST = 63;

/**
 * Options of {@link modelVersionEntityName}.
 *
 * @public
 */
export interface ModelVersionEntityNameOptions {
  /** Name of the chatbot. */
  chatbot: string;
  /** Name of the version. */
  version: string;
  /** Its digest: hexadecimal. */
  digest: string;
}

/**
 * Name of a ModelVersion entity: `<chatbot>-<version>`, cut to 54, and eight digits of the digest.
 *
 * @public
 */
export function modelVersionEntityName(
  options: ModelVersionEntityNameOptions,
): string {
  const { chatbot, version, digest } = options;
  return withDigits(chatbot, version, digest, 8);
}

/**
 * Name of a ModelEvaluation entity: version, suite, and twelve digits of the evaluation's id.
 *
 * @public
 */
export function modelEvaluationEntityName(options: {
  /** Name of the chatbot. */
  chatbot: string;
  /** Name of the version. */
  version: string;
  /** Name of the suite. */
  suite: string;
  /** Id of the evaluation. */
  id: string;
}): string {
  const { chatbot, version, suite, id } = options;
  return withDigits(chatbot, `${version}-${suite}`, id, 12);
}

/**
 * Name of a PromotionApproval entity: chatbot, stage, and twelve digits of the promotion's id.
 *
 * @public
 */
export function promotionApprovalEntityName(options: {
  /** Name of the chatbot. */
  chatbot: string;
  /** Name of the stage. */
  stage: string;
  /** Id of the promotion. */
  id: string;
}): string {
  const { chatbot, stage, id } = options;
  return withDigits(chatbot, stage, id, 12);
}

/**
 * Name of a DeploymentStage entity: `<chatbot>.<stage>`. Neither part can hold a dot, so two pairs never share a name. A pair that
 * the catalog would refuse is cut and marked with a hash.
 *
 * @public
 */
export function deploymentStageEntityName(options: {
  /** Name of the chatbot. */
  chatbot: string;
  /** Name of the stage. */
  stage: string;
}): string {
  const full = `${options.chatbot}.${options.stage}`;
  return full.length <= LONGEST && /[A-Za-z0-9]$/.test(full)
    ? full
    : `${trimEnd(full.slice(0, LONGEST - 9))}-${hash(full)}`;
}

/**
 * Too long a name loses from the chatbot first: versions of one chatbot that differ in their last characters (the run) and share a
 * digest must keep different names.
 */
function withDigits(
  chatbot: string,
  rest: string,
  id: string,
  digits: number,
): string {
  const hex = id.toLowerCase().replace(/[^0-9a-f]/g, '');
  if (hex.length < digits) {
    throw new RangeError(
      `An id of at least ${digits} hexadecimal digits is needed, not "${id}"`,
    );
  }
  const room = LONGEST - digits - 1;
  const tail = clean(rest);
  let text = `${clean(chatbot)}-${tail}`;
  if (text.length > room) {
    const forChatbot = Math.max(8, room - tail.length - 1);
    const head = trimEnd(clean(chatbot).slice(0, forChatbot));
    text = `${head}-${trimStart(tail.slice(-(room - head.length - 1)))}`;
  }
  return `${trimStart(text)}-${hex.slice(0, digits)}`;
}

function clean(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, '-');
}

function trimStart(text: string): string {
  return text.replace(/^[^A-Za-z0-9]+/, '');
}

function trimEnd(text: string): string {
  return text.replace(/[^A-Za-z0-9]+$/, '');
}

/** FNV-1a, 32 bits, as eight hexadecimal digits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
