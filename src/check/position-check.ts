/** What a check of single positions is, and what it is given. */

import type { Game, Move } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import type { Remark, Say } from './finding.ts';

/** Something that must hold of every legal position. */
export interface PositionCheck {
  readonly name: string;
  /** What holds. */
  readonly title: string;
  /** Positions of a slice that are looked at, at most. */
  readonly sample: number;
  /** Default: every game. */
  readonly concerns?: (game: Game) => boolean;
  /** Looks at `at.p`, which it leaves as it was. */
  readonly look: (at: Inspection) => void;
}

/** Slots beyond `maxMoves`, so that what is written there is seen. */
const SPARE = 4096;
/** No move: moves are 0 and above. */
const UNWRITTEN = -0x80000000;

/** A legal position with what checks need to look at it. */
export class Inspection {
  readonly game: Game;
  /** The position itself; checks leave it as it was. */
  readonly p: Position;
  /** For a position beside it. */
  readonly other: Position;
  /** To be called while `p` is as it was. */
  readonly say: Say;
  readonly #buffer: Int32Array;

  constructor(game: Game, p: Position, say: Say) {
    this.game = game;
    this.p = p;
    this.other = new Position(game.schema);
    this.say = say;
    this.#buffer = new Int32Array(game.maxMoves + SPARE);
  }

  isLegal(p: Position = this.p): boolean {
    return this.game.legal === undefined || this.game.legal(p);
  }

  /** All moves of a position that is not over. */
  moves(p: Position = this.p): Move[] {
    return this.written((out) => this.game.moves(p, out)).moves;
  }

  /** What a function writes and what it returns. */
  written(write: (out: Int32Array) => number): { readonly count: unknown; readonly moves: Move[] } {
    const buffer = this.#buffer.fill(UNWRITTEN);
    const count: unknown = write(buffer);
    const length = typeof count === 'number' && count >= 0 ? Math.min(count, buffer.length) : 0;
    return { count, moves: [...buffer.subarray(0, length)] };
  }

  /** Looks at what each playable move leads to, up to the first of which `visit` has something to say. */
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

  /** Moves with their names that can be played. */
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

/** Whether a number was never written by `moves`. */
export function isUnwritten(move: Move): boolean {
  return move === UNWRITTEN;
}
