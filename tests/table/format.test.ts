/** The file layout, read by a second decoder made from the specification alone, and round trips. */

import { inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { unpack } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { UNKNOWN, UNUSED } from '../../src/game/value.ts';
import { CodedValues, type CodeStream, PlainValues, toArray, type Values } from '../../src/game/values.ts';
import { Hash64, hash32, hash64, hex64 } from '../../src/table/checksum.ts';
import { BlockCache, CODECS, encodeTable, type SliceInput, type TableInput } from '../../src/table/index.ts';
import { bytesOf, codeOfFailure, input, NARROW, openBytes, SMALL, slice } from './support.ts';

/** What readSlice must give: holes take the used value before them, at the start the first used one, else a draw. */
function filled(slices: readonly SliceInput[]): number[][] {
  const all = slices.flatMap(({ values }) => [...toArray(values)]);
  let last = all.find((v) => v !== UNUSED) ?? 0;
  return slices.map(({ values }) => [...toArray(values)].map((v) => (v === UNUSED ? last : (last = v))));
}

/** What comes back after writing, opening, checking, and reading value by value as well as slice by slice. */
function roundTrip(table: TableInput, cacheBytes = 1 << 20): number[][] {
  const opened = openBytes(bytesOf(table), new BlockCache(cacheBytes));
  opened.check();
  return table.slices.map(({ name, values }, s) => {
    const read = [...toArray(opened.readSlice(s))];
    // backwards, so that not every probe falls into the block of the last one
    for (let i = values.length - 1; i >= 0; i--) {
      const v = opened.value(s, i);
      if (v !== read[i]) throw new Error(`slice ${name} at ${i}: probed ${v}, read ${read[i]}`);
    }
    return read;
  });
}

describe('checksums', () => {
  // published test vectors of xxHash, seed 0
  test('XXH32', () => {
    expect(hash32(new Uint8Array(0))).toBe(0x02cc5d05);
    expect(hash32(Buffer.from('abc'))).toBe(0x32d153ff);
  });

  test('XXH64', () => {
    expect(hex64(hash64(new Uint8Array(0)))).toBe('ef46db3751d8e999');
    expect(hex64(hash64(Buffer.from('abc')))).toBe('44bc2cf5ad770999');
    expect(hex64(5n)).toBe('0000000000000005');
  });

  // the self-test of xxhsum: lengths that leave every kind of rest
  test.each([
    [1, 0xcf65b03e, 'e934a84adb052768'],
    [14, 0x1208e7e2, '8282dcc4994e35c8'],
    [222, 0x5bd11dbd, 'b641ae8cb691c174'],
  ])('of %i bytes of the self-test', (length, short, long) => {
    let state = 2_654_435_761n;
    const bytes = Uint8Array.from({ length }, () => {
      const byte = Number(state >> 56n);
      state = BigInt.asUintN(64, state * 11_400_714_785_074_694_797n);
      return byte;
    });
    expect(hash32(bytes)).toBe(short);
    expect(hex64(hash64(bytes))).toBe(long);
  });

  test('do not depend on the pieces', () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) >> 3);
    const whole = hash64(bytes);
    expect(hash64(bytes.slice())).toBe(whole);
    expect(hash64(bytes.subarray(0, -1))).not.toBe(whole);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 12 }), (lengths) => {
        // two hashes at once share the memory of the program
        const [one, other] = [new Hash64(), new Hash64()];
        let at = 0;
        for (const length of lengths) {
          one.update(bytes.subarray(at, at + length));
          other.update(bytes.subarray(0, length));
          at += length;
        }
        expect(one.digest()).toBe(hash64(bytes.subarray(0, at)));
      }),
      { seed: 3 },
    );
  });
});

/** The cells of bytes, the first one lowest, by arithmetic alone. */
function cellsOf(bytes: Uint8Array, bits: number): number[] {
  return [...bytes].flatMap((byte) =>
    Array.from({ length: 8 / bits }, (_, i) => Math.floor(byte / 2 ** (i * bits)) % 2 ** bits),
  );
}

