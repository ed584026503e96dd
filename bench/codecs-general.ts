/**
 * How small general compressors make tables, at their best: the whole file at once and in blocks of 16 KiB, with
 * don't-cares filled soundly and with the cells in the best order of the men. Every result is decoded and compared.
 *
 *   node dist/bench/codecs-general.js DIR [GAME:TABLE:METRIC ...]
 *
 * `DIR` is a directory of tables, with the tables that their moves lead to. xz and zstd come from packages that only
 * the benchmark needs: one compresses only in another thread, the other must be loaded first, and a codec of the store
 * does neither.
 */

import './one-line.ts';
import { createRequire } from 'node:module';
import { brotliCompressSync, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import { gameOf } from '../games/index.ts';
import { METRICS, type Metric } from '../src/game/values.ts';
import { admits, type Cells } from '../src/table/coder.ts';
import { isDontCare } from '../src/table/coders/bits.ts';
import { TableStore } from '../src/table/index.ts';
import { lzmaStream } from '../src/study/archives.ts';
import { type TableCells, tableCells } from './table-cells.ts';

const BLOCK = 16_384;
/** No table here has more bytes. */
const LARGEST_DICTIONARY = 2 ** 26;
/** Number of cells on which the orders of men are tried: whole runs of the outermost men. */
const TRIED = 1 << 20;
/** More men have too many orders. */
const MOST_PERMUTED = 4;

/** The part of lzma-native that is used; its published types lack half of it. */
interface Lzma {
  readonly FILTER_LZMA2: string;
  readonly MODE_NORMAL: number;
  readonly MF_BT4: number;
  createStream(coder: 'rawEncoder' | 'rawDecoder', options: object): NodeJS.ReadWriteStream;
}

const lzma = createRequire(import.meta.url)('lzma-native') as Lzma;

interface Compressor {
  readonly name: string;
  compress(bytes: Uint8Array, alphabetSize: number): Promise<Uint8Array> | Uint8Array;
  decompress(bytes: Uint8Array, alphabetSize: number): Promise<Uint8Array> | Uint8Array;
}

/**
 * Returns LZMA2 without the container of an xz file, which alone takes 60 bytes per block, with the search of preset
 * 9e. Its literals depend on the high bits of the byte before, so `spread` multiplies codes to move their information
 * there.
 */
function xz(lc: number, pb: number, spread: boolean): Compressor {
  const search = { mode: lzma.MODE_NORMAL, mf: lzma.MF_BT4, niceLen: 273, depth: 512, lc, lp: 0, pb };
  // A dictionary as large as the input sees all of it; a larger one takes longer to clear, for each block again.
  const encoder = (length: number): object => ({
    ...search,
    dictSize: Math.max(4096, 2 ** Math.ceil(Math.log2(length))),
  });
  const decoder = { ...search, dictSize: LARGEST_DICTIONARY };
  const factor = (alphabetSize: number): number => (spread && alphabetSize <= 256 ? Math.floor(256 / alphabetSize) : 1);
  return {
    name: `xz 9e lc${lc} pb${pb}${spread ? ' *' : ''}`,
    compress: (bytes, alphabetSize) => {
      const by = factor(alphabetSize);
      return lzmaStream('rawEncoder', by === 1 ? bytes : bytes.map((code) => code * by), encoder(bytes.length));
    },
    decompress: async (bytes, alphabetSize) => {
      const by = factor(alphabetSize);
      return (await lzmaStream('rawDecoder', bytes, decoder)).map((code) => code / by);
    },
  };
}

async function compressors(): Promise<Compressor[]> {
  const zstd = await Zstd.load();
  const zstdOf = (level: number): Compressor => ({
    name: `zstd ${level}`,
    compress: (bytes) => zstd.compress(bytes, level),
    decompress: (bytes) => zstd.decompress(bytes),
  });
  const brotliOf = (quality: number): Compressor => ({
    name: `brotli ${quality}`,
    compress: (bytes) =>
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_LGWIN]: 24,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    decompress: (bytes) => brotliDecompressSync(bytes),
  });
  return [
    {
      name: 'deflate 9',
      compress: (bytes) => deflateRawSync(bytes, { level: 9, memLevel: 9 }),
      decompress: (bytes) => inflateRawSync(bytes),
    },
    brotliOf(11),
    zstdOf(19),
    xz(3, 2, false),
    xz(0, 0, false),
    xz(4, 0, true),
  ];
}

/** Lays out cells in another order, one byte each; codes of two bytes become two runs of bytes. */
function layOut({ cells }: TableCells, order: Uint32Array, filled: boolean): Uint8Array {
  const { alphabetSize, codes } = cells;
  const wide = alphabetSize > 256;
  const bytes = new Uint8Array(order.length * (wide ? 2 : 1));
  let before = 0;
  order.forEach((cell, i) => {
    const own = codes[cell];
    const unused = own === alphabetSize - 1 && isDontCare(cells, cell);
    // a table file does this for indices without a position; `filled` does it for all sound don't-cares
    const takesBefore = unused || (filled && isDontCare(cells, cell) && before <= own);
    const code = takesBefore ? before : own;
    bytes[i] = code;
    if (wide) bytes[order.length + i] = code >> 8;
    before = code;
  });
  return bytes;
}

