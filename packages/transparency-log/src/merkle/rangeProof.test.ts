import fc from 'fast-check';
import { merkleRoot } from './hashes';
import { rangeProof, rootFromRange, rootWithinRange } from './rangeProof';
import { flipped, hex, recursiveRoot, storedTree } from '../testUtils/testTree';
import { sha256 } from '../node';

describe('rangeProof', () => {
  it('rebuilds the root from every range of every size', async () => {
    for (let size = 0; size <= 18; size++) {
      const { leaves, readNode } = storedTree(size);
      const root = hex(merkleRoot(leaves, sha256));
      for (let from = 0; from <= size; from++) {
        for (let to = from; to <= size; to++) {
          const proof = await rangeProof(from, to, size, readNode, sha256);
          const range = leaves.slice(from, to);
          expect(hex(rootFromRange(range, from, size, proof, sha256))).toBe(
            root,
          );
        }
      }
    }
  });

  it('has at most two hashes for each level, and reads no more nodes than twice that', async () => {
    const { leaves, readNode } = storedTree(1000);
    let reads = 0;
    const proof = await rangeProof(
      333,
      777,
      1000,
      (level, index) => {
        reads += 1;
        return readNode(level, index);
      },
      sha256,
    );
    expect(proof.length).toBeLessThanOrEqual(20);
    expect(reads).toBeLessThanOrEqual(40);
    expect(
      hex(rootFromRange(leaves.slice(333, 777), 333, 1000, proof, sha256)),
    ).toBe(hex(merkleRoot(leaves, sha256)));
  });

  it('joins a range to an older root, too', async () => {
    const { entries, leaves, readNode } = storedTree(50);
    const proof = await rangeProof(3, 9, 31, readNode, sha256);
    expect(hex(rootFromRange(leaves.slice(3, 9), 3, 31, proof, sha256))).toBe(
      hex(recursiveRoot(entries.slice(0, 31))),
    );
  });

  it('rebuilds every earlier root whose last leaf is in the range, and no other', async () => {
    for (let size = 0; size <= 18; size++) {
      const { entries, leaves, readNode } = storedTree(size);
      for (let from = 0; from <= size; from++) {
        for (let to = from; to <= size; to++) {
          const proof = await rangeProof(from, to, size, readNode, sha256);
          const rootAt = (earlier: number) =>
            rootWithinRange(
              leaves.slice(from, to),
              from,
              earlier,
              proof,
              sha256,
            );
          for (let earlier = from + 1; earlier <= to; earlier++) {
            expect(hex(rootAt(earlier))).toBe(
              hex(recursiveRoot(entries.slice(0, earlier))),
            );
          }
          expect(() => rootAt(from)).toThrow('does not hold the last leaf');
          expect(() => rootAt(to + 1)).toThrow('does not hold the last leaf');
        }
      }
    }
  });

  it('never rebuilds the root from a range that was tampered with', async () => {
    const size = 37;
    const { leaves, readNode } = storedTree(size);
    const root = hex(merkleRoot(leaves, sha256));
    const rebuilt = (
      range: Uint8Array[],
      from: number,
      proof: Uint8Array[],
    ): string => {
      try {
        return hex(rootFromRange(range, from, size, proof, sha256));
      } catch (error) {
        return String(error);
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: size - 2 }),
        fc.integer({ min: 2, max: size }),
        fc.nat(),
        async (from, length, pick) => {
          const to = Math.min(size, from + length);
          const proof = await rangeProof(from, to, size, readNode, sha256);
          const range = leaves.slice(from, to);
          const i = pick % range.length;
          const j = (i + 1) % range.length;
          const attacks: [Uint8Array[], number, Uint8Array[]][] = [
            [range.with(i, flipped(range[i], pick % 32)), from, proof],
            [range.toSpliced(i, 1), from, proof],
            [range.toSpliced(i, 0, range[i]), from, proof],
            [range.with(i, range[j]).with(j, range[i]), from, proof],
            [range, from + 1, proof],
            [range, from, [...proof, range[i]]],
            ...proof.map((hash, k): [Uint8Array[], number, Uint8Array[]] => [
              range,
              from,
              proof.with(k, flipped(hash)),
            ]),
          ];
          if (from > 0) {
            attacks.push([range, from - 1, proof]);
          }
          if (proof.length > 0) {
            attacks.push([range, from, proof.slice(1)]);
          }
          for (const attack of attacks) {
            expect(rebuilt(...attack)).not.toBe(root);
          }
        },
      ),
    );
  });

  it('says so when a proof has too many or too few hashes', async () => {
    const { leaves, readNode } = storedTree(10);
    const proof = await rangeProof(2, 5, 10, readNode, sha256);
    expect(() =>
      rootFromRange(leaves.slice(2, 5), 2, 10, proof.slice(1), sha256),
    ).toThrow(`The proof has ${proof.length - 1} hashes instead of`);
  });

  it.each([
    [0, 11, 10],
    [5, 4, 10],
    [-1, 4, 10],
    [0.5, 4, 10],
    [0, NaN, 10],
    [0, 2, 2 ** 60],
  ])('refuses the range %p to %p of %p', async (from, to, size) => {
    const { readNode } = storedTree(10);
    await expect(
      rangeProof(from, to, size, readNode, sha256),
    ).rejects.toMatchObject({ code: 'range-invalid' });
  });

  it('does not work for ever on a size that a forger made up', () => {
    const { leaves } = storedTree(2);
    expect(() =>
      rootFromRange(leaves, 5, Number.MAX_SAFE_INTEGER, [], sha256),
    ).toThrow('The proof has 0 hashes instead of');
  });
});
