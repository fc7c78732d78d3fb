import fc from 'fast-check';
import { webcrypto } from 'node:crypto';
import { consistencyProof, verifyConsistency } from './consistencyProof';
import {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  readFrontier,
} from './Frontier';
import { leafHash, merkleRoot, nodeHash } from './hashes';
import { inclusionProof, verifyInclusion } from './inclusionProof';
import {
  flipped,
  hex,
  recursivePath,
  recursiveRoot,
  recursiveSubproof,
  storedTree,
} from '../testUtils/testTree';
import { sha256 } from '../node';

// Entries and roots of the test suite of the Certificate Transparency reference implementation.
const ctEntries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(entry => new Uint8Array(Buffer.from(entry, 'hex')));
const ctRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('merkleRoot', () => {
  it('gives the roots of Certificate Transparency', () => {
    const leaves = ctEntries.map(entry => leafHash(entry, sha256));
    expect(
      ctRoots.map((_, size) => hex(merkleRoot(leaves.slice(0, size), sha256))),
    ).toEqual(ctRoots);
  });

  it('gives the same leaves and nodes through WebCrypto', async () => {
    const subtle = async (bytes: Uint8Array) =>
      hex(new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes)));
    const [a, b] = ctEntries.slice(1).map(entry => leafHash(entry, sha256));
    expect(hex(a)).toBe(await subtle(Uint8Array.of(0, ...ctEntries[1])));
    expect(hex(nodeHash(a, b, sha256))).toBe(
      await subtle(Uint8Array.of(1, ...a, ...b)),
    );
  });

  it('follows the recursion of RFC 6962 for every size', () => {
    const { entries, leaves } = storedTree(130);
    for (let size = 0; size <= 130; size++) {
      expect(hex(merkleRoot(leaves.slice(0, size), sha256))).toBe(
        hex(recursiveRoot(entries.slice(0, size))),
      );
    }
  });

  it('does not take a node for a leaf', () => {
    const [a, b] = ctEntries.slice(1, 3).map(entry => leafHash(entry, sha256));
    const forged = leafHash(Uint8Array.of(...a, ...b), sha256);
    expect(hex(forged)).not.toBe(hex(nodeHash(a, b, sha256)));
  });
});

describe('appendLeaves', () => {
  it('gives the same tree in whatever pieces leaves come', () => {
    const { entries, leaves, newNodes } = storedTree(70);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 }),
        steps => {
          let frontier = emptyFrontier;
          const nodes = [];
          for (const step of steps) {
            const next = appendLeaves(
              frontier,
              leaves.slice(frontier.size, frontier.size + step),
              sha256,
            );
            nodes.push(...next.newNodes);
            frontier = next.frontier;
          }
          expect(nodes).toEqual(newNodes.slice(0, nodes.length));
          expect(hex(frontierRoot(frontier, sha256))).toBe(
            hex(recursiveRoot(entries.slice(0, frontier.size))),
          );
        },
      ),
    );
  });

  it('reports each complete subtree once, with the hash of its leaves', () => {
    const { entries, newNodes } = storedTree(21);
    const addresses = newNodes.map(({ level, index }) => `${level}/${index}`);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toHaveLength(21 + 10 + 5 + 2 + 1);
    for (const { level, index, hash } of newNodes) {
      const width = 2 ** level;
      expect(hex(hash)).toBe(
        hex(recursiveRoot(entries.slice(index * width, (index + 1) * width))),
      );
    }
  });

  it('can be taken up again from stored nodes', async () => {
    for (const size of [0, 1, 2, 3, 7, 8, 100]) {
      const { frontier, readNode } = storedTree(size);
      expect(await readFrontier(size, readNode)).toEqual(frontier);
    }
  });

  it('leaves the frontier it was given as it was', () => {
    const { leaves, frontier } = storedTree(3);
    const before = JSON.stringify(frontier);
    appendLeaves(frontier, leaves, sha256);
    expect(JSON.stringify(frontier)).toBe(before);
    expect(emptyFrontier).toEqual({ size: 0, hashes: [] });
  });

  it('refuses a frontier or leaf that cannot be', () => {
    const { frontier, leaves } = storedTree(3);
    expect(() =>
      appendLeaves({ ...frontier, size: 4 }, leaves, sha256),
    ).toThrow('A frontier of size 4 cannot have 2 hashes');
    expect(() => frontierRoot({ size: -1, hashes: [] }, sha256)).toThrow(
      'is no count',
    );
    expect(() => appendLeaves(frontier, [new Uint8Array(31)], sha256)).toThrow(
      'leaf 3 has 31 bytes',
    );
  });
});

