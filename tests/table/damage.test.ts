/** Whatever happens to a file, no probe gives a wrong value, and a check finds it. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EndgameError } from '../../src/game/errors.ts';
import { toArray } from '../../src/game/values.ts';
import { BlockCache, encodeTable, MemoryByteSource, Table, type TableInput } from '../../src/table/index.ts';
import { hash64 } from '../../src/table/checksum.ts';
import { packMetadata } from '../../src/table/metadata.ts';
import { bytesOf, codeOfFailure, FaultySource, failureOf, NARROW, openBytes, SMALL } from './support.ts';

const good = bytesOf(SMALL);
const truth = valuesOf(good);
const EXPECTED: readonly unknown[] = ['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN'];

function valuesOf(bytes: Uint8Array): Int16Array[] {
  return SMALL.slices.map((_, s) => toArray(openBytes(bytes).readSlice(s)));
}

/** Opens, probes everything; a wrong value or an unexpected failure is thrown on. Returns whether all went well. */
function probeAll(bytes: Uint8Array, truth: readonly Int16Array[]): boolean {
  let well = true;
  const attempt = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof EndgameError) || !EXPECTED.includes(error.code)) throw error;
      well = false;
    }
  };
  attempt(() => {
    const table = openBytes(bytes);
    truth.forEach((values, s) => {
      attempt(() => {
        const read = toArray(table.readSlice(s));
        if (read.some((v, i) => v !== values[i])) throw new Error(`slice ${s} is wrong`);
      });
      values.forEach((v, i) => {
        attempt(() => {
          const found = table.value(s, i);
          if (found !== v) throw new Error(`value ${found} at ${s}:${i}, expected ${v}`);
        });
      });
    });
  });
  return well;
}

function checkCode(bytes: Uint8Array): string {
  return codeOfFailure(() => openBytes(bytes).check());
}

describe.each([
  ['cells of a byte', SMALL],
  ['cells of half a byte', NARROW],
])('%s', (_, table) => {
  const good = bytesOf(table);
  const truth = valuesOf(good);

  test('the sound file', () => {
    expect(probeAll(good, truth)).toBe(true);
    openBytes(good).check();
  });

  test('every flipped bit is found', () => {
    for (let at = 0; at < good.length; at++) {
      for (const mask of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const bytes = good.slice();
        bytes[at] ^= mask;
        expect(EXPECTED).toContain(checkCode(bytes));
        if (mask === 1 || mask === 255) probeAll(bytes, truth);
      }
    }
  });

  test('every truncation is found when opening', () => {
    for (let length = 0; length < good.length; length++) {
      expect(codeOfFailure(() => openBytes(good.subarray(0, length)))).toBe('E_TABLE_DAMAGED');
    }
  });

  test('several damages at once, swapped and repeated parts', () => {
    const position = fc.nat(good.length - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(position, position, fc.nat(40)), { minLength: 1, maxLength: 4 }), (copies) => {
        const bytes = good.slice();
        for (const [to, from, length] of copies) bytes.copyWithin(to, from, from + length);
        probeAll(bytes, truth);
        fc.pre(Buffer.compare(bytes, good) !== 0);
        expect(EXPECTED).toContain(checkCode(bytes));
      }),
      { numRuns: 300 },
    );
  });
});

test('bytes too many are found when opening', () => {
  for (const more of [1, 8, 100_000]) {
    const bytes = new Uint8Array(good.length + more);
    bytes.set(good);
    expect(codeOfFailure(() => openBytes(bytes))).toBe('E_TABLE_DAMAGED');
  }
});

test('rubbish is no table', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(EXPECTED).toContain(codeOfFailure(() => openBytes(bytes)));
    }),
  );
  expect(codeOfFailure(() => openBytes(Buffer.from('{"json": true}')))).toBe('E_TABLE_FOREIGN');
});

test('a file sent as text', () => {
  const bytes = Uint8Array.from([...good].flatMap((byte) => (byte === 0x0a ? [0x0d, 0x0a] : [byte])));
  expect(codeOfFailure(() => openBytes(bytes))).toBe('E_TABLE_FOREIGN');
});