function check(cells: Cells, order: Uint32Array, bytes: Uint8Array): void {
  const wide = cells.alphabetSize > 256;
  order.forEach((cell, i) => {
    const code = wide ? bytes[i] | (bytes[order.length + i] << 8) : bytes[i];
    if (!admits(cells, cell, code)) throw new Error(`cell ${cell} has code ${code}`);
  });
}

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((p) =>
    Array.from({ length: n }, (_, i) => [...p.slice(0, i), n - 1, ...p.slice(i)]),
  );
}

/** Tables with more cells keep their groups (the sides to move) outermost. */
const MANY = 2 ** 20;
/** Most cells whose number fits in a double beside a key. */
const MOST_CELLS = 2 ** 24;

/**
 * Yields the cells in each order of the men and of the groups among them, the first outermost; the given order first.
 */
function* ordersOf({ cells, positions }: TableCells): Generator<{ name: string; order: Uint32Array }> {
  yield { name: 'as is', order: Uint32Array.from({ length: cells.length }, (_, i) => i) };
  const { groups } = positions;
  const { men, marks } = groups[0];
  if (men > MOST_PERMUTED || cells.length > MOST_CELLS) return;
  if (groups.some((group) => group.men !== men || group.marks !== marks)) return;
  const digits = new Uint8Array(men + 2);
  const mark = men + 1;
  for (const permutation of permutations(men + 1)) {
    if (cells.length > MANY && permutation[0] !== men) continue;
    const keyed = new Float64Array(cells.length);
    for (const [g, group] of groups.entries()) {
      for (let i = 0; i < group.size; i++) {
        const marked = group.place(i, digits);
        digits[men] = g;
        digits[mark] = marked;
        let key = 0;
        for (const digit of permutation) key = key * (digit === men ? groups.length : positions.places) + digits[digit];
        keyed[group.base + i] = (key * marks + digits[mark]) * MOST_CELLS + group.base + i;
      }
    }
    keyed.sort();
    const order = Uint32Array.from(keyed, (k) => k % MOST_CELLS);
    yield { name: permutation.map((digit) => (digit === men ? 's' : digit)).join(''), order };
  }
}

/** Returns the order that brotli 5 makes smallest, tried on a part of the table. */
function bestOrder(table: TableCells): { name: string; order: Uint32Array } {
  let best: { name: string; order: Uint32Array; bytes: number } | undefined;
  for (const { name, order } of ordersOf(table)) {
    const from = Math.max(0, (order.length - TRIED) >> 1);
    const part = layOut(table, order.subarray(from, from + TRIED), true);
    const bytes = brotliCompressSync(part, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
    if (best === undefined || bytes < best.bytes) best = { name, order, bytes };
  }
  return best!;
}

async function inBlocks(compressor: Compressor, bytes: Uint8Array, alphabetSize: number): Promise<number> {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += BLOCK) {
    sum += (await compressor.compress(bytes.subarray(at, at + BLOCK), alphabetSize)).length;
  }
  // plus the length before each block
  return sum + 4 * Math.ceil(bytes.length / BLOCK);
}

const DEFAULTS = [
  'tic-tac-toe:all:dtm',
  'three-mens-morris:all:dtm',
  'nine-mens-morris:3-3:dtm',
  'dodgem-4x4:all:dtm',
  'hexapawn-4x4:all:dtm',
  'awari:7:dtm',
  'checkers:KKvKK:dtm',
  'chess:KQvK:dtm',
  'chess:KRvK:dtm',
  'chess:KPvK:dtm',
  'chess:KPvK:wdl',
  'chess:KQvKR:wdl',
  'chess:KRvKN:wdl',
];

const [directory, ...wanted] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: codecs-general DIR [GAME:TABLE:METRIC ...]');
const pack = TableStore.open(directory);
const all = await compressors();
process.stdout.write(
  'table                       cells     order  codec         whole, as is   filled   filled+order  16 KiB blocks\n',
);
for (const name of wanted.length > 0 ? wanted : DEFAULTS) {
  const [game, table, metric] = name.split(':');
  if (!METRICS.includes(metric as Metric)) throw new Error(`no metric "${metric}"`);
  const work = tableCells(pack, gameOf(game), table, metric as Metric);
  const { cells } = work;
  const asIs = Uint32Array.from({ length: cells.length }, (_, i) => i);
  const { name: orderName, order } = bestOrder(work);
  const plain = layOut(work, asIs, false);
  const filled = layOut(work, asIs, true);
  const ordered = layOut(work, order, true);
  check(cells, asIs, filled);
  check(cells, order, ordered);
  for (const compressor of all) {
    const whole = await compressor.compress(ordered, cells.alphabetSize);
    const back = await compressor.decompress(whole, cells.alphabetSize);
    if (Buffer.compare(back, ordered) !== 0) throw new Error(`${compressor.name} does not give back ${name}`);
    const sizes = [
      (await compressor.compress(plain, cells.alphabetSize)).length,
      (await compressor.compress(filled, cells.alphabetSize)).length,
      whole.length,
      await inBlocks(compressor, ordered, cells.alphabetSize),
    ];
    const columns = sizes.map((size) => size.toLocaleString('en').padStart(13)).join('');
    process.stdout.write(
      `${name.padEnd(26)}${cells.length.toLocaleString('en').padStart(11)}  ${orderName.padEnd(6)} ${compressor.name.padEnd(13)}${columns}\n`,
    );
  }
}
