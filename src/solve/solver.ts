/**
 * The three solvers are one: over? the rules say so; stored? look it up; computed before? take that; else find it out
 * (miss.ts), with what is stored and at hand. `lookup` never computes, `compute` never looks up, `hybrid` does either.
 */

import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { type Value, type ValueDomain, WDL } from '../game/value.ts';
import { abortError } from '../retrograde/index.ts';
import { type EngineId, type Policy, type RunOptions, SliceValues } from '../values/index.ts';
import { LEAST, MOST } from '../search/index.ts';
import { type Slice, type Specialization, specialize } from '../specialize/index.ts';
import type { Pack } from '../table/index.ts';
import type { Answer, Bound, Bounded, MoveAnswer, Provenance, Source } from './answer.ts';
import { CostEstimate } from './cost-estimate.ts';
import { type Found, type Method, OnDemandSolver, type OnDemandRun } from './on-demand.ts';
import { Play } from './play.ts';
import { Tables } from './tables.ts';

export const SOLVERS = ['lookup', 'compute', 'hybrid'] as const;
export type SolverKind = (typeof SOLVERS)[number];

export const DEFAULT_MEMORY = 512_000_000;
/** Share of memory for searches, as long as slices do not need it. */
const SEARCHING = 1 / 8;

export interface SolverOptions {
  readonly game: Game;
  readonly solver?: SolverKind;
  /** Tables to use; needed by `lookup`, optional for `hybrid`. */
  readonly pack?: Pack | undefined;
  /** Bytes for what is computed and kept and for the analysis under way; default 512 MB. The pack's cache comes on top. */
  readonly memory?: number;
  /**
   * What is found: dtm (default), with distances, or wdl, the outcomes alone, which a kernel finds in half the time and a
   * third of the memory. Tables of the same metric are used.
   */
  readonly metric?: 'dtm' | 'wdl' | undefined;
  /** What computes slices; default: the game's kernel where it has one, else the generic engine. */
  readonly engine?: EngineId | undefined;
  /** Threads that a kernel may use; default 1. */
  readonly threads?: number | undefined;
  /** Which computed slice goes when room is needed; default greedy-dual, which keeps what is dear to compute again. */
  readonly policy?: Policy | undefined;
  /** Names of the tables of the pack that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Seconds to compute each table, as measured, what lies below it at hand. */
  readonly costs?: ReadonlyMap<string, number> | undefined;
  /** How what is not stored may be found; default: whatever is cheapest. */
  readonly methods?: readonly Method[] | undefined;
}

export interface QueryOptions extends RunOptions {
  /** Seconds for a position that no slice could hold; default 60. */
  readonly seconds?: number | undefined;
  /**
   * Milliseconds after which bounds will do instead of an answer. What was computed until then is kept, so the same
   * question asked again goes on from there.
   */
  readonly deadline?: number | undefined;
  /** Give bounds, not an error, when the signal fires. */
  readonly bounds?: boolean | undefined;
  /** Also rank every legal move. */
  readonly moves?: boolean;
  /** Also give a principal line. */
  readonly line?: boolean;
}

/** A position's value and where it came from, or bounds. */
interface Solved {
  readonly lower: Value;
  readonly upper: Value;
  readonly source: Source;
  readonly method?: Method;
}

/** What one query has used so far. */
interface Tally {
  slices: string[];
  positions: number;
  moves: number;
}

export class Solver {
  readonly game: Game;
  readonly kind: SolverKind;
  readonly metric: 'dtm' | 'wdl';
  /** What values mean under the metric. */
  readonly #domain: ValueDomain;
  readonly #specialization: Specialization;
  readonly #tables: Tables | undefined;
  readonly #slices: SliceValues;
  readonly #miss: OnDemandSolver;
  readonly #play: Play;
  /** Positions that are being found out, so that nobody begins twice. */
  readonly #inProgress = new Map<string, Promise<Found>>();

