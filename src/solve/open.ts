/** A solver that executes a plan: it uses the tables that the plan keeps, and its costs to choose how to do without others. */

import type { Game } from '../game/contract.ts';
import { EndgameError, type ErrorCode } from '../game/errors.ts';
import { type Plan, readPlan } from '../plan/plan.ts';
import { answeredBy, cacheBeside, TableStore } from '../table/index.ts';
import { DEFAULT_MEMORY, Solver, type SolverOptions } from './solver.ts';

export interface OpenOptions extends Omit<SolverOptions, 'solver' | 'store' | 'pack' | 'only' | 'costs' | 'metric'> {
  readonly game: Game;
  /** Which tables to use, or the file that says so; default: all that the store has. */
  readonly plan?: Plan | string | undefined;
  /** Where the tables are: a directory, or a pack that is open, with the cache it has. Needed if the plan keeps any. */
  readonly store?: TableStore | string | undefined;
  /**
   * Bytes for what is computed and kept and for the analysis under way; default 512 MB. A store opened here takes up to an
   * eighth of it more for parts of tables.
   */
  readonly memory?: number;
  /** What is found: outcomes (wdl) or distances and scores (dtm); default: what the plan is for, else dtm. */
  readonly metric?: 'dtm' | 'wdl' | undefined;
}

/**
 * Opens a hybrid solver. `solver.close()` closes the store.
 * @throws EndgameError E_USAGE if the plan is of another game or of another metric; E_TABLE_MISSING if the store lacks a
 * table that the plan keeps (a damaged one is computed instead, and told with an answer); E_BUDGET if the store's tables take more bytes than the plan says; E_FILE
 */
export async function openSolver(options: OpenOptions): Promise<Solver> {
  const { plan: given, store, ...rest } = options;
  const plan = typeof given === 'string' ? await readPlan(given) : given;
  const { game, memory = DEFAULT_MEMORY } = options;
  if (plan !== undefined && (plan.game !== game.id || plan.rules !== game.version)) {
    const what = `the plan is of ${plan.game}, rules ${plan.rules}, not of ${game.id}, rules ${game.version}`;
    throw new EndgameError('E_USAGE', what, `make one with "endgame plan ${game.id}"`);
  }
  const metric = options.metric ?? metricOf(plan);
  if (plan !== undefined && plan.metric !== metric) {
    const what = `the plan is for ${plan.metric}, ${metric} is asked`;
    throw new EndgameError('E_USAGE', what, 'make another plan, or ask what it is for');
  }
  const tables = typeof store === 'string' ? TableStore.open(store, { cache: cacheBeside(memory) }) : store;
  try {
    if (plan !== undefined) checkStore(plan, tables);
    return new Solver({
      ...rest,
      metric,
      store: tables,
      solver: 'hybrid',
      ...(plan === undefined
        ? {}
        : {
            only: new Set(plan.kept.map(({ table }) => table)),
            costs: new Map(Object.entries(plan.compute)),
          }),
    });
  } catch (error) {
    if (typeof store === 'string') tables?.close();
    throw error;
  }
}

/** What a plan's questions ask. */
function metricOf(plan: Plan | undefined): 'dtm' | 'wdl' {
  return plan?.metric === 'wdl' ? 'wdl' : 'dtm';
}

/** What a table may suffer from and the solver still opens: it computes instead, and tells the fault with an answer. */
const TOLD_LATER: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN']);

/** A plan's promise about bytes holds only if the tables are as it says. */
function checkStore({ game, rules, metric, kept, bytes }: Plan, store: TableStore | undefined): void {
  const hint = 'bring them there with "endgame pack --plan"';
  let taken = 0;
  for (const { table } of kept) {
    const lacking = (why: string): EndgameError =>
      new EndgameError('E_TABLE_MISSING', `the plan keeps a table of ${game} ${table}, but ${why}`, hint);
    if (store === undefined) throw lacking('no store was given');
    const found = answeredBy(metric).find((each) => store.has(game, rules, table, each)) ?? metric;
    try {
      taken += store.table(game, rules, table, found).size;
    } catch (error) {
      if (!(error instanceof EndgameError)) throw error;
      if (error.code === 'E_TABLE_MISSING') throw lacking(`${store.name} has none`);
      if (!TOLD_LATER.has(error.code)) throw error;
    }
  }
  if (taken > bytes) {
    const what = `the tables of the plan take ${taken} bytes in ${store?.name}, ${bytes} as planned`;
    throw new EndgameError('E_BUDGET', what, hint);
  }
}
