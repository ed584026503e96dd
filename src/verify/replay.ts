import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { OUTCOME_CODES } from '../game/outcome-values.ts';
import { Position } from '../game/position.ts';
import { isLegal, stuckValue } from '../game/rules.ts';
import { DRAW, loss, type Value, WDL, win } from '../game/value.ts';
import type { Specialization } from '../specialize/index.ts';
import type { Sheet } from './sheet.ts';
import { type StoredValue, wrongValue } from './slice.ts';

const { unused: UNUSED_CODE, win: WIN, loss: LOSS, draw: DRAWN } = OUTCOME_CODES;
/** The outcome that the other side has, by code. */
const OTHER = Uint8Array.of(UNUSED_CODE, LOSS, WIN, DRAWN);
/** How good an outcome is, by code. */
const WORTH = Uint8Array.of(0, 3, 1, 2);
const VALUES: readonly (Value | undefined)[] = [undefined, win(0), loss(0), DRAW];
const NO_SHIFT = -1;
/** Every so many indices moves are played, to see that they do what `shift` says. */
const PLAYED_EVERY = 251;

/** A stretch of indices. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Room for the moves of a position: first all, then those to be played; those that shift a man, what they shift, and where they lead. */
interface Room {
  readonly moves: Int32Array;
  readonly shifting: Int32Array;
  readonly shifts: Int32Array;
  readonly indices: Int32Array;
}

/**
 * Verifies outcomes of a slice from sheets, as `verifySlice` does from single values: by the rules, one move at a time. What a move leads to is
 * read from a sheet, in three passes over the slice, each of which ends before the next begins:
 *
 *   confine   asks the rules which of the stored cells belong to legal positions, and forgets the others
 *   extend    gives the positions that have no cell (of the side that is not stored) the best outcome among their moves
 *   verify    compares each stored cell with the best outcome among the moves of its position
 *
 * So a move within the slice needs no play and no test of legality: it leads to an index of the sheet. Moves out are played, tested, and read from the
 * sheets of the slices below, or where there is none from `stored`. What the game says of its shifts is tested by playing them at some indices.
 *
 * After a move that wins no other is looked at, since nothing can be better.
 */
export class OutcomeReplay {
  /** Playable moves that `extend` and `verify` have looked at. */
  moves = 0;
  readonly #game: Game;
  readonly #stored: StoredValue;
  readonly #sheets: readonly Sheet[];
  readonly #sheetOf = new Map<number, Sheet | undefined>();
  readonly #p: Position;
  readonly #rooms: Room[] = [];
  #depth = 0;
  /** The shift that won last: it often wins again, since from one index to the next few men change places. */
  #winner = NO_SHIFT;

  /** @param stored tells what no sheet tells */
  constructor({ game }: Specialization, sheets: readonly Sheet[], stored: StoredValue) {
    this.#game = game;
    this.#sheets = sheets;
    this.#stored = stored;
    this.#p = new Position(game.schema);
  }

  /** The first pass, over indices whose cells are in the sheet. */
  confine(sheet: Sheet, { from, to }: Stretch): void {
    const game = this.#game;
    const p = this.#p;
    for (let index = from; index < to; index++) {
      if (sheet.at(index) === UNUSED_CODE) continue;
      if (!sheet.space.unrank(index, p) || !isLegal(game, p)) sheet.put(index, UNUSED_CODE);
      else {
        const ended = game.ended(p);
        if (ended !== undefined) sheet.put(index, codeOf(ended));
      }
    }
  }

