export {
  compareTexts,
  compareWords,
  linesOf,
  type LineEndDifference,
  type LinePart,
  type TextComparison,
  type TextLine,
  type TextRow,
} from './compareTexts';
export {
  codePointsOf,
  countHidden,
  HIDDEN_KINDS,
  INVISIBLE_KINDS,
  tagLetter,
  textParts,
  type HiddenCount,
  type HiddenKind,
  type TextPart,
} from './hiddenCharacters';
