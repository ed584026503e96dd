/**
 * What a cold answer costs, added up from measured parts. A slice whose table is kept costs one lookup. Any other has to
 * be solved, and so has all that lies below it down to the kept tables, which are loaded.
 *
 * The choice of tables is greedy by saved time per byte; the exact choice under a budget is a harder problem (tables
 * depend on each other) and is not made here.
 */

export interface SliceCost {
  readonly name: string;
  readonly table: string;
  /** Share of the questions that ask for this slice. */
  readonly weight: number;
  /** Names of the slices that moves lead to directly. */
  readonly below: readonly string[];
  /** Legal positions up to symmetry. */
  readonly positions: number;
  /** Seconds of solving it when all that lies below is at hand. */
  readonly solveSeconds: number;
  /** Seconds of reading all its values from its table. */
  readonly loadSeconds: number;
  /** Seconds of one lookup in its table with nothing in memory. */
  readonly probeSeconds: number;
}

export interface TableCost {
  readonly name: string;
  readonly bytes: number;
}

export interface CostModel {
  readonly slices: ReadonlyMap<string, SliceCost>;
  readonly tables: readonly TableCost[];
}

export interface QueryCost {
  readonly seconds: number;
  /** Positions solved: the same in every run on every machine. */
  readonly positions: number;
  readonly solved: readonly string[];
  readonly loaded: readonly string[];
}

/** Cost of one question about `name` with nothing in memory and the tables `kept` at hand. */
export function queryCost(model: CostModel, name: string, kept: ReadonlySet<string>): QueryCost {
  const asked = sliceOf(model, name);
  if (kept.has(asked.table)) return { seconds: asked.probeSeconds, positions: 0, solved: [], loaded: [] };
  const solved = new Set<string>();
  const loaded = new Set<string>();
  let seconds = 0;
  let positions = 0;
  const visit = (slice: SliceCost): void => {
    solved.add(slice.name);
    seconds += slice.solveSeconds;
    positions += slice.positions;
    for (const lower of slice.below) {
      if (solved.has(lower) || loaded.has(lower)) continue;
      const next = sliceOf(model, lower);
      if (kept.has(next.table)) {
        loaded.add(lower);
        seconds += next.loadSeconds;
      } else visit(next);
    }
  };
  visit(asked);
  return { seconds, positions, solved: [...solved], loaded: [...loaded] };
}

/** Expected seconds of a cold question. */
export function meanSeconds(model: CostModel, kept: ReadonlySet<string>): number {
  let mean = 0;
  for (const slice of model.slices.values()) {
    if (slice.weight > 0) mean += slice.weight * queryCost(model, slice.name, kept).seconds;
  }
  return mean;
}

/**
 * Tables to keep in `budget` bytes: again and again the one that still fits and saves most expected time per byte,
 * given what is kept already, until none fits or none saves anything. In the order of choice.
 */
export function keepGreedily(model: CostModel, budget: number): string[] {
  const kept = new Set<string>();
  let left = budget;
  let now = meanSeconds(model, kept);
  for (;;) {
    let best: TableCost | undefined;
    let bestRate = 0;
    for (const table of model.tables) {
      if (kept.has(table.name) || table.bytes > left) continue;
      const rate = (now - meanSeconds(model, new Set([...kept, table.name]))) / table.bytes;
      if (rate > bestRate) {
        best = table;
        bestRate = rate;
      }
    }
    if (!best) return [...kept];
    kept.add(best.name);
    left -= best.bytes;
    now = meanSeconds(model, kept);
  }
}

function sliceOf(model: CostModel, name: string): SliceCost {
  const slice = model.slices.get(name);
  if (!slice) throw new Error(`no costs of slice ${name}`);
  return slice;
}
