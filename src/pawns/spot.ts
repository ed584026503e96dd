import { HOPE, type Level, OPEN, PawnNode, SHUT, SURE } from './bounds.ts';
import { holds } from './grid.ts';
import type { Spot } from './piece-contract.ts';

export type { Spot } from './piece-contract.ts';
import type { Side } from '../game/schema.ts';

/** The bounds of a position contradict each other: a fault of the kernel, and not of the caller. */
export class InconsistentBounds extends Error {
  override readonly name = 'InconsistentBounds';

  constructor({ node, turn, pair }: Omit<Spot, 'cell'>, what: string) {
    const kings = `kings on ${pair >> 6} and ${pair & 63}`;
    const pawns = `pawns on ${node.pawns.map((cells) => cells.join() || 'none').join(' and ')}`;
    super(`${what}: ${kings}, ${pawns}, ${turn === 0 ? 'White' : 'Black'} to move`);
  }
}

/** Whether a side wins: `stuck` if only closed problems could tell. */
export type WinVerdict = 'yes' | 'no' | 'stuck' | 'unknown';

/** Returns whether `by` wins a position, as far as is known. */
export function judgeSpot({ node, turn, pair, cell }: Spot, by: Side): WinVerdict {
  if (!(node instanceof PawnNode) && (node.expanded || turn === node.side)) {
    const index = pair * 64 + cell;
    if (node.isUnknown(by, turn, index)) return node.isClosed ? 'stuck' : 'unknown';
    return node.outcome(by, turn, index) === (by === 0 ? 1 : -1) ? 'yes' : 'no';
  }
  const at = (level: Level): boolean => holds(node.won(by, level, turn, cell), pair);
  if (at(SURE)) return 'yes';
  if (!at(HOPE)) return 'no';
  return at(SHUT) && !at(OPEN) ? 'stuck' : 'unknown';
}

/** Returns whether two positions are equal. */
export function isSame(a: Spot, b: Spot): boolean {
  return a.node === b.node && a.turn === b.turn && a.pair === b.pair && a.cell === b.cell;
}
