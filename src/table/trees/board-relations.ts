import type { CellPositions } from '../coder.ts';
import { PAIR_RELATIONS, SINGLE_RELATIONS } from './program-layout.ts';
import { ProgramMemory } from './program-memory.ts';
import { RELATIONS_PROGRAM } from './relations-program.ts';

/** The exports of the program; the signatures are those of ../assembly/trees/relations.ts. */
interface Program {
  bottom(): number;
  configure(
    places: number,
    stride: number,
    lastColumn: number,
    lastRow: number,
    board: number,
    scratch: number,
  ): number;
  findWays(): void;
  relate(relation: number, table: number): number;
  tellSame(one: number, other: number, size: number): number;
  findLines(directions: number, steps: number): void;
}

const known = new WeakMap<Uint8Array, BoardRelations>();

/**
 * Returns the relations of a board. They are cached as long as the coordinates live: all tables of a game share them.
 */
export function relationsOf(positions: CellPositions): BoardRelations {
  const { x, y, links } = positions;
  const found = known.get(x);
  if (found && found.y === y && found.links === links && found.stride === strideOf(positions)) return found;
  const geometry = new BoardRelations(positions);
  known.set(x, geometry);
  return geometry;
}

function strideOf({ places, groups }: CellPositions): number {
  return Math.max(places, ...groups.map((group) => group.marks));
}

/** Relations of two places that are distances: along links, and of a king. */
const DISTANCES = 2;

/** The relations between places of a board. They depend on the board alone. */
export class BoardRelations {
  /** The number of places, or of marks if there are more. */
  readonly stride: number;
  /** The coordinates and links that the relations were made from. */
  readonly y: Uint8Array;
  readonly links: CellPositions['links'];
  /** All tables, one after the other, each with stride * stride entries. */
  readonly tables: Uint16Array;
  /** Numbers of the tables about one place. */
  readonly single: readonly number[];
  /** Numbers of the tables about two places. */
  readonly pair: readonly number[];
  /** Numbers of the tables of distances. */
  readonly metric: readonly number[];
  /** Number of the table whose value is the first place itself. */
  readonly number: number;
  /** Number of values of each table. */
  readonly sizes: readonly number[];
  /** Direction of the second place seen from the first, 0 if they are on no line. */
  readonly direction: Uint8Array;
  /** Steps between two places in any direction. */
  readonly steps: Uint8Array;

  constructor(positions: CellPositions) {
    const { places, x, y, links } = positions;
    const stride = strideOf(positions);
    const entries = stride * stride;
    this.stride = stride;
    this.y = y;
    this.links = links;
    const memory = new ProgramMemory();
    const program = memory.start(RELATIONS_PROGRAM, 'the relations of a board') as Program;
    memory.reach(program.bottom());
    const board = memory.take(2 * places + places * places);
    memory.bytes.set(x, board);
    memory.bytes.set(y, board + places);
    const near = memory.bytes.subarray(board + 2 * places);
    for (const [a, b] of links) {
      near[a * places + b]++;
      near[b * places + a]++;
    }
    const scratch = memory.take(0);
    memory.reach(program.configure(places, stride, Math.max(0, ...x), Math.max(0, ...y), board, scratch));
    program.findWays();
    const directions = memory.take(entries);
    const steps = memory.take(entries);
    program.findLines(directions, steps);
    const mostTables = SINGLE_RELATIONS + PAIR_RELATIONS;
    const tables = memory.take((mostTables + 1) * entries * 2);
    const tableAt = (table: number): number => tables + table * entries * 2;
    const sizes: number[] = [];
    // which table each relation became; a relation with one value, or one that tells what another tells, becomes none
    const tableOf = Array.from({ length: mostTables }, (_, relation): number[] => {
      const table = sizes.length;
      const size = program.relate(relation, tableAt(table));
      if (size < 2) return [];
      const isKnown = sizes.some((each, i) => each === size && program.tellSame(tableAt(i), tableAt(table), size) > 0);
      if (isKnown) return [];
      sizes.push(size);
      return [table];
    });
    this.single = tableOf.slice(0, SINGLE_RELATIONS).flat();
    this.pair = tableOf.slice(SINGLE_RELATIONS).flat();
    this.metric = tableOf.slice(SINGLE_RELATIONS, SINGLE_RELATIONS + DISTANCES).flat();
    this.number = sizes.length;
    this.sizes = [...sizes, stride];
    this.tables = new Uint16Array(memory.bytes.buffer.slice(tableAt(0), tableAt(sizes.length + 1)));
    for (let a = 0; a < stride; a++)
      this.tables.fill(a, this.number * entries + a * stride, this.number * entries + (a + 1) * stride);
    this.direction = memory.bytes.slice(directions, directions + entries);
    this.steps = memory.bytes.slice(steps, steps + entries);
  }
}
