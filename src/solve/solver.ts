import type { Need, Source } from '../engine/index.ts';
import type { EngineId } from '../engines/index.ts';
import type { Game } from '../game/contract.ts';
import { abortError, EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { type Value, type ValueDomain, WDL } from '../game/value.ts';
import { InFlight } from '../platform/in-flight.ts';
import { LEAST, MOST } from '../search/index.ts';
import { type Specialization, specialize } from '../specialize/index.ts';
import type { TableStore } from '../table/index.ts';
import { type Policy, type RunOptions, SliceValues } from '../values/index.ts';
import type { Answer, Bound, Bounded, MoveAnswer, Provenance, SourceName } from './answer.ts';
import { CostEstimate } from './cost-estimate.ts';
import { type Found, type Method, OnDemandSolver, type OnDemandRun } from './on-demand.ts';
import { Play } from './play.ts';
import { StoredSource } from './stored-source.ts';

/** The kinds of solver: `lookup` never computes, `compute` has no tables, `hybrid` uses both. */
export const SOLVERS = ['lookup', 'compute', 'hybrid'] as const;
/** One of `SOLVERS`. */
export type SolverKind = (typeof SOLVERS)[number];

/** Bytes for what is computed and cached, by default. */
export const DEFAULT_MEMORY = 512_000_000;
/** Share of memory for searches, while slices do not need it. */
const SEARCHING = 1 / 8;

/** What a solver works with. */
export interface SolverOptions {
  readonly game: Game;
  readonly solver?: SolverKind;
  /** Tables to use; required by `lookup`, optional for `hybrid`. */
  readonly store?: TableStore | undefined;
  /** @deprecated since 0.2.0: `store`. */
  readonly pack?: TableStore | undefined;
  /**
   * Bytes for what is computed and cached and for the analysis in progress; default 512 MB. The store's cache comes on
   * top.
   */
  readonly memory?: number;
  /**
   * What is found: distances (dtm, default), or outcomes alone (wdl), which a kernel finds in half the time and a third
   * of the memory. Tables of the same metric are used.
   */
  readonly metric?: 'dtm' | 'wdl' | undefined;
  /** Which engine computes slices; default: the game's kernel where it has one, else the generic engine. */
  readonly engine?: EngineId | undefined;
  /** Most threads of a kernel; default 1. */
  readonly threads?: number | undefined;
  /** Which computed slice is evicted first; default greedy-dual, which keeps slices that take long to compute again. */
  readonly policy?: Policy | undefined;
  /** Names of the tables of the store that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** By table: the measured seconds to compute it when the tables below are available. */
  readonly costs?: ReadonlyMap<string, number> | undefined;
  /** Methods that may find what is not stored; default: all, cheapest first. */
  readonly methods?: readonly Method[] | undefined;
}

/** Options of one query. */
export interface QueryOptions extends RunOptions {
  /** Seconds for a position that no slice can hold; default 60. */
  readonly seconds?: number | undefined;
  /**
   * Milliseconds after which bounds are enough. What was computed until then stays cached, so that the same question
   * continues from there.
   */
  readonly deadline?: number | undefined;
  /** Whether the query returns bounds, not an error, when the signal fires. */
  readonly bounds?: boolean | undefined;
  /** Whether the answer ranks every legal move. */
  readonly moves?: boolean;
  /** Whether the answer has a principal line. */
  readonly line?: boolean;
}

/** A position's value and where it comes from, or bounds. */
interface Solved {
  readonly lower: Value;
  readonly upper: Value;
  readonly source: SourceName;
  readonly method?: Method;
}

/** What one query has used so far. */
interface Tally {
  slices: string[];
  positions: number;
  moves: number;
}

/**
 * Answers positions of one game exactly. The three kinds are one short loop: if the game is over, the rules answer; if
 * a source knows the value (stored, found before, cached), it answers; else the value is computed (on-demand.ts) with
 * the help of the sources.
 */
export class Solver {
  readonly game: Game;
  readonly kind: SolverKind;
  readonly metric: 'dtm' | 'wdl';
  /** What values mean under the metric. */
  readonly #domain: ValueDomain;
  readonly #specialization: Specialization;
  readonly #stored: StoredSource | undefined;
  readonly #slices: SliceValues;
  readonly #onDemand: OnDemandSolver;
  /** The sources, in the order in which they are asked. */
  readonly #sources: readonly Source[];
  readonly #play: Play;
  /** Positions that are being computed, so that none is computed twice at the same time. */
  readonly #inFlight = new InFlight<string, Found>();

  /** @throws EndgameError E_USAGE if a lookup solver gets no store */
  constructor(options: SolverOptions) {
    const { game, solver = 'hybrid', memory = DEFAULT_MEMORY, metric = 'dtm', engine, threads } = options;
    const store = options.store ?? options.pack;
    if (solver === 'lookup' && !store) {
      const hint = 'give one, or use the hybrid solver';
      throw new EndgameError('E_USAGE', 'the lookup solver needs a store of tables', hint);
    }
    const specialization = specialize(game);
    this.game = game;
    this.kind = solver;
    this.metric = metric;
    this.#domain = metric === 'wdl' ? WDL : game.domain;
    this.#specialization = specialization;
    this.#play = new Play(game, metric, this.#domain, (p, run) => this.value(p, run));
    this.#slices = new SliceValues(specialization, {
      memory,
      metric,
      engine,
      threads,
      policy: options.policy ?? 'greedy-dual',
      load: (slice) => this.#stored?.load(slice),
    });
    const estimate = new CostEstimate(
      specialization,
      this.#slices,
      (slice) => this.#stored?.seeds(slice) === true,
      options.costs,
    );
    const known: Source[] = [];
    this.#onDemand = new OnDemandSolver({
      specialization,
      metric,
      slices: this.#slices,
      estimate,
      sources: known,
      memory: Math.floor(memory * SEARCHING),
      room: () => memory - this.#slices.bytes,
      methods: options.methods,
    });
    const computed = [this.#onDemand, this.#slices];
    if (store && solver !== 'compute') {
      this.#stored = new StoredSource(specialization, store, {
        tolerant: solver === 'hybrid',
        metric,
        only: options.only,
        others: solver === 'hybrid' ? computed : [],
      });
      known.push(this.#stored);
    }
    known.push(this.#slices);
    this.#sources = [...(this.#stored ? [this.#stored] : []), ...(solver === 'lookup' ? [] : computed)];
  }

  /** Bytes of cached computed values. */
  get cachedBytes(): number {
    return this.#slices.bytes + this.#onDemand.bytes;
  }

  /** Number of computed slices that were evicted. */
  get evicted(): number {
    return this.#slices.evicted;
  }

  /** Drops what was computed: the next query starts cold. */
  forget(): void {
    this.#slices.clear();
    this.#onDemand.forget();
    this.#stored?.forget();
  }

  /** Closes the tables and drops what was computed. */
  close(): void {
    this.forget();
    this.#stored?.store.close();
  }

  /**
   * Answers exactly; with a deadline or with `bounds`, possibly with bounds.
   * @param position in the game's notation
   * @throws EndgameError E_POSITION, E_TOO_LARGE, E_TABLE_MISSING (lookup), E_TABLE_DAMAGED (lookup), E_BUDGET,
   *   E_ABORTED, E_FILE
   */
  query(
    position: string,
    options?: QueryOptions & { deadline?: undefined; bounds?: false | undefined },
  ): Promise<Answer>;
  query(position: string, options: QueryOptions): Promise<Answer | Bounded>;
  async query(position: string, options: QueryOptions = {}): Promise<Answer | Bounded> {
    const { game } = this;
    const p = new Position(game.schema);
    game.parse(p, position);
    const text = game.format(p);
    const account = this.#account();
    const run: OnDemandRun = {
      ...options,
      deadline: options.deadline === undefined ? undefined : performance.now() + options.deadline,
      onSolved: (slice, effort) => {
        account.tally.slices.push(slice.name);
        account.tally.positions += effort.positions;
        account.tally.moves += effort.edges;
        options.onSolved?.(slice, effort);
      },
      onLooked: (positions, moves) => {
        account.tally.positions += positions;
        account.tally.moves += moves;
      },
    };

    const solved = await this.#solve(p, run);
    if (solved.lower < solved.upper) {
      if (run.deadline === undefined && options.bounds !== true) throw abortError(`${game.id} ${this.#tableOf(p)}`);
      return {
        exact: false,
        game: game.id,
        position: text,
        lower: this.#bound(solved.lower),
        upper: this.#bound(solved.upper),
        provenance: account.close(p, solved),
      };
    }
    const value = solved.lower;
    // The deadline does not hold for moves and the line: the caller asked for them.
    const further = { ...run, deadline: undefined };
    const replies = options.moves ? await this.#play.replies(p, further) : [];
    const line = options.line ? await this.#play.line(text, value, further) : [];
    const names =
      game.annotate && replies.length > 0
        ? game.annotate(
            text,
            replies.map((r) => r.name),
          )
        : undefined;
    return {
      exact: true,
      game: game.id,
      position: text,
      ...this.#describe(value),
      moves: replies.map(
        (reply, i): MoveAnswer => ({
          move: reply.name,
          ...(names ? { san: names[i] } : {}),
          ...this.#describe(reply.value),
          ...(reply.points === 0 ? {} : { points: reply.points }),
          ...(reply.again ? { again: true } : {}),
        }),
      ),
      line: line.map((step) => step.name),
      ...(game.annotate ? { lineSan: line.map((step) => game.annotate!(step.before, [step.name])[0]) } : {}),
      provenance: account.close(p, solved),
    };
  }

  /**
   * Returns best play for both sides, as far as a player makes progress.
   * @throws EndgameError as `query`
   */
  async line(position: string, options: Omit<QueryOptions, 'deadline' | 'bounds'> = {}): Promise<readonly string[]> {
    return (await this.query(position, { ...options, line: true })).line;
  }

  /** Starts counting what a query uses. */
  #account(): { tally: Tally; close: (p: Position, solved: Solved) => Provenance } {
    const start = performance.now();
    const before = this.#stored?.store.meter.bytesRead ?? 0;
    const tally: Tally = { slices: [], positions: 0, moves: 0 };
    const close = (p: Position, { source, method }: Solved): Provenance => ({
      source,
      ...(method === undefined ? {} : { method }),
      table: source === 'rules' ? '' : this.#tableOf(p),
      bytesRead: (this.#stored?.store.meter.bytesRead ?? 0) - before,
      positionsExpanded: tally.positions,
      movesExpanded: tally.moves,
      slicesSolved: tally.slices,
      ms: performance.now() - start,
      warnings: this.#stored?.takeFaults().map((error) => error.message) ?? [],
    });
    return { tally, close };
  }

  #tableOf(p: Position): string {
    const { materials } = this.#specialization;
    const slice = this.#slices.reaches(p) ? undefined : this.#specialization.find(p.signature);
    return slice === undefined ? materials.name(p.signature) : this.#specialization.tableOf(slice);
  }

  /**
   * Returns the value of a legal position alone, for loops over many positions.
   * @throws EndgameError as `query`
   */
  async value(p: Position, run: RunOptions = {}): Promise<Value> {
    const { lower, upper } = await this.#solve(p, run);
    if (lower < upper) throw abortError(`${this.game.id} ${this.#tableOf(p)}`);
    return lower;
  }

  async #solve(p: Position, run: OnDemandRun): Promise<Solved> {
    const ended = this.game.ended(p);
    if (ended !== undefined) return exactly(this.metric === 'wdl' ? WDL.further(ended) : ended, 'rules');
    for (const source of this.#sources) {
      // No table holds a position beyond all slices, and working out its slice would take long.
      if (source === this.#stored && this.#slices.reaches(p)) continue;
      if (!source.mayHold(p)) continue;
      const answer = source.probe(p);
      const value = typeof answer === 'object' ? await this.#supply(source, p, answer, run) : answer;
      if (value !== undefined) return exactly(value, source.name as SourceName);
    }
    return await this.#compute(p, run);
  }

  /** Fetches what a source needs and asks it again, until it answers. Returns undefined if time runs out before. */
  async #supply(source: Source, p: Position, need: Need, run: OnDemandRun): Promise<Value | undefined> {
    for (let next: Value | Need | undefined = need; ; next = source.probe(p)) {
      if (typeof next !== 'object') return next;
      if (next.kind === 'bytes') await next.fetch(run.signal);
      else {
        const { position } = next;
        if (this.kind === 'lookup') throw this.#missing(p, position);
        const { lower, upper } = await this.#solve(position, run);
        if (lower < upper) return undefined;
        this.#onDemand.remember(position, lower);
      }
    }
  }

  /**
   * Computes a position.
   * @throws EndgameError E_TABLE_MISSING if the solver is a lookup
   */
  async #compute(p: Position, run: OnDemandRun): Promise<Solved> {
    if (this.kind === 'lookup') throw this.#missing(p, p);
    if (run.signal?.aborted) return { lower: LEAST, upper: MOST, source: 'computed' };
    const { lower, upper, method, cached } = await this.#find(p, run);
    return cached ? exactly(lower, 'cache') : { lower, upper, source: 'computed', method };
  }

  /** Computes a position once, however many queries ask for it at the same time. */
  async #find(p: Position, run: OnDemandRun): Promise<Found> {
    const key = p.key();
    const shared = this.#inFlight.get(key);
    if (shared !== undefined && run.deadline === undefined) {
      const found = await shared.catch(() => undefined);
      if (found !== undefined && found.lower === found.upper) return found;
      // The query that started the computation was stopped.
      if (run.signal?.aborted) return { lower: LEAST, upper: MOST, method: 'search' };
      return this.#find(p, run);
    }
    const own = new Position(this.game.schema);
    own.copyFrom(p);
    const compute = (): Promise<Found> => this.#onDemand.find(own, run);
    return await (shared === undefined ? this.#inFlight.begin(key, compute) : compute());
  }

  /** Describes a bound; at the ends of the scale it has an outcome alone. */
  #bound(value: Value): Bound {
    return value === LEAST || value === MOST ? { outcome: this.#domain.outcome(value) } : this.#describe(value);
  }

  #describe(value: Value): Pick<Answer, 'outcome' | 'plies' | 'score'> {
    const domain = this.#domain;
    return {
      outcome: domain.outcome(value),
      ...(this.metric === 'wdl' ? {} : { plies: domain.plies(value) }),
      ...(domain.name === 'score' ? { score: value } : {}),
    };
  }

  /**
   * Returns the error of a lookup without a table.
   * @param p the position of the query
   * @param lacking the position without a table: the same, or one below that the answer depends on
   */
  #missing(p: Position, lacking: Position): EndgameError {
    const { game, metric } = this;
    const table = (each: Position): string =>
      this.#specialization.tableOf(this.#specialization.sliceOf(each.signature));
    const counted = table(lacking) === table(p) ? '' : `, which table ${table(p)} depends on`;
    const option = metric === 'dtm' ? '' : ` --metric ${metric}`;
    return new EndgameError(
      'E_TABLE_MISSING',
      `no table ${game.id} ${table(lacking)} in ${this.#stored?.store.name ?? ''}${counted}`,
      `generate it with "endgame generate ${game.id} ${table(lacking)}${option}", or use --solver hybrid`,
    );
  }
}

function exactly(value: Value, source: SourceName): Solved {
  return { lower: value, upper: value, source };
}
