import type { CellGroup } from '../coder.ts';
import type { ShapeTrees } from './decoder.ts';
import { NO_MAN } from './program-layout.ts';
import { ROW_PLACES } from './rows.ts';

/** Most cells of a block: finding its parts looks at each. */
const MOST_CELLS = 1 << 17;
/** With fewer cells a part, single reads are faster. */
const LEAST_CELLS = 16;
/** Planes that tell which man of two is the better lane man. */
const SAMPLES = 4;
/** Most men beside those of a plane that move within a block: their places and the mark make one number. */
const MOST_OTHERS = 6;

/**
 * Cells that follow each other, and lie in few rows or planes. All blocks of a group have the same number of cells, and in each the same men
 * move in the same way.
 */
interface Block {
  readonly cells: number;
  /** NO_MAN if one man alone moves. */
  readonly rowMan: number;
  readonly lane: number;
  /** The other men that move. */
  readonly others: readonly number[];
  readonly parts: readonly Part[];
}

/** Cells of a block that lie in one row or plane. */
interface Part {
  /** Places of the other men that move. */
  readonly places: readonly number[];
  readonly mark: number;
  /** First cell, counted from the first of the block, and the first after the last. */
  readonly first: number;
  readonly end: number;
  /** Cells at equal distances that lie at equal distances: RUN numbers each. */
  readonly runs: Int32Array;
  /** Whether the cells are the plane as it stands. */
  readonly isWhole: boolean;
}

/** A run: first cell, where it lies in the row or plane, steps from one to the next in both, number of cells. */
const RUN = 5;

/** Reads the cells of a group by rows and planes. */
export class RowsOfCells {
  readonly #group: CellGroup;
  readonly #trees: ShapeTrees;
  readonly #root: number;
  readonly #block: Block | undefined;
  readonly #places: Uint8Array;

  /** @param root of the group's tree, an inner node */
  constructor(group: CellGroup, trees: ShapeTrees, root: number) {
    this.#group = group;
    this.#trees = trees;
    this.#root = root;
    this.#places = new Uint8Array(group.men + 1);
    this.#block = group.digits && trees.rows && blockOf(group, (rowMan, lane) => this.#work(rowMan, lane));
  }

  /** Returns how much work some planes are. */
  #work(rowMan: number, lane: number): number {
    const { size, men } = this.#group;
    let work = 0;
    for (let sample = 1; sample < 2 * SAMPLES; sample += 2) {
      this.#places[men] = this.#group.place(Math.floor((size * sample) / (2 * SAMPLES)), this.#places);
      work += this.#trees.rows?.work(this.#root, this.#places, rowMan, lane) ?? 0;
    }
    return work;
  }

  /**
   * Fills `out` with codes, like `CellReader.read`.
   * @param first counts from the group's first cell
   * @returns false if the cells must be read one by one
   */
  read(first: number, out: Uint8Array | Uint16Array): boolean {
    const block = this.#block;
    const { rows } = this.#trees;
    if (block === undefined || rows === undefined) return false;
    const { rowMan, lane, others } = block;
    const places = this.#places;
    const { men } = this.#group;
    const root = this.#root;
    for (let start = first - (first % block.cells); start < first + out.length; start += block.cells) {
      this.#group.place(start, places);
      for (const part of block.parts) {
        if (start + part.end <= first || start + part.first >= first + out.length) continue;
        for (let i = 0; i < others.length; i++) places[others[i]] = part.places[i];
        places[men] = part.mark;
        const codes = rowMan === NO_MAN ? rows.row(root, places, lane) : rows.plane(root, places, rowMan, lane);
        if (part.isWhole && start >= first && start + codes.length <= first + out.length) out.set(codes, start - first);
        else scatter(codes, part.runs, start - first, out);
      }
    }
    return true;
  }
}

