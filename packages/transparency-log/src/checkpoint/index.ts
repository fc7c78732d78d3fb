export {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
  type Checkpoint,
} from './Checkpoint';
export type { SignBytes, VerifyBytes } from './SignatureFunctions';
export {
  parseNote,
  signNote,
  verifyNote,
  type NoteSignature,
  type SignedNote,
} from './signedNote';
export {
  createVerifierKey,
  formatVerifierKey,
  parseVerifierKey,
  type VerifierKey,
} from './VerifierKey';
