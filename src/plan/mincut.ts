import { type Choice, type Instance, nothingKept } from './instance.ts';

/**
 * Finds the best choice for one target at a price, by a minimum cut.
 *
 * Of every table that the target may need we decide whether it is needed (N) and whether it is computed (C). A computed
 * table is needed, and so are its successors. A table that is not needed costs nothing. A computed one costs its time.
 * A table that is needed but not computed costs its bytes at their price, and its probes or unpacking. These costs are
 * linear in N and C and the implications are pairwise, so the least cost is a closure of least weight (J.-C. Picard,
 * "Maximal closure of a graph and applications to combinatorial problems", 1976), found by a maximum flow (Y. Dinitz,
 * 1970).
 *
 * With several targets the stored tables are shared, and the problem is no longer a cut: see milp.ts. Decoders are
 * charged once for all tables, which is no cut either, so they must be free here.
 *
 * @param target number of the table that all questions are about: sessions visit no other
 * @param price seconds per question for each byte
 * @returns the best choice and its objective
 * @throws RangeError if decoders cost bytes, tables are not computed whole, can be searched or depend on exits, or a session visits another
 *   table
 */
export function planByCut(instance: Instance, target: number, price: number): { choice: Choice; value: number } {
  const { tables, sessions, decoders } = instance;
  if ([...decoders.values()].some((bytes) => bytes > 0)) throw new RangeError('decoders cost bytes');
  if (sessions.some(({ questions }) => questions.size !== 1 || !questions.has(target))) {
    throw new RangeError('a session visits another table');
  }
  const games = sessions.reduce((sum, { weight }) => sum + weight, 0);
  const questions = sessions.reduce((sum, s) => sum + s.weight * s.questions.get(target)!, 0);
  const count = tables.length;
  const flow = new Flow(2 * count + 2);
  const source = 2 * count;
  const sink = source + 1;
  const kept = nothingKept(instance);
  // True means the source's side. C is node t, N is node count + t.
  for (const [t, { options, compute, successors, search, question }] of tables.entries()) {
    if (question !== undefined) throw new RangeError(`${tables[t].name} is not computed whole`);
    if (search !== undefined) throw new RangeError(`${tables[t].name} can be searched`);
    const computing = (games * compute) / questions;
    let keeping = Number.POSITIVE_INFINITY;
    options.forEach(({ bytes, probe, unpack, dependsOnExits }, o) => {
      if (dependsOnExits) throw new RangeError(`${tables[t].name} depends on its exits`);
      const using =
        t === target ? probe : unpack === undefined ? Number.POSITIVE_INFINITY : (games * unpack) / questions;
      const cost = price * bytes + using;
      if (cost < keeping) {
        keeping = cost;
        kept[t] = o;
      }
    });
    // A table without options must be computed where it is needed.
    if (keeping === Number.POSITIVE_INFINITY) {
      flow.add(count + t, t, Number.POSITIVE_INFINITY);
      flow.add(t, sink, computing);
    } else {
      flow.add(count + t, t, keeping); // needed and not computed
      flow.add(t, sink, computing);
    }
    flow.add(t, count + t, Number.POSITIVE_INFINITY);
    for (const next of successors) flow.add(t, count + next, Number.POSITIVE_INFINITY);
  }
  flow.add(source, count + target, Number.POSITIVE_INFINITY);
  const value = flow.run(source, sink);
  const reached = flow.side(source);
  const choice = nothingKept(instance);
  for (let t = 0; t < count; t++) if (reached[count + t] === 1 && reached[t] === 0) choice[t] = kept[t];
  return { choice, value };
}

/** Finds the maximum flow between two nodes. */
class Flow {
  readonly #heads: number[][];
  readonly #to: number[] = [];
  readonly #left: number[] = [];
  readonly #levels: Int32Array;
  readonly #next: Int32Array;

  constructor(nodes: number) {
    this.#heads = Array.from({ length: nodes }, () => []);
    this.#levels = new Int32Array(nodes);
    this.#next = new Int32Array(nodes);
  }

  add(from: number, to: number, capacity: number): void {
    this.#heads[from].push(this.#to.length);
    this.#to.push(to);
    this.#left.push(capacity);
    this.#heads[to].push(this.#to.length);
    this.#to.push(from);
    this.#left.push(0);
  }

  run(source: number, sink: number): number {
    let flow = 0;
    while (this.#layer(source, sink)) {
      this.#next.fill(0);
      for (let pushed = this.#push(source, sink, Number.POSITIVE_INFINITY); pushed > 0; ) {
        flow += pushed;
        pushed = this.#push(source, sink, Number.POSITIVE_INFINITY);
      }
    }
    return flow;
  }

  /** Returns 1 for the nodes that the source still reaches, else 0. */
  side(source: number): Int8Array {
    this.#layer(source, -1);
    return Int8Array.from(this.#levels, (level) => (level >= 0 ? 1 : 0));
  }

  #layer(source: number, sink: number): boolean {
    this.#levels.fill(-1);
    this.#levels[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (const edge of this.#heads[node]) {
        const to = this.#to[edge];
        if (this.#left[edge] > 0 && this.#levels[to] < 0) {
          this.#levels[to] = this.#levels[node] + 1;
          queue.push(to);
        }
      }
    }
    return sink >= 0 && this.#levels[sink] >= 0;
  }

  #push(node: number, sink: number, most: number): number {
    if (node === sink) return most;
    for (; this.#next[node] < this.#heads[node].length; this.#next[node]++) {
      const edge = this.#heads[node][this.#next[node]];
      const to = this.#to[edge];
      if (this.#left[edge] <= 0 || this.#levels[to] !== this.#levels[node] + 1) continue;
      const pushed = this.#push(to, sink, Math.min(most, this.#left[edge]));
      if (pushed > 0) {
        if (this.#left[edge] !== Number.POSITIVE_INFINITY) this.#left[edge] -= pushed;
        this.#left[edge ^ 1] += pushed;
        return pushed;
      }
    }
    return 0;
  }
}
