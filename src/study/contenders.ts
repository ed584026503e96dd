/**
 * The lookup contenders, and the check that every contender must pass before it is timed: the same value as the solved
 * slices say. `raw` keeps one plain cell of one or two bytes for every index; `compressed` is a pack of table files.
 */

import { closeSync, copyFileSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { formatValue, UNUSED, type Value } from '../game/value.ts';
import { toArray } from '../game/values.ts';
import { Tables } from '../solve/index.ts';
import type { Space, Specialization } from '../specialize/index.ts';
import { BlockCache, loadSlice, makeFileName, Pack } from '../store/index.ts';
import { Boards, type Question, type SolvedSlice } from './measure.ts';

interface Shelf {
  readonly space: Space;
  readonly cells: Uint8Array | Uint16Array;
  readonly palette: Int16Array;
  readonly file: string;
}

/** Plain arrays: no compression, no blocks; what a lookup costs at least. */
export class RawTables {
  /** Cells and palettes. */
  readonly bytes: number;
  readonly #specialization: Specialization;
  readonly #shelves = new Map<string, Shelf>();
  readonly #bySignature = new Map<number, Shelf>();
  readonly #cell = new Uint8Array(2);

  /** @param directory where the arrays are written, for questions asked with nothing in memory */
  constructor(specialization: Specialization, solved: Iterable<SolvedSlice>, directory: string) {
    this.#specialization = specialization;
    mkdirSync(directory, { recursive: true });
    let bytes = 0;
    for (const { slice, values: all } of solved) {
      const values = toArray(all);
      const palette = Int16Array.from(new Set(values.filter((v) => v !== UNUSED))).sort();
      const codes = new Map([...palette].map((v, code) => [v, code]));
      const cells = palette.length <= 256 ? new Uint8Array(values.length) : new Uint16Array(values.length);
      for (let i = 0; i < values.length; i++) cells[i] = codes.get(values[i]) ?? 0;
      bytes += cells.byteLength + palette.byteLength;
      const file = join(directory, `${encodeURIComponent(slice.name)}.raw`);
      writeFileSync(file, cells);
      this.#shelves.set(slice.name, { space: specialization.space(slice), cells, palette, file });
    }
    this.bytes = bytes;
  }

  value(p: Position): Value {
    const shelf = this.#bySignature.get(p.signature) ?? this.#find(p);
    return shelf.palette[shelf.cells[shelf.space.rank(p)]] as Value;
  }

  /** The same from the file: opened, one cell read, closed. */
  valueFromFile(p: Position): Value {
    const { space, cells, palette, file } = this.#bySignature.get(p.signature) ?? this.#find(p);
    const width = cells.BYTES_PER_ELEMENT;
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, this.#cell, 0, width, space.rank(p) * width);
    } finally {
      closeSync(descriptor);
    }
    const code = width === 1 ? this.#cell[0] : this.#cell[0] | (this.#cell[1] << 8);
    return palette[code] as Value;
  }

  #find(p: Position): Shelf {
    const shelf = this.#shelves.get(this.#specialization.sliceOf(p.signature).name);
    if (!shelf) throw new Error('no raw table for this position');
    this.#bySignature.set(p.signature, shelf);
    return shelf;
  }
}

/** Probes of a pack; `restart` forgets every open table and every block. */
export class PackLookup {
  readonly #specialization: Specialization;
  readonly #pack: Pack;
  #tables: Tables;

  /** @param cacheBytes 0 keeps no block but the last one of each table */
  constructor(specialization: Specialization, directory: string, cacheBytes: number) {
    this.#specialization = specialization;
    this.#pack = Pack.open(directory, { cache: new BlockCache(cacheBytes) });
    this.#tables = new Tables(specialization, this.#pack, { tolerant: false });
  }

  value(p: Position): Value {
    const value = this.#tables.probe(p);
    if (value === undefined) throw new Error('no table for this position');
    return value;
  }

  restart(): void {
    this.#pack.close();
    this.#tables = new Tables(this.#specialization, this.#pack, { tolerant: false });
  }

  close(): void {
    this.#pack.close();
  }
}

/** A pack with some tables of another one, as a program would ship it. */
export function shipTables(specialization: Specialization, from: string, tables: Iterable<string>, to: string): Pack {
  mkdirSync(to, { recursive: true });
  for (const table of tables) {
    const file = makeFileName(specialization.game.id, table);
    copyFileSync(join(from, file), join(to, file));
  }
  return Pack.open(to);
}

/**
 * Compares a lookup with the solved values at the positions of `questions`.
 * @throws EndgameError E_VALUE_WRONG at the first that differs
 */
export function checkLookup(
  specialization: Specialization,
  name: string,
  questions: readonly Question[],
  probe: (p: Position) => Value,
): void {
  const board = new Boards(specialization);
  for (const question of questions) {
    const [p] = board.set([question]);
    const found = probe(p);
    if (found !== question.value) throw wrong(specialization, name, p, found, question.value);
  }
}

/**
 * Compares the stored values of a slice with the solved ones at every legal position.
 * @throws EndgameError E_VALUE_WRONG at the first that differs
 */
export function checkStored(specialization: Specialization, pack: Pack, { slice, values }: SolvedSlice): number {
  const stored = loadSlice(specialization, pack, slice);
  if (!stored) throw new Error(`no table of ${slice.name}`);
  let checked = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values.at(index) as Value;
    if (value === UNUSED) continue;
    const found = stored.at(index) as Value;
    if (found !== value) {
      const [p] = new Boards(specialization).set([{ slice, index, value }]);
      throw wrong(specialization, `the table of ${slice.name}`, p, found, value);
    }
    checked++;
  }
  return checked;
}

export function wrong(
  specialization: Specialization,
  who: string,
  p: Position,
  found: Value,
  expected: Value,
): EndgameError {
  const { game } = specialization;
  const say = (value: Value): string => formatValue(value, game.domain);
  return new EndgameError(
    'E_VALUE_WRONG',
    `${game.id}: ${who} says ${say(found)} for ${game.format(p)}, solving it anew says ${say(expected)}`,
    'run "endgame verify", and "endgame generate --force" for a table that is wrong',
  );
}
