import type { Position } from '../game/position.ts';
import { formatValue, UNUSED, type Value } from '../game/value.ts';
import type { Answerer } from './answer/answerer.ts';
import { Lookup } from './answer/lookup.ts';
import { type CodeLength, lengthOf, type Program } from './bundle.ts';
import { Boards, type StudyQuestion, type QuestionSession } from './questions.ts';
import { LEAST_ROUNDS } from './rule/bootstrap.ts';
import type { SessionsFor } from './rule/purpose.ts';
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
  /** CPU seconds of each scoring session, opening included, in each round: `rounds[round][session]`. */
  readonly rounds: readonly (readonly number[])[];
  /** Times of the questions of the scoring sessions, in all rounds. */
  readonly session: Times;
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

/** The questions of a measurement. Every contender answers the same sessions. */
export interface Trial {
  readonly scoring: SessionsFor<'scoring', QuestionSession>;
  /** Number of cold questions for contenders that are not quick. */
  readonly cold: number;
}

/**
 * Measures a contender: whether it is exact, its length and its times. A contender that gives a wrong answer, or fails
 * to give one, is out.
 */
export async function measure(truth: Truth, contender: Contender, trial: Trial): Promise<Measured | Excluded> {
  const { name, family, stored, program, quick, kept } = contender;
  try {
    let compared = await checkTables(truth, contender);
    const { sessions } = trial.scoring;
    const questions = sessions.flat();
    const single = spread(questions, quick ? MOST_COLD : trial.cold);
    const boards = new Boards(truth.specialization);
    const cold = await timed(
      truth,
      contender,
      boards,
      single.map((question) => [question]),
    );
    const rounds: Timed[] = [];
    while (rounds.length < LEAST_ROUNDS) rounds.push(await timed(truth, contender, boards, sessions));
    compared += [cold, ...rounds].reduce((sum, each) => sum + each.compared, 0);
    const code = await lengthOf(program);
    return {
      name,
      family,
      stored,
      code,
      bytes: code.brotli + stored,
      cold: timesOf(sum(cold.seconds), cold.singles),
      rounds: rounds.map(({ seconds }) => seconds),
      session: timesOf(
        sum(rounds.flatMap(({ seconds }) => seconds)),
        rounds.flatMap(({ singles }) => singles),
      ),
      work: rounds[0].work,
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
  /** CPU seconds of each session. */
  readonly seconds: readonly number[];
  /** Clock seconds of each answer. */
  readonly singles: readonly number[];
  readonly work: number;
  readonly compared: number;
}

function sum(seconds: readonly number[]): number {
  return seconds.reduce((all, each) => all + each, 0);
}

async function timed(
  truth: Truth,
  contender: Contender,
  boards: Boards,
  sessions: readonly QuestionSession[],
): Promise<Timed> {
  const singles: number[] = [];
  const seconds: number[] = [];
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
    seconds.push(cpu(start));
    work += answerer.work;
    compare(truth, boards, session, found);
  }
  return { seconds, singles, work: work / singles.length, compared: singles.length };
}

function compare(truth: Truth, boards: Boards, questions: readonly StudyQuestion[], found: readonly Value[]): void {
  questions.forEach((question, i) => {
    if (found[i] !== question.value) throw wrong(truth, boards.set([question])[0], found[i], question.value);
  });
}
