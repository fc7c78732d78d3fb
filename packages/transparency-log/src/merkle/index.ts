export {
  consistencyProof,
  verifyConsistency,
  type Consistency,
} from './consistencyProof';
export {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  readFrontier,
  type Frontier,
} from './Frontier';
export { leafHash, merkleRoot, nodeHash } from './hashes';
export {
  inclusionProof,
  verifyInclusion,
  type Inclusion,
} from './inclusionProof';
export { type MerkleNode, type NodeAddress, type NodeReader } from './nodes';
export { rangeProof, rootFromRange, rootWithinRange } from './rangeProof';
