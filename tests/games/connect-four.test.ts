import { describe, expect, test } from 'vitest';
import { connectFour, connectFour4x4, connectFour7x6 } from '../../games/connect-four.ts';
import { loss, OUTCOME, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { notationOf, solveRows } from '../support/brute-rows.ts';
import { conformance } from '../support/conformance.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { reached, total } from '../support/reached.ts';

const full = connectFour7x6;
const p = new Position(full.schema);
const out = new Int32Array(full.maxMoves);

const spec4x4 = specialize(connectFour4x4);
conformance(connectFour4x4, spec4x4, () => spec4x4.slicesOf('all').filter((_, i) => i % 5 === 0));

describe('positions that can be reached', () => {
  test.each([
    // J. Tromp, "John's Connect Four Playground" (4 x 4 and larger); M. Böck, Connect4-PositionCount (GitHub), for all.
    [4, 3, 12_031],
    [4, 4, 161_029],
  ])('on %i columns and %i rows', (columns, rows, positions) => {
    expect(total(reached(new Specialization(connectFour(columns, rows)))).positions).toBe(positions);
  });

  const path = oraclePath('oracles', 'connect-four', 'published-a.json');
  test.skipIf(!path)('after 0 to 8 plies on 7 x 6', () => {
    const published = JSON.parse(readOracle(path!)) as { legal_positions_after_n_plies_7x6: number[] };
    let level = new Set([full.initial]);
    for (const count of published.legal_positions_after_n_plies_7x6.slice(0, 8)) {
      expect(level.size).toBe(count);
      const next = new Set<string>();
      for (const text of level) {
        full.parse(p, text);
        if (full.ended(p) !== undefined) continue;
        for (const move of out.slice(0, full.moves(p, out))) {
          full.play(p, move);
          next.add(full.format(p));
          p.rewind(0);
        }
      }
      level = next;
    }
  });
});

test('all values on 4 x 4 are those of plain recursion', async () => {
  const game = connectFour4x4;
  const oracle = { columns: 4, rows: 4, inRow: 4, gravity: true };
  const truth = solveRows(oracle);
  const spec = spec4x4;
  const slices = new SliceValues(spec, { memory: 1e9 });
  for (const slice of spec.slicesOf('all')) await slices.get(slice);
  const q = new Position(game.schema);
  let wrong = 0;
  for (const [board, { result, plies }] of truth) {
    game.parse(q, notationOf(oracle, board));
    const slice = spec.sliceOf(q.signature);
    const v = (game.ended(q) ?? slices.peek(slice)!.at(spec.space(slice).rank(q))) as never;
    if (OUTCOME.outcome(v) !== result || OUTCOME.plies(v) !== plies) wrong++;
  }
  expect(wrong).toBe(0);
  expect(truth.size).toBe(161_029);
  // J. Tromp: a draw.
  expect(truth.get('.'.repeat(16))!.result).toBe('draw');
});

/** `xxo/o//...` of the oracle (columns from the left, men from the bottom) in our notation. */
function ofColumns(text: string, rows: number): string {
  const columns = text.split('/');
  const lines = Array.from({ length: rows }, (_, y) => columns.map((column) => column[rows - 1 - y] ?? '.').join(''));
  const men = columns.join('').length;
  return `${lines.join('/')} ${men % 2 === 0 ? 'x' : 'o'}`;
}

describe('the usual board', () => {
  const path = oraclePath('oracles', 'connect-four', 'eight-ply-not-won-a.csv.gz');
  test.skipIf(!path)('knows positions after 8 plies that x does not win, and sees no win in one there', () => {
    const lines = readOracle(path!).trim().split('\n').slice(1);
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) {
      const text = ofColumns(line.split(',')[0], 6);
      full.parse(p, text);
      expect(full.format(p)).toBe(text);
      expect(full.ended(p)).toBeUndefined();
      const moves = out.slice(0, full.moves(p, out));
      // A column of six would need at least six of the eight men.
      expect(moves.length).toBe(
        line
          .split(',')[0]
          .split('/')
          .filter((column) => column.length < 6).length,
      );
      for (const move of moves) {
        full.play(p, move);
        if (full.ended(p) !== undefined) expect(text).toBe(`no win by ${full.formatMove(p, move)}`);
        p.rewind(0);
      }
    }
  });

  const field = (state: string, name: string): string | undefined =>
    new RegExp(`^${name} = (.*)$`, 'm').exec(state)?.[1];
  const game = oraclePath('oracles', 'playthroughs', 'connect_four.txt.gz');
  const states = game
    ? readOracle(game)
        .split(/^# State /m)
        .slice(1)
    : [];

  test.skipIf(!game)('has the boards, moves and result of a game recorded by OpenSpiel at each state', () => {
    expect(states.length).toBeGreaterThan(5);
    full.parse(p, full.initial);
    const play = (column: number): void => {
      const move = out.slice(0, full.moves(p, out)).find((cell) => cell % 7 === column);
      expect(move).toBeDefined();
      full.play(p, move!);
    };
    let ended = false;
    for (const state of states) {
      const action = Number(/^action: (\d+)$/m.exec(state)?.[1]);
      const rows = [...state.matchAll(/^# ([.xo]{7})$/gm)].map((match) => match[1]);
      if (rows.length === 0) {
        // A state that the recorder leaves out but for the move.
        play(action);
        continue;
      }
      expect(full.format(p).split(' ')[0]).toBe(rows.join('/'));
      const value = full.ended(p);
      ended = value !== undefined;
      expect(ended).toBe(field(state, 'IsTerminal\\(\\)') === 'True');
      const returns = JSON.parse(field(state, 'Returns\\(\\)')!) as number[];
      expect(Math.sign(value ?? 0)).toBe(returns[p.turn]);
      if (ended) continue;
      expect(p.turn).toBe(Number(field(state, 'CurrentPlayer\\(\\)')));
      const columns = Array.from(out.subarray(0, full.moves(p, out)), (cell) => cell % 7);
      expect(columns).toEqual(JSON.parse(field(state, 'LegalActions\\(\\)')!));
      play(action);
    }
    expect(ended).toBe(true);
  });

  test('its tables are refused before anything is solved', () => {
    const spec = specialize(full);
    const slices = spec.slicesOf(spec.defaultTables()[0]);
    expect(() => spec.closure(slices).map((slice) => spec.space(slice))).toThrow(
      expect.objectContaining({
        code: 'E_TOO_LARGE',
        message: expect.stringMatching(/connect-four: too many men .* placements/) as string,
        hint: expect.stringContaining('smaller board') as string,
      }) as Error,
    );
  });
});

test('notation, names and errors', () => {
  full.parse(p, '......./......./......./......./...o.../..xx... o');
  expect(full.draw(p).split('\n').slice(-3)).toEqual(['. . . o . . .', '. . x x . . .', 'o to move']);
  expect([...out.subarray(0, full.moves(p, out))].map((move) => full.formatMove(p, move))).toEqual([
    'a1',
    'b1',
    'c2',
    'd3',
    'e1',
    'f1',
    'g1',
  ]);
  full.parse(p, '......./......./......./......./ooo..../xxxx... o');
  expect(full.ended(p)).toBe(loss(0));
  for (const [text, what] of [
    ['......./......./......./......./...o.../..x.... x', 'nothing is under the man on d2'],
    ['......./......./......./......./......./..xx... o', 'leads there'],
    ['......./......./......./......./......./..xo... o', 'leads there'],
    // The row lies under men that were put down later.
    ['......./......./......./..x..../ooo.o../xxxxo.. o', 'leads there'],
    ['......./......./......./oooo..././xxxx... x', 'row'],
  ] as const) {
    expect(() => full.parse(p, text), text).toThrow(what);
  }
});
