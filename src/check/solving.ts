/** The last check: a slice and all below it are generated, and verified move by move. */

import { EndgameError, isEndgameError } from '../game/errors.ts';
import type { Value } from '../game/value.ts';
import { SliceValues } from '../values/index.ts';
import { verifySlice } from '../verify/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { Remark } from './finding.ts';

/** Indices of a slice and all below it that take a few seconds. */
const MOST_INDICES = 150_000;
/** No symmetries bring more placements below that. */
const MOST_PLACEMENTS = 32 * MOST_INDICES;
const MEMORY = 500e6;

interface Solved {
  readonly positions: number;
  /** Why nothing was solved. */
  readonly why?: string;
  readonly remark?: Remark;
}

/** @param slices candidates, each after all that lie below it; the largest that is small enough is taken */
export async function solveAndVerify(
  specialization: Specialization,
  slices: readonly Slice[],
  goesOn: () => boolean,
): Promise<Solved> {
  const { game } = specialization;
  const chosen = slices.findLast((slice) => Number.isFinite(costOf(specialization, slice)));
  if (chosen === undefined) return { positions: 0, why: 'no slice is small enough to be solved in passing' };
  const controller = new AbortController();
  const onProgress = (): void => {
    if (!goesOn()) controller.abort();
  };
  const { signal } = controller;
  const values = new SliceValues(specialization, { memory: MEMORY, engine: 'generic' });
  let positions = 0;
  try {
    for (const slice of specialization.closure([chosen])) await values.get(slice, { signal, onProgress });
    // Generating may have learnt of slices that no sample showed.
    for (const slice of specialization.closure([chosen])) {
      const report = await verifySlice(
        specialization,
        slice,
        (p) => {
          const of = specialization.sliceOf(p.signature);
          const found = values.peek(of);
          if (found === undefined) throw new Error(`no values of ${of.name}`);
          return found.at(specialization.space(of).rank(p)) as Value;
        },
        { signal, onProgress },
      );
      positions += report.positions;
    }
  } catch (error) {
    if (!isEndgameError(error)) throw error;
    if (error.code === 'E_ABORTED') return { positions, why: 'the time was up before it was done' };
    return { positions, remark: wordsFor(error, game.id, chosen) };
  }
  return { positions };
}

function wordsFor(error: EndgameError, id: string, slice: Slice): Remark {
  return {
    found: `generating and verifying ${slice.name} of ${id}: ${error.message}`,
    expected: 'values that follow from their successors',
    todo: error.hint,
  };
}

/** Indices of the slice and of all below it; infinite where that is far too many. */
function costOf(specialization: Specialization, slice: Slice): number {
  const { materials } = specialization;
  let sum = 0;
  for (const each of specialization.closure([slice])) {
    const placements = each.signatures.reduce((total, signature) => total + materials.placements(signature), 0);
    sum += placements > MOST_PLACEMENTS ? Number.POSITIVE_INFINITY : specialization.space(each).size;
    if (sum > MOST_INDICES) return Number.POSITIVE_INFINITY;
  }
  return sum;
}