  /**
   * The second pass, over indices that have no cells.
   * @returns the number of legal positions among them
   * @throws EndgameError E_RULES if a move does not do what the game's `shift` says
   */
  extend(sheet: Sheet, { from, to }: Stretch): number {
    const game = this.#game;
    const p = this.#p;
    let positions = 0;
    this.#winner = NO_SHIFT;
    for (let index = from; index < to; index++) {
      if (!sheet.space.unrank(index, p) || !isLegal(game, p)) continue;
      if (index % PLAYED_EVERY === 0) this.#playShifts(p, sheet);
      const ended = game.ended(p);
      sheet.put(index, ended === undefined ? this.#best(p, sheet) : codeOf(ended));
      positions++;
    }
    return positions;
  }

  /**
   * The third pass, over indices that have cells.
   * @returns the number of legal positions among them
   * @throws EndgameError E_VALUE_WRONG naming the first position whose stored outcome does not follow from its successors; E_RULES
   */
  verify(sheet: Sheet, { from, to }: Stretch): number {
    const game = this.#game;
    const p = this.#p;
    let positions = 0;
    this.#winner = NO_SHIFT;
    for (let index = from; index < to; index++) {
      const found = sheet.at(index);
      if (found === UNUSED_CODE) continue;
      sheet.space.unrank(index, p);
      positions++;
      if (game.ended(p) !== undefined) continue;
      if (index % PLAYED_EVERY === 0) this.#playShifts(p, sheet);
      const expected = this.#best(p, sheet);
      if (found !== expected) throw wrongValue(game, sheet.slice, p, WDL, VALUES[found]!, VALUES[expected]!);
    }
    return positions;
  }

  /** Returns the best outcome among the moves of a position that is not over. */
  #best(p: Position, sheet: Sheet): number {
    const game = this.#game;
    const room = (this.#rooms[this.#depth] ??= roomFor(game));
    const { moves } = room;
    let n = game.moves(p, moves);
    let best: number = UNUSED_CODE;
    if (sheet.whole && game.shift !== undefined) {
      const { space } = sheet;
      const { shifting, shifts, indices } = room;
      let count = 0;
      let others = 0;
      for (let m = 0; m < n; m++) {
        const move = moves[m];
        const shift = game.shift(move);
        if (shift < 0) moves[others++] = move;
        else {
          shifting[count] = move;
          shifts[count++] = shift;
        }
      }
      if (this.#winsAgain(p, sheet, shifts, count)) return WIN;
      if (!space.rankShifts(p, shifts, count, indices))
        for (let i = 0; i < count; i++) indices[i] = space.rankShifted(p, shifts[i] & 255, shifts[i] >> 8);
      for (let i = 0; i < count; i++) {
        if (indices[i] < 0) {
          moves[others++] = shifting[i];
          continue;
        }
        const code = sheet.at(indices[i]);
        if (code === UNUSED_CODE) continue;
        this.moves++;
        if (code === LOSS) {
          this.#winner = shifts[i];
          return WIN;
        }
        if (code === DRAWN) best = DRAWN;
        else if (best === UNUSED_CODE) best = LOSS;
      }
      n = others;
    }
    const { time, turn } = p;
    for (let m = 0; m < n && best !== WIN; m++) {
      game.play(p, moves[m]);
      const code = this.#reached(p);
      if (code !== UNUSED_CODE) {
        this.moves++;
        const worth = p.turn === turn ? code : OTHER[code];
        if (WORTH[worth] > WORTH[best]) best = worth;
      }
      p.rewind(time);
    }
    return best === UNUSED_CODE ? codeOf(stuckValue(game, p)) : best;
  }

  /** Plays the moves of a position that merely shift a man, and compares what they lead to with what `shift` says. */
  #playShifts(p: Position, sheet: Sheet): void {
    const game = this.#game;
    if (game.shift === undefined || game.ended(p) !== undefined) return;
    const { space } = sheet;
    const { moves } = (this.#rooms[this.#depth] ??= roomFor(game));
    const n = game.moves(p, moves);
    for (let m = 0; m < n; m++) {
      const shift = game.shift(moves[m]);
      if (shift < 0) continue;
      const index = space.rankShifted(p, shift & 255, shift >> 8);
      const { time, turn } = p;
      game.play(p, moves[m]);
      const isRight = isLegal(game, p)
        ? p.turn !== turn && space.rank(p) === index && sheet.at(index) !== UNUSED_CODE
        : index < 0 || sheet.at(index) === UNUSED_CODE;
      p.rewind(time);
      if (isRight) continue;
      throw new EndgameError(
        'E_RULES',
        `${game.id}: move ${game.formatMove(p, moves[m])} of ${game.format(p)} is no shift, as the game says`,
        `run "endgame check ${game.id}"`,
      );
    }
  }

  /** Returns whether the shift that won last is among some, and wins. */
  #winsAgain(p: Position, sheet: Sheet, shifts: Int32Array, count: number): boolean {
    const winner = this.#winner;
    if (winner < 0) return false;
    for (let i = 0; i < count; i++) {
      if (shifts[i] !== winner) continue;
      const index = sheet.space.rankShifted(p, winner & 255, winner >> 8);
      const wins = index >= 0 && sheet.at(index) === LOSS;
      if (wins) this.moves++;
      return wins;
    }
    return false;
  }

  /** Returns the outcome of a position that a move has led to, `unused` if it is not legal. */
  #reached(p: Position): number {
    const game = this.#game;
    if (!isLegal(game, p)) return UNUSED_CODE;
    const ended = game.ended(p);
    if (ended !== undefined) return codeOf(ended);
    const sheet = this.#sheetFor(p.signature);
    if (sheet === undefined) return codeOf(this.#stored(p));
    const index = sheet.space.rank(p);
    if (index < 0)
      throw new EndgameError('E_POSITION', `${game.format(p)} has no index`, 'tables do not hold such positions');
    const code = sheet.at(index);
    if (code !== UNUSED_CODE) return code;
    if (sheet.whole) throw new Error(`${sheet.slice.name}: ${game.format(p)} is legal, and its index is not`);
    const { moves } = this;
    this.#depth++;
    const best = this.#best(p, sheet);
    this.#depth--;
    this.moves = moves;
    return best;
  }

  #sheetFor(signature: number): Sheet | undefined {
    const known = this.#sheetOf.get(signature);
    if (known !== undefined || this.#sheetOf.has(signature)) return known;
    const sheet = this.#sheets.find(({ space }) => space.holds(signature));
    this.#sheetOf.set(signature, sheet);
    return sheet;
  }
}

function roomFor({ maxMoves }: Game): Room {
  const take = (): Int32Array => new Int32Array(maxMoves);
  return { moves: take(), shifting: take(), shifts: take(), indices: take() };
}

function codeOf(v: Value): number {
  return v > 0 ? WIN : v < 0 ? LOSS : DRAWN;
}
