/**
 * Plans of a subject: which of its tables are worth their bytes. The planner's times come from counts (positions,
 * moves, words, cells) and from the constants below, not from a clock. So plans are the same in every run and on every
 * machine. The times of the chosen plans are measured.
 */

import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import type { Effort } from '../engine/index.ts';
import { LineSearch } from '../lines/index.ts';
import { Closure } from '../search/index.ts';
import { Random } from '../specialize/index.ts';
import { planGreedily } from '../plan/greedy.ts';
import { choiceBytes, type Choice, type Instance, nothingKept, choiceSeconds, usable } from '../plan/instance.ts';
import { planExactly } from '../plan/milp.ts';
import { type Encoder, headBytes } from './encoding.ts';
import { drawFrom, type QuestionSession } from './questions.ts';
import type { SessionsFor } from './rule/purpose.ts';
import type { Truth } from './truth.ts';

/** Coders for a slice: seconds of a probe, seconds per cell when all are read, bytes of the decoder. */
const WAYS = {
  array: { probe: 3e-7, cell: 4e-9, decoder: 0 },
  'brotli-blocks': { probe: 4e-5, cell: 1e-8, decoder: 300 },
  pairs: { probe: 1e-6, cell: 3e-8, decoder: 1600 },
  forest: { probe: 1e-6, cell: 3e-7, decoder: 2500 },
} as const;
/** The ids of these coders, in the order of the options of a table. */
export const WAY_NAMES = ['array', 'brotli-blocks', 'pairs', 'forest'] as const;

const SECONDS = { move: 2.5e-7, cell: 1e-7, word: 3e-8, lookedInto: 4e-6, met: 2e-7 };
/** Most positions that one answer may expand. */
const MOST_LOOKED_INTO = 20_000;
/** Answers tried for each slice: closures, and searches of lines, which are quick and differ more. */
const TRIED = 3;
const TRIED_LINES = 10;
/** Bytes of memory of a tried search. */
const MEMO_BYTES = 64_000_000;
/** Most tables and sessions of exact planning; larger instances are planned greedily. */
const MOST_TABLES = 48;
const MOST_SESSIONS = 64;

/** A plan with its price. */
export interface PricedPlan {
  /** A price, in seconds per byte, at which the plan is the best. */
  readonly price: number;
  readonly choice: Choice;
  /** Bytes of the tables and decoders. */
  readonly bytes: number;
  /** Expected seconds per question of a session, by the model. */
  readonly seconds: number;
}

/** Ways whose coders learn from the cells, which takes minutes for millions. */
const LEARNT: readonly string[] = ['pairs', 'forest'];

/** Returns the ways to store a table of so many cells: the first of all, or all. */
export function waysFor(cells: number, learntCells: number): readonly (typeof WAY_NAMES)[number][] {
  return WAY_NAMES.filter((way) => cells <= learntCells || !LEARNT.includes(way));
}

/**
 * Returns the planner's instance of a subject. The sessions are an argument, since plans are made for several sets.
 * @param learntCells most cells of a table that a learnt coder is tried on
 */
export function instanceOf(
  truth: Truth,
  encoder: Encoder,
  { sessions }: SessionsFor<'training', QuestionSession>,
  learntCells: number,
): Instance {
  const numbers = new Map(truth.slices.map(({ slice }, i) => [slice.name, i]));
  const searching = searchSeconds(truth);
  const tables = truth.slices.map(({ slice, effort, values }, number) => ({
    name: slice.name,
    options: waysFor(values.length, learntCells).map((way) => {
      const encoded = encoder.encode(number, way, false);
      return {
        name: way,
        bytes: headBytes(encoded) + encoded.payload.length,
        ...(WAYS[way].decoder === 0 ? {} : { decoder: way }),
        probe: WAYS[way].probe,
        unpack: WAYS[way].cell * values.length,
      };
    }),
    successors: truth.specialization.below(slice).map(({ name }) => numbers.get(name)!),
    compute: computeSeconds(effort, values.length),
    ...(searching[number] === undefined ? {} : { search: searching[number] }),
  }));
  return withSessions({ tables, sessions: [], decoders: decoders() }, truth, sessions);
}

function decoders(): Map<string, number> {
  return new Map(WAY_NAMES.flatMap((way) => (WAYS[way].decoder === 0 ? [] : [[way, WAYS[way].decoder] as const])));
}

