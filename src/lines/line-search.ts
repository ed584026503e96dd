import type { Game } from '../game/contract.ts';
import type { Position } from '../game/position.ts';
import { codeOf, EMPTY, type Side } from '../game/schema.ts';
import { DRAW, loss, type Value, win } from '../game/value.ts';
import { programBytes } from '../platform/program.ts';
import { ENTRY_BYTES, MOST_LINES_IN_ALL, MOST_THROUGH_A_CELL } from './abi.ts';
import { LINES_PROGRAM } from './program.ts';

/** The exports of the program; src/lines/assembly says what they do. */
interface Program {
  masksAt(): number;
  countsAt(): number;
  meritsAt(): number;
  linesAt(): number;
  tableAt(): number;
  configure(cells: number, up: number, lines: number, row: number): void;
  makeTable(at: number, slots: number): void;
  moveTable(at: number, slots: number): void;
  begin(ownLow: number, ownHigh: number, otherLow: number, otherHigh: number, alpha: number, beta: number): void;
  run(most: number): number;
  result(): number;
  nodes(): number;
  usedSlots(): number;
}

/** Slots of a new table; it grows as a search needs it. */
const FIRST_SLOTS = 1 << 12;
const PAGE = 65_536;
const MOST_PAGES = 32_768;
/** Cells of the largest board. */
const MOST_CELLS = 64;
/** Positions between two pauses, first and at most: some milliseconds. At each the table may grow. */
const FIRST_CHUNK = 2_000;
const CHUNK = 50_000;

/** What is known of a position's score. Both bounds hold. */
export interface ScoreBounds {
  lower: number;
  upper: number;
}

/** How men are put on the board: the cells that complete a line, and how far above a cell the next one of its stack is. */
interface LineBoard {
  readonly cells: number;
  readonly lines: readonly (readonly number[])[];
  /** 0 if a man may go to any cell. */
  readonly step: number;
  /** Length of rows whose mirror images leave the game as it is; 0 if there is none. */
  readonly row: number;
}

let module: WebAssembly.Module | undefined;

/**
 * Exact search in a game whose rules `Game.lines` tells. It knows sets of cells only, 64 at a time, and runs in
 * WebAssembly; the table of positions lasts from one question to the next.
 *
 * A score is cells + 1 less the number of men when a line is full, positive if the side to move fills it, 0 for a draw.
 */
export class LineSearch {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #program: Program;
  readonly #most: number;
  #slots = FIRST_SLOTS;
  #at: number;
  /** Positions that all searches have met. */
  expanded = 0;

  /** Returns whether a game declares lines that the search can hold. */
  static supports(game: Game): boolean {
    return boardOf(game) !== undefined;
  }

