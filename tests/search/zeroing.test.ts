/**
 * Plies to zeroing (dtz) by search and closure: against Syzygy's tables, and, beyond what these hold, against induction
 * ply by ply over positions whose captures get any value at all, cursed ones among them.
 */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { legal } from '../../games/chess/moves.ts';
import { DRAW, loss, OUTCOME, Position, type Value, win } from '../../src/game/index.ts';
import type { Values } from '../../src/game/values.ts';
import { type Bounds, Closure, Forward, type Known, Memo } from '../../src/search/index.ts';
import { Random, type Slice } from '../../src/specialize/index.ts';
import { chessSpec, solved } from '../support/chess.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { signedPlies } from '../support/tally.ts';

function finish(steps: Generator<number, Bounds, void>): Bounds {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const whole = Number.MAX_SAFE_INTEGER;

/** Returns what is known if nothing of the class of `root` is. */
function below(root: Position, at: (p: Position) => Value): Known {
  const { signature } = root;
  return (p) => (p.signature === signature ? undefined : at(p));
}

function parsed(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

test('one pawn: closure and search have the distances of Syzygy’s tables', async () => {
  // KPvK is a table that stores plies, so its numbers are exact; a mated side has lost in 0 here.
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .split('\n')
    // The farther a pawn has come, the fewer positions follow.
    .filter((row) => /^KPvK,[^/]*\/[^/ ]*P|^KPvK,.*p[^/]*\/[^/]* [bw] /.test(row))
    .slice(0, 12);
  const values = new Map<Slice, Values>();
  for (const slice of chessSpec.closure(chessSpec.slicesOf('KPvK'))) values.set(slice, await solved.dtz.get(slice));
  const at = (p: Position): Value => {
    const slice = chessSpec.sliceOf(p.signature);
    return values.get(slice)!.at(chessSpec.space(slice).rank(p)) as Value;
  };
  let decided = 0;
  for (const row of rows) {
    const [, fen, , dtz] = row.split(',');
    const root = parsed(fen);
    const known = below(root, at);
    const { lower, upper } = finish(new Closure(root, { game: chess, metric: 'dtz', known, most: whole }).run());
    expect([signedPlies(lower), signedPlies(upper)], row).toEqual([Number(dtz), Number(dtz)]);
    const memo = new Memo(root, 1e6);
    const found = finish(new Forward(root, { game: chess, metric: 'dtz', known, memo, most: 3_000 }).run());
    expect(found.lower, row).toBeLessThanOrEqual(lower);
    expect(found.upper, row).toBeGreaterThanOrEqual(upper);
    if (found.lower === found.upper && found.lower !== DRAW) decided++;
  }
  expect(rows.length).toBe(12);
  expect(decided).toBeGreaterThan(3);
});

/** What the moves of a position come to: numbers of positions within its class, plies in which others win or lose. */
interface Moves {
  readonly to: number[];
  readonly wins: number[];
  readonly losses: number[];
  draws: boolean;
}

/** Induction ply by ply over everything that can follow within the class of `root`, without the code under test. */
function plyByPly(root: Position, known: Known): { positions: Position[]; values: Value[] } {
  const numbers = new Map<string, number>();
  const positions: Position[] = [];
  const numberOf = (p: Position): number => {
    const number = numbers.get(p.key()) ?? positions.length;
    if (number < positions.length) return number;
    const copy = new Position(chess.schema);
    copy.copyFrom(p);
    numbers.set(p.key(), number);
    positions.push(copy);
    return number;
  };
  numberOf(root);
  const list = new Int32Array(chess.maxMoves);
  const moves: Moves[] = [];
  for (let i = 0; i < positions.length; i++) {
    const p = positions[i];
    const own: Moves = { to: [], wins: [], losses: [], draws: false };
    for (const move of list.slice(0, chess.moves(p, list))) {
      chess.play(p, move);
      if (legal(p)) {
        const v = known(p);
        if (v === undefined) own.to.push(numberOf(p));
        else if (v === DRAW) own.draws = true;
        else (v < 0 ? own.wins : own.losses).push(OUTCOME.plies(v) > 100 ? 101 : 1);
      }
      p.rewind(0);
    }
    moves.push(own);
  }
  const values = positions.map(() => DRAW);
  for (let plies = 1; plies < 300; plies++) {
    const found: [number, Value][] = [];
    for (const [i, { to, wins, losses, draws }] of moves.entries()) {
      if (values[i] !== DRAW) continue;
      if (wins.includes(plies) || to.some((j) => values[j] === loss(plies - 1))) found.push([i, win(plies)]);
      else if (!draws && wins.length === 0 && losses.every((n) => n <= plies) && to.every((j) => values[j] > 0))
        found.push([i, loss(plies)]);
    }
    for (const [i, v] of found) values[i] = v;
  }
  return { positions, values };
}

test('wins and losses that the 50-move rule spoils are in 101 and more', () => {
  // The pawns stop each other, so only the kings move, and every zeroing move is a capture with a value drawn here.
  const root = parsed('8/8/8/k2p4/3P4/8/8/7K w - - 0 1');
  const random = new Random(50);
  const drawn = new Map<string, Value>();
  const known = below(root, (p) => {
    const plies = 1 + random.below(180);
    const v = drawn.get(p.key()) ?? [win(plies), loss(plies), DRAW][random.below(3)];
    drawn.set(p.key(), v);
    return v;
  });
  const { positions, values } = plyByPly(root, known);
  const closure = new Closure(root, { game: chess, metric: 'dtz', known, most: whole });
  finish(closure.run());
  expect(closure.positions).toBeGreaterThan(positions.length);
  let searched = 0;
  let decided = 0;
  for (const [i, p] of positions.entries()) {
    expect(closure.value(p), chess.format(p)).toBe(values[i]);
    // Search finds what is near.
    if (i % 16 !== 0 || ![1, 2, 101, 102].includes(OUTCOME.plies(values[i]))) continue;
    searched++;
    const memo = new Memo(p, 1e5);
    const found = finish(new Forward(p, { game: chess, metric: 'dtz', known, memo, most: 2_000 }).run());
    expect(found.lower, chess.format(p)).toBeLessThanOrEqual(values[i]);
    expect(found.upper, chess.format(p)).toBeGreaterThanOrEqual(values[i]);
    if (found.lower === found.upper) decided++;
  }
  expect(decided).toBeGreaterThan(0.5 * searched);
  expect(searched).toBeGreaterThan(5);
  const cursed = values.filter((v) => OUTCOME.plies(v) > 100).length;
  const decisive = values.filter((v) => v !== DRAW).length;
  expect(cursed).toBeGreaterThan(20);
  expect(decisive - cursed).toBeGreaterThan(20);
});
