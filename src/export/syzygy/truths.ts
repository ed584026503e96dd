import type { Chessman, Game } from '../../game/contract.ts';
import { Position } from '../../game/position.ts';
import { isLegal } from '../../game/rules.ts';
import { NONE, type Side } from '../../game/schema.ts';
import { isSpoilt, OUTCOME, UNUSED, type Value } from '../../game/value.ts';
import { hasChessmen } from '../../specialize/chessmen.ts';
import { CaptureSight } from '../../syzygy/capture-sight.ts';
import { type ClassMen, codesByNumber, signatureOf } from '../../syzygy/class-name.ts';

/** A game with the men of chess and the 50-move rule. */
export type ChessGame = Game & { readonly chessmen: readonly Chessman[]; readonly zeroes: NonNullable<Game['zeroes']> };

/** Returns whether a game is one. */
export function isChessGame(game: Game): game is ChessGame {
  return hasChessmen(game) && game.zeroes !== undefined;
}

/**
 * Returns the value of a legal position of a class or of one below it, in outcomes under the 50-move rule or in plies to
 * zeroing.
 */
export type ValueOf = (p: Position) => number;

/** Outcomes of a loss, a blessed loss, a draw, a cursed win and a win in files. */
const LOSS = 0;
const DRAW = 2;
const WIN = 4;
/** Any of the five outcomes. */
export const ANY_OUTCOME = 31;
/** Stands for a position whose plies nobody reads. */
export const ANY_PLIES = 0xffff;
/** Bits of the plies of a cell; the outcome is above. */
export const PLIES_BITS = 13;

/** What a file may say of each position of a class, so that whoever reads it by the format's rules finds the true value. */
export class Truths {
  readonly #game: ChessGame;
  readonly #valueOf: ValueOf;
  readonly #position: Position;
  readonly #codes: Uint8Array;
  readonly #turn: Side;
  readonly #moves: Int32Array;
  readonly #sight: CaptureSight;
  /** Number of men of the other side in positions of the class. */
  readonly #enemies: number;

  /**
   * @param order the men in the order of the cells, as files number them
   * @param turn the side to move in the file
   */
  constructor(game: ChessGame, valueOf: ValueOf, men: ClassMen, order: Uint8Array, turn: Side) {
    const { schema, chessmen } = game;
    const codes = codesByNumber(schema, chessmen, false);
    this.#game = game;
    this.#valueOf = valueOf;
    this.#codes = order.map((name) => codes[name]);
    this.#turn = turn;
    this.#moves = new Int32Array(game.maxMoves);
    this.#sight = new CaptureSight(chessmen);
    this.#position = new Position(schema);
    this.#position.open(signatureOf(schema, men, codes), new Uint8Array(this.#position.reserve.length));
    this.#enemies = order.filter((name) => name > 8 === (turn === 0)).length;
  }

  /**
   * Returns the outcomes that a file may have for a position without en passant: bits 0 (loss) to 4 (win). It may have
   * a lower one where a capture attains the true one, and any where the position is not legal.
   */
  outcomes(cells: Uint8Array): number {
    const truth = this.#place(cells);
    if (truth === UNUSED) return ANY_OUTCOME;
    const outcome = outcomeOf(truth);
    if (!this.#sight.mayCapture(this.#position) || !this.#isAttained(outcome, true)) return 1 << outcome;
    return (2 << outcome) - 1;
  }

  /**
   * Returns the plies that a file must have for a position, less 1, or less 101 where the rule spoils the outcome, with the
   * outcome in the high bits; ANY_PLIES if none are read: in draws, and where a capture or a pawn move attains a win.
   */
  plies(cells: Uint8Array): number {
    const truth = this.#place(cells);
    if (truth === UNUSED || truth === 0) return ANY_PLIES;
    const plies = OUTCOME.plies(truth as Value);
    const outcome = outcomeOf(truth);
    const least = outcome === LOSS || outcome === WIN ? 1 : 101;
    if (outcome > DRAW && plies === least && this.#isAttained(outcome, false)) return ANY_PLIES;
    return (outcome << PLIES_BITS) | Math.max(0, plies - least);
  }

  /** Sets the position. Returns its value, UNUSED if it is not legal. */
  #place(cells: Uint8Array): number {
    const p = this.#position;
    p.place(this.#codes, cells, cells.length, this.#turn, NONE);
    // Values that were stored say nothing of positions that are not legal.
    return isLegal(this.#game, p) ? this.#valueOf(p) : UNUSED;
  }

  /** Returns whether a capture, or else any move that zeroes, leads to an outcome at least as good. */
  #isAttained(outcome: number, isCapture: boolean): boolean {
    const game = this.#game;
    const p = this.#position;
    const moves = this.#moves;
    const n = game.moves(p, moves);
    const { time } = p;
    let isAttained = false;
    for (let m = 0; m < n && !isAttained; m++) {
      if (!game.zeroes(p, moves[m])) continue;
      game.play(p, moves[m]);
      if ((!isCapture || this.#menOfMover(p) < this.#enemies) && isLegal(game, p)) {
        isAttained = WIN - outcomeOf(this.#valueOf(p)) >= outcome;
      }
      p.rewind(time);
    }
    return isAttained;
  }

  /** Returns the number of men of the side that has come to move. */
  #menOfMover({ counts, turn }: Position): number {
    const kinds = (counts.length - 1) / 2;
    let men = 0;
    for (let code = 1 + turn * kinds, end = code + kinds; code < end; code++) men += counts[code];
    return men;
  }
}

/** Returns the outcome of a value, 0 (loss) to 4 (win). */
function outcomeOf(value: number): number {
  if (value === 0) return DRAW;
  const isCursed = isSpoilt(value as Value);
  return value > 0 ? (isCursed ? 3 : WIN) : isCursed ? 1 : LOSS;
}
