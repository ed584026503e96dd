import { chess } from '../../games/chess.ts';
import { latin1Text } from '../../games/chess/bytes.ts';
import { PgnReader } from '../../games/chess/pgn.ts';
import { Replay } from '../../games/chess/replay.ts';
import { type Appraisal, commandsOf, type Glyph, type Insertion, insertionsOf } from './annotation.ts';
import { inputSize, type ReadOptions } from './input.ts';
import { type Appraiser, judgeMove } from './judge.ts';
import { readPgnFile } from './pgn-file.ts';
import { type PlayedPosition, type PlayedGame, PlayedGames } from './played-games.ts';

/** How one player played one material class. */
export interface PlayerTally {
  readonly player: string;
  /** The material before the half-move: KRPvKR. */
  readonly material: string;
  /** Half-moves whose outcome is known, before and after. */
  judged: number;
  /** Only moves that were found: "!". */
  only: number;
  /** Half-moves that made a draw of a win, and those that lost a drawn position: "?". */
  lostWins: number;
  lostDraws: number;
  /** Half-moves that lost a won position: "??". */
  blunders: number;
}

/** What was annotated. */
export interface Annotated {
  readonly games: number;
  readonly skipped: number;
  /** Why games were skipped. */
  readonly problems: readonly string[];
  /** Positions that were valued, and those within reach that could not be. */
  readonly positions: number;
  readonly unknown: number;
  /** By player and material, the most mistakes first. */
  readonly players: readonly PlayerTally[];
  /** Why compressed data break off, if they do. */
  readonly damage: string | undefined;
}

/** How games are annotated. */
export interface AnnotateOptions {
  /** Most men of a position that is valued. */
  readonly men: number;
  readonly appraiser: Appraiser;
  /** Receives the annotated PGN in pieces. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Called now and then with the number of games, and with the bytes read and to be read (0 if nobody knows). */
  readonly onProgress?: ((games: number, bytes: number, size: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const SIGNS = /[!?]*$/;
/** Most letters of a move's word that are signs. */
const MOST_SIGNS = 4;

/**
 * Annotates the games of a PGN, or of standard input for "-": behind every move of the main line that leads to a position
 * within reach it writes the exact value, and `!`, `?` or `??` (as NAGs) where the move was the only one to keep a win or
 * a draw, where it lost half a point, and where it lost a whole one. The 50-move rule is left out of account.
 * Everything else stays as it is, byte for byte.
 * @throws EndgameError E_FILE if the file cannot be read, E_ABORTED if the signal fires, and the errors of the appraiser
 */
export async function annotatePgn(path: string, options: AnnotateOptions): Promise<Annotated> {
  const { signal, onProgress } = options;
  const size = inputSize(path);
  const games = new PlayedGames(options.men);
  const annotator = new Annotator(options);
  let read = 0;
  const takeAll = async (): Promise<void> => {
    for (const game of games.done.splice(0)) {
      await annotator.take(game);
      onProgress?.(games.games, read, size);
    }
  };
  const reading: ReadOptions = {
    signal,
    onBytes: (bytes) => {
      read = bytes;
    },
  };
  const reader = new PgnReader(new Replay(chess.schema, games));
  const damage = await readPgnFile(path, reader, {
    ...reading,
    onChunk: async (chunk) => {
      annotator.add(chunk);
      await takeAll();
    },
  });
  await takeAll();
  await annotator.finish();
  return {
    games: games.games,
    skipped: games.problems.length,
    problems: games.problems,
    positions: annotator.positions,
    unknown: annotator.unknown,
    players: annotator.players(),
    damage,
  };
}

class Annotator {
  positions = 0;
  unknown = 0;
  readonly #options: AnnotateOptions;
  readonly #tallies = new Map<string, PlayerTally>();
  /** Bytes that were read and not written, from the offset `#begin` on. */
  #text: Uint8Array = new Uint8Array(0);
  #begin = 0;

  constructor(options: AnnotateOptions) {
    this.#options = options;
  }

  /** Adds bytes of the input. */
  add(chunk: Uint8Array): void {
    const text = new Uint8Array(this.#text.length + chunk.length);
    text.set(this.#text);
    text.set(chunk, this.#text.length);
    this.#text = text;
  }

  /** Annotates and writes a game, with all that stands before it. */
  async take(game: PlayedGame): Promise<void> {
    for (const { at, text } of await this.#insertions(game)) {
      await this.#pass(at);
      await this.#options.write(new TextEncoder().encode(text));
    }
    await this.#pass(game.end);
  }

  /** Writes what stands behind the last game. */
  async finish(): Promise<void> {
    await this.#pass(this.#begin + this.#text.length);
  }

  players(): PlayerTally[] {
    const mistakes = ({ lostWins, lostDraws, blunders }: PlayerTally): number => lostWins + lostDraws + 2 * blunders;
    return [...this.#tallies.values()].sort((a, b) => mistakes(b) - mistakes(a) || b.judged - a.judged);
  }

  /** Writes the text up to the offset. */
  async #pass(offset: number): Promise<void> {
    const length = offset - this.#begin;
    if (length === 0) return;
    const bytes = this.#text.subarray(0, length);
    this.#text = this.#text.subarray(length);
    this.#begin = offset;
    await this.#options.write(bytes);
  }

  async #insertions({ places, players, end: gameEnd }: PlayedGame): Promise<Insertion[]> {
    const insertions: Insertion[] = [];
    let before: Appraisal | undefined;
    for (const [i, { fen, end, turn }] of places.entries()) {
      const worth = fen === undefined ? undefined : await this.#worth(fen);
      if (worth !== undefined && end !== undefined) {
        const previous = places[i - 1];
        const glyph =
          before === undefined ? undefined : await judgeMove(previous.fen!, before, worth, this.#options.appraiser);
        if (before !== undefined) this.#count(players[1 - turn], previous.material!, before, glyph);
        const text = this.#textBetween(end, endAfter(places, i) ?? gameEnd);
        const [own] = SIGNS.exec(this.#textBetween(Math.max(this.#begin, end - MOST_SIGNS), end))!;
        insertions.push(...insertionsOf({ commands: commandsOf(worth, turn), glyph }, text, end, own));
      }
      before = worth;
    }
    return insertions;
  }

  #textBetween(begin: number, end: number): string {
    return latin1Text(this.#text.subarray(begin - this.#begin, end - this.#begin), end - begin);
  }

  async #worth(fen: string): Promise<Appraisal | undefined> {
    const worth = await this.#options.appraiser.worth(fen);
    if (worth === undefined) this.unknown++;
    else this.positions++;
    return worth;
  }

  #count(player: string, material: string, { outcome }: Appraisal, glyph: Glyph | undefined): void {
    const key = `${player}\n${material}`;
    let tally = this.#tallies.get(key);
    if (tally === undefined) {
      tally = { player, material, judged: 0, only: 0, lostWins: 0, lostDraws: 0, blunders: 0 };
      this.#tallies.set(key, tally);
    }
    tally.judged++;
    if (glyph === '!') tally.only++;
    else if (glyph === '??') tally.blunders++;
    else if (glyph === '?' && outcome === 'win') tally.lostWins++;
    else if (glyph === '?') tally.lostDraws++;
  }
}

/** Returns where the word of the next move ends. */
function endAfter(places: readonly PlayedPosition[], i: number): number | undefined {
  for (let j = i + 1; j < places.length; j++) if (places[j].end !== undefined) return places[j].end;
  return undefined;
}
