import { freeMemory } from '#platform/memory';
import type { Kept } from '../engine/index.ts';
import type { EngineId } from '../engines/index.ts';
import type { Game, Question } from '../game/contract.ts';
import { abortError, EndgameError, exceedsMemory } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import { countsClock, type Metric } from '../game/values.ts';
import { LEAST, MOST } from '../search/index.ts';
import { Pacer } from '../platform/pacer.ts';
import { specialize } from '../specialize/index.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import type { TableStore } from '../table/index.ts';
import type { Policy, RunOptions } from '../values/index.ts';
import type { Answer, Bounded, MoveAnswer, Provenance, Reply, Worth } from './answer.ts';
import { type SolverKind, SOLVERS } from './finder.ts';
import type { FoundValue } from './found-value.ts';
import { Finders, SIDE_SECONDS } from './finders.ts';
import type { Distances } from './fifty-moves.ts';
import type { Knowledge } from './knowledge.ts';
import { checkQueryOptions, checkSolverOptions } from './options-check.ts';
import { Moves } from './moves.ts';
import type { Method } from './found.ts';
import { endedBy, type OnDemandRun } from './on-demand-run.ts';
import { boundsOf, worthOfPosition } from './worth.ts';

/** Bytes that every outcome of five men in chess fits into, and most bytes of the default for `memory`. */
const ENOUGH_MEMORY = 512_000_000;
const MOST_MEMORY = 1_000_000_000;

/**
 * Returns the bytes that a solver may take if its options do not say: half of what the machine or its container can give, up to 1 GB;
 * where that is less than 512 MB, up to three quarters of it.
 */
export function defaultMemory(): number {
  const free = freeMemory();
  return Math.floor(Math.min(MOST_MEMORY, Math.max(free / 2, Math.min(ENOUGH_MEMORY, 0.75 * free))));
}

/** What a solver works with. */
export interface SolverOptions {
  readonly game: Game;
  readonly solver?: SolverKind;
  /** Tables to use; required by `lookup`, optional for `hybrid`. */
  readonly store?: TableStore | undefined;
  /** @deprecated since 0.2.0: `store`. */
  readonly pack?: TableStore | undefined;
  /**
   * Chess: Syzygy's files, which are asked before all tables; `compute` does without them. They tell outcomes, and plies
   * to zeroing exactly or within one ply. The solver closes them when it is closed.
   */
  readonly syzygy?: SyzygyTables | undefined;
  /**
   * Bytes for what is computed and cached and for the analysis in progress; default: half of what the machine or its container
   * can give, at most 1 GB. The store's cache comes on top.
   */
  readonly memory?: number;
  /**
   * What is found: the distance to the end or the score (dtm), the distance to zeroing (dtz, in games with the 50-move
   * rule), outcomes alone (wdl), which a kernel finds in half the time and a third of the memory, or outcomes under the
   * 50-move rule with the clock at 0 (wdl50), which are found as dtz is. Tables of the same metric are used, and for
   * outcomes those that tell more. Default: whatever can be told, which in chess takes dtm and dtz, and
   * the outcome where no distance can be found.
   */
  readonly metric?: Metric | undefined;
  /** Which engine computes slices; default: the game's kernel where it has one, else the generic engine. */
  readonly engine?: EngineId | undefined;
  /** Most threads of an engine; default 1. */
  readonly threads?: number | undefined;
  /** Which computed slice is evicted first; default greedy-dual, which keeps slices that take long to compute again. */
  readonly policy?: Policy | undefined;
  /** Names of the tables of the store that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** By table: the measured seconds to compute it when the tables below are available. */
  readonly costs?: ReadonlyMap<string, number> | undefined;
  /** Methods that may find what is not stored; default: all, cheapest first. */
  readonly methods?: readonly Method[] | undefined;
  /**
   * Where a kernel keeps what it solved, so that later processes read it back: an open `KeptDirectory`, which its owner
   * closes; default: nowhere. Answers are the same.
   */
  readonly keep?: Kept | undefined;
}

