import type { MoveGraph } from './graph.ts';

/** Steps between two pauses. */
const CHUNK = 1 << 15;

/**
 * Yields the strongly connected components of the moves between positions, each after all components that it moves to
 * (Tarjan). Depth first with its own stack: games are longer than the call stack is deep. Now and then it yields
 * undefined, so that the caller can pause.
 */
export function* componentsOf(graph: MoveGraph, count: number): Generator<Int32Array | undefined, void, void> {
  const { start, to } = graph;
  const order = new Int32Array(count); // 0: not met yet
  const low = new Int32Array(count);
  const done = new Uint8Array(count);
  const next = new Int32Array(count);
  const path = new Int32Array(count);
  const open = new Int32Array(count);
  let met = 0;
  let opened = 0;
  let steps = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    order[root] = low[root] = ++met;
    next[root] = start[root];
    open[opened++] = root;
    while (depth >= 0) {
      if (++steps % CHUNK === 0) yield undefined;
      const i = path[depth];
      if (next[i] < start[i + 1]) {
        const j = to[next[i]++];
        if (order[j] === 0) {
          order[j] = low[j] = ++met;
          next[j] = start[j];
          open[opened++] = j;
          path[++depth] = j;
        } else if (done[j] === 0 && order[j] < low[i]) low[i] = order[j];
        continue;
      }
      depth--;
      if (depth >= 0 && low[i] < low[path[depth]]) low[path[depth]] = low[i];
      if (low[i] !== order[i]) continue;
      let first = opened;
      do done[open[--first]] = 1;
      while (open[first] !== i);
      yield open.slice(first, opened);
      opened = first;
    }
  }
}
