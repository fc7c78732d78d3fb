/**
 * How much harm a chatbot can do, in the words of the EU AI Act. Chosen at creation, changed only by reviewers.
 * The set is configurable, so any string is a risk class to the types; {@link DEFAULT_RISK_CLASSES} is the set used
 * without configuration.
 *
 * @public
 */
export type RiskClass = 'minimal' | 'limited' | 'high' | (string & {});

/**
 * The risk classes used without configuration, least risk first.
 *
 * @public
 */
export const DEFAULT_RISK_CLASSES: readonly RiskClass[] = [
  'minimal',
  'limited',
  'high',
];
