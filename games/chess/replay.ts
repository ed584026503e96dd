import { EndgameError, Position, type Schema } from '../../src/game/index.ts';
import { parseFullFen, START } from './notation.ts';
import { inCheck } from './moves.ts';
import type { PgnHandler } from './pgn.ts';
import { isNullMove, wordText } from './pgn-words.ts';
import { ILLEGAL, playSan, SAN_ERRORS } from './san.ts';

/** Receives replayed games. */
export interface ReplayListener {
  /** A game begins at the offset; what comes before `game` counts only if `game` follows. */
  begin(offset: number): void;
  tag?(name: string, value: string): void;
  /** The first move of the game will be played from here. */
  start?(p: Position): void;
  /** A move was played; its word ends before the offset. */
  played(p: Position, offset: number): void;
  /** A null move was played. It is no move, since no game reaches what comes of it. */
  passed?(): void;
  /** All moves of the game were legal; `p` is its last position. The game ends before the offset. */
  game(p: Position, offset: number): void;
  skipped(number: number, reason: string, offset: number): void;
}

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

  begin(offset: number): void {
    this.games++;
    this.#plies = 0;
    this.#reason = '';
    this.#position.copyFrom(this.#start);
    this.#listener.begin(offset);
  }

  tag(name: string, value: string): void {
    this.#listener.tag?.(name, value);
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

  move(bytes: Uint8Array, length: number, offset: number): void {
    if (this.#reason !== '') return;
    const p = this.#position;
    if (this.#plies++ === 0) this.#listener.start?.(p);
    const isNull = isNullMove(bytes, 0, length);
    const error = isNull ? playNull(p) : playSan(p, bytes, length);
    if (error !== 0) {
      this.malformed(`half-move ${this.#plies}: "${wordText(bytes, length)}" ${SAN_ERRORS[error]}`);
      return;
    }
    p.forget();
    if (isNull) this.#listener.passed?.();
    else this.#listener.played(p, offset);
  }

  malformed(reason: string): void {
    if (this.#reason === '') this.#reason = reason;
  }

  end(offset: number): void {
    if (this.#reason === '') this.#listener.game(this.#position, offset);
    else this.#listener.skipped(this.games, this.#reason, offset);
  }
}

/** Gives the turn to the other side, which no rule allows in check. Returns 0 or the number of the error. */
function playNull(p: Position): number {
  if (inCheck(p, p.turn)) return ILLEGAL;
  p.pass();
  return 0;
}