describe('inclusionProof', () => {
  it('is PATH of RFC 6962 and verifies, for every leaf of every size', async () => {
    for (let size = 1; size <= 33; size++) {
      const { entries, leaves, readNode } = storedTree(size);
      const root = merkleRoot(leaves, sha256);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, readNode, sha256);
        expect(proof.map(hex)).toEqual(recursivePath(index, entries).map(hex));
        verifyInclusion(
          { leafHash: leaves[index], index, size, proof, root },
          sha256,
        );
      }
    }
  });

  it('proves leaves of an older tree from the nodes of a newer one', async () => {
    const { entries, leaves, readNode } = storedTree(40);
    const proof = await inclusionProof(5, 23, readNode, sha256);
    const root = recursiveRoot(entries.slice(0, 23));
    expect(() =>
      verifyInclusion(
        { leafHash: leaves[5], index: 5, size: 23, proof, root },
        sha256,
      ),
    ).not.toThrow();
  });

  it('fails with any part exchanged', async () => {
    const { leaves, readNode } = storedTree(21);
    const root = merkleRoot(leaves, sha256);
    for (let index = 0; index < 21; index++) {
      const proof = await inclusionProof(index, 21, readNode, sha256);
      const good = { leafHash: leaves[index], index, size: 21, proof, root };
      const bad = [
        { ...good, leafHash: leaves[(index + 1) % 21] },
        { ...good, index: (index + 1) % 21 },
        { ...good, size: 64 },
        { ...good, root: flipped(root) },
        { ...good, proof: proof.slice(1) },
        { ...good, proof: proof.slice(0, -1) },
        { ...good, proof: [...proof, root] },
        { ...good, proof: [...proof].reverse() },
        ...proof.map((hash, i) => ({
          ...good,
          proof: proof.with(i, flipped(hash, 31)),
        })),
        { ...good, proof: proof.with(0, new Uint8Array(0)) },
      ];
      for (const inclusion of bad) {
        expect(() => verifyInclusion(inclusion, sha256)).toThrow(
          expect.objectContaining({ code: 'proof-invalid' }),
        );
      }
    }
  });

  it('does not take a proof from a larger tree for a smaller one', () => {
    const { leaves } = storedTree(2);
    expect(() =>
      verifyInclusion(
        {
          leafHash: leaves[1],
          index: 0,
          size: 1,
          proof: [leaves[0]],
          root: merkleRoot(leaves, sha256),
        },
        sha256,
      ),
    ).toThrow('too many hashes');
  });

  it('refuses leaves that are not there', async () => {
    const { readNode } = storedTree(3);
    for (const [index, size] of [
      [3, 3],
      [-1, 3],
      [0.5, 3],
      [NaN, 3],
      [0, 0],
      [0, Infinity],
    ]) {
      await expect(
        inclusionProof(index, size, readNode, sha256),
      ).rejects.toMatchObject({ code: 'range-invalid' });
    }
  });
});

describe('consistencyProof', () => {
  it('is PROOF of RFC 6962 and verifies, for every pair of sizes', async () => {
    const { entries, readNode } = storedTree(34);
    const roots = Array.from({ length: 35 }, (_, n) =>
      recursiveRoot(entries.slice(0, n)),
    );
    for (let newSize = 0; newSize <= 34; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const proof = await consistencyProof(
          oldSize,
          newSize,
          readNode,
          sha256,
        );
        // The RFC defines no proof for an empty tree.
        expect(proof.map(hex)).toEqual(
          oldSize === 0
            ? []
            : recursiveSubproof(oldSize, entries.slice(0, newSize)).map(hex),
        );
        const good = {
          oldSize,
          oldRoot: roots[oldSize],
          newSize,
          newRoot: roots[newSize],
          proof,
        };
        verifyConsistency(good, sha256);
        const bad = [
          { ...good, oldRoot: flipped(good.oldRoot) },
          ...(oldSize > 0 ? [{ ...good, newRoot: flipped(good.newRoot) }] : []),
          { ...good, proof: [...proof, roots[0]] },
          ...(proof.length > 0 ? [{ ...good, proof: proof.slice(1) }] : []),
          ...(proof.length > 0 ? [{ ...good, proof: proof.slice(0, -1) }] : []),
          ...proof.map((hash, i) => ({
            ...good,
            proof: proof.with(i, flipped(hash)),
          })),
        ];
        for (const consistency of bad) {
          expect(() => verifyConsistency(consistency, sha256)).toThrow(
            expect.objectContaining({ code: 'proof-invalid' }),
          );
        }
      }
    }
  });

  it('finds a rewritten history', async () => {
    const honest = storedTree(20);
    const forged = appendLeaves(
      emptyFrontier,
      honest.leaves.with(7, leafHash(Uint8Array.of(1), sha256)),
      sha256,
    );
    expect(() =>
      verifyConsistency(
        {
          oldSize: 20,
          oldRoot: merkleRoot(honest.leaves, sha256),
          newSize: 20,
          newRoot: frontierRoot(forged.frontier, sha256),
          proof: [],
        },
        sha256,
      ),
    ).toThrow('not shown');
  });

  it('does not take a proof of larger trees for smaller ones', async () => {
    const { leaves, readNode } = storedTree(8);
    const proof = await consistencyProof(7, 8, readNode, sha256);
    expect(() =>
      verifyConsistency(
        {
          oldSize: 3,
          oldRoot: merkleRoot(leaves.slice(0, 7), sha256),
          newSize: 4,
          newRoot: merkleRoot(leaves, sha256),
          proof,
        },
        sha256,
      ),
    ).toThrow('not shown');
  });

  it('refuses an old tree that is larger', async () => {
    const { readNode } = storedTree(3);
    await expect(
      consistencyProof(4, 3, readNode, sha256),
    ).rejects.toMatchObject({ code: 'range-invalid' });
  });
});
