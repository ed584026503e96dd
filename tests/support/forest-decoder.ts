/** The independent decoder of trees (tests/table/forest-decoder/decoder.c), and the kernel's values to compare it with. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { UNUSED, type Value, WDL } from '../../src/game/value.ts';
import type { Values } from '../../src/game/values.ts';
import { dontCaresOf } from '../../src/make/dont-cares.ts';
import { generateTables } from '../../src/make/index.ts';
import type { Slice } from '../../src/specialize/index.ts';
import { parseRepresentation, TableStore } from '../../src/table/index.ts';
import { chessSpec, classesOf, sliceNamed, solved } from './chess.ts';
import { PROJECT } from './documents.ts';

/** The program's source. */
export const SOURCE: string = join(PROJECT, 'tests/table/forest-decoder/decoder.c');
/** Where the outcomes of small classes may be. */
const STORE = join(PROJECT, 'tables/outcomes');
const SUFFIX = '.wdl.egt';
/** Letters of a class of four men. */
const SMALL = 'KvK'.length + 2;

/** Where the decoder is. */
interface Decoder {
  /** A folder for the tests of a file. */
  readonly directory: string;
  /** Returns the path of the program, once tests run. */
  readonly program: () => string;
}

/** Describes tests of the decoder, which is compiled for them; they are skipped where there is no C compiler. */
export function describeDecoder(tests: (decoder: Decoder) => void): void {
  const hasCompiler = spawnSync('cc', ['--version']).status === 0;
  describe.skipIf(!hasCompiler)('the decoder in C (which needs a compiler)', () => {
    const directory = mkdtempSync(join(tmpdir(), 'endgame-decoder-'));
    const program = join(directory, 'decoder');
    beforeAll(() => {
      const { status, stderr } = spawnSync('cc', ['-std=c99', '-O3', '-o', program, SOURCE], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    });
    afterAll(() => rmSync(directory, { recursive: true }));
    tests({ directory, program: () => program });
  });
}

/** Tests every cell of the stored classes of a kind, up to four men. */
export function testStored(isOfKind: (table: string) => boolean): void {
  const files = existsSync(STORE) ? readdirSync(STORE) : [];
  const tables = files
    .filter((name) => name.startsWith('chess.') && name.endsWith(SUFFIX))
    .map((name) => name.slice('chess.'.length, -SUFFIX.length))
    .filter((table) => table.length <= SMALL && isOfKind(table));
  describeDecoder(({ program }) => {
    test.skipIf(tables.length === 0)('all classes up to four men are there (which needs stored outcomes)', () => {
      const expected = [...classesOf(3), ...classesOf(4)].filter(isOfKind);
      expect(tables).toEqual(expect.arrayContaining(expected));
    });
    test.each(tables)('%s: every cell', async (table) => {
      const { positions } = await compareDecoded(program(), table, treesOf(table, STORE));
      expect(positions).toBeGreaterThan(400);
    });
  });
}

/** Returns the path of a class's trees in a directory. */
export function treesOf(table: string, directory: string): string {
  return join(directory, `chess.${table}${SUFFIX}`);
}

/** Learns the trees of a class and of those below it into a directory. */
export async function learn(table: string, directory: string, representation: string, exits = false): Promise<void> {
  const store = TableStore.open(directory, { create: true });
  await generateTables(chessSpec, [table], store, {
    metric: 'wdl',
    trees: { representation: parseRepresentation(representation, chess.domain.name), exits },
  });
}

/** What a comparison has seen. */
export interface Compared {
  /** Sides to move with cells. */
  readonly sides: readonly number[];
  /** Legal positions whose cell was compared. */
  readonly positions: number;
  /** Cells lower than the value of their position, which an exit attains. */
  readonly lower: number;
}

/**
 * Compares every cell that the decoder reads with the kernel's value.
 * @param exits whether a cell may be lower where an exit settles the position
 */
export async function compareDecoded(program: string, table: string, file: string, exits = false): Promise<Compared> {
  const slice = sliceNamed(table);
  const values = await solved.wdl.get(slice);
  const settled = exits ? await settledOf(table, values) : undefined;
  const { stdout, stderr, status } = spawnSync(program, [file], { maxBuffer: 2 ** 30 });
  expect(status, String(stderr)).toBe(0);
  // Node runs where numbers are little-endian, as the decoder writes them.
  const found = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length / 2);
  const told = [...String(stderr).matchAll(/^(\w+): (\d+) cells of side ([01])$/gm)];
  const sides = told.map(([, , , side]) => Number(side));
  let at = 0;
  let positions = 0;
  let lower = 0;
  for (const [, name, cells, side] of told) {
    const part = chessSpec.space(slice).parts.find(({ turn }) => turn === Number(side))!;
    expect([name, Number(cells)]).toEqual([table, part.size]);
    const chunk = new Int16Array(1 << 16);
    for (let from = 0; from < part.size; from += chunk.length) {
      const count = Math.min(chunk.length, part.size - from);
      const expected = chunk.subarray(0, count);
      values.read(part.base + from, expected);
      for (let i = 0; i < count; i++) {
        const value = expected[i];
        if (value === UNUSED) continue;
        positions++;
        const decoded = found[at + i];
        if (decoded === value) continue;
        const index = part.base + from + i;
        if (decoded < value && settled !== undefined && ((settled[index >> 3] >> (index & 7)) & 1) === 1) lower++;
        else expect.fail(`${table} ${index}: ${decoded}, not ${value}`);
      }
      at += count;
    }
  }
  expect(at).toBe(found.length);
  return { sides, positions, lower };
}

/** Returns the bits of the indices whose outcome an exit attains. */
async function settledOf(table: string, values: Values): Promise<Uint8Array> {
  const below = chessSpec.closure([sliceNamed(table)]).filter(({ name }) => name !== table);
  const known = new Map<Slice, Values>();
  for (const slice of below) known.set(slice, await solved.wdl.get(slice));
  const { exitSettledOutcome } = await dontCaresOf(chessSpec, sliceNamed(table), values, WDL, (p) => {
    const slice = chessSpec.sliceOf(p.signature);
    return known.get(slice)!.at(chessSpec.space(slice).rank(p)) as Value;
  });
  return exitSettledOutcome;
}
