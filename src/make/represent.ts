/**
 * From the values of a table to a file in any representation and by any codec or coder: which cells it has, which codes
 * they have and which are don't-cares. Then comes encoding. Every cell is read back before the file counts as done.
 */

import type { Schema } from '../game/schema.ts';
import type { Value } from '../game/value.ts';
import type { Values } from '../game/values.ts';
import type { DontCares } from './dont-cares.ts';
import type { Space } from '../specialize/index.ts';
import { BlockCache } from '../table/cache.ts';
import { codecOf } from '../table/codec.ts';
import { admits, type CellPositions, type Cells } from '../table/coder.ts';
import { coderOf } from '../table/coders/index.ts';
import { assemble, checkedStatistics, type EncodedTable, joinChunks } from '../table/encode.ts';
import {
  cellBitsFor,
  DEFAULT_BLOCK_BYTES,
  type ExitDependence,
  PAGE_BYTES,
  type CoderParameters,
  type SliceInfo,
  type TableHeader,
} from '../table/format.ts';
import { positionsOf } from '../table/located.ts';
import { laidOut } from '../table/metadata.ts';
import { packCells } from '../table/packing.ts';
import type { RepresentationSpec } from '../table/representation.ts';
import { MemoryByteSource } from '../table/memory-byte-source.ts';
import type { Statistics } from '../table/statistics.ts';
import { Table } from '../table/table.ts';

/** A slice with all that encoding needs. */
export interface KnownSlice {
  readonly name: string;
  readonly space: Space;
  /** One value per index, exact at each index that is not `illegal`. */
  readonly values: Values;
  readonly dontCares: DontCares;
  /** Values that a probe reads on average if the table depends on exits. */
  readonly reads: number;
  /** Whether the slice is one material, so that a side may be left out. */
  readonly divisible: boolean;
}

/** A table with all that encoding needs. */
export interface KnownTable {
  readonly game: string;
  readonly rules: number;
  readonly table: string;
  readonly domain: TableHeader['domain'];
  readonly schema: Schema;
  readonly slices: readonly KnownSlice[];
  readonly statistics: Statistics;
  readonly generator: string;
}

/** A table in a representation: its header but for the codec, and its cells. */
export interface RepresentedTable {
  readonly header: Omit<TableHeader, 'codec' | 'blockBytes' | 'cellBits'>;
  readonly cells: Cells;
  /** Returns the positions that the cells stand for. */
  readonly positions: () => CellPositions;
}

const NUMBERS = 65_536;
const BIAS = 32_768;
const CHUNK = 1 << 16;

/** How `represent` chooses cells and don't-cares. */
export interface RepresentOptions {
  /** The side to move whose cells are stored, if only one is; default 0. */
  readonly side?: 0 | 1;
  /** Whether probes may depend on exits (default); without them a probe reads its cell and nothing else. */
  readonly exits?: boolean;
}

/** Returns the cells of a table in a representation. */
export function represent(
  known: KnownTable,
  keeping: RepresentationSpec,
  options: RepresentOptions = {},
): RepresentedTable {
  const infos = laidOut(known.slices.map((slice) => infoOf(slice, keeping, options)));
  const codeOf = coding(keeping);
  const length = infos.reduce((sum, info) => sum + runsOf(info).reduce((n, [, count]) => n + count, 0), 0);
  const { palette, codes: codeOfValue } = paletteOf(known, infos, keeping, codeOf);
  const alphabetSize = palette.length;
  const top = alphabetSize - 1;
  const codes = alphabetSize <= 256 ? new Uint8Array(length) : new Uint16Array(length);
  const free = new Uint8Array(Math.ceil(length / 8));
  let cell = 0;
  forEachCell(known, infos, keeping, (v, illegal, exitSettled) => {
    codes[cell] = illegal ? top : codeOfValue[codeOf[v + BIAS] + BIAS];
    if (illegal || exitSettled) free[cell >> 3] |= 1 << (cell & 7);
    cell++;
  });
  return {
    header: {
      game: known.game,
      rules: known.rules,
      table: known.table,
      domain: known.domain,
      representation: keeping.told,
      palette,
      slices: infos,
      statistics: checkedStatistics(known.statistics),
      generator: known.generator,
      ...(keeping.rounding ? { rounding: keeping.rounding } : {}),
    },
    cells: { length, alphabetSize: alphabetSize, codes, dontCare: free },
    positions: () =>
      positionsOf(
        known.schema,
        infos,
        known.slices.map((slice) => slice.space),
      ),
  };
}

