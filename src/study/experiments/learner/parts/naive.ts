/**
 * The naive template: rules, a hash table of positions and a fixpoint. It knows no material, no symmetry, no ranking and
 * no retraction, and it shares nothing with the engines but the rules.
 */

import { better, type Game, loss, negate, OUTCOME, Position, type Value } from '../../../../game/index.ts';
import { brotliBest } from '../../../coders/blocks.ts';

/** Bytes of a value beside its position. */
const VALUE_BYTES = 2;

/** What the naive template finds. */
export interface NaiveTable {
  /** The positions that the initial one leads to, in the order in which they were found, `stateBytes` bytes each. */
  readonly states: Uint8Array;
  readonly stateBytes: number;
  readonly values: Int16Array;
}

/** A position on which a game goes on. */
interface Open {
  readonly id: number;
  /** Numbers of the positions that its moves lead to. */
  readonly next: readonly number[];
  /** For each, whether the other side is to move there. */
  readonly passes: readonly boolean[];
}

/**
 * Solves every position that the initial one leads to, in a game of outcomes.
 * @throws Error for a game of scores
 */
export function solveNaively(game: Game): NaiveTable {
  if (game.domain.name !== OUTCOME.name) throw new Error(`${game.id} has scores, expected outcomes`);
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const state = new Uint8Array(p.stateBytes);
  const ids = new Map<string, number>();
  const found: Uint8Array[] = [];
  const idOf = (): number => {
    p.save(state, 0);
    const key = String.fromCharCode(...state);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, found.length);
    return found.push(state.slice()) - 1;
  };
  game.parse(p, game.initial);
  idOf();
  const known = new Map<number, Value>();
  const open: Open[] = [];
  for (let id = 0; id < found.length; id++) {
    p.restore(found[id], 0);
    const ended = game.ended(p);
    if (ended !== undefined) {
      known.set(id, ended);
      continue;
    }
    const next: number[] = [];
    const passes: boolean[] = [];
    for (const move of moves.slice(0, game.moves(p, moves))) {
      const { turn } = p;
      game.play(p, move);
      if (game.legal?.(p) ?? true) {
        next.push(idOf());
        passes.push(p.turn !== turn);
      }
      p.rewind(0);
    }
    if (next.length > 0) open.push({ id, next, passes });
    else known.set(id, game.stuck?.(p) ?? loss(0));
  }
  iterate(open, known);
  const stateBytes = state.length;
  const states = new Uint8Array(found.length * stateBytes);
  found.forEach((each, id) => states.set(each, id * stateBytes));
  return { states, stateBytes, values: Int16Array.from(found, (_, id) => known.get(id) ?? 0) };
}

/** Decides positions in rounds, in each those with the fewest plies; what is left is drawn. */
function iterate(open: readonly Open[], known: Map<number, Value>): void {
  for (let left = open; ; left = left.filter(({ id }) => !known.has(id))) {
    const decided: (readonly [id: number, value: Value])[] = [];
    for (const { id, next, passes } of left) {
      let best: Value | undefined;
      let missing = 0;
      next.forEach((child, i) => {
        const value = known.get(child);
        if (value === undefined) missing++;
        else {
          const further = OUTCOME.further(value);
          const own = passes[i] ? negate(further) : further;
          best = best === undefined ? own : better(best, own);
        }
      });
      if (best !== undefined && (best > 0 || (best < 0 && missing === 0))) decided.push([id, best]);
    }
    if (decided.length === 0) return;
    const fewest = decided.reduce(
      (least, [, value]) => Math.min(least, OUTCOME.plies(value)),
      Number.POSITIVE_INFINITY,
    );
    for (const [id, value] of decided) if (OUTCOME.plies(value) === fewest) known.set(id, value);
  }
}

/** Returns the bytes of the keys and values of a hash table, without empty slots. */
export function naiveBytes({ states, values }: NaiveTable): number {
  return states.length + VALUE_BYTES * values.length;
}

/** Returns the same after brotli at its best: all keys in rising order, then all values. */
export function compressedNaiveBytes({ states, stateBytes, values }: NaiveTable): number {
  const keys = Array.from(values, (value, id) => ({
    state: Buffer.from(states.subarray(id * stateBytes, (id + 1) * stateBytes)),
    value,
  })).sort((a, b) => Buffer.compare(a.state, b.state));
  const sorted = Int16Array.from(keys, ({ value }) => value);
  return brotliBest(Buffer.concat([...keys.map(({ state }) => state), Buffer.from(sorted.buffer)])).length;
}
