/** Files made to do harm, with right checksums: each is refused with a typed error that names it, and soon. */

import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { isEndgameError } from '../../src/game/index.ts';
import { assemble } from '../../src/table/encode.ts';
import { MAX_BLOCKS, MAX_METADATA_BYTES, PAGE_BYTES, type TableHeader } from '../../src/table/format.ts';
import {
  BlockCache,
  checkTable,
  CODECS,
  CODERS,
  FileByteSource,
  joinChunks,
  MemoryByteSource,
  MemoryFiles,
  Table,
  TableStore,
} from '../../src/table/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { codedFile } from '../support/forged.ts';
import { failureOf, temporaryDirectory } from './support.ts';

const spec = specialize(chess);

function headerFor(table: string, change: Partial<TableHeader> = {}): TableHeader {
  const { size } = spec.space(spec.slicesOf(table)[0]);
  return {
    game: 'chess',
    rules: chess.version,
    table,
    domain: 'outcome',
    representation: 'plies',
    codec: 'plain',
    blockBytes: PAGE_BYTES,
    cellBits: 8,
    palette: [-1, 0, 1],
    slices: [{ name: table, size, offset: 0 }],
    statistics: { positions: 1, wins: 0, draws: 1, losses: 0 },
    generator: 'a forger',
    ...change,
  };
}

function opened(bytes: Uint8Array, table: string): Table {
  return Table.open(new MemoryByteSource(bytes, `chess.${table}.egt`), new BlockCache());
}

describe('cells that a coder cannot decode', () => {
  // White's king stands on the sixth rank before its pawn: won, whoever is to move.
  const WON = '4k3/8/4K3/4P3/8/8/8/8 w - - 0 1';
  const { size } = spec.space(spec.slicesOf('KPvK')[0]);
  // Two bits a cell, so that every cell holds the code 3, of three.
  const payload = plainPayload(size).fill(255);
  const exact = codedFile(headerFor('KPvK'), payload);
  const longer = codedFile(headerFor('KPvK'), new Uint8Array(payload.length + 1));
  const store = (): TableStore => new TableStore(new MemoryFiles([['chess.KPvK.egt', exact]]));

  test('lookup: an error that names the table', async () => {
    const solver = new Solver({ game: chess, solver: 'lookup', store: store() });
    const failure: unknown = await solver.query(WON).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'E_TABLE_DAMAGED' });
    expect((failure as Error).message).toMatch(/^memory\/chess\.KPvK\.egt: cannot be decoded: cell \d+: code 3 of 3$/);
  });

  test('hybrid: computed, with a warning', async () => {
    const answer = await new Solver({ game: chess, solver: 'hybrid', store: store() }).query(WON);
    expect(answer).toMatchObject({ outcome: 'win', provenance: { source: 'computed' } });
    expect(answer.provenance.warnings).toEqual([expect.stringContaining('chess.KPvK.egt: cannot be decoded')]);
  });

  test('by every way of reading', () => {
    const table = opened(exact, 'KPvK');
    const reads = [() => table.value(0, 5), () => table.readSlice(0), () => [...table.cells()]];
    for (const read of [...reads, () => checkTable(spec, table)]) {
      expect(failureOf(read)).toMatchObject({ code: 'E_TABLE_DAMAGED' });
    }
    expect(failureOf(() => opened(longer, 'KPvK').value(0, 5)).code).toBe('E_TABLE_DAMAGED');
  });

  test.each(Object.keys(CODERS))('%s: any payload gives values of the palette or a typed error', (codec) => {
    const header = headerFor('KRvK', { codec, slices: [{ name: 'KRvK', size: 500, offset: 0 }] });
    let answered = 0;
    let refused = 0;
    for (const fill of [0, 1, 127, 255]) {
      for (const length of [1, 8, 63, 126, 133, 400]) {
        const table = opened(codedFile(header, new Uint8Array(length).fill(fill)), 'KRvK');
        table.locate(() => spec500);
        for (let i = 0; i < 500; i++) {
          try {
            if (!header.palette.includes(table.value(0, i))) throw new Error(`cell ${i}: no value`);
            answered++;
          } catch (error) {
            if (!isEndgameError(error) || error.code !== 'E_TABLE_DAMAGED') throw error;
            refused++;
          }
        }
      }
    }
    expect(answered + refused).toBe(4 * 6 * 500);
    expect(refused).toBeGreaterThan(0);
  });
});

