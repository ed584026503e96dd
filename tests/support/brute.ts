/**
 * An oracle that shares nothing with the engine but the rules. It finds the values of all positions reachable from a
 * start by fixpoint iteration over a map from notation to value. It is slow and plain.
 */

import { better, type Game, loss, negate, OUTCOME, Position, type Value } from '../../src/game/index.ts';

/** Returns the value of every legal position reachable from `roots`, including ended ones. */
export function bruteForce(game: Game, roots: readonly string[]): Map<string, Value> {
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const children = new Map<string, string[]>();
  const value = new Map<string, Value>();
  const sown = new Map<string, Sown>();
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
    const worth: Sown = { signature: p.signature, moves: [] };
    for (const move of moves.slice(0, game.moves(p, moves))) {
      const { turn } = p;
      const points = game.play(p, move) ?? 0;
      if (!game.legal || game.legal(p)) {
        next.push(game.format(p));
        worth.moves.push({ to: game.format(p), points, sign: p.turn === turn ? 1 : -1 });
      }
      p.rewind(0);
    }
    sown.set(text, worth);
    if (next.length === 0) value.set(text, game.stuck ? game.stuck(p) : loss(0));
    else {
      children.set(text, next);
      queue.push(...next);
    }
  }
  return game.domain === OUTCOME ? byPlies(children, value) : byScore(sown, value);
}

/** The facts that scores are found from: the seeds on the board, and the points and the successor of each move. */
interface Sown {
  readonly signature: number;
  readonly moves: { readonly to: string; readonly points: number; readonly sign: 1 | -1 }[];
}

/** Decides in round n all positions that end in n plies; the undecided ones are draws. */
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

/**
 * Solves the groups of positions with equally much on the board, each after the groups that its moves lead to: a move
 * that scores leaves its group. Within a group, a score v > 0 can be forced if some move is worth v; scores are tried
 * from the highest down.
 */
function byScore(sown: Map<string, Sown>, value: Map<string, Value>): Map<string, Value> {
  const open = [...sown].filter(([text]) => !value.has(text));
  const groups = new Map<number, [string, Sown][]>();
  for (const entry of open) groups.set(entry[1].signature, [...(groups.get(entry[1].signature) ?? []), entry]);
  while (groups.size > 0) {
    const ready = [...groups].find(([signature, group]) =>
      group.every(([, { moves }]) => moves.every(({ to }) => value.has(to) || sown.get(to)!.signature === signature)),
    );
    if (!ready) throw new Error('groups lead to each other');
    const [signature, group] = ready;
    groups.delete(signature);
    const worths = ({ moves }: Sown): (number | undefined)[] =>
      moves.map(({ to, points, sign }) => (value.has(to) ? points + sign * value.get(to)! : undefined));
    const known = group.flatMap(([, position]) => worths(position)).map((w) => Math.abs(w ?? 0));
    for (let level = Math.max(0, ...known); level > 0; level--) {
      for (let changed = true; changed; ) {
        changed = false;
        for (const [text, position] of group) {
          if (value.has(text)) continue;
          const found = worths(position);
          if (found.some((w) => w !== undefined && w >= level)) value.set(text, level as Value);
          else if (found.every((w) => w !== undefined && w <= -level)) value.set(text, -level as Value);
          changed ||= value.has(text);
        }
      }
    }
    for (const [text] of group) if (!value.has(text)) value.set(text, 0 as Value);
  }
  return value;
}
