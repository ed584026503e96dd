/**
 * The three solvers are one: over? the rules say so; stored? look it up; else compute the slice, with stored and
 * cached slices below it. `lookup` never computes, `compute` never looks up, `hybrid` does either.
 */

import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { DRAW, loss, negate, type Value, type ValueDomain, WDL, win } from '../game/value.ts';
import { abortError, type Engine, type RunOptions, SliceValues } from '../retrograde/index.ts';
import { type Slice, type Specialization, specialize } from '../specialize/index.ts';
import type { Pack } from '../store/index.ts';
import type { Answer, MoveAnswer, Source } from './answer.ts';
import { Tables } from './tables.ts';

export const SOLVERS = ['lookup', 'compute', 'hybrid'] as const;
export type SolverKind = (typeof SOLVERS)[number];

export const DEFAULT_MEMORY = 512_000_000;
const DEFAULT_SECONDS = 60;
/** A line of draws or scores stops after this many plies: nobody makes progress. */
const LONGEST_IDLE_LINE = 12;

export interface SolverOptions {
  readonly game: Game;
  readonly solver?: SolverKind;
  /** Tables to use; needed by `lookup`, optional for `hybrid`. */
  readonly pack?: Pack | undefined;
  /** Bytes for slices computed and kept and for the analysis under way; default 512 MB. */
  readonly memory?: number;
  /**
   * What is found: dtm (default), with distances, or wdl, the outcomes alone, which a kernel finds in half the time and a
   * third of the memory. Tables of the same metric are used.
   */
  readonly metric?: 'dtm' | 'wdl' | undefined;
  /** What computes slices; default: the game's kernel where it has one, else the generic engine. */
  readonly engine?: Engine | undefined;
  /** Threads that a kernel may use; default 1. */
  readonly threads?: number | undefined;
}

export interface QueryOptions extends RunOptions {
  /** Also rank every legal move. */
  readonly moves?: boolean;
  /** How long to search a position that is too large for tables (metric wdl); default 60. */
  readonly seconds?: number | undefined;
  /** Also give a principal line. */
  readonly line?: boolean;
}