/** Positions of 500 cells: two men on a line of 250 places, the first on one of two. */
const spec500 = {
  places: 250,
  x: Uint8Array.from({ length: 250 }, (_, i) => i),
  y: new Uint8Array(250),
  links: [],
  groups: [
    {
      base: 0,
      size: 500,
      men: 2,
      marks: 1,
      place(index: number, out: Uint8Array): number {
        out[0] = Math.floor(index / 250);
        out[1] = index % 250;
        return 0;
      },
    },
  ],
};

/** The bytes of the coder plain for so many cells of three codes. */
function plainPayload(cells: number): Uint8Array {
  return CODERS['plain'].encode({ length: cells, alphabetSize: 3, codes: new Uint8Array(cells) });
}

describe('slices that the rules contradict', () => {
  const { size } = spec.space(spec.slicesOf('KRvK')[0]);

  test.each([size - 1, size + 1, 1e9, 2 ** 31 - 1])('%d indices instead of 59,136: by any coder', (wrong) => {
    const header = headerFor('KRvK', { palette: [0], slices: [{ name: 'KRvK', size: wrong, offset: 0 }] });
    for (const codec of Object.keys(CODERS)) {
      const bytes = codedFile({ ...header, codec }, new Uint8Array(0));
      expect(failureOf(() => checkTable(spec, opened(bytes, 'KRvK')))).toMatchObject({ code: 'E_TABLE_FOREIGN' });
      // Who does not know the rules decodes nothing.
      opened(bytes, 'KRvK').check();
    }
  });

  test('cut in blocks: a billion indices in a small file', () => {
    const blockBytes = 2 ** 24;
    const block = CODECS['brotli'].encode(new Uint8Array(blockBytes));
    const header = headerFor('KRvK', { codec: 'brotli', blockBytes, palette: [0] });
    const wrong = { ...header, slices: [{ name: 'KRvK', size: 60 * blockBytes, offset: 0 }] };
    const bytes = joinChunks(
      assemble(
        wrong,
        Array.from({ length: 60 }, () => block),
      ),
    );
    expect(bytes.length).toBeLessThan(10_000);
    expect(failureOf(() => checkTable(spec, opened(bytes, 'KRvK')))).toMatchObject({ code: 'E_TABLE_FOREIGN' });
  });

  test.each([2 ** 31, 2 ** 53 - 1])('%d indices are more than any index space has', (wrong) => {
    const slices = [{ name: 'KRvK', size: wrong, offset: 0 }];
    const bytes = codedFile(headerFor('KRvK', { palette: [0], slices }), new Uint8Array(0));
    expect(failureOf(() => opened(bytes, 'KRvK'))).toMatchObject({
      code: 'E_TABLE_DAMAGED',
      message: 'chess.KRvK.egt: the metadata is malformed (slice size)',
    });
  });

  test.each([
    [
      'another slice beside it',
      [
        { name: 'KRvK', size },
        { name: 'KvK', size: 1000 },
      ],
    ],
    [
      'the slice twice',
      [
        { name: 'KRvK', size },
        { name: 'KRvK', size },
      ],
    ],
    ['another slice instead', [{ name: 'KQvK', size }]],
    ['no slice', []],
    ['cells of some indices only', [{ name: 'KRvK', size, kept: [[7, 100]] }]],
    ['cells of both sides named one by one', [{ name: 'KRvK', size, kept: [[0, size]] }]],
    ['cells of one index', [{ name: 'KRvK', size, kept: [[0, 1]] }]],
  ] as const)('%s', (_, slices) => {
    const placed = slices.map((slice) => ({ ...slice, offset: 0 }));
    const bytes = codedFile(headerFor('KRvK', { palette: [0], slices: placed }), new Uint8Array(0));
    expect(failureOf(() => checkTable(spec, opened(bytes, 'KRvK')))).toMatchObject({ code: 'E_TABLE_FOREIGN' });
  });
});