describe('messages', () => {
  test('name the file, the block and what to do', () => {
    const bytes = good.slice();
    bytes[bytes.length - 9] ^= 1; // the last byte of the last block
    const table = openBytes(bytes);
    expect(table.value(0, 0)).toBe(truth[0][0]);
    for (const run of [() => table.value(1, 18), () => table.readSlice(1), () => table.check()]) {
      const failure = failureOf(run);
      expect(failure.code).toBe('E_TABLE_DAMAGED');
      expect(failure.message).toBe('chess.KQvK.egt: wrong checksum of block 2 of 3');
      expect(failure.hint).toContain('endgame generate chess KQvK');
      expect(failure.hint).toContain('--solver hybrid');
    }
    expect(table.value(0, 5)).toBe(truth[0][5]); // the other blocks still serve
  });

  test('another format version', () => {
    const bytes = good.slice();
    bytes[8] = 4;
    const failure = failureOf(() => openBytes(bytes));
    expect([failure.code, failure.message]).toEqual([
      'E_TABLE_FOREIGN',
      'chess.KQvK.egt: format version 4, expected 1 to 3',
    ]);
  });
});

/** The file of a table with other metadata, which the header's checksum covers. */
function forged(table: TableInput, change: object): Uint8Array {
  const { header, chunks } = encodeTable(table);
  const whole = bytesOf(table);
  const m = new DataView(whole.buffer).getUint32(12, true);
  const index = whole.subarray(20 + m, chunks[0].length - 8);
  const metadata = packMetadata({ ...header, ...change });
  const head = new Uint8Array(20 + metadata.length + index.length + 8);
  const view = new DataView(head.buffer);
  head.set(whole.subarray(0, 20));
  view.setUint32(12, metadata.length, true);
  head.set(metadata, 20);
  head.set(index, 20 + metadata.length);
  view.setBigUint64(head.length - 8, hash64(head.subarray(0, head.length - 8)), true);
  return Buffer.concat([head, whole.subarray(chunks[0].length)]);
}

test('cells of no known width, and cells of half a byte beyond the palette', () => {
  expect(probeAll(forged(NARROW, {}), valuesOf(bytesOf(NARROW)))).toBe(true);
  for (const cellBits of [0, 1, 3, 5, 7]) {
    const failure = failureOf(() => openBytes(forged(NARROW, { cellBits })));
    expect([failure.code, failure.message]).toEqual([
      'E_TABLE_DAMAGED',
      'chess.KQvK.egt: the metadata is malformed (cellBits)',
    ]);
  }
  const { palette } = encodeTable(NARROW).header;
  expect(codeOfFailure(() => openBytes(forged(NARROW, { cellBits: 2 })))).toBe('E_TABLE_DAMAGED');
  const shorter = openBytes(forged(NARROW, { palette: palette.slice(0, -1) }));
  for (const run of [() => shorter.value(0, 14), () => shorter.readSlice(0), () => shorter.check()]) {
    expect(failureOf(run).message).toMatch(/^chess\.KQvK\.egt: block \d of 3: cell 12, beyond the palette$/);
  }
});

