/**
 * An oracle that shares nothing with the engine but the rules: values of all positions reachable from a start, by
 * fixpoint iteration over a map from notation to value. Slow and plain.
 */

import { better, type Game, loss, negate, OUTCOME, Position, type Value } from '../../src/game/index.ts';

/** Value of every legal position reachable from `roots`, ended ones included. */
export function bruteForce(game: Game, roots: readonly string[]): Map<string, Value> {
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const children = new Map<string, string[]>();
  const value = new Map<string, Value>();
  const queue = [...roots];
  for (const text of queue) {
    if (children.has(text) || value.has(text)) continue;
    game.parse(p, text);
    const ended = game.ended(p);
    if (ended !== undefined) {
      value.set(text, ended);
      continue;
    }
    const next: string[] = [];
    for (const move of moves.slice(0, game.moves(p, moves))) {
      game.play(p, move);
      if (!game.legal || game.legal(p)) next.push(game.format(p));
      p.rewind(0);
    }
    if (next.length === 0) value.set(text, game.stuck ? game.stuck(p) : loss(0));
    else {
      children.set(text, next);
      queue.push(...next);
    }
  }
  return game.domain === OUTCOME ? byPlies(children, value) : byScore(children, value);
}

/** Round n decides everything that ends in n plies; what no round decides is a draw. */
function byPlies(children: Map<string, string[]>, value: Map<string, Value>): Map<string, Value> {
  for (;;) {
    const decided: [string, Value][] = [];
    for (const [text, next] of children) {
      if (value.has(text)) continue;
      const known = next.map((child) => value.get(child)).filter((v): v is Value => v !== undefined);
      const replies = known.map((v) => negate(OUTCOME.further(v)));
      const best = replies.reduce<Value | undefined>((a, b) => (a === undefined ? b : better(a, b)), undefined);
      if (best !== undefined && (best > 0 || (known.length === next.length && best !== 0))) decided.push([text, best]);
    }
    if (decided.length === 0) break;
    // Only the nearest results of this round are final.
    const nearest = Math.min(...decided.map(([, v]) => OUTCOME.plies(v)));
    for (const [text, v] of decided) if (OUTCOME.plies(v) === nearest) value.set(text, v);
  }
  for (const text of children.keys()) if (!value.has(text)) value.set(text, 0 as Value);
  return value;
}

/** Score v > 0 can be forced if a child is forced to -v or worse; tried from the highest score down. */
function byScore(children: Map<string, string[]>, value: Map<string, Value>): Map<string, Value> {
  const most = Math.max(0, ...[...value.values()].map(Math.abs));
  for (let level = most; level > 0; level--) {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [text, next] of children) {
        if (value.has(text)) continue;
        const values = next.map((child) => value.get(child));
        if (values.some((v) => v !== undefined && v <= -level)) value.set(text, level as Value);
        else if (values.every((v) => v !== undefined && v >= level)) value.set(text, -level as Value);
        changed ||= value.has(text);
      }
    }
  }
  for (const text of children.keys()) if (!value.has(text)) value.set(text, 0 as Value);
  return value;
}