function infoOf(
  slice: KnownSlice,
  keeping: RepresentationSpec,
  { side = 0, exits: mayCount = true }: RepresentOptions,
): Omit<SliceInfo, 'offset'> {
  const { name, space, dontCares, reads, divisible } = slice;
  const turns = new Set(space.parts.map((part) => part.turn));
  const kept =
    keeping.oneSide && divisible && turns.size === 2
      ? space.parts.filter((part) => part.turn === side).map(({ base, size }) => [base, size] as const)
      : undefined;
  const looks: ExitDependence = dontCares.endings > 0 ? 2 : dontCares.exits > 0 ? 1 : 0;
  const exits = keeping.countsExits && mayCount && reads <= keeping.mostReads ? looks : 0;
  return {
    name,
    size: space.size,
    ...(kept ? { kept } : {}),
    ...(exits > 0 ? { exits } : {}),
    ...(exits > 0 && reads > 1 ? { reads: Math.ceil(reads * 8) / 8 } : {}),
  };
}

/** Returns what a cell stores for each value: every 16-bit number, shifted by `BIAS`, to a value. */
function coding(keeping: RepresentationSpec): Int16Array {
  const out = new Int16Array(NUMBERS);
  for (let v = -BIAS + 1; v < BIAS - 1; v++) out[v + BIAS] = keeping.cellOf(v as Value);
  return out;
}

function runsOf({ size, kept }: SliceInfo): readonly (readonly [number, number])[] {
  return kept ?? [[0, size]];
}

/** Calls `each` for every cell in order, with its exact value, whether it is illegal, and whether exits settle it. */
function forEachCell(
  { slices }: KnownTable,
  infos: readonly SliceInfo[],
  { metric }: RepresentationSpec,
  each: (v: number, illegal: boolean, exitSettled: boolean) => void,
): void {
  const buffer = new Int16Array(CHUNK);
  slices.forEach(({ values, dontCares }, s) => {
    const { illegal } = dontCares;
    const exitSettled = metric === 'wdl' ? dontCares.exitSettledOutcome : dontCares.exitSettled;
    const counts = infos[s].exits !== undefined;
    for (const [first, count] of runsOf(infos[s])) {
      for (let from = first; from < first + count; from += CHUNK) {
        const chunk = buffer.subarray(0, Math.min(CHUNK, first + count - from));
        values.read(from, chunk);
        for (let i = 0; i < chunk.length; i++) {
          const index = from + i;
          const bit = index & 7;
          each(
            chunk[i],
            ((illegal[index >> 3] >> bit) & 1) === 1,
            counts && ((exitSettled[index >> 3] >> bit) & 1) === 1,
          );
        }
      }
    }
  });
}

/**
 * Returns the values that cells need, rising, and the code of each value. A value that stands only in exit-settled
 * cells gets no code of its own. These cells take the next lower code, which a don't-care may hold, if there is one.
 */
function paletteOf(
  known: KnownTable,
  infos: readonly SliceInfo[],
  keeping: RepresentationSpec,
  codeOf: Int16Array,
): { palette: number[]; codes: Uint16Array } {
  const fixed = new Uint8Array(NUMBERS);
  let lowest = BIAS; // of the exit-settled cells
  forEachCell(known, infos, keeping, (v, illegal, exitSettled) => {
    if (illegal) return;
    const value = codeOf[v + BIAS];
    if (exitSettled) lowest = Math.min(lowest, value);
    else fixed[value + BIAS] = 1;
  });
  let least = fixed.indexOf(1) - BIAS;
  if (least < -BIAS || lowest < least) {
    least = lowest === BIAS ? 0 : lowest;
    fixed[least + BIAS] = 1;
  }
  const palette: number[] = [];
  const codes = new Uint16Array(NUMBERS);
  for (let i = 0; i < NUMBERS; i++) {
    if (fixed[i]) palette.push(i - BIAS);
    codes[i] = Math.max(0, palette.length - 1);
  }
  return { palette, codes };
}

