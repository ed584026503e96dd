import { type Game, Position } from '../game/index.ts';
import { forEachSuccessor } from '../game/rules.ts';

/** A move from a position to the next. */
export interface LegalStep {
  /** The move in the game's notation. */
  readonly move: string;
  /** The position after it, in the game's notation. */
  readonly position: string;
}

/** A position that was read, with what can be played there. */
export interface LegalSteps {
  readonly position: Position;
  /** Plies since the last capture or pawn move, in games that have the 50-move rule, else 0. */
  readonly clock: number;
  /** In the order of the rules; none if the game is over. */
  readonly steps: readonly LegalStep[];
}

/**
 * Returns a position in the game's notation and the steps from it.
 * @throws EndgameError E_POSITION
 */
export function legalSteps(game: Game, text: string): LegalSteps {
  const { position, clock = 0 } = game.question?.(text) ?? { position: text };
  const p = new Position(game.schema);
  game.parse(p, position);
  return { position: p, clock, steps: game.ended(p) === undefined ? stepsFrom(game, p, clock) : [] };
}

function stepsFrom(game: Game, p: Position, clock: number): LegalStep[] {
  const before = new Position(game.schema);
  game.parse(before, game.format(p));
  const steps: LegalStep[] = [];
  forEachSuccessor(game, p, new Int32Array(game.maxMoves), (move) => {
    const zeroes = game.zeroes?.(before, move) ?? false;
    const after = game.format(p, game.zeroes === undefined || zeroes ? 0 : clock + 1);
    steps.push({ move: game.formatMove(before, move), position: after });
  });
  return steps;
}
