/** The contenders of a study, measured one after the other: two lookups, pure computation, hybrids. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { abortError } from '../retrograde/index.ts';
import { Random, type Specialization } from '../specialize/index.ts';
import type { Pack } from '../store/index.ts';
import { codeSize } from './codeBytes.ts';
import { checkLookup, PackLookup, RawTables, shipTables } from './contenders.ts';
import { type DirectAnswer, runHybrid } from './direct.ts';
import {
  drawFrom,
  drawQuestions,
  type SolvedSlice,
  timeEach,
  timeProbes,
  type Timing,
  weightedTiming,
} from './measure.ts';
import { type CostModel, keepGreedily } from './model.ts';
import type { Contender, StudyOptions } from './types.ts';
import type { Weighting } from './weights.ts';

/** Memory of a solver and of one analysis. */
export const MEMORY = 1_000_000_000;
/** Questions for lookups, and how many of each slice are compared before. */
const WARM_QUESTIONS = 4_096;
const COLD_QUESTIONS = 400;
const COMPARED = 500;
/** Budgets of the hybrids: these parts of the bytes of all tables. */
const BUDGETS = [64, 16, 4, 2];

export interface Bench {
  readonly specialization: Specialization;
  readonly solved: ReadonlyMap<string, SolvedSlice>;
  readonly pack: Pack;
  readonly weighting: Weighting;
  readonly scratch: string;
  readonly seed: number;
  readonly options: StudyOptions;
}

const noReset = (): void => undefined;

export function lookups(
  { specialization, solved, pack, weighting, scratch, seed, options }: Bench,
  model: CostModel,
): Contender[] {
  const { game } = specialization;
  options.onProgress?.(`${game.title}: timing lookups`, 0);
  const raw = new RawTables(specialization, solved.values(), join(scratch, 'raw'));
  const warm = new PackLookup(specialization, pack.directory, 2 ** 30);
  const cold = new PackLookup(specialization, pack.directory, 0);
  const draw = (count: number, salt: number): ReturnType<typeof drawQuestions> =>
    drawQuestions(specialization, solved, weighting.weights, count, new Random(seed + salt));
  const many = draw(WARM_QUESTIONS, 1);
  const few = draw(COLD_QUESTIONS, 2);
  const asked = [...solved.values()].filter(({ slice }) => (weighting.weights.get(slice.name) ?? 0) > 0);
  const sample = asked.flatMap((one) => drawFrom(specialization, one, COMPARED, new Random(seed)));
  const all = model.tables.map((table) => table.name);
  const packBytes = model.tables.reduce((sum, table) => sum + table.bytes, 0);
  const each = (reset: () => void, value: Parameters<typeof timeEach>[3]): Timing => {
    timeEach(specialization, few, reset, value);
    const times = timeEach(specialization, few, reset, value);
    return weightedTiming(
      times,
      times.map(() => 1),
      times.length,
    );
  };
  const entry = (
    name: string,
    kind: 'raw' | 'compressed',
    state: 'cold' | 'warm',
    tableBytes: number,
    timing: Timing,
  ): Contender => {
    const code = codeSize(kind, game.id);
    return {
      name,
      kind,
      state,
      kept: all,
      tableBytes,
      code,
      bytes: code.bytes + tableBytes,
      timing,
      positions: 0,
      measuredShare: 1,
      compared: sample.length,
    };
  };
  try {
    checkLookup(specialization, 'raw lookup', sample, (p) => raw.value(p));
    checkLookup(specialization, 'raw lookup from the file', sample, (p) => raw.valueFromFile(p));
    checkLookup(specialization, 'compressed lookup', sample, (p) => warm.value(p));
    return [
      entry(
        'raw lookup, in memory',
        'raw',
        'warm',
        raw.bytes,
        timeProbes(specialization, many, (p) => raw.value(p)),
      ),
      entry(
        'raw lookup, from the file',
        'raw',
        'cold',
        raw.bytes,
        each(noReset, (p) => raw.valueFromFile(p)),
      ),
      entry(
        'compressed lookup, warm cache',
        'compressed',
        'warm',
        packBytes,
        timeProbes(specialization, many, (p) => warm.value(p)),
      ),
      entry(
        'compressed lookup, cold',
        'compressed',
        'cold',
        packBytes,
        each(
          () => cold.restart(),
          (p) => cold.value(p),
        ),
      ),
    ];
  } finally {
    warm.close();
    cold.close();
  }
}

/** Pure computation and the hybrids between it and keeping everything. */
export async function hybrids(
  { specialization, solved, pack, scratch, seed, options }: Bench,
  model: CostModel,
  direct: Map<string, DirectAnswer>,
): Promise<Contender[]> {
  const { game } = specialization;
  const total = model.tables.reduce((sum, table) => sum + table.bytes, 0);
  const choices = new Map<string, { kept: string[]; name: string }>([['', { kept: [], name: 'pure computation' }]]);
  for (const part of BUDGETS) {
    const kept = keepGreedily(model, total / part);
    const key = [...kept].sort().join();
    if (kept.length < model.tables.length && !choices.has(key))
      choices.set(key, { kept, name: `hybrid, 1/${part} of the bytes` });
  }
  const asked = [...model.slices.values()].filter((slice) => slice.weight > 0);
  const weights = asked.map((slice) => slice.weight);
  const contenders: Contender[] = [];
  let done = 0;
  for (const { kept, name } of choices.values()) {
    options.onProgress?.(`${game.title}: ${name}`, done++ / choices.size);
    const directory = join(scratch, `hybrid-${done}`);
    mkdirSync(directory, { recursive: true });
    const shipped = kept.length > 0 ? shipTables(specialization, pack.directory, kept, directory) : undefined;
    try {
      const { signal, memory = MEMORY } = options;
      if (signal?.aborted) throw abortError(name);
      const run = await runHybrid(specialization, solved, model, shipped, new Set(kept), direct, {
        signal,
        memory,
        seed,
      });
      const seconds = asked.map((slice) => run.seconds.get(slice.name)!);
      const kind = kept.length > 0 ? 'hybrid' : 'compute';
      const code = codeSize(kind, game.id);
      const tableBytes = model.tables.reduce((sum, table) => sum + (kept.includes(table.name) ? table.bytes : 0), 0);
      contenders.push({
        name,
        kind,
        state: 'cold',
        kept,
        tableBytes,
        code,
        bytes: code.bytes + tableBytes,
        timing: weightedTiming(seconds, weights, asked.length),
        positions: asked.reduce((sum, slice) => sum + slice.weight * run.positions.get(slice.name)!, 0),
        measuredShare: asked.reduce((sum, slice) => sum + (run.measured.has(slice.name) ? slice.weight : 0), 0),
        compared: run.compared,
      });
    } finally {
      shipped?.close();
    }
  }
  return contenders;
}
