/**
 * The metadata of a table file: its header as bytes.
 *
 *   version 1   a map: the fields of the header, with the slices as two lists
 *   version 2   a list without field names, since a table of a few dozen bytes should not carry ten times as many:
 *               [game, rules, table, domain, representation, codec, paged, blockBytes, cellBytes, palette, slices,
 *               statistics, generator, rounding, parameters], where
 *                 domain, representation   their numbers in DOMAINS and REPRESENTATIONS
 *                 slices                   each [name, size, exits, reads, kept...]; name "" is the table's own;
 *                                          `kept` is empty if every index has a cell, else first index and
 *                                          length of each run
 *                 statistics               [positions, wins, draws, losses], then plies and position of the longest
 *                                          win, or score and position of the best score, or with wdl50 the numbers of
 *                                          cursed wins and blessed losses
 *                 rounding                 [] or [from, step]
 *                 parameters               {} or a map
 *               Trailing empty lists and maps are left out.
 *   version 3   the same list with the bits of a cell, 2 or 4, in place of its bytes
 */

import { Packr } from 'msgpackr';
import { DOMAINS, type DomainName, UNKNOWN, UNUSED } from '../game/value.ts';
import {
  type CellBits,
  cellsOfSlice,
  type ExitDependence,
  isBlockBytes,
  type CoderParameters,
  type Representation,
  REPRESENTATIONS,
  type Rounding,
  SLICE_SIZE_LIMIT,
  type SliceInfo,
  type TableHeader,
  versionOf,
} from './format.ts';
import { asStatistics, type Statistics } from './statistics.ts';

/** Version 1, in the order of the file. */
interface Fields extends Omit<TableHeader, 'cellBits' | 'slices' | 'paged' | 'rounding' | 'parameters'> {
  readonly cellBytes: number;
  readonly sliceNames: readonly string[];
  readonly sliceSizes: readonly number[];
}

const packr = new Packr({ useRecords: false, mapsAsObjects: true });

/** Returns the metadata of a header, in its lowest version. */
export function packMetadata(h: TableHeader): Uint8Array {
  // the packer reuses its buffer
  return new Uint8Array(packr.pack(versionOf(h) === 1 ? fieldsOf(h) : listOf(h)));
}

/**
 * Returns the header of metadata.
 * @throws Error saying which field is wrong
 */
export function unpackMetadata(bytes: Uint8Array, version: number): TableHeader {
  // copied, since the unpacker misreads strings in shared memory
  const x: unknown = packr.unpack(new Uint8Array(bytes));
  const header = version === 1 ? fromFields(x) : fromList(x, version);
  const fits = header.palette.length > 0 && header.palette.length <= 2 ** header.cellBits;
  if (!fits || header.palette.some((v, i) => i > 0 && v <= header.palette[i - 1])) throw new Error('palette');
  return header;
}

function fieldsOf(h: TableHeader): Fields {
  return {
    game: h.game,
    rules: h.rules,
    table: h.table,
    domain: h.domain,
    representation: h.representation,
    codec: h.codec,
    blockBytes: h.blockBytes,
    cellBytes: h.cellBits / 8,
    palette: [...h.palette],
    sliceNames: h.slices.map((slice) => slice.name),
    sliceSizes: h.slices.map((slice) => slice.size),
    statistics: asStatistics(h.statistics)!,
    generator: h.generator,
  };
}

function fromFields(x: unknown): TableHeader {
  const m = x as Partial<Record<keyof Fields, unknown>>;
  const names = list(m.sliceNames, 'sliceNames', isString);
  const sizes = list(m.sliceSizes, 'sliceSizes', isSliceSize);
  if (names.length !== sizes.length) throw new Error('sliceNames and sliceSizes differ in length');
  return {
    game: field(m.game, 'game', isString),
    rules: field(m.rules, 'rules', isCount),
    table: field(m.table, 'table', isString),
    domain: field(m.domain, 'domain', isDomain),
    representation: field(m.representation, 'representation', isRepresentation),
    codec: field(m.codec, 'codec', isString),
    blockBytes: field(m.blockBytes, 'blockBytes', isBlockBytes),
    cellBits: bitsOf(m.cellBytes),
    palette: list(m.palette, 'palette', isValue),
    slices: laidOut(names.map((name, i) => ({ name, size: sizes[i] }))),
    statistics: statisticsFrom(m.statistics),
    generator: field(m.generator, 'generator', isString),
  };
}

function listOf(h: TableHeader): unknown[] {
  const { longestWin, bestScore, positions, wins, draws, losses, cursedWins, blessedLosses } = h.statistics;
  const rounding = h.rounding === undefined ? [] : [h.rounding.from, h.rounding.step];
  const parameters = h.parameters === undefined ? [] : [{ ...h.parameters }];
  return [
    h.game,
    h.rules,
    h.table,
    DOMAINS.indexOf(h.domain),
    REPRESENTATIONS.indexOf(h.representation),
    h.codec,
    h.paged ? 1 : 0,
    h.blockBytes,
    h.cellBits < 8 ? h.cellBits : h.cellBits / 8,
    [...h.palette],
    h.slices.map(({ name, size, exits = 0, reads = 0, kept = [] }) => {
      return [name === h.table ? '' : name, size, exits, reads * READS, ...kept.flat()];
    }),
    [
      positions,
      wins,
      draws,
      losses,
      ...(longestWin ? [longestWin.plies, longestWin.position] : []),
      ...(bestScore ? [bestScore.score, bestScore.position] : []),
      ...(cursedWins === undefined ? [] : [cursedWins, blessedLosses]),
    ],
    h.generator,
    ...(h.rounding === undefined && h.parameters === undefined ? [] : [rounding]),
    ...parameters,
  ];
}

