/**
 * Cold answers measured end to end with the real solver, where that is quick; the sums of measured parts stand for the
 * others. Both are reported, so that readers see how well the sums hold.
 */

import { Position } from '../game/position.ts';
import { type RunOptions } from '../retrograde/index.ts';
import { Solver } from '../solve/index.ts';
import { Random, type Specialization } from '../specialize/index.ts';
import type { Pack } from '../store/index.ts';
import { wrong } from './contenders.ts';
import { Boards, drawFrom, median, type SolvedSlice } from './measure.ts';
import { type CostModel, queryCost } from './model.ts';

/** Answers expected to take longer are not run end to end. */
export const DIRECT_SECONDS = 5;
const DIRECT_RUNS = 3;
/** Positions of each slice compared after its first answer. */
const COMPARED = 100;

export interface DirectAnswer {
  readonly slice: string;
  /** Tables that were loaded for what lies below. */
  readonly loaded: readonly string[];
  readonly summedSeconds: number;
  readonly measuredSeconds: number;
  readonly runs: number;
  /** Positions solved, as the solver counted them. */
  readonly positions: number;
}

export interface HybridRun {
  /** Cold seconds by slice, for the slices asked. */
  readonly seconds: ReadonlyMap<string, number>;
  /** Positions solved for a cold question, by slice. */
  readonly positions: ReadonlyMap<string, number>;
  /** Slices whose cold time was measured end to end or by lookups. */
  readonly measured: ReadonlySet<string>;
  /** Values compared with the solved ones. */
  readonly compared: number;
}

export interface HybridOptions extends RunOptions {
  readonly memory: number;
  readonly seed: number;
}

/**
 * Asks the solver about every slice that is asked at all. `known` carries answers from one contender to the next: the
 * same slice from the same loaded tables is not measured twice.
 * @throws EndgameError E_VALUE_WRONG
 */
export async function runHybrid(
  specialization: Specialization,
  solved: ReadonlyMap<string, SolvedSlice>,
  model: CostModel,
  pack: Pack | undefined,
  kept: ReadonlySet<string>,
  known: Map<string, DirectAnswer>,
  options: HybridOptions,
): Promise<HybridRun> {
  const { game } = specialization;
  const solver = new Solver({ game, solver: pack ? 'hybrid' : 'compute', pack, memory: options.memory });
  const board = new Boards(specialization);
  const seconds = new Map<string, number>();
  const positions = new Map<string, number>();
  const measured = new Set<string>();
  let compared = 0;
  for (const slice of model.slices.values()) {
    if (slice.weight === 0) continue;
    const expected = queryCost(model, slice.name, kept);
    const isKept = kept.has(slice.table);
    const key = `${slice.name} from ${[...expected.loaded].sort().join()}`;
    const questions = drawFrom(specialization, solved.get(slice.name)!, COMPARED, new Random(options.seed));
    let answer = isKept ? undefined : known.get(key);
    if (!isKept && !answer && expected.seconds <= DIRECT_SECONDS) {
      const [p] = board.set(questions.slice(0, 1));
      const text = game.format(p);
      const times: number[] = [];
      let solvedPositions = 0;
      while (times.length === 0 || (times.length < DIRECT_RUNS && times[0] < 1)) {
        solver.forget();
        pack?.close();
        const { provenance } = await solver.query(text, options);
        times.push(provenance.ms / 1000);
        solvedPositions = provenance.positionsExpanded;
      }
      answer = {
        slice: slice.name,
        loaded: expected.loaded,
        summedSeconds: expected.seconds,
        measuredSeconds: median(times),
        runs: times.length,
        positions: solvedPositions,
      };
      known.set(key, answer);
    }
    // Slow slices are not solved once more: their values were compared at every legal position before.
    if (isKept || expected.seconds <= DIRECT_SECONDS) compared += await compare(questions);
    seconds.set(slice.name, answer?.measuredSeconds ?? expected.seconds);
    positions.set(slice.name, answer?.positions ?? expected.positions);
    if (isKept || answer) measured.add(slice.name);
  }
  solver.forget();
  return { seconds, positions, measured, compared };

  async function compare(questions: ReturnType<typeof drawFrom>): Promise<number> {
    const p = new Position(game.schema);
    for (const question of questions) {
      p.copyFrom(board.set([question])[0]);
      const value = await solver.value(p, options);
      if (value !== question.value)
        throw wrong(specialization, pack ? 'the hybrid solver' : 'computing', p, value, question.value);
    }
    return questions.length;
  }
}
