/** One conformance suite for every codec. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODECS, codecOf, DEFAULT_CODEC } from '../../src/table/index.ts';
import { codeOfFailure, failureOf } from './support.ts';

const blocks = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 600 }),
  // what tables look like: few values, long runs
  fc
    .array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 300 })), { minLength: 1, maxLength: 20 })
    .map((runs) => Uint8Array.from(runs.flatMap(([value, length]) => Array.from({ length }, () => value)))),
);

describe.each(Object.entries(CODECS))('codec %s', (id, codec) => {
  test('is registered under its id', () => {
    expect(codec.id).toBe(id);
    expect(codecOf(id)).toBe(codec);
  });

  test('gives back what it was given, and does the same twice', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        const before = block.slice();
        const bytes = codec.encode(block);
        expect(codec.encode(block)).toEqual(bytes);
        expect(block).toEqual(before);
        expect(Array.from(codec.decode(bytes, block.length))).toEqual(Array.from(block));
      }),
      { numRuns: 60 },
    );
  });

  test('keeps no hold on the block', () => {
    const block = Uint8Array.from({ length: 100 }, (_, i) => i);
    const bytes = codec.encode(block);
    block.fill(7);
    expect(Array.from(codec.decode(bytes, 100))).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test.each([16_384, 65_536])('a block of %i equal bytes', (length) => {
    const block = new Uint8Array(length).fill(3);
    expect(Buffer.compare(codec.decode(codec.encode(block), length), block)).toBe(0);
  });

  test('another length than stated is an error', () => {
    const bytes = codec.encode(new Uint8Array(100).fill(1));
    for (const length of [1, 50, 99, 101, 200, 5000]) expect(() => codec.decode(bytes, length)).toThrow(Error);
  });

  test('no bytes and cut bytes are an error', () => {
    const bytes = codec.encode(Uint8Array.from({ length: 300 }, (_, i) => (i * i) & 255));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => codec.decode(bytes.subarray(0, length), 300)).toThrow(Error);
    }
  });

  test('rubbish gives an error or a block of the stated length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 1000 }), (bytes, length) => {
        let block: Uint8Array;
        try {
          block = codec.decode(bytes, length);
        } catch {
          return;
        }
        expect(block.length).toBe(length);
      }),
      { numRuns: 200 },
    );
  });
});

test('a bomb is not inflated', () => {
  for (const id of ['deflate', 'brotli']) {
    const bytes = codecOf(id).encode(new Uint8Array(2 ** 24));
    expect(() => codecOf(id).decode(bytes, 1000)).toThrow(Error);
  }
});

test('the codecs compress what repeats', () => {
  const block = new Uint8Array(16_384);
  for (const id of ['deflate', 'brotli', 'brotli-max']) expect(codecOf(id).encode(block).length).toBeLessThan(100);
});

test('an unknown codec is refused with the list of known ones', () => {
  for (const id of ['', 'zstd', 'toString', '__proto__']) {
    expect(codeOfFailure(() => codecOf(id))).toBe('E_USAGE');
  }
  const failure = failureOf(() => codecOf('zstd'));
  expect(failure.message).toContain('zstd');
  expect(failure.hint).toContain('deflate');
  expect(codecOf(DEFAULT_CODEC).id).toBe(DEFAULT_CODEC);
});