describe('layout', () => {
  const palettes = {
    1: [
      ...[-4, -3, -2, -1, 0].map((n) => n - 32_000),
      0,
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11].map((n) => n + 32_000),
    ],
    3: [...[-4, -3, -2, -1, 0].map((n) => n - 32_000), 0, ...[0, 1, 2, 3, 4, 5, 6].map((n) => n + 32_000)],
  };

  test.each([
    ['raw', 1],
    ['deflate', 1],
    ['raw', 3],
    ['deflate', 3],
  ] as const)('field by field, codec %s, version %i', (codec, version) => {
    const table = version === 1 ? SMALL : NARROW;
    const bytes = bytesOf({ ...table, codec });
    const view = new DataView(bytes.buffer);
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x45, 0x47, 0x54, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(view.getUint32(8, true)).toBe(version);
    const m = view.getUint32(12, true);
    const b = view.getUint32(16, true);
    expect(b).toBe(3); // 40 cells of one byte or of half a byte, in blocks of 16 or 8 bytes
    const metadata: unknown = unpack(bytes.subarray(20, 20 + m));
    const { positions, wins, draws, losses, longestWin } = table.statistics;
    const palette = palettes[version];
    expect(metadata).toEqual(
      version === 1
        ? {
            game: 'chess',
            rules: 1,
            table: 'KQvK',
            domain: 'outcome',
            representation: 'plies',
            codec,
            blockBytes: 16,
            cellBytes: 1,
            palette,
            sliceNames: ['w', 'b'],
            sliceSizes: [21, 19],
            statistics: table.statistics,
            generator: 'endgame-lab test',
          }
        : [
            'chess',
            1,
            'KQvK',
            0,
            0,
            codec,
            0,
            8,
            4,
            palette,
            [
              ['w', 21, 0, 0],
              ['b', 19, 0, 0],
            ],
            [positions, wins, draws, losses, longestWin!.plies, longestWin!.position],
            'endgame-lab test',
          ],
    );
    const checksumAt = 20 + m + 8 * b;
    expect(view.getBigUint64(checksumAt, true)).toBe(hash64(bytes.subarray(0, checksumAt)));
    let at = checksumAt + 8;
    const cells: number[] = [];
    for (let i = 0; i < b; i++) {
      const length = view.getUint32(20 + m + 8 * i, true);
      const stored = bytes.subarray(at, at + length);
      expect(view.getUint32(20 + m + 8 * i + 4, true)).toBe(hash32(stored));
      cells.push(...cellsOf(codec === 'raw' ? stored : inflateRawSync(stored), version === 1 ? 8 : 4));
      at += length;
    }
    expect(cells.map((cell) => palette[cell])).toEqual(filled(table.slices).flat());
    expect(view.getBigUint64(at, true)).toBe(hash64(bytes.subarray(0, at)));
    expect(at + 8).toBe(bytes.length);
  });

  test('cells of two bits stand four in a byte, and what the last byte does not need is 0', () => {
    const bytes = bytesOf(input([slice('all', -1, 0, 1, 1, 0, UNUSED, 1)], { codec: 'raw' }));
    expect([...bytes.subarray(bytes.length - 8 - 2, bytes.length - 8)]).toEqual([0b10_10_01_00, 0b10_01_01]);
  });

  test('cells of two bytes are little-endian', () => {
    const values = Array.from({ length: 300 }, (_, i) => i - 150);
    const bytes = bytesOf(input([slice('all', ...values)], { codec: 'raw', blockBytes: 1000 }));
    const cells = bytes.subarray(bytes.length - 8 - 600, bytes.length - 8);
    expect([...cells.subarray(2 * 258, 2 * 260)]).toEqual([2, 1, 3, 1]);
  });
});

/** Values that give codes in the fewest bits, in pieces of odd lengths. */
class Streamed implements Values {
  readonly length: number;
  readonly byteLength = 0;
  readonly #array: Int16Array;

  constructor(values: Values) {
    this.#array = toArray(values);
    this.length = values.length;
  }

  at(index: number): number {
    return this.#array[index];
  }

