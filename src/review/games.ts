import { forEachSuccessor } from '../game/rules.ts';
import type { Game, Move } from '../game/index.ts';
import { Position } from '../game/position.ts';
import { Random, type Specialization } from '../specialize/index.ts';
import { byPositions, type Profile, SessionTally } from '../plan/profile.ts';

/** Most plies of a random game: without a purpose it may never end. */
const MOST_PLIES = 300;
/** Most reasons for skipped games in a profile. */
const REASONS = 10;
/** Most letters of a word in a message. */
const LONGEST_SHOWN = 32;

interface Tally {
  games: number;
  games2: number;
  games10: number;
  positions: number;
}

/**
 * Counts a profile of any game, from recorded or random games. It counts the slices of positions after a move; slices
 * too large for an index space are left out.
 */
export class GamesProfile {
  readonly #specialization: Specialization;
  readonly #p: Position;
  readonly #moves: Int32Array;
  readonly #tallies = new Map<string, Tally>();
  /** Name of the slice by signature; undefined if it is too large. */
  readonly #names = new Map<number, string | undefined>();
  readonly #problems: string[] = [];
  /** Plies that each slice stood in the current game. */
  readonly #stood = new Map<string, number>();
  readonly #sessions = new SessionTally();
  #games = 0;
  #skipped = 0;
  #plies = 0;

  constructor(specialization: Specialization) {
    this.#specialization = specialization;
    this.#p = new Position(specialization.game.schema);
    this.#moves = new Int32Array(specialization.game.maxMoves);
  }

  /** Number of games counted so far. */
  get games(): number {
    return this.#games;
  }

  /**
   * Counts a game: moves in the game's notation, separated by blanks, from the initial position. A game with an
   * impossible move is skipped as a whole.
   * @param place what the reason for skipping calls the game
   */
  read(text: string, place: string): void {
    const { game } = this.#specialization;
    const p = this.#start();
    let plies = 0;
    for (const name of text.trim().split(/\s+/)) {
      const move = playable(game, p, this.#moves).find((m) => game.formatMove(p, m) === name);
      if (move === undefined) return this.#skip(`${place}: move ${plies + 1}, "${shown(name)}", is not possible`);
      this.#play(move);
      plies++;
    }
    this.#end(plies);
  }

  /** Counts a game of random moves, all equally likely. */
  playRandom(random: Random): void {
    const { game } = this.#specialization;
    const p = this.#start();
    let plies = 0;
    while (plies < MOST_PLIES) {
      const moves = playable(game, p, this.#moves);
      if (moves.length === 0) break;
      this.#play(moves[random.below(moves.length)]);
      plies++;
    }
    this.#end(plies);
  }

  /**
   * Returns the profile of the games so far.
   * @param source where the games come from
   */
  profile(source: readonly string[], damaged: readonly string[] = []): Profile {
    const classes = [...this.#tallies].map(([table, tally]) => ({ table, ...tally })).sort(byPositions);
    return {
      game: this.#specialization.game.id,
      source,
      games: this.#games,
      skipped: this.#skipped,
      plies: this.#plies,
      positions: classes.reduce((sum, { positions }) => sum + positions, 0),
      problems: this.#problems,
      damaged,
      classes,
      sessions: this.#sessions.sessions(),
    };
  }

  #start(): Position {
    this.#specialization.game.parse(this.#p, this.#specialization.game.initial);
    this.#stood.clear();
    return this.#p;
  }

  #play(move: Move): void {
    const p = this.#p;
    this.#specialization.game.play(p, move);
    p.forget();
    const name = this.#nameOf(p.signature);
    if (name !== undefined) this.#stood.set(name, (this.#stood.get(name) ?? 0) + 1);
  }

  #end(plies: number): void {
    this.#games++;
    this.#plies += plies;
    this.#sessions.add([...this.#stood]);
    for (const [name, stood] of this.#stood) {
      const tally = this.#tallies.get(name) ?? { games: 0, games2: 0, games10: 0, positions: 0 };
      this.#tallies.set(name, tally);
      tally.games++;
      if (stood >= 2) tally.games2++;
      if (stood >= 10) tally.games10++;
      tally.positions += stood;
    }
  }

  #skip(problem: string): void {
    this.#skipped++;
    if (this.#problems.length < REASONS) this.#problems.push(problem);
  }

  #nameOf(signature: number): string | undefined {
    if (!this.#names.has(signature)) this.#names.set(signature, this.#specialization.find(signature)?.name);
    return this.#names.get(signature);
  }
}

/** Returns the moves that can be played; none if the game is over. */
export function playable(game: Game, p: Position, out: Int32Array): Move[] {
  if (game.ended(p) !== undefined) return [];
  const moves: Move[] = [];
  forEachSuccessor(game, p, out, (move) => {
    moves.push(move);
  });
  return moves;
}

/** Returns a word as a message shows it: not too long, and on one line. */
function shown(word: string): string {
  const short = word.length > LONGEST_SHOWN ? `${word.slice(0, LONGEST_SHOWN)}...` : word;
  return short.replace(/\p{C}/gu, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
}
