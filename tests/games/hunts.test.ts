import { describe, expect, test } from 'vitest';
import { foxAndGeese } from '../../games/fox-and-geese.ts';
import { hareAndHounds } from '../../games/hare-and-hounds.ts';
import { type Game, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance } from '../support/conformance.ts';

for (const game of [hareAndHounds, foxAndGeese]) {
  conformance(game, specialize(game), () => specialize(game).slicesOf('all'));
}

const solved = new Map(
  [hareAndHounds, foxAndGeese].map((game) => [game, new SliceValues(specialize(game), { memory: 1e8 })]),
);

function solver(game: Game): (text: string) => Promise<string> {
  const p = new Position(game.schema);
  const values = solved.get(game)!;
  return async (text) => {
    game.parse(p, text);
    const { value } = await values.value(p);
    return `${game.domain.outcome(value)} in ${game.domain.plies(value)}`;
  };
}

function movesOf(game: Game, text: string): string[] {
  const p = new Position(game.schema);
  const out = new Int32Array(game.maxMoves);
  game.parse(p, text);
  return [...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move)).toSorted();
}

describe('hare and hounds', () => {
  const valueOf = solver(hareAndHounds);

  /**
   * M. Gardner (Scientific American, October 1963; as the English Wikipedia, "Hare games", tells): the hounds win
   * wherever the hare starts. Plies: E. Annunziata, A study of Hare and Hounds (github.com/edoannunziata/jardin,
   * misc/HareAndHounds.ipynb @ f907278), by exhaustive search to 60 plies, hounds to move and hare to move. There the
   * hare wins on a2 only; it can go there as soon as it is level with the last hound.
   */
  test.each([
    ['D../Dh.../D..', 27, 24],
    ['Dh./D..../D..', 23, 24],
    ['D../D.h../D..', 23, 28],
    ['D.h/D..../D..', 23, 24],
    ['D../D..h./D..', 23, 24],
    ['D../D...h/D..', 23, 24],
  ])('the hounds catch the hare: %s', async (board, houndsFirst, hareFirst) => {
    expect(await valueOf(`${board} D`)).toBe(`win in ${houndsFirst}`);
    expect(await valueOf(`${board} H`)).toBe(`loss in ${hareFirst}`);
  });

  test('hounds that have to move let the hare go (the same study)', async () => {
    expect(await valueOf('Dh./..D../D.. H')).toBe('loss in 18');
    expect(await valueOf('Dh./..D../D.. D')).not.toMatch('win');
  });

  test('every value reachable from the start is that of brute force', async () => {
    const truth = bruteForce(hareAndHounds, [hareAndHounds.initial]);
    expect(truth.size).toBeGreaterThan(500);
    const p = new Position(hareAndHounds.schema);
    const values = solved.get(hareAndHounds)!;
    for (const [text, value] of truth) {
      hareAndHounds.parse(p, text);
      if (hareAndHounds.ended(p) === undefined) expect((await values.value(p)).value).toBe(value);
    }
  });

  test('hounds never go back', () => {
    expect(movesOf(hareAndHounds, 'D../..D.h/.D. D')).toEqual([
      'b3-b2',
      'b3-c3',
      'c1-d1',
      'c2-c3',
      'c2-d1',
      'c2-d2',
      'c2-d3',
    ]);
    expect(movesOf(hareAndHounds, '.D./.D.../.Dh H')).toEqual(['d1-c2', 'd1-d2', 'd1-e2']);
  });

  test.each([
    ['.D./h.D../.D. H', 'escaped'],
    ['.D./..D../.D. D', '3 "D" and one "h" expected'],
    ['hD./..D../... D', '3 "D" and one "h" expected'],
    ['hX./..D../.D. D', 'unknown letter'],
  ])('refuses %s', (text, what) => {
    expect(() => hareAndHounds.parse(new Position(hareAndHounds.schema), text)).toThrow(what);
  });

  test('draws itself', () => {
    const p = new Position(hareAndHounds.schema);
    hareAndHounds.parse(p, hareAndHounds.initial);
    expect(hareAndHounds.draw(p)).toBe('  D . .\nD . . . h\n  D . .\nD to move');
  });
});

describe('fox and geese', () => {
  const valueOf = solver(foxAndGeese);
  const rows = '..../..../..../..../..../..../GGGG';

  // Winning Ways, chapter 20, gives the starting position to the geese, and more than a move in hand.
  test.each(['f...', '.f..', '..f.', '...f'])('the geese catch the fox from %s, whoever begins', async (row) => {
    expect(await valueOf(`${row}/${rows} F`)).toMatch('loss');
    expect(await valueOf(`${row}/${rows} G`)).toMatch('win');
  });

  test('values near the end are those of brute force', async () => {
    const roots = ['f.../.G../..G./.G../.G../..../..../.... F', '..../f.../GG../..GG/..../..../..../.... F'];
    const truth = bruteForce(foxAndGeese, roots);
    expect(truth.size).toBeGreaterThan(200);
    const p = new Position(foxAndGeese.schema);
    const values = solved.get(foxAndGeese)!;
    for (const [text, value] of truth) {
      foxAndGeese.parse(p, text);
      if (foxAndGeese.ended(p) === undefined) expect((await values.value(p)).value).toBe(value);
    }
  });

  test('geese go one step forward, the fox anywhere', () => {
    expect(movesOf(foxAndGeese, '..../..../..../..../..f./..../.GG./G..G F')).toEqual([
      'f4-e3',
      'f4-e5',
      'f4-g3',
      'f4-g5',
    ]);
    expect(movesOf(foxAndGeese, foxAndGeese.initial.replace('F', 'G'))).toEqual([
      'a1-b2',
      'c1-b2',
      'c1-d2',
      'e1-d2',
      'e1-f2',
      'g1-f2',
      'g1-h2',
    ]);
  });
});
