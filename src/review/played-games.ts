import { chess } from '../../games/chess.ts';
import type { ReplayListener } from '../../games/chess/replay.ts';
import type { Position, Side } from '../game/index.ts';
import { className, menOnBoard } from './chess-class.ts';

/** A position of a game, with what is needed to value it if it is within reach. */
export interface PlayedPosition {
  /** Where the word of the move ends that led to it; undefined if none did. */
  readonly end?: number | undefined;
  readonly turn: Side;
  /** Undefined if it is out of reach. */
  readonly fen?: string | undefined;
  /** Its material: KRPvKR. */
  readonly material?: string | undefined;
}

/** A game that was read. */
export interface PlayedGame {
  readonly end: number;
  /** Names of the players, White's first. */
  readonly players: readonly [string, string];
  /** Its positions from the first one; empty if the game was skipped. */
  readonly places: readonly PlayedPosition[];
}

/** Collects the positions of games, for those who replay them. */
export class PlayedGames implements ReplayListener {
  /** Games that were read and not taken yet. */
  readonly done: PlayedGame[] = [];
  /** Why games were skipped: number of the game and the reason. */
  readonly problems: string[] = [];
  games = 0;
  readonly #men: number;
  #places: PlayedPosition[] = [];
  #players: [string, string] = ['White', 'Black'];

  /** @param men most men of a position within reach */
  constructor(men: number) {
    this.#men = men;
  }

  begin(): void {
    this.#places = [];
    this.#players = ['White', 'Black'];
  }

  tag(name: string, value: string): void {
    if (name === 'White') this.#players[0] = value;
    else if (name === 'Black') this.#players[1] = value;
  }

  start(p: Position): void {
    this.#add(p, undefined);
  }

  played(p: Position, offset: number): void {
    this.#add(p, offset);
  }

  passed(): void {
    // No question is asked where a player passed.
    this.#places.push({ turn: 0 });
  }

  game(_: Position, offset: number): void {
    this.games++;
    this.done.push({ end: offset, players: this.#players, places: this.#places });
  }

  skipped(number: number, reason: string, offset: number): void {
    this.problems.push(`game ${number}: ${reason}`);
    this.done.push({ end: offset, players: this.#players, places: [] });
  }

  #add(p: Position, end: number | undefined): void {
    const isNear = menOnBoard(p) <= this.#men;
    this.#places.push({ end, turn: p.turn, ...(isNear ? { fen: chess.format(p), material: className(p) } : {}) });
  }
}
