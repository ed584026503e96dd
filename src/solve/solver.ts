import type { Kept } from '../engine/index.ts';
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
import type { RunOptions } from '../values/index.ts';
import { Account } from './account.ts';
import type { Answer, Bounded, MoveAnswer, Reply, Worth } from './answer.ts';
import { defaultMemory } from './default-memory.ts';
import { type SolverKind, SOLVERS } from './finder.ts';
import type { FoundValue } from './found-value.ts';
import { type Early, Finders, SIDE_SECONDS } from './finders.ts';
import type { Distances } from './fifty-moves.ts';
import type { Knowledge } from './knowledge.ts';
import { checkQueryOptions, checkSolverOptions } from './options-check.ts';
import { Moves } from './moves.ts';
import { endedBy, type OnDemandRun } from './on-demand-run.ts';
import type { QueryOptions, SolverOptions } from './solver-options.ts';
import { boundsOf, worthOfPosition } from './worth.ts';

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

  #account(): Account {
    const stores = this.kind === 'compute' ? [] : [this.#store?.meter, this.#syzygy];
    return new Account(this.#finders, stores, this.#keep);
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
    const { onOutcome, onRanked } = options;
    const worthOf = (known: Knowledge): Worth => worthOfPosition(game, this.#asked, known, clock);
    const told = new Map<number, Knowledge>();
    const early: Early = {
      onOutcome: onOutcome && ((known) => onOutcome(worthOf(known))),
      onRankable:
        onRanked &&
        (async (known) => {
          const ranked = await this.#moves.ranked(p, known, clock, 0, within(run), told);
          onRanked(worthOf(known), this.#named(game.format(p, clock), ranked));
        }),
    };
    const knowledge = this.#moves.ruled(p) ?? (await this.#finders.ask(p, within(run), early));
    const took = (performance.now() - start) / 1000;
    const isExact = this.#isExact(knowledge);
    if (!isExact) this.#refuse(p, knowledge, took, options);
    // Where the position took all its time, its moves have a little more.
    const further = isExact ? run : within({ ...run, seconds: SIDE_SECONDS });
    const moves = options.moves ? await this.#moves.ranked(p, knowledge, clock, took, further, told) : [];
    const line = isExact && options.line ? await this.#line(p, knowledge, run) : undefined;
    await this.#finders.keep();
    const worth = worthOf(knowledge);
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
