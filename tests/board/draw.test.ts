/** Drawings of boards: every game has one, its text is well-formed, and nothing in a name becomes markup. */

import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { games } from '../../games/index.ts';
import { drawBoard, layoutOf, positionInWords, sideNames, spotBeside } from '../../src/board/index.ts';
import { type Game, Position } from '../../src/game/index.ts';

const named = (id: string): Game => games.find((game) => game.id === id)!;

function positionOf(game: Game, text: string): Position {
  const p = new Position(game.schema);
  game.parse(p, text);
  return p;
}

describe('drawings', () => {
  test.each(games.map((game) => ({ id: game.id, game })))('$id has a spot for each place, and its men', ({ game }) => {
    const layout = layoutOf(game);
    const p = positionOf(game, game.initial);
    const svg = drawBoard(game, layout, p, sideNames(game), { clickable: [layout.spots[0].cell] });
    const { document } = parseHTML(`<body>${svg}</body>`);
    const spots = [...document.querySelectorAll('[data-spot]')];
    expect(new Set(spots.map((spot) => spot.getAttribute('data-spot'))).size).toBe(layout.spots.length);
    expect(spots.every((spot) => spot.getAttribute('aria-label') !== '')).toBe(true);
    const onBoard = [...p.cells].filter((content) => content > 0).length;
    const inHand = p.reserve.reduce((sum, held) => sum + held, 0);
    const drawn = document.querySelectorAll('.man, .wide').length;
    if (game.schema.content === 'pieces') expect(drawn).toBe(onBoard + inHand);
    else expect(document.querySelectorAll('.n').length).toBe(layout.spots.length);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test('styles follow from the schema', () => {
    const styles = [
      'chess',
      'checkers',
      'nine-mens-morris',
      'teeko',
      'awari',
      'l-game',
      'hare-and-hounds',
      'kayles-12',
    ];
    expect(styles.map((id) => layoutOf(named(id)).style)).toEqual([
      'squares',
      'chequers',
      'points',
      'points',
      'pits',
      'squares',
      'points',
      'squares',
    ]);
  });

  test('an L covers four squares', () => {
    const game = named('l-game');
    const layout = layoutOf(game);
    expect(layout.spots.length).toBe(16);
    expect(layout.covers.filter((spots) => spots.length === 4).length).toBe(48);
  });

  test('positions in words', () => {
    const chess = named('chess');
    expect(sideNames(chess)).toEqual({ names: ['White', 'Black'], light: 0 });
    expect(sideNames(named('othello-4x4'))).toEqual({ names: ['Black', 'White'], light: 1 });
    const p = positionOf(chess, '8/8/8/8/8/1k6/8/K2R4 b - - 0 1');
    expect(positionInWords(chess, p, sideNames(chess))).toBe('White: king a1, rook d1. Black: king b3. Black to move.');
  });

  test('arrow keys walk over the board, also seen from the other side', () => {
    const chess = named('chess');
    const layout = layoutOf(chess);
    const cell = (name: string): number => chess.schema.board.names.indexOf(name);
    expect(spotBeside(layout, cell('e4'), 0, -1)).toBe(cell('e5'));
    expect(spotBeside(layout, cell('e4'), 0, -1, true)).toBe(cell('e3'));
    expect(spotBeside(layout, cell('a4'), -1, 0)).toBe(cell('a4'));
  });

  test('names never become markup', () => {
    const game = named('tic-tac-toe');
    const { board } = game.schema;
    const names = board.names.map((name) => `<img src=x onerror="${name}">`);
    const evil = { ...game, schema: { ...game.schema, board: { ...board, names } } };
    const p = positionOf(game, game.initial);
    const svg = drawBoard(evil, layoutOf(evil), p, sideNames(game), { clickable: [] });
    expect(svg).toContain('&#60;img');
    expect(svg).not.toContain('<img');
  });

  test('all of it is small', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export * from './dist/src/board/index.js'`, resolveDir: process.cwd() },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    });
    expect(brotliCompressSync(outputFiles[0].contents).length).toBeLessThan(8000);
  });
});
