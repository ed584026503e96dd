import { DRAW, type Value, zeroed } from '../game/value.ts';
import { componentsOf } from './components.ts';
import { AGAIN, type MoveGraph, ZEROES } from './graph.ts';
import { LEAST, MOST } from './question.ts';

/** Marks positions whose value is not yet known. */
export const UNSOLVED = -32_768;

/** Positions between two pauses. */
const CHUNK = 2048;

/**
 * Computes the values of all positions of a graph that are open, in place. It yields now and then, so that the caller
 * can pause.
 * @param step plies that a move adds to a distance: 1, or 0 where values are no distances
 */
export function* solving(
  graph: MoveGraph,
  count: number,
  values: Int16Array,
  step: number,
): Generator<number, void, void> {
  graph.close(count);
  for (const members of componentsOf(graph, count)) {
    if (members === undefined) yield 1;
    else if (members.length > 1) yield* induce(graph, members, values, step);
    else if (values[members[0]] === UNSOLVED) values[members[0]] = best(graph, members[0], values, step, undefined);
  }
}

/** Computes the values of the positions of one component, given those of its exits' successors. */
function* induce(
  graph: MoveGraph,
  members: Int32Array,
  values: Int16Array,
  step: number,
): Generator<number, void, void> {
  const place = new Map<number, number>();
  for (let n = 0; n < members.length; n++) place.set(members[n], n);
  const worth = new Int16Array(members.length);
  const open = new Int32Array(members.length);
  /** The members that move to each, once for each move. */
  const before: number[][] = Array.from(members, () => []);
  const levels = new Levels();
  for (let n = 0; n < members.length; n++) {
    const i = members[n];
    worth[n] = best(graph, i, values, step, place);
    for (let e = graph.start[i]; e < graph.start[i + 1]; e++) {
      const target = place.get(graph.to[e]);
      if (target === undefined) continue;
      open[n]++;
      before[target].push(n);
    }
    if (worth[n] > 0 || (open[n] === 0 && worth[n] < 0)) levels.add(Math.abs(worth[n]), n);
    if (n % CHUNK === CHUNK - 1) yield 1;
  }
  let taken = 0;
  for (let next = levels.take(); next !== undefined; next = levels.take()) {
    if (++taken % CHUNK === 0) yield 1;
    const { level, n } = next;
    const i = members[n];
    const v = worth[n];
    if (values[i] !== UNSOLVED || !(v === level || (v === -level && open[n] === 0))) continue;
    values[i] = v;
    for (const j of before[n]) {
      if (values[members[j]] !== UNSOLVED) continue;
      if (v < 0) {
        const won = -v - step;
        if (worth[j] < won) levels.add((worth[j] = won), j);
        continue;
      }
      open[j]--;
      if (worth[j] < step - v) worth[j] = step - v;
      if (open[j] === 0 && worth[j] < 0) levels.add(-worth[j], j);
    }
  }
  for (const i of members) if (values[i] === UNSOLVED) values[i] = DRAW;
}

/** Returns the value of the best move that leaves `inside`. */
function best(
  graph: MoveGraph,
  i: number,
  values: Int16Array,
  step: number,
  inside: ReadonlyMap<number, number> | undefined,
): number {
  let most = UNSOLVED;
  for (let e = graph.start[i]; e < graph.start[i + 1]; e++) {
    const to = graph.to[e];
    if (inside?.has(to)) continue;
    const v = (graph.flags[e] & AGAIN) !== 0 ? -values[to] : values[to];
    if ((graph.flags[e] & ZEROES) !== 0) {
      most = Math.max(most, zeroed(v as Value));
      continue;
    }
    // Points on top of a certain win count no more than the win.
    const reached = Math.min(MOST, Math.max(LEAST, graph.points[e] + (v > 0 ? step - v : v < 0 ? -step - v : 0)));
    if (reached > most) most = reached;
  }
  return most;
}

/**
 * Results to settle, by falling level. Levels never rise, so a list for each and one look at the current level suffice.
 */
class Levels {
  readonly #lists = new Map<number, number[]>();
  #heights: number[] = [];

  add(level: number, n: number): void {
    const list = this.#lists.get(level);
    if (list) {
      list.push(n);
      return;
    }
    this.#lists.set(level, [n]);
    // Few levels are open at a time, so a sorted array is as good as a heap.
    const at = this.#heights.findIndex((height) => height > level);
    if (at < 0) this.#heights.push(level);
    else this.#heights.splice(at, 0, level);
  }

  take(): { level: number; n: number } | undefined {
    while (this.#heights.length > 0) {
      const level = this.#heights[this.#heights.length - 1];
      const n = this.#lists.get(level)!.pop();
      if (n !== undefined) return { level, n };
      this.#lists.delete(level);
      this.#heights.pop();
    }
    return undefined;
  }
}
