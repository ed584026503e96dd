import type { Game } from '../game/contract.ts';
import { EndgameError, exceedsMemory } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { isLegal } from '../game/rules.ts';
import type { Side } from '../game/schema.ts';
import { type Value, win, worthOf, zeroed } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { Pacer } from '../platform/pacer.ts';
import {
  type Bounds,
  searchedDomain,
  Forward,
  type Known,
  type Leap,
  Memo,
  MOST,
  NOTHING_KNOWN,
  PositionBounds,
  Region,
  seenAt,
  stuckAt,
  zeroesUnder,
} from '../search/index.ts';

/** What positions with rights are answered with. */
export interface RightsOptions {
  readonly game: Game;
  readonly metric: Metric;
  /** Values of positions without rights that are known at once. */
  readonly known: Known;
  /**
   * Returns bounds of a position without rights, for its side to move, and why they are not equal if it is out of reach.
   * @throws EndgameError E_BUDGET or E_TOO_LARGE if it is so far out of reach that nothing can be said
   */
  readonly value: (p: Position, run: RightsRun) => Promise<Bounds & Pick<RightsFound, 'failure'>>;
  /** Bytes for positions with rights, in order of magnitude. */
  readonly memory: number;
}

/** Options of one question. */
export interface RightsRun {
  /** Time of `performance.now()` from which on bounds are enough. */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the numbers of positions and moves that were looked at. */
  readonly onLooked?: ((positions: number, moves: number) => void) | undefined;
}

/** Bounds of a position with rights. */
export interface RightsFound extends Bounds {
  /** How they were found. */
  readonly method: 'search' | 'closure';
  /** Why they are not equal; absent where the deadline or the signal came first. */
  readonly failure?: EndgameError | undefined;
}

/** Positions that the first search expands: a mate that is near needs no values of other positions. */
const SEARCHED = 5000;
/** Positions whose moves are looked at together, so that values below are asked for in a good order. */
const BATCH = 4096;
/** Bytes of a position with rights: its state, its bounds, and its moves while its region is solved. */
const POSITION_BYTES = 800;

/**
 * Answers positions with rights that no table holds (castling in chess). The positions in which a right lives are few,
 * since the men that have it have not moved: they are searched whole, down to the positions without rights, whose values
 * come from below. What is not searched, or has bounds below, counts once as the best and once as the worst for the
 * asker; so the results are bounds.
 *
 * Solved positions stay known until `forget`.
 */
export class Rights {
  readonly #options: RightsOptions;
  readonly #most: number;
  #found: PositionBounds | undefined;

  constructor(options: RightsOptions) {
    this.#options = options;
    this.#most = Math.max(1, Math.floor(options.memory / POSITION_BYTES));
  }

  /** Bytes of memory between questions. */
  get bytes(): number {
    return this.#found?.byteLength ?? 0;
  }

  /** Drops what was found. */
  forget(): void {
    this.#found = undefined;
  }

