/** Experiment 6: the solver as shipped, game after game, by its memory and its policy of eviction. */

import { exceedsMemory, isAborted } from '../../../game/errors.ts';
import { POLICIES, type Policy, SliceValues } from '../../../values/index.ts';
import { Solver } from '../../../solve/index.ts';
import { MEMORY } from '../../answer/generator.ts';
import type { Measurement } from '../../measurement.ts';
import { computeSeconds } from '../../plan.ts';
import { Boards, type QuestionSession } from '../../questions.ts';
import { cpu, type Times, timesOf } from '../../stopwatch.ts';
import { closeSubjectsOf } from '../../subjects.ts';
import type { Truth } from '../../truth.ts';

/** One case. */
export interface SessionsRow {
  readonly memory: 'ample' | 'tight';
  readonly policy: Policy;
  /** Whether the cache is emptied before each game. */
  readonly forgetful: boolean;
  readonly times: Times;
  /** Positions solved per question. With greedy-dual in little memory it depends on the clock, else it is fixed. */
  readonly work: number;
  /** Number of evicted slices. */
  readonly evicted: number;
}

/** The data of one subject. */
export interface SessionsData {
  readonly game: string;
  readonly title: string;
  readonly games: number;
  readonly questions: number;
  /** Bytes of memory of the tight solver: those of the largest analysis, and a tenth more. */
  readonly tight: number;
  readonly rows: readonly SessionsRow[];
}

/** Asks the solver the questions of several games in each case. */
export const sessionsMeasurement: Measurement<SessionsData> = {
  units: (size) => closeSubjectsOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const { truth, sessions } = await context.bench(unit);
    const { game } = truth.subject;
    const games = sessions('casual').slice(0, context.effort.games);
    const tight = tightMemory(truth);
    const rows: SessionsRow[] = [];
    const cases = [
      { memory: 'ample', policy: 'greedy-dual', forgetful: true },
      { memory: 'ample', policy: 'greedy-dual', forgetful: false },
      ...POLICIES.map((policy) => ({ memory: 'tight', policy, forgetful: false }) as const),
    ] as const;
    for (const each of cases) {
      context.report(`${game.title}: ${each.memory} memory, ${each.policy}`);
      const row = await ask(truth, games, each, each.memory === 'tight' ? tight : MEMORY);
      if (row !== undefined) rows.push(row);
    }
    return { game: game.id, title: game.title, games: games.length, questions: games.flat().length, tight, rows };
  },
};

/** Returns the bytes that the largest analysis needs, with a tenth on top. */
function tightMemory({ specialization, slices }: Truth): number {
  const values = new SliceValues(specialization, { memory: MEMORY });
  return Math.ceil(1.1 * Math.max(...slices.map(({ slice }) => values.check(slice))));
}

/**
 * Most seconds of one case, as plans count them without a clock. In little memory, solving one slice can evict the
 * slices below another one, and in deep games of many slices that multiplies.
 */
export const PATIENCE = 40;

/** Returns undefined if the memory does not suffice, or the case would take too long. */
async function ask(
  truth: Truth,
  games: readonly QuestionSession[],
  kind: Pick<SessionsRow, 'memory' | 'policy' | 'forgetful'>,
  memory: number,
): Promise<SessionsRow | undefined> {
  const solver = new Solver({
    game: truth.subject.game,
    solver: 'compute',
    memory,
    policy: kind.policy,
    methods: ['slice'],
  });
  const boards = new Boards(truth.specialization);
  const singles: number[] = [];
  const patience = new AbortController();
  let work = 0;
  let counted = 0;
  let seconds = 0;
  try {
    for (const session of games) {
      if (kind.forgetful) solver.forget();
      const positions = boards.set(session);
      const start = cpu();
      for (const [i, p] of positions.entries()) {
        const before = performance.now();
        const found = await solver.value(p, {
          signal: patience.signal,
          onSolved: (slice, effort) => {
            work += effort.positions;
            counted += computeSeconds(effort, truth.specialization.space(slice).size);
            if (counted > PATIENCE) patience.abort();
          },
        });
        singles.push((performance.now() - before) / 1000);
        if (found !== session[i].value) throw new Error(`the solver says ${found}, which is ${session[i].value}`);
      }
      seconds += cpu(start);
    }
  } catch (error) {
    if (exceedsMemory(error) || isAborted(error)) return undefined;
    throw error;
  }
  return { ...kind, times: timesOf(seconds, singles), work: work / singles.length, evicted: solver.evicted };
}