  /**
   * @param game a supported one
   * @param memory most bytes of the table of positions
   */
  constructor(game: Game, memory: number) {
    const board = boardOf(game);
    if (board === undefined) throw new Error(`${game.id} has no lines`);
    module ??= new WebAssembly.Module(programBytes(LINES_PROGRAM, false));
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort: aborted } });
    this.#program = instance.exports as unknown as Program;
    this.#most = memory;
    this.#program.configure(board.cells, board.step, board.lines.length, board.row);
    this.#at = this.#program.tableAt();
    if (!this.#reach(this.#at + this.#slots * ENTRY_BYTES)) throw new RangeError('no memory for a search of lines');
    this.#lay(board);
    this.#program.makeTable(this.#at, this.#slots);
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }

  /**
   * Narrows the bounds of a position's score until they meet, or until they tell the outcome if that is all. Pauses at
   * every yield.
   * @param p a legal position that has not ended
   */
  *search(p: Position, outcomeOnly: boolean): Generator<ScoreBounds, ScoreBounds, void> {
    const sets = [...setsOf(p, p.turn), ...setsOf(p, 1 - p.turn)] as const;
    const left = p.cells.reduce((sum, content) => sum + (content === EMPTY ? 1 : 0), 0);
    const bounds: ScoreBounds = { lower: Math.min(0, 1 - left), upper: left };
    yield* this.#narrow(sets, -1, 1, bounds);
    if (outcomeOnly) return bounds;
    while (bounds.lower < bounds.upper) {
      // Windows that tell nothing but more or less cost least, so what is left is halved.
      const middle = bounds.lower + ((bounds.upper - bounds.lower) >> 1);
      yield* this.#narrow(sets, middle, middle + 1, bounds);
    }
    return bounds;
  }

  /** Searches within a window, and takes the result into account. */
  *#narrow(
    sets: readonly [number, number, number, number],
    alpha: number,
    beta: number,
    bounds: ScoreBounds,
  ): Generator<ScoreBounds, void, void> {
    const program = this.#program;
    program.begin(...sets, alpha, beta);
    for (let chunk = FIRST_CHUNK; program.run(chunk) === 0; chunk = Math.min(CHUNK, 2 * chunk)) {
      this.#grow();
      yield bounds;
    }
    this.expanded += program.nodes();
    const found = program.result();
    if (found > alpha) bounds.lower = Math.max(bounds.lower, found);
    if (found < beta) bounds.upper = Math.min(bounds.upper, found);
  }

  /** Makes a larger table when this one is half full, as long as memory allows both. */
  #grow(): void {
    const program = this.#program;
    if (program.usedSlots() * 2 < this.#slots) return;
    const from = this.#at + this.#slots * ENTRY_BYTES;
    const slots = 4 * this.#slots;
    const end = from + slots * ENTRY_BYTES;
    if (end > this.#most || !this.#reach(end)) return;
    program.moveTable(from, slots);
    this.#at = from;
    this.#slots = slots;
  }

  /** Returns whether the memory has so many bytes now: a machine may refuse them. */
  #reach(bytes: number): boolean {
    const pages = Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE);
    if (bytes > MOST_PAGES * PAGE) return false;
    try {
      if (pages > 0) this.#memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }

  /** Writes the lines to the program's memory. */
  #lay({ cells, lines }: LineBoard): void {
    const program = this.#program;
    const halves = new Uint32Array(this.#memory.buffer, program.masksAt(), 2 * MOST_THROUGH_A_CELL * MOST_CELLS);
    const counts = new Uint8Array(this.#memory.buffer, program.countsAt(), MOST_CELLS);
    const merits = new Uint8Array(this.#memory.buffer, program.meritsAt(), MOST_CELLS);
    const sets = new Uint32Array(this.#memory.buffer, program.linesAt(), 2 * lines.length);
    lines.forEach((line, i) => {
      for (const cell of line) {
        sets[2 * i + (cell >> 5)] |= 1 << (cell & 31);
        const at = 2 * (cell * MOST_THROUGH_A_CELL + counts[cell]++);
        for (const other of line) if (other !== cell) halves[at + (other >> 5)] |= 1 << (other & 31);
      }
    });
    merits.set(counts.subarray(0, cells));
  }
}

/** Returns the value of a position that has a score. */
export function valueOfScore({ cells }: Position, score: number): Value {
  const left = cells.reduce((sum, content) => sum + (content === EMPTY ? 1 : 0), 0);
  // A line that is full at the last cell has score 1.
  const plies = left + 1 - Math.abs(score);
  return score === 0 ? DRAW : score > 0 ? win(plies) : loss(plies);
}

/** Returns the halves of the set of cells of a side's men. */
function setsOf({ schema, lists, counts, stride }: Position, side: number): [number, number] {
  const halves: [number, number] = [0, 0];
  const code = codeOf(schema, 0, side as Side);
  for (let i = code * stride; i < code * stride + counts[code]; i++) halves[lists[i] >> 5] |= 1 << (lists[i] & 31);
  return halves;
}

/** What games declare, so that a search of a few positions need not work it out. */
const boards = new WeakMap<Game, LineBoard | undefined>();

/** Returns what a game declares, if the program can hold it. */
function boardOf(game: Game): LineBoard | undefined {
  if (!boards.has(game)) boards.set(game, declaredBy(game));
  return boards.get(game);
}

function declaredBy({ lines, schema }: Game): LineBoard | undefined {
  const { cells } = schema.board;
  const isOneKind = schema.content === 'pieces' && schema.kinds.length === 1;
  if (lines === undefined || lines.length > MOST_LINES_IN_ALL || cells > MOST_CELLS || !isOneKind) return undefined;
  const step = schema.stacks === undefined ? 0 : stepOf(schema.stacks);
  const through = new Uint8Array(cells);
  for (const line of lines) for (const cell of line) through[cell]++;
  if (step === undefined || through.some((count) => count > MOST_THROUGH_A_CELL)) return undefined;
  return { cells, lines, step, row: rowOf(cells, lines, step) };
}

/** Returns the distance between neighbours of stacks, if it is the same everywhere and stacks begin at the first cells. */
function stepOf(stacks: readonly (readonly number[])[]): number | undefined {
  const step = stacks.length;
  const isEven = stacks.every((stack) => stack.every((cell, i) => cell === stack[0] + i * step) && stack[0] < step);
  return isEven ? step : undefined;
}

function rowOf(cells: number, lines: LineBoard['lines'], step: number): number {
  const known = new Set(lines.map(named));
  for (let row = step === 0 ? 2 : step; row < cells; row = step === 0 ? row + 1 : cells) {
    const image = (cell: number): number => cell + row - 1 - 2 * (cell % row);
    if (cells % row === 0 && lines.every((line) => known.has(named(line.map(image))))) return row;
  }
  return 0;
}

function named(line: readonly number[]): string {
  return line.toSorted((a, b) => a - b).join();
}

function aborted(): never {
  throw new Error('the search of lines aborted');
}
