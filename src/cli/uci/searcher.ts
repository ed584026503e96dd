/** Finds what the moves of a position are worth, in stages, so that a search that is stopped knows what was found. */

import { delimiter } from 'node:path';
import { chess } from '../../../games/chess.ts';
import { isAborted, isEndgameError } from '../../game/errors.ts';
import { type Answer, type Bounded, type MoveAnswer, Solver, type SourceName, type Worth } from '../../solve/index.ts';
import { cacheBeside, shippedOutcomes, TableStore } from '../../table/index.ts';
import { openSyzygy } from '../open-tables.ts';
import { ordered } from './choice.ts';
import { afterMove, type GameRecord, namedMoves, positionOf, repetitions } from './game-record.ts';
import { materialOrder } from './material-search.ts';

/** What a search works with. */
export interface Resources {
  /** Bytes for what is computed. */
  readonly memory: number;
  /** Most threads of an engine. */
  readonly threads: number;
  /** Directories of Syzygy's files and of the user's tables, as a path of the system; empty: none. */
  readonly syzygyPath: string;
  readonly tablePath: string;
}

/** What is searched. */
export interface SearchOrder {
  readonly record: GameRecord;
  /** Whether the 50-move rule counts. */
  readonly isRuled: boolean;
  /** The only moves that may be played, by the solver's names; undefined: all. */
  readonly only?: readonly string[] | undefined;
  /** Milliseconds after which bounds are enough; undefined: as long as it takes. */
  readonly deadline?: number | undefined;
  /** Positions after which no further stage begins. */
  readonly nodes?: number | undefined;
  /** Whether the distance to mate is wanted however long it takes. */
  readonly isDeep: boolean;
  /** Moves that get a line, and the most plies of it. */
  readonly lines: number;
  readonly depth: number;
}

/** A move with the line that begins with it, by the names of the solver and of Chess960. */
export interface RankedMove {
  readonly worth: Worth;
  readonly line: readonly { readonly name: string; readonly name960: string }[];
}

/** What a search has found so far. */
export interface SearchResult {
  /** Moves in the order in which they would be played. */
  readonly moves: readonly RankedMove[];
  /** What the position is worth to its side to move. */
  readonly worth: Worth;
  /** Whether its outcome is known. */
  readonly isKnown: boolean;
  /** Positions that were looked at or computed. */
  readonly nodes: number;
  /** Values read from tables. */
  readonly hits: number;
  readonly source: SourceName;
  /** What ended the work, if something did. */
  readonly limit?: string | undefined;
}

/** Seconds for distances that come with the outcome. */
const NEAR_SECONDS = 0.3;
/** Share of the time for outcomes and near distances: a win makes no progress without distances to zeroing. */
const OUTCOME_SHARE = 1 / 2;
/** Share of the memory for distances to zeroing; the rest is for everything else. */
const ZEROING_SHARE = 0.8;
/** Men beyond which no slice is computed. */
const MOST_MEN = 5;
/** Most milliseconds that lines may take, and their share of the deadline. */
const LINE_MS = 2000;
const LINE_SHARE = 1 / 20;
/** Milliseconds of the deadline that are left for the lines. */
const LINE_RESERVE_MS = 30;

/** Searches positions of chess. */
export class Searcher {
  readonly #tables: TableStore | undefined;
  /** Tells outcomes, and the distances that are near. */
  readonly #outcomes: Solver;
  /** Tells distances to zeroing. */
  readonly #zeroing: Solver;

  /** @throws EndgameError E_FILE if a directory is missing */
  constructor({ memory, threads, syzygyPath, tablePath }: Resources) {
    const cache = cacheBeside(memory);
    let store = shippedOutcomes({ cache });
    for (const directory of directoriesIn(tablePath).reverse()) {
      store = TableStore.open(directory, { cache, fallback: store });
    }
    this.#tables = store;
    const directories = directoriesIn(syzygyPath);
    const syzygy = directories.length === 0 ? undefined : openSyzygy(directories, memory);
    const common = { game: chess, store, syzygy, threads };
    const forZeroing = Math.floor(ZEROING_SHARE * memory);
    this.#zeroing = new Solver({ ...common, metric: 'dtz', memory: forZeroing });
    this.#outcomes = new Solver({ ...common, memory: memory - forZeroing });
  }

