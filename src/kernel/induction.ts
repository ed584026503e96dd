import { EndgameError } from '../game/errors.ts';
import type { MemoryLayout, RowSet } from './layout.ts';
import type { Command, Machine } from './machine.ts';
import type { MetricCodes } from './metric.ts';
import type { Problem } from './problem.ts';

/** Result of an induction. */
export interface Induced {
  /** Number of won and lost positions, both sides to move. */
  readonly decided: number;
  /** Longest win or loss, plies. */
  readonly plies: number;
}

/** Ranks of exits that occur in a problem, by side: `due[side][rank]`. */
export type Due = readonly [Uint8Array, Uint8Array];

/**
 * Backward induction ply by ply over the rows of one problem. The steps are the kernel's (assembly/steps.ts); this
 * function orders them. It yields the number of positions decided so far after each ply; the caller may stop there. It
 * skips a step without input: once only one side wins, that halves the work.
 * @throws EndgameError E_BUDGET if a win is longer than the metric's codes can tell
 */
export function* induce(
  machine: Machine,
  { key, rows }: Problem,
  metricCodes: MetricCodes,
  { won, lost }: MemoryLayout,
  due: Due,
): Generator<number, Induced, void> {
  const perform = (command: Command, ...args: number[]): number => machine.perform(command, rows, args);
  let decided = 0;
  let plies = 0;
  const clear = ({ masks }: RowSet): number => {
    machine.bytes.fill(0, masks, masks + 8 * rows);
    return 0;
  };
  /** Number of positions that each side has just won, and lost. */
  const wins = [0, 0];
  let losses = [0, 0];
  const win = (side: number, ply: number, from: readonly RowSet[], feed: readonly number[]): void => {
    const rank = metricCodes.winning(ply);
    const source = from[1 - side];
    const target = won[side];
    if (feed[1 - side] > 0 || (rank > 0 && due[side][rank] > 0)) {
      wins[side] = perform('wins', side, ply + 1, rank, source.words, source.masks, target.words, target.masks);
    } else if (wins[side] > 0) wins[side] = clear(target);
  };
  const lose = (side: number, ply: number, to: readonly RowSet[], had: readonly number[]): number => {
    const rank = metricCodes.losing(ply);
    const last = metricCodes.losingBy(ply);
    const source = won[1 - side];
    const target = to[side];
    if (wins[1 - side] > 0 || (rank > 0 && due[side][rank] > 0)) {
      return perform('losses', side, ply + 1, rank, last, source.words, source.masks, target.words, target.masks);
    }
    return had[side] > 0 ? clear(target) : 0;
  };
  const sum = ([a, b]: readonly number[]): number => a + b;

  losses = [0, 1].map((side) => {
    const set = lost[0][side];
    return perform('mates', side, 1, set.words, set.masks);
  });
  decided += sum(losses);
  if (!metricCodes.depths) {
    for (let ply = 1; ; ply += 2) {
      for (const side of [0, 1]) win(side, ply, lost[0], losses);
      for (const [side, { words, masks }] of lost[0].entries()) perform('retire', side, words, masks);
      losses = [0, 1].map((side) => lose(side, ply + 1, lost[0], losses));
      decided += sum(wins) + sum(losses);
      yield decided;
      if (sum(losses) === 0) return { decided, plies: ply };
    }
  }
  const lastDue = Math.max(
    0,
    ...due.flatMap((ranks) => Array.from(ranks, (n, rank) => (n > 0 ? metricCodes.plies(rank) : 0))),
  );
  /** With dtz and wdl50, losses of the ply before the last. */
  let older = [0, 0];
  // Each ply depends on the ply before it, so two empty plies are the end, unless exits are still due.
  let before = sum(losses);
  let found = before;
  for (let ply = 1; found + before > 0 || ply <= lastDue; ply++) {
    before = found;
    found = 0;
    if (lost.length === 2) {
      const [old, fresh] = ply & 1 ? [lost[0], lost[1]] : [lost[1], lost[0]];
      const had = older;
      const now = [0, 1].map((side) => lose(side, ply, fresh, had));
      for (const side of [0, 1]) win(side, ply, old, losses);
      older = losses;
      losses = now;
      found = sum(losses) + sum(wins);
    } else if (ply & 1) {
      for (const side of [0, 1]) win(side, ply, lost[0], losses);
      found = sum(wins);
    } else {
      losses = [0, 1].map((side) => lose(side, ply, lost[0], losses));
      found = sum(losses);
    }
    if (found > 0) {
      if (ply > metricCodes.mostPlies) {
        const limit = `longer than ${metricCodes.mostPlies} plies`;
        throw new EndgameError('E_BUDGET', `a win in ${key} is ${limit}`, 'use the generic engine');
      }
      plies = ply;
    }
    decided += found;
    yield decided;
  }
  return { decided, plies };
}
