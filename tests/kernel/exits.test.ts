/** Moves out of a problem against the rules: captures and moves of pawns, each as often as it can be played. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { BY_PAWN, CELL, NOTHING } from '../../src/kernel/abi.ts';
import { type Exit, exitsOf } from '../../src/kernel/exits.ts';
import type { Side } from '../../src/game/schema.ts';
import { type Man, Problems } from '../../src/kernel/problem.ts';
import { Random } from '../../src/specialize/index.ts';

const kinds = chess.schema.kinds.length;
const codeOf = ({ kind, side }: { kind: number; side: number }): number => 1 + kinds * side + kind;

/** Men but pawns, kings first, and the cells of the pawns. */
const CASES: [string, Man[], [number[], number[]]][] = [
  ['KPvK', kings(), [[12], []]],
  ['KPvK, about to promote', kings(), [[51], []]],
  ['KPvKP, a double step past an enemy', kings(), [[12], [27]]],
  ['KPvKP, no double step onto an enemy', kings(), [[12], [28]]],
  ['KPPvKP', kings(), [[12, 20], [51]]],
  ['KQvKP', [...kings(), { kind: 1, side: 0 }], [[], [8]]],
  ['KRPvKN', [...kings(), { kind: 2, side: 0 }, { kind: 4, side: 1 }], [[48], []]],
  ['KBPvKP, locked', [...kings(), { kind: 3, side: 0 }], [[28], [36]]],
];

function kings(): Man[] {
  return [
    { kind: 0, side: 0 },
    { kind: 0, side: 1 },
  ];
}

test.each(CASES)('%s: the exits that a position allows are its captures and moves of pawns', (_, men, pawns) => {
  const { problem } = new Problems().resolve(men, pawns);
  const random = new Random(3);
  const p = new Position(chess.schema);
  const moves = new Int32Array(chess.maxMoves);
  let played = 0;
  for (let tries = 0; tries < 3_000; tries++) {
    const cells = problem.digits.map(() => random.below(64));
    if (
      new Set([...cells, ...problem.pawns[0], ...problem.pawns[1]]).size <
      cells.length + pawns[0].length + pawns[1].length
    )
      continue;
    p.clear();
    problem.digits.forEach((man, digit) => p.set(cells[digit], codeOf(man)));
    problem.pawns.forEach((list, side) => {
      for (const cell of list) p.set(cell, codeOf({ kind: 5, side }));
    });
    p.turn = random.below(2) as Side;
    p.forget();
    const expected: string[] = [];
    const n = chess.moves(p, moves);
    for (const move of moves.slice(0, n)) {
      const before = [...p.cells];
      const { time } = p;
      chess.play(p, move);
      const changed = before.flatMap((code, cell) => (code === p.cells[cell] ? [] : [cell]));
      const to = changed.find((cell) => p.cells[cell] !== 0)!;
      const from = changed.find((cell) => p.cells[cell] === 0)!;
      const isPawn = before[from] === codeOf({ kind: 5, side: 1 - p.turn });
      if (isPawn || before[to] !== 0) {
        const mark = p.mark === 255 ? '' : String(p.mark);
        expected.push(`${from} ${to} ${board([...p.cells])} ${mark}`);
      }
      p.rewind(time);
    }
    const found = exitsOf(problem, p.turn).flatMap((exit) => apply(exit, p, cells, moves.subarray(0, n)));
    expect(found.sort(), chess.format(p)).toEqual(expected.sort());
    played += expected.length;
  }
  expect(played).toBeGreaterThan(100);
});

function board(cells: readonly number[]): string {
  return cells.map((code) => '.KQRBNPkqrbnp'[code]).join('');
}

/** The successor by an exit, if the position allows it: no piece moves against the rules. */
function apply(exit: Exit, p: Position, cells: readonly number[], moves: Int32Array): string[] {
  if (exit.path.some((cell) => p.cells[cell] !== 0)) return [];
  const after = Array.from<unknown, number>({ length: 64 }, () => 0);
  for (const { place, ...man } of exit.successor.men) {
    if ('digit' in place) after[cells[place.digit]] = codeOf(man);
    else if ('cell' in place) after[place.cell] = codeOf(man);
  }
  exit.successor.pawns.forEach((list, side) => {
    for (const cell of list) after[cell] = codeOf({ kind: 5, side });
  });
  const target = exit.taken === CELL ? exit.cell : exit.taken === NOTHING ? exit.cell : cells[exit.taken];
  if (exit.mover === BY_PAWN) {
    if (exit.taken !== NOTHING && exit.taken !== CELL && target !== exit.cell) return [];
    const from = [...p.cells.keys()].find(
      (cell) => isOwnPawn(p, cell) && !exit.successor.pawns[p.turn].includes(cell),
    )!;
    return [`${from} ${exit.cell} ${board(after)} ${exit.successor.marked ?? ''}`];
  }
  // A piece that takes stands where the man it took stood; whether it can get there, the rules say.
  const from = cells[exit.mover];
  const reaches = moves.some((move) => (move & 63) === from && ((move >> 6) & 63) === target);
  if (!reaches) return [];
  after[from] = 0;
  after[target] = p.cells[from];
  return [`${from} ${target} ${board(after)} `];
}

function isOwnPawn(p: Position, cell: number): boolean {
  return p.cells[cell] === codeOf({ kind: 5, side: p.turn });
}