/** Returns the instance with other sessions. */
export function withSessions(instance: Instance, truth: Truth, sessions: readonly QuestionSession[]): Instance {
  const numbers = new Map(truth.slices.map(({ slice }, i) => [slice.name, i]));
  return usable({
    ...instance,
    sessions: sessions.map((session) => {
      const questions = new Map<number, number>();
      for (const { slice } of session) {
        const t = numbers.get(slice.name)!;
        questions.set(t, (questions.get(t) ?? 0) + 1);
      }
      return { weight: 1, questions };
    }),
  });
}

/** Returns the modelled seconds to solve a slice of `cells` cells. */
export function computeSeconds({ edges, words }: Effort, cells: number): number {
  return words ? SECONDS.word * words : SECONDS.move * edges + SECONDS.cell * cells;
}

/**
 * Returns, by slice, the modelled seconds of an answer without its table, by the search of lines or by closure; undefined if the
 * closure is too large.
 */
function searchSeconds({ specialization, subject: { game }, slices }: Truth): (number | undefined)[] {
  const ofLines = LineSearch.supports(game);
  const p = new Position(game.schema);
  return slices.map(({ slice, values }) => {
    let questions;
    try {
      questions = drawFrom(specialization, { slice, values }, ofLines ? TRIED_LINES : TRIED, new Random(7));
    } catch {
      return 0; // the game is over in all positions of the slice, so nobody asks
    }
    let seconds = 0;
    for (const { index } of questions) {
      specialization.space(slice).unrank(index, p);
      const each = ofLines ? secondsByLines(game, p) : secondsByClosure(game, p);
      if (each === undefined) return undefined;
      seconds += each;
    }
    return seconds / questions.length;
  });
}

function secondsByLines(game: Game, p: Position): number {
  const search = new LineSearch(game, MEMO_BYTES);
  const steps = search.search(p, false);
  while (!steps.next().done);
  return SECONDS.met * search.expanded;
}

function secondsByClosure(game: Game, p: Position): number | undefined {
  const closure = new Closure(p, { game, metric: 'dtm', known: () => undefined, most: MOST_LOOKED_INTO });
  const steps = closure.run();
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.lower === step.value.upper ? SECONDS.lookedInto * closure.expanded : undefined;
}

/** Returns whether an instance is too large for exact planning. */
export function isLarge({ tables, sessions }: Instance): boolean {
  return tables.length > MOST_TABLES || sessions.length > MOST_SESSIONS;
}

/** Returns the cheapest choice at a price in seconds per byte: the exact one, or a greedy one for large instances. */
export async function cheapestChoice(instance: Instance, price: number): Promise<Choice> {
  if (isLarge(instance)) return planGreedily(instance, { price });
  return (await planExactly(instance, { price })).choice;
}

const PRICES = Array.from({ length: 19 }, (_, i) => 10 ** (-12 + i / 2));

/**
 * Returns the different plans for prices from 10^-12 to 10^-3 seconds per byte, from few bytes to many, without the
 * empty one.
 */
export async function planAll(instance: Instance): Promise<PricedPlan[]> {
  const plans = new Map<string, PricedPlan>();
  const empty = nothingKept(instance).join();
  for (const price of PRICES) {
    const choice = await cheapestChoice(instance, price);
    if (choice.join() === empty) break;
    const plan = { price, choice, bytes: choiceBytes(instance, choice), seconds: choiceSeconds(instance, choice) };
    plans.set(choice.join(), plan);
  }
  return [...plans.values()].sort((a, b) => a.bytes - b.bytes);
}

/**
 * Returns the names of the slices whose questions are cheaper by closure than by computing the slice, under a choice.
 */
export function searchedSlices({ tables, sessions }: Instance, choice: Choice): Set<string> {
  const asked = new Float64Array(tables.length);
  const visits = new Float64Array(tables.length);
  for (const { weight, questions } of sessions) {
    for (const [t, n] of questions) {
      asked[t] += weight * n;
      visits[t] += weight;
    }
  }
  const needed = (t: number, seen: Set<number>): number => {
    if (seen.has(t)) return 0;
    seen.add(t);
    const kept = choice[t] < 0 ? undefined : tables[t].options[choice[t]].unpack;
    if (kept !== undefined) return kept;
    return tables[t].compute + tables[t].successors.reduce((sum, next) => sum + needed(next, seen), 0);
  };
  return new Set(
    tables.flatMap(({ name, search }, t) => {
      if (choice[t] >= 0 || search === undefined) return [];
      const each = visits[t] === 0 ? 1 : asked[t] / visits[t];
      return search * each < needed(t, new Set()) ? [name] : [];
    }),
  );
}
