import type { Game, Position } from '../game/index.ts';
import { boardMoves } from './changes.ts';
import { chooseByClicks, type ClickChoice, type ClickMove, clickMoves, meantSpot } from './clicks.ts';
import type { BoardLayout } from './layout.ts';

/** What clicks on a board leave. */
export interface ReadClicks {
  /** The clicked cells that still count: clicks that fit no move are forgotten. */
  readonly clicked: readonly number[];
  readonly choice: ClickChoice;
}

/** Returns what clicks on the board of a position mean. A click that fits no move begins a new one. */
export function readClicks(game: Game, layout: BoardLayout, p: Position, cells: readonly number[]): ReadClicks {
  const clicks = clickMoves(game, layout, p.turn, boardMoves(game, p));
  const tries = [cells, cells.slice(-1), []].map((tried) => meant(game, clicks, tried));
  return tries.find(({ choice }) => choice.moves.length > 0) ?? tries[2];
}

/** Reads clicks one after the other, each as the spot that it means. */
function meant(game: Game, clicks: readonly ClickMove[], cells: readonly number[]): ReadClicks {
  const clicked: number[] = [];
  let choice = chooseByClicks(clicks, clicked);
  for (const cell of cells) {
    clicked.push(meantSpot(game, choice, cell));
    choice = chooseByClicks(clicks, clicked);
  }
  return { clicked, choice };
}
