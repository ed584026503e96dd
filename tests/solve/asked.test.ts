/** Questions that people ask in chess: the clock, side questions, limits, ended games, foreign texts. */

import { Chess } from 'chess.js';
import { afterAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { gameOf } from '../../games/index.ts';
import { Position } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { outcome50 } from '../../src/solve/fifty-moves.ts';
import { readEpd } from '../support/epd.ts';

const solver = new Solver({ game: chess, solver: 'compute', memory: 2e9 });
afterAll(() => solver.close());

function parsed(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

describe('the 50-move rule', () => {
  test.each([
    // The mate in 7 moves comes too late for the clock, or just in time.
    ['8/4Q3/8/8/8/8/8/k6K w - - 95 1', { outcome: 'win', outcome50: 'cursed-win', dtm: 13, dtz: 13 }],
    ['8/4Q3/8/8/8/8/8/k6K w - - 87 1', { outcome: 'win', outcome50: 'win' }],
    ['8/4Q3/8/8/8/8/8/k6K w - - 88 1', { outcome: 'win', outcome50: 'cursed-win' }],
    ['8/4Q3/8/8/8/8/8/k6K w - - 0 1', { outcome: 'win', outcome50: 'win' }],
    ['k7/8/8/8/8/8/8/5KBN w - - 42 1', { outcome: 'win', outcome50: 'cursed-win', dtz: 59 }],
    ['k7/8/8/8/8/8/8/5KBN w - - 41 1', { outcome: 'win', outcome50: 'win', dtz: 59 }],
    // The other side must capture or push next; Syzygy's tables have 1 here.
    ['8/8/8/8/8/1pQ1K3/k7/8 w - - 2 2', { outcome: 'win', outcome50: 'win', dtm: 9, dtz: 2 }],
    // A mate on the last ply of the rule counts, one ply later it does not.
    ['k7/8/1K6/8/8/8/8/7R w - - 99 100', { outcome50: 'win', dtm: 1, dtz: 1 }],
    ['k7/8/1K6/8/8/8/8/7R w - - 100 100', { outcome50: 'cursed-win', dtm: 1, dtz: 1 }],
    ['k6R/8/1K6/8/8/8/8/8 b - - 100 100', { outcome: 'loss', outcome50: 'loss', dtm: 0, dtz: 0 }],
    // The mate came after the draw could be claimed.
    ['k6R/8/1K6/8/8/8/8/8 b - - 101 130', { outcome: 'loss', outcome50: 'blessed-loss', dtm: 0, dtz: 0 }],
    ['8/8/8/8/8/k7/p7/K7 w - - 70 1', { outcome: 'draw', outcome50: 'draw', dtm: 0, dtz: 0 }],
  ])('%s', async (fen, expected) => {
    const answer = await solver.query(fen);
    expect(answer).toMatchObject({ exact: true, input: fen, ...expected });
    expect(answer.position.split(' ')[4]).toBe(fen.split(' ')[4]);
  });

  test('a loss is blessed in the positions after the moves of a cursed win, and the mover reads what it gets', async () => {
    const { moves } = await solver.query('8/4Q3/8/8/8/8/8/k6K w - - 95 1', { moves: true });
    expect(moves).toHaveLength(new Chess('8/4Q3/8/8/8/8/8/k6K w - - 95 1').moves().length);
    expect(new Set(moves.map((move) => move.outcome50))).toEqual(new Set(['cursed-win']));
    const after = await solver.query('8/8/8/8/8/Q7/8/k6K b - - 96 1');
    expect(after).toMatchObject({ outcome: 'loss', outcome50: 'blessed-loss', dtm: 12 });
    expect(moves.find(({ san }) => san === 'Qa3+')).toMatchObject({ dtm: 13, dtz: 13, zeroing: false });
  });

  test('the zeroing move must come in time', async () => {
    const fen = (clock: number): string => `8/8/8/8/8/1pQ1K3/k7/8 w - - ${clock} 90`;
    const capture = async (clock: number): Promise<object> =>
      (await solver.query(fen(clock), { moves: true })).moves.find(({ san }) => san === 'Qxb3+')!;
    // This capture gives the queen away, at any clock.
    expect(await capture(99)).toMatchObject({ zeroing: true, outcome: 'draw' });
    expect((await solver.query(fen(98))).outcome50).toBe('win');
    expect((await solver.query(fen(99))).outcome50).toBe('cursed-win');
  });

  test('distances and clock decide as published tables count', () => {
    expect(outcome50({ outcome: 'win', dtz: 100 }, 0)).toBe('win');
    expect(outcome50({ outcome: 'win', dtz: 101 }, 0)).toBe('cursed-win');
    expect(outcome50({ outcome: 'loss', dtz: 3 }, 98)).toBe('blessed-loss');
    expect(outcome50({ outcome: 'win', dtm: 101 }, 0)).toBeUndefined();
    expect(outcome50({ outcome: 'win', dtm: 100 }, 0)).toBe('win');
  });

  test('the line under dtz ends with the zeroing move', async () => {
    const zeroing = new Solver({ game: chess, solver: 'compute', metric: 'dtz' });
    const answer = await zeroing.query('8/8/8/8/8/1pQ1K3/k7/8 w - - 2 2', { line: true, moves: true });
    expect(answer).toMatchObject({ outcome: 'win', outcome50: 'win', dtz: 2 });
    expect(answer.dtm).toBeUndefined();
    expect(answer.lineSan).toEqual(['Qc1', 'b2']);
  });

  test('a game without the rule has no such metric', () => {
    expect(() => new Solver({ game: gameOf('awari'), metric: 'dtz' })).toThrow(/awari has no 50-move rule/);
  });
});

describe('a known value is told', () => {
  test('although moves are not decided', async () => {
    const outcomes = new Solver({ game: chess, metric: 'wdl' });
    const answer = await outcomes.query('6k1/5ppp/8/8/8/8/8/R5K1 w - - 0 1', { moves: true });
    expect(answer).toMatchObject({ exact: true, outcome: 'win' });
    expect(answer.moves).toHaveLength(17);
    expect(answer.moves[0]).toMatchObject({ san: 'Ra8#', outcome: 'win' });
    for (const move of answer.moves.slice(1)) expect(move.outcome ?? 'unknown').not.toBe('loss');
  });

  test('a mate goes before wins whose distance was not asked', async () => {
    const outcomes = new Solver({ game: chess, metric: 'wdl' });
    const { moves } = await outcomes.query('7k/8/5K2/6Q1/8/8/8/8 w - - 0 1', { moves: true });
    expect(moves[0]).toMatchObject({ san: 'Qg7#', outcome: 'win', dtm: 1 });
    expect(moves.filter(({ outcome }) => outcome === 'win').length).toBeGreaterThan(5);
  });

  test('when the game is over, on any board with any number of men', async () => {
    const over = new Solver({ game: chess, metric: 'dtm' });
    const mate = 'rnb1kbnr/pppp1ppp/8/4p3/6Pq/5P2/PPPPP2P/RNBQKBNR w - - 1 3';
    expect(await over.query(mate, { moves: true })).toMatchObject({ outcome: 'loss', outcome50: 'loss', dtm: 0 });
    const stalemate = '5bnr/4p1pq/4Qpkr/7p/7P/4P3/PPPP1PP1/RNB1KBNR b - - 2 10';
    expect(await over.query(stalemate)).toMatchObject({ outcome: 'draw', provenance: { source: 'rules' } });
    const sameColour = '8/8/2b1b3/k2b4/8/3B1B2/2B5/K7 w - - 0 1';
    expect(await over.query(sameColour)).toMatchObject({ outcome: 'draw', provenance: { source: 'rules' } });
  });

  test('insufficient material is what chess.js calls so', async () => {
    for (const fen of [
      '8/8/8/8/8/k7/8/KB6 w - - 0 1',
      '8/8/8/8/8/k7/8/KBb5 w - - 0 1',
      '8/8/8/8/8/k7/8/K5Nn w - - 0 1',
    ]) {
      expect(chess.dead!(parsed(fen)), fen).toBe(new Chess(fen).isInsufficientMaterial());
    }
  });

  test('a mate that search finds needs no table: six men', async () => {
    expect(await solver.query('6k1/2r5/R5PK/7P/8/8/8/8 w - - 1 0')).toMatchObject({ outcome: 'win', dtm: 3 });
  });
});

describe('bounds', () => {
  test('are an answer where they are asked for, and say what ended the work', async () => {
    const outcomes = new Solver({ game: chess, metric: 'wdl', memory: 1e8 });
    const answer = await outcomes.query('8/8/8/KP6/1p6/1k3p2/5P2/8 b - - 0 1', { bounds: true, seconds: 0.3 });
    expect(answer).toMatchObject({ exact: false, bounds: { lower: { outcome: 'loss' }, upper: { outcome: 'win' } } });
    expect(answer.exact ? undefined : answer.limit).toMatchObject({ code: 'E_BUDGET' });
  });
});

describe('texts of other programs', () => {
  const FEN = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';

  test.each([
    ['8/8/8/8/8/1k6/8/K2R4 w - - bm Rc1;', FEN, { bm: 'Rc1' }],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 0 1 bm #10;', FEN, { bm: '#10' }],
    ['8/8/8/8/8/1k6/8/K2R4 w - - bm Rc1; id "a; b"; dm 10', FEN, { bm: 'Rc1', id: '"a; b"', dm: '10' }],
    ['8/8/8/8/8/1k6/8/K2R4 w - - hmvc 12; fmvn 40;', FEN.replace(' 0 1', ' 12 1'), { hmvc: '12', fmvn: '40' }],
    ['8/8/8/8/8/1k6/8/K2R4_w_-_-_0_1', FEN, undefined],
    [`position fen ${FEN}`, FEN, undefined],
    [`position fen ${FEN} moves d1c1 b3b4 Ka2`, '8/8/8/8/1k6/8/K7/2R5 b - - 3 1', undefined],
    [`${FEN} ; white wins`, FEN, undefined],
    [`${FEN} # white wins`, FEN, undefined],
    [`${FEN}; white wins`, FEN, undefined],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 7; white wins', FEN.replace(' 0 1', ' 7 1'), undefined],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 7 bm Rc1;', FEN.replace(' 0 1', ' 7 1'), { bm: 'Rc1' }],
  ])('%s', async (input, position, operations) => {
    const answer = await solver.query(input);
    expect(answer).toMatchObject({ input, position, outcome: position.includes(' b ') ? 'loss' : 'win' });
    expect(answer.operations).toEqual(operations);
  });

  test('moves from the start of the game lead where chess.js leads', () => {
    const referee = new Chess();
    const names = ['e2e4', 'e5', 'Nf3', 'b8c6', 'f1b5', 'Nf6', 'O-O'];
    for (const name of names) referee.move(name);
    const question = chess.question!(`startpos moves ${names.join(' ')}`);
    expect(question).toMatchObject({ clock: 5 });
    expect(question.position.split(' ').slice(0, 3)).toEqual(referee.fen().split(' ').slice(0, 3));
  });

  test.each([
    [`${FEN} moves d1d8 d1d7`, /move "d1d7" cannot be played/],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 3 1 hmvc 12;', /two half-move clocks, 3 and "hmvc 12"/],
    ['8/8/8/8/8/1k6/8/K2R4 w - - hmvc many;', /"hmvc many" is not a number/],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 0 1 white wins', /unexpected "white"/],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 10000 1', /above 9999/],
  ])('%s: refused', async (input, message) => {
    await expect(solver.query(input)).rejects.toMatchObject({
      code: 'E_POSITION',
      message: expect.stringMatching(message) as string,
    });
  });

  test.each([
    ['8/8/8/8/8/1k6/8/K2R4 w - - 1.5 1', '1.5'],
    ['8/8/8/8/8/1k6/8/K2R4 w - - -1 1', '-1'],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 0 x', 'x'],
  ])('%s: the hint names the fields of the counters', async (input, counter) => {
    await expect(solver.query(input)).rejects.toMatchObject({
      message: `position "${input}": move counter "${counter}" is not a number`,
      hint: expect.stringContaining('fifth field') as string,
    });
  });

  test('every EPD record of the oracles is read whole', () => {
    for (const { text, operations } of readEpd('python-chess-endgame-wdl-dtz.epd')) {
      const question = chess.question!(text);
      expect(new Map(Object.entries(question.operations!))).toEqual(operations);
    }
  });
});