  /** Closes the tables and drops what was computed. */
  close(): void {
    this.#outcomes.close();
    this.#zeroing.close();
    this.#tables?.close();
  }

  /**
   * Searches until the moves are known, the deadline or the signal. Every stage reports what is known.
   * @returns what was found last
   */
  async search(
    order: SearchOrder,
    signal: AbortSignal,
    onResult?: (result: SearchResult) => void,
  ): Promise<SearchResult> {
    const start = performance.now();
    const { record, deadline, nodes: mostNodes = Number.POSITIVE_INFINITY, isDeep } = order;
    const until = deadline === undefined ? undefined : start + Math.max(1, deadline - LINE_RESERVE_MS);
    let found: Known = { ...NOTHING, moves: materialMoves(record.fen) };
    let result = this.#result(order, found);
    const isReach = isInReach(record);
    const outcomesUntil = isReach && until !== undefined ? start + OUTCOME_SHARE * (until - start) : until;
    const stages: (() => Promise<Known> | Known | undefined)[] = [
      () => (isReach ? this.#solvedBefore(record.fen) : undefined),
      () => this.#ask(this.#outcomes, record.fen, signal, outcomesUntil, isReach ? NEAR_SECONDS : undefined),
      () => (isReach && lacks(found, 'dtz') ? this.#ask(this.#zeroing, record.fen, signal, until) : undefined),
      () =>
        isReach && isDeep && lacks(found, 'dtm') ? this.#ask(this.#outcomes, record.fen, signal, until) : undefined,
    ];
    for (const stage of stages) {
      const told = await stage();
      if (told !== undefined) {
        found = merged(found, told);
        result = this.#result(order, found);
        onResult?.(result);
      }
      if (signal.aborted || found.nodes >= mostNodes || (until !== undefined && performance.now() >= until)) break;
    }
    return result;
  }

  /** Returns the distances to zeroing if an earlier move of the game needed them: they win, whatever the other stages find in time. */
  #solvedBefore(fen: string): Known | undefined {
    const answer = this.#zeroing.querySync(fen, { moves: true });
    return answer && told(answer);
  }

  /** Asks a solver, which may know nothing. */
  async #ask(
    solver: Solver,
    fen: string,
    signal: AbortSignal,
    until: number | undefined,
    distanceSeconds?: number,
  ): Promise<Known> {
    const deadline = until === undefined ? undefined : Math.max(1, until - performance.now());
    try {
      return told(await solver.query(fen, { moves: true, bounds: true, signal, deadline, distanceSeconds }));
    } catch (error) {
      if (!isEndgameError(error)) throw error;
      return { ...NOTHING, limit: isAborted(error) ? undefined : error.message };
    }
  }

  #result(order: SearchOrder, found: Known): SearchResult {
    const { record, isRuled, only } = order;
    const moves = this.#ordered(record, found, isRuled).filter(({ move }) => only?.includes(move) ?? true);
    const { deadline = Number.POSITIVE_INFINITY } = order;
    const until = performance.now() + Math.min(LINE_MS, LINE_SHARE * deadline);
    const ranked = moves.map((move, i) => ({
      worth: move,
      line: this.#line(record, move.move, i < order.lines ? order.depth : 1, isRuled, until),
    }));
    const { worth, nodes, hits, source, limit } = found;
    return { moves: ranked, worth, isKnown: worth.outcome !== undefined, nodes, hits, source, limit };
  }

  #ordered(record: GameRecord, { moves, worth }: Pick<Known, 'moves' | 'worth'>, isRuled: boolean): MoveAnswer[] {
    return ordered(moves, worth, { clock: record.clock, isRuled, repeated: repetitions(record) });
  }

  /** Returns the line that both sides would play, as far as it is known at once and makes progress. */
  #line(from: GameRecord, first: string, most: number, isRuled: boolean, until: number): RankedMove['line'] {
    const line: { name: string; name960: string }[] = [];
    let record = from;
    let next: string | undefined = first;
    while (next !== undefined) {
      const { name, name960 } = namedMoves(positionOf(record.fen)).find((each) => each.name === next)!;
      line.push({ name, name960 });
      if (line.length >= most || performance.now() >= until) break;
      record = afterMove(record, name);
      const answer = this.#atOnce(record.fen);
      const isDone = answer === undefined || answer.outcome === 'draw' || answer.moves.length === 0;
      next = isDone ? undefined : this.#ordered(record, { moves: answer.moves, worth: answer }, isRuled)[0].move;
    }
    return line;
  }

  #atOnce(fen: string): Answer | undefined {
    return this.#outcomes.querySync(fen, { moves: true }) ?? this.#zeroing.querySync(fen, { moves: true });
  }
}