  /** Finds bounds of a legal position with rights. They are equal where nothing was out of reach. */
  async find(p: Position, run: RightsRun): Promise<RightsFound> {
    if ((this.#found?.count ?? 0) > this.#most / 2) this.forget();
    const found = (this.#found ??= new PositionBounds(p));
    const known = found.get(found.numberOf(p));
    if (known.lower === known.upper) return { ...known, method: 'closure' };
    const work = new Work(run, found);
    const near = await this.#search(p, work);
    if (near.lower === near.upper || work.isOver) return { ...near, method: 'search' };
    const { lower, upper } = await this.#solve(p, work);
    return {
      lower: lower > near.lower ? lower : near.lower,
      upper: upper < near.upper ? upper : near.upper,
      method: 'closure',
      ...(work.failure === undefined ? {} : { failure: this.#failureOf(p, work.failure) }),
    };
  }

  /** Returns the error of a position that is not known because of what follows it. */
  #failureOf(p: Position, { code, message, hint }: EndgameError): EndgameError {
    const text = this.#options.game.format(p);
    if (message.startsWith(text)) return new EndgameError(code, message, hint);
    return new EndgameError(code, `${text}: what follows is not known: ${message}`, hint);
  }

  async #search(p: Position, work: Work): Promise<Bounds> {
    const { game, metric, known } = this.#options;
    const search = new Forward(p, {
      game,
      metric,
      known: (q) => (q.flags === 0 ? known(q) : undefined),
      memo: new Memo(p, SEARCHED * Memo.entryBytes(p)),
      most: SEARCHED,
    });
    const steps = search.run();
    while (steps.next().done !== true && !work.isOver) await work.pause();
    work.run.onLooked?.(search.expanded, 0);
    return { lower: search.lower as Value, upper: search.upper as Value };
  }

  /** Solves the region of a position: what follows from it with rights. */
  async #solve(root: Position, work: Work): Promise<Bounds> {
    const { game, metric } = this.#options;
    const { found } = work;
    const region = new Region();
    const p = new Position(game.schema);
    const buffer = new Int32Array(game.maxMoves);
    region.add(found.numberOf(root), root.turn);
    for (let next = 0; next < region.members.length && !work.isOver; ) {
      const batch: Batch = { nodes: [], exits: new PositionBounds(root), wanted: [] };
      const last = Math.min(next + BATCH, region.members.length);
      for (; next < last && !work.isOver; next++) {
        found.load(region.members[next], p);
        batch.nodes.push(this.#expand(p, buffer, batch, work));
        await work.pause();
      }
      await this.#evaluate(batch, p, work);
      for (const node of batch.nodes) this.#enter(node, region, batch, work);
      if (found.count > this.#most) work.failure ??= this.#tooMany(root);
    }
    work.run.onLooked?.(region.members.length, region.moves);
    const steps = region.solving(metric === 'wdl' || game.domain.name === 'score' ? 0 : 1);
    for (let next = steps.next(); !work.isLate; next = steps.next()) {
      if (next.done === true) {
        region.members.forEach((number, i) => found.set(number, next.value[i]));
        return next.value[0];
      }
      await work.pause();
    }
    return NOTHING_KNOWN;
  }

  /** Returns the moves of a position; a move that nothing can beat stands alone. */
  #expand(p: Position, buffer: Int32Array, batch: Batch, work: Work): Node {
    const { game, metric, known } = this.#options;
    const domain = searchedDomain(game, metric);
    const zeroes = zeroesUnder(game, metric);
    const ended = seenAt(game, domain, () => undefined, p);
    if (ended !== undefined) return { value: ended, moves: [] };
    const moves: Step[] = [];
    for (let m = 0, n = game.moves(p, buffer); m < n; m++) {
      const { turn } = p;
      const zeroing = zeroes?.(p, buffer[m]) === true;
      const points = game.play(p, buffer[m]) ?? 0;
      if (isLegal(game, p)) {
        const inside = p.flags !== 0;
        const positions = inside ? work.found : batch.exits;
        const { count } = positions;
        const number = positions.numberOf(p);
        const step = { number, inside, zeroing, turn: p.turn, points, again: p.turn === turn };
        if (!inside && number === count) {
          const seen = seenAt(game, domain, known, p);
          if (seen === undefined) batch.wanted.push({ number, signature: p.signature });
          else batch.exits.set(number, { lower: seen, upper: seen });
        }
        if (!inside && this.#isUnbeatable(step, batch.exits.get(number))) {
          p.rewind(0);
          return { value: undefined, moves: [step] };
        }
        moves.push(step);
      }
      p.rewind(0);
    }
    return { value: moves.length > 0 ? undefined : stuckAt(game, domain, p), moves };
  }

  /** Finds the values of the positions without rights after the moves of a batch, one kind of material at a time. */
  async #evaluate({ exits, wanted }: Batch, p: Position, work: Work): Promise<void> {
    wanted.sort((a, b) => a.signature - b.signature || a.number - b.number);
    for (const { number } of wanted) {
      if (work.isOver) return;
      exits.load(number, p);
      try {
        const below = await this.#options.value(p, work.run);
        exits.set(number, below);
        work.failure ??= below.failure;
      } catch (error) {
        if (!exceedsMemory(error)) throw error;
        // The next position would be out of reach too, and would take as long to say so.
        work.failure = error;
      }
      await work.pause();
    }
  }

  /** Adds the next position of a region, with its moves. */
  #enter({ value, moves }: Node, region: Region, batch: Batch, work: Work): void {
    region.open();
    if (value !== undefined) return region.settle(value);
    const inside: Step[] = [];
    for (const step of moves) {
      const bounds = (step.inside ? work.found : batch.exits).get(step.number);
      if (step.inside && bounds.lower < bounds.upper) inside.push(step);
      else {
        region.exit(bounds, step.turn, step);
        if (this.#isUnbeatable(step, bounds)) return;
      }
    }
    for (const step of inside) region.move(step.number, step.turn, step);
  }

  /** Returns whether no other move can be worth more than one after which the position has these bounds. */
  #isUnbeatable({ points, again, zeroing }: Step, { lower, upper }: Bounds): boolean {
    const { game, metric } = this.#options;
    const after = again ? lower : upper;
    const worth = zeroing ? zeroed(after) : worthOf(searchedDomain(game, metric), after, points, again);
    return worth >= (metric === 'wdl' ? MOST : win(1));
  }

  #tooMany(p: Position): EndgameError {
    return new EndgameError(
      'E_BUDGET',
      `${this.#options.game.format(p)}: more than ${this.#most} positions keep the right that no table holds (castling)`,
      'give it more memory, ask for outcomes alone (wdl), or ask without the right',
    );
  }
}

/** A move of a position with rights. */
interface Step extends Leap {
  /** Number of the position after it: of those with rights, or of the batch's exits. */
  readonly number: number;
  readonly inside: boolean;
  /** The side to move after it. */
  readonly turn: Side;
}

/** A position with rights: its value if that is plain, or its moves. */
interface Node {
  readonly value: Value | undefined;
  readonly moves: readonly Step[];
}

/** Positions of a region, and those without rights after their moves. */
interface Batch {
  readonly nodes: Node[];
  readonly exits: PositionBounds;
  /** Exits whose values are not known at once. */
  readonly wanted: { readonly number: number; readonly signature: number }[];
}

/** What one question works with. */
class Work {
  readonly run: RightsRun;
  /** Positions with rights, here and from questions before. */
  readonly found: PositionBounds;
  /** Why no more can be found. */
  failure: EndgameError | undefined;
  readonly #pacer = new Pacer();

  constructor(run: RightsRun, found: PositionBounds) {
    this.run = run;
    this.found = found;
  }

  /** Whether nothing more can be looked at, and bounds must do. */
  get isOver(): boolean {
    return this.failure !== undefined || this.isLate;
  }

  /** Whether the deadline or the signal has come. */
  get isLate(): boolean {
    const { deadline, signal } = this.run;
    return signal?.aborted === true || (deadline !== undefined && performance.now() >= deadline);
  }

  /** Gives other work its turn where it is due. */
  async pause(): Promise<void> {
    if (this.#pacer.isDue) await this.#pacer.pause();
  }
}
