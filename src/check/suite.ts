import type { Game } from '../game/contract.ts';
import { isEndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { type Slice, Specialization } from '../specialize/index.ts';
import { type Finding, FindingList, type Remark } from './finding.ts';
import { bookError, misfit } from './misfit.ts';
import { Inspection, type PositionCheck } from './position-check.ts';
import { POSITION_CHECKS } from './positions/index.ts';
import { eachPosition, playGames } from './samples.ts';
import { shapeProblems } from './shape.ts';
import { FOLLOWED, learnRareMoves, SLICE_CHECKS } from './slice-check.ts';
import { solveAndVerify } from './solving.ts';
import { thrownRemark } from './thrown.ts';
import { Trace, traced } from './traced.ts';

/** The options of `checkGame`. */
export interface CheckOptions {
  /** Time limit in seconds; at the limit the checks stop unfinished. */
  readonly seconds: number;
  /** Share of the usual samples; below 1 nothing is solved. Default 1. */
  readonly effort?: number;
  /** The trace that records calls of the rules; default: one in memory of this thread. */
  readonly trace?: Trace;
  /** Called before each check; `share`, 0 to 1, is the share of the time that has passed. */
  readonly onProgress?: (what: string, share: number) => void;
}

/** The result of `checkGame`. */
export interface CheckReport {
  /** The id of the game, or `the game` if it has none. */
  readonly game: string;
  readonly findings: readonly Finding[];
  /** Number of further findings that repeat these for other positions. */
  readonly more: number;
  /** Number of checked positions, one for each check of a position. */
  readonly looks: number;
  /** Names of the checks that ran. */
  readonly checks: readonly string[];
  /** Names of the checks that did not run, or not to their end, and the reasons. */
  readonly unfinished: readonly { readonly check: string; readonly why: string }[];
  /** Seconds by the clock. */
  readonly seconds: number;
}

/** Number of games of random moves from each start. */
const GAMES = 6;
/** Most plies of each of these games. */
const PLIES = 60;
/** Most slices that are checked, including the smallest and the largest. */
const SLICES = 8;
/** Most placements of a checked slice. */
const LARGEST = 5e7;
/** Share of a check's sample per slice: there are several slices, and the author waits. */
const SHARE = 1 / 5;

const MENDED_FIRST = 'it waits until these findings are mended';

/**
 * Runs all checks on one game, within a time limit. Later stages rely on earlier ones: a value without the shape of a
 * game is not asked for moves, and index spaces are not built from rules that fail in play.
 *
 *   shape      members and their types
 *   start      `initial`, `example`, `notations` and `endgames`, and texts that parse must refuse
 *   play       every check of positions, in games of random moves
 *   slices     the same and more, on slices that the game's tables hold
 *   solving    one small slice and all below it, generated and verified
 *
 * @param value the would-be game
 */
export async function checkGame(value: unknown, options: CheckOptions): Promise<CheckReport> {
  const problems = shapeProblems(value);
  if (problems.length > 0) {
    return {
      game: idOf(value),
      findings: problems.map(({ member, is, expected }) => ({
        check: 'shape',
        found: `${member} is ${is}`,
        expected,
        todo: is === 'missing' ? `write ${member}` : `mend ${member}`,
      })),
      more: 0,
      looks: 0,
      checks: ['shape'],
      unfinished: [{ check: 'everything else', why: 'it needs the shape of a game' }],
      seconds: 0,
    };
  }
  return await new Suite(value as Game, options).run();
}

/**
 * Runs one check on all positions that `each` visits, and returns their number. With a `trace`, an error of the rules
 * is a finding and ends the check; without one it is thrown.
 */
export function checkPositions(
  check: PositionCheck,
  game: Game,
  findings: FindingList,
  each: (visit: (p: Position) => boolean) => number,
  { trace, goesOn = () => true }: { readonly trace?: Trace; readonly goesOn?: () => boolean } = {},
): number {
  let look: Inspection | undefined;
  return each((p) => {
    try {
      if (look?.p !== p) {
        const say = (remark: Remark): void => findings.add(check.name, { position: game.format(p), ...remark });
        look = new Inspection(game, p, say);
      }
      check.look(look);
    } catch (error) {
      if (trace === undefined) throw error;
      findings.add(check.name, thrownRemark(game, error, trace.last(game.schema)));
      return false;
    }
    return goesOn() && !findings.enough(check.name);
  });
}

class Suite {
  readonly #rules: Game;
  readonly #game: Game;
  readonly #trace: Trace;
  readonly #findings = new FindingList();
  readonly #options: CheckOptions;
  readonly #start: number = performance.now();
  readonly #checks: string[] = [];
  readonly #unfinished: { check: string; why: string }[] = [];
  readonly #effort: number;
  #looks = 0;

  constructor(game: Game, options: CheckOptions) {
    this.#trace = options.trace ?? new Trace();
    this.#rules = game;
    this.#game = traced(game, this.#trace);
    this.#options = options;
    this.#effort = options.effort ?? 1;
  }

  async run(): Promise<CheckReport> {
    this.#checks.push('shape');
    this.#make('start', () => this.#starts());
    let states: readonly Uint8Array[] = [];
    if (this.#findings.list.length === 0) {
      const played = this.#play();
      states = played.states;
      for (const check of POSITION_CHECKS) this.#inPlay(check, states);
      this.#sidesTakeTurns(states);
      // Nearly always one of the checks has hit the same error, and says what it breaks.
      if (played.thrown && this.#findings.list.length === 0) this.#findings.add('play', played.thrown);
    }
    if (this.#findings.list.length > 0) this.#leave('slices and solving', MENDED_FIRST);
    else await this.#specialized(states);
    this.#trace.leave();
    return {
      game: this.#rules.id,
      findings: this.#findings.list,
      more: this.#findings.more,
      looks: this.#looks,
      checks: [...new Set(this.#checks)],
      unfinished: this.#unfinished,
      seconds: this.#elapsed,
    };
  }

  get #elapsed(): number {
    return (performance.now() - this.#start) / 1000;
  }

  #goesOn = (): boolean => this.#elapsed < this.#options.seconds;

  #leave(check: string, why: string): void {
    this.#unfinished.push({ check, why });
  }

  /** Runs a check; an error of the rules is one of its findings. */
  #make(name: string, run: () => void): void {
    if (!this.#goesOn()) return this.#leave(name, 'the time was up');
    this.#checks.push(name);
    this.#options.onProgress?.(name, this.#elapsed / this.#options.seconds);
    this.#trace.leave();
    try {
      run();
    } catch (error) {
      this.#threw(name, error);
    }
    if (!this.#goesOn()) this.#leave(name, 'the time was up before it was done');
  }

  #threw(name: string, error: unknown): void {
    this.#findings.add(name, thrownRemark(this.#rules, error, this.#trace.last(this.#rules.schema)));
  }

  #say(check: string): (remark: Remark) => void {
    return (remark) => this.#findings.add(check, remark);
  }

  /** Positions that the game itself names. */
  #starts(): void {
    const { initial, example, notations = [] } = this.#rules;
    const say = this.#say('start');
    const examples = notations.map(
      ({ name, example: text }) => [`the example of ${name}`, this.#rules.question?.(text).position ?? text] as const,
    );
    for (const [name, text] of [['initial', initial] as const, ['example', example] as const, ...examples]) {
      if (text !== undefined && !this.#reads(name, text)) return;
    }
    const p = new Position(this.#game.schema);
    for (const nonsense of ['', '?']) {
      try {
        this.#game.parse(p, nonsense);
      } catch (error) {
        if (isEndgameError(error) && error.code === 'E_POSITION') continue;
        say({
          found: `parse("${nonsense}") throws ${String(error).split('\n')[0]}`,
          expected: 'an EndgameError E_POSITION that names what is wrong',
          todo: 'test the text before it is used, and throw new EndgameError("E_POSITION", what, hint)',
        });
        return;
      }
      say({
        found: `parse("${nonsense}") reads it as "${this.#game.format(p)}"`,
        expected: 'an EndgameError E_POSITION, since that is no position',
        todo: 'test the text, and throw new EndgameError("E_POSITION", what, hint)',
      });
      return;
    }
  }

  #reads(name: string, text: string): boolean {
    const game = this.#game;
    const say = this.#say('start');
    const p = new Position(game.schema);
    try {
      game.parse(p, text);
    } catch (error) {
      if (!isEndgameError(error)) throw error;
      say({
        found: `parse refuses ${name} "${text}": ${error.message}`,
        expected: 'a position in the notation of the game',
        todo: `mend ${name} or parse: ${error.hint}`,
      });
      return false;
    }
    if (game.legal && !game.legal(p)) {
      say({
        position: text,
        found: `legal refuses ${name}`,
        expected: 'a legal position',
        todo: `mend ${name} or legal`,
      });
      return false;
    }
    const wrong = bookError(p) ?? (game.ended(p) === undefined ? misfit(p) : undefined);
    if (wrong) {
      say({ position: text, ...wrong, found: `in ${name} ${wrong.found}` });
      return false;
    }
    if (p.time === 0) return true;
    say({
      found: `parse leaves ${p.time} changes in the journal`,
      expected: 'an empty journal',
      todo: 'call p.clear() first and p.forget() last in parse',
    });
    return false;
  }

  /** Returns the positions of games of random moves as bytes; an error of the rules ends a game. */
  #play(): { readonly states: readonly Uint8Array[]; readonly thrown: Remark | undefined } {
    const game = this.#game;
    const states: Uint8Array[] = [];
    let thrown: Remark | undefined;
    for (const from of new Set([game.initial, game.example ?? game.initial])) {
      try {
        playGames(game, from, GAMES, PLIES, (p) => {
          const state = new Uint8Array(p.stateBytes);
          p.save(state, 0);
          states.push(state);
          return this.#goesOn();
        });
      } catch (error) {
        thrown ??= thrownRemark(this.#rules, error, this.#trace.last(this.#rules.schema));
      }
    }
    return { states, thrown };
  }

  /** Checks that both sides get to move. A single move may keep the turn; if all do, `play` does not pass it. */
  #sidesTakeTurns(states: readonly Uint8Array[]): void {
    const p = new Position(this.#game.schema);
    const turns = new Set(
      states.map((state) => {
        p.restore(state, 0);
        return p.turn;
      }),
    );
    if (turns.size !== 1 || states.length <= GAMES || this.#findings.list.length > 0) return;
    this.#findings.add('turns', {
      found: `side ${[...turns][0]} is to move in all ${states.length} positions of games of random moves`,
      expected: 'sides that take turns',
      todo: 'call p.pass() in play, but for extra moves',
    });
  }

  #sampleOf(check: PositionCheck): number {
    return Math.ceil(check.sample * SHARE * this.#effort);
  }

  /** Runs a check of positions in games of random moves. */
  #inPlay(check: PositionCheck, states: readonly Uint8Array[]): void {
    const game = this.#game;
    if (check.concerns && !check.concerns(game)) return;
    const some = spread(states, this.#sampleOf(check));
    this.#make(check.name, () => {
      const p = new Position(game.schema);
      const each = (visit: (p: Position) => boolean): number => {
        const end = some.findIndex((state) => {
          p.restore(state, 0);
          return !visit(p);
        });
        return end < 0 ? some.length : end + 1;
      };
      this.#looks += checkPositions(check, game, this.#findings, each, { trace: this.#trace, goesOn: this.#goesOn });
    });
  }

  async #specialized(states: readonly Uint8Array[]): Promise<void> {
    const game = this.#game;
    const specialization = new Specialization(game);
    let slices: readonly Slice[] = [];
    this.#make('tables', () => {
      slices = this.#slicesOf(specialization, states);
    });
    if (slices.length === 0) return this.#leave('slices and solving', 'every slice that play reaches is too large');
    const some = spread(
      slices.filter((slice) => placementsOf(specialization, slice) <= LARGEST),
      Math.max(2, Math.ceil(SLICES * this.#effort)),
    );
    const options = { trace: this.#trace, goesOn: this.#goesOn };
    for (const check of POSITION_CHECKS) {
      if (check.concerns && !check.concerns(game)) continue;
      this.#make(check.name, () => {
        for (const slice of some) {
          this.#looks += checkPositions(
            check,
            game,
            this.#findings,
            (visit) => eachPosition(specialization, slice, this.#sampleOf(check), visit),
            options,
          );
        }
      });
    }
    this.#make('slices', () => {
      for (const slice of some) learnRareMoves(specialization, slice, FOLLOWED * this.#effort, this.#goesOn);
    });
    for (const check of SLICE_CHECKS) {
      if (this.#findings.list.length > 0) return this.#leave('other checks of slices', MENDED_FIRST);
      this.#make(check.name, () => {
        for (const slice of some) {
          this.#looks += check.run(specialization, slice, {
            sample: check.sample * this.#effort,
            say: this.#say(check.name),
            goesOn: this.#goesOn,
          });
        }
      });
    }
    if (this.#findings.list.length > 0) return this.#leave('solving', MENDED_FIRST);
    if (this.#effort < 1) return this.#leave('solving', 'it needs the whole effort');
    await this.#solve(specialization, slices);
  }

  /** Returns every slice that the game's tables hold. */
  #slicesOf(specialization: Specialization, states: readonly Uint8Array[]): Slice[] {
    const { endgames = [], tables } = this.#rules;
    if (tables !== 'one') {
      for (const name of endgames) {
        try {
          specialization.slicesOf(name);
        } catch (error) {
          if (!isEndgameError(error)) throw error;
          const todo = `mend endgames: ${error.hint}`;
          this.#say('tables')({ found: error.message, expected: 'names of tables of the game', todo });
        }
      }
      if (this.#findings.list.length > 0) return [];
    }
    try {
      return specialization.closure(specialization.defaultTables().flatMap((name) => specialization.slicesOf(name)));
    } catch (error) {
      if (!isTooLarge(error)) throw error;
    }
    // The game's tables are too large to be made, so the checks take the slices late in the game.
    const p = new Position(this.#game.schema);
    const late = new Set<Slice>();
    for (const state of states.toReversed()) {
      p.restore(state, 0);
      if (this.#game.ended(p) !== undefined) continue;
      try {
        for (const slice of specialization.closure([specialization.sliceOf(p.signature)])) late.add(slice);
      } catch (error) {
        if (!isTooLarge(error)) throw error;
      }
    }
    return [...late];
  }

  async #solve(specialization: Specialization, slices: readonly Slice[]): Promise<void> {
    const name = 'solving';
    if (!this.#goesOn()) return this.#leave(name, 'the time was up');
    this.#checks.push(name);
    this.#options.onProgress?.(name, this.#elapsed / this.#options.seconds);
    this.#trace.leave();
    try {
      const solved = await solveAndVerify(specialization, slices, this.#goesOn);
      if (solved.why !== undefined) this.#leave(name, solved.why);
      this.#looks += solved.positions;
      if (solved.remark) this.#say(name)(solved.remark);
    } catch (error) {
      this.#threw(name, error);
    }
  }
}

function placementsOf({ materials }: Specialization, slice: Slice): number {
  return slice.signatures.reduce((sum, signature) => sum + materials.placements(signature), 0);
}

/** Returns at most `most` elements of a list, evenly spaced, including the first and the last. */
function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / Math.max(1, most - 1))]);
}

/** Returns whether the error is about more men than an index space can hold. */
function isTooLarge(error: unknown): boolean {
  return isEndgameError(error) && error.code === 'E_TOO_LARGE';
}

function idOf(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? id : 'the game';
}
