import type { Position } from '../game/position.ts';
import { formatValue, UNUSED, type Value } from '../game/value.ts';
import type { Answerer } from './answer/answerer.ts';
import { Lookup } from './answer/lookup.ts';
import { type CodeLength, lengthOf, type Program } from './bundle.ts';
import { Boards, type StudyQuestion, type QuestionSession } from './questions.ts';
import { cpu, type Times, timesOf } from './stopwatch.ts';
import type { Truth } from './truth.ts';

/**
 * The families of contenders.
 *
 *   generator   no table: everything is computed on demand
 *   table       data structures for random access without compression
 *   general     general compressors
 *   domain      codecs that know the meaning of cells
 *   hybrid      some tables, the rest computed
 */
export const FAMILIES = ['generator', 'table', 'general', 'domain', 'hybrid'] as const;
export type Family = (typeof FAMILIES)[number];

/** A program with tables that answers questions about positions. */
export interface Contender {
  readonly name: string;
  readonly family: Family;
  /** Bytes of the stored tables. */
  readonly stored: number;
  readonly program: Program;
  /** Opens it with nothing in memory but the shipped bytes. */
  readonly open: () => Answerer | Promise<Answerer>;
  /** Whether it answers in microseconds or less, so that many questions can be timed. */
  readonly quick: boolean;
  /** Names of the slices with tables, if the contender chooses them. */
  readonly kept?: readonly string[];
}

/** The measurements of an exact contender. */
export interface Measured {
  readonly name: string;
  readonly family: Family;
  /** Bytes of the stored tables. */
  readonly stored: number;
  readonly code: CodeLength;
  /** The charged bytes: brotli-compressed program and tables. */
  readonly bytes: number;
  /** Times of single questions right after opening, including the opening. */
  readonly cold: Times;
  /** Times of the questions of one game, one after the other, right after opening. */
  readonly session: Times;
  /** Times of questions that were all asked before. */
  readonly warm: Times;
  /** Positions expanded per question of a session: the same in every run. */
  readonly work: number;
  /** Number of cells and answers that were compared with the truth. */
  readonly compared: number;
  /** Names of the slices with tables, if the contender chooses them. */
  readonly kept?: readonly string[];
}

/** A contender that is out, and the reason. */
export interface Excluded {
  readonly name: string;
  readonly family: Family;
  readonly why: string;
}

/** The questions of a measurement. */
export interface Trial {
  readonly sessions: readonly QuestionSession[];
  /** Numbers of sessions and of cold questions for contenders that are not quick. */
  readonly few: { readonly sessions: number; readonly cold: number };
}

/**
 * Measures a contender: whether it is exact, its length and its times. A contender that gives a wrong answer, or fails
 * to give one, is out.
 */
export async function measure(truth: Truth, contender: Contender, trial: Trial): Promise<Measured | Excluded> {
  const { name, family, stored, program, quick, kept } = contender;
  try {
    let compared = await checkTables(truth, contender);
    const { sessions, few } = trial;
    const played = quick ? sessions : sessions.slice(0, few.sessions);
    const questions = sessions.flat();
    const single = spread(questions, quick ? MOST_COLD : few.cold);
    const boards = new Boards(truth.specialization);
    const cold = await timed(
      truth,
      contender,
      boards,
      single.map((question) => [question]),
    );
    const session = await timed(truth, contender, boards, played);
    const warm = await timedWarm(truth, contender, boards, played.flat());
    compared += cold.compared + session.compared + warm.compared;
    const code = await lengthOf(program);
    return {
      name,
      family,
      stored,
      code,
      bytes: code.brotli + stored,
      cold: cold.times,
      session: session.times,
      warm: warm.times,
      work: session.work,
      compared,
      ...(kept === undefined ? {} : { kept }),
    };
  } catch (error) {
    if (error instanceof WrongAnswer || error instanceof RangeError) return { name, family, why: error.message };
    throw error;
  }
}

/** Most cold questions to quick contenders. */
const MOST_COLD = 100;

class WrongAnswer extends Error {}