/** Steps of `reads` per unit. */
const READS = 8;

function fromList(x: unknown, version: number): TableHeader {
  if (!Array.isArray(x)) throw new Error('no list');
  const m: readonly unknown[] = x;
  const table = field(m[2], 'table', isString);
  const domain = field(DOMAINS[m[3] as number], 'domain', isDomain);
  const representation = field(REPRESENTATIONS[m[4] as number], 'representation', isRepresentation);
  const rounding = roundingFrom(m[13]);
  const parameters = parametersFrom(m[14]);
  return {
    game: field(m[0], 'game', isString),
    rules: field(m[1], 'rules', isCount),
    table,
    domain,
    representation,
    codec: field(m[5], 'codec', isString),
    blockBytes: field(m[7], 'blockBytes', isBlockBytes),
    cellBits: version < 3 ? bitsOf(m[8]) : field(m[8], 'cellBits', isNarrow),
    palette: list(m[9], 'palette', isValue),
    slices: laidOut(list(m[10], 'slices', Array.isArray).map((slice) => sliceFrom(slice as unknown[], table))),
    statistics: statisticsFromList(m[11], domain, representation),
    generator: field(m[12], 'generator', isString),
    ...(field(m[6], 'paged', isBit) === 1 ? { paged: true } : {}),
    ...(rounding ? { rounding } : {}),
    ...(parameters ? { parameters } : {}),
  };
}

function sliceFrom(x: readonly unknown[], table: string): Omit<SliceInfo, 'offset'> {
  const name = field(x[0], 'slice name', isString);
  const size = field(x[1], 'slice size', isSliceSize);
  const exits = field(x[2], 'exits', isExits);
  const reads = field(x[3], 'reads', isCount) / READS;
  const runs = list(x.slice(4), 'kept', isCount);
  const kept: [number, number][] = [];
  let end = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const [first, count] = [runs[i], runs[i + 1]];
    if (count === undefined || first < end || first + count > size) throw new Error('kept');
    kept.push([first, count]);
    end = first + count;
  }
  return {
    name: name === '' ? table : name,
    size,
    ...(kept.length > 0 ? { kept } : {}),
    ...(exits > 0 ? { exits } : {}),
    ...(reads > 0 ? { reads } : {}),
  };
}

/** Returns slices with their offsets, one after the other. */
export function laidOut(slices: readonly Omit<SliceInfo, 'offset'>[]): SliceInfo[] {
  let offset = 0;
  return slices.map(({ name, size, ...rest }) => {
    const info: SliceInfo = { name, size, offset, ...rest };
    offset += cellsOfSlice(info);
    return info;
  });
}

function statisticsFrom(x: unknown): Statistics {
  const statistics = asStatistics(x);
  if (statistics === undefined) throw new Error('statistics');
  return statistics;
}

function statisticsFromList(x: unknown, domain: DomainName, representation: Representation): Statistics {
  if (!Array.isArray(x)) throw new Error('statistics');
  const [positions, wins, draws, losses, best, position] = x as unknown[];
  const extreme =
    representation === 'wdl50'
      ? { cursedWins: best, blessedLosses: position }
      : domain === 'score'
        ? { bestScore: { score: best, position } }
        : { longestWin: { plies: best, position } };
  return statisticsFrom({ positions, wins, draws, losses, ...(best === undefined ? {} : extreme) });
}

function roundingFrom(x: unknown): Rounding | undefined {
  if (x === undefined) return undefined;
  const [from, step] = list(x, 'rounding', isCount);
  if (from === undefined) return undefined;
  if (!(step >= 1)) throw new Error('rounding');
  return { from, step };
}

function parametersFrom(x: unknown): CoderParameters | undefined {
  if (x === undefined) return undefined;
  if (typeof x !== 'object' || x === null || Array.isArray(x)) throw new Error('parameters');
  for (const value of Object.values(x)) {
    const right =
      isString(value) || typeof value === 'number' || (Array.isArray(value) && value.every(Number.isFinite));
    if (!right) throw new Error('parameters');
  }
  return x as CoderParameters;
}

function isString(x: unknown): x is string {
  return typeof x === 'string';
}

function isCount(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

function isSliceSize(x: unknown): x is number {
  return isCount(x) && x < SLICE_SIZE_LIMIT;
}

function isBit(x: unknown): x is 0 | 1 {
  return x === 0 || x === 1;
}

function isExits(x: unknown): x is ExitDependence {
  return x === 0 || x === 1 || x === 2;
}

/** Returns the bits of a cell that takes one byte or two. */
function bitsOf(cellBytes: unknown): CellBits {
  return field(cellBytes, 'cellBytes', isCellBytes) === 1 ? 8 : 16;
}

function isCellBytes(x: unknown): x is 1 | 2 {
  return x === 1 || x === 2;
}

function isNarrow(x: unknown): x is 2 | 4 {
  return x === 2 || x === 4;
}

function isDomain(x: unknown): x is DomainName {
  return DOMAINS.some((domain) => domain === x);
}

function isRepresentation(x: unknown): x is Representation {
  return REPRESENTATIONS.some((representation) => representation === x);
}

function isValue(x: unknown): x is number {
  return Number.isInteger(x) && (x as number) > UNKNOWN && (x as number) < UNUSED;
}

function field<T>(x: unknown, name: string, test: (x: unknown) => x is T): T {
  if (!test(x)) throw new Error(name);
  return x;
}

function list<T>(x: unknown, name: string, test: (x: unknown) => x is T): readonly T[] {
  if (!Array.isArray(x) || !x.every(test)) throw new Error(name);
  return x;
}