  read(from: number, out: Int16Array): void {
    out.set(this.#array.subarray(from, from + out.length));
  }

  stream(): CodeStream {
    const meaning = Int16Array.from([UNUSED, ...new Set(this.#array.filter((v) => v !== UNUSED))].toReversed());
    const codes = Uint16Array.from(this.#array, (v) => meaning.indexOf(v));
    const bits = meaning.length <= 4 && codes.length % 4 === 0 ? 2 : meaning.length <= 256 ? 8 : 16;
    const all =
      bits === 16
        ? codes
        : bits === 8
          ? Uint8Array.from(codes)
          : Uint8Array.from({ length: codes.length / 4 }, (_, i) =>
              codes.subarray(4 * i, 4 * i + 4).reduceRight((byte, code) => 4 * byte + code, 0),
            );
    const pieces = [];
    for (let at = 0, length = 1; at < all.length; at += length, length += 2) pieces.push(all.slice(at, at + length));
    return { bits, meaning, pieces };
  }
}

const cell = (values: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: fc.constant(UNUSED) });

describe('round trips', () => {
  const few = cell(fc.constantFrom(0, 1, -1, 32_765, -32_766, 32_766, UNKNOWN + 1));
  const many = cell(fc.integer({ min: UNKNOWN + 1, max: UNUSED - 1 }));
  const slices = fc
    .constantFrom(few, many)
    .chain((value) => fc.array(fc.array(value, { maxLength: 400 }), { maxLength: 4 }))
    .map((arrays) => arrays.map((values, i) => slice(`s${i}`, ...values)));
  const blockBytes = fc.integer({ min: 1, max: 300 }).map((n) => 2 * n);

  test.each(Object.keys(CODECS))('any slices in blocks of any size, codec %s', (codec) => {
    fc.assert(
      fc.property(slices, blockBytes, fc.constantFrom(0, 100, 1 << 20), (slices, blockBytes, cacheBytes) => {
        expect(roundTrip(input(slices, { codec, blockBytes }), cacheBytes)).toEqual(filled(slices));
      }),
      { numRuns: codec === 'brotli-max' ? 10 : 30 },
    );
  });

  test.each([
    [1, 2],
    [4, 2],
    [5, 4],
    [16, 4],
    [17, 8],
    [256, 8],
    [257, 16],
  ])('%i distinct values take cells of %i bits', (n, bits) => {
    const table = input([slice('all', ...Array.from({ length: n }, (_, i) => i * 3 - 300))]);
    expect(encodeTable(table).header.cellBits).toBe(bits);
    expect(roundTrip(table)).toEqual(filled(table.slices));
  });

  test('cells of any width, whatever form the codes of the values have', () => {
    const distinct = fc.constantFrom(1, 2, 3, 4, 5, 15, 16, 17, 40, 256, 300);
    const slices = distinct.chain((n) =>
      fc.array(fc.array(cell(fc.integer({ min: -(n >> 1), max: n - 1 - (n >> 1) })), { maxLength: 700 }), {
        maxLength: 3,
      }),
    );
    fc.assert(
      fc.property(slices, blockBytes, (arrays, blockBytes) => {
        const plain = arrays.map((values, i) => slice(`s${i}`, ...values));
        const streamed = plain.map(({ name, values }) => ({ name, values: new Streamed(values) }));
        expect(roundTrip(input(plain, { blockBytes }))).toEqual(filled(plain));
        expect(bytesOf(input(streamed, { blockBytes }))).toEqual(bytesOf(input(plain, { blockBytes })));
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  test('every value there is', () => {
    const all = Array.from({ length: 65_534 }, (_, i) => UNKNOWN + 1 + i);
    expect(roundTrip(input([slice('all', ...all)]))).toEqual([all]);
  });

  test('no slices, empty slices, nothing but holes', () => {
    expect(roundTrip(input([]))).toEqual([]);
    expect(roundTrip(input([slice('a'), slice('b')]))).toEqual([[], []]);
    const sparse = [slice('a'), slice('b', 5), slice('c'), slice('d', -5, UNUSED), slice('e')];
    expect(roundTrip(input(sparse, { blockBytes: 2 }))).toEqual([[], [5], [], [-5, -5], []]);
    expect(roundTrip(input([slice('a', UNUSED, UNUSED)]))).toEqual([[0, 0]]);
    expect(roundTrip(input([slice('a', UNUSED), slice('b', UNUSED, 7, UNUSED, 8)]))).toEqual([[7], [7, 7, 7, 8]]);
  });

  test('the header', () => {
    const statistics = { positions: 3, wins: 3, draws: 0, losses: 0, bestScore: { score: 3, position: '8/8 w' } };
    const { header } = openBytes(
      bytesOf(
        input([slice('a', 1, 2), slice('b', 3)], {
          domain: 'score',
          codec: 'raw',
          blockBytes: 64,
          rules: 7,
          statistics,
        }),
      ),
    );
    expect(header).toEqual({
      game: 'chess',
      rules: 7,
      table: 'KQvK',
      domain: 'score',
      representation: 'score',
      codec: 'raw',
      blockBytes: 64,
      cellBits: 2,
      palette: [1, 2, 3],
      slices: [
        { name: 'a', size: 2, offset: 0 },
        { name: 'b', size: 1, offset: 2 },
      ],
      statistics,
      generator: 'endgame-lab test',
    });
  });

  test('names in any script, statistics of scores', () => {
    const statistics = { positions: 1, wins: 1, draws: 0, losses: 0, bestScore: { score: 48, position: '§ü' } };
    const { header } = openBytes(bytesOf(input([slice('мельница', 1)], { game: '碁', domain: 'score', statistics })));
    expect([header.game, header.slices[0].name, header.statistics]).toEqual(['碁', 'мельница', statistics]);
  });
});

describe('encoding', () => {
  /** Two slices of more than one piece each, with holes. */
  const pinned = (many: number): TableInput => {
    const values = (n: number): Values =>
      new PlainValues(
        Int16Array.from({ length: n }, (_, i) =>
          (Math.imul(i, 2654435761) >>> 16) % 5 === 0
            ? UNUSED
            : ((Math.imul(i, 2246822519) >>> 20) % many) - (many >> 1),
        ),
      );
    return input(
      [
        { name: 'w', values: values(150_000) },
        { name: 'b', values: values(65_537) },
      ],
      { codec: 'raw' },
    );
  };

  // Files that version 1 of the format holds since it exists: these checksums were made when values were arrays.
  test.each([
    [200, 216_214, 'd7d5da3b11c62762'],
    [700, 433_143, '9c73693cd38c6346'],
  ])('gives the bytes it always gave, %i values', (many, bytes, checksum) => {
    expect(encodeTable(pinned(many))).toMatchObject({ bytes, checksum });
  });

  test('does not depend on how values are kept, and coded ones stay coded', () => {
    const table = pinned(200);
    const coded = table.slices.map(({ name, values }) => {
      // Codes in an order of their own, with meanings that no index has.
      const meaning = Int16Array.from({ length: 256 }, (_, code) => (code === 255 ? UNUSED : 120 - code));
      const codes = Uint8Array.from(toArray(values), (v) => (v === UNUSED ? 255 : 120 - v));
      return { name, values: new CodedValues(codes, meaning) };
    });
    expect(bytesOf({ ...table, slices: coded })).toEqual(bytesOf(table));
    const opened = openBytes(bytesOf(table));
    const read = opened.header.slices.map(({ name }, s) => ({ name, values: opened.readSlice(s) }));
    for (const { values } of read) {
      expect(values).toBeInstanceOf(CodedValues);
      expect(values.byteLength).toBe(values.length);
    }
    // Holes come back as their neighbours, so that writing the values that were read changes nothing.
    expect(bytesOf({ ...table, slices: read })).toEqual(bytesOf(table));
    const wide = openBytes(bytesOf(pinned(700))).readSlice(0);
    expect(wide).toBeInstanceOf(PlainValues);
  });

  test('is the same for the same input, whatever the order of its fields', () => {
    const again = Object.fromEntries(Object.entries(SMALL).reverse()) as unknown as TableInput;
    const { positions, wins, draws, losses, longestWin } = SMALL.statistics;
    const shuffled = { longestWin: longestWin!, losses, draws, wins, positions };
    expect(bytesOf({ ...again, statistics: shuffled })).toEqual(bytesOf(SMALL));
  });

  test('states the checksum that stands at the end', () => {
    const encoded = encodeTable(SMALL);
    expect(openBytes(bytesOf(SMALL)).checksum).toBe(encoded.checksum);
    expect(bytesOf(SMALL).length).toBe(encoded.bytes);
  });

  test('holes cost next to nothing', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 1013) % 30);
    const holes = values.flatMap((v) => [v, UNUSED, UNUSED, UNUSED]);
    const bytes = (all: readonly number[]): number =>
      encodeTable(input([slice('all', ...all)], { codec: 'brotli' })).bytes;
    const plain = bytes(values);
    const zeros = bytes(holes.map((v) => (v === UNUSED ? 0 : v)));
    const spread = bytes(holes);
    expect(spread).toBeLessThan(zeros * 1.05);
    expect(spread).toBeLessThan(plain * 4);
  });

  test('impossible requests', () => {
    for (const blockBytes of [0, -2, 1, 3, 2.5, 2 ** 24 + 2, Number.NaN]) {
      expect(codeOfFailure(() => encodeTable({ ...SMALL, blockBytes }))).toBe('E_USAGE');
    }
    expect(codeOfFailure(() => encodeTable({ ...SMALL, codec: 'zip' }))).toBe('E_USAGE');
    expect(() => encodeTable(input([slice('a', 1), slice('b', 0, UNKNOWN)]))).toThrow(
      'slice b has no value at index 1',
    );
    expect(() => encodeTable({ ...SMALL, statistics: { positions: -1, wins: 0, draws: 0, losses: 0 } })).toThrow(
      'statistics',
    );
  });
});
