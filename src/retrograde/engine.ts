import type { Effort } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import { OutcomeValues } from '../game/outcome-values.ts';
import { PlainValues, type Values } from '../game/values.ts';
import type { Space } from '../specialize/index.ts';
import { LEVELS } from './agenda.ts';
import { CLAIM, Control, Patience, type Phase } from './control.ts';
import { Passes } from './passes.ts';
import type { Probe } from './probe.ts';
import { COUNTS, type SliceArrays, sliceArrays, type SliceTask } from './slice-arrays.ts';

/** A sweep with fewer positions to settle is not worth waking other threads. */
const FEWEST_SHARED = 2_000;

/** Progress of an analysis. */
export interface Progress {
  /** `wait`: moves led to slices that were not available. They must be available when the analysis continues. */
  readonly phase: 'mark' | 'forward' | 'wait' | 'levels';
  /** Share of the phase that is done, 0..1 (levels: share of the settled positions). */
  readonly share: number;
}

/** Other threads that help with a slice. */
export interface Helpers {
  /** Most threads, the first one included. */
  readonly threads: number;
  /** Sends them what they need; they help as soon as they can. */
  begin(arrays: SliceArrays): void;
}

/** How a slice is analysed. */
export interface RetrogradeOptions extends Partial<Pick<SliceTask, 'metric' | 'isWide'>> {
  /** Absent: one thread works alone. */
  readonly helpers?: Helpers | undefined;
}

/**
 * Generic retrograde analysis of one slice: level-synchronous backward induction with a counter of undecided successors
 * (Thompson 1986, Lake/Schaeffer/Lu 1994), one algorithm for both value domains.
 *
 * Values are integers ordered by preference (game/value.ts), and |value| falls by one per ply (outcome domain) or stays
 * (score domain). So results are settled by falling |value|: the levels. Three passes:
 *
 *   mark     every index: hole or illegal -> UNUSED; ended -> its value
 *   forward  every other position plays its moves. Exits give `best`, the best value that they reach; moves within the
 *            slice are counted
 *   levels   from the largest |value| down: a position with value +L, or with value -L and no undecided successor left,
 *            is settled and updates its predecessors: a loss makes them wins, a win lowers their counters, and a
 *            counter that reaches zero makes a loss (unless an exit is better)
 *
 * Positions that no level settles can go on for ever: 0. An exit enters at its own level, so distances are exact. Only
 * an exit may score points or keep the turn (then the successor's value is the mover's own). Within a slice the value
 * of every move is minus its successor's value; the levels rest on this.
 *
 * Symmetry: an index is an orbit, and between orbits of different sizes a move and its unmove differ in number. If p
 * has |S_p| symmetries, N moves lead from p to the orbit of q, and N' unmoves lead back, then N |S_q| = N' |S_p|. Hence
 * a move counts |S_q| forward and an unmove |S_p| backward.
 *
 * The first two passes are one if played moves show whether they are legal: marks serve moves that are not played
 * (game.shift). A slice without moves within itself (games in which every move adds or removes a man) is done then.
 *
 * Other threads may help with each pass (passes.ts says how); this one decides what is next.
 *
 * Outcomes alone (wdl) need no order, so they have one level (outcome-entries.ts), distances and scores one for each value (distance-entries.ts).
 *
 * Memory: 4 bytes per index (5 with scores, 1 1/4 with outcomes alone); without `unmoves` also 4 bytes per edge and, if
 * there are edges, 4 per index.
 */
export class Retrograde {
  /** Counters of the work, complete at the end. */
  readonly effort: Effort = { positions: 0, edges: 0, backEdges: 0, bytes: 0 };
  readonly #size: number;
  readonly #arrays: SliceArrays;
  readonly #control: Control;
  readonly #passes: Passes;
  readonly #options: RetrogradeOptions;
  readonly #problem: readonly [Game, Space, Probe];
  #settled = 0;
  #sweeps = 0;

  constructor(game: Game, space: Space, probe: Probe, options: RetrogradeOptions = {}) {
    const { helpers, metric = 'dtm', isWide = false } = options;
    const domain = game.domain.name;
    this.#size = space.size;
    this.#arrays = sliceArrays(space.size, { domain, metric, isWide, threads: helpers?.threads ?? 1 });
    this.#control = new Control(this.#arrays.control);
    this.#passes = new Passes(game, space, probe, this.#arrays, this.#control, 0);
    this.#options = options;
    this.#problem = [game, space, probe];
  }