/** How `encodeRepresented` encodes. */
export interface EncodeOptions {
  /** Id of a codec or a coder. */
  readonly codec: string;
  /** Bytes of a block, for codecs; default 16 KiB. */
  readonly blockBytes?: number | undefined;
  readonly parameters?: CoderParameters | undefined;
}

/**
 * Encodes a table as a file, and reads every cell back from it.
 * @throws EndgameError E_USAGE for an unknown codec; Error if a cell does not read back
 */
export function encodeRepresented(
  { header, cells, positions }: RepresentedTable,
  options: EncodeOptions,
): EncodedTable {
  const { codec: id, blockBytes = DEFAULT_BLOCK_BYTES, parameters } = options;
  const coder = coderOf(id);
  const more = parameters ? { parameters } : {};
  let encoded: EncodedTable;
  if (coder) {
    const payload = coder.encode(cells, coder.needsPositions ? positions() : undefined);
    const pages: Uint8Array[] = [];
    for (let at = 0; at < payload.length; at += PAGE_BYTES) pages.push(payload.subarray(at, at + PAGE_BYTES));
    // A coder has its own form of cells; the file says how many bytes a code takes in memory.
    const cellBits = cells.alphabetSize <= 256 ? 8 : 16;
    encoded = assemble({ ...header, ...more, codec: id, blockBytes: PAGE_BYTES, cellBits, paged: true }, pages);
  } else {
    const codec = codecOf(id);
    const cellBits = cellBitsFor(cells.alphabetSize);
    const bytes = packCells(filled(cells), cellBits);
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += blockBytes) {
      // copies, since zlib returns views of larger buffers
      blocks.push(new Uint8Array(codec.encode(bytes.subarray(at, at + blockBytes))));
    }
    encoded = assemble({ ...header, ...more, codec: id, blockBytes, cellBits }, blocks);
  }
  readBack(encoded, cells, positions);
  return encoded;
}

/**
 * Returns the codes for a codec that does not know don't-cares. Such a cell takes the code before it if it may, else
 * the code of the next cell that is no don't-care, else its own. So runs become as long as they can.
 */
export function filled({ length, codes, dontCare }: Cells): Uint8Array | Uint16Array {
  const out = codes.slice();
  if (dontCare === undefined) return out;
  const isFree = (cell: number): boolean => ((dontCare[cell >> 3] >> (cell & 7)) & 1) === 1;
  let before = -1;
  for (let cell = 0; cell < length; ) {
    if (!isFree(cell)) {
      before = codes[cell++];
      continue;
    }
    let end = cell + 1;
    while (end < length && isFree(end)) end++;
    const after = end < length ? codes[end] : -1;
    for (; cell < end; cell++) {
      const own = codes[cell];
      if (before < 0 || before > own) before = after >= 0 && after <= own ? after : own;
      out[cell] = before;
    }
  }
  return out;
}

/**
 * Reads every cell of a file and compares. A wrong value is the worst fault, and reading costs little beside encoding.
 * @throws Error if a cell differs
 */
function readBack(encoded: EncodedTable, cells: Cells, positions: () => CellPositions): void {
  const table = Table.open(new MemoryByteSource(joinChunks(encoded), encoded.header.table), new BlockCache(0));
  table.locate(positions);
  table.check();
  const codeOf = new Map(encoded.header.palette.map((v, code) => [v, code]));
  let cell = 0;
  for (const read of table.cells()) {
    for (let i = 0; i < read.length; i++, cell++) {
      const code = codeOf.get(read[i])!;
      if (!admits(cells, cell, code)) {
        const { codec, table: name } = encoded.header;
        throw new Error(`${codec} made ${code} of cell ${cell} of ${name}, whose code is ${cells.codes[cell]}`);
      }
    }
  }
  if (cell !== cells.length) throw new Error(`${cell} cells came back of ${cells.length}`);
}
