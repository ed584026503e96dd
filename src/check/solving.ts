import { EndgameError, isEndgameError } from '../game/errors.ts';
import type { Value } from '../game/value.ts';
import { SliceValues } from '../values/index.ts';
import { verifySlice } from '../verify/index.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { Remark } from './finding.ts';

/** Most indices of the chosen slice and all below it; that many take a few seconds. */
const MOST_INDICES = 150_000;
/** Most placements of a slice: no symmetries reduce more of them to that many indices. */
const MOST_PLACEMENTS = 32 * MOST_INDICES;
const MEMORY = 500e6;

interface Solved {
  /** Verified positions. */
  readonly positions: number;
  /** The reason why nothing was solved, or not to the end. */
  readonly why?: string;
  readonly remark?: Remark;
}

/**
 * Generates a slice and all below it, and verifies them move by move.
 * @param slices candidates, each after all slices below it; the last that is small enough is chosen
 */
export async function solveAndVerify(
  specialization: Specialization,
  slices: readonly Slice[],
  goesOn: () => boolean,
): Promise<Solved> {
  const { game } = specialization;
  const chosen = slices.findLast((slice) => Number.isFinite(costOf(specialization, slice)));
  if (chosen === undefined) return { positions: 0, why: 'no slice is small enough to be solved during a check' };
  const controller = new AbortController();
  const onProgress = (): void => {
    if (!goesOn()) controller.abort();
  };
  const { signal } = controller;
  const values = new SliceValues(specialization, { memory: MEMORY, engine: 'generic' });
  let positions = 0;
  try {
    for (const slice of specialization.closure([chosen])) await values.get(slice, { signal, onProgress });
    // Generating may have found slices that no sample showed.
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

/** Returns the indices of the slice and of all below it; infinity if they are too many. */
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
