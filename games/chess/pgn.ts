import { latin1Bytes } from './bytes.ts';
import { COMPLETE, GOES_ON, NOT_CLOSED, PgnTag } from './pgn-tag.ts';
import { BLANK, isGlyph, isResult, numberLength, signAtEnd, wordText } from './pgn-words.ts';

/** Receives the parts of a PGN in their order. Offsets are in bytes of the whole input. */
export interface PgnHandler {
  /** A game begins at the offset. */
  begin(offset: number): void;
  tag(name: string, value: string): void;
  /**
   * A move of the main line in ASCII, in `bytes[0..length)`; the reader reuses the bytes. The word ends before the
   * offset. A null move is one too.
   */
  move(bytes: Uint8Array, length: number, offset: number): void;
  /** The current game cannot be read; of its parts only `end` follows. */
  malformed(reason: string): void;
  /** The game ends before the offset. */
  end(offset: number): void;
}

/** Most bytes of a game; a longer one is malformed. */
export const LONGEST_GAME: number = 1 << 20;
/** Most bytes of a file of games without the end of one, a game that is too long included: what has more holds no games. */
export const MOST_WITHOUT_GAME: number = 1 << 24;

const TEXT = 0;
const TAG = 1;
const COMMENT = 2;
const LINE = 3;
const ANGLE = 4;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;
const EVENT = latin1Bytes('[Event "');
const TOKEN_LENGTH = 32;

const LF = 10;
const DOLLAR = 36;
const PERCENT = 37;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const STAR = 42;
const ONE = 49;
const EIGHT = 56;
const NINE = 57;
const SEMICOLON = 59;
const LESS = 60;
const GREATER = 62;
const OPEN_BRACKET = 91;
const LETTER_A = 97;
const LETTER_H = 104;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const IN_WORD = 0;
const ENDS_WORD = 1;
const BEYOND_ASCII = 2;
/** What each byte is in the move text. */
const ROLE = new Uint8Array(256);
ROLE.fill(ENDS_WORD, 0, 33);
for (const byte of latin1Bytes('"$()*;<>[]{}')) ROLE[byte] = ENDS_WORD;
ROLE.fill(BEYOND_ASCII, 0x80);

const NULL_MOVE = latin1Bytes('--');
/** The pieces that a pawn can become. */
const PROMOTIONS: ReadonlySet<number> = new Set(latin1Bytes('QRBN'));

/**
 * Reads PGN as a stream (S. J. Edwards, "Portable Game Notation Specification and Implementation Guide", 1994): it
 * takes bytes in chunks of any size and gives tags and main-line moves. Its memory stays constant whatever the input.
 *
 * It tolerates what real files contain: CRLF, a byte order mark, missing blank lines, missing results, comments of both
 * kinds, NAGs and glyphs, nested variations, move numbers stuck to moves, "%" lines, `<...>`, figurines, signs and blanks
 * of Unicode. What cannot be read makes only its own game malformed. A line that begins with `[Event "` starts a new game wherever it stands, so that an
 * unclosed comment or variation costs one game and not the rest of the file.
 */
export class PgnReader {
  readonly #handler: PgnHandler;
  readonly #token: Uint8Array = new Uint8Array(TOKEN_LENGTH);
  readonly #tag = new PgnTag();
  #tokenLength = 0;
  /** Where the word holds a bracket, or 0. */
  #bracket = 0;
  /** Bytes of the word in the input beside those of its token: signs beyond ASCII are longer than what they mean. */
  #extra = 0;
  #state: number = TEXT;
  /** Number of open parentheses. */
  #depth = 0;
  /** Bytes of `[Event "` that the line has matched so far, or -1. */
  #matched = 0;
  #started = false;
  /** Whether the move text of the game has begun, so that a tag belongs to the next game. */
  #inMoves = false;
  #hasEvent = false;
  #failed = false;
  /** Whether the line holds a byte already. */
  #midLine = false;
  /** Bytes read before the current chunk (`#offset`), and where the game began (`#gameStart`). */
  #offset = 0;
  #gameStart = 0;
  /** Where the last game ended. */
  #lastEnd = 0;
  /** Where "<" was read. */
  #angleStart = 0;

  constructor(handler: PgnHandler) {
    this.#handler = handler;
  }

  /** Bytes since the last game ended. */
  get unfinished(): number {
    return this.#offset - this.#lastEnd;
  }

