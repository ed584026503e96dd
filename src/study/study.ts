/**
 * The first study: raw lookup, compressed lookup, pure computation and hybrids of one game, side by side in bytes and
 * time. Every value is checked before anything is timed.
 */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { abortError } from '../retrograde/index.ts';
import { readProfile } from '../plan/profile.ts';
import { Random, type Slice, specialize, type Specialization } from '../specialize/index.ts';
import { generateTables, loadSlice, Pack } from '../store/index.ts';
import { checkStored, PackLookup } from './contenders.ts';
import type { DirectAnswer } from './direct.ts';
import { type Bench, hybrids, lookups, MEMORY } from './lineup.ts';
import { countOpen, drawFrom, median, type SolvedSlice, solveSlice, timeEach } from './measure.ts';
import type { CostModel, SliceCost } from './model.ts';
import type { GameStudy, StudyOptions, Subject } from './types.ts';
import { profileWeights, uniformWeights, type Weighting } from './weights.ts';

/** Cold lookups timed for each slice. */
const COLD_BY_SLICE = 30;

/** @throws EndgameError E_VALUE_WRONG if contenders disagree; E_ABORTED; what generation throws */
export async function studyGame(subject: Subject, options: StudyOptions): Promise<GameStudy> {
  const start = performance.now();
  const seed = options.seed ?? 1;
  const specialization = specialize(subject.game);
  const scratch = mkdtempSync(join(tmpdir(), 'endgame-study-'));
  const pack = Pack.open(options.directory, { create: true });
  try {
    const slices = specialization.closure(subject.tables.flatMap((table) => specialization.slicesOf(table)));
    const solved = await prepare(specialization, slices, pack, subject, options);
    let compared = 0;
    for (const one of solved.values()) compared += checkStored(specialization, pack, one);
    const weighting = await weigh(specialization, solved, subject);
    const bench = { specialization, solved, pack, weighting, scratch, seed, options };
    const model = costs(bench);
    const direct = new Map<string, DirectAnswer>();
    const contenders = [...lookups(bench, model), ...(await hybrids(bench, model, direct))];
    return {
      game: subject.game.id,
      title: subject.game.title,
      tables: subject.tables,
      seed,
      weightSource: weighting.source,
      ...(weighting.coverage ? { coverage: weighting.coverage } : {}),
      slices: [...model.slices.values()].map((cost) => {
        const { values, moves, runs } = solved.get(cost.name)!;
        return { ...cost, cells: values.length, moves, runs };
      }),
      contenders,
      direct: [...direct.values()],
      compared,
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    pack.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Makes the tables that are missing, then solves every slice anew: for the times, and as the values to compare with. */
async function prepare(
  specialization: Specialization,
  slices: readonly Slice[],
  pack: Pack,
  subject: Subject,
  { signal, memory = MEMORY, onProgress }: StudyOptions,
): Promise<Map<string, SolvedSlice>> {
  const { title } = subject.game;
  await generateTables(specialization, subject.tables, pack, {
    signal,
    memory,
    onProgress: ({ slice, share }) => onProgress?.(`${title}: making ${slice}`, share),
  });
  const solved = new Map<string, SolvedSlice>();
  for (const slice of slices) {
    if (signal?.aborted) throw abortError(slice.name);
    const what = `${title}: solving ${slice.name} (${solved.size + 1} of ${slices.length})`;
    solved.set(
      slice.name,
      await solveSlice(specialization, slice, solved, {
        signal,
        memory,
        onProgress: ({ share }) => onProgress?.(what, share),
      }),
    );
  }
  return solved;
}

async function weigh(
  specialization: Specialization,
  solved: ReadonlyMap<string, SolvedSlice>,
  { profile }: Subject,
): Promise<Weighting> {
  const read = profile !== undefined && existsSync(profile) ? await readProfile(profile) : undefined;
  const fromGames = read ? profileWeights(read, [...solved.keys()]) : undefined;
  if (fromGames) return fromGames;
  const uniform = uniformWeights(new Map([...solved].map(([name, one]) => [name, countOpen(specialization, one)])));
  return profile === undefined
    ? uniform
    : { ...uniform, source: `${uniform.source} (no profile of real games was found)` };
}

/** Measures lookups and loading for each slice. */
function costs({ specialization, solved, pack, weighting, seed }: Bench): CostModel {
  const { game } = specialization;
  const cold = new PackLookup(specialization, pack.directory, 0);
  const slices = new Map<string, SliceCost>();
  for (const [name, { slice, positions, seconds }] of solved) {
    const weight = weighting.weights.get(name) ?? 0;
    const questions = weight > 0 ? drawFrom(specialization, solved.get(name)!, COLD_BY_SLICE, new Random(seed)) : [];
    const probes = timeEach(
      specialization,
      questions,
      () => cold.restart(),
      (p) => cold.value(p),
    );
    const loads = [1, 2, 3].map(() => {
      pack.close();
      const start = performance.now();
      loadSlice(specialization, pack, slice);
      return (performance.now() - start) / 1000;
    });
    slices.set(name, {
      name,
      table: specialization.tableOf(slice),
      weight,
      below: specialization.below(slice).map((lower) => lower.name),
      positions,
      solveSeconds: seconds,
      loadSeconds: median(loads),
      probeSeconds: probes.length > 0 ? median(probes) : 0,
    });
  }
  cold.close();
  const names = new Set([...slices.values()].map((slice) => slice.table));
  return {
    slices,
    tables: pack.list(game.id).flatMap(({ table, bytes }) => (names.has(table) ? [{ name: table, bytes }] : [])),
  };
}