/**
 * Compares every cell of every slice with the truth, and returns the number of cells. A cell must be its value, or no
 * more than that if it is exit-settled and the slice depends on exits. Contenders without tables have no cells.
 * @throws WrongAnswer
 */
async function checkTables(truth: Truth, { open, name }: Contender): Promise<number> {
  const answerer = await open();
  if (!(answerer instanceof Lookup)) return 0;
  let compared = 0;
  for (const { slice, values, known } of truth.slices) {
    const { illegal, exitSettled } = known.dontCares;
    const found = answerer.values(slice);
    const counts = answerer.countsExits(slice);
    if (found === undefined) throw new WrongAnswer(`${name} has no table of ${slice.name}`);
    for (let index = 0; index < values.length; index++) {
      const value = values.at(index);
      if (value === UNUSED || isSet(illegal, index)) continue;
      const cell = found.at(index);
      compared++;
      if (cell === value || (counts && cell < value && isSet(exitSettled, index))) continue;
      const [p] = new Boards(truth.specialization).set([{ slice, index, value: value as Value }]);
      throw wrong(truth, p, cell as Value, value as Value);
    }
  }
  return compared;
}

function isSet(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3] >> (index & 7)) & 1) === 1;
}

function wrong({ subject: { game } }: Truth, p: Position, found: Value, expected: Value): WrongAnswer {
  const say = (value: Value): string => formatValue(value, game.domain);
  return new WrongAnswer(`says ${say(found)} for ${game.format(p)}, which is ${say(expected)}`);
}

/** Returns at most `count` of the questions, evenly spaced. */
function spread(questions: readonly StudyQuestion[], count: number): StudyQuestion[] {
  if (questions.length <= count) return [...questions];
  return Array.from({ length: count }, (_, i) => questions[Math.floor(((i + 0.5) * questions.length) / count)]);
}

interface Timed {
  readonly times: Times;
  readonly work: number;
  readonly compared: number;
}

async function timed(
  truth: Truth,
  contender: Contender,
  boards: Boards,
  sessions: readonly QuestionSession[],
): Promise<Timed> {
  const singles: number[] = [];
  let seconds = 0;
  let work = 0;
  for (const session of sessions) {
    const positions = boards.set(session);
    const found: Value[] = [];
    const start = cpu();
    let before = performance.now();
    const answerer = await contender.open();
    for (const p of positions) {
      const answer = answerer.value(p);
      found.push(typeof answer === 'number' ? answer : await answer);
      const now = performance.now();
      singles.push((now - before) / 1000);
      before = now;
    }
    seconds += cpu(start);
    work += answerer.work;
    compare(truth, boards, session, found);
  }
  return { times: timesOf(seconds, singles), work: work / singles.length, compared: singles.length };
}

/** Rounds over all questions; the mean comes from the quickest round. */
const WARM_ROUNDS = 5;

async function timedWarm(
  truth: Truth,
  contender: Contender,
  boards: Boards,
  questions: readonly StudyQuestion[],
): Promise<Timed> {
  const positions = boards.set(questions);
  const answerer = await contender.open();
  const found: Value[] = [];
  for (const p of positions) {
    const answer = answerer.value(p);
    found.push(typeof answer === 'number' ? answer : await answer);
  }
  compare(truth, boards, questions, found);
  let least = Number.POSITIVE_INFINITY;
  const singles: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round++) {
    const start = cpu();
    for (const p of positions) {
      const answer = answerer.value(p);
      if (typeof answer !== 'number') await answer;
    }
    least = Math.min(least, cpu(start));
  }
  for (const p of positions) {
    const before = performance.now();
    const answer = answerer.value(p);
    if (typeof answer !== 'number') await answer;
    singles.push((performance.now() - before) / 1000);
  }
  return { times: timesOf(least, singles), work: 0, compared: questions.length };
}

function compare(truth: Truth, boards: Boards, questions: readonly StudyQuestion[], found: readonly Value[]): void {
  questions.forEach((question, i) => {
    if (found[i] !== question.value) throw wrong(truth, boards.set([question])[0], found[i], question.value);
  });
}
