/** What the engine reads and how it chooses, without a process. */

import { expect, test } from 'vitest';
import { ordered } from '../../src/cli/uci/choice.ts';
import { afterMove, namedMoves, positionOf, readGame, recordOf, repetitions } from '../../src/cli/uci/game-record.ts';
import { materialOrder } from '../../src/cli/uci/material-search.ts';
import { defaultOptions, withOption } from '../../src/cli/uci/options.ts';
import { readCommand } from '../../src/cli/uci/protocol.ts';
import { chancesOf, scoreOf } from '../../src/cli/uci/score.ts';
import { timesFor } from '../../src/cli/uci/times.ts';
import { EndgameError } from '../../src/game/errors.ts';
import type { MoveAnswer } from '../../src/solve/index.ts';

test.each([
  ['uci', { name: 'uci' }],
  ['  isready \r', { name: 'isready' }],
  ['', { name: 'nothing' }],
  ['debug on', { name: 'debug', isOn: true }],
  ['setoption name Move Overhead value 50', { name: 'setoption', option: 'Move Overhead', value: '50' }],
  ['setoption name SyzygyPath value /a b:/c', { name: 'setoption', option: 'SyzygyPath', value: '/a b:/c' }],
  ['setoption name Clear Hash', { name: 'setoption', option: 'Clear Hash', value: '' }],
  ['setoption name TablePath value', { name: 'setoption', option: 'TablePath', value: '' }],
  ['position startpos moves e2e4', { name: 'position', text: 'startpos moves e2e4' }],
  ['go', { name: 'go', limits: {} }],
  [
    'go infinite searchmoves e2e4 d2d4 depth 5',
    { name: 'go', limits: { infinite: true, searchmoves: ['e2e4', 'd2d4'], depth: 5 } },
  ],
  ['go wtime 10000 btime -3 winc 1', { name: 'go', limits: { wtime: 10000, btime: 0, winc: 1 } }],
  ['go movetime soon nodes', { name: 'go', limits: {} }],
  ['go wtime 99999999999999', { name: 'go', limits: { wtime: 2_000_000_000 } }],
  ['xboard', { name: 'unknown', text: 'xboard' }],
  ['setoption Hash 3', { name: 'unknown', text: 'setoption Hash 3' }],
])('%j', (line, command) => {
  expect(readCommand(line)).toEqual(command);
});

test('a game is followed: clock, castling by either name, positions that come again', () => {
  expect(readGame('startpos moves e2e4 e7e5 g1f3').clock).toBe(1);
  const castled = ['e1g1', 'e1h1'].map((name) => readGame(`fen 4k3/8/8/8/8/8/8/4K2R w K - 7 1 moves ${name}`).fen);
  expect(castled).toEqual(Array(2).fill('4k3/8/8/8/8/8/8/5RK1 b - - 8 1'));
  const shuffle = 'g1f3 g8f6 f3g1 f6g8';
  expect(Math.max(...readGame(`startpos moves ${shuffle}`).seen.values())).toBe(2);
  const last = readGame(`startpos moves ${shuffle} g1f3 g8f6 f3g1`);
  expect([...repetitions(last)]).toEqual([['f6g8', 'now']]);
  const before = readGame(`startpos moves ${shuffle} g1f3 g8f6`);
  expect([...repetitions(before)]).toEqual([['f3g1', 'by-reply']]);
  // A pawn move makes all of it unrepeatable.
  expect(readGame(`startpos moves ${shuffle} e2e4`).seen.size).toBe(1);
});

test.each(['', 'fen', 'end', 'startpos moves e2e5', 'fen 8/8/8/8/8/8/8/8 w - - 0 1'])('%j is no game', (text) => {
  expect(() => readGame(text)).toThrow(EndgameError);
});

test('the king takes the rook in Chess960', () => {
  const moves = namedMoves(positionOf('4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1')).filter(
    ({ name, name960 }) => name !== name960,
  );
  expect(moves.map(({ name, name960 }) => [name, name960])).toEqual(
    expect.arrayContaining([
      ['e1g1', 'e1h1'],
      ['e1c1', 'e1a1'],
    ]),
  );
  expect(moves).toHaveLength(2);
  expect(afterMove(recordOf('4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1'), 'e1a1').fen).toBe('4k3/8/8/8/8/8/8/2KR3R b - - 1 1');
});

const win = (move: string, dtm: number | undefined, dtz: number, cursed = false): MoveAnswer => ({
  move,
  outcome: 'win',
  outcome50: cursed ? 'cursed-win' : 'win',
  ...(dtm === undefined ? {} : { dtm }),
  dtz,
});
const none = new Map<string, 'now' | 'by-reply'>();
const names = (
  moves: readonly MoveAnswer[],
  clock: number,
  isRuled = true,
  repeated: ReadonlyMap<string, 'now' | 'by-reply'> = none,
): string[] => ordered(moves, { outcome: 'win' }, { clock, isRuled, repeated }).map(({ move }) => move);