  /** Reads a chunk; the handler gets all parts that it completes. */
  write(chunk: Uint8Array): void {
    const token = this.#token;
    const offset = this.#offset;
    let matched = this.#matched;
    let i = 0;
    while (offset + i < BYTE_ORDER_MARK.length && chunk[i] === BYTE_ORDER_MARK[offset + i]) i++;
    for (; i < chunk.length; i++) {
      const byte = chunk[i];
      const firstColumn = matched === 0;
      if (matched >= 0) {
        if (byte !== EVENT[matched]) matched = -1;
        else if (++matched === EVENT.length) {
          matched = -1;
          if (this.#breakOff(offset + i)) continue;
        }
      }
      if (this.#state !== TEXT) {
        this.#inside(byte, offset + i);
      } else {
        const role = ROLE[byte];
        if (role === IN_WORD) {
          if (this.#tokenLength === 0 && firstColumn && byte === PERCENT) this.#state = LINE;
          else if (this.#tokenLength < TOKEN_LENGTH) token[this.#tokenLength++] = byte;
        } else if (role === ENDS_WORD) {
          if (this.#tokenLength > 0 && (byte <= 32 || !this.#isPromotion(byte))) this.#word(offset + i);
          if (byte > 32 && this.#tokenLength === 0) this.#punctuation(byte, offset + i);
        } else {
          this.#sign(byte, offset + i);
        }
      }
      if (byte === LF) {
        matched = 0;
        this.#midLine = false;
      }
    }
    this.#matched = matched;
    this.#offset = offset + chunk.length;
    if (this.#started) this.#checkLength(this.#offset);
  }

  /** Ends the input. */
  end(): void {
    if (this.#tokenLength > 0) this.#word(this.#offset);
    if (!this.#started) return;
    if (this.#state === COMMENT) this.#fail('a comment is not closed');
    else if (this.#depth > 0) this.#fail('a variation is not closed');
    else if (this.#state !== TEXT && this.#state !== LINE) this.#fail('the game breaks off in a tag');
    else if (!this.#inMoves) this.#fail('neither moves nor a result');
    this.#finish(this.#offset);
  }

  /** Drops the current game without reporting it, because the input broke off. */
  abandon(): void {
    this.#started = false;
    this.#inMoves = false;
    this.#depth = 0;
    this.#state = TEXT;
    this.#tokenLength = 0;
    this.#bracket = 0;
    this.#extra = 0;
  }

  /** Starts a new game at `[Event "` at the beginning of a line, inside of something that should have been closed. */
  #breakOff(offset: number): boolean {
    if (this.#state === COMMENT || this.#state === ANGLE) this.#fail('a comment is not closed');
    else if (this.#state === TEXT && this.#depth > 0) this.#fail('a variation is not closed');
    else return false;
    if (this.#started) this.#finish(offset - EVENT.length + 1);
    this.#begin(offset - EVENT.length + 1);
    this.#hasEvent = true;
    this.#tag.beginValue();
    this.#state = TAG;
    return true;
  }

  /** Reads a byte of a tag or comment. */
  #inside(byte: number, offset: number): void {
    switch (this.#state) {
      case COMMENT:
        if (byte === CLOSE_BRACE) this.#state = TEXT;
        return;
      case LINE:
        if (byte === LF) this.#state = TEXT;
        return;
      case ANGLE:
        if (byte !== GREATER) return;
        this.#state = TEXT;
        if (offset === this.#angleStart + 1) this.#nullMove(offset + 1);
        return;
    }
    const read = this.#tag.read(byte);
    if (read === GOES_ON) return;
    this.#state = TEXT;
    if (read === COMPLETE) this.#endTag(offset);
    else this.#fail(read === NOT_CLOSED ? 'a tag is not closed' : 'a tag without a value');
  }

  #endTag(offset: number): void {
    const { name } = this.#tag;
    if (name === 'Event') {
      if (this.#hasEvent || this.#failed) {
        this.#fail('neither moves nor a result');
        this.#finish(offset);
        this.#begin(offset);
      }
      this.#hasEvent = true;
    }
    if (!this.#failed) this.#handler.tag(name, this.#tag.value);
  }

  #punctuation(byte: number, offset: number): void {
    switch (byte) {
      case OPEN_BRACE:
        this.#state = COMMENT;
        return;
      case SEMICOLON:
        this.#state = LINE;
        return;
      case LESS:
        this.#state = ANGLE;
        this.#angleStart = offset;
        return;
      case OPEN_PAREN:
        this.#depth++;
        break;
      case CLOSE_PAREN:
        if (this.#depth > 0) this.#depth--;
        else this.#fail('")" without "("');
        break;
      case STAR:
        if (this.#depth === 0 && this.#started) this.#finish(offset);
        break;
      case OPEN_BRACKET:
        if (this.#depth > 0) break;
        if (this.#inMoves && this.#midLine) this.#fail('"[" among the moves');
        else this.#openTag(offset);
        break;
      case DOLLAR:
        // The number that follows reads as a move number.
        break;
      default:
        if (this.#depth === 0) this.#fail(`"${String.fromCharCode(byte)}" among the moves`);
    }
    this.#midLine = true;
  }

  #openTag(offset: number): void {
    if (this.#inMoves) this.#finish(offset);
    if (!this.#started) this.#begin(offset);
    this.#tag.begin();
    this.#state = TAG;
  }

  /** Puts the bracket in the word if it belongs there, as in "e8(Q)"; returns whether it does. */
  #isPromotion(byte: number): boolean {
    if (byte !== OPEN_PAREN && byte !== CLOSE_PAREN) return false;
    const token = this.#token;
    const length = this.#tokenLength;
    if (length < 2 || length >= TOKEN_LENGTH || this.#depth > 0) return false;
    const rank = token[length - 1];
    const file = token[length - 2];
    if (byte === OPEN_PAREN) {
      if ((rank !== ONE && rank !== EIGHT) || file < LETTER_A || file > LETTER_H) return false;
      this.#bracket = length;
    } else if (this.#bracket !== length - 2 || !PROMOTIONS.has(token[length - 1])) return false;
    token[this.#tokenLength++] = byte;
    return true;
  }

  /** Reads a byte beyond ASCII. Once all bytes of a sign are there, the word gets what it means. */
  #sign(byte: number, offset: number): void {
    if (this.#tokenLength === TOKEN_LENGTH) return;
    this.#token[this.#tokenLength++] = byte;
    const sign = signAtEnd(this.#token, this.#tokenLength);
    if (sign === undefined) return;
    const length = this.#tokenLength - sign.bytes;
    this.#tokenLength = length;
    if (sign.text === BLANK) {
      if (length > 0) this.#word(offset + 1 - sign.bytes);
    } else if (length + sign.text.length <= TOKEN_LENGTH) {
      for (let i = 0; i < sign.text.length; i++) this.#token[length + i] = sign.text.charCodeAt(i);
      this.#tokenLength = length + sign.text.length;
      this.#extra += sign.bytes - sign.text.length;
    }
  }

  #nullMove(offset: number): void {
    this.#token.set(NULL_MOVE);
    this.#tokenLength = NULL_MOVE.length;
    this.#word(offset);
  }

  /** Ends a word of the move text: a move, a move number, a result or a glyph. */
  #word(offset: number): void {
    const length = this.#tokenLength;
    this.#tokenLength = 0;
    this.#midLine = true;
    if (this.#depth === 0) this.#mainLineWord(length, offset);
    this.#bracket = 0;
    this.#extra = 0;
  }

  #mainLineWord(length: number, offset: number): void {
    const token = this.#token;
    let i = 0;
    if (token[0] <= NINE) {
      if (isResult(token, length)) {
        if (this.#started) this.#finish(offset);
        return;
      }
      i = numberLength(token, length);
    }
    if (!this.#started) this.#begin(offset - length - this.#extra);
    this.#inMoves = true;
    if (i === length || this.#failed || isGlyph(token, i, length)) return;
    const end = this.#bracket === 0 ? length : this.#withoutBracket(length);
    if (end === TOKEN_LENGTH) {
      this.#fail(`"${wordText(token, end)}..." is no move`);
      return;
    }
    if (i > 0) token.copyWithin(0, i, end);
    this.#handler.move(token, end - i, offset);
  }

  /** Makes "e8Q" of "e8(Q)", and returns its length. Any other bracket in a word begins a variation. */
  #withoutBracket(length: number): number {
    const token = this.#token;
    const open = this.#bracket;
    if (open + 2 < length && token[open + 2] === CLOSE_PAREN) {
      token[open] = token[open + 1];
      token.copyWithin(open + 1, open + 3, length);
      return length - 2;
    }
    this.#depth++;
    return open;
  }

  #begin(offset: number): void {
    this.#started = true;
    this.#inMoves = false;
    this.#hasEvent = false;
    this.#failed = false;
    this.#depth = 0;
    this.#gameStart = offset;
    this.#handler.begin(offset);
  }

  #fail(reason: string): void {
    if (this.#failed || !this.#started) return;
    this.#failed = true;
    this.#handler.malformed(reason);
  }

  #checkLength(offset: number): void {
    if (offset - this.#gameStart > LONGEST_GAME) this.#fail(`longer than ${LONGEST_GAME} bytes`);
  }

  #finish(offset: number): void {
    this.#checkLength(offset);
    this.#started = false;
    this.#inMoves = false;
    this.#depth = 0;
    this.#lastEnd = offset;
    this.#handler.end(offset);
  }
}