describe('a header that contradicts itself, with right checksums', () => {
  const { header } = encodeTable(SMALL);

  /** The file with other metadata, which the header's checksum covers. */
  const forge = (change: object): Uint8Array => forged(SMALL, change);

  test('the forger works', () => {
    expect(probeAll(forge({}), truth)).toBe(true);
  });

  test.each([
    ['blockBytes', 0],
    ['blockBytes', 15],
    ['blockBytes', 2 ** 40],
    ['cellBits', 24],
    ['palette', []],
    ['palette', [3, 2]],
    ['palette', [0.5]],
    ['palette', Array.from({ length: 257 }, (_, i) => i)],
    ['domain', 'colour'],
    ['representation', ''],
    ['rules', 'one'],
    ['game', 5],
    ['slices', [{ name: 'w', size: 4, offset: 0 }]],
    ['slices', [{ name: 'w', size: -1, offset: 0 }]],
    ['slices', [{ name: 'w', size: 2 ** 60, offset: 0 }]],
    ['blockBytes', 32],
    ['cellBits', 16],
  ])('%s %j', (field, value) => {
    expect(codeOfFailure(() => openBytes(forge({ [field]: value })))).toBe('E_TABLE_DAMAGED');
  });

  test('a codec of the future', () => {
    const failure = failureOf(() => openBytes(forge({ codec: 'toString' })));
    expect([failure.code, failure.message]).toEqual(['E_TABLE_FOREIGN', 'chess.KQvK.egt: unknown codec "toString"']);
  });

  test('cells beyond the palette, and blocks of another length', () => {
    const table = openBytes(forge({ palette: [-1, 0] }));
    expect(codeOfFailure(() => table.value(0, 3))).toBe('E_TABLE_DAMAGED');
    expect(codeOfFailure(() => table.readSlice(0))).toBe('E_TABLE_DAMAGED');
    expect(codeOfFailure(() => table.check())).toBe('E_TABLE_DAMAGED');
    // The first code beyond the palette is as wrong as any.
    const { palette } = header;
    const codes = Array.from(truth[0], (v) => palette.indexOf(v));
    const least = Math.min(...codes);
    const shorter = openBytes(forge({ palette: palette.slice(0, least) }));
    expect(codeOfFailure(() => shorter.value(0, codes.indexOf(least)))).toBe('E_TABLE_DAMAGED');
    const longer = openBytes(forge({ blockBytes: 18 }));
    expect(codeOfFailure(() => longer.value(0, 0))).toBe('E_TABLE_DAMAGED');
  });
});

function useAll(source: FaultySource): void {
  const table = Table.open(source, new BlockCache());
  table.check();
  table.readSlice(0);
  for (let i = 0; i < 19; i++) table.value(1, i);
}

describe('a faulty source', () => {
  const faults: readonly [string, (bytes: Uint8Array) => Uint8Array, string][] = [
    ['one byte short', (bytes) => bytes.subarray(0, -1), 'E_TABLE_DAMAGED'],
    ['empty', () => new Uint8Array(0), 'E_TABLE_DAMAGED'],
    ['one byte long', (bytes) => Buffer.concat([bytes, bytes.subarray(0, 1)]), 'E_TABLE_DAMAGED'],
    [
      'system error',
      () => {
        throw new Error('EIO: i/o error');
      },
      'E_FILE',
    ],
  ];

  test.each(faults)('%s, at every read', (_, fault, code) => {
    const sound = new FaultySource(good, -1, fault);
    useAll(sound);
    expect(sound.reads).toBeGreaterThan(4);
    for (let at = 0; at < sound.reads; at++) {
      const failure = failureOf(() => useAll(new FaultySource(good, at, fault)));
      expect(failure.code).toBe(code);
      expect(failure.message).toMatch(/^faulty: /);
      expect(failure.cause instanceof Error).toBe(code === 'E_FILE');
    }
  });

  test('is closed when opening fails', () => {
    const source = new FaultySource(good, 0, () => new Uint8Array(0));
    expect(codeOfFailure(() => Table.open(source, new BlockCache()))).toBe('E_TABLE_DAMAGED');
    expect(source.closed).toBe(true);
  });

  test('a read that failed once can be tried again', () => {
    const source = new FaultySource(good, 1, () => {
      throw new Error('EIO');
    });
    const table = Table.open(source, new BlockCache());
    expect(codeOfFailure(() => table.value(0, 4))).toBe('E_FILE');
    expect(table.value(0, 4)).toBe(truth[0][4]);
  });
});

test('a source of memory may be opened at an odd offset', () => {
  const shifted = new Uint8Array(good.length + 1);
  shifted.set(good, 1);
  const table = Table.open(new MemoryByteSource(shifted.subarray(1)), new BlockCache());
  table.check();
  expect([0, 1].map((s) => toArray(table.readSlice(s)))).toEqual(truth);
});
