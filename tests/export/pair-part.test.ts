/** What is compressed reads back through the reader of other people's files, value by value. */

import { describe, expect, test } from 'vitest';
import { fill, pliesRules } from '../../src/export/syzygy/cell-rules.ts';
import { cheapestStream } from '../../src/export/syzygy/cheapest-stream.ts';
import { pairPart } from '../../src/export/syzygy/pair-part.ts';
import { type PairGrammar, pairGrammar } from '../../src/export/syzygy/pair-grammar.ts';
import { Random } from '../../src/specialize/index.ts';
import { FileWindow } from '../../src/syzygy/file-window.ts';
import { PairValues } from '../../src/syzygy/pair-values.ts';
import { lengthsOf } from '../../src/table/coders/huffman.ts';
import { BlockCache, MemoryByteSource } from '../../src/table/index.ts';

const random = new Random(7);

/** Returns the values of a grammar as they are read from a part of a file. */
function readBack(grammar: PairGrammar, size: number, blockBits: number): Uint16Array {
  const { description, index, lengths, data } = pairPart(0, grammar, [blockBits]);
  const bytes = new Uint8Array(description.length + index.length + lengths.length + data.length + 16);
  let at = 0;
  for (const section of [description, index, lengths, data]) {
    bytes.set(section, at);
    at += section.length;
  }
  const window = new FileWindow(new MemoryByteSource(bytes, 'part'), new BlockCache(), { bytesRead: 0, blocksRead: 0 });
  const values = new PairValues(window, 0, size, true);
  values.locate(description.length, description.length + index.length, at - data.length);
  return Uint16Array.from({ length: size }, (_, number) => values.at(number));
}

describe('values read back', () => {
  test.each<[string, number, (i: number) => number]>([
    ['one value', 70_000, () => 3],
    ['one value among many', 150_000, (i) => (i === 123_456 ? 4 : 0)],
    ['runs', 50_000, (i) => (i >> 7) % 3],
    ['noise', 20_000, () => random.below(3)],
    ['as many different values as there may be', 8000, (i) => i % 4000],
    ['a few values', 5, (i) => i],
  ])('%s', (_, size, valueAt) => {
    const values = Uint16Array.from({ length: size }, (_value, i) => valueAt(i));
    for (const blockBits of [5, 6, 10]) {
      expect(readBack(pairGrammar(values), size, blockBits)).toEqual(values);
    }
  });
});

test('free cells get values that they allow, and the cheapest series has fewer symbols', async () => {
  const range = 6;
  const cells = Uint16Array.from({ length: 30_000 }, () => (random.below(4) > 0 ? range : random.below(range)));
  const rules = pliesRules(range);
  const grammar = pairGrammar(fill(cells, rules));
  const cheapest = { ...grammar, stream: await cheapestStream(cells, rules, grammar, async () => {}) };
  for (const each of [grammar, cheapest]) {
    const read = readBack(each, cells.length, 6);
    expect(cells.filter((cell, i) => cell !== range && cell !== read[i])).toHaveLength(0);
  }
  expect(cheapest.stream.length).toBeLessThan(grammar.stream.length);
});

describe('lengths of codes', () => {
  test('are those of a Huffman code', () => {
    // The textbook's example: T. H. Cormen et al., Introduction to Algorithms, section on Huffman codes.
    expect([...lengthsOf(Float64Array.of(45, 13, 12, 16, 9, 5), 32)]).toEqual([1, 3, 3, 3, 4, 4]);
    expect([...lengthsOf(Float64Array.of(0, 7, 0), 32)]).toEqual([0, 1, 0]);
  });

  test('are no longer than 32 bits, and make a complete code', () => {
    const counts = new Float64Array(44).fill(1);
    for (let i = 2; i < counts.length; i++) counts[i] = counts[i - 1] + counts[i - 2];
    const lengths = lengthsOf(counts, 32);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(32);
    expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
  });
});
