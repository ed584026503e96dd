import { paths } from '#platform/files';
import type { Position } from '../game/index.ts';
import { byPositions, type Profile, SessionTally } from '../plan/profile.ts';
import { chess } from '../../games/chess.ts';
import { className, menOnBoard } from './chess-class.ts';
import { inputName, inputSize } from './input.ts';
import { readPgnFile } from './pgn-file.ts';
import { PgnReader } from '../../games/chess/pgn.ts';
import { Replay, type ReplayListener } from '../../games/chess/replay.ts';

/** Most men of the classes that are counted. */
export const MOST_PROFILED_MEN = 6;
/** Most reasons for skipped games in a profile. */
const REASONS = 10;

/** How far `profilePgn` is. */
export interface ProfileProgress {
  readonly file: string;
  /** Bytes of the file read so far (`bytes`), and its size, 0 if nobody knows. */
  readonly bytes: number;
  readonly size: number;
  /** Games counted so far, in all files. */
  readonly games: number;
}

/** How `profilePgn` describes and reports its work. */
export interface ProfileOptions {
  /** Origin of the games, for the profile's `source`. */
  readonly origin?: string;
  readonly onProgress?: (progress: ProfileProgress) => void;
  readonly signal?: AbortSignal;
}

interface Tally {
  readonly table: string;
  games: number;
  games2: number;
  games10: number;
  positions: number;
}

class Counter implements ReplayListener {
  games = 0;
  /** Number of games skipped. */
  rejected = 0;
  plies = 0;
  readonly tallies: Map<string, Tally> = new Map();
  readonly sessions: SessionTally = new SessionTally();
  readonly problems: string[] = [];
  file = '';
  readonly #bySignature: Map<number, Tally> = new Map();
  /** Classes of the current game in order (`#visited`), and the plies that each stood (`#stood`). */
  readonly #visited: Tally[] = [];
  readonly #stood: number[] = [];
  #plies = 0;
  #signature = Number.NaN;
  #small = false;

  begin(): void {
    this.#visited.length = 0;
    this.#stood.length = 0;
    this.#plies = 0;
    this.#signature = Number.NaN;
    this.#small = false;
  }

  played(p: Position): void {
    this.#plies++;
    if (p.signature !== this.#signature) this.#enter(p);
    if (this.#small) this.#stood[this.#stood.length - 1]++;
  }

  /** Enters another class: the material has changed. */
  #enter(p: Position): void {
    this.#signature = p.signature;
    this.#small = menOnBoard(p) <= MOST_PROFILED_MEN;
    if (!this.#small) return;
    let tally = this.#bySignature.get(p.signature);
    if (tally === undefined) {
      const table = className(p);
      tally = this.tallies.get(table) ?? { table, games: 0, games2: 0, games10: 0, positions: 0 };
      this.tallies.set(table, tally);
      this.#bySignature.set(p.signature, tally);
    }
    this.#visited.push(tally);
    this.#stood.push(0);
  }

  game(): void {
    this.games++;
    this.plies += this.#plies;
    this.sessions.add(this.#visited.map(({ table }, i) => [table, this.#stood[i]]));
    for (let i = 0; i < this.#visited.length; i++) {
      const tally = this.#visited[i];
      tally.games++;
      if (this.#stood[i] >= 2) tally.games2++;
      if (this.#stood[i] >= 10) tally.games10++;
      tally.positions += this.#stood[i];
    }
  }

  skipped(number: number, reason: string): void {
    this.rejected++;
    if (this.problems.length < REASONS) this.problems.push(`${this.file}: game ${number}: ${reason}`);
  }
}

function nameOf(file: string): string {
  return paths.base(inputName(file));
}

/**
 * Counts how often the games of PGN files reach each material class of at most six men: the profile of chess. Files may
 * be compressed by gzip, zstd, bzip2, xz or zip; "-" is standard input.
 *
 * Only positions after a move count. Material never comes back in a game (men and pawns only become fewer), so the
 * plies that a class stands are consecutive. Games that are malformed or not legal are counted as `skipped`. A file
 * that breaks off is named in `damaged`, and the games before that are counted.
 * @throws EndgameError E_FILE if a file cannot be opened, is UTF-16 or holds no end of a game for 16 MiB; E_ABORTED if the
 * signal fires
 */
export async function profilePgn(files: readonly string[], options: ProfileOptions = {}): Promise<Profile> {
  const counter = new Counter();
  const damaged: string[] = [];
  const sizes: number[] = [];
  for (const file of files) sizes.push(inputSize(file));
  for (const [i, file] of files.entries()) {
    counter.file = nameOf(file);
    const before = counter.games + counter.rejected;
    const reader = new PgnReader(new Replay(chess.schema, counter));
    const failure = await readPgnFile(file, reader, {
      signal: options.signal,
      onBytes: (bytes) => options.onProgress?.({ file, bytes, size: sizes[i], games: counter.games }),
    });
    const read = counter.games + counter.rejected - before;
    if (failure !== undefined) damaged.push(`${nameOf(file)}: ${failure} after ${read} games`);
    else if (read === 0) damaged.push(`${nameOf(file)}: no games found`);
  }
  const classes = [...counter.tallies.values()].filter(({ games }) => games > 0).sort(byPositions);
  return {
    game: chess.id,
    source: [...files.map(nameOf), ...(options.origin === undefined ? [] : [options.origin])],
    games: counter.games,
    skipped: counter.rejected,
    plies: counter.plies,
    positions: classes.reduce((sum, { positions }) => sum + positions, 0),
    classes,
    problems: counter.problems,
    damaged,
    sessions: counter.sessions.sessions(),
  };
}
