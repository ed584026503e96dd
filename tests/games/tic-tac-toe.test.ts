import { describe, expect, test } from 'vitest';
import { ticTacToe as game } from '../../games/tic-tac-toe.ts';
import { DRAW, EndgameError, loss, Position, type Value } from '../../src/game/index.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);

interface Played {
  readonly value: Value | undefined;
  readonly depth: number;
}

/** All positions that a game can reach, ended ones included. */
function reachable(): Map<string, Played> {
  const seen = new Map<string, Played>();
  const visit = (text: string, depth: number): void => {
    if (seen.has(text)) return;
    game.parse(p, text);
    const value = game.ended(p);
    seen.set(text, { value, depth });
    if (value !== undefined) return;
    const moves = [...out.subarray(0, game.moves(p, out))];
    const next = moves.map((move) => {
      game.play(p, move);
      const after = game.format(p);
      p.rewind(0);
      return after;
    });
    for (const after of next) visit(after, depth + 1);
  };
  visit(game.initial, 0);
  return seen;
}

/** Games of exactly `depth` moves, and those that end there. */
function games(depth: number): number {
  if (depth === 0) return 1;
  if (game.ended(p) !== undefined) return 0;
  const moves = [...out.subarray(0, game.moves(p, out))];
  let n = 0;
  for (const move of moves) {
    const time = p.time;
    game.play(p, move);
    n += games(depth - 1);
    p.rewind(time);
  }
  return n;
}

const accepts = (text: string): boolean => {
  try {
    game.parse(p, text);
    return true;
  } catch (error) {
    if (error instanceof EndgameError && error.code === 'E_POSITION') return false;
    throw error;
  }
};

describe('tic-tac-toe', () => {
  const all = reachable();

  test('5,478 positions can be reached', () => {
    // The usual published count; texts that say 5,477 leave out the empty board.
    expect(all.size).toBe(5478);
  });

  test('958 positions are ended: 626 won by x, 316 won by o, 16 drawn', () => {
    // D. Aha, Tic-Tac-Toe Endgame data set, UCI Machine Learning Repository: 958 instances, 626 of them won by x.
    const ended = [...all].filter(([, { value }]) => value !== undefined);
    const won = (mover: string): number =>
      ended.filter(([text, { value }]) => value === loss(0) && text.endsWith(mover)).length;
    expect(ended).toHaveLength(958);
    expect(won(' o')).toBe(626);
    expect(won(' x')).toBe(316);
    expect(ended.filter(([, { value }]) => value === DRAW)).toHaveLength(16);
  });

  test('255,168 games can be played', () => {
    // H. Bottomley, "How many Tic-Tac-Toe games are possible?" (2001): games that end after 5 to 9 moves.
    const published = [1440, 5328, 47952, 72576, 127872];
    game.parse(p, game.initial);
    const counts = Array.from({ length: 11 }, (_, depth) => games(depth));
    expect(counts.slice(0, 6)).toEqual([1, 9, 72, 504, 3024, 15120]);
    for (let length = 5; length < 9; length++) {
      const goOn = counts[length + 1] / (9 - length);
      expect(counts[length] - goOn).toBe(published[length - 5]);
    }
    expect(counts[9]).toBe(published[4]);
    expect(published.reduce((sum, n) => sum + n)).toBe(255168);
  });

  test('legal is reachable', () => {
    const legal: string[] = [];
    for (let code = 0; code < 3 ** 9; code++) {
      const letters = Array.from({ length: 9 }, (_, i) => '.xo'[Math.floor(code / 3 ** i) % 3]);
      if (letters.filter((c) => c === 'x').length > 5 || letters.filter((c) => c === 'o').length > 5) continue;
      const rows = [0, 3, 6].map((i) => letters.slice(i, i + 3).join('')).join('/');
      for (const side of ['x', 'o']) {
        const text = `${rows} ${side}`;
        if (accepts(text)) legal.push(text);
      }
    }
    expect(new Set(legal)).toEqual(new Set(all.keys()));
  });

  test('notation, drawing and names', () => {
    game.parse(p, ' x.o/.x./...  o ');
    expect(game.format(p)).toBe('x.o/.x./... o');
    expect(game.draw(p)).toBe('x . o\n. x .\n. . .\no to move');
    expect(game.formatMove(p, 0)).toBe('a1');
    expect(game.formatMove(p, 5)).toBe('c2');
  });

  test.each([
    ['xxx/.../... o', 'leads there'],
    ['x../.../... x', 'leads there'],
    ['xxx/oo./... x', 'leads there'],
    ['xxx/ooo/... x', 'leads there'],
    ['x.o/.x./... X', 'side to move "X"'],
    ['x.o/.y./... o', 'unknown letter "y"'],
  ])('refuses %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(what);
  });
});

const field = (state: string, name: string): string | undefined => new RegExp(`^${name} = (.*)$`, 'm').exec(state)?.[1];

/** OpenSpiel counts cells row by row from the top, we from the bottom. */
const cellOf = (action: number): number => 3 * (2 - Math.floor(action / 3)) + (action % 3);

describe('a game recorded by OpenSpiel', () => {
  const path = oraclePath('oracles', 'playthroughs', 'tic_tac_toe.txt.gz');
  const states = path
    ? readOracle(path)
        .split(/^# State /m)
        .slice(1)
    : [];

  test.skipIf(!path)('has the same boards, moves and result at each state', () => {
    expect(states.length).toBeGreaterThan(5);
    game.parse(p, game.initial);
    for (const state of states) {
      const action = /^action: (\d+)$/m.exec(state)?.[1];
      const rows = [...state.matchAll(/^# ([.xo]{3})$/gm)].map((match) => match[1]);
      if (rows.length === 0) {
        // A state that the recorder leaves out but for the move.
        game.play(p, cellOf(Number(action)));
        continue;
      }
      const terminal = field(state, 'IsTerminal\\(\\)') === 'True';
      const value = game.ended(p);
      const text = game.format(p);
      expect(text.split(' ')[0]).toBe(rows.join('/'));
      expect(value !== undefined).toBe(terminal);
      const returns = JSON.parse(field(state, 'Returns\\(\\)')!) as number[];
      expect(Math.sign(value ?? 0)).toBe(returns[p.turn]);
      if (terminal) continue;
      expect(p.turn).toBe(Number(field(state, 'CurrentPlayer\\(\\)')));
      const legal = (JSON.parse(field(state, 'LegalActions\\(\\)')!) as number[]).map(cellOf);
      const moves = [...out.subarray(0, game.moves(p, out))];
      expect(moves.toSorted((a, b) => a - b)).toEqual(legal.toSorted((a, b) => a - b));
      game.play(p, cellOf(Number(action)));
    }
  });
});
