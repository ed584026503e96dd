import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import type { Schema } from '../game/schema.ts';

const FUNCTIONS = [
  'moves',
  'play',
  'ended',
  'parse',
  'format',
  'formatMove',
  'draw',
  'legal',
  'stuck',
  'unmoves',
  'unplay',
  'shift',
  'unshift',
  'zeroes',
  'dead',
  'annotate',
  'question',
] as const;
/** The name of a function of a game. */
export type GameFunction = (typeof FUNCTIONS)[number];

/** Bytes of a trace: three numbers (function, move, calls so far), and a position of at most 255 cells and 53 codes. */
const BYTES = 512;
const STATE = 12;

/** The last call of a game's functions. */
export interface Call {
  readonly name: GameFunction;
  /** The position at the start of the call; undefined for functions without a position, and for `parse`. */
  readonly position: Position | undefined;
  /** Undefined for functions that take no move. */
  readonly move: number | undefined;
}

/**
 * A record of the last call of a game's functions: the function, its position and its move. It shows which function
 * threw an error. In shared memory it also shows another thread which function has not returned.
 */
export class Trace {
  readonly #numbers: Int32Array;
  readonly #bytes: Uint8Array;

  /** @param memory from `Trace.memory()` if another thread reads the trace; default: memory of this thread */
  constructor(memory: ArrayBufferLike = new ArrayBuffer(BYTES)) {
    this.#numbers = new Int32Array(memory, 0, 3);
    this.#bytes = new Uint8Array(memory);
  }

  /** Returns memory for a trace that threads share. */
  static memory(): SharedArrayBuffer {
    return new SharedArrayBuffer(BYTES);
  }

  /** Records a call. */
  enter(name: GameFunction, p?: Position, move = -1): void {
    this.#numbers[0] = 1 + FUNCTIONS.indexOf(name) + (p === undefined ? 0 : FUNCTIONS.length);
    this.#numbers[1] = move;
    this.#numbers[2]++;
    p?.save(this.#bytes, STATE);
  }

  /** Removes the last call from the record. */
  leave(): void {
    this.#numbers[0] = 0;
  }

  /** Returns the last call, unless `leave` removed it. */
  last(schema: Schema): Call | undefined {
    const [number, move] = this.#numbers;
    if (number === 0) return undefined;
    let position: Position | undefined;
    if (number > FUNCTIONS.length) {
      position = new Position(schema);
      position.restore(this.#bytes, STATE);
    }
    return {
      name: FUNCTIONS[(number - 1) % FUNCTIONS.length],
      position,
      move: move < 0 ? undefined : move,
    };
  }

  /** Number of calls so far. While it does not change, a function has not returned. */
  get calls(): number {
    return this.#numbers[2];
  }
}

/** Returns the same game, which records each call of its functions in `trace`. */
export function traced(game: Game, trace: Trace): Game {
  const { id, title, version, schema, domain, initial, maxMoves } = game;
  const { example, chessmen, tables, endgames, lines } = game;
  return {
    id,
    title,
    version,
    schema,
    domain,
    initial,
    maxMoves,
    ...defined({ example, chessmen, tables, endgames, lines }),
    moves: (p, out) => (trace.enter('moves', p), game.moves(p, out)),
    play: (p, move) => (trace.enter('play', p, move), game.play(p, move)),
    ended: (p) => (trace.enter('ended', p), game.ended(p)),
    parse: (p, text) => (trace.enter('parse'), game.parse(p, text)),
    format: (p) => (trace.enter('format', p), game.format(p)),
    formatMove: (p, move) => (trace.enter('formatMove', p, move), game.formatMove(p, move)),
    draw: (p) => (trace.enter('draw', p), game.draw(p)),
    ...defined({
      legal: game.legal && ((p: Position) => (trace.enter('legal', p), game.legal!(p))),
      stuck: game.stuck && ((p: Position) => (trace.enter('stuck', p), game.stuck!(p))),
      unmoves: game.unmoves && ((p: Position, out: Int32Array) => (trace.enter('unmoves', p), game.unmoves!(p, out))),
      unplay: game.unplay && ((p: Position, move: number) => (trace.enter('unplay', p, move), game.unplay!(p, move))),
      shift: game.shift && ((move: number) => (trace.enter('shift', undefined, move), game.shift!(move))),
      unshift: game.unshift && ((move: number) => (trace.enter('unshift', undefined, move), game.unshift!(move))),
      zeroes: game.zeroes && ((p: Position, move: number) => (trace.enter('zeroes', p, move), game.zeroes!(p, move))),
      dead: game.dead && ((p: Position) => (trace.enter('dead', p), game.dead!(p))),
      question: game.question && ((text: string) => (trace.enter('question'), game.question!(text))),
      annotate:
        game.annotate &&
        ((text: string, moves: readonly string[]) => (trace.enter('annotate'), game.annotate!(text, moves))),
    }),
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Returns the members that are not undefined: engines test whether a game has an optional part. */
function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
