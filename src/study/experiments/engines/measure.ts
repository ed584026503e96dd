/** Experiment 7: engines that answer without a table, one question at a time. */

import type { Answerer } from '../../answer/answerer.ts';
import { Closures } from '../../answer/closure.ts';
import { Generator } from '../../answer/generator.ts';
import { Search } from '../../answer/search.ts';
import type { Measurement } from '../../measurement.ts';
import { programEnginesOf } from '../../lineup.ts';
import { Boards, type StudyQuestion } from '../../questions.ts';
import { median } from '../../../text/quantile.ts';
import { cpu } from '../../stopwatch.ts';
import { closeSubjectsOf } from '../../subjects.ts';

/** The answers of one engine. */
export interface EngineRow {
  readonly engine: string;
  /** Number of questions. */
  readonly asked: number;
  /** Questions answered within the limit of positions; all answers are right. */
  readonly answered: number;
  /** CPU seconds of the answered questions. */
  readonly mean: number;
  readonly median: number;
  /** Positions expanded per answer. */
  readonly work: number;
}

/** The data of one subject. */
export interface EnginesData {
  readonly game: string;
  readonly title: string;
  /** Most positions that search and closure may expand for one answer. */
  readonly lookedInto: number;
  readonly rows: readonly EngineRow[];
}

/** Times single questions to each engine with nothing in memory. */
export const enginesMeasurement: Measurement<EnginesData> = {
  units: (size) => closeSubjectsOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const { truth, sessions } = await context.bench(unit);
    const { specialization, subject } = truth;
    const { game } = subject;
    const { lookedInto, single } = context.effort;
    const all = sessions('casual').flat();
    const count = Math.min(single, all.length);
    const questions = Array.from({ length: count }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]);
    const ways: (readonly [string, () => Answerer])[] = [
      ...programEnginesOf(truth).map(
        (engine) =>
          [
            engine === 'kernel' ? 'slices, word-parallel' : 'slices, generic',
            () => new Generator(specialization, engine),
          ] as const,
      ),
      ['reachable closure', () => new Closures(game, lookedInto)],
      ['forward search', () => new Search(game, lookedInto)],
    ];
    const rows: EngineRow[] = [];
    for (const [engine, open] of ways) {
      context.report(`${game.title}: ${engine}`);
      rows.push({ engine, ...(await ask(open, questions, new Boards(specialization))) });
    }
    return { game: game.id, title: game.title, lookedInto, rows };
  },
};

async function ask(
  open: () => Answerer,
  questions: readonly StudyQuestion[],
  boards: Boards,
): Promise<Omit<EngineRow, 'engine'>> {
  const times: number[] = [];
  let work = 0;
  for (const question of questions) {
    const [p] = boards.set([question]);
    const answerer = open();
    const start = cpu();
    try {
      const found = await answerer.value(p);
      if (found !== question.value) throw new Error(`an engine says ${found}, which is ${question.value}`);
    } catch (error) {
      if (error instanceof RangeError) continue;
      throw error;
    }
    times.push(cpu(start));
    work += answerer.work;
  }
  const answered = times.length;
  if (answered === 0) return { asked: questions.length, answered, mean: 0, median: 0, work: 0 };
  return {
    asked: questions.length,
    answered,
    mean: times.reduce((sum, t) => sum + t, 0) / answered,
    median: median(times),
    work: work / answered,
  };
}
