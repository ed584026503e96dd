import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admits, type Cells } from '../../src/table/coder.ts';
import { bitsRead, circuitOf } from '../../src/study/coders/circuit.ts';
import { STUDY_CODERS } from '../../src/study/coders/index.ts';
import { CODERS } from '../../src/table/index.ts';

/** The study's own coders; the coders of tables have tests of their own. */
const OWN = STUDY_CODERS.map(({ coder }) => coder).filter(({ id }) => !(id in CODERS));

function cellsOf(codes: readonly number[], alphabetSize: number, free: readonly boolean[]): Cells {
  const bits = new Uint8Array(Math.ceil(codes.length / 8));
  free.forEach((isFree, i) => {
    if (isFree && i < codes.length) bits[i >> 3] |= 1 << (i & 7);
  });
  return {
    length: codes.length,
    alphabetSize: alphabetSize,
    codes: alphabetSize <= 256 ? Uint8Array.from(codes) : Uint16Array.from(codes),
    dontCare: bits,
  };
}

const anyCells = fc
  .record({ alphabetSize: fc.constantFrom(1, 2, 3, 17, 256, 300), length: fc.integer({ min: 1, max: 700 }) })
  .chain(({ alphabetSize, length }) =>
    fc.record({
      alphabetSize: fc.constant(alphabetSize),
      codes: fc.array(fc.nat(alphabetSize - 1), { minLength: length, maxLength: length }),
      free: fc.array(fc.boolean(), { maxLength: length }),
    }),
  );

describe.each(OWN)('coder $id', (coder) => {
  it('gives every cell back, one by one and in a row', () => {
    fc.assert(
      fc.property(anyCells, ({ alphabetSize, codes, free }) => {
        const cells = cellsOf(codes, alphabetSize, free);
        const reader = coder.open(coder.encode(cells), cells.length, alphabetSize);
        const row = cells.codes.slice();
        reader.read(0, row);
        for (let cell = 0; cell < cells.length; cell++) {
          expect(admits(cells, cell, reader.at(cell))).toBe(true);
          expect(admits(cells, cell, row[cell])).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a circuit', () => {
  it('has no gate for bits that decide nothing', () => {
    // the code is bit 1 of the number
    const codes = Array.from({ length: 64 }, (_, i) => (i >> 1) & 1);
    const { bits } = circuitOf(cellsOf(codes, 2, []));
    expect([...bits]).toEqual([1]);
  });

  it('reads as many bits as decide', () => {
    const codes = Array.from({ length: 64 }, (_, i) => (i < 32 ? 0 : i & 1));
    const reduced = circuitOf(cellsOf(codes, 2, []));
    expect(bitsRead(reduced, 2, 3)).toBe(1);
    expect(bitsRead(reduced, 2, 33)).toBe(2);
  });
});
