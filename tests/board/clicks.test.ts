/** On boards of every game, clicks and buttons identify every legal move, and nothing that can be clicked leads nowhere. */

import { describe, expect, test } from 'vitest';
import { games } from '../../games/index.ts';
import {
  type BoardLayout,
  boardMoves,
  chooseByClicks,
  type ClickMove,
  clickMoves,
  layoutOf,
  meantSpot,
  playNamed,
} from '../../src/board/index.ts';
import { type Game, Position } from '../../src/game/index.ts';
import { Random } from '../../src/specialize/index.ts';

/** Positions that games from the initial one hardly reach: promotions, castling, en passant, drops, forced passes. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  chess: ['1n2k3/P7/8/8/8/8/8/4K3 w - - 0 1', '4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1', '4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1'],
  'chess-5x5': ['4k/P4/5/5/K4 w - - 0 1'],
  'dobutsu-shogi': ['l../.../.../L.. S CGE'],
};

/** Visits positions of random games from the initial position, the example and the others. */
function visitPositions(game: Game, count: number, visit: (p: Position) => void): void {
  const starts = [game.initial, ...(game.example ? [game.example] : []), ...(OTHERS[game.id] ?? [])];
  const random = new Random(games.indexOf(game) + 1);
  const p = new Position(game.schema);
  for (let seen = 0, start = 0; seen < count; start++) {
    game.parse(p, starts[start % starts.length]);
    for (let ply = 0; ply < 60 && seen < count; ply++) {
      const moves = boardMoves(game, p);
      if (moves.length === 0) break;
      visit(p);
      seen++;
      expect(playNamed(game, p, moves[random.below(moves.length)].name)).toBe(true);
    }
  }
}

/** Clicks towards a move as a player does who knows where it goes; returns what identified it. */
function clickTowards(moves: readonly ClickMove[], name: string): { clicks: number; offers: readonly string[] } {
  const clicked: number[] = [];
  for (;;) {
    const choice = chooseByClicks(moves, clicked);
    if (choice.move !== undefined) {
      expect(choice.move).toBe(name);
      return { clicks: clicked.length, offers: [] };
    }
    const next = choice.spots.find((spot) => chooseByClicks(moves, [...clicked, spot]).moves.includes(name));
    if (next === undefined) {
      expect(choice.offers).toContain(name);
      return { clicks: clicked.length, offers: choice.offers };
    }
    clicked.push(next);
  }
}

/** Follows everything that can be clicked; returns the names of moves that it ends with. */
function everyEnd(moves: readonly ClickMove[], clicked: readonly number[] = []): Set<string> {
  const { move, spots, offers, moves: left } = chooseByClicks(moves, clicked);
  const ends = new Set(move === undefined ? offers : [move]);
  expect(left.length).toBeGreaterThan(0);
  for (const spot of spots) for (const end of everyEnd(moves, [...clicked, spot])) ends.add(end);
  return ends;
}

const clicksOn = (game: Game, layout: BoardLayout, p: Position): ClickMove[] =>
  clickMoves(game, layout, p.turn, boardMoves(game, p));

describe('clicks', () => {
  test.each(games.map((game) => ({ id: game.id, game })))('identify every move of $id', ({ id, game }) => {
    const layout = layoutOf(game);
    const byButton = new Set<string>();
    visitPositions(game, id === 'l-game' ? 8 : 120, (p) => {
      const moves = clicksOn(game, layout, p);
      const names = moves.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) {
        const { clicks, offers } = clickTowards(moves, name);
        expect(clicks).toBeLessThanOrEqual(8);
        if (offers.length > 1) byButton.add(id);
      }
      if (id !== 'l-game') expect([...everyEnd(moves)].sort()).toEqual(names.sort());
    });
    // What a man becomes, which man is dropped and how many are taken is no place on the board.
    const choosers = /^(chess|nim|dobutsu)/;
    if (!choosers.test(id)) expect([...byButton]).toEqual([]);
  });

  test('castling is the king’s move, and his step beside it stays one', () => {
    const chess = games.find(({ id }) => id === 'chess')!;
    const layout = layoutOf(chess);
    const p = new Position(chess.schema);
    chess.parse(p, '4k3/8/8/8/8/8/8/4K2R w K - 0 1');
    const cell = (name: string): number => chess.schema.board.names.indexOf(name);
    const moves = clicksOn(chess, layout, p);
    expect(chooseByClicks(moves, [cell('e1'), cell('g1')]).move).toBe('e1g1');
    expect(chooseByClicks(moves, [cell('e1'), cell('f1')]).move).toBe('e1f1');
    expect(chooseByClicks(moves, [cell('h1'), cell('f1')]).move).toBe('h1f1');
    expect(chooseByClicks(moves, [cell('a1')]).moves).toEqual([]);
  });

  test('a pawn that promotes asks what it becomes', () => {
    const chess = games.find(({ id }) => id === 'chess')!;
    const p = new Position(chess.schema);
    chess.parse(p, '8/P1k5/8/8/8/8/8/4K3 w - - 0 1');
    const cell = (name: string): number => chess.schema.board.names.indexOf(name);
    const choice = chooseByClicks(clicksOn(chess, layoutOf(chess), p), [cell('a7'), cell('a8')]);
    expect([...choice.offers].sort()).toEqual(['a7a8b', 'a7a8n', 'a7a8q', 'a7a8r']);
    expect(choice.spots).toEqual([]);
  });

  test('a pass is a button, and the only move of a man waits for its second click', () => {
    const othello = games.find(({ id }) => id === 'othello-4x4')!;
    const p = new Position(othello.schema);
    othello.parse(p, 'wwww/wwww/wwwb/www. b');
    const passing = clicksOn(othello, layoutOf(othello), p);
    expect(boardMoves(othello, p).map(({ changes }) => changes.length)).toEqual([0]);
    expect(chooseByClicks(passing, [])).toMatchObject({ spots: [], offers: [passing[0].name] });

    const hexapawn = games.find(({ id }) => id === 'hexapawn-3x3')!;
    const q = new Position(hexapawn.schema);
    hexapawn.parse(q, 'o../.../..x x');
    const alone = clicksOn(hexapawn, layoutOf(hexapawn), q);
    expect(alone.length).toBe(1);
    const [from] = chooseByClicks(alone, []).spots;
    const choice = chooseByClicks(alone, [from]);
    expect([choice.move, choice.spots.length]).toEqual([undefined, 1]);
  });

  test('any cell of a column means the one where a man comes to rest', () => {
    const connect = games.find(({ id }) => id === 'connect-four-4x4')!;
    const p = new Position(connect.schema);
    connect.parse(p, connect.initial);
    const cell = (name: string): number => connect.schema.board.names.indexOf(name);
    const choice = chooseByClicks(clicksOn(connect, layoutOf(connect), p), []);
    expect(meantSpot(connect, choice, cell('b4'))).toBe(cell('b1'));
    expect(meantSpot(connect, choice, cell('c1'))).toBe(cell('c1'));
  });
});