/** Options of one query. */
export interface QueryOptions extends RunOptions {
  /**
   * Most seconds for the value of the position; default: as long as its slice takes, and 60 where none can hold it (2
   * where memory alone is in the way).
   */
  readonly seconds?: number | undefined;
  /**
   * Milliseconds after which bounds are enough. What was computed until then stays cached, so that the same question
   * continues from there.
   */
  readonly deadline?: number | undefined;
  /** Whether the query returns bounds, not an error, when time or memory ends or the signal fires. */
  readonly bounds?: boolean | undefined;
  /**
   * Most seconds, from the beginning of the question, for distances that nobody asked by a metric (chess): what is not
   * found by then is left out of the answer, which has its outcome. A drawn position has no distance: those of its moves
   * get ten seconds at most. Default: as long as they take.
   */
  readonly distanceSeconds?: number | undefined;
  /**
   * Called when the outcome is known and distances take a while longer (chess, without a metric). The answer comes
   * later and says at least the same.
   */
  readonly onOutcome?: ((worth: Worth) => void) | undefined;
  /** Whether the answer ranks every legal move. */
  readonly moves?: boolean;
  /** Whether the answer has a principal line. */
  readonly line?: boolean;
}

/** A question that has been read. */
interface Asked {
  readonly input: string;
  readonly p: Position;
  readonly clock: number;
  readonly operations: Question['operations'];
}

/** Questions from one look at the clock to the next. */
const LOOKS_AT_CLOCK = 16;

/** What is known if no metric could be asked. */
const NOTHING: FoundValue = { lower: LEAST, upper: MOST, source: 'computed' };

/** What one query has used so far. */
interface Tally {
  slices: string[];
  readonly fedBy: Set<string>;
  positions: number;
  moves: number;
}

/** Answers positions of one game exactly, or, where the question allows it, with bounds. */
export class Solver {
  readonly game: Game;
  readonly kind: SolverKind;
  /** The metric of `value`: the one that was asked, or dtm. */
  readonly metric: Metric;
  readonly #asked: Metric | undefined;
  readonly #store: TableStore | undefined;
  readonly #syzygy: SyzygyTables | undefined;
  readonly #keep: Kept | undefined;
  readonly #finders: Finders;
  readonly #moves: Moves;
  /** A position that no query uses, since making one costs as much as looking up its value. */
  #idle: Position | undefined;
  readonly #pacer = new Pacer();
  #count = 0;

