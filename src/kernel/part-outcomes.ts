/** Outcomes of a part of a table, in a machine: read from the table, and one ply backed up where that is needed. */

import type { Side } from '../game/schema.ts';
import { KING_PAIRS } from './king-pairs.ts';
import type { MemoryLayout } from './layout.ts';
import type { Machine } from './machine.ts';
import { PackedCodes } from './packed.ts';
import { PartPlanes } from './part-planes.ts';
import type { StoredPart } from './stored-part.ts';

// Outcomes are 0 for a draw, 1 for a win (bit 0) and 2 for a loss (bit 1), as packed.ts has them.

/** Positions of a row, and bytes of its packed outcomes. */
const ROW = 4096;
const ROW_BYTES = ROW / 4;
/** Rows that are packed at a time. */
const CHUNK = 64;

/** Yields the rows of a part: the first and the one after the last of each run. */
function* runsOf({ problem, pinned }: StoredPart): Generator<readonly [number, number], void, void> {
  if (pinned === undefined) {
    yield [0, problem.rows];
    return;
  }
  const each = 64 ** (problem.digits.length - 3);
  const heads = problem.hasKingPair ? KING_PAIRS.count : 1;
  for (let head = 0; head < heads; head++) {
    for (const cell of pinned) {
      const from = (64 * head + cell) * each;
      yield [from, from + each];
    }
  }
}

/** Returns the lowest bit of each of four bytes, the first one lowest. */
function fourBits(bytes: number): number {
  return (Math.imul(bytes & 0x01010101, 0x01020408) >>> 24) & 15;
}

/**
 * Marks won and lost positions of a side to move, as the table has them.
 * @returns false if the table cannot be read
 */
export function putOutcomes(machine: Machine, layout: MemoryLayout, part: StoredPart, turn: Side): boolean {
  const planes = new PartPlanes(part, turn);
  const outcomes = new Uint8Array(ROW);
  const fours = new Uint32Array(outcomes.buffer);
  const all = new Uint32Array(machine.bytes.buffer);
  const [notWon, losable] = [layout.notWon[turn] >> 2, layout.losable[turn] >> 2];
  const won = layout.won[turn];
  const lost = layout.lost[0][turn];
  for (const [from, to] of runsOf(part)) {
    for (let row = from; row < to; row++) {
      if (!planes.read(row, outcomes)) return false;
      const wins: [number, number] = [0, 0];
      const losses: [number, number] = [0, 0];
      for (let half = 0; half < 128; half++) {
        const at = 128 * row + half;
        const legal = all[notWon + at];
        let [w, l] = [0, 0];
        if (legal !== 0) {
          for (let i = 0; i < 8; i++) {
            const four = fours[8 * half + i];
            w |= fourBits(four) << (4 * i);
            l |= fourBits(four >>> 1) << (4 * i);
          }
          w &= legal;
          l &= legal;
        }
        all[(won.words >> 2) + at] = w;
        all[(lost.words >> 2) + at] = l;
        all[notWon + at] = legal & ~w;
        all[losable + at] &= ~l;
        const word = 1 << ((half >> 1) & 31);
        if (w !== 0) wins[half >> 6] |= word;
        if (l !== 0) losses[half >> 6] |= word;
      }
      all.set(wins, (won.masks >> 2) + 2 * row);
      all.set(losses, (lost.masks >> 2) + 2 * row);
    }
  }
  return true;
}

/** Tells lost positions of the side to move from undecided ones. */
export function retire(machine: Machine, layout: MemoryLayout, { problem, turn }: StoredPart): void {
  const { words, masks } = layout.lost[0][turn];
  machine.perform('retire', problem.rows, [turn, words, masks]);
}

/** Finds the outcomes of the side to move from those of the other side, and from its exits. */
export function backUp(machine: Machine, layout: MemoryLayout, part: StoredPart, moves: number, count: number): void {
  const { problem, turn } = part;
  const { rows } = problem;
  const [won, lost] = [layout.won[turn], layout.lost[0][turn]];
  const [theirWon, theirLost] = [layout.won[1 - turn], layout.lost[0][1 - turn]];
  machine.perform('markOut', rows, [turn, moves, count, lost.words, lost.masks]);
  machine.perform('mates', rows, [turn, 1, lost.words, lost.masks]);
  machine.perform('wins', rows, [turn, 2, 1, theirLost.words, theirLost.masks, won.words, won.masks]);
  retire(machine, layout, part);
  machine.perform('losses', rows, [turn, 3, 0, 0, theirWon.words, theirWon.masks, lost.words, lost.masks]);
  retire(machine, layout, part);
}

/** Returns the outcomes of the side to move, of the rows of the part. */
export function partOutcomes(machine: Machine, part: StoredPart): PackedCodes {
  const { problem, turn } = part;
  const bytes = new Uint8Array(problem.rows * ROW_BYTES);
  const at = machine.take(CHUNK * ROW_BYTES);
  for (const [first, end] of runsOf(part)) {
    for (let row = first; row < end; row += CHUNK) {
      const to = Math.min(end, row + CHUNK);
      machine.program.outcomes(turn, row, to, at);
      bytes.set(machine.bytes.subarray(at, at + (to - row) * ROW_BYTES), row * ROW_BYTES);
    }
  }
  return new PackedCodes(bytes);
}
