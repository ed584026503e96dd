import { loadGame } from '../../../games/loaders.ts';
import { preloadEngines } from '../../engines/deferred.ts';
import { isAborted, isEndgameError } from '../../game/errors.ts';
import { DISTANCE_SECONDS } from '../../ship/player/player.ts';
import { type Answer, appraiserOf, type Bounded, type QueryOptions, Solver } from '../../solve/index.ts';
import { BlockCache, FetchedFiles, TableStore } from '../../table/index.ts';
import type { AskPosition, FromDesk, Prepare, ReviewFile, ToDesk } from './messages.ts';

/** Bytes for computing, so that a tab stays below 600 MB. */
const MEMORY = 400_000_000;
/** Milliseconds until what is known so far is told. */
const SOON = 400;
/** Milliseconds between two messages about progress. */
const PROGRESS_MS = 100;
/** Most seconds for the best line. */
const LINE_SECONDS = 10;

/** Most seconds of a question that is measured. */
export const MEASURED_SECONDS = 30;
/** Milliseconds for each position of a file. */
const MOVE_MS = 5000;
/** Bytes for decoded tables. */
const CACHE = 64_000_000;

/** What a solver is made for. */
type WantedSolver = Pick<AskPosition, 'game' | 'tables' | 'isBrief'>;

/** Answers the page's questions, several at a time; what one question computed helps the next about the same game. */
export class SolverDesk {
  readonly #tell: (reply: FromDesk) => void;
  readonly #asking = new Map<number, AbortController>();
  #files: { readonly base: string; readonly files: Promise<FetchedFiles> } | undefined;
  #solver: { readonly key: string; readonly solver: Promise<Solver> } | undefined;

  constructor(tell: (reply: FromDesk) => void) {
    this.#tell = tell;
  }

  /** Takes a message of the page. */
  take(message: ToDesk): void {
    if (message.kind === 'cancel') {
      this.#asking.get(message.id)?.abort();
      this.#asking.delete(message.id);
      return;
    }
    if (message.kind === 'prepare') {
      // Whoever asks is told what fails.
      void this.#prepare(message).catch(() => {});
      return;
    }
    const controller = new AbortController();
    this.#asking.set(message.id, controller);
    void this.#serve(message, controller.signal).finally(() => this.#asking.delete(message.id));
  }

  async #prepare({ game, base }: Prepare): Promise<void> {
    await Promise.all([base === undefined ? undefined : this.#filesAt(base), loadGame(game).then(preloadEngines)]);
  }

  async #serve(message: AskPosition | ReviewFile, signal: AbortSignal): Promise<void> {
    const { id } = message;
    const tell = (reply: FromDesk): void => {
      if (!signal.aborted) this.#tell(reply);
    };
    try {
      if (message.kind === 'review') await this.#review(message, signal, tell);
      else await this.#answer(message, signal, tell);
    } catch (error) {
      if (isAborted(error)) return;
      const text = error instanceof Error ? error.message : String(error);
      tell({ kind: 'failed', id, message: text, ...(isEndgameError(error) ? { hint: error.hint } : {}) });
    }
  }

  async #review(message: ReviewFile, signal: AbortSignal, tell: (reply: FromDesk) => void): Promise<void> {
    // The reader of games comes with the first file.
    const { reviewFile } = await import('./review-file.ts');
    const wanted = { game: 'chess', tables: message.tables, isBrief: true };
    const solver = await open(wanted, await this.#filesOf(wanted));
    try {
      await reviewFile(message, appraiserOf(solver, MOVE_MS, signal), signal, tell);
    } finally {
      solver.close();
    }
  }