describe('probes that would not end', () => {
  const { size } = spec.space(spec.slicesOf('KRvK')[0]);
  const one = spec.space(spec.slicesOf('KRvK')[0]).parts.filter((part) => part.turn === 0);
  const side = { name: 'KRvK', size, offset: 0, kept: one.map((part) => [part.base, part.size] as const) };

  test.each<[string, Partial<TableHeader>]>([
    ['a class of a thousand plies', { rounding: { from: 1000, step: 1 } }],
    ['steps of a thousand plies', { rounding: { from: 0, step: 1000 } }],
    ['steps of 13 plies', { rounding: { from: 0, step: 13 } }],
    ['rounded outcomes', { representation: 'wdl', rounding: { from: 4, step: 1 } }],
    ['rounded scores', { domain: 'score', representation: 'score', rounding: { from: 4, step: 1 } }],
    ['one side in steps', { rounding: { from: 0, step: 2 }, slices: [side] }],
    ['one side of dtz', { representation: 'dtz', slices: [side] }],
  ])('%s', (_, change) => {
    const bytes = codedFile(headerFor('KRvK', { palette: [0], ...change }), new Uint8Array(0));
    expect(failureOf(() => opened(bytes, 'KRvK'))).toMatchObject({ code: 'E_TABLE_DAMAGED' });
  });

  test('cells of a side that is not there: the hybrid computes', async () => {
    // Cells of every second index: each position would ask the next, and so on.
    const kept = Array.from({ length: 100 }, (_, i) => [2 * i, 1] as const);
    const slices = [{ name: 'KRvK', size, offset: 0, kept }];
    const bytes = codedFile(headerFor('KRvK', { palette: [0], slices }), new Uint8Array(0));
    const store = new TableStore(new MemoryFiles([['chess.KRvK.egt', bytes]]));
    const position = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
    const answer = await new Solver({ game: chess, store }).query(position);
    expect(answer).toMatchObject({ outcome: 'win', dtm: 19 });
    expect(answer.provenance.warnings).toEqual([expect.stringContaining('KRvK')]);
    const lookup = new Solver({ game: chess, solver: 'lookup', store });
    await expect(lookup.query(position)).rejects.toMatchObject({ code: 'E_TABLE_FOREIGN' });
  });
});

describe('a head that is too long', () => {
  test.each([
    ['metadata', 2 ** 31, 0],
    ['metadata', MAX_METADATA_BYTES + 1, 0],
    ['blocks', 100, 2 ** 27],
    ['blocks', 100, MAX_BLOCKS + 1],
  ])('%s: %d and %d in a sparse file of 4 GB: refused before it is read', (what, metadata, blocks) => {
    const file = join(temporaryDirectory(), 'chess.KRvK.egt');
    const prefix = codedFile(headerFor('KRvK', { palette: [0] }), new Uint8Array(0)).slice(0, 20);
    new DataView(prefix.buffer).setUint32(12, metadata, true);
    new DataView(prefix.buffer).setUint32(16, blocks, true);
    writeFileSync(file, prefix);
    truncateSync(file, 2 ** 32);
    const meter = { bytesRead: 0, blocksRead: 0 };
    const failure = failureOf(() => Table.open(new FileByteSource(file), new BlockCache(), meter));
    expect(failure.code).toBe('E_TABLE_DAMAGED');
    expect(failure.message).toContain(what);
    expect(meter.bytesRead).toBeLessThan(10_000);
  });
});
