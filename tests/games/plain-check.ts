/** Compares games with their plain rules. */

import { DRAW, type Game, loss, Position, type Value, win } from '../../src/game/index.ts';
import { isLegal } from '../../src/game/rules.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import type { PlainRules } from './plain-rules.ts';

/**
 * Solves all positions that can be reached: from those that are over, backwards, ply by ply. A side that cannot move
 * has lost. What is never reached backwards is drawn.
 */
export function solvePlainly(rules: PlainRules, roots: readonly string[]): Map<string, Value> {
  const open = new Map<string, number>();
  const before = new Map<string, string[]>();
  const values = new Map<string, Value>();
  const seen = new Set(roots);
  for (const position of seen) {
    const next = rules(position);
    if (typeof next === 'string') values.set(position, next === 'won' ? win(0) : next === 'lost' ? loss(0) : DRAW);
    else if (next.length === 0) values.set(position, loss(0));
    else {
      const different = new Set(next);
      open.set(position, different.size);
      for (const to of different) {
        seen.add(to);
        const from = before.get(to);
        if (from === undefined) before.set(to, [position]);
        else from.push(position);
      }
    }
  }
  let settled = [...values.keys()].filter((position) => values.get(position) !== DRAW);
  for (let plies = 1; settled.length > 0; plies++) {
    const fresh: string[] = [];
    const settle = (position: string, value: Value): void => {
      values.set(position, value);
      fresh.push(position);
    };
    for (const to of settled) {
      for (const position of before.get(to) ?? []) {
        if (values.has(position)) continue;
        if (values.get(to)! < 0) settle(position, win(plies));
        else {
          const left = open.get(position)! - 1;
          open.set(position, left);
          if (left === 0) settle(position, loss(plies));
        }
      }
    }
    settled = fresh;
  }
  for (const position of seen) if (!values.has(position)) values.set(position, DRAW);
  return values;
}

/** Returns whether plain rules win for the side to move, in a game that always gets nearer to its end. */
export function winsPlainly(rules: PlainRules, position: string, known: Map<string, boolean> = new Map()): boolean {
  const found = known.get(position);
  if (found !== undefined) return found;
  const next = rules(position);
  const wins = typeof next === 'string' ? next === 'won' : next.some((to) => !winsPlainly(rules, to, known));
  known.set(position, wins);
  return wins;
}

/**
 * Returns the boxes that who begins dots and boxes gets more than the other, by a recursion over sets of lines. Lines are
 * numbered as the rows of the drawing are read.
 */
export function boxesPlainly(columns: number, rows: number): number {
  const width = 2 * columns + 1;
  const lines = rows * width + columns;
  const boxes = Array.from({ length: rows * columns }, (_, i) => {
    const top = Math.floor(i / columns) * width + (i % columns);
    return (1 << top) | (1 << (top + columns)) | (1 << (top + columns + 1)) | (1 << (top + width));
  });
  const boxesAt = Array.from({ length: lines }, (_, line) => boxes.filter((box) => (box >> line) & 1));
  const values = new Int8Array(1 << lines);
  for (let set = values.length - 2; set >= 0; set--) {
    let most = Number.NEGATIVE_INFINITY;
    for (let line = 0; line < lines; line++) {
      if ((set >> line) & 1) continue;
      const after = set | (1 << line);
      let closed = 0;
      for (const box of boxesAt[line]) if ((after & box) === box) closed++;
      most = Math.max(most, closed > 0 ? closed + values[after] : -values[after]);
    }
    values[set] = most;
  }
  return values[0];
}

/** Returns a function that reads the engine's values; slices are solved when they are asked for. */
export function solved(game: Game): (text: string) => Promise<number> {
  const spec = specialize(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  const p = new Position(game.schema);
  return async (text) => {
    game.parse(p, text);
    const ended = game.ended(p);
    if (ended !== undefined) return ended;
    const slice = spec.sliceOf(p.signature);
    const index = spec.space(slice).rank(p);
    return (await slices.get(slice)).at(index);
  };
}

/** Returns the value of the initial position. */
export const startOf = (game: Game): Promise<number> => solved(game)(game.initial);

/** Returns some of the positions that plain rules reach and the game, or the engine, sees otherwise. */
export async function disagreements(
  game: Game,
  rules: PlainRules,
  known: ReadonlyMap<string, number>,
): Promise<string[]> {
  const value = solved(game);
  const wrong: string[] = [];
  for (const [text, expected] of known) {
    if (wrong.length > 4) break;
    const found = await value(text);
    if (found !== expected) wrong.push(`${text} is ${found}, plainly ${expected}`);
    if (!agrees(game, rules, text)) wrong.push(`${text} has other moves`);
  }
  return wrong;
}

/** Returns whether a game and plain rules have the same moves, or both none since the game is over. */
export function agrees(game: Game, rules: PlainRules, text: string): boolean {
  const p = new Position(game.schema);
  game.parse(p, text);
  const next = rules(text);
  if (game.ended(p) !== undefined) return typeof next === 'string';
  return typeof next !== 'string' && [...new Set(next)].sort().join() === after(game, p).sort().join();
}

/** Returns the positions after the moves of a game. */
function after(game: Game, p: Position): string[] {
  const moves = new Int32Array(game.maxMoves);
  const found = new Set<string>();
  for (const move of moves.slice(0, game.moves(p, moves))) {
    game.play(p, move);
    if (isLegal(game, p)) found.add(game.format(p));
    p.rewind(0);
  }
  return [...found];
}
