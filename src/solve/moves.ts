import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { forEachSuccessor, stuckValue } from '../game/rules.ts';
import { DRAW, OUTCOME, type Value } from '../game/value.ts';
import { outcomesUnder } from '../game/values.ts';
import type { MoveAnswer } from './answer.ts';
import { type Finders, SIDE_SECONDS } from './finders.ts';
import { Knowledge } from './knowledge.ts';
import { OUTCOMES50 } from './fifty-moves.ts';
import type { OnDemandRun } from './on-demand-run.ts';
import { DRAWN_SECONDS } from './solver-options.ts';
import { type MoveFacts, valueToMover, worthOfMove } from './worth.ts';

/** Most plies of a line of draws or scores, in which no player makes progress. */
const LONGEST_IDLE_LINE = 12;

/** A move of a line. */
export interface Step {
  /** The position before it, in the game's notation. */
  readonly before: string;
  readonly name: string;
}

/** A playable move. */
interface Playable extends MoveFacts {
  readonly move: number;
  readonly name: string;
}

/** Ranks the moves of positions and finds best play. */
export class Moves {
  readonly #game: Game;
  readonly #finders: Finders;
  readonly #moves: Int32Array;

  constructor(game: Game, finders: Finders) {
    this.#game = game;
    this.#finders = finders;
    this.#moves = new Int32Array(game.maxMoves);
  }

