import { forEachSuccessor } from '../game/rules.ts';
import { readFileSync } from 'node:fs';
import { Position } from '../game/position.ts';
import { negate, UNUSED, type Value } from '../game/value.ts';
import type { Values } from '../game/values.ts';
import { parseProfile } from '../plan/profile.ts';
import { Random, type Slice, type Specialization } from '../specialize/index.ts';
import type { Truth } from './truth.ts';

/** A position and its true value. */
export interface StudyQuestion {
  readonly slice: Slice;
  readonly index: number;
  readonly value: Value;
}

/** The questions of one game, in order. */
export type QuestionSession = readonly StudyQuestion[];

/**
 * The players of the games that give the questions.
 *
 *   casual    each move is equally likely
 *   perfect   both sides choose among their best moves
 *   uniform   no games: each position is equally likely, one per session
 */
export const POPULATIONS = ['casual', 'perfect', 'uniform'] as const;
export type Population = (typeof POPULATIONS)[number];

/** Most questions of a session: longer games are cut. */
export const MOST_ASKED = 24;
/** Most indices drawn for one question; even sparse slices need a few dozen. */
const MOST_TRIES = 100_000;

/**
 * Draws sessions with a seed.
 * @throws Error if hardly any position of the subject can be a question
 */
export function sessionsOf(truth: Truth, population: Population, count: number, seed: number): QuestionSession[] {
  const random = new Random(seed);
  // skip the first numbers, which are similar for nearby seeds
  for (let i = 0; i < 16; i++) random.below(2);
  const start = startsOf(truth);
  return Array.from({ length: count }, () => {
    if (population === 'uniform') return drawFrom(truth.specialization, heaviest(truth, random), 1, random);
    return play(truth, start(random), population === 'perfect', random);
  });
}

/** Draws a slice with a probability in proportion to its cells. */
function heaviest({ slices, cells }: Truth, random: Random): { slice: Slice; values: Values } {
  let at = random.below(cells);
  return slices.find(({ values }) => (at -= values.length) < 0) ?? slices[slices.length - 1];
}

/**
 * Returns a function that draws the start of a game: a position of a table that real games enter, the initial position,
 * or any position of the subject's tables.
 */
function startsOf(truth: Truth): (random: Random) => StudyQuestion {
  const { subject, specialization, roots, byName } = truth;
  const { game } = subject;
  if (subject.profile !== undefined) {
    const { classes } = parseProfile(readFileSync(subject.profile, 'utf8'), subject.profile);
    const entered = classes.filter(({ table, games }) => games > 0 && byName.has(table));
    const total = entered.reduce((sum, { games }) => sum + games, 0);
    return (random) => {
      let at = random.below(total);
      const { table } = entered.find(({ games }) => (at -= games) < 0)!;
      return drawFrom(specialization, byName.get(table)!, 1, random)[0];
    };
  }
  if (subject.tables.length === 0) {
    const p = new Position(game.schema);
    game.parse(p, game.initial);
    const slice = specialization.sliceOf(p.signature);
    const index = specialization.space(slice).rank(p);
    return () => ({ slice, index, value: truth.valueOf(p) });
  }
  return (random) => {
    const root = roots[random.below(roots.length)];
    return drawFrom(specialization, byName.get(root.name)!, 1, random)[0];
  };
}

function play(truth: Truth, first: StudyQuestion, perfect: boolean, random: Random): StudyQuestion[] {
  const { specialization, subject, byName } = truth;
  const { game } = subject;
  const p = new Position(game.schema);
  specialization.space(first.slice).unrank(first.index, p);
  const moves = new Int32Array(game.maxMoves);
  const asked = [first];
  while (asked.length < MOST_ASKED) {
    const worth = worths(truth, p, moves);
    if (worth.length === 0) break;
    const best = Math.max(...worth.map(([, v]) => v));
    const choices = perfect ? worth.filter(([, v]) => v === best) : worth;
    game.play(p, choices[random.below(choices.length)][0]);
    p.forget();
    if (game.ended(p) !== undefined) break;
    const slice = specialization.sliceOf(p.signature);
    if (!byName.has(slice.name)) break;
    asked.push({ slice, index: specialization.space(slice).rank(p), value: truth.valueOf(p) });
  }
  return asked;
}

/** Returns the playable moves of a position with their worth to the mover. */
function worths({ subject, valueOf }: Truth, p: Position, moves: Int32Array): [move: number, worth: number][] {
  const { game } = subject;
  const found: [number, number][] = [];
  forEachSuccessor(game, p, moves, (move, points, again) => {
    const after = game.domain.further(game.ended(p) ?? valueOf(p));
    found.push([move, points + (again ? after : negate(after))]);
  });
  return found;
}

/** Draws positions of a slice in which the game is not over, uniformly up to symmetry. */
export function drawFrom(
  specialization: Specialization,
  { slice, values }: { readonly slice: Slice; readonly values: Values },
  count: number,
  random: Random,
): StudyQuestion[] {
  const space = specialization.space(slice);
  const p = new Position(specialization.game.schema);
  const drawn: StudyQuestion[] = [];
  for (let tries = 0; drawn.length < count; tries++) {
    if (tries > (count + 1) * MOST_TRIES) throw new Error(`hardly any position of ${slice.name} can be asked for`);
    const index = random.below(space.size);
    const value = values.at(index);
    if (value === UNUSED || !space.unrank(index, p) || specialization.game.ended(p) !== undefined) continue;
    drawn.push({ slice, index, value: value as Value });
  }
  return drawn;
}

/** A set of positions that is reused. */
export class Boards {
  readonly #specialization: Specialization;
  readonly #scratch: Position;
  readonly #pool: Position[] = [];

  constructor(specialization: Specialization) {
    this.#specialization = specialization;
    this.#scratch = new Position(specialization.game.schema);
  }

  /** Returns the positions of `questions`, valid until the next call. */
  set(questions: readonly StudyQuestion[]): Position[] {
    return questions.map(({ slice, index }, i) => {
      this.#specialization.space(slice).unrank(index, this.#scratch);
      const p = (this.#pool[i] ??= new Position(this.#specialization.game.schema));
      p.copyFrom(this.#scratch);
      return p;
    });
  }
}
