/** What clients of lichess' tablebase server ask: `/standard` and `/standard/mainline`. */

import { LRUCache } from 'lru-cache';
import { EndgameError, isEndgameError } from '../game/errors.ts';
import type { Desk } from './desk.ts';
import { type HttpReply, type HttpRequest, jsonReply, neededParameter, TYPES } from './exchange.ts';
import type { LichessAnswer } from './lichess-answer.ts';
import type { Tablebase } from './tablebase.ts';

/** Most characters of a FEN. */
const MOST_FEN = 120;

/** Answers in lichess' form, and the texts of those that are complete. */
export class LichessRoutes {
  readonly #tablebase: Tablebase;
  readonly #desk: Desk;
  readonly #texts: LRUCache<string, string> | undefined;
  #hits = 0;
  #misses = 0;

  /** @param cacheBytes for texts of answers; 0 for none */
  constructor(tablebase: Tablebase, desk: Desk, cacheBytes: number) {
    this.#tablebase = tablebase;
    this.#desk = desk;
    // Each character takes a byte, and each entry some more for its keys.
    const size = (text: string, fen: string): number => text.length + fen.length + 200;
    this.#texts = cacheBytes > 0 ? new LRUCache({ maxSize: cacheBytes, sizeCalculation: size }) : undefined;
  }

  /** Answers that the cache had. */
  get hits(): number {
    return this.#hits;
  }

  /** Answers that it had not. */
  get misses(): number {
    return this.#misses;
  }

  /** `GET /standard?fen=` */
  standard(request: HttpRequest): HttpReply | Promise<HttpReply> {
    const text = neededParameter(request.query, 'fen', MOST_FEN);
    const cached = this.#texts?.get(text);
    if (cached !== undefined) {
      this.#hits++;
      return { status: 200, type: TYPES.json, body: cached };
    }
    this.#misses++;
    const fen = this.#tablebase.fenOf(text);
    const known = this.#tablebase.atOnce(fen);
    return known === undefined ? this.#computed(request, text, fen) : this.#reply(text, known);
  }

  /** `GET /standard/mainline?fen=` */
  async mainline(request: HttpRequest): Promise<HttpReply> {
    const fen = this.#tablebase.fenOf(neededParameter(request.query, 'fen', MOST_FEN));
    try {
      return jsonReply(
        await this.#desk.compute(request, `mainline ${fen}`, (turn) => this.#tablebase.mainline(fen, turn)),
      );
    } catch (error) {
      if (isEndgameError(error) && error.code === 'E_TABLE_MISSING') return { ...plain(error), status: 404 };
      throw error;
    }
  }

  async #computed(request: HttpRequest, text: string, fen: string): Promise<HttpReply> {
    const answer = await this.#desk.compute(request, `standard ${fen}`, (turn) => this.#tablebase.answer(fen, turn));
    return this.#reply(text, answer);
  }

  #reply(text: string, answer: LichessAnswer): HttpReply {
    const body = JSON.stringify(answer);
    // What was not found in time may be found when it is asked again.
    if (this.#texts !== undefined && isComplete(answer)) this.#texts.set(text, body);
    return { status: 200, type: TYPES.json, body };
  }
}

function isComplete({ dtm, checkmate, moves }: LichessAnswer): boolean {
  return (dtm !== null || checkmate) && moves.every((move) => move.dtm !== null || move.checkmate);
}

function plain({ message, hint }: EndgameError): Omit<HttpReply, 'status'> {
  return { type: TYPES.text, body: `${message}; ${hint}\n` };
}
