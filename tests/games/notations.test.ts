/** Positions as other programs write them. */

import { describe, expect, test } from 'vitest';
import { awari, chess, connectFour, connectFour7x6, games, kalah, kalah36, othello4x4 } from '../../games/index.ts';
import { checkers, checkers6x6, dobutsuShogi, othello } from '../../games/index.ts';
import { EndgameError, type Game, Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

/** Returns a text as the game itself writes it. */
function read(game: Game, text: string): string {
  const p = new Position(game.schema);
  game.parse(p, game.question?.(text).position ?? text);
  expect(p.time).toBe(0);
  return game.format(p);
}

function refused(game: Game, text: string): EndgameError {
  try {
    read(game, text);
  } catch (error) {
    if (error instanceof EndgameError && error.code === 'E_POSITION') return error;
    throw error;
  }
  throw new Error(`${game.id} reads "${text}"`);
}

test.each<[Game, string, string]>([
  [connectFour7x6, '4453', '......./......./......./......./...o.../..oxx.. x'],
  [othello4x4, '-----WB--BW----- B', '..../.wb./.bw./.... b'],
  [kalah36, '6,6,6,0,6,6,6,0', '6,6,6/6,6,6 south'],
  [dobutsuShogi, 'gle/1c1/1C1/ELG b - 1', 'gle/.c./.C./ELG S -'],
  [dobutsuShogi, 'gle/1c1/1C1/ELG[-] w 0 1', 'gle/.c./.C./ELG S -'],
  [
    checkers,
    'B:W21,22,23,24,25,26,27,28,29,30,31,32:B1,2,3,4,5,6,7,8,9,10,11,12:H0:F1',
    'B:W21,22,23,24,25,26,27,28,29,30,31,32:B1,2,3,4,5,6,7,8,9,10,11,12',
  ],
  [chess, '4k3/8/8/8/8/8/8/Q3K3_w_-_-_0_1', '4k3/8/8/8/8/8/8/Q3K3 w - - 0 1'],
])('example %#', (game, text, own) => {
  expect(read(game, text)).toBe(own);
});

test('every example of a notation is read, and errors name the notations', () => {
  for (const game of games) {
    for (const { example } of game.notations ?? []) read(game, example);
    const others = (game.notations ?? []).slice(1);
    const { hint } = refused(game, '?');
    if (game === chess) continue;
    for (const { name, example } of others) {
      expect(hint).toContain(name);
      expect(hint).toContain(`"${example}"`);
    }
  }
});

describe('columns played', () => {
  const path = oraclePath('oracles', 'playthroughs', 'connect_four.txt.gz');
  test.skipIf(path === undefined)('are the boards of a game of OpenSpiel', () => {
    const text = readOracle(path!);
    const states = [...text.matchAll(/^History\(\) = \[(.*)\][^]*?^ObservationString\(0\) = "(.*)"$/gm)];
    expect(states.length).toBe(7);
    for (const [, history, board] of states.slice(1)) {
      const columns = history.split(', ').map((column) => Number(column) + 1);
      const rows = board.split('\\n').slice(0, 6).join('/');
      expect(read(connectFour7x6, columns.join(''))).toBe(`${rows} ${'xo'[columns.length % 2]}`);
    }
  });

  test.each([
    ['4458', 'move 4 in column 8, expected 1 to 7'],
    ['0', 'move 1 in column 0'],
    ['4444444', 'move 7 in column 4, which is full'],
    ['12121212', 'move 8 in column 2 after the end of the game'],
  ])('%s is refused', (text, what) => {
    const { message, hint } = refused(connectFour7x6, text);
    expect(message).toContain(what);
    expect(hint).toBe('write columns played like "4453"');
  });

  test('reach up to nine columns', () => {
    expect(read(connectFour(9, 4), '9')).toBe('........./........./........./........x o');
    expect(refused(connectFour(10, 4), '4453').hint).not.toContain('columns');
  });
});

describe('a board string', () => {
  // Black plays b1 (from the left in the first row): the white disc below turns.
  test.each(['-B---BB--BW----- W', '.X...XX..XO..... O', '.*...**..*O.....  o'])('%s', (text) => {
    expect(read(othello4x4, text)).toBe('.b../.bb./.bw./.... w');
  });

  test('has the cells of its board', () => {
    expect(read(othello(6, 4), '--------WB----BW-------- B')).toBe('....../..wb../..bw../...... b');
    expect(refused(othello4x4, '-----WB--BW---- B').message).toContain('15 cells, expected 16');
    expect(refused(othello4x4, '-----WB--BW-----').message).toContain('side to move ""');
    expect(refused(othello4x4, '----------------- B').message).toContain('17 cells');
    const { message } = refused(othello4x4, '------B--BW----- B');
    expect(message).toBe(
      'position "------B--BW----- B" (that is "..../..b./.bw./.... b"): the centre cell b2 is empty',
    );
  });
});

describe('pits and stores', () => {
  test('stores are left out, and the side may be named', () => {
    expect(read(kalah36, '0,7,7,1,7,6,6,2 north')).toBe('0,7,7/7,6,6 north');
    expect(read(kalah(2, 2), '1,0,3,2,1,1')).toBe('1,0/2,1 south');
  });

  test.each([
    ['6,6,6,0,6,6,6', '7 numbers, expected 8'],
    ['6,6,6,0,6,6,6,1', '37 seeds, more than 36'],
    ['6,6,6,0,6,6,x,0', '"x" is no number of seeds'],
    ['6,6,6,0,6,6,6,0 south now', 'unexpected "now"'],
    ['6,6,6,0,6,6,6,0 white', 'side to move "white"'],
  ])('%s is refused', (text, what) => expect(refused(kalah36, text).message).toContain(what));
});

describe('SFEN and FEN of dobutsu shogi', () => {
  test.each([
    ['+C1e/1l1/3/EL+c b 2G 7', 'H.e/.l./.../ELh S GG'],
    ['gl1/3/1C1/1LG w Ece', 'gl./.../.C./.LG G Eec'],
    ['gl1/3/1C1/1LG[Ece] b 3 9', 'gl./.../.C./.LG G Eec'],
    ['gl1/3/1C1/1LG[Ece] w - - 3 9', 'gl./.../.C./.LG S Eec'],
  ])('%s', (text, own) => expect(read(dobutsuShogi, text)).toBe(own));

  test.each([
    ['gle/1c1/1C1/ELG b X 1', '"X" in the hands'],
    ['gle/1c1/1C1/ELG b - x', 'move counter "x"'],
    ['gle/1c1/1C1/ELG b - 1 1', 'unexpected "1"'],
    ['gle/1c1/1C1/EKG b - 1', '"K" on the squares'],
    ['gle/1c1/2C1/ELG b - 1', 'row "..C." has not 3 cells'],
    ['gle/1c1/1C1/ELG[-] S 0 1', 'expected the hands in brackets'],
    ['gle/1c1/1C1/ELG b 9C 1', 'more than 2 men "C" in reserve'],
  ])('%s is refused', (text, what) => expect(refused(dobutsuShogi, text).message).toContain(what));
});

describe('FEN with counters', () => {
  test.each([
    ['W:W14,K9:BK2,5:H3:F12', 'W:WK9,14:BK2,5'],
    ['W:W14,K9:BK2,5:F12.', 'W:WK9,14:BK2,5'],
    ['B:B5:W14:H0', 'B:W14:B5'],
  ])('%s', (text, own) => expect(read(checkers, text)).toBe(own));

  test.each([
    ['W:W14:B5:Hx:F1', 'counter "Hx"'],
    ['W:W14:B5:F1:H0', 'at the end, in this order'],
    ['W:H0:W14:B5', 'at the end, in this order'],
  ])('%s is refused', (text, what) => expect(refused(checkers6x6, text).message).toContain(what));
});

test('a game of seeds speaks of seeds', () => {
  const { materials } = specialize(awari);
  expect(materials.name(48)).toBe('48');
  expect(() => specialize(awari).sliceOf(48)).toThrow('too many seeds');
});