  /**
   * Solves the slice, pausing at every yield. The caller may stop iterating at any pause, and then ends the helpers.
   * @returns value of each index, UNUSED for holes and illegal positions
   * @throws EndgameError E_RULES if the rules contradict the contract
   * @throws TooManyForAByte if a byte does not count the moves of a position
   */
  *run(): Generator<Progress, Values, void> {
    const size = this.#size;
    const control = this.#control;
    const { late, edges } = this.#passes;
    this.#options.helpers?.begin(this.#arrays);
    const first = Math.min(size, CLAIM);
    yield* this.#perform('markAndPlay', 0, first, true);
    if (control.has('marksAsked')) {
      yield* this.#perform('mark', first, size);
      yield* this.#perform('forward', first, size);
    } else yield* this.#perform('markAndPlay', first, size);
    if (control.has('late')) {
      if (control.joined > 1) this.#passes.findLate(0, size);
      yield { phase: 'wait', share: 1 };
      for (const i of late) this.#passes.leave(i);
    }
    if (edges !== undefined && control.joined > 1 && control.has('someInside')) return yield* this.#alone();
    edges?.close();
    // Without moves within the slice every value is final: the best value that exits reach.
    if (control.has('someInside')) {
      const { agenda } = this.#passes;
      // Most levels are empty, so nothing is made for them.
      for (let level = LEVELS; level > 0; level--) while (agenda.expected(level) > 0) yield* this.#settle(level);
    }
    yield* this.#perform('finish', 0, size);
    control.end();
    this.#count();
    const { entries } = this.#arrays;
    return entries.kind === 'outcomes' ? new OutcomeValues(entries.packed, size) : new PlainValues(entries.values);
  }

  /** Begins again without helpers: samples showed no move within the slice, and nobody knows all that there are. */
  *#alone(): Generator<Progress, Values, void> {
    this.#control.end();
    const again = new Retrograde(...this.#problem, { ...this.#options, helpers: undefined });
    const values = yield* again.run();
    Object.assign(this.effort, again.effort);
    return values;
  }

  /** Sweeps a level. */
  *#settle(level: number): Generator<Progress, void, void> {
    const { agenda } = this.#passes;
    const isSmall = agenda.expected(level) < FEWEST_SHARED;
    agenda.take(level);
    this.#sweeps++;
    yield* this.#perform('sweep', 0, this.#size, isSmall, level);
  }

  /** Performs a phase for the indices from `from` to `to`, together with the helpers unless `alone`. */
  *#perform(phase: Phase, from: number, to: number, alone = false, level = 0): Generator<Progress, void, void> {
    if (from === to) return;
    const control = this.#control;
    const passes = this.#passes;
    const name = phase === 'sweep' || phase === 'finish' ? 'levels' : phase === 'mark' ? 'mark' : 'forward';
    const owners = alone ? 1 : control.joined;
    const closed = this.#options.helpers === undefined || alone || (phase === 'sweep' && owners === 1);
    control.begin(phase, from, to, { alone: closed, owners, level, sweep: this.#sweeps });
    passes.enter(phase);
    for (let chunk = control.claim(); chunk >= 0; chunk = control.claim()) {
      this.#settled += passes.perform(phase, chunk);
      const share = name === 'levels' ? this.#settled / this.#size : (chunk * CLAIM) / this.#size;
      yield { phase: name, share: Math.min(1, share) };
    }
    passes.finish(phase);
    if (closed) return;
    control.close();
    for (const patience = new Patience(); !control.isQuiet(); patience.wait()) yield { phase: name, share: 1 };
    if (control.failed >= 0) this.#failAgain(phase);
  }

  /** Repeats what failed in another thread, so that its error is thrown here. */
  #failAgain(phase: Phase): never {
    if (phase !== 'sweep') this.#passes.perform(phase, this.#control.failed);
    throw new Error('the rules failed in another thread; one thread shows where');
  }

  #count(): void {
    const { effort } = this;
    const { counts, rings } = this.#arrays;
    const { agenda, edges, effort: own, entries } = this.#passes;
    effort.positions = own.positions;
    effort.edges = own.edges;
    effort.backEdges = own.backEdges;
    for (let at = COUNTS; at < counts.length; at += COUNTS) {
      effort.positions += counts[at];
      effort.edges += counts[at + 1];
      effort.backEdges += counts[at + 2];
    }
    effort.bytes = entries.bytes + agenda.bytes + rings.byteLength + (edges?.bytes ?? 0);
  }
}
