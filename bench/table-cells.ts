import { Position, type Value } from '../src/game/index.ts';
import { negate } from '../src/game/value.ts';
import { type Slice, type Specialization, specialize } from '../src/specialize/index.ts';
import type { CellPositions, Cells } from '../src/table/coder.ts';
import { cellPositions } from '../src/table/coders/positions.ts';
import { type Metric, toArray } from '../src/game/values.ts';
import { loadSlice, type TableStore } from '../src/table/index.ts';
import type { Game } from '../src/game/contract.ts';

/** The cells of a stored table as coders take them, with don't-cares. */
export interface TableCells {
  readonly game: string;
  readonly table: string;
  readonly cells: Cells;
  readonly positions: CellPositions;
  /** 1 for each cell that stands for a legal position. */
  readonly legal: Uint8Array;
  readonly legalCount: number;
}

/** Reads a table and computes its don't-cares; the store must hold the tables that its moves lead to. */
export function tableCells(pack: TableStore, game: Game, table: string, metric: Metric): TableCells {
  const specialization = specialize(game);
  const slices = specialization.slicesOf(table);
  const spaces = slices.map((slice) => specialization.space(slice));
  const length = spaces.reduce((sum, space) => sum + space.size, 0);
  const values = new Int16Array(length);
  let offset = 0;
  for (const slice of slices) {
    const part = toArray(loadSlice(specialization, pack, slice, metric)!);
    values.set(part, offset);
    offset += part.length;
  }
  const legal = legalCells(specialization, slices, length);
  const palette = [...new Set(values.filter((_, i) => legal[i] === 1))].sort((a, b) => a - b);
  const codeOf = new Map(palette.map((v, code) => [v, code]));
  const codes = palette.length <= 256 ? new Uint8Array(length) : new Uint16Array(length);
  let legalCount = 0;
  for (let i = 0; i < length; i++) {
    legalCount += legal[i];
    codes[i] = legal[i] ? codeOf.get(values[i])! : palette.length - 1;
  }
  const free = freeCells(specialization, pack, slices, values, legal, metric);
  return {
    game: game.id,
    table,
    cells: { length, alphabetSize: palette.length, codes, dontCare: free },
    positions: cellPositions(game.schema, spaces),
    legal,
    legalCount,
  };
}

/** Returns 1 for each index of a legal position that goes on: the rules say so, because a stored table does not. */
function legalCells(specialization: Specialization, slices: readonly Slice[], length: number): Uint8Array {
  const { game } = specialization;
  const legal = new Uint8Array(length);
  const p = new Position(game.schema);
  let offset = 0;
  for (const slice of slices) {
    const space = specialization.space(slice);
    for (let index = 0; index < space.size; index++) {
      if (space.unrank(index, p) && (!game.legal || game.legal(p)) && game.ended(p) === undefined)
        legal[offset + index] = 1;
    }
    offset += space.size;
  }
  return legal;
}

/** Returns the bits of the cells whose value an exit attains, and of those that stand for no position. */
function freeCells(
  specialization: Specialization,
  pack: TableStore,
  slices: readonly Slice[],
  values: Int16Array,
  legal: Uint8Array,
  metric: Metric,
): Uint8Array {
  const { game } = specialization;
  const free = new Uint8Array((values.length + 7) >> 3);
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const known = new Map<Slice, Int16Array>();
  const valueOf = (): Value => {
    const ended = game.ended(p);
    if (ended !== undefined) return metric === 'wdl' ? ((Math.sign(ended) * WON) as Value) : ended;
    const slice = specialization.sliceOf(p.signature);
    let stored = known.get(slice);
    if (stored === undefined) {
      stored = toArray(loadSlice(specialization, pack, slice, metric)!);
      known.set(slice, stored);
    }
    return stored[specialization.space(slice).rank(p)] as Value;
  };
  const further = (v: Value): Value => (metric === 'wdl' ? v : game.domain.further(v));
  let offset = 0;
  for (const slice of slices) {
    const space = specialization.space(slice);
    for (let index = 0; index < space.size; index++) {
      const cell = offset + index;
      let isFree = legal[cell] === 0;
      if (!isFree && space.unrank(index, p)) {
        const n = game.moves(p, moves);
        for (let m = 0; m < n && !isFree; m++) {
          const time = p.time;
          game.play(p, moves[m]);
          if (!space.holds(p.signature) && (!game.legal || game.legal(p))) {
            isFree = further(negate(valueOf())) === values[cell];
          }
          p.rewind(time);
        }
      }
      if (isFree) free[cell >> 3] |= 1 << (cell & 7);
    }
    offset += space.size;
  }
  return free;
}

const WON = 32_766;
