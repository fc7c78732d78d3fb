/**
 * How much harm a chatbot can do, in the words of the EU AI Act. Proposed by one person, in force once another accepted it.
 *
 * @public
 */
export type RiskClass = 'minimal' | 'limited' | 'high';

/**
 * All risk classes, least risk first.
 *
 * @public
 */
export const DEFAULT_RISK_CLASSES: readonly RiskClass[] = [
  'minimal',
  'limited',
  'high',
];
