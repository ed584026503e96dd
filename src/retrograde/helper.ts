import { gameAt, type GameOrigin } from '../game/origin.ts';
import type { Game } from '../game/contract.ts';
import { OutcomeValues } from '../game/outcome-values.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { PlainValues, type Values } from '../game/values.ts';
import { Materials, Space, type SpaceRecipe } from '../specialize/index.ts';
import { Control } from './control.ts';
import { Passes } from './passes.ts';
import type { Probe } from './probe.ts';
import { COUNTS, type SliceArrays } from './slice-arrays.ts';

/** What a thread needs to help with a slice. */
export interface SliceJob {
  readonly space: SpaceRecipe;
  readonly arrays: SliceArrays;
  readonly below: readonly SharedSlice[];
}

/** A slice below whose values are shared. */
export interface SharedSlice {
  readonly space: SpaceRecipe;
  /** Values, or outcomes in two bits each. */
  readonly values: Int16Array | Uint8Array;
}

/** Loads a game in a new thread; returns what helps with its slices, one after the other. */
export async function helperOf(origin: GameOrigin, id: string): Promise<(job: SliceJob) => void> {
  const game = await gameAt(origin, id);
  const materials = new Materials(game.schema);
  return (job) => help(game, materials, job);
}

function spaceOf(materials: Materials, { signatures, symmetries }: SpaceRecipe): Space {
  return new Space(materials, signatures, symmetries);
}

function help(game: Game, materials: Materials, { space, arrays, below }: SliceJob): void {
  const control = new Control(arrays.control);
  const own = spaceOf(materials, space);
  const thread = control.join();
  const passes = new Passes(game, own, probeOf(game, materials, below), arrays, control, thread);
  for (let entered = control.enter(0); entered >= 0; entered = control.enter(entered)) {
    const { phase } = control;
    let chunk = -1;
    try {
      if (phase === 'sweep' && thread >= control.owners) continue;
      passes.enter(phase);
      for (chunk = control.claim(); chunk >= 0; chunk = control.claim()) passes.perform(phase, chunk);
      passes.finish(phase);
      const { positions, edges, backEdges } = passes.effort;
      arrays.counts.set([positions, edges, backEdges], thread * COUNTS);
    } catch {
      control.fail(Math.max(0, chunk)); // the first thread repeats the chunk, and with it the error
    } finally {
      control.leave();
    }
  }
}

function probeOf(game: Game, materials: Materials, below: readonly SharedSlice[]): Probe {
  const tables = new Map<number, SharedSlice>();
  for (const slice of below) for (const signature of slice.space.held) tables.set(signature, slice);
  const spaces = new Map<SharedSlice, Space>();
  let last: { space: Space; values: Values } | undefined;
  let lastSignature = -1;
  return (p) => {
    if (p.signature !== lastSignature) {
      const slice = tables.get(p.signature);
      if (slice === undefined) return undefined;
      const space = spaces.get(slice) ?? spaceOf(materials, slice.space);
      spaces.set(slice, space);
      const { values } = slice;
      last = {
        space,
        values: values instanceof Int16Array ? new PlainValues(values) : new OutcomeValues(values, space.size),
      };
      lastSignature = p.signature;
    }
    const index = last!.space.rank(p);
    const v = index < 0 ? UNUSED : last!.values.at(index);
    if (v === UNUSED) throw new Error(`${game.format(p)} has no index`);
    return v as Value;
  };
}
