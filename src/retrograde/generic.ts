/** One slice by the generic engine: probing what lies below, sharing the thread, and how much memory it takes. */

import { EndgameError } from '../game/errors.ts';
import { Pacer } from '../platform/pacer.ts';
import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { PlainValues, type Values } from '../game/values.ts';
import { Random, type Slice, type Space, type Specialization } from '../specialize/index.ts';
import { STACK } from './agenda.ts';
import { type Effort, type Probe, type Progress, Retrograde } from './engine.ts';

export interface GenericRun {
  /**
   * Values of the slice with this signature, which no sample of positions showed to lie below; undefined if the
   * analysis must begin anew with it. Without it: that is so.
   */
  readonly fetch?: ((signature: number) => Promise<Values | undefined>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * @param successors values of the slices below
 * @throws MissingSuccessor if a move leads to a slice that is not among them and cannot be fetched; EndgameError
 *   E_ABORTED, E_RULES
 */
export async function solveGeneric(
  specialization: Specialization,
  slice: Slice,
  successors: ReadonlyMap<Slice, Values>,
  { signal, onProgress, fetch }: GenericRun,
): Promise<{ values: Values; effort: Effort }> {
  const atHand = new Map(successors);
  const missing = new Set<number>();
  const probe = probeOf(specialization, atHand, missing);
  const engine = new Retrograde(specialization.game, specialization.space(slice), probe);
  const steps = engine.run();
  const pacer = new Pacer();
  for (;;) {
    const step = steps.next();
    if (step.done) return { values: new PlainValues(step.value), effort: engine.effort };
    if (step.value.phase === 'wait') {
      for (const signature of missing) {
        const values = await fetch?.(signature);
        if (!values) throw new MissingSuccessor(signature);
        atHand.set(specialization.sliceOf(signature), values);
      }
    }
    if (!pacer.isDue) continue;
    onProgress?.(step.value);
    await pacer.pause();
    if (signal?.aborted) throw abortError(slice.name);
  }
}

/** A move leads to a slice that no sample of positions showed. */
export class MissingSuccessor extends Error {
  readonly signature: number;

  constructor(signature: number) {
    super(`no values for signature ${signature}`);
    this.signature = signature;
  }
}

/** @param missing learns the signatures of slices that are not among `successors` */
function probeOf(specialization: Specialization, successors: ReadonlyMap<Slice, Values>, missing: Set<number>): Probe {
  const tables = new Map<number, { space: Space; values: Values }>();
  let last: { space: Space; values: Values } | undefined;
  let lastSignature = -1;
  return (p) => {
    if (p.signature !== lastSignature) {
      let table = tables.get(p.signature);
      if (!table) {
        const slice = specialization.sliceOf(p.signature);
        const values = successors.get(slice);
        if (!values) {
          missing.add(p.signature);
          return undefined;
        }
        table = { space: specialization.space(slice), values };
        tables.set(p.signature, table);
      }
      last = table;
      lastSignature = p.signature;
    }
    const index = last!.space.rank(p);
    const v = index < 0 ? UNUSED : last!.values.at(index);
    if (v === UNUSED) {
      const { game } = specialization;
      throw new EndgameError(
        'E_RULES',
        `${game.id}: a move leads to ${game.format(p)}, which has no index`,
        'schema and rules disagree',
      );
    }
    return v as Value;
  };
}

/** The error of a query or generation whose AbortSignal fired while `what` was under way. */
export function abortError(what: string): EndgameError {
  return new EndgameError('E_ABORTED', `stopped while solving ${what}`, 'nothing was lost; run it again to go on');
}

/**
 * Bytes that the generic analysis of a slice takes at most: 4 an index (5 and a stack with scores), and for games
 * without `unmoves` 12 a move within the slice (estimated from a sample) and, if there are any, 4 an index.
 */
export function predictBytes(specialization: Specialization, space: Space): number {
  const { game } = specialization;
  const own = game.domain.name === 'score' ? space.size * 5 + 4 * STACK : space.size * 4;
  if (game.unmoves) return own;
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const random = new Random(1);
  let edges = 0;
  const samples = 256;
  for (let i = 0; i < samples; i++) {
    if (!space.unrank(random.below(space.size), p) || (game.legal && !game.legal(p)) || game.ended(p) !== undefined)
      continue;
    const n = game.moves(p, moves);
    for (let m = 0; m < n; m++) {
      game.play(p, moves[m]);
      if (space.rank(p) >= 0) edges++;
      p.rewind(0);
    }
  }
  if (edges === 0) return own;
  return own + space.size * 4 + Math.ceil((edges / samples) * space.size * 12);
}
