import { ANY_OUTCOME } from './truths.ts';

/** Outcomes of a file: loss, blessed loss, draw, cursed win, win. */
const OUTCOMES = 5;

/** What cells of a part may hold. A cell says which values are allowed. */
export interface CellRules {
  /** Values are below. */
  readonly range: number;
  /** Not 0 at `cell * range + value` if the cell allows the value. */
  readonly table: Uint8Array;
  /** Returns the cell that allows what both allow; -1 if they allow nothing in common. */
  meet(a: number, b: number): number;
  /** Returns one value that a cell allows. */
  pick(cell: number): number;
}

/**
 * Returns the rules of cells of outcomes, whose bits are the allowed values. Of several values the one is picked that most
 * cells must have.
 */
export function outcomeRules(cells: Uint16Array): CellRules {
  const counts = new Float64Array(OUTCOMES);
  for (let i = 0; i < cells.length; i++) {
    const bits = cells[i];
    if ((bits & (bits - 1)) === 0) counts[31 - Math.clz32(bits)]++;
  }
  const preferred = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || b - a);
  const length = (ANY_OUTCOME + 1) * OUTCOMES;
  return {
    range: OUTCOMES,
    table: Uint8Array.from({ length }, (_, i) => (Math.floor(i / OUTCOMES) >> (i % OUTCOMES)) & 1),
    meet: (a, b) => a & b || -1,
    pick: (cell) => preferred.find((value) => (cell >> value) & 1)!,
  };
}

/** Returns the rules of cells that allow themselves, or anything if they are `range`. */
export function pliesRules(range: number): CellRules {
  const table = new Uint8Array((range + 1) * range);
  for (let value = 0; value < range; value++) table[value * range + value] = 1;
  table.fill(1, range * range);
  return {
    range,
    table,
    meet: (a, b) => (a === b || b === range ? a : a === range ? b : -1),
    pick: (cell) => (cell === range ? 0 : cell),
  };
}

/** Sets values. Cells in a row that allow a common value get one, so that values change as rarely as they can. */
export function fill(cells: Uint16Array, rules: CellRules): Uint16Array {
  const values = new Uint16Array(cells.length);
  for (let from = 0; from < cells.length; ) {
    let common = cells[from];
    let to = from + 1;
    for (; to < cells.length; to++) {
      const met = rules.meet(common, cells[to]);
      if (met < 0) break;
      common = met;
    }
    values.fill(rules.pick(common), from, to);
    from = to;
  }
  return values;
}

/** Returns how many values change at least. */
export function countChanges(cells: Uint16Array, rules: CellRules): number {
  let changes = 0;
  let common = cells[0];
  for (let i = 1; i < cells.length; i++) {
    const met = rules.meet(common, cells[i]);
    if (met < 0) changes++;
    common = met < 0 ? cells[i] : met;
  }
  return changes;
}
