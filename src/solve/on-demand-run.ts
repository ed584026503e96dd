import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import type { Bounds } from '../search/index.ts';
import type { RunOptions } from '../values/index.ts';

/** Options of one question. */
export interface OnDemandRun extends RunOptions {
  /** Time of `performance.now()` from which on bounds are enough. */
  readonly deadline?: number | undefined;
  /** Seconds for a position whose slice cannot be computed; default 60, and 2 if the slice is refused. */
  readonly seconds?: number | undefined;
  /** With `seconds`: a slice that would take longer counts as one that cannot be computed; default 300 seconds. */
  readonly longest?: number | undefined;
  /** Time of `performance.now()` from which on no distance is looked for beside a known outcome; default never. */
  readonly distancesUntil?: number | undefined;
  /** Whether bounds are enough when time or memory ends. */
  readonly bounds?: boolean | undefined;
  /** Called with the positions and moves that searches, closures and bounds visited. */
  readonly onLooked?: ((positions: number, moves: number) => void) | undefined;
}

/** Share of the time that working out what follows may take, if time is limited. */
const EXPLORING_SHARE = 0.5;

/** Returns whether the run needs no exact value when time or memory ends. */
export function isBoundEnough({ deadline, bounds }: OnDemandRun): boolean {
  return deadline !== undefined || bounds === true;
}

/** Returns whether the deadline or the signal has come. */
export function isTimeUp({ deadline, signal }: OnDemandRun): boolean {
  return signal?.aborted === true || (deadline !== undefined && performance.now() >= deadline);
}

/** Returns the time at which preparations must end: without a limit never. */
export function partOfTime({ deadline, seconds }: OnDemandRun): number {
  const now = performance.now();
  const left = Math.min(secondsTo(deadline ?? Number.POSITIVE_INFINITY), seconds ?? Number.POSITIVE_INFINITY);
  return now + 1000 * EXPLORING_SHARE * left;
}

/** Returns the seconds to a time of `performance.now()`. */
export function secondsTo(until: number): number {
  return Math.max(0, (until - performance.now()) / 1000);
}

/** Time ended the work, so memory would not help. */
export class OutOfTime extends EndgameError {}

/**
 * Returns the error (E_BUDGET) that says what ended the work before its result was exact.
 * @param seconds that it took
 * @param full bytes that were full; undefined if time ended it
 */
export function endedBy(
  game: Game,
  p: Position,
  { lower, upper }: Bounds,
  seconds: number,
  full: number | undefined,
): EndgameError {
  const { domain } = game;
  const bounds = `at least a ${domain.outcome(lower)} and at most a ${domain.outcome(upper)}`;
  const took = seconds.toPrecision(2);
  const text = game.format(p);
  if (full === undefined) {
    return new OutOfTime('E_BUDGET', `${text}: only bounds after ${took} s: ${bounds}`, 'give it more time');
  }
  const ended = `when ${(full / 1e6).toFixed(1)} MB of memory were full after ${took} s`;
  return new EndgameError('E_BUDGET', `${text}: only bounds ${ended}: ${bounds}`, 'give it more memory');
}
