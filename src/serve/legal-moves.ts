/** A position of chess and its legal moves, with what the rules alone say of each. */

import { type Game, Position, type Schema } from '../game/index.ts';
import { forEachSuccessor, isLegal, stuckValue } from '../game/rules.ts';
import type { Told } from './told.ts';

/** What the rules say of a position, and what else is known of it at once. */
export interface RuledPosition {
  readonly checkmate: boolean;
  readonly stalemate: boolean;
  /** Whether no series of moves can mate. */
  readonly isDead: boolean;
  readonly told: Told | undefined;
}

/** Tells what is known at once of a position that is not over. */
export type Glance = (p: Position) => Told | undefined;

const LOST: Told = { outcome: 'loss', dtz: 0, dtm: 0 };
const DRAWN: Told = { outcome: 'draw', dtz: 0, dtm: 0 };

/** A legal move, and the position after it. */
export interface LegalMove {
  readonly uci: string;
  readonly after: RuledPosition;
  /** Whether it is a capture or a pawn move. */
  readonly zeroing: boolean;
  /** Worth of the man that it takes, and of the man that a pawn becomes: 0 for none, 1 for a pawn, to 5 for a queen. */
  readonly capture: number;
  readonly promotion: number;
}

/** A position that has been read. */
export interface ReadPosition extends RuledPosition {
  readonly fen: string;
  /** Plies since the last capture or pawn move. */
  readonly clock: number;
  readonly turn: 'w' | 'b';
  readonly men: number;
  /** In no order. */
  readonly moves: readonly LegalMove[];
}

/** Letters of men by their worth. */
const PROMOTED = ' pnbrq';

/** Reads positions of chess. */
export class LegalMoves {
  readonly #game: Game;
  readonly #p: Position;
  readonly #moves: Int32Array;
  readonly #replies: Int32Array;
  readonly #counts: Uint8Array;

  constructor(game: Game) {
    this.#game = game;
    this.#p = new Position(game.schema);
    this.#moves = new Int32Array(game.maxMoves);
    this.#replies = new Int32Array(game.maxMoves);
    this.#counts = new Uint8Array(codesOf(game.schema));
  }

  /**
   * Reads a position with all its legal moves.
   * @param fen six fields
   * @param look asked about the position and, if it knows that, about those after its moves
   * @throws EndgameError E_POSITION
   */
  read(fen: string, look: Glance): ReadPosition {
    const game = this.#game;
    const p = this.#p;
    game.parse(p, fen);
    const clock = Number(fen.split(' ')[4]);
    const { time, turn } = p;
    const own = this.#ruled(look);
    const lookAfter = own.told === undefined ? () => undefined : look;
    const count = game.moves(p, this.#moves);
    const moves: LegalMove[] = [];
    for (let i = 0; i < count; i++) {
      const move = this.#moves[i];
      const zeroing = game.zeroes?.(p, move) === true;
      const uci = game.formatMove(p, move);
      this.#counts.set(p.counts);
      game.play(p, move);
      if (isLegal(game, p)) {
        const capture = this.#takenFrom(p.turn);
        const promotion = uci.length === 5 ? PROMOTED.indexOf(uci[4]) : 0;
        const after = this.#ruled(lookAfter);
        moves.push({ uci, after, zeroing, capture, promotion });
      }
      p.rewind(time);
    }
    const men = p.counts.reduce((sum, each) => sum + each, 0);
    return { fen, clock, turn: turn === 0 ? 'w' : 'b', men, ...own, moves };
  }

  /**
   * Returns the position after a legal move.
   */
  after({ fen, clock }: ReadPosition, { uci, zeroing }: LegalMove): string {
    const game = this.#game;
    const p = this.#p;
    game.parse(p, fen);
    const count = game.moves(p, this.#moves);
    const move = this.#moves.subarray(0, count).find((each) => game.formatMove(p, each) === uci);
    if (move === undefined) throw new Error(`${uci} is no move of ${fen}`);
    game.play(p, move);
    return game.format(p, zeroing ? 0 : clock + 1);
  }

  #ruled(look: Glance): RuledPosition {
    const game = this.#game;
    const p = this.#p;
    const isOver = forEachSuccessor(game, p, this.#replies, () => true) === 0;
    const checkmate = isOver && stuckValue(game, p) < 0;
    const isDead = game.dead?.(p) === true;
    const told = checkmate ? LOST : isOver || isDead ? DRAWN : look(p);
    return { checkmate, stalemate: isOver && !checkmate, isDead, told };
  }

  /** Returns the worth of the man that a side has lost since its men were counted. */
  #takenFrom(side: number): number {
    const { counts } = this.#p;
    const kinds = this.#game.schema.kinds.length;
    for (let kind = 1; kind < kinds; kind++) {
      const code = 1 + side * kinds + kind;
      // Kinds stand strongest first, the king at 0.
      if (counts[code] < this.#counts[code]) return kinds - kind;
    }
    return 0;
  }
}

function codesOf(schema: Schema): number {
  return 2 * schema.kinds.length + 1;
}
