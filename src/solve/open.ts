import type { Game } from '../game/contract.ts';
import { EndgameError, type ErrorCode } from '../game/errors.ts';
import type { Metric } from '../game/values.ts';
import { type Plan, readPlan, syzygyOf } from '../plan/plan.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import { cacheBeside, TableStore } from '../table/index.ts';
import { SOLVERS } from './finder.ts';
import { checkSolverOptions } from './options-check.ts';
import { defaultMemory } from './default-memory.ts';
import { Solver } from './solver.ts';
import type { SolverOptions } from './solver-options.ts';

/** What a solver opens: a game, a plan and the tables. */
export interface OpenOptions extends Omit<SolverOptions, 'solver' | 'store' | 'pack' | 'only' | 'costs' | 'metric'> {
  readonly game: Game;
  /** The plan, or the file that holds it: its tables are used; default: all tables of the store. */
  readonly plan?: Plan | string | undefined;
  /** Where the tables are: a directory, or an open store with its cache. Required if the plan has tables. */
  readonly store?: TableStore | string | undefined;
  /**
   * Bytes for what is computed and cached and for the analysis in progress; default as in `SolverOptions`. A store opened
   * here takes up to an eighth of it more for parts of tables.
   */
  readonly memory?: number;
  /** What is found, as in `SolverOptions`; default: the plan's metric, else whatever can be told. */
  readonly metric?: Metric | undefined;
}

/**
 * Opens a hybrid solver that executes a plan: it uses the plan's tables, and the plan's costs to choose how to do
 * without others. `solver.close()` closes the store.
 * @throws EndgameError E_USAGE if the plan is of another game or of another metric; E_TABLE_MISSING if the store lacks
 *   a table of the plan (a damaged one is computed instead, and an answer reports it); E_BUDGET if the store's tables
 *   take more bytes than the plan says; E_FILE
 */
export async function openSolver(options: OpenOptions): Promise<Solver> {
  const { plan: given, store, ...rest } = options;
  checkSolverOptions(rest, SOLVERS);
  const plan = typeof given === 'string' ? await readPlan(given) : given;
  const { game, memory = defaultMemory() } = options;
  if (plan !== undefined && (plan.game !== game.id || plan.rules !== game.version)) {
    const what = `the plan is of ${plan.game}, rules ${plan.rules}, not of ${game.id}, rules ${game.version}`;
    throw new EndgameError('E_USAGE', what, `make one with "endgame plan ${game.id}"`);
  }
  const metric = options.metric ?? plan?.metric;
  if (plan !== undefined && plan.metric !== metric) {
    const what = `the plan is for ${plan.metric}, ${metric} is asked`;
    throw new EndgameError('E_USAGE', what, 'make another plan, or ask what it is for');
  }
  const tables = typeof store === 'string' ? TableStore.open(store, { cache: cacheBeside(memory) }) : store;
  try {
    if (plan !== undefined) checkStore(plan, tables, options.syzygy);
    return new Solver({
      ...rest,
      metric,
      store: tables,
      solver: 'hybrid',
      ...(plan === undefined
        ? {}
        : {
            only: new Set(plan.kept.flatMap(({ table }) => (syzygyOf(plan).has(table) ? [] : [table]))),
            syzygy: options.syzygy?.only(syzygyOf(plan)),
            costs: new Map(Object.entries(plan.compute)),
          }),
    });
  } catch (error) {
    if (typeof store === 'string') tables?.close();
    throw error;
  }
}

/** Returns the error (E_TABLE_MISSING) of a plan without one of Syzygy's files that it keeps. */
function lackingSyzygy(table: string, syzygy: SyzygyTables | undefined): EndgameError {
  const where = syzygy === undefined ? 'none were given' : `${syzygy.name} has none`;
  const what = `the plan keeps Syzygy's file of ${table}, but ${where}`;
  return new EndgameError('E_TABLE_MISSING', what, 'name the directory that it was measured in');
}

/** Errors of a table that do not stop opening: the solver computes instead, and an answer reports them. */
const TOLD_LATER: ReadonlySet<ErrorCode> = new Set(['E_TABLE_DAMAGED', 'E_TABLE_FOREIGN']);

/**
 * Checks that the store and Syzygy's files have the tables as the plan says: only then does the plan's number of bytes hold.
 * @throws EndgameError E_TABLE_MISSING, E_BUDGET
 */
function checkStore(plan: Plan, store: TableStore | undefined, syzygy: SyzygyTables | undefined): void {
  const { game, rules, metric, kept, bytes } = plan;
  const hint = 'bring them there with "endgame pack --plan"';
  const theirs = syzygyOf(plan);
  let taken = 0;
  for (const { table } of kept) {
    if (theirs.has(table)) {
      const size = syzygy?.bytesOf(table);
      if (size === undefined) throw lackingSyzygy(table, syzygy);
      taken += size;
      continue;
    }
    const lacking = (why: string): EndgameError =>
      new EndgameError('E_TABLE_MISSING', `the plan keeps a table of ${game} ${table}, but ${why}`, hint);
    if (store === undefined) throw lacking('no store was given');
    const found = store.answering(game, rules, table, metric) ?? metric;
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
