import type { Game, Position } from '../game/index.ts';
import { forEachSuccessor } from '../game/rules.ts';

/** What a move does to one cell: its contents, as `Position.cells` has them, before and after. */
export interface CellChange {
  readonly cell: number;
  readonly before: number;
  readonly after: number;
}

/** A legal move by its name, and the cells that it changes. A pass changes none. */
export interface BoardMove {
  readonly name: string;
  readonly changes: readonly CellChange[];
}

/** Returns the legal moves of a position with what they change; none if the game is over. */
export function boardMoves(game: Game, p: Position): BoardMove[] {
  if (game.ended(p) !== undefined) return [];
  const before = p.cells.slice();
  const found: { move: number; changes: CellChange[] }[] = [];
  forEachSuccessor(game, p, new Int32Array(game.maxMoves), (move) => {
    const changes: CellChange[] = [];
    for (let cell = 0; cell < before.length; cell++) {
      if (p.cells[cell] !== before[cell]) changes.push({ cell, before: before[cell], after: p.cells[cell] });
    }
    found.push({ move, changes });
  });
  return found.map(({ move, changes }) => ({ name: game.formatMove(p, move), changes }));
}

/**
 * Plays a move by its name.
 * @returns whether the position has a legal move of that name; otherwise nothing has happened
 */
export function playNamed(game: Game, p: Position, name: string): boolean {
  if (game.ended(p) !== undefined) return false;
  let wanted: number | undefined;
  const legal: number[] = [];
  forEachSuccessor(game, p, new Int32Array(game.maxMoves), (move) => void legal.push(move));
  for (const move of legal) if (game.formatMove(p, move) === name) wanted = move;
  if (wanted === undefined) return false;
  game.play(p, wanted);
  p.forget();
  return true;
}