  /**
   * Returns what the rules alone say of a position: it is over, no move is playable, or no men are left that could win.
   * Undefined if play goes on.
   */
  ruled(p: Position): Knowledge | undefined {
    const v = this.#ruledValue(p);
    if (v === undefined) return undefined;
    const knowledge = new Knowledge();
    knowledge.set('dtm', { lower: v, upper: v, source: 'rules' });
    if (this.#game.zeroes !== undefined) knowledge.set('dtz', { lower: v, upper: v, source: 'rules' });
    return knowledge;
  }

  #ruledValue(p: Position): Value | undefined {
    const game = this.#game;
    const ended = game.ended(p);
    if (ended !== undefined) return ended;
    if (game.dead?.(p)) return DRAW;
    const playable = forEachSuccessor(game, p, this.#moves, () => true);
    return playable === 0 ? stuckValue(game, p) : undefined;
  }

  /** Returns what `ranked` would if all of it is known without waiting for anything; else undefined. */
  rankedAtOnce(p: Position, found: Knowledge, clock: number): MoveAnswer[] | undefined {
    const game = this.#game;
    if (game.ended(p) !== undefined) return [];
    const answers: MoveAnswer[] = [];
    for (const move of this.#playable(p)) {
      const { time } = p;
      game.play(p, move.move);
      const after = this.ruled(p) ?? this.#finders.atOnceLike(found, p, move.zeroing === true);
      p.rewind(time);
      if (after === undefined) return undefined;
      answers.push(this.#answer(move, after, clock));
    }
    return answers.sort(byWorth);
  }

  /**
   * Returns every playable move with what it is worth to the mover, best first. Moves that no slice can hold share as
   * much time as the position itself took.
   * @param found what is known of the position; the moves are asked for the same
   * @param clock of the 50-move rule
   * @param took seconds that the position took
   * @param told what is known of positions by the move to them; it gets what is found
   */
  async ranked(
    p: Position,
    found: Knowledge,
    clock: number,
    took: number,
    run: OnDemandRun,
    told: Map<number, Knowledge>,
  ): Promise<MoveAnswer[]> {
    const game = this.#game;
    if (game.ended(p) !== undefined) return [];
    const playable = this.#playable(p);
    const seconds = Math.max(SIDE_SECONDS, took) / playable.length;
    const { distancesUntil } = run;
    const isShort = distancesUntil !== undefined && found.outcome === 'draw';
    const until = isShort ? Math.min(distancesUntil, performance.now() + 1000 * DRAWN_SECONDS) : distancesUntil;
    const answers: MoveAnswer[] = [];
    for (const move of playable) {
      const { time } = p;
      game.play(p, move.move);
      const own = told.get(move.move) ?? this.ruled(p);
      const limited = { ...run, seconds, distancesUntil: until };
      const after = await this.#finders.askLike(found, p, limited, move.zeroing === true, own);
      told.set(move.move, after);
      p.rewind(time);
      answers.push(this.#answer(move, after, clock));
    }
    return byElimination(game, found, answers).sort(byWorth);
  }

  #answer(move: Playable, after: Knowledge, clock: number): MoveAnswer {
    return {
      move: move.name,
      ...worthOfMove(this.#game, this.#finders.asked, after, move, clock),
      ...(move.zeroing === undefined ? {} : { zeroing: move.zeroing }),
      ...(move.points === 0 ? {} : { points: move.points }),
      ...(move.again ? { again: true } : {}),
    };
  }

  /**
   * Returns best play from a position. Draws and scores stop after a few plies or at the first repetition; under dtz the
   * line ends with the zeroing move.
   * @param found what is known of the position
   */
  async line(from: Position, found: Knowledge, value: Value, run: OnDemandRun): Promise<Step[]> {
    const game = this.#game;
    const { metric } = this.#finders.primary;
    // Outcomes give no line: they do not say which of the winning moves makes progress.
    if (outcomesUnder(metric) !== undefined) return [];
    const p = new Position(game.schema);
    p.copyFrom(from);
    const isDecided = game.domain.name === 'outcome' && value !== DRAW;
    const most = isDecided ? OUTCOME.plies(value) : LONGEST_IDLE_LINE;
    const seen = new Set<string>();
    const line: Step[] = [];
    let v = value;
    while (line.length < most && !seen.has(p.key())) {
      seen.add(p.key());
      const best = await this.#best(p, found, v, run);
      if (best === undefined) break;
      line.push({ before: game.format(p), name: best.move.name });
      game.play(p, best.move.move);
      p.forget();
      if (metric === 'dtz' && best.move.zeroing) break;
      v = best.after;
    }
    return line;
  }

  /**
   * Returns the first move, by name, that is worth as much as the position, and the value after it; undefined if none is
   * found.
   */
  async #best(
    p: Position,
    found: Knowledge,
    value: Value,
    run: OnDemandRun,
  ): Promise<{ move: Playable; after: Value } | undefined> {
    const game = this.#game;
    if (game.ended(p) !== undefined) return undefined;
    const { metric } = this.#finders.primary;
    const playable = this.#playable(p).sort((a, b) => (a.name < b.name ? -1 : 1));
    const seconds = SIDE_SECONDS / playable.length;
    for (const move of playable) {
      const { time } = p;
      game.play(p, move.move);
      const zeroing = move.zeroing === true;
      const after = this.#ruledValue(p) ?? (await this.#finders.known(found, p, { ...run, seconds }, zeroing));
      p.rewind(time);
      if (after !== undefined && valueToMover(game, metric, after, move) === value) return { move, after };
    }
    return undefined;
  }

  #playable(p: Position): Playable[] {
    const game = this.#game;
    const found: { move: number; points: number; again: boolean }[] = [];
    forEachSuccessor(game, p, this.#moves, (move, points, again) => void found.push({ move, points, again }));
    return found.map((each) => ({
      ...each,
      name: game.formatMove(p, each.move),
      zeroing: game.zeroes?.(p, each.move),
    }));
  }
}

/**
 * Some move is worth what the position is. Where only one move can be it, since the distance of every other one is known and is not the
 * position's, that move gets the position's.
 */
function byElimination(game: Game, found: Knowledge, answers: MoveAnswer[]): MoveAnswer[] {
  const value = found.value('dtm');
  if (value === undefined || value === DRAW || game.domain.name !== 'outcome') return answers;
  const distance = game.zeroes === undefined ? 'plies' : 'dtm';
  const outcome = OUTCOME.outcome(value);
  const plies = OUTCOME.plies(value);
  const open: MoveAnswer[] = [];
  for (const answer of answers) {
    if ((answer.outcome ?? outcome) !== outcome) continue;
    if (answer[distance] === plies) return answers;
    if (answer[distance] === undefined) open.push(answer);
  }
  const [only] = open;
  if (open.length !== 1 || only.outcome === undefined) return answers;
  return answers.map((answer) => {
    if (answer !== only) return answer;
    const { bounds: _, ...rest } = only;
    return { ...rest, [distance]: plies };
  });
}

/** Orders moves: what is worth most to the mover first, what is not known last. */
function byWorth(a: MoveAnswer, b: MoveAnswer): number {
  return rankOf(a) - rankOf(b) || nearer(a, b) || (a.move < b.move ? -1 : 1);
}

/** Returns the place of an outcome, the best first; scores count as one outcome, and unknown values as the last. */
function rankOf({ outcome, outcome50, score, bounds }: MoveAnswer): number {
  if (score !== undefined) return 0;
  const known = outcome50 ?? (outcome && bounds?.lower.outcome50) ?? outcome;
  return known === undefined ? OUTCOMES50.length : OUTCOMES50.indexOf(known);
}

/** Orders moves of one outcome: the higher score, the quicker win, the longer resistance, and last what is not known. */
function nearer(a: MoveAnswer, b: MoveAnswer): number {
  if (a.score !== undefined && b.score !== undefined && a.score !== b.score) return b.score - a.score;
  const sign = a.outcome === 'loss' ? -1 : 1;
  for (const distance of ['dtm', 'plies', 'dtz'] as const) {
    const [own, other] = [a, b].map((each) => each[distance] ?? (distance === 'dtz' ? each.dtzRounded : undefined));
    if (own === other) continue;
    if (own === undefined || other === undefined) return own === undefined ? 1 : -1;
    return sign * (own - other);
  }
  return 0;
}
