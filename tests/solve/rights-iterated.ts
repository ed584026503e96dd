/** Positions with castling rights and their values by iteration, which solves cycles in quite another way. */

import { chess } from '../../games/chess.ts';
import { DRAW, loss, type Metric, OUTCOME, Position, type Value, WDL, win } from '../../src/game/index.ts';
import type { Bounds } from '../../src/search/index.ts';
import { Rights } from '../../src/solve/rights.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';

const specialization = specialize(chess);
const sources = new Map<Metric, SliceValues>();

export function at(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

/** Returns the value of a position without rights. */
async function below(p: Position, metric: Metric): Promise<Value> {
  if (!sources.has(metric)) sources.set(metric, new SliceValues(specialization, { memory: 500e6, metric }));
  return (await sources.get(metric)!.value(p)).value;
}

export function rights(metric: Metric, memory = 64e6): Rights {
  const value = async (p: Position): Promise<Bounds> => {
    const v = await below(p, metric);
    return { lower: v, upper: v };
  };
  return new Rights({ game: chess, metric, memory, known: () => undefined, value });
}

interface Node {
  readonly stuck: Value | undefined;
  readonly moves: { readonly zeroing: boolean; readonly to: string | Value }[];
}

/** Returns the values of all positions with rights that follow: moves are looked ahead until nothing changes. */
async function iterated(root: Position, metric: Metric): Promise<Map<string, { text: string; value: Value }>> {
  const nodes = new Map<string, Node>();
  const texts = new Map([[root.key(), chess.format(root)]]);
  const out = new Int32Array(chess.maxMoves);
  for (const [key, text] of texts) {
    const p = at(text);
    const moves: { zeroing: boolean; to: string | Value }[] = [];
    for (const move of out.slice(0, chess.moves(p, out))) {
      const zeroing = metric === 'dtz' && chess.zeroes!(p, move);
      chess.play(p, move);
      if (chess.legal!(p)) {
        if (p.flags !== 0) texts.set(p.key(), chess.format(p));
        moves.push({ zeroing, to: p.flags === 0 ? await below(p, metric) : p.key() });
      }
      p.rewind(0);
    }
    nodes.set(key, { stuck: moves.length > 0 ? undefined : chess.stuck!(p), moves });
  }
  const domain = metric === 'wdl' ? WDL : OUTCOME;
  const outcome = (v: Value): Value => (v > 0 ? win(0) : v < 0 ? loss(0) : DRAW);
  let values = new Map<string, Value>([...nodes.keys()].map((key) => [key, DRAW]));
  for (let changed = true; changed; ) {
    const next = new Map<string, Value>();
    for (const [key, { stuck, moves }] of nodes) {
      const worth = moves.map(({ zeroing, to }) => {
        const v = typeof to === 'string' ? values.get(to)! : to;
        // Nothing here is cursed, so a move that sets the clock back wins in 1.
        return 0 - domain.further(zeroing ? outcome(v) : v);
      });
      next.set(key, stuck ?? (Math.max(...worth) as Value));
    }
    changed = [...next].some(([key, v]) => values.get(key) !== v);
    values = next;
  }
  return new Map([...values].map(([key, value]) => [key, { text: texts.get(key)!, value }]));
}

/** Returns what is wrong with the values of a position and of a share of those that follow. */
export async function mistakes(fen: string, metric: Metric): Promise<string[]> {
  const root = at(fen);
  const solver = rights(metric);
  const wrong: string[] = [];
  let n = 0;
  for (const { text, value } of (await iterated(root, metric)).values()) {
    if (n++ % 499 !== 0) continue;
    const { lower, upper } = await solver.find(at(text), {});
    if (lower !== value || upper !== value) wrong.push(`${text}: ${lower} to ${upper}, not ${value}`);
  }
  return wrong;
}