  /** @throws EndgameError E_USAGE if a lookup solver gets no pack */
  constructor(options: SolverOptions) {
    const { game, solver = 'hybrid', pack, memory = DEFAULT_MEMORY, metric = 'dtm', engine, threads } = options;
    if (solver === 'lookup' && !pack) {
      throw new EndgameError(
        'E_USAGE',
        'the lookup solver needs a pack of tables',
        'give one, or use the hybrid solver',
      );
    }
    this.game = game;
    this.kind = solver;
    this.#specialization = specialize(game);
    this.#tables =
      pack && solver !== 'compute'
        ? new Tables(this.#specialization, pack, {
            tolerant: solver === 'hybrid',
            metric,
            only: options.only,
            elsewhere: (p) => this.#slices.cachedValue(p) ?? this.#miss.known(p),
          })
        : undefined;
    const tables = this.#tables;
    this.metric = metric;
    this.#domain = metric === 'wdl' ? WDL : game.domain;
    this.#play = new Play(game, metric, this.#domain, (p, run) => this.value(p, run));
    this.#slices = new SliceValues(this.#specialization, {
      memory,
      metric,
      engine,
      threads,
      policy: options.policy ?? 'greedy-dual',
      ...(tables ? { load: (slice) => tables.load(slice) } : {}),
    });
    const seeded = (slice: Slice): boolean => tables?.seeds(slice) === true;
    this.#miss = new OnDemandSolver({
      specialization: this.#specialization,
      metric,
      slices: this.#slices,
      forecast: new CostEstimate(this.#specialization, this.#slices, seeded, options.costs),
      known: (p) => this.#known(p),
      memory: Math.floor(memory * SEARCHING),
      room: () => memory - this.#slices.bytes,
      methods: options.methods,
    });
  }

  /** Bytes of what was computed and is kept. */
  get cachedBytes(): number {
    return this.#slices.bytes + this.#miss.bytes;
  }

  /** Computed slices that went to make room for others. */
  get evicted(): number {
    return this.#slices.evicted;
  }

  /** Forgets what was computed: the next query starts cold. */
  forget(): void {
    this.#slices.clear();
    this.#miss.forget();
    this.#tables?.forget();
  }

  /** Closes the tables and forgets everything. */
  close(): void {
    this.forget();
    this.#tables?.pack.close();
  }

  /**
   * Answers exactly, or, if a deadline is given or bounds will do, with bounds.
   * @param position in the game's notation
   * @throws EndgameError E_POSITION, E_TABLE_MISSING (lookup), E_TABLE_DAMAGED (lookup), E_BUDGET, E_ABORTED, E_FILE
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
    // Moves and the line take as long as they take: they were asked for.
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
      value,
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
   * Best play for both sides, as far as somebody makes progress.
   * @throws EndgameError as `query`
   */
  async line(position: string, options: Omit<QueryOptions, 'deadline' | 'bounds'> = {}): Promise<readonly string[]> {
    return (await this.query(position, { ...options, line: true })).line;
  }

  /** What a query uses, from now on. */
  #account(): { tally: Tally; close: (p: Position, solved: Solved) => Provenance } {
    const start = performance.now();
    const before = this.#tables?.pack.meter.bytesRead ?? 0;
    const tally: Tally = { slices: [], positions: 0, moves: 0 };
    const close = (p: Position, { source, method }: Solved): Provenance => ({
      source,
      ...(method === undefined ? {} : { method }),
      table: source === 'rules' ? '' : this.#tableOf(p),
      bytesRead: (this.#tables?.pack.meter.bytesRead ?? 0) - before,
      positionsExpanded: tally.positions,
      movesExpanded: tally.moves,
      slicesSolved: tally.slices,
      ms: performance.now() - start,
      warnings: this.#tables?.takeFaults().map((error) => error.message) ?? [],
    });
    return { tally, close };
  }

  #tableOf(p: Position): string {
    const { materials } = this.#specialization;
    if (this.#slices.reaches(p)) return materials.name(p.signature);
    try {
      return this.#specialization.tableOf(this.#specialization.sliceOf(p.signature));
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_POSITION') return materials.name(p.signature);
      throw error;
    }
  }

  /** The value of a legal position alone, for loops over many positions. */
  async value(p: Position, run: RunOptions = {}): Promise<Value> {
    const { lower, upper } = await this.#solve(p, run);
    if (lower < upper) throw abortError(`${this.game.id} ${this.#tableOf(p)}`);
    return lower;
  }

  async #solve(p: Position, run: OnDemandRun): Promise<Solved> {
    const { game } = this;
    const ended = game.ended(p);
    if (ended !== undefined) return exactly(this.metric === 'wdl' ? WDL.further(ended) : ended, 'rules');
    const stored = await this.#stored(p, run);
    if (stored !== undefined) return exactly(stored, 'table');
    if (this.kind === 'lookup') throw this.#missing(this.#specialization.sliceOf(p.signature));
    const found = this.#miss.known(p);
    if (found !== undefined) return exactly(found, 'cache');
    if (!this.#slices.reaches(p) && this.#isReady(p)) {
      const { value, cached } = await this.#slices.value(p, run);
      return exactly(value, cached ? 'cache' : 'computed');
    }
    if (run.signal?.aborted) return { lower: LEAST, upper: MOST, source: 'computed' };
    const { lower, upper, method } = await this.#find(p, run);
    return { lower, upper, source: 'computed', method };
  }

  #isReady(p: Position): boolean {
    try {
      return this.#slices.isCached(p);
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_POSITION') return false; // too many men
      throw error;
    }
  }

  /** Finds a position out once, however many ask for it at the same time. */
  async #find(p: Position, run: OnDemandRun): Promise<Found> {
    const key = p.key();
    const shared = this.#inProgress.get(key);
    if (shared !== undefined && run.deadline === undefined) {
      const found = await shared.catch(() => undefined);
      if (found !== undefined && found.lower === found.upper) return found;
      // The one who started it gave up.
      if (run.signal?.aborted) return { lower: LEAST, upper: MOST, method: 'search' };
      return this.#find(p, run);
    }
    const own = new Position(this.game.schema);
    own.copyFrom(p);
    const work = this.#miss.find(own, run).finally(() => {
      if (this.#inProgress.get(key) === work) this.#inProgress.delete(key);
    });
    if (shared === undefined) this.#inProgress.set(key, work);
    return await work;
  }

  /** What a table says, with values of positions below it that it counts on and that have no table computed for it. */
  async #stored(p: Position, run: OnDemandRun): Promise<Value | undefined> {
    const tables = this.#tables;
    if (tables === undefined || this.#slices.reaches(p)) return undefined;
    if (this.kind === 'lookup') return tables.probe(p);
    if (!tables.mayHold(p)) return undefined;
    const slice = this.#specialization.sliceOf(p.signature);
    for (;;) {
      const stored = tables.probe(p);
      if (stored !== undefined) return stored;
      const { lacking } = tables;
      if (lacking === undefined || lacking.slice === slice) return undefined;
      const { lower, upper } = await this.#solve(lacking.position, run);
      if (lower < upper) return undefined;
      tables.lend(lacking.position, lower);
    }
  }

  /** For computations under way: values that are stored or were computed. */
  #known(p: Position): Value | undefined {
    if (this.#tables?.mayHold(p)) {
      const stored = this.#tables.probe(p);
      if (stored !== undefined) return stored;
    }
    return this.#slices.cachedValue(p);
  }

  /** A bound as people read it; at the ends of the scale it tells the outcome alone. */
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

  /** What a lookup says if it has no table for the slice, or none for a slice below on which the table counts. */
  #missing(slice: Slice): EndgameError {
    const { game, metric } = this;
    const spec = this.#specialization;
    const directory = this.#tables?.pack.directory ?? '';
    const lacking = spec.tableOf(this.#tables?.lacking?.slice ?? slice);
    const counted = lacking === spec.tableOf(slice) ? '' : `, which table ${spec.tableOf(slice)} counts on`;
    const option = metric === 'dtm' ? '' : ` --metric ${metric}`;
    return new EndgameError(
      'E_TABLE_MISSING',
      `no table ${game.id} ${lacking} in ${directory}${counted}`,
      `generate it with "endgame generate ${game.id} ${lacking}${option}", or use --solver hybrid`,
    );
  }
}

function exactly(value: Value, source: Source): Solved {
  return { lower: value, upper: value, source };
}