/** What is known of a position and its moves. */
interface Known {
  readonly moves: readonly MoveAnswer[];
  readonly worth: Worth;
  readonly nodes: number;
  readonly hits: number;
  readonly source: SourceName;
  readonly limit?: string | undefined;
}

/** Returns whether a distance is missing that the choice among the moves needs: nothing hangs on those of a drawn position. */
function lacks({ worth, moves }: Known, distance: 'dtm' | 'dtz'): boolean {
  if (worth.outcome === 'draw') return false;
  return (
    worth[distance] === undefined ||
    moves.some((move) => move.outcome === worth.outcome && move[distance] === undefined)
  );
}

const NOTHING: Known = { moves: [], worth: {}, nodes: 0, hits: 0, source: 'computed' };

/** Returns what an answer tells. */
function told(answer: Answer | Bounded): Known {
  const { moves, provenance } = answer;
  const { source, positionsExpanded } = provenance;
  const isRead = source === 'table' || source === 'syzygy';
  return {
    moves,
    worth: worthIn(answer),
    nodes: positionsExpanded,
    hits: isRead ? 1 + moves.length : 0,
    source,
    limit: answer.exact ? undefined : answer.limit?.message,
  };
}

/** Adds what was told to what was known. Moves that cannot be told apart stay in their order. */
function merged(before: Known, { moves, worth, nodes, hits, source, limit }: Known): Known {
  const news = new Map(moves.map((move) => [move.move, move]));
  return {
    moves: before.moves.map((move) => better(move, news.get(move.move) ?? move)),
    worth: better(before.worth, worth),
    nodes: before.nodes + nodes,
    hits: before.hits + hits,
    source: worth.outcome === undefined ? before.source : source,
    limit,
  };
}

/** Returns the newer knowledge, with what only the older one tells. */
function better<T extends Worth>(older: T, newer: T): T {
  const isWorse = newer.outcome === undefined && older.outcome !== undefined;
  return isWorse ? older : { ...older, ...newer };
}

/** Returns what an answer says of the position's worth. */
function worthIn({ outcome, outcome50, dtm, dtz, dtzRounded, bounds }: Answer | Bounded): Worth {
  return {
    ...(outcome === undefined ? {} : { outcome }),
    ...(outcome50 === undefined ? {} : { outcome50 }),
    ...(dtm === undefined ? {} : { dtm }),
    ...(dtz === undefined ? {} : { dtz }),
    ...(dtzRounded === undefined ? {} : { dtzRounded }),
    ...(bounds === undefined ? {} : { bounds }),
  };
}

/** Returns the moves of a position of which nothing is known, those that win material first. */
function materialMoves(fen: string): MoveAnswer[] {
  return materialOrder(positionOf(fen)).map(({ name }) => ({ move: name }));
}

/** Returns whether so few men are left that every value can be computed. */
export function isInReach({ fen }: GameRecord): boolean {
  return fen.split(' ', 1)[0].replace(/[^a-z]/gi, '').length <= MOST_MEN;
}

/** Returns the directories of a path such as "/one:/two". */
export function directoriesIn(path: string): string[] {
  return path
    .split(delimiter)
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== '<empty>');
}
