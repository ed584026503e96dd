import type { Game, Move } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import type { Remark, Say } from './finding.ts';

/** A property of every legal position. */
export interface PositionCheck {
  readonly name: string;
  /** The property, in one sentence. */
  readonly title: string;
  /** Most positions per slice. */
  readonly sample: number;
  /** Returns whether the check applies to a game. Default: every game. */
  readonly concerns?: (game: Game) => boolean;
  /** Checks `at.p` and restores it. */
  readonly look: (at: Inspection) => void;
}

/** Slots beyond `maxMoves`, which show moves that are written there. */
const SPARE = 4096;
/** Content of an unwritten slot: moves are 0 and above. */
const UNWRITTEN = -0x80000000;

/** A legal position under a check, with helpers. */
export class Inspection {
  readonly game: Game;
  /** The position itself; checks restore it. */
  readonly p: Position;
  /** A spare position for the check. */
  readonly other: Position;
  /** Reports a remark on `p`; checks call it while `p` is in its first state. */
  readonly say: Say;
  readonly #buffer: Int32Array;

  constructor(game: Game, p: Position, say: Say) {
    this.game = game;
    this.p = p;
    this.other = new Position(game.schema);
    this.say = say;
    this.#buffer = new Int32Array(game.maxMoves + SPARE);
  }

  /** Returns whether a position is legal. */
  isLegal(p: Position = this.p): boolean {
    return this.game.legal === undefined || this.game.legal(p);
  }

  /** Returns all moves of a position that is not over. */
  moves(p: Position = this.p): Move[] {
    return this.written((out) => this.game.moves(p, out)).moves;
  }

  /** Returns the moves that a function writes and the count that it returns. */
  written(write: (out: Int32Array) => number): { readonly count: unknown; readonly moves: Move[] } {
    const buffer = this.#buffer.fill(UNWRITTEN);
    const count: unknown = write(buffer);
    const length = typeof count === 'number' && count >= 0 ? Math.min(count, buffer.length) : 0;
    return { count, moves: [...buffer.subarray(0, length)] };
  }

  /** Visits the position after each playable move, and reports the first remark of `visit`. */
  afterEach(visit: (points: number | void) => Remark | undefined): void {
    const { game, p } = this;
    for (const move of this.moves()) {
      const { time } = p;
      const points = game.play(p, move);
      const remark = this.isLegal() ? visit(points) : undefined;
      p.rewind(time);
      if (remark) return this.say({ move: game.formatMove(p, move), ...remark });
    }
  }

  /** Returns the playable moves with their names. */
  playable(): { readonly move: Move; readonly name: string }[] {
    const { game, p } = this;
    return this.moves().flatMap((move) => {
      const name = game.formatMove(p, move);
      const { time } = p;
      game.play(p, move);
      const legal = this.isLegal();
      p.rewind(time);
      return legal ? [{ move, name }] : [];
    });
  }
}

/** Returns whether a slot was never written. */
export function isUnwritten(move: Move): boolean {
  return move === UNWRITTEN;
}
