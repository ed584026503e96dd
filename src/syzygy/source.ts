import { knownTo, type Need, type Source } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import type { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { DRAW, isSpoilt, loss, RULE_PLIES, type Value, win } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { NotFetched } from '../table/index.ts';
import { ClassAbsent, SyzygyProber } from './prober.ts';
import type { ClassFiles } from './class-files.ts';

/** How a source of Syzygy files treats them. */
export interface SyzygySourceOptions {
  /** Metric of the answers. */
  readonly metric: Metric;
  /** Whether a damaged file counts as absent and its error is stored; else the error is thrown. */
  readonly tolerant: boolean;
  /** Sources to ask about positions below that have no file. */
  readonly others?: readonly Source[];
}

/** What is known of a value: it is no less than one and no more than the other. */
export interface SyzygyBounds {
  readonly lower: Value;
  readonly upper: Value;
}

/**
 * Syzygy files as a source. They answer outcomes and outcomes under the 50-move rule, plies to zeroing where they do not
 * round them, and of plies to mate those of draws.
 */
export class SyzygySource implements Source {
  readonly name = 'syzygy';
  readonly metric: Metric;
  /** Where the files are. */
  readonly place: string;
  readonly #prober: SyzygyProber;
  readonly #others: readonly Source[];
  readonly #faults: EndgameError[] = [];
  #reported = 0;

  /** @param game one with chessmen and the 50-move rule */
  constructor(game: Game, files: ClassFiles, { metric, tolerant, others = [] }: SyzygySourceOptions) {
    this.metric = metric;
    this.place = files.name;
    this.#others = others;
    this.#prober = new SyzygyProber(game, files, {
      known: (p) => this.#known(p),
      onFailure: (error) => {
        if (!tolerant) throw error;
        this.#faults.push(error);
      },
    });
  }

  /** Returns the errors of files that have not been reported yet. */
  takeFaults(): EndgameError[] {
    const faults = this.#faults.slice(this.#reported);
    this.#reported = this.#faults.length;
    return faults;
  }

  mayHold(p: Position): boolean {
    return p.flags === 0 && this.#prober.holds(p);
  }

  /**
   * Returns the value; undefined if the files lack the class, or if they say it within one ply only (see `bounds`). A need
   * is the value of a position below without a file, or bytes to fetch.
   * @throws EndgameError if a file is damaged and the source is not tolerant
   */
  probe(p: Position): Value | Need | undefined {
    try {
      return this.#value(p);
    } catch (error) {
      return needOf(error, p);
    }
  }

  /**
   * Returns what the files say of plies to zeroing: bounds that differ by one ply, or not at all. Undefined under other
   * metrics, and where `probe` would give no value for another reason.
   * @throws as `probe`
   */
  bounds(p: Position): SyzygyBounds | undefined {
    if (this.metric !== 'dtz' || !this.mayHold(p)) return undefined;
    try {
      const prober = this.#prober;
      const outcome = prober.distance(p);
      const { near, far } = prober;
      return outcome > 0 ? { lower: win(far), upper: win(near) } : { lower: loss(near), upper: loss(far) };
    } catch (error) {
      needOf(error, p);
      return undefined;
    }
  }

  #value(p: Position): Value | undefined {
    const prober = this.#prober;
    if (this.metric !== 'dtz') {
      const outcome = prober.outcome(p);
      if (outcome === 0) return DRAW;
      if (this.metric === 'dtm') return undefined;
      const plies = this.metric === 'wdl50' && Math.abs(outcome) === 1 ? RULE_PLIES + 1 : 0;
      return outcome > 0 ? win(plies) : loss(plies);
    }
    const outcome = prober.distance(p);
    if (outcome === 0) return DRAW;
    if (prober.near < prober.far) return undefined;
    return outcome > 0 ? win(prober.near) : loss(prober.near);
  }

  /** Returns the outcome that other sources know of a position without a file. */
  #known(p: Position): number | undefined {
    const v = knownTo(this.#others, p);
    if (v === undefined) return undefined;
    // Outcomes without the rule tell no cursed win; then none is asked either.
    const isSpoiltByRule = (this.metric === 'dtz' || this.metric === 'wdl50') && isSpoilt(v);
    return Math.sign(v) * (isSpoiltByRule ? 1 : 2);
  }
}

/**
 * Returns what a probe lacked: nothing that anybody could supply (undefined) if that is the class itself.
 * @throws the error if it is another
 */
function needOf(error: unknown, p: Position): Need | undefined {
  if (error instanceof NotFetched) return { kind: 'bytes', fetch: error.fetch };
  if (!(error instanceof ClassAbsent)) throw error;
  if (error.position.signature === p.signature) return undefined;
  const position = new Position(p.schema);
  position.copyFrom(error.position);
  return { kind: 'value', position };
}
