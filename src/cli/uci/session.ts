/**
 * The engine as its driver sees it. Lines are read whenever they come; a thread of its own searches. There is one search at a time, and
 * every "go" gets exactly one "bestmove".
 */

import { Worker } from 'node:worker_threads';
import { isEndgameError } from '../../game/errors.ts';
import { oneLine } from '../../game/one-line.ts';
import { VERSION } from '../../text/version.ts';
import type { EngineMessage, EngineOrder } from './engine-worker.ts';
import { type GameRecord, namedMoves, positionOf, readGame } from './game-record.ts';
import { materialOrder } from './material-search.ts';
import { announced, defaultOptions, type EngineOptions, withOption } from './options.ts';
import { type Limits, readCommand } from './protocol.ts';
import { chancesOf, scoreOf } from './score.ts';
import { isInReach, type SearchOrder, type SearchResult } from './searcher.ts';
import { timesFor } from './times.ts';

/** A search whose move has not been told. */
interface Search {
  readonly id: number;
  readonly record: GameRecord;
  readonly options: EngineOptions;
  readonly limits: Limits;
  readonly start: number;
  /** What is known; undefined until the thread says something. */
  result?: SearchResult;
  /** Whether nothing more will be found. */
  isDone: boolean;
  /** Whether the driver has to end it: "infinite", and "ponder" until the move was played. */
  isOpen: boolean;
  /** Whether the time is up, and the first thing that is found will do. */
  isDue: boolean;
  timers: NodeJS.Timeout[];
}

/** Most plies of a line, if no depth is asked. */
const LINE_PLIES = 40;
/** Seconds for a search that nothing limits. */
const MOST_SECONDS = 60;
/** Share of the time after which the thread ends its search, so that it can tell what it found. */
const SEARCH_SHARE = 0.75;
const MEGABYTE = 1_000_000;

/** A conversation with a driver. */
export class Session {
  readonly #print: (line: string) => void;
  readonly #onQuit: () => void;
  readonly #defaults = defaultOptions();
  #options = this.#defaults;
  #record: GameRecord = readGame('startpos');
  #search: Search | undefined;
  #count = 0;
  /** The thread; undefined after it failed, until the next search. */
  #worker: Worker | undefined;
  #isReady = false;
  #whenReady: (() => void)[] = [];
  #isEnding = false;

  /**
   * @param print writes a line to the driver
   * @param onQuit called when nothing more will come
   */
  constructor(print: (line: string) => void, onQuit: () => void) {
    this.#print = (line) => print(oneLine(line));
    this.#onQuit = onQuit;
    this.#worker = this.#started();
  }

  /** Takes a line of the driver. */
  read(line: string): void {
    const command = readCommand(line);
    switch (command.name) {
      case 'uci':
        return this.#introduce();
      case 'isready':
        return this.#ready(() => this.#print('readyok'));
      case 'setoption':
        return this.#setOption(command.option, command.value);
      case 'position':
        return this.#place(command.text);
      case 'go':
        return this.#go(command.limits);
      case 'stop':
        return this.#stop();
      case 'ponderhit':
        return this.#ponderHit();
      case 'quit':
        return this.#quit();
      case 'unknown':
        return this.#say(`unknown command "${command.text}"`);
      case 'ucinewgame':
      case 'debug':
      case 'nothing':
        return;
    }
  }

  /** The driver says nothing more: a search that needs no driver is finished first. */
  end(): void {
    this.#isEnding = true;
    if (this.#search?.isOpen === true) this.#stop();
    if (this.#search === undefined) this.#quit();
  }

  #introduce(): void {
    this.#print(`id name endgame-lab ${VERSION}`);
    this.#print('id author the authors of endgame-lab');
    for (const line of announced(this.#defaults)) this.#print(line);
    this.#print('uciok');
  }

  #say(text: string): void {
    this.#print(`info string ${text}`);
  }

  /** Calls when the thread is there. */
  #ready(then: () => void): void {
    if (this.#isReady) then();
    else this.#whenReady.push(then);
  }

  #setOption(option: string, value: string): void {
    const options = withOption(this.#options, option, value);
    if (typeof options === 'string') this.#say(options);
    else this.#options = options;
  }

  #place(text: string): void {
    try {
      this.#record = readGame(text);
    } catch (error) {
      if (!isEndgameError(error)) throw error;
      this.#say(`${error.message}; the position stays as it was`);
    }
  }

  #go(limits: Limits): void {
    this.#stop();
    const record = this.#record;
    const options = this.#options;
    const isOpen = limits.infinite === true || limits.ponder === true;
    const search: Search = {
      id: ++this.#count,
      record,
      options,
      limits,
      start: performance.now(),
      isDone: false,
      isDue: false,
      isOpen,
      timers: [],
    };
    this.#search = search;
    const moves = namedMoves(positionOf(record.fen));
    const only = limits.searchmoves?.flatMap(
      (name) => moves.find((each) => each.name === name || each.name960 === name)?.name ?? [],
    );
    const times = this.#limit(search);
    const order: SearchOrder = {
      record,
      isRuled: options.Syzygy50MoveRule,
      only: only === undefined || only.length === 0 ? undefined : only,
      deadline: isOpen ? undefined : times === undefined ? 1000 * MOST_SECONDS : SEARCH_SHARE * times.soft,
      nodes: limits.nodes,
      isDeep: limits.infinite === true || limits.mate !== undefined || options.UCI_AnalyseMode,
      lines: options.MultiPV,
      depth: Math.max(1, Math.min(LINE_PLIES, limits.depth ?? LINE_PLIES)),
    };
    const { Hash, Threads, SyzygyPath, TablePath } = options;
    const resources = { memory: Hash * MEGABYTE, threads: Threads, syzygyPath: SyzygyPath, tablePath: TablePath };
    this.#tell({ id: search.id, resources, search: order });
  }