test('a win is played by the mate if it comes in time, else by the next zeroing', () => {
  const moves = [win('slow', 40, 3), win('short', 30, 20), win('spoilt', 20, 90, true)];
  expect(names(moves, 60)).toEqual(['short', 'slow', 'spoilt']);
  expect(names(moves, 75)).toEqual(['slow', 'short', 'spoilt']);
  expect(names(moves, 75, false)).toEqual(['spoilt', 'short', 'slow']);
});

test('a third repetition is a draw: the winner avoids it, the loser seeks it', () => {
  const moves = [win('a', 5, 5), win('b', 9, 9)];
  expect(names(moves, 0, true, new Map([['a', 'now']]))).toEqual(['b', 'a']);
  expect(names(moves, 0, true, new Map([['a', 'by-reply']]))).toEqual(['b', 'a']);
  const losses: MoveAnswer[] = [
    { move: 'long', outcome: 'loss', outcome50: 'loss', dtm: 20, dtz: 4 },
    { move: 'again', outcome: 'loss', outcome50: 'loss', dtm: 2, dtz: 2 },
  ];
  expect(names(losses, 0)).toEqual(['long', 'again']);
  expect(names(losses, 0, true, new Map([['again', 'now']]))).toEqual(['again', 'long']);
});

test('a spoilt loss is held by the longest way to zeroing', () => {
  const blessed = (move: string, dtm: number, dtz: number): MoveAnswer => ({
    move,
    outcome: 'loss',
    outcome50: 'blessed-loss',
    dtm,
    dtz,
  });
  const moves: MoveAnswer[] = [
    blessed('near', 90, 61),
    blessed('far', 80, 70),
    { move: 'lost', outcome: 'loss', outcome50: 'loss', dtm: 99, dtz: 9 },
  ];
  expect(names(moves, 50)).toEqual(['far', 'near', 'lost']);
});

test('a move of which nothing is known comes before one that gives the win away', () => {
  expect(names([{ move: 'draws', outcome: 'draw', outcome50: 'draw' }, { move: 'unknown' }], 0)).toEqual([
    'unknown',
    'draws',
  ]);
});

test('scores: mates within the rule, zeroing, spoilt wins, draws', () => {
  expect(scoreOf(win('a', 5, 5), 0, true)).toBe('mate 3');
  expect(scoreOf({ outcome: 'loss', outcome50: 'loss', dtm: 4, dtz: 4 }, 0, true)).toBe('mate -2');
  expect(scoreOf({ outcome: 'loss', dtm: 0, dtz: 0 }, 0, true)).toBe('mate 0');
  expect(scoreOf(win('a', 30, 7), 80, true)).toBe('cp 19993');
  expect(scoreOf(win('a', 30, 25, true), 80, true)).toBe('cp 1');
  expect(scoreOf({ outcome: 'draw' }, 0, true)).toBe('cp 0');
  expect(chancesOf(win('a', 5, 5, true), true)).toBe('0 1000 0');
  expect(chancesOf({}, true)).toBeUndefined();
});

test('times: the clock of the side to move, never more than there is', () => {
  expect(timesFor({}, true, 30, true)).toBeUndefined();
  expect(timesFor({ depth: 3 }, true, 30, true)).toBeUndefined();
  expect(timesFor({ movetime: 100 }, true, 30, true)).toEqual({ soft: 70, hard: 70 });
  for (const left of [0, 1, 50, 1000, 60_000]) {
    for (const winc of [0, 2000]) {
      const { soft, hard } = timesFor({ wtime: left, btime: 1, winc }, true, 30, true)!;
      expect(soft).toBeLessThanOrEqual(hard);
      expect(hard).toBeLessThanOrEqual(Math.max(1, left - 30));
      expect(timesFor({ wtime: left, winc }, true, 30, false)!.soft).toBeLessThanOrEqual(soft);
    }
  }
});

test('options are set by name in any case, within their ranges', () => {
  const options = defaultOptions();
  expect(withOption(options, 'hash', '640')).toMatchObject({ Hash: 640 });
  expect(withOption(options, 'Hash', '64')).toMatchObject({ Hash: 320 });
  expect(withOption(options, 'MultiPV', '0')).toMatchObject({ MultiPV: 1 });
  expect(withOption(options, 'UCI_ShowWDL', 'true')).toMatchObject({ UCI_ShowWDL: true });
  expect(withOption(options, 'SyzygyPath', '<empty>')).toMatchObject({ SyzygyPath: '<empty>' });
  expect(withOption(options, 'SyzygyPath', 'tests/data')).toMatchObject({ SyzygyPath: 'tests/data' });
  expect(withOption(options, 'SyzygyPath', '/no/such')).toBe('SyzygyPath: no directory "/no/such"');
});

test('where nothing is known, men are not given away', () => {
  // White's queen is attacked; Black's is not protected.
  expect(materialOrder(positionOf('4k3/8/8/3q4/8/8/3Q4/4K3 w - - 0 1'))[0].name).toBe('d2d5');
  expect(materialOrder(positionOf('6k1/5ppp/8/8/8/8/8/R3K3 w - - 0 1'))[0].name).toBe('a1a8');
});