  /**
   * @throws EndgameError E_USAGE if a lookup solver gets neither a store nor Syzygy's files, or if the game does not have
   *   the metric or such files
   */
  constructor(options: SolverOptions) {
    checkSolverOptions(options, SOLVERS);
    const { game, solver = 'hybrid', memory = defaultMemory(), metric, engine, threads, policy } = options;
    const store = options.store ?? options.pack;
    const { syzygy } = options;
    syzygy?.checkGame(game);
    if (solver === 'lookup' && !store && !syzygy) {
      const hint = 'give one, or use the hybrid solver';
      throw new EndgameError('E_USAGE', 'the lookup solver needs a store of tables', hint);
    }
    if (engine === 'kernel' && game.chessmen === undefined) {
      const hint = 'leave out the engine: the generic one can';
      throw new EndgameError('E_USAGE', `no kernel can solve ${game.id}`, hint);
    }
    if (metric !== undefined && countsClock(metric) && game.zeroes === undefined) {
      const hint = 'ask for dtm or wdl';
      const what = metric === 'dtz' ? 'distance to zeroing' : 'outcome under it';
      throw new EndgameError('E_USAGE', `${game.id} has no 50-move rule, so no ${what} (${metric})`, hint);
    }
    if (options.keep !== undefined && (game.chessmen === undefined || engine === 'generic' || solver === 'lookup')) {
      const hint = 'leave that out; "endgame generate" stores tables of any game';
      throw new EndgameError('E_USAGE', 'only what a kernel solves can be kept, and none is used here', hint);
    }
    this.game = game;
    this.kind = solver;
    this.metric = metric ?? 'dtm';
    this.#asked = metric;
    this.#store = store;
    this.#syzygy = solver === 'compute' ? undefined : syzygy;
    this.#keep = options.keep;
    this.#finders = new Finders(specialize(game), {
      kind: solver,
      metric,
      memory,
      store: solver === 'compute' ? undefined : store,
      syzygy: this.#syzygy,
      engine,
      threads,
      policy,
      only: options.only,
      costs: options.costs,
      methods: options.methods,
      keep: options.keep,
    });
    this.#moves = new Moves(game, this.#finders);
  }

  /** Bytes of cached computed values. */
  get cachedBytes(): number {
    return this.#finders.cachedBytes;
  }

  /** Number of computed slices that were evicted. */
  get evicted(): number {
    return this.#finders.evicted;
  }

  /** Drops what was computed: the next query starts cold. */
  forget(): void {
    this.#finders.forget();
  }

  /** Closes the tables, keeps what is left to keep and drops what was computed. */
  close(): void {
    this.#finders.close();
    this.forget();
    this.#store?.close();
    this.#syzygy?.close();
  }

  /**
   * Answers exactly; with a deadline or with `bounds`, possibly with bounds.
   * @param input a position in the game's notation, or a text that `Game.question` reads (chess: FEN, EPD, a position
   *   and moves)
   * @throws EndgameError E_POSITION, E_TOO_LARGE, E_TABLE_MISSING (lookup), E_TABLE_DAMAGED (lookup), E_BUDGET,
   *   E_ABORTED, E_FILE, E_USAGE (an option out of range)
   */
  query(input: string, options?: QueryOptions & { deadline?: undefined; bounds?: false | undefined }): Promise<Answer>;
  query(input: string, options: QueryOptions): Promise<Answer | Bounded>;
  async query(input: string, options: QueryOptions = {}): Promise<Answer | Bounded> {
    checkQueryOptions(options);
    // Questions that wait for nothing would let no timer and no signal through in a loop over them.
    if (++this.#count % LOOKS_AT_CLOCK === 0 && this.#pacer.isDue) await this.#pacer.pause();
    const asked = this.#read(input);
    const isQuick = options.line !== true && options.signal?.aborted !== true;
    return (isQuick ? this.#atOnce(asked, options.moves) : undefined) ?? (await this.#answer(asked, options));
  }

  /**
   * Answers what tables and earlier questions tell without waiting for anything; returns undefined where `query` would
   * compute, read what is not in memory, or load something.
   * @throws EndgameError E_POSITION
   */
  querySync(input: string, options: Pick<QueryOptions, 'moves'> = {}): Answer | undefined {
    const asked = this.#read(input);
    const answer = this.#atOnce(asked, options.moves);
    if (answer === undefined) this.#idle = asked.p;
    return answer;
  }

  /** @throws EndgameError E_POSITION */
  #read(input: string): Asked {
    const { game } = this;
    const question = game.question?.(input) ?? { position: input };
    const p = this.#idle ?? new Position(game.schema);
    this.#idle = undefined;
    game.parse(p, question.position);
    return { input, p, clock: question.clock ?? 0, operations: question.operations };
  }

  #atOnce(asked: Asked, withMoves = false): Answer | undefined {
    const { p, clock } = asked;
    const account = this.#account();
    const knowledge = this.#moves.ruled(p) ?? this.#finders.atOnce(p);
    if (knowledge === undefined || !this.#isExact(knowledge)) return undefined;
    const moves = withMoves ? this.#moves.rankedAtOnce(p, knowledge, clock) : [];
    if (moves === undefined) return undefined;
    const position = this.#position(asked);
    const worth = worthOfPosition(this.game, this.#asked, knowledge, clock);
    const ranked = this.#named(position.position, moves);
    this.#idle = p;
    return { exact: true, ...position, ...worth, moves: ranked, provenance: account.close(p, knowledge.main!.solved) };
  }

  /** Says what was asked. */
  #position({ input, p, clock, operations }: Asked): Omit<Reply, 'moves' | 'provenance'> {
    const position = this.game.format(p, clock);
    return { game: this.game.id, input, position, ...(operations === undefined ? {} : { operations }) };
  }

  async #answer(asked: Asked, options: QueryOptions): Promise<Answer | Bounded> {
    const { game } = this;
    const { p, clock } = asked;
    const account = this.#account();
    const run = account.run(options);
    await this.#finders.load();
    const start = performance.now();
    const { onOutcome } = options;
    const tell = onOutcome && ((known: Knowledge) => onOutcome(worthOfPosition(game, this.#asked, known, clock)));
    const knowledge = this.#moves.ruled(p) ?? (await this.#finders.ask(p, within(run), tell));
    const took = (performance.now() - start) / 1000;
    const isExact = this.#isExact(knowledge);
    if (!isExact) this.#refuse(p, knowledge, took, options);
    // Where the position took all its time, its moves have a little more.
    const further = isExact ? run : within({ ...run, seconds: SIDE_SECONDS });
    const moves = options.moves ? await this.#moves.ranked(p, knowledge, clock, took, further) : [];
    const line = isExact && options.line ? await this.#line(p, knowledge, run) : undefined;
    await this.#finders.keep();
    const worth = worthOfPosition(game, this.#asked, knowledge, clock);
    const main = knowledge.main?.solved ?? NOTHING;
    const reply = this.#position(asked);
    const ranked = { moves: this.#named(reply.position, moves) };
    if (!isExact) {
      const { outcome, outcome50, dtzRounded, bounds = boundsOf(game, this.metric, main) } = worth;
      return {
        exact: false,
        ...reply,
        ...(outcome === undefined ? {} : { outcome }),
        ...(outcome50 === undefined ? {} : { outcome50 }),
        ...(dtzRounded === undefined ? {} : { dtzRounded }),
        bounds,
        ...limitOf(knowledge),
        ...ranked,
        provenance: account.close(p, main),
      };
    }
    const provenance = account.close(p, main);
    // What computes may keep the position; a look into a table does not.
    if (main.source !== 'computed') this.#idle = p;
    return { exact: true, ...reply, ...worth, ...ranked, ...line, provenance };
  }

  /**
   * Returns best play for both sides, as far as a player makes progress.
   * @throws EndgameError as `query`
   */
  async line(input: string, options: Omit<QueryOptions, 'deadline' | 'bounds'> = {}): Promise<readonly string[]> {
    return (await this.query(input, { ...options, line: true })).line ?? [];
  }

  /**
   * Returns the value of a legal position alone, in the solver's metric, for loops over many positions.
   * @throws EndgameError as `query`
   */
  value(p: Position, run: RunOptions = {}): Promise<Value> {
    return this.#finders.value(p, run);
  }

  /**
   * Returns the value of a legal position alone, as `value` does, if it is known without waiting for anything; else
   * undefined.
   * @throws EndgameError E_TABLE_DAMAGED (lookup)
   */
  valueSync(p: Position): Value | undefined {
    return this.#finders.primary.known(p)?.lower;
  }

  /**
   * Returns the outcome and the distances that `querySync` tells of a legal position of chess that is not over: for loops over
   * what follows a position.
   * @internal
   */
  distancesSync(p: Position): Distances | undefined {
    const known = this.#finders.distancesAtOnce(p);
    if (known !== undefined) return known;
    const knowledge = this.#finders.atOnce(p);
    return knowledge !== undefined && this.#isExact(knowledge) ? knowledge.distances : undefined;
  }

  /** Returns whether the knowledge are what was asked: the value in a metric, or, without one, the outcome or score. */
  #isExact(knowledge: Knowledge): boolean {
    if (knowledge.main?.solved.source === 'rules') return true;
    if (this.#asked !== undefined) return knowledge.value(this.#asked) !== undefined;
    if (this.game.domain.name === 'score') return knowledge.value('dtm') !== undefined;
    return knowledge.outcome !== undefined;
  }

  /**
   * Refuses a question that was not answered, unless bounds are enough.
   * @throws EndgameError
   */
  #refuse(p: Position, knowledge: Knowledge, took: number, { deadline, bounds, seconds, signal }: QueryOptions): void {
    if (knowledge.failure === undefined && seconds !== undefined && took >= seconds && !signal?.aborted) {
      knowledge.fail(endedBy(this.game, p, knowledge.main?.solved ?? NOTHING, took, undefined));
    }
    const { failure } = knowledge;
    const isEnough = deadline !== undefined || bounds === true;
    const isRounded = knowledge.main?.solved.source === 'syzygy';
    if (failure !== undefined && !(isEnough && (isRounded || exceedsMemory(failure)))) throw failure;
    if (!isEnough) throw abortError(`${this.game.id} ${this.#finders.primary.tableOf(p)}`);
  }

  /** Returns the line, in both notations. It is left out if a value on it cannot be found. */
  async #line(
    p: Position,
    knowledge: Knowledge,
    run: OnDemandRun,
  ): Promise<{ line: readonly string[]; lineSan?: readonly string[] } | undefined> {
    const value = knowledge.value(this.metric);
    if (value === undefined) return undefined;
    const steps = await this.#moves.line(p, knowledge, value, run);
    return {
      line: steps.map(({ name }) => name),
      ...(this.game.annotate
        ? { lineSan: steps.map(({ before, name }) => this.game.annotate!(before, [name])[0]) }
        : {}),
    };
  }

  /** Adds the names of moves in the notation of players, if they have one of their own. */
  #named(position: string, moves: readonly MoveAnswer[]): readonly MoveAnswer[] {
    const { game } = this;
    if (game.annotate === undefined || moves.length === 0) return moves;
    const names = game.annotate(
      position,
      moves.map(({ move }) => move),
    );
    return moves.map((move, i) => named(move, names[i]));
  }

  /** Starts counting what a query uses. */
  #account(): { run: (options: QueryOptions) => OnDemandRun; close: (p: Position, solved: FoundValue) => Provenance } {
    const start = performance.now();
    const bytesRead = (): number =>
      this.kind === 'compute' ? 0 : (this.#store?.meter.bytesRead ?? 0) + (this.#syzygy?.bytesRead ?? 0);
    const before = bytesRead();
    const readBefore = this.#keep?.bytesRead;
    const tally: Tally = { slices: [], fedBy: new Set(), positions: 0, moves: 0 };
    const run = (options: QueryOptions): OnDemandRun => ({
      ...options,
      deadline: options.deadline === undefined ? undefined : start + options.deadline,
      distancesUntil: options.distanceSeconds === undefined ? undefined : start + 1000 * options.distanceSeconds,
      onSolved: (slice, effort) => {
        tally.slices.push(slice.name);
        for (const name of effort.fedBy ?? []) tally.fedBy.add(name);
        tally.positions += effort.positions;
        tally.moves += effort.edges;
        options.onSolved?.(slice, effort);
      },
      onLooked: (positions, moves) => {
        tally.positions += positions;
        tally.moves += moves;
      },
    });
    const close = (p: Position, { source, method, store }: FoundValue): Provenance => ({
      source,
      ...(method === undefined ? {} : { method }),
      table: source === 'rules' ? '' : this.#finders.primary.tableOf(p),
      ...(store === undefined ? {} : { store }),
      bytesRead: bytesRead() - before,
      ...(readBefore === undefined ? {} : { bytesReadBack: this.#keep!.bytesRead - readBefore }),
      positionsExpanded: tally.positions,
      movesExpanded: tally.moves,
      slicesSolved: tally.slices,
      ...(tally.fedBy.size > 0 ? { fedBy: [...tally.fedBy] } : {}),
      ms: performance.now() - start,
      warnings: [...new Set(this.#finders.takeFaults().map((error) => error.message))],
    });
    return { run, close };
  }
}

/** Returns the run with its seconds as a deadline too, so that they count whatever is done in them. */
function within(run: OnDemandRun): OnDemandRun {
  const { seconds, deadline = Number.POSITIVE_INFINITY } = run;
  if (seconds === undefined) return run;
  return { ...run, deadline: Math.min(deadline, performance.now() + 1000 * seconds) };
}

/** Says what ended the work, if it was not the deadline or the signal. */
function limitOf({ failure }: Knowledge): Pick<Bounded, 'limit'> {
  if (failure === undefined) return {};
  const { code, message, hint } = failure;
  return { limit: { code, message, hint } };
}

/** Returns the move with its name in the players' notation, which comes second. */
function named({ move, ...rest }: MoveAnswer, san: string): MoveAnswer {
  return { move, san, ...rest };
}
