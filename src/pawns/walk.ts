import { HOPE, type Level, OPEN, type PawnExit, type PawnNode, SHUT, SURE } from './bounds.ts';
import type { PieceProblem } from './piece-contract.ts';
import { areNear, CELLS_AROUND, GRID_WORDS, holds, PAIRS } from './grid.ts';
import type { Side } from '../game/schema.ts';
import { InconsistentBounds, judgeSpot, type Spot } from './spot.ts';

/**
 * Plays the plan of `by` against the reply that refutes it, with every unknown claimed by both sides, to the first
 * exit: a game of kings between pawns that stand still.
 * @returns the position after that exit
 * @throws InconsistentBounds if a side has neither a step nor an exit where its bounds promise one
 */
export function walk(node: PawnNode, from: Spot, by: Side): Spot {
  let { turn, pair } = from;
  const target = holds(node.won(by, OPEN, turn), pair) ? OPEN : HOPE;
  const avoid = holds(node.won(by, SHUT, turn), pair) ? SURE : SHUT;
  const ranks = ranksOf(node, by, target);
  const defender = (1 - by) as Side;
  for (;;) {
    if (turn === by) {
      const out = leave(node, by, pair, (exit, after) => holds(node.view(by, exit, by, target), after));
      if (out) return { ...out, ...enPassant(out, by, by, target) };
      const next = best(by, pair, (to) => -ranks[PAIRS + to], node.won(by, target, defender));
      if (next < 0) throw new InconsistentBounds({ node, turn, pair }, 'a claimed win has no next move');
      pair = next;
    } else {
      const stays = best(
        defender,
        pair,
        (to) => (holds(node.won(by, avoid, by), to) ? -1e9 : ranks[to]),
        node.legal(by),
      );
      if (stays < 0 || holds(node.won(by, avoid, by), stays)) {
        const out = leave(
          node,
          defender,
          pair,
          (exit, after) =>
            holds(exit.child.legal(by, exit.cell), after) && !holds(node.view(defender, exit, by, avoid), after),
        );
        if (!out) throw new InconsistentBounds({ node, turn, pair }, 'no move refutes an unsure win');
        return { ...out, ...enPassant(out, defender, by, avoid) };
      }
      pair = stays;
    }
    turn = (1 - turn) as Side;
  }
}

/** Returns the position after the first suitable exit of `mover`. */
function leave(
  node: PawnNode,
  mover: Side,
  pair: number,
  isGood: (exit: PawnExit, after: number) => boolean,
): (Spot & { exit: PawnExit }) | undefined {
  for (const exit of node.exits![mover]) {
    let after = pair;
    if (exit.taken >= 0) {
      if (!areNear(mover === 0 ? pair >> 6 : pair & 63, exit.taken)) continue;
      after = mover === 0 ? (exit.taken << 6) | (pair & 63) : (pair & ~63) | exit.taken;
    } else if (exit.way && !holds(exit.way, pair)) continue;
    if (!isGood(exit, after)) continue;
    const turn = (1 - mover) as Side;
    return { node: exit.child as PawnNode | PieceProblem, turn, pair: after, cell: exit.cell, exit };
  }
  return undefined;
}

/** Returns the position that matters after a double step that an en-passant capture can answer. */
function enPassant(
  { exit, node, turn, pair }: Spot & { exit: PawnExit },
  mover: Side,
  by: Side,
  level: Level,
): Partial<Spot> {
  if (exit.passants.length === 0) return {};
  const spots: Spot[] = [{ node, turn, pair, cell: -1 }];
  for (const after of exit.passants) {
    if (holds(after.legal(mover), pair)) spots.push({ node: after, turn: mover, pair, cell: -1 });
  }
  const found = spots.find((spot) => {
    const isWon = holds(spot.node.won(by, level, spot.turn, -1), pair);
    return judgeSpot(spot, by) === 'unknown' && isWon === (turn === by || mover === by);
  });
  return found ?? spots.find((spot) => judgeSpot(spot, by) === 'unknown') ?? {};
}

/** Returns the round in which each placement is won, attacker to move, then defender to move; 255 if it is not. */
function ranksOf(node: PawnNode, by: Side, level: Level): Uint8Array {
  const ranks = new Uint8Array(2 * PAIRS).fill(255);
  const before = [new Uint32Array(GRID_WORDS), new Uint32Array(GRID_WORDS)];
  node.pursue(by, level, (attacking, defending, round) => {
    [attacking, defending].forEach((grid, i) => {
      for (let w = 0; w < GRID_WORDS; w++) {
        let fresh = grid[w] & ~before[i][w];
        before[i][w] = grid[w];
        while (fresh !== 0) {
          const bit = 31 - Math.clz32(fresh & -fresh);
          ranks[i * PAIRS + w * 32 + bit] = Math.min(round, 254);
          fresh &= fresh - 1;
        }
      }
    });
  });
  return ranks;
}

/** Returns the step of `mover`'s king to the highest `score` within `allowed`, or -1. */
function best(
  mover: Side,
  pair: number,
  score: (to: number) => number,
  allowed: { readonly [index: number]: number },
): number {
  let found = -1;
  let highest = -Infinity;
  for (const cell of CELLS_AROUND[mover === 0 ? pair >> 6 : pair & 63]) {
    const to = mover === 0 ? (cell << 6) | (pair & 63) : (pair & ~63) | cell;
    if (((allowed[to >> 5] >>> (to & 31)) & 1) === 0) continue;
    const s = score(to);
    if (s > highest) {
      highest = s;
      found = to;
    }
  }
  return found;
}