  /** Starts the clock of a search that is not open. */
  #limit(search: Search): { soft: number; hard: number } | undefined {
    if (search.isOpen) return undefined;
    const isWhite = search.record.fen.split(' ')[1] === 'w';
    const times = timesFor(search.limits, isWhite, search.options['Move Overhead'], isInReach(search.record));
    if (times === undefined) return undefined;
    const due = (): void => {
      search.isDue = true;
      if (search.result !== undefined) this.#answer(search);
    };
    search.timers = [setTimeout(due, times.soft), setTimeout(() => this.#answer(search), times.hard)];
    return times;
  }

  #ponderHit(): void {
    const search = this.#search;
    if (search === undefined || search.limits.ponder !== true) return;
    search.isOpen = search.limits.infinite === true;
    this.#limit(search);
    if (search.isDone && !search.isOpen) this.#answer(search);
  }

  #stop(): void {
    if (this.#search !== undefined) this.#answer(this.#search);
  }

  /** Tells the move of a search and ends it. */
  #answer(search: Search): void {
    if (this.#search !== search) return;
    this.#search = undefined;
    for (const timer of search.timers) clearTimeout(timer);
    if (!search.isDone) this.#worker?.postMessage({ stop: true } satisfies EngineOrder);
    const [best] = search.result?.moves ?? [];
    const line = best?.line ?? materialOrder(positionOf(search.record.fen)).slice(0, 1);
    if (search.result === undefined) {
      this.#say(`${isInReach(search.record) ? 'no time to find anything out' : 'out of reach'}: this move is a guess`);
    }
    const [move, reply] = line.map((each) => this.#named(each, search.options));
    this.#print(`bestmove ${move ?? '(none)'}${reply === undefined ? '' : ` ponder ${reply}`}`);
    if (this.#isEnding) this.#quit();
  }

  #named({ name, name960 }: { readonly name: string; readonly name960: string }, options: EngineOptions): string {
    return options.UCI_Chess960 ? name960 : name;
  }

  #quit(): void {
    void this.#worker?.terminate();
    this.#onQuit();
  }

  #tell(order: EngineOrder): void {
    this.#worker ??= this.#started();
    this.#worker.postMessage(order);
  }

  #started(): Worker {
    const worker = new Worker(new URL('./engine-worker.js', import.meta.url));
    worker.on('message', (message: EngineMessage) => this.#hear(message));
    worker.on('error', (error) => this.#lose(error));
    return worker;
  }

  /** A thread that failed is replaced at the next search; what is known of its own is answered. */
  #lose(error: unknown): void {
    this.#worker = undefined;
    this.#say(`the search failed: ${error instanceof Error ? error.message : String(error)}`);
    this.#becomeReady();
    const search = this.#search;
    if (search === undefined) return;
    search.isDone = true;
    if (!search.isOpen) this.#answer(search);
  }

  #becomeReady(): void {
    this.#isReady = true;
    for (const then of this.#whenReady.splice(0)) then();
  }

  #hear(message: EngineMessage): void {
    if ('ready' in message) return this.#becomeReady();
    const search = this.#search;
    if (search?.id !== message.id) return;
    if ('trouble' in message) {
      this.#say(message.trouble);
      search.isDone = true;
    } else {
      search.result = message.result;
      search.isDone = message.isLast;
      if (!message.isLast) this.#inform(search, message.result);
    }
    if ((search.isDone || search.isDue) && !search.isOpen) this.#answer(search);
  }

  /** Prints what was found, a line for each of the first moves. */
  #inform(search: Search, result: SearchResult): void {
    const { record, options, start } = search;
    const { moves, worth, isKnown, nodes, hits, source, limit } = result;
    const { Syzygy50MoveRule, MultiPV, UCI_ShowWDL } = options;
    const ms = Math.max(1, Math.round(performance.now() - start));
    const effort = `nodes ${nodes} nps ${Math.round((1000 * nodes) / ms)} tbhits ${hits} time ${ms}`;
    if (!isKnown) this.#say(`out of reach: only bounds are known${limit === undefined ? '' : `: ${limit}`}`);
    else if (limit !== undefined) this.#say(limit);
    const shown = moves.slice(0, MultiPV);
    if (shown.length === 0) this.#print(`info depth 0 score ${scoreOf(worth, record.clock, Syzygy50MoveRule)}`);
    for (const [i, { worth: own, line }] of shown.entries()) {
      const chances = UCI_ShowWDL ? chancesOf(own, Syzygy50MoveRule) : undefined;
      const names = line.map((each) => this.#named(each, options)).join(' ');
      const score = `score ${scoreOf(own, record.clock, Syzygy50MoveRule)}${chances === undefined ? '' : ` wdl ${chances}`}`;
      this.#print(`info depth ${line.length} multipv ${i + 1} ${score} ${effort} pv ${names}`);
    }
    if (isKnown) this.#say(`source=${source}`);
  }
}
