import { EndgameError, Position, type Schema } from '../../src/game/index.ts';
import { parseFullFen } from './notation.ts';
import { inCheck } from './moves.ts';
import type { PgnHandler } from './pgn.ts';
import { isNullMove, wordText } from './pgn-words.ts';
import { ILLEGAL, playSan, SAN_ERRORS } from './san.ts';

/** Receives replayed games. */
export interface ReplayListener {
  /** A game begins; what comes before `game` counts only if `game` follows. */
  begin(): void;
  /** A move was played; a null move is none, since no game reaches what comes of it. */
  played(p: Position): void;
  /** All moves of the game were legal; `p` is its last position. */
  game(p: Position): void;
  skipped(number: number, reason: string): void;
}

const START = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';
/** Names of standard chess in PGN, also from another start. */
const STANDARD = /^(standard|chess|normal|from position)$/i;

/**
 * Replays the games of a PGN on our own rules and checks every move. A game counts when all of it is legal. The others
 * are skipped, and reported with the number of the game in the file and the reason.
 */
export class Replay implements PgnHandler {
  /** Number of games seen, good and bad: also the number of the current game, from 1. */
  games = 0;
  readonly #listener: ReplayListener;
  readonly #start: Position;
  readonly #position: Position;
  #plies = 0;
  #reason = '';

  constructor(schema: Schema, listener: ReplayListener) {
    this.#listener = listener;
    this.#start = new Position(schema);
    this.#position = new Position(schema);
    parseFullFen(this.#start, START);
  }

  begin(): void {
    this.games++;
    this.#plies = 0;
    this.#reason = '';
    this.#position.copyFrom(this.#start);
    this.#listener.begin();
  }

  tag(name: string, value: string): void {
    if (name === 'FEN') {
      try {
        parseFullFen(this.#position, value);
      } catch (error) {
        if (!(error instanceof EndgameError)) throw error;
        this.malformed(error.message);
      }
    } else if (name === 'Variant' && !STANDARD.test(value)) {
      this.malformed(`variant "${value}"`);
    }
  }

  move(bytes: Uint8Array, length: number): void {
    if (this.#reason !== '') return;
    const p = this.#position;
    this.#plies++;
    const isNull = isNullMove(bytes, 0, length);
    const error = isNull ? playNull(p) : playSan(p, bytes, length);
    if (error !== 0) {
      this.malformed(`half-move ${this.#plies}: "${wordText(bytes, length)}" ${SAN_ERRORS[error]}`);
      return;
    }
    p.forget();
    if (!isNull) this.#listener.played(p);
  }

  malformed(reason: string): void {
    if (this.#reason === '') this.#reason = reason;
  }

  end(): void {
    if (this.#reason === '') this.#listener.game(this.#position);
    else this.#listener.skipped(this.games, this.#reason);
  }
}

/** Gives the turn to the other side, which no rule allows in check. Returns 0 or the number of the error. */
function playNull(p: Position): number {
  if (inCheck(p, p.turn)) return ILLEGAL;
  p.pass();
  return 0;
}