  async #answer(ask: AskPosition, signal: AbortSignal, tell: (reply: FromDesk) => void): Promise<void> {
    const { id } = ask;
    const files = await this.#filesOf(ask);
    const before = files?.fetchedBytes ?? 0;
    const told = (answer: Answer | Bounded): void =>
      tell({ kind: 'answer', id, answer, fetched: (files?.fetchedBytes ?? 0) - before });
    if (ask.kind === 'measure') {
      told(await measured(await open({ ...ask, isBrief: true }, files), ask, signal));
      return;
    }
    const solver = await this.#solverOf(ask, files);
    const answer = await askInStages(solver, ask, signal, tell);
    told(answer);
    const moves = await lineFrom(solver, answer, signal);
    if (moves.length > 0) tell({ kind: 'line', id, moves });
  }

  /** Returns the tables of the site that are wanted, which every solver reads from the same bytes. */
  async #filesOf({ tables }: WantedSolver): Promise<FetchedFiles | undefined> {
    if (tables === undefined || tables.kept.length === 0) return undefined;
    return await this.#filesAt(tables.base);
  }

  async #filesAt(base: string): Promise<FetchedFiles> {
    if (this.#files?.base !== base) this.#files = { base, files: FetchedFiles.in(base) };
    try {
      return await this.#files.files;
    } catch (error) {
      // The list of tables may come the next time.
      this.#files = undefined;
      throw error;
    }
  }

  #solverOf(ask: AskPosition, files: FetchedFiles | undefined): Promise<Solver> {
    const key = `${ask.game} ${ask.isBrief === true} ${ask.tables?.kept.join() ?? ''}`;
    if (this.#solver?.key !== key) {
      // One at a time: what was computed for another would take its memory.
      void this.#solver?.solver.then((solver) => solver.close());
      this.#solver = { key, solver: open(ask, files) };
    }
    return this.#solver.solver;
  }
}

/** Returns a solver that knows nothing yet. */
async function open({ game: id, tables, isBrief }: WantedSolver, files: FetchedFiles | undefined): Promise<Solver> {
  const game = await loadGame(id);
  const store = files === undefined ? undefined : new TableStore(files, new BlockCache(CACHE));
  return new Solver({ game, memory: MEMORY, metric: isBrief ? 'wdl' : undefined, store, only: new Set(tables?.kept) });
}

/** Asks for the outcome alone. */
async function measured(solver: Solver, { position }: AskPosition, signal: AbortSignal): Promise<Answer | Bounded> {
  try {
    return await solver.query(position, { bounds: true, seconds: MEASURED_SECONDS, signal });
  } finally {
    solver.close();
  }
}

/** Asks for what is known soon, then for all; the second question goes on where the first one stopped. */
async function askInStages(
  solver: Solver,
  { id, position }: AskPosition,
  signal: AbortSignal,
  tell: (reply: FromDesk) => void,
): Promise<Answer | Bounded> {
  let told = 0;
  const options: QueryOptions = {
    moves: true,
    bounds: true,
    signal,
    distanceSeconds: DISTANCE_SECONDS,
    onOutcome: (worth) => tell({ kind: 'outcome', id, worth }),
    onRanked: (worth, moves) => tell({ kind: 'ranked', id, worth, moves }),
    onProgress: ({ slice, phase, share }) => {
      const now = performance.now();
      if (now - told < PROGRESS_MS) return;
      told = now;
      tell({ kind: 'progress', id, what: `${slice}: ${phase}`, share });
    },
  };
  const start = performance.now();
  const soon = await solver.query(position, { ...options, moves: false, onRanked: undefined, deadline: SOON });
  if (!soon.exact && soon.limit === undefined && !signal.aborted) tell({ kind: 'so-far', id, answer: soon });
  const answer = await solver.query(position, options);
  return withFirst(answer, soon, performance.now() - start);
}

/** Adds what the first question took to the account of the second. */
function withFirst<A extends Answer | Bounded>(answer: A, { provenance: first }: Answer | Bounded, ms: number): A {
  const { provenance } = answer;
  const fedBy = [...new Set([...(first.fedBy ?? []), ...(provenance.fedBy ?? [])])];
  const isFirst = provenance.source === 'cache' && first.source !== 'cache' && first.slicesSolved.length > 0;
  return {
    ...answer,
    provenance: {
      ...provenance,
      ...(isFirst ? { source: first.source } : {}),
      ...(isFirst && first.method !== undefined ? { method: first.method } : {}),
      bytesRead: first.bytesRead + provenance.bytesRead,
      positionsExpanded: first.positionsExpanded + provenance.positionsExpanded,
      movesExpanded: first.movesExpanded + provenance.movesExpanded,
      slicesSolved: [...first.slicesSolved, ...provenance.slicesSolved],
      ...(fedBy.length > 0 ? { fedBy } : {}),
      warnings: [...new Set([...first.warnings, ...provenance.warnings])],
      ms,
    },
  };
}

/** Returns best play; nothing where it cannot be found soon. */
async function lineFrom(
  solver: Solver,
  { exact, position }: Answer | Bounded,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!exact) return [];
  try {
    const { line = [], lineSan = line } = await solver.query(position, { line: true, signal, seconds: LINE_SECONDS });
    return lineSan;
  } catch (error) {
    if (isEndgameError(error)) return [];
    throw error;
  }
}