interface Reply {
  readonly move: number;
  readonly name: string;
  /** For the player to move after it. */
  readonly value: Value;
  /** Points that the mover scores at once. */
  readonly points: number;
  /** Whether the mover moves again. */
  readonly again: boolean;
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
  readonly #moves: Int32Array;

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
    this.#moves = new Int32Array(game.maxMoves);
    this.#tables =
      pack && solver !== 'compute' ? new Tables(this.#specialization, pack, solver === 'hybrid', metric) : undefined;
    const tables = this.#tables;
    this.metric = metric;
    this.#domain = metric === 'wdl' ? WDL : game.domain;
    this.#slices = new SliceValues(this.#specialization, {
      memory,
      metric,
      engine,
      threads,
      ...(tables ? { load: (slice) => tables.load(slice) } : {}),
    });
  }

  /** Bytes of computed slices that are kept. */
  get cachedBytes(): number {
    return this.#slices.bytes;
  }

  /** Forgets what was computed: the next query starts cold. */
  forget(): void {
    this.#slices.clear();
  }

  /**
   * Answers exactly or throws.
   * @param position in the game's notation
   * @throws EndgameError E_POSITION, E_TABLE_MISSING (lookup), E_TABLE_DAMAGED (lookup), E_BUDGET, E_ABORTED, E_FILE
   */
  async query(position: string, options: QueryOptions = {}): Promise<Answer> {
    const { game } = this;
    const p = new Position(game.schema);
    game.parse(p, position);
    const text = game.format(p);
    const start = performance.now();
    const bytesBefore = this.#tables?.pack.meter.bytesRead ?? 0;
    const tally: Tally = { slices: [], positions: 0, moves: 0 };
    const run: QueryOptions = {
      ...options,
      onSolved: (slice, effort) => {
        tally.slices.push(slice.name);
        tally.positions += effort.positions;
        tally.moves += effort.edges;
        options.onSolved?.(slice, effort);
      },
    };

    const { value, source } = await this.#solve(p, run);
    const ended = game.ended(p) !== undefined;
    const replies = options.moves ? await this.#replies(p, run) : [];
    // Outcomes alone lead nowhere: among winning moves nothing tells which one makes progress.
    const line = options.line && this.metric !== 'wdl' ? await this.#line(text, value, run) : [];
    const names =
      game.annotate && replies.length > 0
        ? game.annotate(
            text,
            replies.map((r) => r.name),
          )
        : undefined;
    return {
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
      provenance: {
        source,
        table: ended ? '' : this.#tableOf(p),
        bytesRead: (this.#tables?.pack.meter.bytesRead ?? 0) - bytesBefore,
        positionsExpanded: tally.positions,
        movesExpanded: tally.moves,
        slicesSolved: tally.slices,
        ms: performance.now() - start,
        warnings: this.#tables?.damaged.map((error) => error.message) ?? [],
      },
    };
  }

  #tableOf(p: Position): string {
    const { materials } = this.#specialization;
    if (this.#slices.reaches(p)) return materials.name(p.signature);
    return this.#specialization.tableOf(this.#specialization.sliceOf(p.signature));
  }

  /** The value of a legal position alone, for loops over many positions. */
  async value(p: Position, run: RunOptions = {}): Promise<Value> {
    return (await this.#solve(p, run)).value;
  }

  async #solve(p: Position, run: QueryOptions): Promise<{ value: Value; source: Source }> {
    const { game } = this;
    const ended = game.ended(p);
    if (ended !== undefined) return { value: ended, source: 'rules' };
    if (this.#slices.reaches(p)) return { value: await this.#search(p, run), source: 'computed' };
    const slice = this.#specialization.sliceOf(p.signature);
    const atHand = this.#slices.peek(slice) !== undefined && !this.#tables?.has(slice);
    const stored = atHand ? undefined : this.#tables?.probe(p);
    if (stored !== undefined) return { value: stored, source: 'table' };
    if (this.kind === 'lookup') throw this.#missing(slice);
    if (run.signal?.aborted) throw abortError(slice.name);
    const { value, cached } = await this.#slices.value(p, run);
    return { value, source: cached ? 'cache' : 'computed' };
  }

  /** A position too large for tables: exact, or an error that names the bounds. */
  async #search(p: Position, run: QueryOptions): Promise<Value> {
    const { seconds = DEFAULT_SECONDS } = run;
    const { lower, upper } = await this.#slices.bounds(p, seconds, run);
    if (lower === upper) return lower === 'win' ? win(0) : lower === 'loss' ? loss(0) : DRAW;
    throw new EndgameError(
      'E_BUDGET',
      `${this.game.format(p)}: at least a ${lower} and at most a ${upper} is all that ${seconds} s could tell`,
      'give it more time',
    );
  }

  /** The legal moves with their values, best for the mover first. */
  async #replies(p: Position, run: QueryOptions): Promise<Reply[]> {
    const { game } = this;
    if (game.ended(p) !== undefined) return [];
    const n = game.moves(p, this.#moves);
    const replies: Reply[] = [];
    for (const move of this.#moves.slice(0, n)) {
      const { time, turn } = p;
      const name = game.formatMove(p, move);
      const points = game.play(p, move) ?? 0;
      if (!game.legal || game.legal(p)) {
        const { value } = await this.#solve(p, run);
        replies.push({ move, name, value, points, again: p.turn === turn });
      }
      p.rewind(time);
    }
    const worth = ({ value, points, again }: Reply): number => {
      const after = this.#domain.further(value);
      return points + (again ? after : negate(after));
    };
    return replies.sort((a, b) => worth(b) - worth(a) || (a.name < b.name ? -1 : 1));
  }

  /** Best play from a position; draws and scores stop after a few plies or at the first repetition. */
  async #line(text: string, value: Value, run: RunOptions): Promise<{ before: string; name: string }[]> {
    const { game } = this;
    const p = new Position(game.schema);
    game.parse(p, text);
    const decided = game.domain.name === 'outcome' && value !== DRAW;
    const most = decided ? game.domain.plies(value) : LONGEST_IDLE_LINE;
    const seen = new Set<string>();
    const line: { before: string; name: string }[] = [];
    while (line.length < most && !seen.has(p.key())) {
      seen.add(p.key());
      const [best] = await this.#replies(p, run);
      if (!best) break;
      line.push({ before: game.format(p), name: best.name });
      game.play(p, best.move);
      p.forget();
    }
    return line;
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
    const lacking = spec.tableOf(this.#tables?.lacking ?? slice);
    const counted = lacking === spec.tableOf(slice) ? '' : `, which table ${spec.tableOf(slice)} counts on`;
    const option = metric === 'dtm' ? '' : ` --metric ${metric}`;
    return new EndgameError(
      'E_TABLE_MISSING',
      `no table ${game.id} ${lacking} in ${directory}${counted}`,
      `generate it with "endgame generate ${game.id} ${lacking}${option}", or use --solver hybrid`,
    );
  }
}