/** Writes codes of cells that are in `out`. */
function scatter(
  codes: Uint8Array | Uint16Array,
  runs: Int32Array,
  offset: number,
  out: Uint8Array | Uint16Array,
): void {
  for (let run = 0; run < runs.length; run += RUN) {
    const step = runs[run + 2];
    const stride = runs[run + 3];
    let to = offset + runs[run];
    let from = runs[run + 1];
    let count = runs[run + 4];
    for (; to < 0 && count > 0; count--) {
      to += step;
      from += stride;
    }
    for (; count > 0 && to < out.length; count--) {
      out[to] = codes[from];
      to += step;
      from += stride;
    }
  }
}

/** Returns the smallest blocks in which two men move, else one man; undefined if there are none, or if their parts are small. */
function blockOf(group: CellGroup, work: (rowMan: number, lane: number) => number): Block | undefined {
  let found: Block | undefined;
  let cells = 1;
  for (const values of group.digits?.toReversed() ?? []) {
    cells *= values;
    if (cells > MOST_CELLS) break;
    const changes = changesIn(group, Math.min(cells, group.size));
    // the men that move most
    const moving = [...changes.keys()].filter((man) => changes[man] > 0).sort((a, b) => changes[b] - changes[a]);
    if (moving.length === 1) found = block(group, cells, moving);
    if (moving.length < 2) continue;
    const [a, b, ...others] = moving;
    found = block(group, cells, work(a, b) < work(b, a) ? [b, a, ...others] : moving) ?? found;
    break;
  }
  return found;
}

/** Returns how often each man changes his place from one of the first cells to the next. */
function changesIn(group: CellGroup, cells: number): readonly number[] {
  const { men } = group;
  const changes = Array<number>(men).fill(0);
  const places = new Uint8Array(men + 1);
  const before = new Uint8Array(men + 1);
  group.place(0, before);
  for (let cell = 1; cell < cells; cell++) {
    group.place(cell, places);
    for (let man = 0; man < men; man++) if (places[man] !== before[man]) changes[man]++;
    before.set(places);
  }
  return changes;
}

/** @param moving the men that move, those of the plane first */
function block(group: CellGroup, cells: number, moving: readonly number[]): Block | undefined {
  const [lane, rowMan = NO_MAN, ...others] = moving;
  if (others.length > MOST_OTHERS) return undefined;
  const parts = new Map<number, { cell: number[]; at: number[]; places: number[]; mark: number }>();
  const places = new Uint8Array(group.men + 1);
  const count = Math.min(cells, group.size);
  for (let cell = 0; cell < count; cell++) {
    const mark = group.place(cell, places);
    let key = mark;
    for (const man of others) key = key * ROW_PLACES + places[man];
    let part = parts.get(key);
    if (part === undefined) {
      part = { cell: [], at: [], places: others.map((man) => places[man]), mark };
      parts.set(key, part);
    }
    part.cell.push(cell);
    part.at.push((rowMan === NO_MAN ? 0 : places[rowMan] * ROW_PLACES) + places[lane]);
  }
  if (count < LEAST_CELLS * parts.size) return undefined;
  const all = [...parts.values()].map(({ cell, at, ...rest }) => ({
    ...rest,
    first: cell[0],
    end: cell[cell.length - 1] + 1,
    runs: runsOf(cell, at),
    isWhole: cell.length === ROW_PLACES * ROW_PLACES && cell.every((each, i) => each === i && at[i] === i),
  }));
  return { cells, rowMan, lane, others, parts: all };
}

function runsOf(cells: readonly number[], at: readonly number[]): Int32Array {
  const runs: number[] = [];
  for (let i = 0; i < cells.length; ) {
    const step = cells[i + 1] - cells[i] || 1;
    const stride = Math.max(0, at[i + 1] - at[i]) || 0;
    let end = i + 1;
    while (end < cells.length && cells[end] === cells[end - 1] + step && at[end] === at[end - 1] + stride) end++;
    runs.push(cells[i], at[i], step, stride, end - i);
    i = end;
  }
  return Int32Array.from(runs);
}
